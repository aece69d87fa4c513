//! Putting a change of calendar or timetable back: what that does, and doing it.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::ActionError;
use actions::calendar::{PutBack, TimeChanged};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use domain::Permit;
use domain::id::TimeChangeId;
use domain::people::permissions::{SeeSetUp, SetCalendar};

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
    allowed: Allowed<SetCalendar>,
    Path(change): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let change: TimeChangeId = change.parse().map_err(|_| Problem::not_found())?;
    let known = actions::calendar::changes(&app.house, &allowed.permit).await?;
    let found = known.into_iter().find(|one| one.id == change).ok_or_else(Problem::not_found)?;
    let told = app.house.preview(&allowed.permit, (), PutBack { change }).await?;
    let see_permit: Permit<SeeSetUp> = allowed.actor().permit().map_err(ActionError::from)?;
    let almanac = actions::policy::read(&app.house, &see_permit).await?;
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

    async fn done(_: &Sent<'_>, _: &Permit<SetCalendar>, _: TimeChanged) -> Answer {
        Ok(see("/calendar?did=put-back"))
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<SetCalendar>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}
