//! What waits.

use actions::{House, prep};
use domain::Permit;
use domain::id::RequisitionId;
use domain::people::permissions::SeeInbox;
use domain::requisition::Requisition;
use serde::Serialize;

use super::Read;
use super::parameter::{Given, Parameter};
use super::requisition::RequisitionTold;
use crate::Problem;
use crate::problem::{KeptAt, WayOn};

/// What waits for an answer, has come to be short, waits for a decision, or was not counted back.
#[derive(Debug, Serialize)]
pub(crate) struct InboxTold {
    submitted: Vec<RequisitionTold>,
    queried: Vec<RequisitionTold>,
    short: Vec<ShortTold>,
    lesson_gone: Vec<DecideTold>,
    teacher_out: Vec<DecideTold>,
    /// Kept at an hour from which the lesson has gone to another.
    lesson_elsewhere: Vec<DecideTold>,
    not_counted_back: Vec<RequisitionTold>,
}

#[derive(Debug, Serialize)]
struct ShortTold {
    requisition: RequisitionTold,
    item: String,
    name: String,
    short: u32,
    /// Whether that is because the lesson was moved to where others stood; else because there are fewer than before.
    moved: bool,
    /// The site it is kept at, where nobody has asked for its transfer from there.
    kept_at: Option<KeptAt>,
    ways_out: Vec<WayOn>,
}

/// A request that somebody has to decide about, with what would help.
#[derive(Debug, Serialize)]
struct DecideTold {
    #[serde(flatten)]
    requisition: RequisitionTold,
    ways_out: Vec<WayOn>,
}

fn told(requisitions: &[Requisition]) -> Vec<RequisitionTold> {
    requisitions.iter().map(RequisitionTold::from).collect()
}

/// `inbox`
pub(crate) struct Inbox;

impl Read for Inbox {
    type May = SeeInbox;
    type Told = InboxTold;
    const NAME: &'static str = "inbox";
    const ABOUT: &'static str = "What waits for an answer, what has come to be short or has no lesson, with ways out, and what is not counted back.";
    const PARAMETERS: &'static [Parameter] = &[];

    async fn read(house: &House, permit: &Permit<SeeInbox>, _: &Given) -> Result<InboxTold, Problem> {
        let inbox = prep::inbox(house, permit).await?;
        let ways = |id: &RequisitionId| -> Vec<WayOn> {
            inbox.ways_out.get(id).into_iter().flatten().cloned().map(WayOn::from).collect()
        };
        let short = inbox.exposures.iter().map(|exposure| ShortTold {
            requisition: RequisitionTold::from(&exposure.requisition),
            item: exposure.item.to_string(),
            name: exposure.name.clone(),
            short: exposure.short,
            moved: exposure.moved,
            ways_out: ways(&exposure.requisition.id),
            kept_at: exposure.kept_at.clone().map(KeptAt::from),
        });
        let decide = |list: &[Requisition]| -> Vec<DecideTold> {
            let one = |one: &Requisition| DecideTold { requisition: one.into(), ways_out: ways(&one.id) };
            list.iter().map(one).collect()
        };
        Ok(InboxTold {
            submitted: told(&inbox.submitted),
            queried: told(&inbox.queried),
            short: short.collect(),
            lesson_gone: decide(&inbox.lesson_gone),
            teacher_out: decide(&inbox.teacher_out),
            lesson_elsewhere: decide(&inbox.apart),
            not_counted_back: told(&inbox.not_counted_back),
        })
    }
}
