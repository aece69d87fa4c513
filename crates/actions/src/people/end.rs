//! Ending a person's access, and taking an invitation back.

use domain::Permit;
use domain::history::Kind;
use domain::id::{AccountId, InvitationId};
use domain::people::permissions;

use crate::{ActionError, Begun, House, Once};

/// Ends a person's access to the school. What they asked for stays, and so does their name in history.
pub async fn end_access(
    house: &House,
    permit: &Permit<permissions::InvitePeople>,
    account: AccountId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    if permit.actor().account == Some(account) {
        return Err(ActionError::field(
            "account",
            "you cannot end your own access; ask another administrator",
        ));
    }
    let mut work = match house.begin::<()>(permit.school(), permit.actor().account, once).await? {
        Begun::Answered(()) => return Ok(()),
        Begun::Anew(work) => work,
    };
    if !work.end_member(account, house.now()).await? {
        return Err(ActionError::NotFound("person"));
    }
    let event =
        house.history(permit.actor(), Kind::PeopleEnd, Some(account.to_string()), "Ended a person's access");
    work.finish((), Some(event)).await
}

/// Takes an unused invitation back.
pub async fn take_back(
    house: &House,
    permit: &Permit<permissions::InvitePeople>,
    invitation: InvitationId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut work = match house.begin::<()>(permit.school(), permit.actor().account, once).await? {
        Begun::Answered(()) => return Ok(()),
        Begun::Anew(work) => work,
    };
    if !work.drop_invitation(invitation).await? {
        return Err(ActionError::NotFound("invitation"));
    }
    let event = house.history(permit.actor(), Kind::PeopleTakeBack, None, "Took an invitation back");
    work.finish((), Some(event)).await
}
