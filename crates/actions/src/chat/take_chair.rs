//! Taking an empty chair.

use domain::chat::room::{SayRefusal, may_take_chair};
use domain::chat::{ChatRole, chat_permissions};
use serde::{Deserialize, Serialize};

use super::one::OneChat;
use crate::ActionError;
use crate::deed::{Deed, Entry, Told};
use crate::unit::Turn;

/// Takes the chair of a chat whose host is absent: whoever does is a host from then on.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeChair {}

impl Deed for TakeChair {
    type At = OneChat;
    type May = chat_permissions::TakeChair;
    type Answer = ();
    const KEY: &'static str = "chat.take-chair";
    const HISTORY: &'static str = "chat.chair";
    const FORM: &'static str = "chat-chair";

    fn example() -> Self {
        Self {}
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        if unit.actor.is(ChatRole::Host) {
            return Ok(Told::nothing(()));
        }
        let (chat, now) = (&at.chat, unit.now);
        let account = unit.actor.account.ok_or(ActionError::NotFound("person"))?;
        // A host can end every mute, so whoever is muted would end their own.
        if unit.has_muted(chat.id, account).await? {
            return Err(SayRefusal::Muted.into());
        }
        may_take_chair(&unit.actor, chat.state, chat.starts_at, chat.host_seen_at, now)?;
        unit.add_role(chat.id, account, ChatRole::Host, now).await?;
        unit.see_host(chat.id, now).await?;
        Ok(Told::done((), Entry::new("Took the chair")))
    }
}
