//! The start, what a page loads, live updates, and whether the server is well.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::people::permissions::UseOwnAccount;

use crate::answer::Problem;
use crate::app::App;
use crate::app::Routes;
use crate::assets::asset;
use crate::live::live;
use crate::shell::first_page;
use crate::visitor;
use http::Answer;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get_open("/", start)
        .get_open("/healthz", health)
        .get_open("/assets/{name}", loaded)
        .get::<UseOwnAccount, _>("/live", live)
}

/// Sends everybody where their day begins.
async fn start(State(app): State<App>, headers: HeaderMap) -> Answer {
    let Some(visitor) = visitor::find(&app, &headers).await? else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    // Whoever came in by a network's code belongs to no school.
    let first = visitor.actor.as_ref().map_or("/chats", first_page);
    Ok(Redirect::to(first).into_response())
}

/// Whether the server and its database answer; for the machine that watches, so in plain words.
async fn health(State(app): State<App>) -> Response {
    match app.house.is_well().await {
        Ok(()) => (StatusCode::OK, "well\n").into_response(),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

/// A file that pages load; its address changes with its content, so a browser may keep it for ever.
async fn loaded(Path(name): Path<String>, headers: HeaderMap) -> Answer {
    let found = asset(&format!("/assets/{name}")).ok_or(Problem::not_found())?;
    let takes_gzip = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("gzip"));
    let gzip = found.gzip.filter(|_| takes_gzip);
    let mut response = gzip.unwrap_or(found.bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(found.content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if gzip.is_some() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}
