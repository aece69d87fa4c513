//! The school's history.

use actions::{House, history};
use domain::Permit;
use domain::history::Event;
use domain::people::permissions::SeeHistory;
use serde::Serialize;

use super::Read;
use super::parameter::{Given, Parameter};
use crate::Problem;
use crate::instant::rfc3339;

/// An entry of history.
#[derive(Debug, Serialize)]
pub(crate) struct EntryTold {
    id: String,
    at: String,
    by: String,
    kind: String,
    subject: Option<String>,
    words: String,
}

impl From<&Event> for EntryTold {
    fn from(entry: &Event) -> Self {
        Self {
            id: entry.id.to_string(),
            at: rfc3339(entry.at),
            by: entry.actor.clone(),
            kind: entry.kind.key().to_owned(),
            subject: entry.subject.clone(),
            words: entry.words.clone(),
        }
    }
}

/// `history id=…`
pub(crate) struct History;

impl Read for History {
    type May = SeeHistory;
    type Told = Vec<EntryTold>;
    const NAME: &'static str = "history";
    const ABOUT: &'static str =
        "What happened in the school, newest first: the last 200 entries, or all of one thing.";
    const PARAMETERS: &'static [Parameter] =
        &[Parameter::optional("id", "what it happened to: a requisition, an item, an account")];

    async fn read(
        house: &House,
        permit: &Permit<SeeHistory>,
        given: &Given,
    ) -> Result<Vec<EntryTold>, Problem> {
        let entries = match given.text("id") {
            "" => history::newest(house, permit).await?,
            id => history::of(house, permit, id).await?,
        };
        Ok(entries.iter().map(EntryTold::from).collect())
    }
}
