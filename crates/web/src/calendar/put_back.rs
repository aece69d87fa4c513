//! Putting a change of calendar or timetable back: what that does, and doing it.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::calendar::{PutBack, TimeChanged};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use domain::Permit;
use domain::id::TimeChangeId;
use domain::people::permissions::{ChangeDay, SeeSetUp};

use super::put_back::page::PutBackPage;
use crate::answer::{Problem, page, see};
use crate::app::App;
use crate::form::{Form, Sent, key, nowhere_to_show};
use crate::parts::{EffectsShown, Section};
use crate::shell::shell;
use crate::visitor::Allowed;
use http::Answer;
use http::typed::Typed;

/// `GET /calendar/changes/{change}`: what putting it back would do.
pub(super) async fn show(
    State(app): State<App>,
    allowed: Allowed<ChangeDay>,
    Path(change): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let change: TimeChangeId = change.parse().map_err(|_| Problem::not_found())?;
    let known = actions::calendar::changes(&app.house, &allowed.permit).await?;
    let found = known.into_iter().find(|one| one.id == change).ok_or_else(Problem::not_found)?;
    let told = app.house.preview(&allowed.permit, (), PutBack { change }).await?;
    let almanac = actions::exception::almanac(&app.house, &allowed.permit).await?;
    let shown = PutBackPage {
        shell: shell(&allowed.visitor, "Put back", Section::Setup),
        words: found.words,
        effects: EffectsShown::of(&told.effects, &almanac.calendar),
        action: format!("/calendar/changes/{change}"),
        once: key(&app),
    };
    page(&shown, &headers)
}

impl Form for PutBack {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self { change: sent.named("change")? })
    }

    async fn done(sent: &Sent<'_>, permit: &Permit<ChangeDay>, _: TimeChanged) -> Answer {
        let day = sent.fields.get("day").parse::<jiff::civil::Date>();
        Ok(match day {
            Ok(day) => see(&format!("/day/{day}?did=put-back")),
            Err(_) if permit.actor().may::<SeeSetUp>() => see("/calendar?did=put-back"),
            Err(_) => see("/board?did=put-back"),
        })
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<ChangeDay>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}
