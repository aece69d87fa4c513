//! Preparing a chat that is planned already.

use domain::chat::chat_permissions::SetUpChat;
use domain::chat::{ChatQuestion, ChatRefusal, ChatState};
use serde::{Deserialize, Serialize};

use super::one::OneChat;
use super::plan::{LONGEST_QUESTION, Plan, numbered, place, prepare, welcome};
use super::written::line;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Changes what a chat is to be: everything while it is a draft or scheduled; while it is open its welcome,
/// the questions not yet asked, and whose messages wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetUp {
    /// The version of the chat that this changes.
    pub version: u32,
    /// What it is to be.
    pub plan: Plan,
}

impl Deed for SetUp {
    type At = OneChat;
    type May = SetUpChat;
    type Answer = ();
    const KEY: &'static str = "chat.set-up";
    const FORM: &'static str = "chat-set-up";

    fn example() -> Self {
        Self { version: 1, plan: Plan::example() }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        if at.chat.version != self.version {
            return Err(ActionError::Stale);
        }
        let questions = match at.chat.state {
            ChatState::Draft | ChatState::Scheduled => {
                let network = unit.network().await?.ok_or(ActionError::NotFound("network"))?;
                prepare(unit, &network, &mut at.chat, &self.plan).await?;
                numbered(&self.plan.questions)?
            }
            ChatState::Open => {
                at.chat.welcome = welcome(&self.plan.welcome)?;
                at.chat.hold = self.plan.hold;
                let kept = unit.chat_questions(at.chat.id).await?;
                around_asked(kept, &self.plan.questions)?
            }
            state => return Err(ChatRefusal::Stands(state).into()),
        };
        unit.set_questions(at.chat.id, &questions).await?;
        at.keep(unit).await?;
        Ok(Told::done((), "Prepared the chat"))
    }
}

/// The questions of an open chat: those asked keep their number and words, because answers are bound to
/// them; the others stand where they were typed, or after that where an asked one stands there. A form
/// holds the asked ones too: what it says in place of one is left out.
fn around_asked(kept: Vec<ChatQuestion>, wanted: &[String]) -> Result<Vec<ChatQuestion>, ActionError> {
    let asked: Vec<ChatQuestion> = kept.into_iter().filter(|question| question.asked_at.is_some()).collect();
    let mut typed = Vec::new();
    for words in wanted {
        typed.push(line("questions", words, LONGEST_QUESTION)?);
    }
    let is_typed = |question: &ChatQuestion| typed.iter().flatten().any(|words| *words == question.words);
    let mut questions = asked.clone();
    for (at, words) in typed.iter().enumerate() {
        let Some(words) = words else { continue };
        if asked.iter().any(|question| question.words == *words) {
            continue;
        }
        let mut number = place(at)?;
        if asked.iter().any(|question| question.number == number && !is_typed(question)) {
            continue;
        }
        while questions.iter().any(|question| question.number == number) {
            number = place(usize::from(number))?;
        }
        questions.push(ChatQuestion { number, words: words.clone(), asked_at: None });
    }
    questions.sort_by_key(|question| question.number);
    Ok(questions)
}
