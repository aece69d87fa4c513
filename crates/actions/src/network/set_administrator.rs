//! Who looks after a network.

use domain::chat::ChatRole;
use domain::chat::chat_permissions::ManageNetwork;
use domain::id::AccountId;
use serde::{Deserialize, Serialize};

use super::one::OneNetwork;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Makes somebody who joined by themselves look after the network, or no longer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetAdministrator {
    /// Whom.
    pub person: AccountId,
    /// Whether they are to look after it.
    pub looks_after_it: bool,
}

impl Deed for SetAdministrator {
    type At = OneNetwork;
    type May = ManageNetwork;
    type Answer = ();
    const KEY: &'static str = "network.administrator";
    const FORM: &'static str = "network-administrator";

    fn example() -> Self {
        Self { person: AccountId(uuid::Uuid::nil()), looks_after_it: true }
    }

    async fn act(self, turn: &mut Turn<OneNetwork>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        let (role, words) = if self.looks_after_it {
            (ChatRole::NetworkAdministrator, "Made a person an administrator of the network")
        } else {
            (ChatRole::Member, "Made an administrator of the network a member again")
        };
        let people = unit.network_people().await?;
        let found = people.iter().find(|person| person.account == self.person);
        if found.ok_or(ActionError::NotFound("person"))?.role == role {
            return Ok(Told::nothing(()));
        }
        if !self.looks_after_it {
            at.check_others_look_after_it(&people, self.person)?;
        }
        let now = unit.now;
        unit.set_network_person(self.person, role, now).await?;
        Ok(Told::done((), words))
    }
}
