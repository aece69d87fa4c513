//! People: who belongs to the school, inviting them, correcting what is kept of them, ending their access, and accepting an invitation.

pub(crate) mod correct;
pub(crate) mod invitation;
pub(crate) mod invite;
pub(crate) mod list;

use actions::Once;
use actions::people::{Correct, Invite};
use domain::people::permissions::{InvitePeople, SeePeople};

use crate::answer::Problem;
use crate::app::Routes;
use crate::fields::Fields;
use crate::form::{FormRoutes as _, key};

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get::<SeePeople, _>("/people", list::list)
        .form::<Invite>("/people/invitations")
        .post::<InvitePeople, _>("/people/invitations/{invitation}/take-back", invite::take_back)
        .get::<InvitePeople, _>("/people/{person}", correct::show)
        .form::<Correct>("/people/{person}")
        .post::<InvitePeople, _>("/people/{person}/end", list::end)
        .get_open("/invitation/{token}", invitation::invitation)
        .post_open("/invitation/{token}", invitation::accept)
}

/// The key of a form that says nothing but whom it is about, which stands in its address.
fn once_for(fields: &Fields, about: &str) -> Result<Once, Problem> {
    Ok(Once::new(fields.get("once"), about.as_bytes())?)
}
