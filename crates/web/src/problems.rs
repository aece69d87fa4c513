//! Problems as pages: what could not be done is shown to whoever wanted it, with a way back.

use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Extensions, HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use http::fields::Fields;
use http::problem::Code;
use http::{Access, Problem, RouteEntry, SentForm};

use crate::answer::bare_shell;
use crate::problem::page::ProblemPage;
use crate::sign_in::page::Carried;
use crate::sign_in::sign_in_to_send;

/// The longest form that goes along through signing in, in bytes as it came.
const LONGEST_CARRIED: usize = 100 * 1024;
/// Fields that are the machinery's, and no words of a person's.
const NO_WORDS: [&str; 14] = [
    "once",
    "seen",
    "shown",
    "version",
    "next",
    "do",
    "option",
    "email",
    "password",
    "token",
    "carried",
    "carried-to",
    "late_reason",
    "at",
];

/// The layer that shows a problem as a page. Whoever wants a page and is signed out is sent to sign in first; whoever
/// sent a form signs in right there, and the form goes along. What was typed into any other form that could not be
/// done stands on the page.
pub(crate) async fn as_pages(
    State(routes): State<Arc<[RouteEntry]>>,
    mut request: Request,
    next: Next,
) -> Response {
    let is_page = matches!(*request.method(), Method::GET | Method::HEAD);
    let is_fragment = request.headers().contains_key("hx-request");
    let wanted = request.uri().clone();
    let form = request.extensions().get::<SentForm>().cloned().unwrap_or_default();
    request.extensions_mut().insert(form.clone());
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    if problem.kind() == Code::SignedOut {
        if is_page {
            return sign_in_first(&wanted, is_fragment);
        }
        if let Some(body) = form.body().filter(|body| body.len() <= LONGEST_CARRIED) {
            let to = wanted.path_and_query().map_or("/", |address| address.as_str());
            let page = sign_in_to_send(Carried { to: to.to_owned(), body: body.to_owned() });
            return in_place(page.render(), response);
        }
    }
    let problem = if is_page || !problem.leads_nowhere() {
        problem
    } else {
        match way_back(&routes, wanted.path(), problem.kind()) {
            Some(address) => problem.back_to("Go back to it", address),
            None => problem,
        }
    };
    shown(&problem, form.body().map_or_else(Vec::new, words_of), response)
}

/// What a person wrote into a form: not keys, numbers, choices or passwords.
fn words_of(body: &str) -> Vec<String> {
    Fields::of_form(body)
        .iter()
        .filter(|(name, value)| {
            let is_choice = value.parse::<uuid::Uuid>().is_ok() || !value.contains(char::is_alphabetic);
            !NO_WORDS.contains(name) && !value.trim().is_empty() && !is_choice && *value != "yes"
        })
        .map(|(_, value)| value.to_owned())
        .collect()
}

/// The page that a form stood on: the nearest address above it that is a page.
fn way_back(routes: &[RouteEntry], path: &str, code: Code) -> Option<String> {
    if matches!(code, Code::NotFound | Code::NotPermitted | Code::NoSchool | Code::Foreign) {
        return None;
    }
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    (1..=parts.len()).rev().find_map(|length| {
        let parts = &parts[..length];
        let is_page = routes.iter().any(|route| route.method == "GET" && is_at(route.path, parts));
        is_page.then(|| format!("/{}", parts.join("/")))
    })
}

fn is_at(route: &str, parts: &[&str]) -> bool {
    let named: Vec<&str> = route.trim_matches('/').split('/').collect();
    named.len() == parts.len()
        && named.iter().zip(parts).all(|(named, part)| named == part || named.starts_with('{'))
}

/// The layer around all others that sends a form on after signing in: with the session that has just begun, to the
/// route that it was meant for, so that it is judged as whoever has signed in.
pub(crate) async fn send_on(
    State(routes): State<Arc<[RouteEntry]>>,
    mut request: Request,
    next: Next,
) -> Response {
    if *request.method() != Method::POST || request.uri().path() != "/sign-in" {
        return next.run(request).await;
    }
    let form = SentForm::default();
    request.extensions_mut().insert(form.clone());
    let (headers, extensions) = (request.headers().clone(), request.extensions().clone());
    let signed_in = next.clone().run(request).await;
    let session = signed_in.headers().get(header::SET_COOKIE).cloned();
    let carried = Carried::of(&Fields::of_form(form.body().unwrap_or_default()));
    let Some((session, carried)) = session.zip(carried).filter(|_| signed_in.status().is_redirection())
    else {
        return signed_in;
    };
    let Some(request) = carried.request(&routes, headers, extensions, &session) else { return signed_in };
    let mut response = next.run(request).await;
    response.headers_mut().append(header::SET_COOKIE, session);
    response
}

impl Carried {
    /// The form as it was meant, where it leads to a form of this server for somebody who is signed in.
    fn request(
        self,
        routes: &[RouteEntry],
        mut headers: HeaderMap,
        mut extensions: Extensions,
        session: &HeaderValue,
    ) -> Option<Request> {
        let address: Uri = self.to.parse().ok()?;
        let parts: Vec<&str> = address.path().trim_matches('/').split('/').collect();
        let is_known = |route: &RouteEntry| {
            route.method == "POST" && route.access != Access::Anybody && is_at(route.path, &parts)
        };
        if address.host().is_some() || !routes.iter().any(is_known) {
            return None;
        }
        let cookie = session.as_bytes().split(|byte| *byte == b';').next()?;
        headers.insert(header::COOKIE, HeaderValue::from_bytes(cookie).ok()?);
        headers.remove(header::CONTENT_LENGTH);
        extensions.insert(SentForm::default());
        let mut request = Request::new(Body::from(self.body));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = address;
        *request.headers_mut() = headers;
        *request.extensions_mut() = extensions;
        Some(request)
    }
}

fn sign_in_first(wanted: &Uri, is_fragment: bool) -> Response {
    let wanted = wanted.path_and_query().map_or("/", |address| address.as_str());
    let next: String = form_urlencoded::byte_serialize(wanted.as_bytes()).collect();
    let to = format!("/sign-in?next={next}");
    if is_fragment {
        // A fragment cannot hold the sign-in page: the browser is sent there whole.
        return ([("hx-redirect", to)], StatusCode::UNAUTHORIZED).into_response();
    }
    Redirect::to(&to).into_response()
}

/// The answer with the page in place of its plain words; status and headers stay.
fn shown(problem: &Problem, words: Vec<String>, response: Response) -> Response {
    let back = problem.back();
    let page = ProblemPage {
        shell: bare_shell(problem.heading()),
        heading: problem.heading().to_owned(),
        advice: problem.advice().to_owned(),
        words,
        back_words: back.words.to_owned(),
        back_url: back.address.clone().into_owned(),
        reference: None,
    };
    in_place(page.render(), response)
}

/// An answer with this page in the place of its words; status and headers stay.
fn in_place(page: askama::Result<String>, response: Response) -> Response {
    let Ok(html) = page else { return response };
    let (mut parts, _) = response.into_parts();
    // It was the length of the plain words.
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    Response::from_parts(parts, Body::from(html))
}
