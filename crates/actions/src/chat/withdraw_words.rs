//! Taking back what one said.

use domain::Permit;
use domain::chat::{ChatRefusal, chat_permissions};
use domain::history::Kind;
use domain::id::{ChatId, MessageId};
use domain::message::MessageState;

use super::turn::TurnBegun;
use crate::{ActionError, House, Once};

/// Takes back one's own words while the chat is open, closed or in review: they are gone at once, from
/// quotes of them and the list too, and their place stays.
pub async fn take_back(
    house: &House,
    permit: &Permit<chat_permissions::Say>,
    chat: ChatId,
    message: MessageId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(()) => return Ok(()),
        TurnBegun::Anew(turn) => turn,
    };
    let mut found = turn.message(message).await?;
    if found.account.is_none() || found.account != turn.participant.account {
        return Err(ActionError::NotFound("message"));
    }
    if !turn.chat.state.lets_authors_withdraw() {
        return Err(ChatRefusal::Stands(turn.chat.state).into());
    }
    if found.state == MessageState::Withdrawn {
        return turn.finish_unchanged(()).await;
    }
    found.state = MessageState::Withdrawn;
    found.body.clear();
    found.starred = false;
    found.reason.clear();
    found.entry = None;
    turn.work.set_message(&found).await?;
    turn.forgets(message).await?;
    // The list holds copies of what was starred.
    for item in turn.work.list_items(chat).await? {
        if item.message == Some(message) {
            turn.work.remove_list_item(chat, item.id).await?;
        }
    }
    // What never had a place is not drawn in any room.
    let drawn = found.number.map(|_| message);
    turn.finish((), Kind::MessageWithdraw, drawn, "Took back their own words").await
}
