//! Problems as pages: what could not be done is shown to whoever wanted it, with a way back.

use askama::Template;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use http::Problem;

use crate::answer::bare_shell;
use crate::problem::page::ProblemPage;

/// The layer that shows a problem as a page.
pub(crate) async fn as_pages(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    match response.extensions_mut().remove::<Problem>() {
        Some(problem) => shown(&problem, response),
        None => response,
    }
}

/// The answer with the page in place of its plain words; status and headers stay.
fn shown(problem: &Problem, response: Response) -> Response {
    let back = problem.back();
    let page = ProblemPage {
        shell: bare_shell(problem.heading()),
        heading: problem.heading().to_owned(),
        advice: problem.advice().to_owned(),
        back_words: back.words.to_owned(),
        back_url: back.address.to_owned(),
        reference: None,
    };
    let Ok(html) = page.render() else { return response };
    let (mut parts, _) = response.into_parts();
    // It was the length of the plain words.
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    Response::from_parts(parts, Body::from(html))
}
