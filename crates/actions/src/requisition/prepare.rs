//! Preparing: one tick of the board. What is held stays held.

use domain::people::permissions;
use domain::requisition::Step;
use serde::{Deserialize, Serialize};

use super::done::Done;
use super::one::OneRequisition;
use super::tick::tick;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// It is ready on its trolley.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prepare {
    /// Whose hand it was, on the shared tablet of the prep room.
    #[serde(default)]
    pub initials: String,
}

impl Deed for Prepare {
    type At = OneRequisition;
    type May = permissions::Prepare;
    type Answer = Done;
    const KEY: &'static str = "requisition.prepare";
    const FORM: &'static str = "prepare";

    fn example() -> Self {
        Self { initials: "AT".to_owned() }
    }

    async fn act(self, turn: &mut Turn<OneRequisition>) -> Result<Told<Done>, ActionError> {
        tick(&mut turn.unit, &mut turn.at, Step::Prepare, &self.initials).await
    }
}
