//! One touch for a whole period: the same step for every card that was seen to wait for it.

use domain::id::{RequisitionId, SchoolId};
use domain::people::permissions::Prepare;
use domain::requisition::Step;
use serde::{Deserialize, Serialize};

use crate::ActionError;
use crate::deed::{Deed, Entry, Told};
use crate::requisition::{Book, Count, Done, OneRequisition, count, tick};
use crate::unit::{Turn, Unit};

/// The most cards that one touch moves.
pub const MOST_CARDS: usize = 200;

/// Takes the same step of the board for several requisitions. One that cannot move any more does not hold up the
/// others.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WholePeriod {
    /// The step.
    pub step: BoardStep,
    /// The cards that were seen, so that one that came meanwhile is not ticked unseen.
    pub cards: Vec<RequisitionId>,
    /// Whose hand it was, on the shared tablet of the prep room.
    #[serde(default)]
    pub initials: String,
}

/// A step that the board takes for a whole period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BoardStep {
    /// Ready on their trolleys.
    Prepare,
    /// In their rooms.
    Deliver,
    /// Back in the prep room.
    Collect,
    /// All counted back.
    Count,
}

impl BoardStep {
    /// The step of a requisition that it is.
    pub fn step(self) -> Step {
        match self {
            Self::Prepare => Step::Prepare,
            Self::Deliver => Step::Deliver,
            Self::Collect => Step::Collect,
            Self::Count => Step::Count,
        }
    }

    /// The step of the board that a step of a requisition is, if it is one.
    pub fn of(step: Step) -> Option<Self> {
        [Self::Prepare, Self::Deliver, Self::Collect, Self::Count]
            .into_iter()
            .find(|board_step| board_step.step() == step)
    }
}

/// What became of several requisitions that were worked on together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Together {
    /// What was done.
    pub done: Vec<Done>,
    /// Those that could not be moved, and why.
    pub left: Vec<LeftAsItWas>,
}

/// A requisition that could not be moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftAsItWas {
    /// Which.
    pub id: RequisitionId,
    /// Why, as a sentence says it.
    pub why: String,
}

impl Deed for WholePeriod {
    type At = Book;
    type May = Prepare;
    type Answer = Together;
    const KEY: &'static str = "requisition.whole-period";
    // Each part is told as its own step.
    const HISTORY: &'static str = "requisition.prepare";
    const FORM: &'static str = "period";

    fn example() -> Self {
        let cards = vec![RequisitionId(uuid::Uuid::nil())];
        Self { step: BoardStep::Prepare, cards, initials: "AT".to_owned() }
    }

    async fn act(self, turn: &mut Turn<Book>) -> Result<Told<Together>, ActionError> {
        let Self { step, initials, .. } = self;
        let mut work = TogetherWork::default();
        for id in in_order(self.cards)? {
            if let Some(done) = turn.unit.answer_of_part::<Done>(id).await? {
                work.answer.done.push(done);
                continue;
            }
            let told = take(&mut turn.unit, id, step, &initials).await;
            work.part(id, told)?;
        }
        Ok(work.told())
    }
}

async fn take(
    unit: &mut Unit<SchoolId>,
    id: RequisitionId,
    step: BoardStep,
    initials: &str,
) -> Result<Told<Done>, ActionError> {
    let mut one = OneRequisition::held_still(unit, id).await?;
    match step {
        BoardStep::Count => {
            let counted = Count { initials: initials.to_owned(), ..Count::default() };
            count(unit, &mut one, &counted).await
        }
        step => tick(unit, &mut one, step.step(), initials).await,
    }
}

/// Requisitions each once, in the order in which every deed holds them still.
pub(super) fn in_order(mut ids: Vec<RequisitionId>) -> Result<Vec<RequisitionId>, ActionError> {
    if ids.len() > MOST_CARDS {
        return Err(ActionError::field("cards", format!("one touch moves at most {MOST_CARDS} cards")));
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

/// What has become so far of requisitions that are worked on together.
#[derive(Default)]
pub(super) struct TogetherWork {
    pub answer: Together,
    entries: Vec<Entry>,
}

impl TogetherWork {
    /// Adds what became of one. Where it stands elsewhere by now, or something it needs is not free, that is told;
    /// any other error is the whole deed's.
    pub fn part(
        &mut self,
        id: RequisitionId,
        told: Result<Told<Done>, ActionError>,
    ) -> Result<(), ActionError> {
        match told {
            Ok(told) => {
                self.answer.done.push(told.answer);
                self.entries.extend(told.entries);
            }
            Err(error @ (ActionError::Refused(_) | ActionError::Clash(_))) => {
                self.answer.left.push(LeftAsItWas { id, why: error.to_string() });
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    pub fn told(self) -> Told<Together> {
        Told::all(self.answer, self.entries)
    }
}
