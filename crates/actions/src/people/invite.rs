//! Inviting a person by a link.

use domain::Permit;
use domain::history::Kind;
use domain::people::{Invitation, Roles, permissions};
use serde::{Deserialize, Serialize};

use super::add::{check_address, check_name, staff_named};
use crate::once::hash;
use crate::{ActionError, Begun, House, Once};

/// Days that an invitation works for.
const WORKS_FOR_DAYS: i64 = 14;

/// An invitation that was made. The link's secret is given once, to whoever made it, and never kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// The secret of the link; empty where the same form was sent again.
    #[serde(skip)]
    pub token: String,
    /// For whom.
    pub name: String,
}

/// Whom to invite, and as what.
#[derive(Clone, Debug)]
pub struct InvitationWanted<'a> {
    /// Their name.
    pub name: &'a str,
    /// Their address.
    pub email: &'a str,
    /// What they are to be.
    pub roles: Roles,
    /// Who they are in the timetable, by name.
    pub staff: Option<&'a str>,
    /// Their mentor in the timetable, by name.
    pub mentor: Option<&'a str>,
}

/// Makes an invitation for a person, with the roles they are to have.
pub async fn invite(
    house: &House,
    permit: &Permit<permissions::InvitePeople>,
    wanted: InvitationWanted<'_>,
    once: Option<Once>,
) -> Result<Invited, ActionError> {
    let InvitationWanted { name, email, roles, staff, mentor } = wanted;
    check_name(name)?;
    check_address(email)?;
    if roles.is_empty() {
        return Err(ActionError::field("roles", "choose at least one role"));
    }
    let mut work = match house.begin(permit.school(), permit.actor().account, once).await? {
        Begun::Answered(invited) => return Ok(invited),
        Begun::Anew(work) => work,
    };
    let staff = staff_named(house, &mut work, staff, "staff").await?;
    let mentor = staff_named(house, &mut work, mentor, "mentor").await?;
    let token = house.secret();
    let invitation = Invitation {
        id: house.next_id(),
        email: email.trim().to_owned(),
        name: name.trim().to_owned(),
        roles,
        staff,
        mentor,
        ends_at: house.now().plus_minutes(WORKS_FOR_DAYS * 24 * 60),
        used_at: None,
    };
    work.add_invitation(&invitation, &hash(token.as_bytes()), house.now()).await?;
    let event = house.history(permit.actor(), Kind::PeopleInvite, None, "Invited a person");
    let answer = Invited { token: String::new(), name: invitation.name };
    let answer = work.finish(answer, Some(event)).await?;
    Ok(Invited { token, ..answer })
}
