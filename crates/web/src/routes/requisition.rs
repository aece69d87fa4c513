//! Requisitions: the form, the sheet, and the deeds.

mod ask;
mod deed;
mod form;
mod sheet;

use actions::requisition;
use domain::calendar::Calendar;
use domain::people::permissions::{AnswerRequests, Approve, Prepare, Request, SeeRequisition};
use domain::requisition::{Deed, Requisition, State};

use self::deed::step;
use super::Routes;
use crate::parts::{DeedButton, DeedKind, FieldState, Mark, Meaning, ReasonField};
use crate::words;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get::<Request, _>("/requisitions/new", ask::new)
        .get::<Request, _>("/requisitions/practicals", ask::practicals)
        .post::<Request, _>("/requisitions", ask::send)
        .get::<SeeRequisition, _>("/requisitions/{id}", sheet::show)
        .get::<Request, _>("/requisitions/{id}/change", ask::change)
        .post::<Request, _>("/requisitions/{id}/change", ask::send_change)
        .post::<Request, _>("/requisitions/{id}/also", ask::also)
        .post::<Request, _>("/requisitions/{id}/answer", step::<requisition::Answer>)
        .post::<Request, _>("/requisitions/{id}/not-used", step::<requisition::NotUsed>)
        .post::<Request, _>("/requisitions/{id}/withdraw", step::<requisition::Withdraw>)
        .post::<Approve, _>("/requisitions/{id}/approve", step::<requisition::Approve>)
        .post::<AnswerRequests, _>("/requisitions/{id}/accept", step::<requisition::Accept>)
        .post::<AnswerRequests, _>("/requisitions/{id}/query", step::<requisition::Query>)
        .post::<AnswerRequests, _>("/requisitions/{id}/decline", step::<requisition::Decline>)
        .post::<Prepare, _>("/requisitions/{id}/prepare", step::<requisition::Prepare>)
        .post::<Prepare, _>("/requisitions/{id}/deliver", step::<requisition::Deliver>)
        .post::<Prepare, _>("/requisitions/{id}/collect", step::<requisition::Collect>)
        .post::<Prepare, _>("/requisitions/{id}/count", step::<requisition::Count>)
        .post::<SeeRequisition, _>("/requisitions/{id}/undo", step::<requisition::Undo>)
}

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
    let lesson = &requisition.lesson;
    let times = words::times(calendar, lesson.interval);
    let periods = words::periods(&lesson.periods);
    format!("{}, {periods}, {times}", words::date(lesson.date))
}

/// A deed as a button on a page; `from` says which page, so that the person comes back to it.
pub(crate) fn deed_button(requisition: &Requisition, deed: Deed, from: &str) -> DeedButton {
    let (label, kind) = match deed {
        Deed::Accept => ("Accept", DeedKind::Primary),
        Deed::Approve => ("Approve", DeedKind::Primary),
        Deed::Prepare => ("Prepared", DeedKind::Primary),
        Deed::Deliver => ("Delivered", DeedKind::Primary),
        Deed::Collect => ("Collected", DeedKind::Primary),
        Deed::Count => ("All counted back", DeedKind::Plain),
        Deed::Query => ("Ask", DeedKind::Plain),
        Deed::Decline => ("Decline", DeedKind::Danger),
        Deed::NotUsed => ("Not used", DeedKind::Plain),
        Deed::Withdraw => ("Withdraw", DeedKind::Danger),
        Deed::Answer => ("Answer", DeedKind::Primary),
        Deed::Send => ("Send", DeedKind::Primary),
        Deed::Save => ("Save", DeedKind::Plain),
        Deed::Change => ("Change", DeedKind::Plain),
        Deed::Undo => ("Undo", DeedKind::Plain),
    };
    let id = requisition.id;
    let action = format!("/requisitions/{id}/{}?from={from}", deed.key());
    let key = format!("{}:{id}:{}", deed.key(), requisition.version);
    let reason = deed.needs_words().then(|| ReasonField {
        name: "words".to_owned(),
        label: match deed {
            Deed::Query => "What do you need to know?",
            Deed::Decline => "Why can it not be done?",
            Deed::NotUsed => "Why was it not used?",
            _ => "What do you want to say?",
        }
        .to_owned(),
        choices: Vec::new(),
        field: FieldState::default(),
    });
    DeedButton { reason, ..DeedButton::new(label, &action, kind, &key) }
}
