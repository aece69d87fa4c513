//! Making do with fewer sets: what is short fits again, in larger groups.

use domain::people::permissions::Request;
use domain::requisition::Step;
use serde::{Deserialize, Serialize};

use super::asking::{Late, judged_again};
use super::done::Done;
use super::one::OneRequisition;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Asks for the same with fewer sets; what was set by hand stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FewerSets {
    /// How many sets from now on, at least one and fewer than until now.
    pub sets: u32,
}

impl Deed for FewerSets {
    type At = OneRequisition;
    type May = Request;
    type Answer = Done;
    const KEY: &'static str = "requisition.fewer-sets";
    const HISTORY: &'static str = "requisition.change";

    fn example() -> Self {
        Self { sets: 8 }
    }

    async fn act(self, turn: &mut Turn<OneRequisition>) -> Result<Told<Done>, ActionError> {
        let Turn { unit, at } = turn;
        let rule = at.may(unit, Step::Change)?;
        let [station] = at.requisition.content.stations.as_slice() else {
            let words = "this one has several stations, each with its own sets; change them one by one";
            return Err(ActionError::field("sets", words));
        };
        let had = station.sets;
        if self.sets == 0 || self.sets >= had {
            let words = format!("give a number from 1 to fewer than the {had} sets of now");
            return Err(ActionError::field("sets", words));
        }
        let words = format!("Makes do with {} sets instead of {had}", self.sets);
        let content = at.requisition.content.with_sets(self.sets);
        judged_again(unit, at, rule, content, Late::default(), &words).await
    }
}
