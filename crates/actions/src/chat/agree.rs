//! Agreeing to what becomes of what one writes, under a name of one's own choice.

use domain::Permit;
use domain::chat::handle::Handle;
use domain::chat::network::Readers;
use domain::chat::room::CONSENT_VERSION;
use domain::chat::{ChatRefusal, ChatState, chat_permissions};
use domain::history::Kind;
use domain::id::ChatId;
use storage::StorageError;

use super::turn::TurnBegun;
use crate::{ActionError, House, Once};

/// Keeps that somebody agreed, in this chat, to the present words. Whoever has a handle in the network
/// keeps it; others choose one here. `shown` are the readers that they were told of: where more may read by
/// now, what they agreed to is stale.
///
/// The network is held still, so that its readers cannot become more at the same moment.
pub async fn agree(
    house: &House,
    permit: &Permit<chat_permissions::Say>,
    chat: ChatId,
    handle: &str,
    shown: Readers,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(()) => return Ok(()),
        TurnBegun::Anew(turn) => turn,
    };
    let account = turn.participant.account.ok_or(ActionError::NotFound("person"))?;
    if !matches!(turn.chat.state, ChatState::Draft | ChatState::Scheduled | ChatState::Open) {
        return Err(ChatRefusal::Stands(turn.chat.state).into());
    }
    turn.work.lock_network().await?;
    let network = turn.work.network().await?.ok_or(ActionError::NotFound("network"))?;
    if (shown, network.readers) == (Readers::Members, Readers::Everybody) {
        return Err(ActionError::Stale);
    }
    let now = turn.now;
    if turn.participant.handle.is_none() {
        let typed = handle.trim();
        let chosen = Handle::choose(typed.strip_prefix('@').unwrap_or(typed))
            .map_err(|problem| ActionError::field("handle", problem.to_string()))?;
        turn.work.choose_handle(account, &chosen, now).await.map_err(taken)?;
        turn.participant.handle = Some(chosen);
    }
    turn.work.add_consent(chat, account, CONSENT_VERSION, now).await?;
    turn.finish((), Kind::ConsentGive, None, "Agreed to what becomes of what they write").await
}

fn taken(error: StorageError) -> ActionError {
    match error {
        StorageError::Taken(_) => {
            ActionError::field("handle", "somebody here writes under that name; choose another")
        }
        other => other.into(),
    }
}
