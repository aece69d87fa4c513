//! Taking back what one touch did to several requisitions.

use domain::id::RequisitionId;
use domain::people::permissions::SeeRequisition;
use serde::{Deserialize, Serialize};

use super::whole_period::{Together, TogetherWork, in_order};
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::requisition::{Book, OneRequisition, undo};
use crate::unit::Turn;

/// Puts several requisitions back as they were before their last step, each as undoing one does. One that was moved
/// on meanwhile stays, and that is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UndoTogether {
    /// Which.
    pub requisitions: Vec<RequisitionId>,
}

impl Deed for UndoTogether {
    type At = Book;
    type May = SeeRequisition;
    type Answer = Together;
    const KEY: &'static str = "requisition.undo-together";
    const HISTORY: &'static str = "requisition.undo";

    fn example() -> Self {
        Self { requisitions: vec![RequisitionId(uuid::Uuid::nil())] }
    }

    async fn act(self, turn: &mut Turn<Book>) -> Result<Told<Together>, ActionError> {
        let mut work = TogetherWork::default();
        for id in in_order(self.requisitions)? {
            let mut one = OneRequisition::held_still(&mut turn.unit, id).await?;
            let told = undo(&mut turn.unit, &mut one).await;
            work.part(id, told)?;
        }
        Ok(work.told())
    }
}
