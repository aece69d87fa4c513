//! Taking somebody out of a network.

use domain::chat::chat_permissions::ManageNetwork;
use domain::id::{AccountId, NetworkId};
use serde::{Deserialize, Serialize};

use super::one::OneNetwork;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::{Turn, Unit};

/// Takes somebody who joined by themselves out of a network. What they wrote stays.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndPerson {
    /// Whom.
    pub person: AccountId,
}

impl Deed for EndPerson {
    type At = OneNetwork;
    type May = ManageNetwork;
    type Answer = ();
    const KEY: &'static str = "network.end-person";
    const FORM: &'static str = "network-end-person";

    fn example() -> Self {
        Self { person: AccountId(uuid::Uuid::nil()) }
    }

    async fn act(self, turn: &mut Turn<OneNetwork>) -> Result<Told<()>, ActionError> {
        end(&mut turn.unit, &turn.at, self.person).await?;
        Ok(Told::done((), "Took a person out of the network"))
    }
}

/// Ends it for somebody who joined by themselves, as long as others look after the network.
pub(super) async fn end(
    unit: &mut Unit<NetworkId>,
    at: &OneNetwork,
    account: AccountId,
) -> Result<(), ActionError> {
    let people = unit.network_people().await?;
    if !people.iter().any(|person| person.account == account) {
        return Err(ActionError::NotFound("person"));
    }
    at.check_others_look_after_it(&people, account)?;
    let now = unit.now;
    unit.end_network_person(account, now).await?;
    Ok(())
}
