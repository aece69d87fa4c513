//! Setting up the timetable: the versions in force, and the form that brings another.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::ActionError;
use axum::extract::State;
use axum::http::HeaderMap;
use domain::id::SchoolId;
use domain::people::permissions::{ImportTimetable, SeePeople, SeeSetUp};
use domain::timetable::{CycleDay, DayPlace};
use domain::{Permission, Permit};

use super::key;
use crate::answer::{Problem, page};
use crate::app::App;
use crate::fields::Query;
use crate::parts::{Fact, FieldState, Link, Mark, Meaning, Section};
use crate::shell::{shell, with_notice};
use crate::timetable::set_up::page::{BringForm, TimetablePage, VersionRow};
use crate::visitor::Allowed;
use crate::words;
use http::Answer;

pub(super) async fn show(
    State(app): State<App>,
    allowed: Allowed<SeeSetUp>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let mut shown = timetable_page(&app, &allowed, None).await?;
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

pub(super) async fn timetable_page<P: Permission<Scope = SchoolId>>(
    app: &App,
    allowed: &Allowed<P>,
    came_back: Option<BringForm>,
) -> Result<TimetablePage, Problem> {
    let see: Permit<SeeSetUp> = allowed.actor().permit().map_err(ActionError::from)?;
    let almanac = actions::policy::read(&app.house, &see).await?;
    let subjects = actions::timetable::subjects(&app.house, &see).await?;
    let is_first = almanac.versions.is_empty();
    let today = almanac.calendar.local(app.house.now()).0;
    let in_force = almanac.version_on(today).map(|version| version.id);
    let mut facts = Vec::new();
    if !is_first {
        let lessons: u32 = subjects.iter().map(|subject| subject.meetings).sum();
        let science: u32 = subjects
            .iter()
            .map(|subject| match subject.chosen {
                Some(true) => subject.meetings,
                Some(false) => 0,
                None => subject.guessed,
            })
            .sum();
        facts.push(Fact::new("Lessons in a cycle", lessons.to_string()));
        facts.push(Fact::new("Of science", science.to_string()));
        if let Ok(permit) = allowed.actor().permit::<SeePeople>() {
            let staff = actions::people::list(&app.house, &permit).await?.staff.len();
            facts.push(Fact::new("Teachers", staff.to_string()));
        }
    }
    let versions = almanac
        .versions
        .iter()
        .rev()
        .map(|version| {
            let mut marks = Vec::new();
            if Some(version.id) == in_force {
                marks.push(Mark::new("In force", Meaning::Done));
            } else if version.valid_from > today {
                marks.push(Mark::new("To come", Meaning::Plain));
            }
            if version.provisional_times {
                marks.push(Mark::new("Provisional times", Meaning::Attention));
            }
            VersionRow {
                from: format!("From {} {}", words::date(version.valid_from), version.valid_from.year()),
                words: days_words(&version.days),
                marks,
            }
        })
        .collect();
    let link = |words: &str, url: &str| Link { words: words.to_owned(), url: url.to_owned() };
    let bring = allowed.actor().may::<ImportTimetable>().then(|| {
        came_back.unwrap_or_else(|| {
            BringForm::new(key(app), FieldState::default(), FieldState::default(), is_first)
        })
    });
    Ok(TimetablePage {
        shell: shell(&allowed.visitor, "Timetable", Section::Setup),
        versions,
        facts,
        links: vec![
            link("First day", "/set-up"),
            link("Which subjects are science", "/timetable/subjects"),
            link("Terms and weeks", "/calendar"),
            link("Deadline", "/policy"),
        ],
        bring,
    })
}

/// `10 days in weeks A and B, 8 periods a day`.
pub(crate) fn days_words(days: &[CycleDay]) -> String {
    let weeks: u8 = days
        .iter()
        .map(|day| match day.place {
            DayPlace::Weekday { week, .. } => week + 1,
            DayPlace::Rotating => 1,
        })
        .max()
        .unwrap_or(1);
    let is_rotating = days.iter().any(|day| day.place == DayPlace::Rotating);
    let turn = match weeks {
        _ if is_rotating => ", turning over school days".to_owned(),
        1 => String::new(),
        weeks => format!(" over {weeks} weeks"),
    };
    let most = days.iter().map(|day| day.periods.len()).max().unwrap_or(0);
    let count = |number: usize, one, many| words::count(u32::try_from(number).unwrap_or(u32::MAX), one, many);
    format!("{}{turn}, {} a day", count(days.len(), "day", "days"), count(most, "period", "periods"))
}
