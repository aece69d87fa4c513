//! Planning a chat: its time, its questions, its words.

use domain::TimeOfDay;
use domain::chat::room::Hold;
use domain::chat::schedule::{MINUTES, MOST_QUESTIONS, ScheduleProblem, starts_at};
use domain::chat::tag::Tag;
use domain::chat::{Chat, ChatQuestion, ChatRole, ChatState, chat_permissions};
use domain::id::{ChatId, NetworkId, TopicId};
use domain::network::Network;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::written::{line, written};
use crate::ActionError;
use crate::deed::{Deed, Entry, Told};
use crate::network::OneNetwork;
use crate::unit::{Turn, Unit};

/// The most characters of a subject.
const LONGEST_SUBJECT: usize = 200;
/// The most characters of a question.
pub(super) const LONGEST_QUESTION: usize = 500;
/// The most characters of a welcome.
const LONGEST_WELCOME: usize = 4_000;

/// Plans a chat. It begins as a draft, and whoever plans it is its host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// What it is about.
    pub subject: String,
    /// The tag it meets under, with or without “#”; empty where it has none.
    #[serde(default)]
    pub tag: String,
    /// What the host says before it begins.
    #[serde(default)]
    pub welcome: String,
    /// The day, in the network's zone.
    pub date: Date,
    /// When it begins, in the network's zone.
    #[serde(with = "crate::as_text::time_of_day")]
    pub time: TimeOfDay,
    /// How long it goes on.
    pub minutes: u32,
    /// Its questions, in order; empty ones are left out.
    #[serde(default)]
    pub questions: Vec<String>,
    /// Whose messages wait for a moderator.
    #[serde(with = "crate::as_text")]
    pub hold: Hold,
    /// The topic it is planned from.
    #[serde(default)]
    pub topic: Option<TopicId>,
}

impl Deed for Plan {
    type At = OneNetwork;
    type May = chat_permissions::PlanChats;
    type Answer = ChatId;
    const KEY: &'static str = "chat.plan";
    const FORM: &'static str = "chat-plan";

    fn example() -> Self {
        Self {
            subject: "What goes wrong most often".to_owned(),
            tag: "TestChat".to_owned(),
            welcome: "Say who you are.".to_owned(),
            date: Date::constant(2026, 1, 20),
            time: TimeOfDay::at(20, 0).unwrap_or_default(),
            minutes: 60,
            questions: vec!["Which practical goes wrong most often?".to_owned()],
            hold: Hold::Nobody,
            topic: None,
        }
    }

    async fn act(self, turn: &mut Turn<OneNetwork>) -> Result<Told<ChatId>, ActionError> {
        let Turn { unit, at } = turn;
        let (now, account) = (unit.now, unit.actor.account);
        let mut chat = Chat {
            id: unit.next_id(),
            version: 1,
            state: ChatState::Draft,
            imported: false,
            tag: String::new(),
            subject: String::new(),
            welcome: String::new(),
            starts_at: now,
            ends_at: now,
            topic: None,
            hold: self.hold,
            slow_seconds: 0,
            question_now: 0,
            pinned: None,
            numbered: 0,
            host_seen_at: None,
            opened_at: None,
            closed_at: None,
            review_ends_at: None,
            published_at: None,
            revision: 0,
            preamble: None,
            created_by: account,
            created_at: now,
        };
        prepare(unit, &at.network, &mut chat, &self).await?;
        let questions = numbered(&self.questions)?;
        unit.add_chat(&chat).await?;
        unit.set_questions(chat.id, &questions).await?;
        if let Some(account) = account {
            unit.add_role(chat.id, account, ChatRole::Host, now).await?;
        }
        Ok(Told::done(chat.id, Entry::new("Planned the chat").in_chat(chat.id)))
    }
}

/// Checks what a chat is to be and makes it so.
pub(super) async fn prepare(
    unit: &mut Unit<NetworkId>,
    network: &Network,
    chat: &mut Chat,
    wanted: &Plan,
) -> Result<(), ActionError> {
    if let Some(topic) = wanted.topic {
        unit.find_topic(topic).await?.ok_or(ActionError::NotFound("topic"))?;
    }
    let zone = domain::zone::named(&network.time_zone)
        .ok_or_else(|| ActionError::Inside(format!("the network's zone is “{}”", network.time_zone)))?;
    let begins = starts_at(&zone, wanted.date, wanted.time).map_err(|problem| {
        let field = if matches!(problem, ScheduleProblem::Skipped { .. }) { "time" } else { "date" };
        ActionError::field(field, problem.to_string())
    })?;
    if !MINUTES.contains(&wanted.minutes) {
        let words = format!("a chat goes on for {} to {} minutes", MINUTES.start(), MINUTES.end());
        return Err(ActionError::field("minutes", words));
    }
    chat.subject = line("subject", &wanted.subject, LONGEST_SUBJECT)?
        .ok_or_else(|| ActionError::field("subject", "say what the chat is about"))?;
    chat.tag = match wanted.tag.trim() {
        "" => String::new(),
        tag => {
            let tag = Tag::typed(tag).map_err(|problem| ActionError::field("tag", problem.to_string()))?;
            tag.to_string()
        }
    };
    chat.welcome = welcome(&wanted.welcome)?;
    chat.starts_at = begins;
    chat.ends_at = begins.plus_minutes(i64::from(wanted.minutes));
    chat.hold = wanted.hold;
    chat.topic = wanted.topic;
    Ok(())
}

pub(super) fn welcome(typed: &str) -> Result<String, ActionError> {
    let words = written(typed);
    if words.chars().count() > LONGEST_WELCOME {
        return Err(ActionError::field("welcome", "that is longer than 4,000 characters; shorten it"));
    }
    Ok(words)
}

/// The questions of a chat nobody has talked in yet, numbered in order.
pub(super) fn numbered(wanted: &[String]) -> Result<Vec<ChatQuestion>, ActionError> {
    let mut questions = Vec::new();
    for typed in wanted {
        let Some(words) = line("questions", typed, LONGEST_QUESTION)? else { continue };
        questions.push(ChatQuestion { number: place(questions.len())?, words, asked_at: None });
    }
    Ok(questions)
}

/// The number of the question at a place from 0.
pub(super) fn place(at: usize) -> Result<u8, ActionError> {
    let number = u8::try_from(at + 1).ok().filter(|number| usize::from(*number) <= MOST_QUESTIONS);
    number.ok_or_else(|| {
        ActionError::field("questions", format!("a chat has at most {MOST_QUESTIONS} questions"))
    })
}
