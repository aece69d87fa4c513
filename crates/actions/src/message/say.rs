//! Saying something in a chat.

use domain::chat::reply::Certainty;
use domain::chat::room::{Admission, CONSENT_VERSION, Hold, SayRefusal, Sending, judge};
use domain::chat::{ChatRole, chat_permissions};
use domain::history::Kind;
use domain::id::{MessageId, NetworkId};
use domain::message::{Message, MessageState};
use serde::{Deserialize, Serialize};

use crate::ActionError;
use crate::chat::{OneChat, written};
use crate::deed::{Deed, Entry, Told};
use crate::unit::{Turn, Unit};

/// Says something, or says why not: the room is judged as it stands when the message's turn has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Say {
    /// The words.
    pub body: String,
    /// The question they answer; it must have been asked.
    #[serde(default)]
    pub question: Option<u8>,
    /// The message they answer.
    #[serde(default)]
    pub reply_to: Option<MessageId>,
    /// The message they quote.
    #[serde(default)]
    pub quotes: Option<MessageId>,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saying {
    /// The message.
    pub message: MessageId,
    /// Its number; none while it waits.
    pub number: Option<u32>,
    /// Whether it waits for a moderator.
    pub held: bool,
}

impl Deed for Say {
    type At = OneChat;
    type May = chat_permissions::Say;
    type Answer = Saying;
    const KEY: &'static str = "message.say";
    const FORM: &'static str = "chat-say";

    fn example() -> Self {
        let body = "Ours boils over unless the tube is warmed slowly.".to_owned();
        Self { body, question: Some(1), ..Self::default() }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<Saying>, ActionError> {
        let Turn { unit, at } = turn;
        let body = written(&self.body);
        let admission = judged(unit, at, &body).await?;
        let (Some(account), Some(handle)) = (unit.actor.account, unit.actor.handle.clone()) else {
            return Err(SayRefusal::NoConsent.into());
        };
        check_question(unit, at, self.question).await?;
        for message in [self.reply_to, self.quotes].into_iter().flatten() {
            at.shown_message(unit, message).await?;
        }
        let message = Message {
            id: unit.next_id(),
            chat: at.chat.id,
            number: None,
            account: Some(account),
            handle,
            moderator: unit.actor.is(ChatRole::Moderator),
            at: unit.now,
            state: MessageState::Held,
            body,
            question: self.question,
            reply_to: self.reply_to,
            reply_certainty: self.reply_to.map(|_| Certainty::Said),
            reply_names: Vec::new(),
            quotes: self.quotes,
            brought_by: None,
            brought_from: String::new(),
            starred: false,
            reason: String::new(),
            entry: None,
        };
        match admission {
            Admission::Shown => show(unit, at, message, "Said something").await,
            Admission::Held => wait(unit, message).await,
        }
    }
}

/// Whether what somebody wants to say is taken, by everything that is known of them at this moment.
async fn judged(unit: &mut Unit<NetworkId>, at: &OneChat, body: &str) -> Result<Admission, ActionError> {
    let Some(account) = unit.actor.account else { return Err(SayRefusal::NoConsent.into()) };
    let (chat, slow_seconds, hold) = (at.chat.id, at.chat.slow_seconds, at.chat.hold);
    let agreed = unit.consent(chat, account).await?;
    let is_muted = unit.has_muted(chat, account).await?;
    let last_at = match slow_seconds {
        0 => None,
        _ => unit.last_said_at(chat, account).await?,
    };
    // Asked only where it matters: it looks through everything that somebody ever said.
    let is_known = hold != Hold::Newcomers || unit.is_known(account).await?;
    let sending = Sending {
        participant: &unit.actor,
        state: at.chat.state,
        has_agreed: agreed.is_some_and(|version| version >= CONSENT_VERSION),
        is_muted,
        slow_seconds,
        last_at,
        hold,
        is_known,
    };
    Ok(judge(&sending, body, unit.now)?)
}

/// Gives a message its place, and tells it in these words.
pub(super) async fn show(
    unit: &mut Unit<NetworkId>,
    at: &OneChat,
    mut message: Message,
    words: &'static str,
) -> Result<Told<Saying>, ActionError> {
    let number = unit.next_number(at.chat.id).await?;
    message.number = Some(number);
    message.state = MessageState::Shown;
    unit.add_message(&message).await?;
    let saying = Saying { message: message.id, number: Some(number), held: false };
    Ok(Told::done(saying, Entry::new(words).on_message(message.id)))
}

async fn wait(unit: &mut Unit<NetworkId>, message: Message) -> Result<Told<Saying>, ActionError> {
    unit.add_message(&message).await?;
    let saying = Saying { message: message.id, number: None, held: true };
    Ok(Told::done(saying, Entry::new("Said something that waits for a moderator").of(Kind::MessageHold)))
}

/// Refuses an answer to a question that nobody has asked.
pub(super) async fn check_question(
    unit: &mut Unit<NetworkId>,
    at: &OneChat,
    question: Option<u8>,
) -> Result<(), ActionError> {
    let Some(number) = question else { return Ok(()) };
    let questions = unit.chat_questions(at.chat.id).await?;
    if questions.iter().any(|asked| asked.number == number && asked.asked_at.is_some()) {
        return Ok(());
    }
    Err(ActionError::field("question", format!("question {number} has not been asked in this chat")))
}
