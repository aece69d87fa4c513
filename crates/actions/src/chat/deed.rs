//! Moving a chat from state to state.

use domain::chat::{ChatDeed, ChatStanding, REVIEW_HOURS, chat_permissions, moved};
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
    does(house, permit, chat, ChatDeed::Schedule, once).await
}

/// Takes it out of the calendar again.
pub async fn put_off(
    house: &House,
    permit: &Permit<chat_permissions::SetUpChat>,
    chat: ChatId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    does(house, permit, chat, ChatDeed::PutOff, once).await
}

/// Lets people talk.
pub async fn open(
    house: &House,
    permit: &Permit<chat_permissions::Lead>,
    chat: ChatId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    does(house, permit, chat, ChatDeed::Open, once).await
}

/// Ends the talk.
pub async fn close(
    house: &House,
    permit: &Permit<chat_permissions::Lead>,
    chat: ChatId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    does(house, permit, chat, ChatDeed::Close, once).await
}

/// Lets people talk again, where it was closed by mistake.
pub async fn reopen(
    house: &House,
    permit: &Permit<chat_permissions::Lead>,
    chat: ChatId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    does(house, permit, chat, ChatDeed::Reopen, once).await
}

/// Gives authors their hours to withdraw what they said, and the curator theirs.
pub async fn review(
    house: &House,
    permit: &Permit<chat_permissions::Lead>,
    chat: ChatId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    does(house, permit, chat, ChatDeed::Review, once).await
}

async fn does<P: Permission<Scope = NetworkId>>(
    house: &House,
    permit: &Permit<P>,
    chat: ChatId,
    deed: ChatDeed,
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
    pub fn moves(&mut self, deed: ChatDeed) -> Result<(), ActionError> {
        let (chat, now) = (&mut self.chat, self.now);
        let standing = ChatStanding {
            state: chat.state,
            review_ends_at: chat.review_ends_at,
            ends_at: chat.ends_at,
            imported: chat.imported,
            by_network_administrator: self.participant.may::<chat_permissions::ManageNetwork>(),
        };
        chat.state = moved(deed, standing, now)?;
        match deed {
            ChatDeed::Open => chat.opened_at = Some(chat.opened_at.unwrap_or(now)),
            ChatDeed::Close => chat.closed_at = Some(now),
            ChatDeed::Reopen => chat.closed_at = None,
            // People agree to “not before” by the planned end, so an early close brings nothing forward.
            ChatDeed::Review => {
                chat.review_ends_at = Some(now.max(chat.ends_at).plus_minutes(REVIEW_HOURS * 60));
            }
            ChatDeed::Publish => chat.published_at = Some(now),
            ChatDeed::Schedule | ChatDeed::PutOff | ChatDeed::Withdraw => {}
        }
        Ok(())
    }
}

fn history_words(deed: ChatDeed) -> &'static str {
    match deed {
        ChatDeed::Schedule => "Put the chat into the calendar",
        ChatDeed::PutOff => "Took the chat out of the calendar",
        ChatDeed::Open => "Opened the chat",
        ChatDeed::Close => "Closed the chat",
        ChatDeed::Reopen => "Opened the chat again",
        ChatDeed::Review => "Began the review",
        ChatDeed::Publish => "Published the chat",
        ChatDeed::Withdraw => "Withdrew what was published",
    }
}
