//! Whose week to see.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use axum::extract::State;
use axum::http::HeaderMap;
use domain::fold::folded;
use domain::people::permissions::SeeWeek;

use crate::answer::page;
use crate::app::App;
use crate::fields::Query;
use crate::parts::{Link, Section};
use crate::shell::shell;
use crate::timetable::choose::page::{ChoosePage, Letter};
use crate::visitor::Allowed;
use crate::words;
use http::Answer;

pub(super) async fn choose(
    State(app): State<App>,
    allowed: Allowed<SeeWeek>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let typed = query.get("q").trim().to_owned();
    let wanted = folded(&typed);
    let acts_for_anyone = allowed.actor().acts_for_anyone();
    let staff =
        if acts_for_anyone { actions::people::staff(&app.house, &allowed.permit).await? } else { Vec::new() };
    let anybody = !staff.is_empty();
    let mut letters: Vec<Letter> = Vec::new();
    for one in staff.into_iter().filter(|one| folded(&one.name).contains(&wanted)) {
        let letter = words::capitalised(&folded(&one.name).chars().take(1).collect::<String>());
        let link = Link { url: format!("/week/of/{}", one.id), words: one.name };
        match letters.last_mut().filter(|last| last.letter == letter) {
            Some(last) => last.teachers.push(link),
            None => letters.push(Letter { letter, teachers: vec![link] }),
        }
    }
    let shown = ChoosePage {
        shell: shell(&allowed.visitor, "Whose week?", Section::Week),
        words: typed,
        letters,
        anybody,
        acts_for_anyone,
    };
    page(&shown, &headers)
}
