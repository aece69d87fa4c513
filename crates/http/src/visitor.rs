//! Who is looking: the session's cookie becomes a visitor, and what the visitor is in a school or a network
//! becomes a permit.

use actions::ActionError;
pub use actions::sign_in::Visitor;
use axum::extract::{FromRequestParts, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::chat::Participant;
use domain::id::NetworkId;
use domain::permission::ActorOf;
use domain::{Permission, Permit};

use crate::entered::Entered;
use crate::problem::Code;
use crate::readable::is_line;
use crate::sent_form::keep_form;
use crate::{Problem, Server};

/// The session's cookie. Browsers send the prefixed one over HTTPS only.
const COOKIE: &str = "trolley";
const SECURE_COOKIE: &str = "__Host-trolley";
/// Seconds that a browser keeps the cookie: as long as a session lasts.
const COOKIE_SECONDS: u32 = 14 * 24 * 60 * 60;

/// Somebody who is signed in, in a school or not.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who.
    pub visitor: Visitor,
}

/// A visitor who holds a permit for `P`, in a school or in a network.
#[derive(Clone, Debug)]
pub struct Allowed<P: Permission> {
    /// The proof.
    pub permit: Permit<P>,
    /// Who.
    pub visitor: Visitor,
}

impl<P: Permission> Allowed<P> {
    /// Who they are where the permission is had.
    pub fn actor(&self) -> &ActorOf<P> {
        self.permit.actor()
    }
}

impl<P: Permission<Scope = NetworkId>> Allowed<P> {
    /// Who they are in the network.
    pub fn participant(&self) -> &Participant {
        self.permit.participant()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self { visitor: visitor_of(parts)? })
    }
}

impl<P: Permission<Scope: Entered>, S: Send + Sync> FromRequestParts<S> for Allowed<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let visitor = visitor_of(parts)?;
        let actor = parts.extensions.get::<ActorOf<P>>().ok_or_else(P::Scope::stranger)?;
        Ok(Self { permit: permitted(actor)?, visitor })
    }
}

/// The visitor that the route's own guard has put there; a route without a guard is refused here.
fn visitor_of(parts: &Parts) -> Result<Visitor, Problem> {
    parts.extensions.get().cloned().ok_or_else(Problem::signed_out)
}

fn permitted<P: Permission>(actor: &ActorOf<P>) -> Result<Permit<P>, Problem> {
    Permit::of(actor).map_err(|error| ActionError::from(error).into())
}

/// The guard of every route that needs a permission: no visitor, no entry; nobody there, no entry; no
/// permit, no entry.
pub(crate) async fn guard<P: Permission<Scope: Entered>>(
    State(server): State<Server>,
    names: RawPathParams,
    mut request: Request,
    next: Next,
) -> Response {
    match admitted::<P>(&server, request.headers(), &names).await {
        Ok((visitor, actor)) => {
            request.extensions_mut().insert(visitor);
            request.extensions_mut().insert(actor);
            next.run(request).await
        }
        Err(problem) => {
            // Whoever signs in again sends it still, and whoever may not do it has typed it all the same.
            if matches!(problem.kind(), Code::SignedOut | Code::NotPermitted | Code::NoSchool) {
                keep_form(request).await;
            }
            problem.into_response()
        }
    }
}

async fn admitted<P: Permission<Scope: Entered>>(
    server: &Server,
    headers: &HeaderMap,
    names: &RawPathParams,
) -> Result<(Visitor, ActorOf<P>), Problem> {
    let visitor = find(server, headers).await?.ok_or_else(Problem::signed_out)?;
    let actor = P::Scope::actor(server, &visitor, names).await?.ok_or_else(P::Scope::stranger)?;
    permitted::<P>(&actor)?;
    Ok((visitor, actor))
}

/// The guard of routes for anybody who is signed in.
pub(crate) async fn guard_signed_in(
    State(server): State<Server>,
    mut request: Request,
    next: Next,
) -> Response {
    match find(&server, request.headers()).await {
        Ok(Some(visitor)) => {
            request.extensions_mut().insert(visitor);
            next.run(request).await
        }
        Ok(None) => {
            keep_form(request).await;
            Problem::signed_out().into_response()
        }
        Err(problem) => problem.into_response(),
    }
}

/// The visitor whose cookie came along, if their session is good.
pub async fn find(server: &Server, headers: &HeaderMap) -> Result<Option<Visitor>, Problem> {
    let Some(token) = token(headers, server.settings.secure_cookies) else { return Ok(None) };
    Ok(actions::sign_in::visitor(&server.house, &token).await?)
}

/// The session's token, as the browser sent it.
pub fn token(headers: &HeaderMap, secure: bool) -> Option<String> {
    let name = if secure { SECURE_COOKIE } else { COOKIE };
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && is_line(value))
        .map(|(_, token)| token.to_owned())
}

/// The header that gives a browser its session, or, without a token, takes it away.
pub fn cookie(token: Option<&str>, secure: bool) -> Option<HeaderValue> {
    let (name, also) = if secure { (SECURE_COOKIE, "; Secure") } else { (COOKIE, "") };
    let (value, seconds) = token.map_or(("", 0), |token| (token, COOKIE_SECONDS));
    let text = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{also}");
    HeaderValue::from_str(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_told_by_the_cookie_of_its_name_alone() {
        let sent = |cookie: &'static str, secure| {
            let headers = HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static(cookie))]);
            token(&headers, secure)
        };
        assert_eq!(sent("a=b; trolley=secret", false).as_deref(), Some("secret"));
        assert_eq!(sent("trolley=secret", true), None);
        assert_eq!(sent("__Host-trolley=secret", true).as_deref(), Some("secret"));
        assert_eq!(sent("trolley=se\tcret", false), None);
    }
}
