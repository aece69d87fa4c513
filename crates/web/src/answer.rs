//! What goes back: pages, redirects and problems.

use actions::{ActionError, StorageError};
use askama::Template;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use http::packed::Packed;

use crate::parts::{Section, Shell, Theme};
use crate::problem::page::ProblemPage;

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

/// Something that could not be done, as a person reads it.
#[derive(Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    heading: String,
    advice: String,
    back: (&'static str, &'static str),
    retry_after: Option<u32>,
}

impl Problem {
    fn new(status: StatusCode, heading: &str, advice: impl Into<String>) -> Self {
        Self {
            status,
            heading: heading.to_owned(),
            advice: advice.into(),
            back: ("Go to the start", "/"),
            retry_after: None,
        }
    }

    /// Nobody is signed in.
    pub fn signed_out() -> Self {
        Self {
            back: ("Sign in", "/sign-in"),
            ..Self::new(
                StatusCode::UNAUTHORIZED,
                "You are signed out",
                "Sign in again in another tab, then come back to this one and send the form again: what you typed is still in it.",
            )
        }
    }

    /// The person belongs to no school.
    pub fn no_school() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "You do not belong to a school yet",
            "This page is a school’s. Ask the administrator of your school for an invitation, and open the link in it. Your chats are at the start.",
        )
    }

    /// A form came from another site.
    pub fn foreign() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "This form came from somewhere else",
            "For your safety nothing was done. Open the page here and send it again.",
        )
    }

    /// There is no such page.
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "This page is not here",
            "The address may be mistyped, or what it showed may belong to another school or network.",
        )
    }

    /// More people are asking than can be answered.
    pub fn busy() -> Self {
        Self {
            retry_after: Some(2),
            ..Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "Too many people are asking at once",
                "Nothing was done. Wait a few seconds and try again.",
            )
        }
    }

    /// A form is larger than any of ours.
    pub fn too_large() -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "That is too much at once",
            "Nothing was done. Shorten what you wrote and send it again.",
        )
    }

    /// Words that cannot be what a page needs.
    pub fn unreadable(advice: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "That could not be read", advice)
    }

    /// Something that should not happen. It is logged here, once, and not shown.
    pub fn inside(error: &dyn std::error::Error) -> Self {
        let reference = reference(&error.to_string());
        tracing::error!(error = %chain(error), reference, "a page failed");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "Something went wrong here",
            format!(
                "Nothing was changed. Try again; if it happens again, tell whoever runs the server “{reference}”."
            ),
        )
    }

    /// With another way back.
    #[must_use]
    pub fn back_to(self, words: &'static str, address: &'static str) -> Self {
        Self { back: (words, address), ..self }
    }
}

/// A short word for the log and the page to share, made from what went wrong.
fn reference(words: &str) -> String {
    use sha2::{Digest, Sha256};
    let hash = Sha256::digest(words.as_bytes());
    format!("{:02x}{:02x}{:02x}{:02x}", hash[0], hash[1], hash[2], hash[3])
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        words = format!("{words}: {inner}");
        source = inner.source();
    }
    words
}

impl From<ActionError> for Problem {
    fn from(error: ActionError) -> Self {
        match &error {
            ActionError::NotPermitted(_) => Self::new(
                StatusCode::FORBIDDEN,
                "This is not yours to do",
                format!(
                    "{}. If it should be, ask the administrator of your school.",
                    crate::words::capitalised(&error.to_string())
                ),
            ),
            ActionError::NotFound(what) => Self::new(
                StatusCode::NOT_FOUND,
                "This page is not here",
                format!("There is no such {what}, or it belongs to another school or network."),
            ),
            ActionError::Refused(_) => Self::new(
                StatusCode::CONFLICT,
                "That is no longer possible",
                format!(
                    "{}. Open it again to see how it stands.",
                    crate::words::capitalised(&error.to_string())
                ),
            ),
            ActionError::Unmoved(_) | ActionError::Unsaid(_) => Self::new(
                StatusCode::CONFLICT,
                "That is not possible now",
                format!("{}.", crate::words::capitalised(&error.to_string())),
            ),
            ActionError::Stale | ActionError::OnceReused => Self::new(
                StatusCode::CONFLICT,
                "Somebody was quicker",
                format!(
                    "{}. Nothing of yours was lost in the book: open the page again.",
                    crate::words::capitalised(&error.to_string())
                ),
            ),
            ActionError::Clash(_) => Self::new(
                StatusCode::CONFLICT,
                "Not everything is free",
                "Open the request to see who has what is missing, and what would fit.",
            ),
            ActionError::Invalid(_)
            | ActionError::File(_)
            | ActionError::DeadLink
            | ActionError::WrongPassword => {
                Self::unreadable(format!("{}.", crate::words::capitalised(&error.to_string())))
            }
            ActionError::TooManyTries { seconds } => Self {
                retry_after: Some(*seconds),
                ..Self::new(
                    StatusCode::TOO_MANY_REQUESTS,
                    "Wait a little",
                    crate::words::capitalised(&error.to_string()),
                )
            },
            ActionError::Storage(storage) if storage.is_busy() => Self::busy(),
            ActionError::Storage(_) | ActionError::Inside(_) => Self::inside(&error),
        }
    }
}

impl From<StorageError> for Problem {
    fn from(error: StorageError) -> Self {
        ActionError::from(error).into()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let page = ProblemPage {
            shell: bare_shell(&self.heading),
            heading: self.heading,
            advice: self.advice,
            back_words: self.back.0.to_owned(),
            back_url: self.back.1.to_owned(),
            reference: None,
        };
        let body = page.render().unwrap_or_else(|_| page.heading.clone());
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
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
