//! The form of an evening: what stands in it, and what it asks for.

use actions::chat::{Chat, Desk, Plan};
use actions::network::NetworkPage;
use domain::chat::room::Hold;
use domain::id::TopicId;
use jiff::tz::TimeZone;

use crate::evening::set_up::page::SetUpForm;
use crate::fields::Fields;
use crate::parts::Choice;
use crate::{words, zoned};
use http::typed::Typed;

/// The fields that a mistake can stand at.
pub(super) const FIELDS: [&str; 9] =
    ["subject", "tag", "date", "time", "minutes", "questions", "welcome", "hold", "topic"];

/// The form with what stands in it; where it goes is for the page to say.
pub(super) fn form_of(typed: &Typed<'_>, network: &NetworkPage, zone: &str) -> SetUpForm {
    let state = |field| typed.state(field);
    SetUpForm {
        action: String::new(),
        once: String::new(),
        version: None,
        about: SetUpForm::about_fields(state("subject"), state("tag")),
        when: SetUpForm::when_fields(state("date"), state("time"), state("minutes"), zone),
        topics: topic_choices(network, typed.fields.get("topic")),
        topic_error: typed.error("topic"),
        questions: state("questions"),
        welcome: state("welcome"),
        holds: hold_choices(typed.fields.get("hold")),
        hold_error: typed.error("hold"),
        button: "Save",
    }
}

fn topic_choices(network: &NetworkPage, chosen: &str) -> Vec<Choice> {
    if network.topics.is_empty() {
        return Vec::new();
    }
    let none = Choice { value: String::new(), words: "None of them".to_owned(), chosen: chosen.is_empty() };
    let topics = network.topics.iter().map(|topic| {
        let votes = u32::try_from(topic.votes).unwrap_or(u32::MAX);
        let value = topic.id.to_string();
        Choice {
            chosen: value == chosen,
            words: format!("{}, {}", topic.words, words::count(votes, "vote", "votes")),
            value,
        }
    });
    std::iter::once(none).chain(topics).collect()
}

fn hold_choices(chosen: &str) -> Vec<Choice> {
    let choices = Hold::ALL.into_iter();
    choices
        .map(|hold| Choice {
            value: hold.key().to_owned(),
            words: match hold {
                Hold::Nobody => "Nobody’s",
                Hold::Newcomers => "Those of newcomers, until one has been approved",
                Hold::Everybody => "Everybody’s, but hosts’ and moderators’",
            }
            .to_owned(),
            chosen: hold.key() == chosen,
        })
        .collect()
}

fn question_lines(typed: &str) -> Vec<String> {
    typed.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn hold_of(typed: &mut Typed<'_>) -> Option<Hold> {
    let hold = typed.fields.get("hold").parse().ok();
    if hold.is_none() {
        typed.fail("hold", "choose whose messages wait");
    }
    hold
}

pub(super) fn wanted(typed: &mut Typed<'_>) -> Option<Plan> {
    let date = typed.date("date");
    if date.is_none() {
        typed.fail("date", "choose a date");
    }
    let time = typed.time("time");
    if time.is_none() {
        typed.fail("time", "choose a time, such as 20:00");
    }
    let minutes = typed.needed_number("minutes");
    let hold = hold_of(typed);
    let topic = typed.fields.get("topic");
    let topic_id: Option<TopicId> = topic.parse().ok();
    if !topic.is_empty() && topic_id.is_none() {
        typed.fail("topic", "choose one of the topics, or none");
    }
    if !typed.is_fine() {
        return None;
    }
    Some(Plan {
        subject: typed.fields.get("subject").to_owned(),
        tag: typed.fields.get("tag").to_owned(),
        welcome: typed.fields.get("welcome").to_owned(),
        date: date?,
        time: time?,
        minutes: minutes?,
        questions: question_lines(typed.fields.get("questions")),
        hold: hold?,
        topic: topic_id,
    })
}

/// What a form that was opened while people talk can still change; everything else stays.
pub(super) fn wanted_while_open(typed: &mut Typed<'_>, chat: &Chat, zone: &TimeZone) -> Option<Plan> {
    let hold = hold_of(typed)?;
    let start = zoned::local(zone, chat.starts_at);
    let since_midnight = i32::from(start.hour()) * 60 + i32::from(start.minute());
    let time = u16::try_from(since_midnight).ok().and_then(domain::TimeOfDay::from_minutes)?;
    Some(Plan {
        subject: chat.subject.clone(),
        tag: chat.tag.clone(),
        welcome: typed.fields.get("welcome").to_owned(),
        date: start.date(),
        time,
        minutes: minutes_of(chat),
        questions: question_lines(typed.fields.get("questions")),
        hold,
        topic: chat.topic,
    })
}

fn minutes_of(chat: &Chat) -> u32 {
    u32::try_from((chat.ends_at.0 - chat.starts_at.0) / 60_000).unwrap_or(0)
}

/// The fields as they are kept now.
pub(super) fn kept_fields(desk: &Desk) -> Fields {
    let chat = &desk.room.chat;
    let zone = &desk.room.network.zone;
    let start = zoned::local(zone, chat.starts_at);
    let questions: Vec<&str> = desk.room.questions.iter().map(|question| question.words.as_str()).collect();
    let mut fields = Fields::default();
    for (name, value) in [
        ("subject", chat.subject.clone()),
        ("tag", chat.tag.clone()),
        ("date", start.date().to_string()),
        ("time", zoned::time_of_day(zone, chat.starts_at)),
        ("minutes", minutes_of(chat).to_string()),
        ("questions", questions.join("\n")),
        ("welcome", chat.welcome.clone()),
        ("hold", chat.hold.key().to_owned()),
        ("topic", chat.topic.map_or_else(String::new, |topic| topic.to_string())),
    ] {
        fields.add(name, &value);
    }
    fields
}
