//! Settling a report.

use domain::chat::chat_permissions::Moderate;
use domain::history::Kind;
use domain::id::ReportId;
use domain::permission::Acts as _;
use domain::report::{ReportSettled, SettledAs};
use serde::{Deserialize, Serialize};

use crate::ActionError;
use crate::chat::OneChat;
use crate::deed::{Deed, Entry, Told};
use crate::message::{forget, hide};
use crate::unit::Turn;

/// Settles a report. Hiding the message settles every report of it; one that is settled already is stale.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settle {
    /// Which.
    pub report: ReportId,
    /// Whether the message is hidden or stays.
    #[serde(with = "crate::as_text")]
    pub outcome: SettledAs,
    /// Why it is hidden, where it is.
    #[serde(default)]
    pub reason: String,
}

impl Deed for Settle {
    type At = OneChat;
    type May = Moderate;
    type Answer = ();
    const KEY: &'static str = "report.settle";
    const FORM: &'static str = "chat-settle";

    fn example() -> Self {
        let reason = "It names a pupil".to_owned();
        Self { report: ReportId(uuid::Uuid::nil()), outcome: SettledAs::Hidden, reason }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        let known = unit.reports(at.chat.id).await?.into_iter().find(|known| known.id == self.report);
        let known = known.ok_or(ActionError::NotFound("report"))?;
        if known.settled.is_some() {
            return Err(ActionError::Stale);
        }
        match self.outcome {
            SettledAs::Hidden => {
                let message = at.message(unit, known.message).await?;
                if !hide(unit, at, message, &self.reason).await? {
                    forget(unit, at, known.message).await?;
                }
                let entry = Entry::new("Hid a message that was reported");
                Ok(Told::done((), entry.of(Kind::MessageHide).on_message(known.message)))
            }
            SettledAs::Kept => {
                let settled =
                    ReportSettled { outcome: SettledAs::Kept, by: unit.actor.shown(), at: unit.now };
                unit.settle_report(self.report, &settled).await?;
                Ok(Told::done((), "Kept a message that was reported"))
            }
        }
    }
}
