//! Putting a change of calendar or timetable back: what that does, and doing it.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::calendar::{Effects, PutBack};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use domain::id::TimeChangeId;
use domain::people::permissions::{ChangeDay, SeeSetUp};

use super::put_back::page::PutBackPage;
use crate::answer::{Problem, page, see};
use crate::app::App;
use crate::fields::Fields;
use crate::form::key;
use crate::parts::{EffectsShown, Section};
use crate::shell::shell;
use crate::visitor::Allowed;
use http::Answer;

/// `GET /calendar/changes/{change}`: what putting it back would do.
pub(super) async fn show(
    State(app): State<App>,
    allowed: Allowed<ChangeDay>,
    Path(change): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let change: TimeChangeId = change.parse().map_err(|_| Problem::not_found())?;
    let told = app.house.preview(&allowed.permit, (), PutBack { change }).await?;
    page(&put_back_page(&app, &allowed, change, &told.effects).await?, &headers)
}

async fn put_back_page(
    app: &App,
    allowed: &Allowed<ChangeDay>,
    change: TimeChangeId,
    effects: &Effects,
) -> Result<PutBackPage, Problem> {
    let known = actions::calendar::changes(&app.house, &allowed.permit).await?;
    let found = known.into_iter().find(|one| one.id == change).ok_or_else(Problem::not_found)?;
    let almanac = actions::exception::almanac(&app.house, &allowed.permit).await?;
    Ok(PutBackPage {
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
    // What cannot be put back is refused by the deed, which answers what was sent before as it did then.
    if let Some(seen) = fields.find("seen")
        && let Ok(told) = app.house.preview(&allowed.permit, (), PutBack { change }).await
        && told.effects.mark() != seen
    {
        let shown = put_back_page(&app, &allowed, change, &told.effects).await?;
        return page(&PutBackPage { seen_otherwise: true, ..shown }, &headers);
    }
    app.house.act(&allowed.permit, (), PutBack { change }, fields.once()?).await?;
    let day = fields.get("day").parse::<jiff::civil::Date>();
    Ok(match day {
        Ok(day) => see(&format!("/day/{day}?did=put-back")),
        Err(_) if allowed.actor().may::<SeeSetUp>() => see("/calendar?did=put-back"),
        Err(_) => see("/board?did=put-back"),
    })
}
