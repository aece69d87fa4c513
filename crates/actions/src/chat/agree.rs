//! Agreeing to what becomes of what one writes, under a name of one's own choice.

use domain::chat::chat_permissions::Say;
use domain::chat::handle::Handle;
use domain::chat::network::Readers;
use domain::chat::room::CONSENT_VERSION;
use domain::chat::{ChatRefusal, ChatState};
use serde::{Deserialize, Serialize};
use storage::StorageError;

use super::one::OneChat;
use crate::ActionError;
use crate::deed::{Deed, Entry, Told};
use crate::unit::Turn;

/// Keeps that somebody agreed, in this chat, to the present words.
///
/// The network is held still, so that its readers cannot become more at the same moment.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agree {
    /// The name under which others are to see them. Whoever has one in the network keeps that.
    #[serde(default)]
    pub handle: String,
    /// The readers that they were told of: where more may read by now, what they agreed to is stale.
    #[serde(with = "crate::as_text")]
    pub readers: Readers,
}

impl Deed for Agree {
    type At = OneChat;
    type May = Say;
    type Answer = ();
    const KEY: &'static str = "chat.agree";
    const HISTORY: &'static str = "consent.give";
    const FORM: &'static str = "chat-agree";

    fn example() -> Self {
        Self { handle: "prep_room_pat".to_owned(), readers: Readers::Members }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        let account = unit.actor.account.ok_or(ActionError::NotFound("person"))?;
        if !matches!(at.chat.state, ChatState::Draft | ChatState::Scheduled | ChatState::Open) {
            return Err(ChatRefusal::Stands(at.chat.state).into());
        }
        unit.lock_network().await?;
        let network = unit.network().await?.ok_or(ActionError::NotFound("network"))?;
        if (self.readers, network.readers) == (Readers::Members, Readers::Everybody) {
            return Err(ActionError::Stale);
        }
        let now = unit.now;
        if unit.actor.handle.is_none() {
            let chosen = chosen(&self.handle)?;
            unit.choose_handle(account, &chosen, now).await.map_err(taken)?;
            unit.actor.handle = Some(chosen);
        }
        unit.add_consent(at.chat.id, account, CONSENT_VERSION, now).await?;
        Ok(Told::done((), Entry::new("Agreed to what becomes of what they write")))
    }
}

fn chosen(typed: &str) -> Result<Handle, ActionError> {
    let typed = typed.trim();
    Handle::choose(typed.strip_prefix('@').unwrap_or(typed))
        .map_err(|problem| ActionError::field("handle", problem.to_string()))
}

fn taken(error: StorageError) -> ActionError {
    match error {
        StorageError::Taken(_) => {
            ActionError::field("handle", "somebody here writes under that name; choose another")
        }
        other => other.into(),
    }
}
