//! A deed's turn in a chat: deeds come one after another, and each is judged by the chat as it then stands.

use domain::chat::{Chat, ChatRole, ChatStep, Participant};
use domain::history::{Event, Kind, NetworkEvent};
use domain::id::{ChatId, MessageId, NetworkId};
use domain::message::Message;
use domain::permission::Acts as _;
use domain::{Instant, Permission, Permit};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) use super::one::enter;
use crate::{ActionError, Begun, House, Once, Work};

/// A deed's turn, or the answer that was given to the same form before.
pub(crate) enum TurnBegun<T> {
    Anew(Box<Turn>),
    Answered(T),
}

/// A unit of work in a chat that is held still until the unit ends.
pub(crate) struct Turn {
    /// The unit.
    pub work: Box<Work<NetworkId>>,
    /// The chat as it stands.
    pub chat: Chat,
    /// Whose turn it is, with the roles and the handle they have by now.
    pub participant: Participant,
    /// When it came.
    pub now: Instant,
    house: House,
}

impl House {
    /// Waits for a turn in a chat. A chat that this person may not see is not there for them.
    pub(crate) async fn take_turn<T: DeserializeOwned, P: Permission<Scope = NetworkId>>(
        &self,
        permit: &Permit<P>,
        chat: ChatId,
        once: Option<Once>,
    ) -> Result<TurnBegun<T>, ActionError> {
        let mut work = match self.begin_in_network(permit.network(), permit.account(), once).await? {
            Begun::Answered(answer) => return Ok(TurnBegun::Answered(answer)),
            Begun::Anew(work) => work,
        };
        work.lock_chat(chat).await?;
        let (chat, participant) = enter(&mut work, permit, chat).await?;
        Ok(TurnBegun::Anew(Box::new(Turn { work, chat, participant, now: self.now(), house: self.clone() })))
    }
}

impl Turn {
    /// Moves the chat by this step, with the times that go with it, or says why it does not move.
    pub fn moves(&mut self, step: ChatStep) -> Result<(), ActionError> {
        self.chat.state = self.chat.moved(step, &self.participant, self.now)?;
        if step == ChatStep::Publish {
            self.chat.published_at = Some(self.now);
        }
        Ok(())
    }

    /// A message of this chat, whatever became of it.
    pub async fn message(&mut self, message: MessageId) -> Result<Message, ActionError> {
        let found = self.work.find_message(message).await?;
        found.filter(|found| found.chat == self.chat.id).ok_or(ActionError::NotFound("message"))
    }

    /// Keeps the chat as this turn has changed it.
    pub async fn keep_chat(&mut self) -> Result<(), ActionError> {
        self.work.set_chat(&self.chat).await?;
        self.chat.version += 1;
        Ok(())
    }

    /// Ends the turn with an entry of history. `words` hold nothing that anybody said and nobody's name.
    pub async fn finish<T: Serialize + DeserializeOwned>(
        mut self,
        answer: T,
        kind: Kind,
        message: Option<MessageId>,
        words: impl Into<String>,
    ) -> Result<T, ActionError> {
        if self.participant.is(ChatRole::Host) {
            self.work.see_host(self.chat.id, self.now).await?;
        }
        let event = Event {
            id: self.house.next_id(),
            at: self.now,
            account: self.participant.account,
            actor: self.participant.shown(),
            kind,
            subject: Some(self.chat.id.to_string()),
            words: words.into(),
        };
        let event = NetworkEvent { event, chat: Some(self.chat.id), message };
        self.work.finish(answer, Some(event)).await
    }
}
