//! Putting a change of calendar or timetable back: what that does, and doing it.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::calendar::{Effects, PutBack, Seen, change_as_seen};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use domain::id::TimeChangeId;
use domain::people::Actor;
use domain::people::permissions::{ChangeDay, SeeSetUp};
use jiff::civil::Date;

use super::put_back::page::PutBackPage;
use crate::answer::{Problem, page, see};
use crate::app::App;
use crate::fields::{Fields, Query};
use crate::form::key;
use crate::parts::{EffectsShown, Link, Section};
use crate::shell::shell;
use crate::visitor::Allowed;
use http::Answer;

/// `GET /calendar/changes/{change}`: what putting it back would do.
pub(super) async fn show(
    State(app): State<App>,
    allowed: Allowed<ChangeDay>,
    Path(change): Path<String>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let change: TimeChangeId = change.parse().map_err(|_| Problem::not_found())?;
    let told = app.house.preview(&allowed.permit, (), PutBack { change }).await?;
    let day = query.get("day").parse().ok();
    page(&put_back_page(&app, &allowed, (change, day), &told.effects).await?, &headers)
}

async fn put_back_page(
    app: &App,
    allowed: &Allowed<ChangeDay>,
    (change, day): (TimeChangeId, Option<Date>),
    effects: &Effects,
) -> Result<PutBackPage, Problem> {
    let known = actions::calendar::changes(&app.house, &allowed.permit).await?;
    let found = known.into_iter().find(|one| one.id == change).ok_or_else(Problem::not_found)?;
    let almanac = actions::exception::almanac(&app.house, &allowed.permit).await?;
    Ok(PutBackPage {
        back: back(allowed.actor(), day),
        day: day.map(|day| day.to_string()),
        shell: shell(&allowed.visitor, "Put back", Section::Setup),
        words: found.words,
        effects: EffectsShown::of(effects, &almanac.calendar),
        seen: effects.mark(),
        seen_otherwise: false,
        action: format!("/calendar/changes/{change}"),
        once: key(app),
    })
}

/// `POST /calendar/changes/{change}`: puts it back, where that does what was seen that it would. Where it was offered
/// at once, beside what was just done, nothing was seen.
pub(super) async fn send(
    State(app): State<App>,
    allowed: Allowed<ChangeDay>,
    Path(change): Path<String>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let change: TimeChangeId = change.parse().map_err(|_| Problem::not_found())?;
    let day = fields.get("day").parse().ok();
    let seen = fields.find("seen");
    let is_seen = |effects: &Effects| seen.is_none_or(|seen| effects.mark() == seen);
    let (put_back, once) = (PutBack { change }, fields.once()?);
    if let Seen::ToSee(effects) = change_as_seen(&app.house, &allowed.permit, put_back, once, is_seen).await?
    {
        let shown = put_back_page(&app, &allowed, (change, day), &effects).await?;
        return page(&PutBackPage { seen_otherwise: true, ..shown }, &headers);
    }
    Ok(see(&format!("{}?did=put-back", back(allowed.actor(), day).url)))
}

/// Where somebody goes from here: to the day that they came from, or else to what they may see.
fn back(actor: &Actor, day: Option<Date>) -> Link {
    let (words, url) = match day {
        Some(day) => ("The day", format!("/day/{day}")),
        None if actor.may::<SeeSetUp>() => ("Terms and weeks", "/calendar".to_owned()),
        None => ("Board", "/board".to_owned()),
    };
    Link { words: words.to_owned(), url }
}
