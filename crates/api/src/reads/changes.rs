//! What was changed lately of the school's time.

use actions::{House, calendar};
use domain::Permit;
use domain::people::permissions::ChangeDay;
use serde::Serialize;

use super::Read;
use super::parameter::{Given, Parameter};
use crate::Problem;
use crate::instant::rfc3339;

/// A change of calendar, timetable or a day.
#[derive(Debug, Serialize)]
pub(crate) struct ChangeTold {
    /// What `calendar.put-back` names it by.
    change: String,
    made_at: String,
    by: String,
    words: String,
    put_back_at: Option<String>,
}

/// `changes`
pub(crate) struct Changes;

impl Read for Changes {
    type May = ChangeDay;
    type Told = Vec<ChangeTold>;
    const NAME: &'static str = "changes";
    const ABOUT: &'static str =
        "What was changed lately of calendar, timetable and days, newest first, and by what it is put back.";
    const PARAMETERS: &'static [Parameter] = &[];

    async fn read(house: &House, permit: &Permit<ChangeDay>, _: &Given) -> Result<Vec<ChangeTold>, Problem> {
        let changes = calendar::changes(house, permit).await?.into_iter();
        let told = |change: calendar::Change| ChangeTold {
            change: change.id.to_string(),
            made_at: rfc3339(change.made_at),
            by: change.actor,
            words: change.words,
            put_back_at: change.put_back_at.map(rfc3339),
        };
        Ok(changes.map(told).collect())
    }
}
