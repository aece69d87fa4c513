//! Which subjects are science.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::ActionError;
use actions::timetable::Choose;
use axum::extract::State;
use axum::http::HeaderMap;
use domain::Permit;
use domain::people::permissions::{ChooseScience, SeeSetUp};

use super::key;
use crate::answer::{page, see};
use crate::app::App;
use crate::fields::{Fields, Query};
use crate::parts::Section;
use crate::shell::{shell, with_notice};
use crate::timetable::subjects::page::{SubjectTick, SubjectsPage};
use crate::visitor::Allowed;
use crate::words;
use http::Answer;

/// Whether a subject is taken to be science: as chosen, or as most of its lessons were guessed.
fn is_science(chosen: Option<bool>, guessed: u32, meetings: u32) -> bool {
    chosen.unwrap_or(guessed.saturating_mul(2) > meetings)
}

pub(super) async fn subjects(
    State(app): State<App>,
    allowed: Allowed<SeeSetUp>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let mut ticks: Vec<SubjectTick> = actions::timetable::subjects(&app.house, &allowed.permit)
        .await?
        .into_iter()
        .map(|subject| {
            let how = match subject.chosen {
                Some(_) => "you chose".to_owned(),
                None if subject.guessed > 0 && subject.guessed < subject.meetings => {
                    format!("{} of them guessed to be science by their room", subject.guessed)
                }
                None => "guessed".to_owned(),
            };
            SubjectTick {
                words: format!("{}, {how}", words::count(subject.meetings, "lesson", "lessons")),
                science: is_science(subject.chosen, subject.guessed, subject.meetings),
                name: subject.subject,
            }
        })
        .collect();
    ticks.sort_by_key(|tick| !tick.science);
    let title = "Which subjects are science";
    let shell = with_notice(shell(&allowed.visitor, title, Section::Setup), &query);
    page(&SubjectsPage { shell, once: key(&app), subjects: ticks }, &headers)
}

pub(super) async fn choose_subjects(
    State(app): State<App>,
    allowed: Allowed<ChooseScience>,
    fields: Fields,
) -> Answer {
    let see_permit: Permit<SeeSetUp> = allowed.actor().permit().map_err(ActionError::from)?;
    let ticked: Vec<&str> = fields.all("science").collect();
    let shown: Vec<&str> = fields.all("shown").collect();
    // Only what differs from how it stood is a choice; the rest goes on being guessed.
    let science = actions::timetable::subjects(&app.house, &see_permit)
        .await?
        .into_iter()
        .filter(|subject| shown.contains(&subject.subject.as_str()))
        .filter_map(|subject| {
            let wanted = ticked.contains(&subject.subject.as_str());
            let stood = is_science(subject.chosen, subject.guessed, subject.meetings);
            (wanted != stood).then_some((subject.subject, wanted))
        })
        .collect();
    let once = fields.once()?;
    app.house.act(&allowed.permit, (), Choose { science }, once).await?;
    Ok(see("/timetable/subjects?did=saved"))
}
