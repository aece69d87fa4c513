//! What waits.

use actions::{House, prep};
use domain::Permit;
use domain::people::permissions::SeeInbox;
use domain::requisition::Requisition;
use serde::Serialize;

use super::Read;
use super::parameter::{Given, Parameter};
use super::requisition::RequisitionTold;
use crate::Problem;

/// What waits for an answer, has come to be short, or was not counted back.
#[derive(Debug, Serialize)]
pub(crate) struct InboxTold {
    submitted: Vec<RequisitionTold>,
    queried: Vec<RequisitionTold>,
    short: Vec<ShortTold>,
    lesson_gone: Vec<RequisitionTold>,
    not_counted_back: Vec<RequisitionTold>,
}

#[derive(Debug, Serialize)]
struct ShortTold {
    requisition: RequisitionTold,
    item: String,
    name: String,
    short: u32,
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
    const ABOUT: &'static str =
        "What waits for an answer, what has come to be short, and what nobody has counted back.";
    const PARAMETERS: &'static [Parameter] = &[];

    async fn read(house: &House, permit: &Permit<SeeInbox>, _: &Given) -> Result<InboxTold, Problem> {
        let inbox = prep::inbox(house, permit).await?;
        let short = inbox.exposures.into_iter().map(|exposure| ShortTold {
            requisition: RequisitionTold::from(&exposure.requisition),
            item: exposure.item.to_string(),
            name: exposure.name,
            short: exposure.short,
        });
        Ok(InboxTold {
            submitted: told(&inbox.submitted),
            queried: told(&inbox.queried),
            short: short.collect(),
            lesson_gone: told(&inbox.lesson_gone),
            not_counted_back: told(&inbox.not_counted_back),
        })
    }
}
