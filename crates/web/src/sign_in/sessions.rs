//! A person's own sessions.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use domain::id::SessionId;
use jiff::tz::TimeZone;

use crate::answer::{Problem, page, see};
use crate::app::App;
use crate::app::Routes;
use crate::fields::Query;
use crate::participant::SignedIn;
use crate::parts::{Button, ButtonKind, Mark, Meaning, Section};
use crate::shell::{shell, with_notice};
use crate::sign_in::sessions::page::{SessionRow, SessionsPage};
use crate::words;
use crate::zoned;
use http::Answer;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get_signed_in("/sessions", list).post_signed_in("/sessions/{session}/end", end)
}

async fn list(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let visit = &signed_in.visitor.visit;
    let zone = zone(&app, &signed_in).await?;
    let now = app.house.now();
    let sessions = actions::sign_in::sessions(&app.house, visit.account)
        .await?
        .into_iter()
        .map(|session| {
            let is_this = session.id == visit.session;
            let label = if is_this { "Sign out here" } else { "End" };
            SessionRow {
                browser: words::capitalised(&session.browser),
                mark: is_this.then(|| Mark::new("This one", Meaning::Done)),
                words: format!(
                    "Since {}; last seen {}",
                    zoned::moment(&zone, session.created_at, now),
                    zoned::moment(&zone, session.seen_at, now)
                ),
                // Ending what has ended changes nothing, so the session is its own key.
                end: Button::new(
                    label,
                    &format!("/sessions/{}/end", session.id),
                    ButtonKind::Plain,
                    &session.id.to_string(),
                ),
            }
        })
        .collect();
    let shell = with_notice(shell(&signed_in.visitor, "Your sessions", Section::Elsewhere), &query);
    page(&SessionsPage { shell, sessions }, &headers)
}

/// The zone of the person's school; without one, that of the network they came in by.
async fn zone(app: &App, signed_in: &SignedIn) -> Result<TimeZone, Problem> {
    let visit = &signed_in.visitor.visit;
    if let Some(school) = &visit.school {
        let almanac = app.house.almanac_at(school.id, school.almanac).await?;
        return Ok(almanac.calendar.zone.clone());
    }
    let networks = actions::chat::ties::networks_of(&app.house, visit.account).await?;
    let named = networks.first().and_then(|network| domain::zone::named(&network.time_zone));
    Ok(named.unwrap_or(TimeZone::UTC))
}

async fn end(State(app): State<App>, Path(session): Path<String>, signed_in: SignedIn) -> Answer {
    let session: SessionId = session.parse().map_err(|_| Problem::not_found())?;
    actions::sign_in::end_session(&app.house, signed_in.visitor.visit.account, session).await?;
    Ok(see("/sessions?did=ended"))
}
