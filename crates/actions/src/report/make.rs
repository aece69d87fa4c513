//! Telling the moderators that a message needs looking at.

use domain::chat::chat_permissions::Report as MayReport;
use domain::id::{MessageId, ReportId};
use domain::report::{Report, ReportKind};
use serde::{Deserialize, Serialize};

use crate::ActionError;
use crate::chat::{OneChat, written};
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// The most characters of what somebody says about a message.
const LONGEST_WORDS: usize = 1_000;

/// Tells the moderators that a message needs looking at. Whoever reports a message twice while nobody has
/// looked is given the first report.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Make {
    /// The message.
    pub message: MessageId,
    /// What is wrong with it.
    #[serde(with = "crate::as_text")]
    pub kind: ReportKind,
    /// What there is to say about it, which must be something where it is of no other kind.
    #[serde(default)]
    pub words: String,
}

impl Deed for Make {
    type At = OneChat;
    type May = MayReport;
    type Answer = ReportId;
    const KEY: &'static str = "report.make";
    const FORM: &'static str = "chat-report";

    fn example() -> Self {
        let words = "The concentration is ten times what is safe".to_owned();
        Self { message: MessageId(uuid::Uuid::nil()), kind: ReportKind::Unsafe, words }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<ReportId>, ActionError> {
        let Turn { unit, at } = turn;
        let words = words_about(self.kind, &self.words)?;
        at.shown_message(unit, self.message).await?;
        let (chat, message, account) = (at.chat.id, self.message, unit.actor.account);
        let waiting = unit.reports(chat).await?.into_iter().find(|known| {
            known.settled.is_none()
                && known.message == message
                && known.account == account
                && account.is_some()
        });
        if let Some(known) = waiting {
            return Ok(Told::nothing(known.id));
        }
        let (id, kind, reported_at) = (unit.next_id(), self.kind, unit.now);
        let report = Report { id, chat, message, account, kind, words, reported_at, settled: None };
        unit.add_report(&report).await?;
        Ok(Told::done(report.id, "Reported a message"))
    }
}

fn words_about(kind: ReportKind, typed: &str) -> Result<String, ActionError> {
    let words = written(typed);
    if words.is_empty() && kind == ReportKind::Other {
        return Err(ActionError::field("words", "say what is wrong with the message"));
    }
    if words.chars().count() > LONGEST_WORDS {
        return Err(ActionError::field("words", "that is longer than 1,000 characters; shorten it"));
    }
    Ok(words)
}
