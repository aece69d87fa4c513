//! Planning a chat and preparing it: its time, its questions, its words.

use domain::chat::room::Hold;
use domain::chat::schedule::{MINUTES, MOST_QUESTIONS, ScheduleProblem, starts_at};
use domain::chat::tag::Tag;
use domain::chat::{Chat, ChatQuestion, ChatRefusal, ChatRole, ChatState, chat_permissions};
use domain::history::{Event, Kind, NetworkEvent};
use domain::id::{ChatId, TopicId};
use domain::permission::Acts as _;
use domain::{Permit, TimeOfDay};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use storage::NetworkReading;

use super::turn::TurnBegun;
use crate::{ActionError, Begun, House, Once};

/// The most characters of a subject.
const LONGEST_SUBJECT: usize = 200;
/// The most characters of a question.
const LONGEST_QUESTION: usize = 500;
/// The most characters of a welcome.
const LONGEST_WELCOME: usize = 4_000;

/// What a chat is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanWanted {
    /// What it is about.
    pub subject: String,
    /// The tag it meets under, with or without “#”; empty where it has none.
    pub tag: String,
    /// What the host says before it begins.
    pub welcome: String,
    /// The day, in the network's zone.
    pub date: Date,
    /// When it begins, in the network's zone.
    pub time: TimeOfDay,
    /// How long it goes on.
    pub minutes: u32,
    /// Its questions, in order; empty ones are left out.
    pub questions: Vec<String>,
    /// Whose messages wait for a moderator.
    pub hold: Hold,
    /// The topic it is planned from.
    pub topic: Option<TopicId>,
}

/// Plans a chat. It begins as a draft, and whoever plans it is its host.
pub async fn plan(
    house: &House,
    permit: &Permit<chat_permissions::PlanChats>,
    wanted: PlanWanted,
    once: Option<Once>,
) -> Result<ChatId, ActionError> {
    let mut work = match house.begin_in_network(permit.network(), permit.account(), once).await? {
        Begun::Answered(id) => return Ok(id),
        Begun::Anew(work) => work,
    };
    let (now, account) = (house.now(), permit.account());
    let mut chat = Chat {
        id: house.next_id(),
        version: 1,
        state: ChatState::Draft,
        imported: false,
        tag: String::new(),
        subject: String::new(),
        welcome: String::new(),
        starts_at: now,
        ends_at: now,
        topic: None,
        hold: wanted.hold,
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
    prepare(&mut work, &mut chat, &wanted).await?;
    let questions = numbered(&wanted.questions)?;
    work.add_chat(&chat).await?;
    work.set_questions(chat.id, &questions).await?;
    if let Some(account) = account {
        work.add_role(chat.id, account, ChatRole::Host, now).await?;
    }
    let event = Event {
        id: house.next_id(),
        at: now,
        account,
        actor: permit.participant().shown(),
        kind: Kind::ChatPlan,
        subject: Some(chat.id.to_string()),
        words: "Planned the chat".to_owned(),
    };
    work.finish(chat.id, Some(NetworkEvent { event, chat: Some(chat.id), message: None })).await
}

/// Changes what a chat is to be: everything while it is a draft or scheduled; while it is open its welcome,
/// the questions not yet asked, and whose messages wait. `version` is the one the form was shown with.
pub async fn set_up(
    house: &House,
    permit: &Permit<chat_permissions::SetUpChat>,
    chat: ChatId,
    version: u32,
    wanted: PlanWanted,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut turn = match house.take_turn(permit, chat, once).await? {
        TurnBegun::Answered(()) => return Ok(()),
        TurnBegun::Anew(turn) => turn,
    };
    if turn.chat.version != version {
        return Err(ActionError::Stale);
    }
    let questions = match turn.chat.state {
        ChatState::Draft | ChatState::Scheduled => {
            prepare(&mut turn.work, &mut turn.chat, &wanted).await?;
            numbered(&wanted.questions)?
        }
        ChatState::Open => {
            turn.chat.welcome = welcome(&wanted.welcome)?;
            turn.chat.hold = wanted.hold;
            let kept = turn.work.chat_questions(chat).await?;
            around_asked(kept, &wanted.questions)?
        }
        state => return Err(ChatRefusal::Stands(state).into()),
    };
    turn.work.set_questions(chat, &questions).await?;
    turn.keep_chat().await?;
    turn.finish((), Kind::ChatSetUp, None, "Prepared the chat").await
}

/// Checks what a chat is to be and makes it so.
async fn prepare(
    reading: &mut NetworkReading,
    chat: &mut Chat,
    wanted: &PlanWanted,
) -> Result<(), ActionError> {
    let network = reading.network().await?.ok_or(ActionError::NotFound("network"))?;
    if let Some(topic) = wanted.topic {
        reading.find_topic(topic).await?.ok_or(ActionError::NotFound("topic"))?;
    }
    let zone = TimeZone::get(&network.time_zone)
        .map_err(|_| ActionError::Inside(format!("the network's zone is “{}”", network.time_zone)))?;
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

fn welcome(typed: &str) -> Result<String, ActionError> {
    let words = super::say::written(typed);
    if words.chars().count() > LONGEST_WELCOME {
        return Err(ActionError::field("welcome", "that is longer than 4,000 characters; shorten it"));
    }
    Ok(words)
}

/// One line as it was typed, without space around it or line breaks in it; none where nothing is left.
pub(crate) fn line(field: &'static str, typed: &str, longest: usize) -> Result<Option<String>, ActionError> {
    let words = super::say::written(typed).replace('\n', " ");
    if words.chars().count() > longest {
        let advice = format!("that is longer than {longest} characters; shorten it");
        return Err(ActionError::field(field, advice));
    }
    Ok(Some(words).filter(|words| !words.is_empty()))
}

/// The questions of a chat nobody has talked in yet, numbered in order.
fn numbered(wanted: &[String]) -> Result<Vec<ChatQuestion>, ActionError> {
    let mut questions = Vec::new();
    for typed in wanted {
        let Some(words) = line("questions", typed, LONGEST_QUESTION)? else { continue };
        questions.push(ChatQuestion { number: place(questions.len())?, words, asked_at: None });
    }
    Ok(questions)
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

/// The number of the question at a place from 0.
fn place(at: usize) -> Result<u8, ActionError> {
    let number = u8::try_from(at + 1).ok().filter(|number| usize::from(*number) <= MOST_QUESTIONS);
    number.ok_or_else(|| {
        ActionError::field("questions", format!("a chat has at most {MOST_QUESTIONS} questions"))
    })
}
