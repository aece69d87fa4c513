//! Problems as pages: what could not be done is shown to whoever wanted it, with a way back.

use askama::Template;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use http::Problem;
use http::problem::Code;

use crate::answer::bare_shell;
use crate::problem::page::ProblemPage;

/// The layer that shows a problem as a page. Whoever wants a page and is signed out is sent to sign in first.
pub(crate) async fn as_pages(request: Request, next: Next) -> Response {
    let is_page = matches!(*request.method(), Method::GET | Method::HEAD);
    let is_fragment = request.headers().contains_key("hx-request");
    let wanted = request.uri().clone();
    let mut response = next.run(request).await;
    match response.extensions_mut().remove::<Problem>() {
        Some(problem) if problem.kind() == Code::SignedOut && is_page => sign_in_first(&wanted, is_fragment),
        Some(problem) => shown(&problem, response),
        None => response,
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
fn shown(problem: &Problem, response: Response) -> Response {
    let back = problem.back();
    let page = ProblemPage {
        shell: bare_shell(problem.heading()),
        heading: problem.heading().to_owned(),
        advice: problem.advice().to_owned(),
        back_words: back.words.to_owned(),
        back_url: back.address.clone().into_owned(),
        reference: None,
    };
    let Ok(html) = page.render() else { return response };
    let (mut parts, _) = response.into_parts();
    // It was the length of the plain words.
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    Response::from_parts(parts, Body::from(html))
}
