//! Taking an empty chair.

use domain::Permit;
use domain::chat::room::{SayRefusal, may_take_chair};
use domain::chat::{ChatRole, chat_permissions};
use domain::history::Kind;
use domain::id::ChatId;

use super::turn::TurnBegun;
use crate::{ActionError, House, Once};

/// Takes the chair of a chat whose host is absent, and is a host from then on.
pub async fn take_chair(
    house: &House,
    permit: &Permit<chat_permissions::TakeChair>,
    chat: ChatId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(()) => return Ok(()),
        TurnBegun::Anew(turn) => turn,
    };
    if turn.participant.is(ChatRole::Host) {
        return turn.finish_unchanged(()).await;
    }
    let account = turn.participant.account.ok_or(ActionError::NotFound("person"))?;
    // A host can end every mute, so whoever is muted would end their own.
    if turn.work.has_muted(chat, account).await? {
        return Err(SayRefusal::Muted.into());
    }
    let now = turn.now;
    may_take_chair(&turn.participant, turn.chat.state, turn.chat.starts_at, turn.chat.host_seen_at, now)?;
    turn.work.add_role(chat, account, ChatRole::Host, now).await?;
    turn.work.see_host(chat, now).await?;
    turn.finish((), Kind::ChatChair, None, "Took the chair").await
}
