//! Moving a chat from state to state.

use domain::chat::{ChatStep, REVIEW_HOURS, chat_permissions};
use domain::id::{ChatId, NetworkId};
use domain::{Permission, Permit};

use super::turn::{Turn, TurnBegun};
use crate::{ActionError, House, Once};

/// Puts a chat into the calendar.
pub async fn schedule(
    house: &House,
    permit: &Permit<chat_permissions::SetUpChat>,
    chat: ChatId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    does(house, permit, chat, ChatStep::Schedule, once).await
}

/// Takes it out of the calendar again.
pub async fn put_off(
    house: &House,
    permit: &Permit<chat_permissions::SetUpChat>,
    chat: ChatId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    does(house, permit, chat, ChatStep::PutOff, once).await
}

/// Lets people talk.
pub async fn open(
    house: &House,
    permit: &Permit<chat_permissions::Lead>,
    chat: ChatId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    does(house, permit, chat, ChatStep::Open, once).await
}

/// Ends the talk.
pub async fn close(
    house: &House,
    permit: &Permit<chat_permissions::Lead>,
    chat: ChatId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    does(house, permit, chat, ChatStep::Close, once).await
}

/// Lets people talk again, where it was closed by mistake.
pub async fn reopen(
    house: &House,
    permit: &Permit<chat_permissions::Lead>,
    chat: ChatId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    does(house, permit, chat, ChatStep::Reopen, once).await
}

/// Gives authors their hours to withdraw what they said, and the curator theirs.
pub async fn review(
    house: &House,
    permit: &Permit<chat_permissions::Lead>,
    chat: ChatId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    does(house, permit, chat, ChatStep::Review, once).await
}

async fn does<P: Permission<Scope = NetworkId>>(
    house: &House,
    permit: &Permit<P>,
    chat: ChatId,
    deed: ChatStep,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(()) => return Ok(()),
        TurnBegun::Anew(turn) => turn,
    };
    turn.moves(deed)?;
    turn.keep_chat().await?;
    turn.finish((), deed.into(), None, history_words(deed)).await
}

impl Turn {
    /// Moves the chat by this deed, with the times that go with it, or says why it does not move.
    pub fn moves(&mut self, deed: ChatStep) -> Result<(), ActionError> {
        let (chat, now) = (&mut self.chat, self.now);
        chat.state = chat.moved(deed, &self.participant, now)?;
        match deed {
            ChatStep::Open => chat.opened_at = Some(chat.opened_at.unwrap_or(now)),
            ChatStep::Close => chat.closed_at = Some(now),
            ChatStep::Reopen => chat.closed_at = None,
            // People agree to “not before” by the planned end, so an early close brings nothing forward.
            ChatStep::Review => {
                chat.review_ends_at = Some(now.max(chat.ends_at).plus_minutes(REVIEW_HOURS * 60));
            }
            ChatStep::Publish => chat.published_at = Some(now),
            ChatStep::Schedule | ChatStep::PutOff | ChatStep::Withdraw => {}
        }
        Ok(())
    }
}

fn history_words(deed: ChatStep) -> &'static str {
    match deed {
        ChatStep::Schedule => "Put the chat into the calendar",
        ChatStep::PutOff => "Took the chat out of the calendar",
        ChatStep::Open => "Opened the chat",
        ChatStep::Close => "Closed the chat",
        ChatStep::Reopen => "Opened the chat again",
        ChatStep::Review => "Began the review",
        ChatStep::Publish => "Published the chat",
        ChatStep::Withdraw => "Withdrew what was published",
    }
}
