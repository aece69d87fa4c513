//! Saying something in a chat.

use domain::Permit;
use domain::chat::reply::Certainty;
use domain::chat::room::{Admission, CONSENT_VERSION, Hold, SayRefusal, Sending, judge};
use domain::chat::{ChatRole, chat_permissions};
use domain::history::Kind;
use domain::id::{ChatId, MessageId};
use domain::message::{Message, MessageState};
use serde::{Deserialize, Serialize};

use super::turn::{Turn, TurnBegun};
use crate::{ActionError, House, Once};

/// What somebody wants to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SayWanted {
    /// The words.
    pub body: String,
    /// The question they answer; it must have been asked.
    pub question: Option<u8>,
    /// The message they answer.
    pub reply_to: Option<MessageId>,
    /// The message they quote.
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

/// Says something, or says why not: the room is judged as it stands when the message's turn has come.
pub async fn say(
    house: &House,
    permit: &Permit<chat_permissions::Say>,
    chat: ChatId,
    wanted: SayWanted,
    once: Option<Once>,
) -> Result<Saying, ActionError> {
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(saying) => return Ok(saying),
        TurnBegun::Anew(turn) => turn,
    };
    let body = written(&wanted.body);
    let admission = turn.judges(&body).await?;
    let (Some(account), Some(handle)) = (turn.participant.account, turn.participant.handle.clone()) else {
        return Err(SayRefusal::NoConsent.into());
    };
    turn.check_question(wanted.question).await?;
    for message in [wanted.reply_to, wanted.quotes].into_iter().flatten() {
        turn.shown_message(message).await?;
    }
    let message = Message {
        id: house.next_id(),
        chat,
        number: None,
        account: Some(account),
        handle,
        moderator: turn.participant.is(ChatRole::Moderator),
        at: turn.now,
        state: MessageState::Held,
        body,
        question: wanted.question,
        reply_to: wanted.reply_to,
        reply_certainty: wanted.reply_to.map(|_| Certainty::Said),
        reply_names: Vec::new(),
        quotes: wanted.quotes,
        brought_by: None,
        brought_from: String::new(),
        starred: false,
        reason: String::new(),
        entry: None,
    };
    match admission {
        Admission::Shown => turn.shows(message, Kind::MessageSay, "Said something").await,
        Admission::Held => turn.holds(message).await,
    }
}

impl Turn {
    /// Whether what somebody wants to say is taken, by everything that is known of them at this moment.
    async fn judges(&mut self, body: &str) -> Result<Admission, ActionError> {
        let Some(account) = self.participant.account else { return Err(SayRefusal::NoConsent.into()) };
        let (chat, slow_seconds, hold) = (self.chat.id, self.chat.slow_seconds, self.chat.hold);
        let agreed = self.work.consent(chat, account).await?;
        let is_muted = self.work.has_muted(chat, account).await?;
        let last_at = match slow_seconds {
            0 => None,
            _ => self.work.last_said_at(chat, account).await?,
        };
        // Asked only where it matters: it looks through everything that somebody ever said.
        let is_known = hold != Hold::Newcomers || self.work.is_known(account).await?;
        let sending = Sending {
            participant: &self.participant,
            state: self.chat.state,
            has_agreed: agreed.is_some_and(|version| version >= CONSENT_VERSION),
            is_muted,
            slow_seconds,
            last_at,
            hold,
            is_known,
        };
        Ok(judge(&sending, body, self.now)?)
    }

    /// Gives a message its place, and ends the turn.
    pub async fn shows(
        mut self,
        mut message: Message,
        kind: Kind,
        words: &str,
    ) -> Result<Saying, ActionError> {
        let number = self.work.next_number(self.chat.id).await?;
        message.number = Some(number);
        message.state = MessageState::Shown;
        self.work.add_message(&message).await?;
        let saying = Saying { message: message.id, number: Some(number), held: false };
        self.finish(saying, kind, Some(message.id), words).await
    }

    async fn holds(mut self, message: Message) -> Result<Saying, ActionError> {
        self.work.add_message(&message).await?;
        let saying = Saying { message: message.id, number: None, held: true };
        self.finish(saying, Kind::MessageHold, None, "Said something that waits for a moderator").await
    }

    /// Refuses an answer to a question that nobody has asked.
    pub async fn check_question(&mut self, question: Option<u8>) -> Result<(), ActionError> {
        let Some(number) = question else { return Ok(()) };
        let questions = self.work.chat_questions(self.chat.id).await?;
        if questions.iter().any(|asked| asked.number == number && asked.asked_at.is_some()) {
            return Ok(());
        }
        Err(ActionError::field("question", format!("question {number} has not been asked in this chat")))
    }

    /// A message of this chat that everybody sees.
    pub async fn shown_message(&mut self, message: MessageId) -> Result<Message, ActionError> {
        let found = self.message(message).await?;
        if found.state != MessageState::Shown {
            return Err(ActionError::NotFound("message"));
        }
        Ok(found)
    }
}

/// Words as they are kept: lines part at `\n`, with nothing before the first word or after the last, and
/// without characters that are no text.
pub(crate) fn written(typed: &str) -> String {
    let text = typed.replace("\r\n", "\n").replace('\r', "\n");
    let text: String =
        text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect();
    text.trim().to_owned()
}
