//! The inbox: what waits for an answer, what is short, and what has not come back.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::House;
use actions::prep::{Exposure, Inbox};
use actions::requisition::steps_for;
use axum::extract::State;
use axum::http::HeaderMap;
use domain::Instant;
use domain::people::permissions::{Request, SeeInbox};
use domain::requisition::{LateReason, Requisition, Step};
use domain::site::Away;

use crate::answer::page;
use crate::app::App;
use crate::fields::Query;
use crate::form::key;
use crate::parts::requisition::{marks, step_button, when_words};
use crate::parts::ways_out::ways_out;
use crate::parts::{Button, Mark, Meaning, Section};
use crate::prep::inbox::page::{InboxEntry, InboxGroup, InboxPage};
use crate::shell::{shell, with_notice_from};
use crate::visitor::Allowed;
use crate::words;
use http::Answer;

pub(crate) async fn show(
    State(app): State<App>,
    allowed: Allowed<SeeInbox>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let inbox = actions::prep::inbox(&app.house, &allowed.permit).await?;
    let now = app.house.now();
    let entry = |requisition: &Requisition, words: String, marks: Vec<Mark>| {
        entry(&app.house, &allowed, &inbox, requisition, words, marks, now)
    };
    let mut groups = Vec::new();
    let mut add = |label: &str, advice: &str, entries: Vec<InboxEntry>| {
        if !entries.is_empty() {
            groups.push(InboxGroup { label: label.to_owned(), advice: advice.to_owned(), entries });
        }
    };
    let (late, rest): (Vec<_>, Vec<_>) =
        inbox.submitted.iter().partition(|requisition| requisition.lateness.late);
    let answer = |list: Vec<&Requisition>| {
        list.into_iter().map(|one| entry(one, reason_words(one), marks(one))).collect::<Vec<_>>()
    };
    add(
        "After the deadline",
        "Accept what you can do; a question or a reason helps where you cannot.",
        answer(late),
    );
    add("Waiting for an answer", "On time, and to be looked at before it is accepted.", answer(rest));
    add(
        "Short",
        "Promised, and no longer covered. Ask for fewer, find another, or move one.",
        short(&inbox)
            .into_iter()
            .map(|(requisition, exposures)| InboxEntry {
                buttons: ways_on(&app, &allowed, &inbox, requisition),
                ..entry(requisition, short_words(&exposures), short_marks(&exposures))
            })
            .collect(),
    );
    let to_decide = |list: &[Requisition]| {
        let one = |one: &Requisition| InboxEntry {
            buttons: ways_on(&app, &allowed, &inbox, one),
            ..entry(one, String::new(), marks(one))
        };
        list.iter().map(one).collect::<Vec<_>>()
    };
    add(
        "The lesson is gone",
        "The timetable or the calendar no longer has it. Move the request, keep its hour, or withdraw it.",
        to_decide(&inbox.lesson_gone),
    );
    add(
        "The lesson is at another hour",
        "The request was kept at its hour while the lesson was gone, and the lesson is back elsewhere. Follow it, keep the hour, or withdraw it.",
        to_decide(&inbox.apart),
    );
    add(
        "The teacher is out",
        "Nobody covers the lesson yet. Let the request go ahead, move it, or withdraw it.",
        to_decide(&inbox.teacher_out),
    );
    add(
        "Asked, not answered yet",
        "Your questions to teachers.",
        inbox.queried.iter().map(|one| entry(one, one.question.clone(), marks(one))).collect(),
    );
    add(
        "Not counted back",
        "Taken to be back. Tick what is; say what is not.",
        inbox.not_counted_back.iter().map(|one| entry(one, String::new(), marks(one))).collect(),
    );
    let inbox_page = InboxPage {
        shell: with_notice_from(shell(&allowed.visitor, "Inbox", Section::Inbox), &query, "inbox"),
        groups,
        board_url: "/board".to_owned(),
    };
    page(&inbox_page, &headers)
}

/// What is short of each request, once.
fn short(inbox: &Inbox) -> Vec<(&Requisition, Vec<&Exposure>)> {
    let mut together: Vec<(&Requisition, Vec<&Exposure>)> = Vec::new();
    for exposure in &inbox.exposures {
        let one = &exposure.requisition;
        match together.iter_mut().find(|(requisition, _)| requisition.id == one.id) {
            Some((_, exposures)) => exposures.push(exposure),
            None => together.push((one, vec![exposure])),
        }
    }
    together
}

fn short_marks(exposures: &[&Exposure]) -> Vec<Mark> {
    let mark = |one: &&Exposure| match one.kept_at {
        Some(_) => Mark::new("Transfer not asked for", Meaning::Stop),
        None => Mark::new(format!("Short of {}", one.short), Meaning::Stop),
    };
    exposures.iter().map(mark).collect()
}

/// What is short, and what made it so: `Microscope, since its lesson was moved`.
fn short_words(exposures: &[&Exposure]) -> String {
    let words = |one: &&Exposure| {
        if let Some(Away { site, minutes }) = &one.kept_at {
            let way = words::count(*minutes, "minute", "minutes");
            return format!("{}, kept at {site}, {way} away", one.name);
        }
        let since = match (one.retired, one.moved) {
            (true, _) => ", which is retired",
            (false, true) => ", since its lesson was moved",
            (false, false) => "",
        };
        format!("{}{since}", one.name)
    };
    exposures.iter().map(words).collect::<Vec<_>>().join("; ")
}

/// What can be done about a request that is short, whose lesson is gone or whose teacher is out.
fn ways_on(app: &App, allowed: &Allowed<SeeInbox>, inbox: &Inbox, requisition: &Requisition) -> Vec<Button> {
    if !allowed.actor().may::<Request>() {
        return Vec::new();
    }
    let steps = steps_for(&app.house, allowed.actor(), requisition);
    let ways = inbox.ways_out.get(&requisition.id).filter(|_| steps.contains(&Step::Change));
    let ways = ways.map(Vec::as_slice).unwrap_or_default();
    let mut buttons = ways_out(requisition, ways, &inbox.almanac.calendar, "inbox", || key(app));
    let rest = steps.into_iter().filter(|step| [Step::Query, Step::Withdraw].contains(step));
    buttons.extend(rest.map(|step| step_button(requisition, step, "inbox")));
    buttons
}

fn reason_words(requisition: &Requisition) -> String {
    let lateness = &requisition.lateness;
    let reason = lateness
        .reason
        .as_deref()
        .and_then(LateReason::from_key)
        .map(|reason| words::capitalised(reason.words()))
        .unwrap_or_default();
    match (reason.is_empty(), lateness.words.is_empty()) {
        (false, false) => format!("{reason}: {}", lateness.words),
        (false, true) => reason,
        _ => lateness.words.clone(),
    }
}

fn entry(
    house: &House,
    allowed: &Allowed<SeeInbox>,
    inbox: &Inbox,
    requisition: &Requisition,
    words: String,
    marks: Vec<Mark>,
    now: Instant,
) -> InboxEntry {
    let calendar = &inbox.almanac.calendar;
    let wanted = [Step::Accept, Step::Approve, Step::Query, Step::Decline, Step::Count];
    let since = requisition
        .lateness
        .received_at
        .map_or_else(String::new, |at| format!("Sent {}", words::moment(calendar, at, now)));
    InboxEntry {
        title: format!("{} for {}", requisition.content.title(), requisition.occasion.class),
        url: format!("/requisitions/{}", requisition.id),
        where_line: [
            when_words(calendar, requisition),
            requisition.occasion.room.clone(),
            requisition.occasion.teacher.clone(),
        ]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · "),
        marks,
        words,
        since,
        buttons: steps_for(house, allowed.actor(), requisition)
            .into_iter()
            .filter(|step| wanted.contains(step))
            .map(|step| step_button(requisition, step, "inbox"))
            .collect(),
    }
}
