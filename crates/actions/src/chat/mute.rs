//! Muting somebody for one chat.

use domain::chat::chat_permissions::Moderate;
use domain::chat::room::leads;
use domain::id::{AccountId, MessageId, NetworkId};
use serde::{Deserialize, Serialize};

use super::one::OneChat;
use super::ties::participant_by_now;
use crate::ActionError;
use crate::deed::{Deed, Entry, Told};
use crate::message::reason_given;
use crate::unit::{Turn, Unit};

/// Mutes the author of a message for this chat, with a reason that moderators see. Hosts, moderators and network
/// administrators cannot be muted.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mute {
    /// The message.
    pub message: MessageId,
    /// Why, in a few words.
    pub reason: String,
}

impl Deed for Mute {
    type At = OneChat;
    type May = Moderate;
    type Answer = ();
    const KEY: &'static str = "chat.mute";
    const HISTORY: &'static str = "mute.set";
    const FORM: &'static str = "chat-mute";

    fn example() -> Self {
        Self { message: MessageId(uuid::Uuid::nil()), reason: "Goes on after being asked to stop".to_owned() }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        let author = at.message(unit, self.message).await?.account.ok_or_else(|| {
            ActionError::field("person", "whoever said this has no account here, so there is nobody to mute")
        })?;
        if leads_by_now(unit, at, author).await? {
            let words = "hosts, moderators and network administrators cannot be muted";
            return Err(ActionError::field("person", words));
        }
        let (reason, now) = (reason_given(&self.reason)?, unit.now);
        unit.mute(at.chat.id, author, &reason, now).await?;
        Ok(Told::done((), Entry::new("Muted somebody for this chat")))
    }
}

/// Whether somebody leads the chat at this moment, in which no role in it can be given.
async fn leads_by_now(
    unit: &mut Unit<NetworkId>,
    at: &OneChat,
    account: AccountId,
) -> Result<bool, ActionError> {
    let Some(participant) = participant_by_now(unit, account, "").await? else { return Ok(false) };
    let roles = unit.roles_in(at.chat.id, account).await?;
    Ok(leads(&participant.in_chat(roles)))
}
