//! The sheet of one requisition.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::catalogue::SchoolPractical;
use actions::requisition::{ItemFree, Sheet, Shown, also_for, said};
use axum::extract::{Path, State as Extracted};
use axum::http::HeaderMap;
use domain::Instant;
use domain::calendar::Calendar;
use domain::direction::isolated;
use domain::history::Event;
use domain::id::{ItemId, RequisitionId};
use domain::people::permissions::{Prepare, Request, SeeBoard, SeeRequisition};
use domain::quantity::QuantityRule;
use domain::requisition::{Line, LineWhat, Requisition, State, Step};
use domain::site::Away;

use crate::answer::{Problem, page};
use crate::app::App;
use crate::fields::Query;
use crate::form::key;
use crate::parts::requisition::{amount, marks, site_words, state_mark, step_button, when_words};
use crate::parts::ways_out::ways_out;
use crate::parts::{Fact, FieldState, Mark, Meaning, Section};
use crate::requisition::form::typed::rule_words;
use crate::requisition::sheet::page::{
    AlsoFor, AlsoLesson, CountBack, CountLine, Happened, Hazard, MakeUp, Said, SayField, SheetGroup,
    SheetLine, SheetPage,
};
use crate::shell::{may, shell, with_notice};
use crate::visitor::Allowed;
use crate::words;
use http::Answer;

pub(crate) async fn show(
    Extracted(app): Extracted<App>,
    Path(id): Path<String>,
    allowed: Allowed<SeeRequisition>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let id: RequisitionId = id.parse().map_err(|_| Problem::not_found())?;
    let now = app.house.now();
    let sheet = actions::requisition::sheet(&app.house, &allowed.permit, id).await?;
    let Sheet { shown, free, practicals, counted_back, ways_out: ways } = sheet;
    let requisition = &shown.requisition;
    let calendar = &shown.almanac.calendar;
    let may_ask = shown.steps.contains(&Step::Change) || shown.steps.contains(&Step::Send);
    let also = match allowed.actor().permit::<Request>() {
        Ok(permit) if query.get("sent") == "yes" && may_ask => also_for(&app.house, &permit, &shown).await?,
        _ => Vec::new(),
    };
    let technician = may::<Prepare>(&allowed.visitor);
    let (back_words, back_url) = if may::<SeeBoard>(&allowed.visitor) && technician {
        (
            format!("Board, {}", words::weekday(requisition.occasion.date)),
            format!("/board/{}", requisition.occasion.date),
        )
    } else {
        ("Week".to_owned(), week_url(&allowed, requisition))
    };
    let section = if technician { Section::Board } else { Section::Week };
    let mut buttons: Vec<_> = shown
        .steps
        .iter()
        .filter(|step| !matches!(step, Step::Save | Step::Send | Step::Change | Step::Answer | Step::Undo))
        .filter(|step| counted_back.is_empty() || **step != Step::Count)
        .map(|step| step_button(requisition, *step, ""))
        .collect();
    if !technician || requisition.state == State::Queried {
        buttons.retain(|deed| deed.action.contains("/accept") || !deed.action.contains("/query"));
    }
    if shown.steps.contains(&Step::Change) {
        buttons.splice(..0, ways_out(requisition, &ways, calendar, "", || key(&app)));
    }
    let sheet_page = SheetPage {
        shell: with_notice(shell(&allowed.visitor, &requisition.content.title(), section), &query),
        back_words,
        back_url,
        title: requisition.content.title(),
        class: requisition.occasion.class.clone(),
        room: room_words(&shown),
        when: when_words(calendar, requisition),
        teacher: requisition.occasion.teacher.clone(),
        state: state_mark(requisition.state),
        state_sentence: state_sentence(&shown, query.get("clash") == "yes"),
        marks: sheet_marks(requisition, &shown),
        facts: facts(requisition, calendar, now),
        note: Some(requisition.content.note.trim().to_owned()).filter(|note| !note.is_empty()),
        buttons,
        change_url: (shown.lesson.is_some() && may_ask).then(|| format!("/requisitions/{id}/change")),
        groups: groups(requisition, &free, &shown),
        make_up: make_up(&practicals),
        hazards: hazards(&practicals),
        count: count_back(&shown, &counted_back),
        also: also_part(&app, requisition, &also, calendar),
        conversation: conversation(&shown, calendar, now),
        say: say(&shown),
        history: history(&shown, calendar, now),
        // Paper lies about for days, so it says the date.
        printed: format!("Printed {}, {}", words::date(calendar.local(now).0), words::time(calendar, now)),
    };
    page(&sheet_page, &headers)
}

fn week_url(allowed: &Allowed<SeeRequisition>, requisition: &Requisition) -> String {
    let own = actions::timetable::staff_for(allowed.actor());
    let occasion = &requisition.occasion;
    let is_own = own.is_some_and(|staff| occasion.is_taught_by(staff));
    match occasion.answerable().filter(|_| !is_own) {
        Some(staff) => format!("/week/of/{staff}/{}", occasion.date),
        None => format!("/week/{}", occasion.date),
    }
}

fn state_sentence(shown: &Shown, clashed: bool) -> String {
    let requisition = &shown.requisition;
    if clashed {
        return "Not everything is free at that time, so it still waits. The lines below say what is short; ask the teacher, or change it.".to_owned();
    }
    match requisition.state {
        State::Draft => "Only you see this. Send it when it is ready.",
        State::Submitted if requisition.needs_approval => {
            "It waits for a mentor or head of science to let it through."
        }
        State::Submitted if requisition.lateness.late => {
            "It came after the deadline, and waits for a technician. Nothing is kept for it yet."
        }
        State::Submitted => "It waits for a technician. What it needs is kept for it.",
        State::Queried => "A technician has a question.",
        State::Accepted => "The prep room will do it.",
        State::Prepared => "Ready on its trolley.",
        State::Delivered => "In the room.",
        State::Collected => "Back in the prep room, to be counted.",
        State::Closed => "Counted and put away.",
        State::Declined => "It cannot be done. The reason is below.",
        State::NotUsed => "It was not used.",
        State::Withdrawn => "It was withdrawn.",
    }
    .to_owned()
}

fn sheet_marks(requisition: &Requisition, shown: &Shown) -> Vec<Mark> {
    let mut marks = marks(requisition);
    if shown.lesson.is_none() && requisition.state.is_open() {
        marks.push(Mark::new("Lesson gone", Meaning::Stop));
    }
    marks
}

fn facts(requisition: &Requisition, calendar: &Calendar, now: Instant) -> Vec<Fact> {
    let mut facts = vec![Fact { name: "Sets".to_owned(), value: amount(requisition) }];
    let mut add = |name: &str, value: String| facts.push(Fact { name: name.to_owned(), value });
    let pupils: u32 =
        requisition.content.stations.iter().filter_map(|station| station.pupils).max().unwrap_or(0);
    if pupils > 0 {
        add("Pupils", pupils.to_string());
    }
    if let Some(at) = requisition.lateness.received_at {
        add("Sent", words::capitalised(&words::moment(calendar, at, now)));
    }
    if let Some(at) = requisition.lateness.deadline_at {
        let due = words::capitalised(&words::moment(calendar, at, now));
        // A lesson that has moved to before its deadline was asked for by that of its old hour.
        if at < requisition.occasion.interval.from {
            add("Due by", due);
        } else {
            add("Was due by", format!("{due}, before its lesson moved"));
        }
    }
    if requisition.asked_by_name != requisition.occasion.teacher {
        add("Asked by", requisition.asked_by_name.clone());
    }
    facts
}

fn groups(requisition: &Requisition, free: &[ItemFree], shown: &Shown) -> Vec<SheetGroup> {
    let mut groups: Vec<SheetGroup> = ["For each group", "For the class", "For the teacher"]
        .into_iter()
        .map(|label| SheetGroup { label: label.to_owned(), lines: Vec::new() })
        .collect();
    for line in requisition.content.stations.iter().flat_map(|station| &station.lines) {
        if line.quantity == 0 {
            continue;
        }
        let place = match line.rule {
            QuantityRule::PerGroup | QuantityRule::PerGroups(_) | QuantityRule::PerPupil => 0,
            QuantityRule::ForTheClass | QuantityRule::PerRoom => 1,
            QuantityRule::ForTheTeacher => 2,
        };
        let found = match line.what {
            LineWhat::Item(item) => free.iter().find(|free| free.item == item),
            LineWhat::Words(_) => None,
        };
        let unit = line.unit.as_deref().map_or_else(String::new, |unit| format!(" {unit}"));
        groups[place].lines.push(SheetLine {
            name: line.name.clone(),
            quantity: format!("{}{unit}", line.quantity),
            rule: rule_words(line),
            place: found.map_or_else(String::new, place_words),
            mark: found.and_then(|found| short_mark(found, line, shown)),
        });
    }
    groups.retain(|group| !group.lines.is_empty());
    groups
}

/// `Lab 7`, or `Lab 7, Lower Site`.
fn room_words(shown: &Shown) -> String {
    let room = &shown.requisition.occasion.room;
    let site = site_words(&shown.almanac.sites, room);
    if room.is_empty() || site.is_empty() { room.clone() } else { format!("{room}, {site}") }
}

/// `Shelf 1`, or `Shelf 1, Lower Site (20 minutes)`.
fn place_words(found: &ItemFree) -> String {
    let Some(Away { site, minutes }) = &found.away else { return found.place.clone() };
    let way = words::count(*minutes, "minute", "minutes");
    if found.place.is_empty() {
        format!("{site} ({way})")
    } else {
        format!("{}, {site} ({way})", found.place)
    }
}

fn short_mark(found: &ItemFree, line: &Line, shown: &Shown) -> Option<Mark> {
    let wanted = line.quantity;
    if !shown.requisition.state.is_open() {
        return None;
    }
    if found.instead.is_some() {
        return Some(Mark::new("Retired", Meaning::Stop));
    }
    if found.lives_in.is_some() {
        return None;
    }
    if found.away.is_some() && !line.transfer {
        return Some(Mark::new("Transfer not asked for", Meaning::Stop));
    }
    let is_promised = shown.holds.iter().any(|hold| hold.item == found.item);
    let short = if is_promised { found.short } else { wanted.saturating_sub(found.free?) };
    (short > 0).then(|| Mark::new(format!("Short of {short}"), Meaning::Stop))
}

fn make_up(practicals: &[SchoolPractical]) -> Vec<MakeUp> {
    practicals
        .iter()
        .filter(|practical| !practical.details.make_up.is_empty())
        .map(|practical| MakeUp { title: practical.title.clone(), steps: practical.details.make_up.clone() })
        .collect()
}

fn hazards(practicals: &[SchoolPractical]) -> Vec<Hazard> {
    let facts = practicals.iter().flat_map(|practical| &practical.details.hazards).map(|hazard| Hazard {
        name: hazard.what.clone(),
        words: hazard.words.clone(),
        reference: hazard.source.clone(),
    });
    let precautions = practicals.iter().flat_map(|practical| &practical.details.precautions).map(|words| {
        Hazard { name: "Precaution".to_owned(), words: words.clone(), reference: String::new() }
    });
    facts.chain(precautions).collect()
}

fn count_back(shown: &Shown, counted_back: &[ItemId]) -> Option<CountBack> {
    let requisition = &shown.requisition;
    if !shown.steps.contains(&Step::Count) || counted_back.is_empty() {
        return None;
    }
    let lines = requisition
        .content
        .stations
        .iter()
        .flat_map(|station| &station.lines)
        .filter_map(|line| match line.what {
            LineWhat::Item(item) if counted_back.contains(&item) && line.quantity > 0 => Some(CountLine {
                key: item.to_string(),
                name: line.name.clone(),
                out: line.quantity.to_string(),
                back: FieldState::of(line.quantity.to_string()),
            }),
            _ => None,
        })
        .collect();
    Some(CountBack {
        action: format!("/requisitions/{}/count", requisition.id),
        key: format!("count:{}:{}", requisition.id, requisition.version),
        lines,
    })
}

fn also_part(
    app: &App,
    requisition: &Requisition,
    lessons: &[domain::lesson::Lesson],
    calendar: &Calendar,
) -> Option<AlsoFor> {
    if lessons.is_empty() {
        return None;
    }
    let names: Vec<&str> = lessons.iter().map(domain::lesson::Lesson::class_words).collect();
    let heading = match names.split_last() {
        Some((last, [])) => format!("Also for {last}?"),
        Some((last, rest)) => format!("Also for {} and {last}?", rest.join(", ")),
        None => String::new(),
    };
    Some(AlsoFor {
        heading,
        action: format!("/requisitions/{}/also", requisition.id),
        // Other lessons may be ticked another time, so each showing has its own key.
        key: key(app),
        lessons: lessons
            .iter()
            .map(|lesson| AlsoLesson {
                value: lesson.id.to_string(),
                words: format!(
                    "{}, {} {}",
                    lesson.class_words(),
                    words::date(lesson.date),
                    words::times(calendar, lesson.interval)
                ),
                ticked: false,
                stock: Mark::new(lesson.room.clone().unwrap_or_else(|| "no room".to_owned()), Meaning::Plain),
            })
            .collect(),
    })
}

/// Questions, answers and reasons, in the order they were given.
fn conversation(shown: &Shown, calendar: &Calendar, now: Instant) -> Vec<Said> {
    shown
        .history
        .iter()
        .filter_map(|event| {
            let words = said(event)?.to_owned();
            Some(Said { who: event.actor.clone(), when: words::moment(calendar, event.at, now), words })
        })
        .collect()
}

fn say(shown: &Shown) -> Option<SayField> {
    let requisition = &shown.requisition;
    let id = requisition.id;
    let (step, label, button) = if shown.steps.contains(&Step::Answer) {
        (Step::Answer, "Your answer".to_owned(), "Answer")
    } else if shown.steps.contains(&Step::Query) {
        (Step::Query, format!("Ask {}", requisition.occasion.teacher), "Ask")
    } else {
        return None;
    };
    Some(SayField {
        action: format!("/requisitions/{id}/{}", step.key()),
        key: format!("{}:{id}:{}", step.key(), requisition.version),
        label,
        button: button.to_owned(),
        field: FieldState::default(),
    })
}

/// What happened, newest first, in plain sentences.
fn history(shown: &Shown, calendar: &Calendar, now: Instant) -> Vec<Happened> {
    shown
        .history
        .iter()
        .rev()
        .map(|event| Happened {
            words: happened(event),
            when: words::capitalised(&words::moment(calendar, event.at, now)),
        })
        .collect()
}

/// What happened, by whom, and what was said of it; but what stands in the conversation is not said twice.
fn happened(event: &Event) -> String {
    let actor = isolated(&event.actor);
    match event.words.split_once(": ") {
        None => format!("{} by {actor}", event.words),
        Some((what, _)) if said(event).is_some() => format!("{what} by {actor}"),
        Some((what, more)) => format!("{what} by {actor}: {more}"),
    }
}
