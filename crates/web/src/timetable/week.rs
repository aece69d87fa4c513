//! A teacher's week.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::timetable::{Week, staff_for};
use axum::extract::{Path, State as Extracted};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};
use domain::Instant;
use domain::calendar::{Calendar, week_letter_name};
use domain::id::StaffId;
use domain::lesson::Lesson;
use domain::people::permissions::{Request, SeeWeek};
use domain::requisition::{Requisition, State, Tie};
use domain::timetable::Period;
use domain::timetable::period_times::LUNCH_MINUTES;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::address::named;
use crate::answer::{Problem, rendered, sent};
use crate::app::App;
use crate::fields::Query;
use crate::kept::PageKey;
use crate::parts::requisition::state_mark;
use crate::parts::{Empty, Link, Mark, Meaning, Section};
use crate::shell::{shell, with_notice};
use crate::timetable::week::page::{Day, Lesson as LessonCell, LessonRequisition, Row, Sentence, WeekPage};
use crate::visitor::Allowed;
use crate::words;
use http::Answer;

/// A gap between periods that is drawn as a line of its own, in minutes.
const A_BREAK: u16 = 10;

pub(super) async fn own(
    Extracted(app): Extracted<App>,
    allowed: Allowed<SeeWeek>,
    query: Query,
    headers: HeaderMap,
) -> Answer {
    own_week(app, allowed, query, headers, None).await
}

pub(super) async fn own_on(
    Extracted(app): Extracted<App>,
    Path(date): Path<String>,
    allowed: Allowed<SeeWeek>,
    query: Query,
    headers: HeaderMap,
) -> Answer {
    own_week(app, allowed, query, headers, Some(named(&date)?)).await
}

pub(super) async fn of(
    Extracted(app): Extracted<App>,
    Path(staff): Path<String>,
    allowed: Allowed<SeeWeek>,
    query: Query,
    headers: HeaderMap,
) -> Answer {
    let staff = staff.parse().map_err(|_| Problem::not_found())?;
    any_week(app, allowed, query, headers, staff, None).await
}

pub(super) async fn of_on(
    Extracted(app): Extracted<App>,
    Path((staff, date)): Path<(String, String)>,
    allowed: Allowed<SeeWeek>,
    query: Query,
    headers: HeaderMap,
) -> Answer {
    let staff = staff.parse().map_err(|_| Problem::not_found())?;
    let date = named(&date)?;
    any_week(app, allowed, query, headers, staff, Some(date)).await
}

async fn own_week(
    app: App,
    allowed: Allowed<SeeWeek>,
    query: Query,
    headers: HeaderMap,
    date: Option<Date>,
) -> Answer {
    let Some(staff) = staff_for(allowed.actor()) else {
        return Ok(Redirect::to("/week/choose").into_response());
    };
    any_week(app, allowed, query, headers, staff, date).await
}

async fn any_week(
    app: App,
    allowed: Allowed<SeeWeek>,
    Query(query): Query,
    headers: HeaderMap,
    staff: StaffId,
    date: Option<Date>,
) -> Answer {
    let now = app.house.now();
    let school = allowed.visitor.school().ok_or(Problem::no_school())?;
    let may_keep = query.find("did").is_none();
    let key = PageKey {
        school: school.id,
        account: allowed.visitor.visit.account,
        roles: allowed.actor().roles.to_string(),
        address: format!("week {staff} {date:?}"),
    };
    if may_keep && let Some(page) = app.kept.find(&key, school.sequence, now) {
        return Ok(sent(&page, &headers, StatusCode::OK));
    }
    let today = match date {
        Some(date) => date,
        None => opening_date(&app, &allowed, now).await?,
    };
    let week = actions::timetable::week(&app.house, &allowed.permit, staff, today).await?;
    let mut page = week_page(&allowed, &week, now);
    page.shell = with_notice(page.shell, &query);
    let page = rendered(&page)?;
    if may_keep {
        app.kept.keep(key, school.sequence, now, page.clone());
    }
    Ok(sent(&page, &headers, StatusCode::OK))
}

/// The week that opens first: this one, or the next where this one has no school day left.
async fn opening_date(app: &App, allowed: &Allowed<SeeWeek>, now: Instant) -> Result<Date, Problem> {
    let school = allowed.visitor.school().ok_or(Problem::no_school())?;
    let almanac = app.house.almanac_at(school.id, school.almanac).await?;
    let calendar = &almanac.calendar;
    let today = calendar.local(now).0;
    if calendar.is_school_day(today) {
        return Ok(today);
    }
    Ok(calendar.school_day_after(today).unwrap_or(today))
}

fn week_page(allowed: &Allowed<SeeWeek>, week: &Week, now: Instant) -> WeekPage {
    let calendar = &week.almanac.calendar;
    let today = calendar.local(now).0;
    let is_own = staff_for(allowed.actor()) == Some(week.staff.id);
    let base = if is_own { "/week".to_owned() } else { format!("/week/of/{}", week.staff.id) };
    let heading = if is_own && allowed.actor().staff == Some(week.staff.id) {
        "Your week".to_owned()
    } else {
        format!("{}’s week", week.staff.name)
    };
    let periods = periods_of(week);
    let is_present = (week.first..=week.last).contains(&today);
    let rows = rows_of(&periods, calendar, is_present.then_some(today), now);
    let days: Vec<Day> = dates_of(week)
        .into_iter()
        .enumerate()
        .map(|(index, date)| day_cell(allowed, week, date, index + 1, &rows, today, now))
        .collect();
    let has_lessons = days.iter().any(|day| !day.lessons.is_empty());
    let this = calendar.week_start(today);
    WeekPage {
        shell: shell(&allowed.visitor, &heading, Section::Week),
        label: week_label(week, &days),
        deadline: deadline_sentence(week, now),
        previous_url: format!("{base}/{}", week.first.saturating_sub(7.days())),
        this_url: (this != week.first).then(|| format!("{base}/{today}")),
        next_url: format!("{base}/{}", week.first.saturating_add(7.days())),
        empty: (!has_lessons).then(|| empty_words(week, &base, is_own)),
        without_lesson: without_lesson(week),
        days,
        rows: rows.into_iter().map(|row| row.shown).collect(),
        heading,
    }
}

/// What is open in this week and stands on none of its lessons.
fn without_lesson(week: &Week) -> Vec<Link> {
    let stands = |one: &&Requisition| week.lessons.iter().any(|lesson| lesson.id == one.occasion.lesson);
    let open = week.requisitions.iter().filter(|one| one.state.is_open() && !stands(one));
    open.map(|one| {
        let words = match one.occasion.tie {
            Tie::KeepsHour | Tie::StaysApart => "stays at its hour",
            Tie::Apart => "keeps its hour, and its lesson is at another; it waits for a decision",
            _ => "its lesson is gone; it waits for a decision",
        };
        Link {
            words: format!(
                "{} for {}, {}: {words}",
                one.content.title(),
                one.occasion.class,
                words::date(one.occasion.date)
            ),
            url: format!("/requisitions/{}", one.id),
        }
    })
    .collect()
}

fn empty_words(week: &Week, base: &str, is_own: bool) -> Empty {
    let next = week.almanac.calendar.school_day_after(week.last);
    let whose = if is_own { "You have" } else { "There are" };
    if let Some(reason) = closed_all_week(week) {
        return Empty {
            words: format!("No school this week: {reason}."),
            advice: "Lessons are on the days after it.".to_owned(),
            link: next.map(|date| Link {
                words: "Go to the next week with school".to_owned(),
                url: format!("{base}/{date}"),
            }),
        };
    }
    if week.almanac.versions.is_empty() {
        return Empty {
            words: "There is no timetable yet.".to_owned(),
            advice: "An administrator brings it under Set-up; your lessons then appear here.".to_owned(),
            link: None,
        };
    }
    Empty {
        words: format!("{whose} no lessons this week."),
        advice: "If there should be some, ask an administrator whether the name in the timetable is tied to your account.".to_owned(),
        link: next.map(|date| Link { words: "Go to the next week with school".to_owned(), url: format!("{base}/{date}") }),
    }
}

/// Why there is no school on any day of the week, where a closure says so.
fn closed_all_week(week: &Week) -> Option<String> {
    let calendar = &week.almanac.calendar;
    let mut days = week.first.series(1.day()).take(7);
    if days.any(|date| calendar.is_school_day(date)) {
        return None;
    }
    let closure =
        calendar.closures.iter().find(|closure| closure.first <= week.last && week.first <= closure.last);
    closure.map(|closure| closure.reason.clone())
}

/// The periods of the first day of the week that has some.
fn periods_of(week: &Week) -> Vec<Period> {
    week.first
        .series(1.day())
        .take(7)
        .find_map(|date| week.almanac.day_on(date))
        .map(|(_, day)| day.periods.clone())
        .or_else(|| {
            week.almanac
                .versions
                .last()
                .and_then(|version| version.days.first())
                .map(|day| day.periods.clone())
        })
        .unwrap_or_default()
}

/// The dates across: the weekdays of the cycle, and any other date that runs a day of it.
fn dates_of(week: &Week) -> Vec<Date> {
    let calendar = &week.almanac.calendar;
    week.first
        .series(1.day())
        .take(7)
        .filter(|date| calendar.keeps(*date) || calendar.is_school_day(*date))
        .collect()
}

struct GridRow {
    shown: Row,
    period: Option<usize>,
}

/// The rows of the grid. `today` is none in a week that is not the present one: no period of it is now.
fn rows_of(periods: &[Period], calendar: &Calendar, today: Option<Date>, now: Instant) -> Vec<GridRow> {
    let mut rows: Vec<GridRow> = Vec::new();
    let mut before: Option<&Period> = None;
    for (place, period) in periods.iter().enumerate() {
        if let Some(last) = before {
            let gap = period.start.minutes().saturating_sub(last.end.minutes());
            if gap >= A_BREAK {
                let label = if gap >= LUNCH_MINUTES { "Lunch" } else { "Break" };
                let times = format!("{} – {}", last.end, period.start);
                rows.push(grid_row(rows.len() + 1, label, times, true, false, None));
            }
        }
        let present =
            today.is_some_and(|today| calendar.interval(today, period.start, period.end).holds(now));
        let times = format!("{} – {}", period.start, period.end);
        rows.push(grid_row(rows.len() + 1, &period.label, times, false, present, Some(place)));
        before = Some(period);
    }
    rows
}

fn grid_row(
    line: usize,
    label: &str,
    times: String,
    pause: bool,
    present: bool,
    period: Option<usize>,
) -> GridRow {
    // A label that is nothing but its times is not said twice.
    let shown =
        if times.split(" – ").all(|time| label.contains(time)) { String::new() } else { label.to_owned() };
    GridRow { shown: Row { line, label: shown, times, pause, present }, period }
}

fn day_cell(
    allowed: &Allowed<SeeWeek>,
    week: &Week,
    date: Date,
    column: usize,
    rows: &[GridRow],
    today: Date,
    now: Instant,
) -> Day {
    let calendar = &week.almanac.calendar;
    let lessons: Vec<LessonCell> = week
        .lessons
        .iter()
        .filter(|lesson| lesson.date == date)
        .map(|lesson| lesson_cell(allowed, week, lesson, rows, now))
        .collect();
    let closed = (!calendar.is_school_day(date)).then(|| {
        calendar
            .closures
            .iter()
            .find(|closure| closure.first <= date && date <= closure.last)
            .map_or_else(|| "no school".to_owned(), |closure| closure.reason.clone())
    });
    Day {
        column,
        anchor: words::weekday(date).to_lowercase(),
        name: words::weekday(date),
        date: words::day_and_month(date),
        short: date.strftime("%a").to_string(),
        number: date.day().to_string(),
        today: date == today,
        closed,
        lessons,
    }
}

fn lesson_cell(
    allowed: &Allowed<SeeWeek>,
    week: &Week,
    lesson: &Lesson,
    rows: &[GridRow],
    now: Instant,
) -> LessonCell {
    let line_of =
        |place: usize| rows.iter().find(|row| row.period == Some(place)).map_or(1, |row| row.shown.line);
    let (from, to) = (line_of(lesson.first_period), line_of(lesson.last_period));
    let over = lesson.interval.until <= now;
    let requisitions: Vec<LessonRequisition> = week
        .requisitions
        .iter()
        .filter(|requisition| requisition.occasion.lesson == lesson.id)
        .filter(|requisition| !matches!(requisition.state, State::Withdrawn))
        .map(asked_for)
        .collect();
    let may_ask = lesson.science && !over && allowed.actor().may::<Request>();
    LessonCell {
        from,
        span: (to + 1).saturating_sub(from).max(1),
        periods: words::capitalised(&words::periods(&lesson.periods)),
        times: words::times(&week.almanac.calendar, lesson.interval),
        class: lesson.class_words().to_owned(),
        subject: lesson.subject.clone(),
        room: lesson.room.clone().unwrap_or_default(),
        science: lesson.science,
        over,
        ask_url: may_ask.then(|| format!("/requisitions/new?lesson={}", lesson.id)),
        requisitions,
    }
}

fn asked_for(requisition: &Requisition) -> LessonRequisition {
    LessonRequisition {
        title: requisition.content.title(),
        state: state_mark(requisition.state),
        late: requisition.lateness.late.then(|| Mark::new("Late", Meaning::Attention)),
        url: format!("/requisitions/{}", requisition.id),
    }
}

fn week_label(week: &Week, days: &[Day]) -> String {
    // A timetable may begin in the middle of a week, and with it the letters.
    let mut dates = week.first.series(1.day()).take(7);
    let letter = dates
        .find_map(|date| week.almanac.calendar.week_letter(date))
        .map_or_else(String::new, |letter| format!("Week {}, ", week_letter_name(letter)));
    match (days.first(), days.last()) {
        (Some(first), Some(last)) => {
            let same_month = first.date.split(' ').next_back() == last.date.split(' ').next_back();
            let from = if same_month { &first.number } else { &first.date };
            format!("{letter}{from} to {}", last.date)
        }
        _ => format!("{letter}from {}", words::day_and_month(week.first)),
    }
}

fn deadline_sentence(week: &Week, now: Instant) -> Option<Sentence> {
    let cut_off = week.next_cut_off?;
    let calendar = &week.almanac.calendar;
    let this = calendar.week_start(calendar.local(now).0);
    let for_week = if cut_off.for_week_starting == this.saturating_add(7.days()) {
        "next week".to_owned()
    } else {
        format!("the week from {}", words::day_and_month(cut_off.for_week_starting))
    };
    Some(Sentence {
        words: format!(
            "Requests for {for_week} close {}, {}.",
            words::moment(calendar, cut_off.at, now),
            words::from_now(calendar, cut_off.at, now)
        ),
        meaning: Meaning::before(cut_off.at, now),
    })
}
