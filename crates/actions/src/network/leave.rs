//! Leaving a network.

use domain::chat::chat_permissions::SeeNetwork;
use serde::{Deserialize, Serialize};

use super::end_person::end;
use super::one::OneNetwork;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Leaves a network that one joined by oneself. Whoever belongs by their school still does.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leave {}

impl Deed for Leave {
    type At = OneNetwork;
    type May = SeeNetwork;
    type Answer = ();
    const KEY: &'static str = "network.leave";
    const FORM: &'static str = "network-leave";

    fn example() -> Self {
        Self {}
    }

    async fn act(self, turn: &mut Turn<OneNetwork>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        let account = unit.actor.account.ok_or(ActionError::NotFound("person"))?;
        match end(unit, at, account).await {
            Err(ActionError::NotFound(_)) => {
                return Err(ActionError::field(
                    "person",
                    "you belong to this network by your school, and did not join it by yourself",
                ));
            }
            other => other?,
        }
        Ok(Told::done((), "Left the network"))
    }
}
