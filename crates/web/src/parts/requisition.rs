//! What pages say of a requisition: its state, when it is for, how much of it there is, what to know before
//! touching it, and the steps on it.

use domain::calendar::Calendar;
use domain::requisition::{Requisition, State, Step, Tie};
use domain::site::Sites;

use super::{Button, ButtonKind, FieldState, Mark, Meaning, ReasonField};
use crate::words;

/// Sets that one tray holds.
const SETS_A_TRAY: u32 = 3;

/// A state as a mark.
pub(crate) fn state_mark(state: State) -> Mark {
    let meaning = match state {
        State::Draft | State::Closed | State::NotUsed | State::Withdrawn => Meaning::Quiet,
        State::Submitted | State::Queried => Meaning::Attention,
        State::Accepted => Meaning::Plain,
        State::Prepared | State::Delivered | State::Collected => Meaning::Done,
        State::Declined => Meaning::Stop,
    };
    Mark::new(words::capitalised(state.words()), meaning)
}

/// `Thursday 26 November, period 3, 11:05 – 12:00`.
pub(crate) fn when_words(calendar: &Calendar, requisition: &Requisition) -> String {
    let lesson = &requisition.occasion;
    let times = words::times(calendar, lesson.interval);
    let periods = words::periods(&lesson.periods);
    format!("{}, {periods}, {times}", words::date(lesson.date))
}

/// `15 sets, 5 trays`.
pub(crate) fn amount(requisition: &Requisition) -> String {
    let sets: u32 = requisition.content.stations.iter().map(|station| station.sets).sum();
    let trays = sets.div_ceil(SETS_A_TRAY);
    format!("{}, {}", words::count(sets, "set", "sets"), words::count(trays, "tray", "trays"))
}

/// What to know before touching it.
pub(crate) fn marks(requisition: &Requisition) -> Vec<Mark> {
    let mut marks = Vec::new();
    match requisition.occasion.tie {
        Tie::Gone if requisition.state.is_open() => marks.push(Mark::new("Lesson gone", Meaning::Stop)),
        Tie::TeacherOut if requisition.state.is_open() => {
            marks.push(Mark::new("Teacher out", Meaning::Attention));
        }
        Tie::Apart if requisition.state.is_open() => {
            marks.push(Mark::new("Lesson elsewhere", Meaning::Stop));
        }
        Tie::KeepsHour | Tie::StaysApart => marks.push(Mark::new("Keeps its hour", Meaning::Plain)),
        _ => {}
    }
    if requisition.lateness.late {
        marks.push(Mark::new("Late", Meaning::Attention));
    }
    if requisition.needs_approval && requisition.state == State::Submitted {
        marks.push(Mark::new("To be approved", Meaning::Attention));
    }
    if requisition.hazard {
        marks.push(Mark::new("Hazard", Meaning::Attention));
    }
    if requisition.trial {
        marks.push(Mark::new("Try first", Meaning::Plain));
    }
    if !requisition.content.note.trim().is_empty() {
        marks.push(Mark::new("Note", Meaning::Plain));
    }
    marks
}

/// A step as a button on a page; `from` says which page, so that the person comes back to it.
pub(crate) fn step_button(requisition: &Requisition, step: Step, from: &str) -> Button {
    let (label, kind) = match step {
        Step::Accept => ("Accept", ButtonKind::Primary),
        Step::Approve => ("Approve", ButtonKind::Primary),
        Step::Prepare => ("Prepared", ButtonKind::Primary),
        Step::Deliver => ("Delivered", ButtonKind::Primary),
        Step::Collect => ("Collected", ButtonKind::Primary),
        Step::Count => ("All counted back", ButtonKind::Plain),
        Step::Query => ("Ask", ButtonKind::Plain),
        Step::Decline => ("Decline", ButtonKind::Danger),
        Step::NotUsed => ("Not used", ButtonKind::Plain),
        Step::Withdraw => ("Withdraw", ButtonKind::Danger),
        Step::Answer => ("Answer", ButtonKind::Primary),
        Step::Send => ("Send", ButtonKind::Primary),
        Step::Save => ("Save", ButtonKind::Plain),
        Step::Change => ("Change", ButtonKind::Plain),
        Step::Undo => ("Undo", ButtonKind::Plain),
    };
    let id = requisition.id;
    let action = format!("/requisitions/{id}/{}?from={from}", step.key());
    let key = format!("{}:{id}:{}", step.key(), requisition.version);
    let reason = step.needs_words().then(|| ReasonField {
        name: "words".to_owned(),
        label: match step {
            Step::Query => "What do you need to know?",
            Step::Decline => "Why can it not be done?",
            Step::NotUsed => "Why was it not used?",
            _ => "What do you want to say?",
        }
        .to_owned(),
        choices: Vec::new(),
        field: FieldState::default(),
    });
    Button { reason, ..Button::new(label, &action, kind, &key) }
}

/// The site that a room is at, in a school that has several; else nothing.
pub(crate) fn site_words(sites: &Sites, room: &str) -> String {
    let site = sites.of_room(room).filter(|_| sites.are_several());
    site.map_or_else(String::new, |site| site.name.clone())
}
