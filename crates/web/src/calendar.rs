//! The calendar: terms, closures, weeks and single days, as rows to fill in.

pub(crate) mod page;
pub(crate) mod put_back;
#[cfg(any(test, feature = "samples"))]
mod sample;
pub(crate) mod sites;

use domain::id::SchoolId;
use domain::{Instant, Permission, Permit};
use std::collections::BTreeMap;

use actions::almanac::Almanac;
use actions::calendar::{Change, Dates, Effects, Seen, Set, change_as_seen};
use actions::{ActionError, Beside};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::calendar::{Calendar, Closure, Cycle, Term, week_letter_name};
use domain::people::permissions::{ChangeDay, SeeSetUp, SetCalendar};
use domain::timetable::turning::turned_by;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::app::Routes;
use crate::calendar::page::{CalendarPage, ChangeRow, DateRow, DisputeRow, OverrideRow, Rotation, WeekRow};
use crate::fields::{Fields, Query};
use crate::form::key;
use crate::parts::{Choice, EffectsShown, FieldKind, FieldState, Section, TextField};
use crate::shell::{shell, with_notice};
use crate::timetable::set_up::days_words;
use crate::visitor::Allowed;
use crate::words;
use http::Answer;
use http::typed::sentence;

/// Empty rows after those that are filled in.
const SPARE_ROWS: usize = 3;
/// Empty rows that somebody gets who asks for more.
const MORE_ROWS: usize = 10;
/// The most weeks that are listed.
const MOST_WEEKS: usize = 120;
/// What the choice of a letter ends in, where the weeks after go on from it.
const ONWARDS: char = '+';

const WEEKDAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get::<SeeSetUp, _>("/calendar", show)
        .post::<SetCalendar, _>("/calendar", change)
        .get::<ChangeDay, _>("/calendar/changes/{change}", put_back::show)
        .post::<ChangeDay, _>("/calendar/changes/{change}", put_back::send)
        .get::<SeeSetUp, _>(sites::ADDRESS, sites::show)
        .post::<SetCalendar, _>(sites::ADDRESS, sites::change)
}

/// The rows of the form, as they are to be shown.
struct Rows {
    terms: Vec<DateRow>,
    closures: Vec<DateRow>,
    overrides: Vec<(FieldState, Option<usize>)>,
    anchor: FieldState,
}

impl Rows {
    fn of(calendar: &Calendar) -> Self {
        let row = |words: &str, first: Date, last: Date| DateRow {
            words: FieldState::of(words),
            first: FieldState::of(first.to_string()),
            last: FieldState::of(last.to_string()),
        };
        let anchor = match &calendar.cycle {
            Cycle::Rotating { anchor, .. } => FieldState::of(anchor.to_string()),
            Cycle::Weekday { .. } => FieldState::default(),
        };
        Self {
            terms: calendar.terms.iter().map(|term| row(&term.name, term.first, term.last)).collect(),
            closures: calendar
                .closures
                .iter()
                .map(|closure| row(&closure.reason, closure.first, closure.last))
                .collect(),
            overrides: calendar
                .overrides
                .iter()
                .map(|(date, day)| (FieldState::of(date.to_string()), Some(*day)))
                .collect(),
            anchor,
        }
    }
}

async fn show(
    State(app): State<App>,
    allowed: Allowed<SeeSetUp>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let almanac = actions::policy::read(&app.house, &allowed.permit).await?;
    let calendar = to_set(&almanac, app.house.now());
    let rows = Rows::of(&calendar);
    let mut shown = calendar_page(&app, &allowed, &almanac, &calendar, rows, None);
    if let Ok(permit) = allowed.actor().permit::<ChangeDay>() {
        let (calendar, now) = (&calendar, app.house.now());
        let changes = actions::calendar::changes(&app.house, &permit).await?;
        shown.changes = changes.into_iter().map(|change| change_row(calendar, change, now)).collect();
    }
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

/// The calendar with the cycle that is to be set on this day: the one in force, where that is of another
/// kind than the one set before.
fn to_set(almanac: &Almanac, now: Instant) -> Calendar {
    let calendar = almanac.calendar.clone();
    let today = calendar.cycle_on(calendar.local(now).0);
    let is_alike = match (&calendar.cycle, today) {
        (Cycle::Weekday { .. }, Cycle::Weekday { .. }) => true,
        (Cycle::Rotating { length, .. }, Cycle::Rotating { length: other, .. }) => length == other,
        _ => false,
    };
    let cycle = if is_alike { calendar.cycle.clone() } else { today.clone() };
    Calendar { cycle, ..calendar }
}

fn calendar_page<P: Permission<Scope = SchoolId>>(
    app: &App,
    allowed: &Allowed<P>,
    almanac: &Almanac,
    calendar: &Calendar,
    mut rows: Rows,
    error: Option<String>,
) -> CalendarPage {
    for list in [&mut rows.terms, &mut rows.closures] {
        list.extend(std::iter::repeat_with(DateRow::default).take(SPARE_ROWS));
    }
    rows.overrides.extend(std::iter::repeat_with(|| (FieldState::default(), None)).take(SPARE_ROWS));
    let rotation = match &calendar.cycle {
        Cycle::Rotating { weekdays, .. } => Some(Rotation {
            weekdays: WEEKDAYS
                .into_iter()
                .map(|weekday| Choice {
                    value: weekday.to_monday_one_offset().to_string(),
                    words: weekday_name(weekday),
                    chosen: weekdays.contains(&weekday),
                })
                .collect(),
            anchor: TextField::new("anchor", "Day 1 falls on", rows.anchor)
                .kind(FieldKind::Date)
                .hint("any school day that is day 1")
                .required(),
        }),
        Cycle::Weekday { .. } => None,
    };
    let zone = calendar.zone.iana_name().unwrap_or("Its own time zone");
    let time = words::time(calendar, app.house.now());
    CalendarPage {
        shell: shell(&allowed.visitor, "Terms and weeks", Section::Setup),
        once: key(app),
        may_change: allowed.actor().may::<SetCalendar>(),
        provisional: almanac.calendar.provisional,
        error,
        zone: format!("{zone}; the clocks there show {time} now."),
        cycle: almanac
            .versions
            .last()
            .map_or_else(String::new, |version| format!("The timetable has {}.", days_words(&version.days))),
        terms: rows.terms,
        closures: rows.closures,
        rotation,
        weeks: week_rows(calendar, None),
        effects: EffectsShown::default(),
        seen: String::new(),
        seen_otherwise: false,
        disputes: Vec::new(),
        changes: Vec::new(),
        day_url: allowed.actor().may::<ChangeDay>().then(|| {
            let today = calendar.local(app.house.now()).0;
            format!("/day/{today}")
        }),
        shown: serde_json::to_string(&Dates::from(almanac.calendar.clone())).unwrap_or_default(),
        overrides: rows
            .overrides
            .into_iter()
            .map(|(date, day)| {
                let names = day_names(almanac, date.value.parse().ok());
                OverrideRow { date, days: day_choices(&names, day) }
            })
            .collect(),
    }
}

fn change_row(calendar: &Calendar, change: Change, now: Instant) -> ChangeRow {
    let Change { id, made_at, actor, words, put_back_at } = change;
    ChangeRow {
        words,
        who: format!("{actor}, {}", words::moment(calendar, made_at, now)),
        url: put_back_at.is_none().then(|| format!("/calendar/changes/{id}")),
    }
}

fn weekday_name(weekday: Weekday) -> String {
    format!("{weekday:?}")
}

/// What the days of the cycle are called: as the timetable of that date labels them (of no date, the last),
/// or by number.
fn day_names(almanac: &Almanac, date: Option<Date>) -> Vec<String> {
    let version = date.map_or_else(|| almanac.versions.last(), |date| almanac.version_on(date));
    match version {
        Some(version) => version.days.iter().map(|day| day.label.clone()).collect(),
        None => (1..=almanac.calendar.cycle.length()).map(|day| format!("Day {day}")).collect(),
    }
}

fn day_choices(names: &[String], chosen: Option<usize>) -> Vec<Choice> {
    let none = Choice { value: String::new(), words: "Choose a day".to_owned(), chosen: chosen.is_none() };
    let days = names.iter().enumerate().map(|(day, name)| Choice {
        value: day.to_string(),
        words: name.clone(),
        chosen: chosen == Some(day),
    });
    std::iter::once(none).chain(days).collect()
}

/// The school weeks of the terms, with the letter each was given and the one it would have in turn.
fn week_rows(calendar: &Calendar, onwards: Option<Date>) -> Vec<WeekRow> {
    let Cycle::Weekday { letters, .. } = &calendar.cycle else { return Vec::new() };
    let first = calendar.terms.iter().map(|term| term.first).min();
    let last = calendar.terms.iter().map(|term| term.last).max();
    let Some((first, last)) = first.zip(last) else { return Vec::new() };
    calendar
        .weeks(first, last)
        .filter(|week| calendar.cycle_on(last_date(*week)).weeks() > 1)
        .take(MOST_WEEKS)
        .map(|week| week_row(calendar, letters, week, onwards == Some(week)))
        .collect()
}

/// The last date of the school week that starts on `week`. Its timetable is the week's: one that begins in
/// the middle of a week brings its letters with it.
fn last_date(week: Date) -> Date {
    week.saturating_add(6.days())
}

fn week_row(calendar: &Calendar, letters: &BTreeMap<Date, u8>, week: Date, goes_on: bool) -> WeekRow {
    let count = calendar.cycle_on(last_date(week)).weeks();
    let days: Vec<Date> = week.series(1.day()).take(7).collect();
    let given = days.iter().rev().find_map(|day| letters.get(day)).copied();
    let in_turn = if given.is_some() { without(calendar, &days) } else { calendar.clone() };
    let turn = in_turn.week_letter(last_date(week)).map_or_else(|| "no letter".to_owned(), week_letter_name);
    let own = Choice { value: String::new(), words: format!("In turn: {turn}"), chosen: given.is_none() };
    let fixed = (0..count).map(|letter| Choice {
        value: letter.to_string(),
        words: week_letter_name(letter),
        chosen: given == Some(letter) && !goes_on,
    });
    let on_from = (0..count).map(|letter| Choice {
        value: format!("{letter}{ONWARDS}"),
        words: format!("{}, and on from here", week_letter_name(letter)),
        chosen: given == Some(letter) && goes_on,
    });
    let kept: Vec<&Date> = days.iter().filter(|day| calendar.is_school_day(**day)).collect();
    let words = match (kept.first(), kept.last()) {
        (Some(first), Some(last)) if first.month() == last.month() && first != last => {
            format!("{} to {}", first.day(), words::day_and_month(**last))
        }
        (Some(first), Some(last)) if first != last => {
            format!("{} to {}", words::day_and_month(**first), words::day_and_month(**last))
        }
        (Some(only), _) => {
            format!("Week from {}, {} only", words::day_and_month(week), weekday_name(only.weekday()))
        }
        _ => format!("Week from {}, no school", words::day_and_month(week)),
    };
    WeekRow {
        value: week.to_string(),
        words,
        letters: std::iter::once(own).chain(fixed).chain(on_from).collect(),
    }
}

/// The calendar without the letters given to these days.
fn without(calendar: &Calendar, days: &[Date]) -> Calendar {
    let mut other = calendar.clone();
    for cycle in std::iter::once(&mut other.cycle).chain(other.dated_cycles.values_mut()) {
        if let Cycle::Weekday { letters, .. } = cycle {
            letters.retain(|day, _| !days.contains(day));
        }
    }
    other
}

/// Reads rows of words and two dates; empty ones are left out.
fn read_rows(
    fields: &Fields,
    words: &str,
    first: &str,
    last: &str,
) -> (Vec<DateRow>, Vec<(String, Date, Date)>) {
    let (mut rows, mut read) = (Vec::new(), Vec::new());
    for ((words, first), last) in fields.all(words).zip(fields.all(first)).zip(fields.all(last)) {
        let (words, first, last) = (words.trim(), first.trim(), last.trim());
        if words.is_empty() && first.is_empty() && last.is_empty() {
            continue;
        }
        let mut row = DateRow {
            words: FieldState::of(words),
            first: FieldState::of(first),
            last: FieldState::of(last),
        };
        if words.is_empty() {
            row.words.error = Some("Give it a name.".to_owned());
        }
        let (from, until) = (first.parse::<Date>().ok(), last.parse::<Date>().ok());
        if from.is_none() {
            row.first.error = Some("Give its first day.".to_owned());
        }
        match (from, until) {
            (_, None) => row.last.error = Some("Give its last day.".to_owned()),
            (Some(from), Some(until)) if until < from => {
                row.last.error = Some("It ends before it begins.".to_owned());
            }
            (Some(from), Some(until)) if !words.is_empty() => read.push((words.to_owned(), from, until)),
            _ => {}
        }
        rows.push(row);
    }
    (rows, read)
}

/// What a form of the calendar came to.
enum Came {
    /// It is done.
    Kept,
    /// What it would do is to be seen first; once more, where it was seen otherwise.
    ToSee(Effects, bool),
    /// Something in it cannot be.
    Wrong(String),
    /// Somebody else has changed the same meanwhile.
    Overtaken,
}

async fn change(
    State(app): State<App>,
    allowed: Allowed<SetCalendar>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let see_permit: Permit<SeeSetUp> = allowed.actor().permit().map_err(ActionError::from)?;
    let almanac = actions::policy::read(&app.house, &see_permit).await?;
    let Written { calendar, rows, onwards } = read_calendar(&fields, &almanac, app.house.now());
    let is_wrong = rows.terms.iter().chain(&rows.closures).any(|row| row.errors().next().is_some())
        || rows.overrides.iter().any(|(date, _)| date.error.is_some())
        || rows.anchor.error.is_some();
    let spare = if fields.get("rows").is_empty() { 0 } else { MORE_ROWS };
    let seen: Option<Dates> = serde_json::from_str(fields.get("shown")).ok();
    let set = Set { seen: seen.clone().map(Box::new), onwards, ..Set::from(calendar.clone()) };
    let came = if spare > 0 {
        Came::ToSee(Effects::default(), false)
    } else if is_wrong {
        Came::Wrong("Some rows below need a look. Nothing was changed.".to_owned())
    } else {
        keep(&app, &allowed, set.clone(), &fields).await?
    };
    let page_of = |rows, error| calendar_page(&app, &allowed, &almanac, &calendar, rows, error);
    let (status, mut shown) = match came {
        Came::Kept => return Ok(see("/calendar?did=saved")),
        Came::Overtaken => {
            let page = overtaken_page(&app, &allowed, &set, &seen.unwrap_or_else(|| set.dates())).await?;
            return page_with(StatusCode::CONFLICT, &page, &headers);
        }
        Came::Wrong(words) => (StatusCode::UNPROCESSABLE_ENTITY, page_of(rows, Some(words))),
        Came::ToSee(effects, seen_otherwise) => {
            let mut page = page_of(rows, None);
            page.effects = EffectsShown::of(&effects, &almanac.calendar);
            page.seen = effects.mark();
            page.seen_otherwise = seen_otherwise;
            (StatusCode::OK, page)
        }
    };
    shown.weeks = week_rows(&calendar, onwards);
    if !fields.get("shown").is_empty() {
        fields.get("shown").clone_into(&mut shown.shown);
    }
    for list in [&mut shown.terms, &mut shown.closures] {
        list.extend(std::iter::repeat_with(DateRow::default).take(spare));
    }
    page_with(status, &shown, &headers)
}

/// Keeps what was written, where nobody needs to hear of it, or where it does what was seen that it would.
async fn keep(app: &App, allowed: &Allowed<SetCalendar>, set: Set, fields: &Fields) -> Result<Came, Problem> {
    let seen = fields.get("seen");
    let once = fields.once()?;
    match change_as_seen(&app.house, &allowed.permit, set, once, |effects| effects.were_seen(seen)).await {
        Ok(Seen::Done(_)) => Ok(Came::Kept),
        Ok(Seen::ToSee(effects)) => Ok(Came::ToSee(effects, !seen.is_empty())),
        Err(ActionError::Invalid(invalid)) => Ok(Came::Wrong(sentence(&invalid.words))),
        Err(ActionError::Stale) => Ok(Came::Overtaken),
        Err(error) => Err(error.into()),
    }
}

/// The calendar with what was written beside what somebody else has changed since. What only they changed stands as
/// they left it, and keeping the form again is keeping it over theirs.
async fn overtaken_page(
    app: &App,
    allowed: &Allowed<SetCalendar>,
    set: &Set,
    seen: &Dates,
) -> Result<CalendarPage, Problem> {
    let see_permit: Permit<SeeSetUp> = allowed.actor().permit().map_err(ActionError::from)?;
    let almanac = actions::policy::read(&app.house, &see_permit).await?;
    let now = app.house.now();
    let Beside { whole, disputed } = set.dates().beside(seen, &almanac);
    let Dates { terms, closures, cycle, overrides, .. } = whole;
    let calendar = Calendar { terms, closures, cycle, overrides, ..to_set(&almanac, now) };
    let calendar = turned_by(calendar, &almanac.versions);
    let mut last = String::new();
    if let Ok(permit) = allowed.actor().permit::<ChangeDay>()
        && let Some(change) = actions::calendar::changes(&app.house, &permit).await?.into_iter().next()
    {
        let when = words::moment(&calendar, change.made_at, now);
        last = format!(" {}, by {}, {when}.", change.words.trim_end_matches('.'), change.actor);
    }
    let error = format!(
        "Somebody else has changed the same since you opened this, and nothing of yours was kept yet.{last} What you both changed stands below as you typed it, and all else as it is now; keep it again to put yours over theirs."
    );
    let mut shown = calendar_page(app, allowed, &almanac, &calendar, Rows::of(&calendar), Some(error));
    shown.weeks = week_rows(&calendar, set.onwards);
    shown.disputes = disputed
        .into_iter()
        .map(|dispute| DisputeRow {
            wanted: words::capitalised(&dispute.wanted),
            now: words::capitalised(&dispute.now),
        })
        .collect();
    Ok(shown)
}

/// What was written into the form.
struct Written {
    calendar: Calendar,
    rows: Rows,
    /// The first week that the weeks after go on from.
    onwards: Option<Date>,
}

/// The calendar that the form describes, as far as it can be read, and its rows with what is wrong in them.
fn read_calendar(fields: &Fields, almanac: &Almanac, now: Instant) -> Written {
    let (terms, read_terms) = read_rows(fields, "term_name", "term_first", "term_last");
    let (closures, read_closures) = read_rows(fields, "closure_reason", "closure_first", "closure_last");
    let mut calendar = to_set(almanac, now);
    calendar.terms = read_terms.into_iter().map(|(name, first, last)| Term { name, first, last }).collect();
    calendar.terms.sort_by_key(|term| term.first);
    calendar.closures =
        read_closures.into_iter().map(|(reason, first, last)| Closure { first, last, reason }).collect();
    calendar.closures.sort_by_key(|closure| closure.first);
    let overrides = read_overrides(fields, &mut calendar);
    let (anchor, onwards) = read_cycle(fields, &mut calendar);
    let calendar = turned_by(without_lost_letters(calendar), &almanac.versions);
    Written { calendar, rows: Rows { terms, closures, overrides, anchor }, onwards }
}

/// The calendar without letters of weeks that cannot have them since the timetable changed: they stand in
/// no row, so nobody could take them out.
fn without_lost_letters(mut calendar: Calendar) -> Calendar {
    let before = calendar.clone();
    if let Cycle::Weekday { letters, .. } = &mut calendar.cycle {
        letters.retain(|day, letter| *letter < before.cycle_on(*day).weeks());
    }
    calendar
}

fn read_overrides(fields: &Fields, calendar: &mut Calendar) -> Vec<(FieldState, Option<usize>)> {
    calendar.overrides.clear();
    let mut rows = Vec::new();
    for (date, day) in fields.all("override_date").zip(fields.all("override_day")) {
        let day: Option<usize> = day.parse().ok();
        if date.trim().is_empty() && day.is_none() {
            continue;
        }
        let mut field = FieldState::of(date.trim());
        match (date.trim().parse::<Date>(), day) {
            (Ok(date), Some(day)) => {
                calendar.overrides.insert(date, day);
            }
            (Ok(_), None) => field.error = Some("Choose the day that it runs.".to_owned()),
            (Err(_), _) => field.error = Some("Give the date.".to_owned()),
        }
        rows.push((field, day));
    }
    rows
}

/// Reads the week letters, or how the days turn; gives back the field of the anchor, and the first week that those
/// after it go on from.
fn read_cycle(fields: &Fields, calendar: &mut Calendar) -> (FieldState, Option<Date>) {
    match &mut calendar.cycle {
        Cycle::Weekday { letters, .. } => {
            let mut onwards: Option<Date> = None;
            for (week, choice) in fields.all("week").zip(fields.all("letter")) {
                let Ok(week) = week.parse::<Date>() else { continue };
                letters.retain(|day, _| *day < week || *day >= week.saturating_add(7.days()));
                let letter = choice.strip_suffix(ONWARDS).unwrap_or(choice);
                if let Ok(letter) = letter.parse() {
                    letters.insert(week, letter);
                    if choice.ends_with(ONWARDS) {
                        onwards = Some(onwards.map_or(week, |first| first.min(week)));
                    }
                }
            }
            (FieldState::default(), onwards)
        }
        Cycle::Rotating { weekdays, anchor, .. } => {
            *weekdays = fields
                .all("weekday")
                .filter_map(|day| Weekday::from_monday_one_offset(day.parse().ok()?).ok())
                .collect();
            let mut field = FieldState::of(fields.get("anchor").trim());
            match field.value.parse() {
                Ok(date) => *anchor = date,
                Err(_) => field.error = Some("Give a school day that is day 1.".to_owned()),
            }
            (field, None)
        }
    }
}
