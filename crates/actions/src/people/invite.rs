//! Inviting a person by a link.

use domain::people::permissions::InvitePeople;
use domain::people::{Invitation, Role, Roles};
use serde::{Deserialize, Serialize};

use super::add::{check_address, check_name, staff_named};
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::once::hash;
use crate::requisition::Book;
use crate::unit::Turn;

/// Days that an invitation works for.
const WORKS_FOR_DAYS: i64 = 14;

/// Makes an invitation for a person, with the roles they are to have.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invite {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What they are to be: one role at least.
    pub roles: Roles,
    /// Who they are in the timetable, by name.
    #[serde(default)]
    pub staff: Option<String>,
    /// Their mentor in the timetable, by name.
    #[serde(default)]
    pub mentor: Option<String>,
}

/// An invitation that was made. The link's secret is given once, to whoever made it, and never kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// The secret of the link; empty where the same form was sent again.
    #[serde(skip)]
    pub token: String,
    /// For whom.
    pub name: String,
}

impl Deed for Invite {
    type At = Book;
    type May = InvitePeople;
    type Answer = Invited;
    const KEY: &'static str = "people.invite";
    const FORM: &'static str = "invite";

    fn example() -> Self {
        Self {
            name: "A. Trainee".to_owned(),
            email: "a.trainee@school.example".to_owned(),
            roles: Roles::new([Role::Trainee]),
            staff: None,
            mentor: Some("A. Teacher".to_owned()),
        }
    }

    async fn act(self, turn: &mut Turn<Book>) -> Result<Told<Invited>, ActionError> {
        let unit = &mut turn.unit;
        check_name(&self.name)?;
        check_address(&self.email)?;
        if self.roles.is_empty() {
            return Err(ActionError::field("roles", "choose at least one role"));
        }
        let house = unit.house.clone();
        let staff = staff_named(&house, unit, self.staff.as_deref(), "staff").await?;
        let mentor = staff_named(&house, unit, self.mentor.as_deref(), "mentor").await?;
        let (token, now) = (house.secret(), unit.now);
        let invitation = Invitation {
            id: unit.next_id(),
            email: self.email.trim().to_owned(),
            name: self.name.trim().to_owned(),
            roles: self.roles,
            staff,
            mentor,
            ends_at: now.plus_minutes(WORKS_FOR_DAYS * 24 * 60),
            used_at: None,
        };
        unit.add_invitation(&invitation, &hash(token.as_bytes()), now).await?;
        Ok(Told::done(Invited { token, name: invitation.name }, "Invited a person"))
    }
}
