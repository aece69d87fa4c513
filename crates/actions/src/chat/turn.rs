//! A deed's turn in a chat: deeds come one after another, and each is judged by the chat as it then stands.

use domain::chat::{Chat, ChatRole, ChatState, Participant, chat_permissions};
use domain::history::{Event, Kind, NetworkEvent};
use domain::id::{ChatId, MessageId, NetworkId};
use domain::message::Message;
use domain::permission::Acts as _;
use domain::{Instant, Permission, Permit};
use serde::Serialize;
use serde::de::DeserializeOwned;
use storage::NetworkReading;

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

/// A chat and who this person is in it by now, if it is there for them and `P` is still theirs. Roles are
/// given for one chat, so that a permit from another chat opens nothing here.
pub(crate) async fn enter<P: Permission<Scope = NetworkId>>(
    reading: &mut NetworkReading,
    permit: &Permit<P>,
    chat: ChatId,
) -> Result<(Chat, Participant), ActionError> {
    let chat = reading.find_chat(chat).await?.ok_or(ActionError::NotFound("chat"))?;
    let participant = as_now(reading, permit.participant(), chat.id).await?;
    if !is_there_for(&chat, &participant) {
        return Err(ActionError::NotFound("chat"));
    }
    participant.permit::<P>()?;
    Ok((chat, participant))
}

/// The participant with the roles and the handle that they have in this chat at this moment.
async fn as_now(
    reading: &mut NetworkReading,
    known: &Participant,
    chat: ChatId,
) -> Result<Participant, ActionError> {
    let Some(account) = known.account else { return Ok(known.clone()) };
    let roles = reading.roles_in(chat, account).await?;
    let handle = reading.handle_of(account).await?;
    let standing = if known.is(ChatRole::NetworkAdministrator) {
        ChatRole::NetworkAdministrator
    } else {
        ChatRole::Member
    };
    Ok(Participant::member(known.network, account, known.name.clone(), handle, standing, roles))
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

impl Turn {
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

    /// Ends the turn where everything was so already: nothing happened.
    pub async fn finish_unchanged<T: Serialize + DeserializeOwned>(
        self,
        answer: T,
    ) -> Result<T, ActionError> {
        self.work.finish(answer, None).await
    }
}
