//! Reports: word to the moderators, and what they do about it.

use domain::Permit;
use domain::chat::chat_permissions;
use domain::history::Kind;
use domain::id::{ChatId, MessageId, ReportId};
use domain::permission::Acts as _;
use domain::report::{Report, ReportKind, ReportSettled, SettledAs};

use super::say::written;
use super::turn::TurnBegun;
use crate::{ActionError, House, Once};

/// The most characters of what somebody says about a message.
const LONGEST_WORDS: usize = 1_000;

/// What moderators decide about a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportOutcome {
    /// The message is hidden, with this reason.
    Hidden(String),
    /// The message stays.
    Kept,
}

/// Tells the moderators that a message needs looking at. Whoever reports a message twice while nobody has
/// looked is given the first report.
pub async fn report(
    house: &House,
    permit: &Permit<chat_permissions::Report>,
    chat: ChatId,
    message: MessageId,
    kind: ReportKind,
    words: &str,
    once: Option<Once>,
) -> Result<ReportId, ActionError> {
    let words = written(words);
    if words.is_empty() && kind == ReportKind::Other {
        return Err(ActionError::field("words", "say what is wrong with the message"));
    }
    if words.chars().count() > LONGEST_WORDS {
        return Err(ActionError::field("words", "that is longer than 1,000 characters; shorten it"));
    }
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(id) => return Ok(id),
        TurnBegun::Anew(turn) => turn,
    };
    turn.shown_message(message).await?;
    let account = turn.participant.account;
    let waiting = turn.work.reports(chat).await?.into_iter().find(|known| {
        known.settled.is_none() && known.message == message && known.account == account && account.is_some()
    });
    if let Some(known) = waiting {
        return turn.finish_unchanged(known.id).await;
    }
    let report = Report {
        id: house.next_id(),
        chat,
        message,
        account,
        kind,
        words,
        reported_at: turn.now,
        settled: None,
    };
    turn.work.add_report(&report).await?;
    turn.finish(report.id, Kind::ReportMake, None, "Reported a message").await
}

/// Settles a report. Hiding the message settles every report of it; one that is settled already is stale.
pub async fn settle_report(
    house: &House,
    permit: &Permit<chat_permissions::Moderate>,
    chat: ChatId,
    report: ReportId,
    outcome: ReportOutcome,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(()) => return Ok(()),
        TurnBegun::Anew(turn) => turn,
    };
    let known = turn.work.reports(chat).await?.into_iter().find(|known| known.id == report);
    let known = known.ok_or(ActionError::NotFound("report"))?;
    if known.settled.is_some() {
        return Err(ActionError::Stale);
    }
    match outcome {
        ReportOutcome::Hidden(reason) => {
            let found = turn.message(known.message).await?;
            if !turn.hides(found, &reason).await? {
                turn.forgets(known.message).await?;
            }
            let message = Some(known.message);
            turn.finish((), Kind::MessageHide, message, "Hid a message that was reported").await
        }
        ReportOutcome::Kept => {
            let settled =
                ReportSettled { outcome: SettledAs::Kept, by: turn.participant.shown(), at: turn.now };
            turn.work.settle_report(report, &settled).await?;
            turn.finish((), Kind::ReportSettle, None, "Kept a message that was reported").await
        }
    }
}
