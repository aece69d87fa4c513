//! What goes back: pages and redirects, or a problem in their place.

use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
pub(crate) use http::Problem;
use http::packed::Packed;

use crate::parts::{Section, Shell, Theme};

/// A page, rendered.
pub(crate) fn page(template: &impl Template, headers: &HeaderMap) -> Result<Response, Problem> {
    Ok(sent(&rendered(template)?, headers, StatusCode::OK))
}

/// A page, rendered, under another status: what was typed is shown again, say.
pub(crate) fn page_with(
    status: StatusCode,
    template: &impl Template,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    Ok(sent(&rendered(template)?, headers, status))
}

/// Renders and compresses a page.
pub(crate) fn rendered(template: &impl Template) -> Result<Packed, Problem> {
    Ok(kept(template.render().map_err(|error| Problem::inside(&error))?))
}

/// A text with its compressed twin.
pub(crate) fn kept(text: String) -> Packed {
    Packed::of(text)
}

/// A rendered page as an answer, compressed where the browser takes it.
pub(crate) fn sent(page: &Packed, headers: &HeaderMap, status: StatusCode) -> Response {
    page.answer(headers, "text/html; charset=utf-8", status)
}

/// Sends a browser on after a form: it then asks for the page anew.
pub(crate) fn see(address: &str) -> Response {
    Redirect::to(address).into_response()
}

/// The frame of a page that nobody is signed in for.
pub(crate) fn bare_shell(title: &str) -> Shell {
    Shell {
        school: String::new(),
        title: title.to_owned(),
        person: None,
        current: Section::Elsewhere,
        links: Vec::new(),
        notice: None,
        provisional: None,
        theme: Theme::Device,
    }
}
