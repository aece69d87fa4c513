//! Erasing whoever has a handle.

use domain::chat::chat_permissions::ErasePeople;
use serde::{Deserialize, Serialize};

use super::eraser::erase;
use super::person::Person;
use super::touched::Touched;
use super::whole_network::WholeNetwork;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Erases whoever has this handle from everything in the network. They need not have said anything: others
/// may have mentioned them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erase {
    /// The handle, with “@” or without.
    pub handle: String,
}

impl Deed for Erase {
    type At = WholeNetwork;
    type May = ErasePeople;
    type Answer = Touched;
    const KEY: &'static str = "network.erase";
    const FORM: &'static str = "erase";

    fn example() -> Self {
        Self { handle: "lab_bob".to_owned() }
    }

    async fn act(self, turn: &mut Turn<WholeNetwork>) -> Result<Told<Touched>, ActionError> {
        let person = Person::of_handle(&mut turn.unit, &self.handle).await?;
        erase(&mut turn.unit, person).await
    }
}
