//! Keeping the room fit to be in: hiding and restoring, approving and refusing, muting.

use domain::Permit;
use domain::chat::room::leads;
use domain::chat::{ChatState, chat_permissions};
use domain::history::Kind;
use domain::id::{AccountId, ChatId, MessageId, NetworkId};
use domain::message::{Message, MessageState};
use domain::permission::Acts as _;
use domain::report::{ReportSettled, SettledAs};

use super::plan::line;
use super::turn::{Turn, TurnBegun};
use crate::{ActionError, House, Once};

/// The most characters of a reason.
const LONGEST_REASON: usize = 500;

/// Hides a message. Its place stays; its words are for moderators only, also in quotes of it.
pub async fn hide(
    house: &House,
    permit: &Permit<chat_permissions::Moderate>,
    chat: ChatId,
    message: MessageId,
    reason: &str,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(()) => return Ok(()),
        TurnBegun::Anew(turn) => turn,
    };
    turn.must_be_worked_on()?;
    let found = turn.placed(message).await?;
    if !turn.hides(found, reason).await? {
        return turn.finish_unchanged(()).await;
    }
    turn.finish((), Kind::MessageHide, Some(message), "Hid a message").await
}

/// Shows a hidden message again.
pub async fn restore(
    house: &House,
    permit: &Permit<chat_permissions::Moderate>,
    chat: ChatId,
    message: MessageId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(()) => return Ok(()),
        TurnBegun::Anew(turn) => turn,
    };
    turn.must_be_worked_on()?;
    let mut found = turn.placed(message).await?;
    match found.state {
        MessageState::Shown => return turn.finish_unchanged(()).await,
        MessageState::Hidden => {}
        _ => return Err(words_are_gone()),
    }
    found.state = MessageState::Shown;
    found.reason.clear();
    turn.work.set_message(&found).await?;
    turn.finish((), Kind::MessageRestore, Some(message), "Showed a hidden message again").await
}

/// Lets a message through that waited. It comes after what was shown meanwhile, and keeps its time.
pub async fn approve(
    house: &House,
    permit: &Permit<chat_permissions::Moderate>,
    chat: ChatId,
    message: MessageId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(()) => return Ok(()),
        TurnBegun::Anew(turn) => turn,
    };
    turn.must_stand(&[ChatState::Open, ChatState::Closed, ChatState::InReview])?;
    let mut found = turn.message(message).await?;
    if found.number.is_some() {
        return turn.finish_unchanged(()).await;
    }
    if !matches!(found.state, MessageState::Held | MessageState::Refused) {
        return Err(words_are_gone());
    }
    found.number = Some(turn.work.next_number(chat).await?);
    found.state = MessageState::Shown;
    found.reason.clear();
    turn.work.set_message(&found).await?;
    turn.finish((), Kind::MessageApprove, Some(message), "Let a message through").await
}

/// Refuses a message that waited. Only its author and the moderators ever see it.
pub async fn refuse(
    house: &House,
    permit: &Permit<chat_permissions::Moderate>,
    chat: ChatId,
    message: MessageId,
    reason: &str,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(()) => return Ok(()),
        TurnBegun::Anew(turn) => turn,
    };
    let mut found = turn.message(message).await?;
    match found.state {
        MessageState::Refused => return turn.finish_unchanged(()).await,
        MessageState::Held => {}
        MessageState::Withdrawn | MessageState::Erased => return Err(words_are_gone()),
        MessageState::Shown | MessageState::Hidden => {
            return Err(ActionError::field("message", "this message was let through; it can be hidden"));
        }
    }
    found.state = MessageState::Refused;
    found.reason = reason_given(reason)?;
    turn.work.set_message(&found).await?;
    turn.finish((), Kind::MessageRefuse, None, "Refused a message").await
}

/// Mutes the author of a message for this chat. Hosts, moderators and network administrators cannot be
/// muted.
pub async fn mute(
    house: &House,
    permit: &Permit<chat_permissions::Moderate>,
    chat: ChatId,
    message: MessageId,
    reason: &str,
    once: Option<Once>,
) -> Result<(), ActionError> {
    // Looked up before the unit begins, so that no unit waits for a second connection.
    let author_leads = author_leads(house, permit.network(), chat, message).await?;
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(()) => return Ok(()),
        TurnBegun::Anew(turn) => turn,
    };
    let author = turn.message(message).await?.account.ok_or_else(|| {
        ActionError::field("person", "whoever said this has no account here, so there is nobody to mute")
    })?;
    if author_leads {
        return Err(ActionError::field(
            "person",
            "hosts, moderators and network administrators cannot be muted",
        ));
    }
    let (reason, now) = (reason_given(reason)?, turn.now);
    turn.work.mute(chat, author, &reason, now).await?;
    turn.finish((), Kind::MuteSet, None, "Muted somebody for this chat").await
}

/// Lets somebody write again.
pub async fn unmute(
    house: &House,
    permit: &Permit<chat_permissions::Moderate>,
    chat: ChatId,
    account: AccountId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(()) => return Ok(()),
        TurnBegun::Anew(turn) => turn,
    };
    let now = turn.now;
    if !turn.work.unmute(chat, account, now).await? {
        return Err(ActionError::NotFound("muted person"));
    }
    turn.finish((), Kind::MuteEnd, None, "Lets somebody write again").await
}

async fn author_leads(
    house: &House,
    network: NetworkId,
    chat: ChatId,
    message: MessageId,
) -> Result<bool, ActionError> {
    let mut reading = house.storage.read(network).await?;
    let author = reading.find_message(message).await?.and_then(|message| message.account);
    drop(reading);
    let Some(author) = author else { return Ok(false) };
    let author = super::ties::in_chat(house, author, "", chat).await?;
    Ok(author.is_some_and(|author| leads(&author)))
}

impl Turn {
    /// A message of this chat that has a place in it.
    async fn placed(&mut self, message: MessageId) -> Result<Message, ActionError> {
        let found = self.message(message).await?;
        if found.number.is_none() {
            return Err(ActionError::NotFound("message"));
        }
        Ok(found)
    }

    /// Hides a message with all that goes with it; says whether it was not hidden already.
    pub async fn hides(&mut self, mut message: Message, reason: &str) -> Result<bool, ActionError> {
        match message.state {
            MessageState::Hidden => return Ok(false),
            MessageState::Shown => {}
            _ => return Err(words_are_gone()),
        }
        message.reason = reason_given(reason)?;
        message.state = MessageState::Hidden;
        message.starred = false;
        self.work.set_message(&message).await?;
        self.forgets(message.id).await?;
        Ok(true)
    }

    /// Takes the pin from a message whose words are no longer there, and settles what was reported of it.
    pub async fn forgets(&mut self, message: MessageId) -> Result<(), ActionError> {
        if self.chat.pinned == Some(message) {
            self.chat.pinned = None;
            self.keep_chat().await?;
        }
        let settled =
            ReportSettled { outcome: SettledAs::Hidden, by: self.participant.shown(), at: self.now };
        self.work.settle_reports_of(message, &settled).await?;
        Ok(())
    }
}

fn reason_given(typed: &str) -> Result<String, ActionError> {
    line("reason", typed, LONGEST_REASON)?
        .ok_or_else(|| ActionError::field("reason", "say why, in a few words"))
}

fn words_are_gone() -> ActionError {
    ActionError::field("message", "the words of this message are gone already")
}
