//! One chat, held still while somebody does something in it: deeds come one after another, and each is judged by
//! the chat, and by who somebody is in it, as they then stand.

use domain::chat::{Chat, ChatRefusal, ChatRole, ChatState, Participant, chat_permissions};
use domain::id::{ChatId, MessageId, NetworkId};
use domain::message::{Message, MessageState};
use domain::{Permission, Permit};
use storage::{NetworkReading, NetworkWriting};

use crate::unit::{About, Place, Unit, named_by_id};
use crate::{ActionError, Invalid};

/// A chat as it stands under its lock. One that this person may not see is not there for them.
#[derive(Debug)]
pub struct OneChat {
    pub(crate) chat: Chat,
}

impl Place for OneChat {
    type Scope = NetworkId;
    type Id = ChatId;
    const NOUN: Option<&'static str> = Some("chat");

    fn named(at: Option<&str>) -> Result<ChatId, Invalid> {
        named_by_id("chat", at)
    }

    async fn hold_still(writing: &mut NetworkWriting, id: ChatId) -> Result<(), ActionError> {
        Ok(writing.lock_chat(id).await?)
    }

    async fn enter(unit: &mut Unit<NetworkId>, id: ChatId) -> Result<Self, ActionError> {
        let chat = unit.find_chat(id).await?.ok_or(ActionError::NotFound("chat"))?;
        if let Some(account) = unit.actor.account {
            // Roles are given for one chat, so that a permit from another chat opens nothing here.
            let roles = unit.roles_in(id, account).await?;
            unit.actor = unit.actor.clone().in_chat(roles);
        }
        if !is_there_for(&chat, &unit.actor) {
            return Err(ActionError::NotFound("chat"));
        }
        Ok(Self { chat })
    }

    fn about(&self) -> About {
        About { subject: Some(self.chat.id.to_string()), chat: Some(self.chat.id) }
    }

    async fn leave(&mut self, unit: &mut Unit<NetworkId>) -> Result<(), ActionError> {
        if unit.actor.is(ChatRole::Host) {
            let (chat, now) = (self.chat.id, unit.now);
            unit.see_host(chat, now).await?;
        }
        Ok(())
    }
}

/// A chat and who this person is in it by now, for whoever only looks, if it is there for them and `P` is still
/// theirs. Roles are given for one chat, so that a permit from another chat opens nothing here.
pub(crate) async fn enter<P: Permission<Scope = NetworkId>>(
    reading: &mut NetworkReading,
    permit: &Permit<P>,
    chat: ChatId,
) -> Result<(Chat, Participant), ActionError> {
    let chat = reading.find_chat(chat).await?.ok_or(ActionError::NotFound("chat"))?;
    let mut participant = permit.participant().clone();
    if let Some(account) = participant.account {
        participant = participant.in_chat(reading.roles_in(chat.id, account).await?);
        participant.handle = reading.handle_of(account).await?;
    }
    if !is_there_for(&chat, &participant) {
        return Err(ActionError::NotFound("chat"));
    }
    participant.permit::<P>()?;
    Ok((chat, participant))
}

/// Whether a chat is there for somebody: drafts for those who have a part in them, imported archives for
/// network administrators, because nobody in them was asked.
pub(crate) fn is_there_for(chat: &Chat, participant: &Participant) -> bool {
    if participant.may::<chat_permissions::ManageNetwork>() {
        return true;
    }
    let has_part = ChatRole::OF_A_CHAT.into_iter().any(|role| participant.is(role));
    !chat.imported && (chat.state != ChatState::Draft || has_part)
}

impl OneChat {
    /// Refuses where the chat stands anywhere else.
    pub(crate) fn must_stand(&self, states: &[ChatState]) -> Result<(), ActionError> {
        if states.contains(&self.chat.state) {
            return Ok(());
        }
        Err(ChatRefusal::Stands(self.chat.state).into())
    }

    /// Refuses before anything was said.
    pub(crate) fn must_be_worked_on(&self) -> Result<(), ActionError> {
        if self.chat.state.lets_curators_work() {
            return Ok(());
        }
        Err(ChatRefusal::Stands(self.chat.state).into())
    }

    /// A message of this chat, whatever became of it.
    pub(crate) async fn message(
        &self,
        unit: &mut Unit<NetworkId>,
        message: MessageId,
    ) -> Result<Message, ActionError> {
        let found = unit.find_message(message).await?;
        found.filter(|found| found.chat == self.chat.id).ok_or(ActionError::NotFound("message"))
    }

    /// A message of this chat that everybody sees.
    pub(crate) async fn shown_message(
        &self,
        unit: &mut Unit<NetworkId>,
        message: MessageId,
    ) -> Result<Message, ActionError> {
        let found = self.message(unit, message).await?;
        if found.state != MessageState::Shown {
            return Err(ActionError::NotFound("message"));
        }
        Ok(found)
    }

    /// Keeps the chat as this turn has changed it.
    pub(crate) async fn keep(&mut self, unit: &mut Unit<NetworkId>) -> Result<(), ActionError> {
        unit.set_chat(&self.chat).await?;
        self.chat.version += 1;
        Ok(())
    }
}
