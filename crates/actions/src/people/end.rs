//! Ending a person's access.

use domain::id::AccountId;
use domain::people::permissions::InvitePeople;
use serde::{Deserialize, Serialize};

use crate::ActionError;
use crate::deed::{Deed, Entry, Told};
use crate::school::OneSchool;
use crate::unit::Turn;

/// Ends a person's access to the school. What they asked for stays, and so does their name in history.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndAccess {
    /// Whose.
    pub person: AccountId,
}

impl Deed for EndAccess {
    type At = OneSchool;
    type May = InvitePeople;
    type Answer = ();
    const KEY: &'static str = "people.end";
    const FORM: &'static str = "end-access";

    fn example() -> Self {
        Self { person: AccountId(uuid::Uuid::nil()) }
    }

    async fn act(self, turn: &mut Turn<OneSchool>) -> Result<Told<()>, ActionError> {
        let (unit, person) = (&mut turn.unit, self.person);
        if unit.actor.account == Some(person) {
            let words = "you cannot end your own access; ask another administrator";
            return Err(ActionError::field("account", words));
        }
        let now = unit.now;
        if !unit.end_member(person, now).await? {
            return Err(ActionError::NotFound("person"));
        }
        Ok(Told::done((), Entry::new("Ended a person's access").about(person)))
    }
}
