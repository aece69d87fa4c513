//! A person's own sessions.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use domain::id::SessionId;
use domain::people::permissions::UseOwnAccount;

use super::{Answer, Routes};
use crate::answer::{Problem, page, see};
use crate::app::App;
use crate::fields::Query;
use crate::pages::people::sessions::{SessionRow, SessionsPage};
use crate::parts::{DeedButton, DeedKind, Mark, Meaning, Section};
use crate::shell::{shell, with_notice};
use crate::visitor::Allowed;
use crate::words;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get::<UseOwnAccount, _>("/sessions", list).post::<UseOwnAccount, _>("/sessions/{session}/end", end)
}

async fn list(
    State(app): State<App>,
    allowed: Allowed<UseOwnAccount>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let visit = &allowed.visitor.visit;
    let calendar = app.house.storage.read(allowed.permit.school()).await?.calendar().await?;
    let now = app.house.now();
    let sessions = actions::door::sessions(&app.house, visit.account)
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
                    words::moment(&calendar, session.created_at, now),
                    words::moment(&calendar, session.seen_at, now)
                ),
                // Ending what has ended changes nothing, so the session is its own key.
                end: DeedButton::new(
                    label,
                    &format!("/sessions/{}/end", session.id),
                    DeedKind::Plain,
                    &session.id.to_string(),
                ),
            }
        })
        .collect();
    let shell = with_notice(shell(&allowed.visitor, "Your sessions", Section::Elsewhere), &query);
    page(&SessionsPage { shell, sessions }, &headers)
}

async fn end(State(app): State<App>, Path(session): Path<String>, allowed: Allowed<UseOwnAccount>) -> Answer {
    let session: SessionId = session.parse().map_err(|_| Problem::not_found())?;
    actions::door::end_session(&app.house, allowed.visitor.visit.account, session).await?;
    Ok(see("/sessions?did=ended"))
}
