//! Not used: wanted, and then not needed. Cheap to say, and nobody's fault.

use domain::people::permissions::Request;
use domain::requisition::Step;
use serde::{Deserialize, Serialize};

use super::done::{Done, said};
use super::one::{OneRequisition, Outcome};
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Marks a requisition as not used, with a reason. What had gone out stays held until the end of its turn-round;
/// what had not is free from now.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotUsed {
    /// Why, in a word or two.
    pub words: String,
}

impl Deed for NotUsed {
    type At = OneRequisition;
    type May = Request;
    type Answer = Done;
    const KEY: &'static str = "requisition.not-used";
    const FORM: &'static str = "not-used";

    fn example() -> Self {
        Self { words: "Fire drill".to_owned() }
    }

    async fn act(self, turn: &mut Turn<OneRequisition>) -> Result<Told<Done>, ActionError> {
        let words = said(&self.words, "say in a word or two why it was not used")?;
        let Turn { unit, at } = turn;
        let rule = at.may(unit, Step::NotUsed)?;
        at.take(unit, rule, Outcome::by_the_table().saying(format!("Not used: {words}"))).await
    }
}
