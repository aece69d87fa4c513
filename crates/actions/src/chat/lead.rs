//! Leading the room: its questions, its pace, what is pinned and what is starred.

use domain::Permit;
use domain::chat::room::{Hold, MOST_SLOW_SECONDS};
use domain::chat::{ChatRefusal, ChatState, chat_permissions};
use domain::history::Kind;
use domain::id::{ChatId, MessageId};

use super::turn::{Turn, TurnBegun};
use crate::{ActionError, House, Once};

/// Puts a question to the room, or comes back to one that was put before.
pub async fn ask(
    house: &House,
    permit: &Permit<chat_permissions::Lead>,
    chat: ChatId,
    number: u8,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(()) => return Ok(()),
        TurnBegun::Anew(turn) => turn,
    };
    turn.must_stand(&[ChatState::Open])?;
    let questions = turn.work.chat_questions(chat).await?;
    if questions.iter().all(|question| question.number != number) {
        return Err(ActionError::NotFound("question"));
    }
    let now = turn.now;
    turn.work.ask_question(chat, number, now).await?;
    turn.chat.question_now = number;
    turn.keep_chat().await?;
    turn.finish((), Kind::ChatQuestion, None, format!("Asked question {number}")).await
}

/// Sets the seconds between two messages of one person; 0 ends slow mode.
pub async fn slow(
    house: &House,
    permit: &Permit<chat_permissions::Lead>,
    chat: ChatId,
    seconds: u32,
    once: Option<Once>,
) -> Result<(), ActionError> {
    if seconds > MOST_SLOW_SECONDS {
        let words = format!("slow mode is 0 to {MOST_SLOW_SECONDS} seconds");
        return Err(ActionError::field("seconds", words));
    }
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(()) => return Ok(()),
        TurnBegun::Anew(turn) => turn,
    };
    turn.must_stand(&[ChatState::Draft, ChatState::Scheduled, ChatState::Open])?;
    turn.chat.slow_seconds = seconds;
    turn.keep_chat().await?;
    let words = match seconds {
        0 => "Ended slow mode".to_owned(),
        1 => "Set slow mode to 1 second".to_owned(),
        seconds => format!("Set slow mode to {seconds} seconds"),
    };
    turn.finish((), Kind::ChatSlow, None, words).await
}

/// Says whose messages wait for a moderator.
pub async fn hold(
    house: &House,
    permit: &Permit<chat_permissions::Lead>,
    chat: ChatId,
    hold: Hold,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(()) => return Ok(()),
        TurnBegun::Anew(turn) => turn,
    };
    turn.must_stand(&[ChatState::Draft, ChatState::Scheduled, ChatState::Open])?;
    turn.chat.hold = hold;
    turn.keep_chat().await?;
    let words = match hold {
        Hold::Nobody => "Let everybody's messages through",
        Hold::Newcomers => "Lets newcomers' messages wait for a moderator",
        Hold::Everybody => "Lets everybody's messages wait for a moderator",
    };
    turn.finish((), Kind::ChatHold, None, words).await
}

/// Pins a message in place of the one that is pinned, or takes the pin away.
pub async fn pin(
    house: &House,
    permit: &Permit<chat_permissions::Lead>,
    chat: ChatId,
    message: Option<MessageId>,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(()) => return Ok(()),
        TurnBegun::Anew(turn) => turn,
    };
    turn.must_stand(&[ChatState::Open, ChatState::Closed, ChatState::InReview])?;
    if let Some(message) = message {
        turn.shown_message(message).await?;
    }
    turn.chat.pinned = message;
    turn.keep_chat().await?;
    let words = if message.is_some() { "Pinned a message" } else { "Took the pin away" };
    turn.finish((), Kind::ChatPin, None, words).await
}

/// Stars a message for the list, or takes the star away.
pub async fn star(
    house: &House,
    permit: &Permit<chat_permissions::Star>,
    chat: ChatId,
    message: MessageId,
    starred: bool,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(()) => return Ok(()),
        TurnBegun::Anew(turn) => turn,
    };
    turn.must_be_worked_on()?;
    let mut found = turn.shown_message(message).await?;
    if found.starred == starred {
        return turn.finish_unchanged(()).await;
    }
    found.starred = starred;
    turn.work.set_message(&found).await?;
    let words = if starred { "Starred a message" } else { "Took a star away" };
    turn.finish((), Kind::MessageStar, Some(message), words).await
}

impl Turn {
    /// Refuses where the chat stands anywhere else.
    pub fn must_stand(&self, states: &[ChatState]) -> Result<(), ActionError> {
        if states.contains(&self.chat.state) {
            return Ok(());
        }
        Err(ChatRefusal::Stands(self.chat.state).into())
    }

    /// Refuses before anything was said.
    pub fn must_be_worked_on(&self) -> Result<(), ActionError> {
        if self.chat.state.lets_curators_work() {
            return Ok(());
        }
        Err(ChatRefusal::Stands(self.chat.state).into())
    }
}
