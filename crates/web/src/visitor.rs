//! Who is looking: the session's cookie becomes a visitor, and a visitor's roles become a permit.

use actions::door::Visitor;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::SchoolId;
use domain::people::Actor;
use domain::{Permission, Permit};

use crate::answer::Problem;
use crate::app::App;

/// The session's cookie. Browsers send the prefixed one over HTTPS only.
pub(crate) const COOKIE: &str = "trolley";
pub(crate) const SECURE_COOKIE: &str = "__Host-trolley";
/// Seconds that a browser keeps the cookie: as long as a session lasts.
const COOKIE_SECONDS: u32 = 14 * 24 * 60 * 60;

/// A visitor who holds a permit for `P`.
pub(crate) struct Allowed<P: Permission> {
    pub permit: Permit<P>,
    pub visitor: Visitor,
}

impl<P: Permission<Scope = SchoolId>> Allowed<P> {
    pub fn actor(&self) -> &Actor {
        self.permit.actor()
    }
}

impl<P: Permission<Scope = SchoolId>> FromRequestParts<App> for Allowed<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        // The route's own guard has put the visitor there; a route without one is refused here.
        let visitor = parts.extensions.get::<Visitor>().cloned().ok_or(Problem::signed_out())?;
        let actor = visitor.actor.as_ref().ok_or(Problem::no_school())?;
        let permit = actor.permit::<P>().map_err(|error| Problem::from(actions::ActionError::from(error)))?;
        Ok(Self { permit, visitor })
    }
}

/// The guard of every route that needs a permission: no visitor, no entry; no permit, no entry.
pub(crate) async fn guard<P: Permission<Scope = SchoolId>>(
    State(app): State<App>,
    mut request: Request,
    next: Next,
) -> Response {
    let visitor = match find(&app, request.headers()).await {
        Ok(Some(visitor)) => visitor,
        Ok(None) => return sign_in_first(&request),
        Err(problem) => return problem.into_response(),
    };
    let Some(actor) = &visitor.actor else { return Problem::no_school().into_response() };
    if let Err(error) = actor.permit::<P>() {
        return Problem::from(actions::ActionError::from(error)).into_response();
    }
    request.extensions_mut().insert(visitor);
    next.run(request).await
}

/// The visitor whose cookie came along, if their session is good.
pub(crate) async fn find(app: &App, headers: &HeaderMap) -> Result<Option<Visitor>, Problem> {
    let Some(token) = token(headers, app.settings.secure_cookies) else { return Ok(None) };
    Ok(actions::door::visitor(&app.house, &token).await?)
}

/// The session's token, as the browser sent it.
pub(crate) fn token(headers: &HeaderMap, secure: bool) -> Option<String> {
    let name = if secure { SECURE_COOKIE } else { COOKIE };
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, token)| token.to_owned())
}

/// The header that gives a browser its session, or, without a token, takes it away.
pub(crate) fn cookie(token: Option<&str>, secure: bool) -> Option<HeaderValue> {
    let (name, also) = if secure { (SECURE_COOKIE, "; Secure") } else { (COOKIE, "") };
    let (value, seconds) = token.map_or(("", 0), |token| (token, COOKIE_SECONDS));
    let text = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{also}");
    HeaderValue::from_str(&text).ok()
}

pub(crate) fn sign_in_first(request: &Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Problem::signed_out().into_response();
    }
    let wanted = request.uri().path_and_query().map_or("/", |address| address.as_str());
    let next: String = form_urlencoded::byte_serialize(wanted.as_bytes()).collect();
    if request.headers().contains_key("hx-request") {
        // A fragment cannot hold the sign-in page: the browser is sent there whole.
        let to = format!("/sign-in?next={next}");
        return ([("hx-redirect", to)], axum::http::StatusCode::UNAUTHORIZED).into_response();
    }
    Redirect::to(&format!("/sign-in?next={next}")).into_response()
}
