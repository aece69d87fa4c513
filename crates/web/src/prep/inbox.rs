//! The inbox: what waits for an answer, what is short, and what has not come back.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::House;
use actions::prep::Inbox;
use actions::requisition::steps_for;
use axum::extract::State;
use axum::http::HeaderMap;
use domain::Instant;
use domain::people::permissions::{Request, SeeInbox};
use domain::requisition::{LateReason, Requisition, Step, Tie};

use crate::answer::page;
use crate::app::App;
use crate::fields::Query;
use crate::form::key;
use crate::parts::requisition::{marks, step_button, when_words};
use crate::parts::{Button, ButtonKind, Choice, FieldState, Mark, Meaning, ReasonField, Section};
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
        inbox
            .exposures
            .iter()
            .map(|exposure| {
                let mark = Mark::new(format!("Short of {}", exposure.short), Meaning::Stop);
                let retired = if exposure.retired { ", which is retired" } else { "" };
                entry(&exposure.requisition, format!("{}{retired}", exposure.name), vec![mark])
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

/// What can be done about a request whose lesson is gone.
fn ways_on(app: &App, allowed: &Allowed<SeeInbox>, inbox: &Inbox, requisition: &Requisition) -> Vec<Button> {
    if !allowed.actor().may::<Request>() {
        return Vec::new();
    }
    let to = |deed: &str| format!("/requisitions/{}/{deed}?from=inbox", requisition.id);
    let calendar = &inbox.almanac.calendar;
    let choices: Vec<Choice> = inbox
        .other_lessons
        .get(&requisition.id)
        .into_iter()
        .flatten()
        .map(|lesson| Choice {
            value: lesson.id.to_string(),
            words: format!("{}, {}", words::date(lesson.date), words::times(calendar, lesson.interval)),
            chosen: false,
        })
        .collect();
    let steps = steps_for(&app.house, allowed.actor(), requisition);
    let stays = if requisition.occasion.tie == Tie::Gone { "Keep the hour" } else { "It goes ahead" };
    let mut buttons = Vec::new();
    if !choices.is_empty() && steps.contains(&Step::Change) {
        let reason = ReasonField {
            name: "lesson".to_owned(),
            label: "To which lesson of this class?".to_owned(),
            choices,
            field: FieldState::default(),
        };
        let button = Button::new("Move", &to("move"), ButtonKind::Primary, &key(app));
        buttons.push(Button { reason: Some(reason), ..button });
    }
    buttons.push(Button::new(stays, &to("keep-hour"), ButtonKind::Plain, &key(app)));
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
