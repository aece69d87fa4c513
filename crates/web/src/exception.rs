//! What is otherwise on a day: a teacher out, cover, rooms and lessons swapped, other bells, some off the timetable.
//! Each form says first what it does to requests, and does it when that was seen.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use std::collections::BTreeMap;

use actions::ActionError;
use actions::calendar::{SchoolTime, TimeChanged};
use actions::deed::Deed;
use actions::exception::{Cover, DayToChange, MarkOut, MoveRoom, Ring, SwapLessons, SwapRooms, TakeOff, day};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use domain::TimeOfDay;
use domain::id::{LessonId, StaffId, TimeChangeId};
use domain::people::permissions::ChangeDay;
use domain::timetable::exception::{Exception, Rung};
use jiff::civil::Date;

use crate::answer::{Problem, page, page_with, see};
use crate::app::{App, Routes};
use crate::exception::page::{ConfirmPage, DayPage};
use crate::fields::{Fields, Query};
use crate::form::key;
use crate::parts::{Choice, EffectsShown, Section};
use crate::shell::{shell, with_notice};
use crate::visitor::Allowed;
use crate::words;
use http::Answer;
use http::typed::sentence;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get::<ChangeDay, _>("/day/{date}", show)
        .post::<ChangeDay, _>("/day/out", change::<MarkOut>)
        .post::<ChangeDay, _>("/day/cover", change::<Cover>)
        .post::<ChangeDay, _>("/day/room", change::<MoveRoom>)
        .post::<ChangeDay, _>("/day/swap-rooms", change::<SwapRooms>)
        .post::<ChangeDay, _>("/day/swap", change::<SwapLessons>)
        .post::<ChangeDay, _>("/day/off", change::<TakeOff>)
        .post::<ChangeDay, _>("/day/bells", change::<Ring>)
}

async fn show(
    State(app): State<App>,
    allowed: Allowed<ChangeDay>,
    Path(date): Path<String>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let date: Date = date.parse().map_err(|_| Problem::not_found())?;
    let mut shown = day_page(&app, &allowed, date, None).await?;
    shown.shell = with_notice(shown.shell, &query);
    shown.undo =
        query.get("change").parse::<TimeChangeId>().ok().map(|change| format!("/calendar/changes/{change}"));
    page(&shown, &headers)
}

async fn day_page(
    app: &App,
    allowed: &Allowed<ChangeDay>,
    date: Date,
    error: Option<String>,
) -> Result<DayPage, Problem> {
    let found = day(&app.house, &allowed.permit, date).await?;
    let DayToChange { almanac, lessons, rooms, teachers, exceptions } = found;
    let lessons = lessons.iter().map(|lesson| {
        let times = words::times(&almanac.calendar, lesson.interval);
        let room = lesson.room.clone().unwrap_or_else(|| "no room".to_owned());
        let periods = words::periods(&lesson.periods);
        Choice {
            value: lesson.id.to_string(),
            words: format!(
                "{}, {periods}, {times}, {room}, {}",
                lesson.class_words(),
                lesson.teacher_words()
            ),
            chosen: false,
        }
    });
    Ok(DayPage {
        shell: shell(&allowed.visitor, "Otherwise", Section::Board),
        heading: words::date(date),
        date: date.to_string(),
        board_url: format!("/board/{date}"),
        otherwise: exceptions.iter().map(|exception| otherwise(exception, &almanac.staff)).collect(),
        lessons: lessons.collect(),
        rooms,
        teachers,
        once: key(app),
        error,
        undo: None,
    })
}

/// An exception in words.
fn otherwise(exception: &Exception, names: &BTreeMap<StaffId, String>) -> String {
    let name = |staff: &StaffId| names.get(staff).map_or("Somebody", String::as_str);
    match exception {
        Exception::Bells { .. } => "The bells ring at other times.".to_owned(),
        Exception::Off { reason, .. } => format!("Off the timetable: {reason}."),
        Exception::Room { room, .. } => format!("A lesson is in {room}."),
        Exception::RoomsSwapped { one, other, .. } => format!("{one} and {other} are swapped."),
        Exception::Moved { .. } => "A lesson is at another hour.".to_owned(),
        Exception::Cover { staff, .. } => format!("{} covers a lesson.", name(staff)),
        Exception::Out { staff, .. } => format!("{} is out.", name(staff)),
    }
}

/// A deed that a form of the day asks for.
trait DayForm: Deed<At = SchoolTime, May = ChangeDay, Answer = TimeChanged> + Clone {
    /// What the form asks for, or what is wrong with it.
    fn read(fields: &Fields, date: Date) -> Result<Self, String>;
}

async fn change<D: DayForm>(
    State(app): State<App>,
    allowed: Allowed<ChangeDay>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let date: Date = fields.get("date").parse().map_err(|_| Problem::not_found())?;
    let once = fields.once()?;
    let deed = match D::read(&fields, date) {
        Ok(deed) => deed,
        Err(words) => return try_again(&app, &allowed, &headers, date, words).await,
    };
    let seen = fields.get("seen") == "yes";
    let told = match app.house.preview(&allowed.permit, (), deed.clone()).await {
        Ok(told) if seen || told.effects.is_nothing() => {
            app.house.act(&allowed.permit, (), deed, once).await.map(Err)
        }
        other => other.map(Ok),
    };
    match told {
        Ok(Err(done)) => {
            let undo = done.change.map_or_else(String::new, |change| format!("&change={change}"));
            Ok(see(&format!("/day/{date}?did=saved{undo}")))
        }
        Ok(Ok(told)) => {
            let found = day(&app.house, &allowed.permit, date).await?;
            let shown = ConfirmPage {
                shell: shell(&allowed.visitor, "What it does", Section::Board),
                effects: EffectsShown::of(&told.effects, &found.almanac.calendar),
                action: format!("/day/{}", D::KEY.rsplit('.').next().unwrap_or_default()),
                fields: fields.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
                back_url: format!("/day/{date}"),
            };
            page(&shown, &headers)
        }
        Err(ActionError::Invalid(invalid)) => {
            try_again(&app, &allowed, &headers, date, sentence(&invalid.words)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The day again, with what is wrong.
async fn try_again(
    app: &App,
    allowed: &Allowed<ChangeDay>,
    headers: &HeaderMap,
    date: Date,
    words: String,
) -> Answer {
    let shown = day_page(app, allowed, date, Some(words)).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, headers)
}

/// The lesson that a field names.
fn lesson(fields: &Fields, name: &str) -> Result<LessonId, String> {
    fields.get(name).parse().map_err(|_| "Choose a lesson.".to_owned())
}

/// A time of day as people write it: `9:05`.
fn time(text: Option<&str>) -> Option<TimeOfDay> {
    let (hour, minute) = text?.split_once(':')?;
    TimeOfDay::at(hour.parse().ok()?, minute.parse().ok()?)
}

impl DayForm for MarkOut {
    fn read(fields: &Fields, date: Date) -> Result<Self, String> {
        Ok(Self { teacher: fields.get("teacher").to_owned(), first: date, last: date })
    }
}

impl DayForm for Cover {
    fn read(fields: &Fields, _: Date) -> Result<Self, String> {
        let lesson = lesson(fields, "lesson")?;
        Ok(Self { lesson, teacher: fields.get("teacher").to_owned() })
    }
}

impl DayForm for MoveRoom {
    fn read(fields: &Fields, _: Date) -> Result<Self, String> {
        let lesson = lesson(fields, "lesson")?;
        Ok(Self { lesson, room: fields.get("room").to_owned() })
    }
}

impl DayForm for SwapRooms {
    fn read(fields: &Fields, date: Date) -> Result<Self, String> {
        Ok(Self { date, one: fields.get("one").to_owned(), other: fields.get("other").to_owned() })
    }
}

impl DayForm for SwapLessons {
    fn read(fields: &Fields, _: Date) -> Result<Self, String> {
        Ok(Self { one: lesson(fields, "one")?, other: lesson(fields, "other")? })
    }
}

impl DayForm for TakeOff {
    fn read(fields: &Fields, date: Date) -> Result<Self, String> {
        let list = |name: &str| -> Vec<String> {
            let parts = fields.get(name).split(',').map(|part| part.trim().to_owned());
            parts.filter(|part| !part.is_empty()).collect()
        };
        Ok(Self {
            first: date,
            last: fields.get("last").parse().unwrap_or(date),
            reason: fields.get("reason").to_owned(),
            years: list("years").iter().filter_map(|year| year.parse().ok()).collect(),
            classes: list("classes"),
            rooms: list("rooms"),
        })
    }
}

impl DayForm for Ring {
    fn read(fields: &Fields, date: Date) -> Result<Self, String> {
        let mut periods = Vec::new();
        for line in fields.get("periods").lines().map(str::trim).filter(|line| !line.is_empty()) {
            let mut parts = line.rsplitn(3, ' ');
            let (end, start, label) = (parts.next(), parts.next(), parts.next());
            let (Some(start), Some(end), Some(label)) = (time(start), time(end), label) else {
                return Err(format!("“{line}” is no period with two times, such as “P1 09:00 09:40”."));
            };
            periods.push(Rung { label: label.trim().to_owned(), start, end });
        }
        let weekday = (fields.get("weekday") == "same").then(|| date.weekday());
        Ok(Self { first: date, last: fields.get("last").parse().unwrap_or(date), weekday, periods })
    }
}
