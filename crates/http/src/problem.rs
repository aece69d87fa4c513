//! What could not be done, as data: each way in says it in its own way, as a page or as JSON.

use std::borrow::Cow;

use actions::{ActionError, StorageError};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::words::{capitalised, sentence};

/// What kind of problem it is. Programs go by the names, so a name never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// Nobody is signed in.
    SignedOut,
    /// The person belongs to no school.
    NoSchool,
    /// The person's roles do not allow it.
    NotPermitted,
    /// It came from another site.
    Foreign,
    /// There is no such thing, or not for this person.
    NotFound,
    /// The requisition is not where the deed starts from, or not this person's.
    Refused,
    /// The chat does not take it now.
    NotNow,
    /// Somebody else changed it in the meantime.
    Stale,
    /// The key of this form came before with other words.
    KeyReused,
    /// What is wanted cannot all be promised.
    Clash,
    /// What was sent cannot be.
    Invalid,
    /// A file could not be read.
    UnreadableFile,
    /// A link that no longer works.
    DeadLink,
    /// The address or the password is wrong.
    WrongPassword,
    /// It was tried too often; it can be tried again later.
    TooManyTries,
    /// More was sent than is taken.
    TooLarge,
    /// More people are asking than can be answered.
    Busy,
    /// Something that should not happen.
    Inside,
}

impl Code {
    /// Every kind of problem.
    pub const ALL: [Self; 18] = [
        Self::SignedOut,
        Self::NoSchool,
        Self::NotPermitted,
        Self::Foreign,
        Self::NotFound,
        Self::Refused,
        Self::NotNow,
        Self::Stale,
        Self::KeyReused,
        Self::Clash,
        Self::Invalid,
        Self::UnreadableFile,
        Self::DeadLink,
        Self::WrongPassword,
        Self::TooManyTries,
        Self::TooLarge,
        Self::Busy,
        Self::Inside,
    ];

    /// Its name, such as `not-found`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SignedOut => "signed-out",
            Self::NoSchool => "no-school",
            Self::NotPermitted => "not-permitted",
            Self::Foreign => "foreign",
            Self::NotFound => "not-found",
            Self::Refused => "refused",
            Self::NotNow => "not-now",
            Self::Stale => "stale",
            Self::KeyReused => "key-reused",
            Self::Clash => "clash",
            Self::Invalid => "invalid",
            Self::UnreadableFile => "unreadable-file",
            Self::DeadLink => "dead-link",
            Self::WrongPassword => "wrong-password",
            Self::TooManyTries => "too-many-tries",
            Self::TooLarge => "too-large",
            Self::Busy => "busy",
            Self::Inside => "inside",
        }
    }

    /// The status of its answer.
    pub const fn status(self) -> StatusCode {
        match self {
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::NoSchool | Self::NotPermitted | Self::Foreign => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Refused | Self::NotNow | Self::Stale | Self::KeyReused | Self::Clash => {
                StatusCode::CONFLICT
            }
            Self::Invalid | Self::UnreadableFile | Self::DeadLink | Self::WrongPassword => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::TooManyTries => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Inside => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// The way on from a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayBack {
    /// Its words.
    pub words: &'static str,
    /// Its address.
    pub address: Cow<'static, str>,
}

/// Something that could not be done, as a person reads it.
///
/// As an answer it carries itself in the extensions, with a body of plain words, so that the layer of a way
/// in can say it as its people or programs expect.
#[derive(Clone, Debug)]
pub struct Problem {
    code: Code,
    heading: String,
    advice: String,
    back: WayBack,
    retry_after: Option<u32>,
}

impl Problem {
    fn new(code: Code, heading: &str, advice: impl Into<String>) -> Self {
        Self {
            code,
            heading: heading.to_owned(),
            advice: advice.into(),
            back: WayBack { words: "Go to the start", address: Cow::Borrowed("/") },
            retry_after: None,
        }
    }

    /// Nobody is signed in.
    pub fn signed_out() -> Self {
        Self {
            back: WayBack { words: "Sign in", address: Cow::Borrowed("/sign-in") },
            ..Self::new(
                Code::SignedOut,
                "You are signed out",
                "Nothing was done. Sign in, and send it again.",
            )
        }
    }

    /// The person belongs to no school.
    pub fn no_school() -> Self {
        Self::new(
            Code::NoSchool,
            "You do not belong to a school yet",
            "This page is a school’s. Ask the administrator of your school for an invitation, and open the link in it. Your chats are at the start.",
        )
    }

    /// A form came from another site.
    pub fn foreign() -> Self {
        Self::new(
            Code::Foreign,
            "This form came from somewhere else",
            "For your safety nothing was done. Open the page here and send it again.",
        )
    }

    /// There is no such page.
    pub fn not_found() -> Self {
        Self::new(
            Code::NotFound,
            "This page is not here",
            "The address may be mistyped, or what it showed may belong to another school or network.",
        )
    }

    /// More people are asking than can be answered.
    pub fn busy() -> Self {
        Self {
            retry_after: Some(2),
            ..Self::new(
                Code::Busy,
                "Too many people are asking at once",
                "Nothing was done. Wait a few seconds and try again.",
            )
        }
    }

    /// A form is larger than any of ours.
    pub fn too_large() -> Self {
        Self::new(
            Code::TooLarge,
            "That is too much at once",
            "Nothing was done. Shorten what you wrote and send it again.",
        )
    }

    /// Some of what one touch wanted was done, and some could not be: the advice says which, and why.
    pub fn not_all(advice: impl Into<String>) -> Self {
        Self::new(Code::Refused, "Not all of it could be done", advice)
    }

    /// Words that cannot be what a page needs.
    pub fn unreadable(advice: impl Into<String>) -> Self {
        Self::new(Code::Invalid, "That could not be read", advice)
    }

    fn not_read(code: Code, words: &str) -> Self {
        Self::new(code, "That could not be read", sentence(words))
    }

    /// A lesson that somebody was asking for is not there any more.
    pub fn lesson_gone() -> Self {
        Self::new(
            Code::NotFound,
            "This lesson is not there any more",
            "The calendar or the timetable has changed since you opened the form, so nothing was sent. Choose another lesson in your week.",
        )
        .back_to("Open your week", "/week")
    }

    fn overtaken(code: Code, words: &str) -> Self {
        Self::new(
            code,
            "Somebody was quicker",
            format!("{} Nothing of yours was lost in the book: open the page again.", sentence(words)),
        )
    }

    /// Something that should not happen. It is logged here, once, and not shown.
    pub fn inside(error: &dyn std::error::Error) -> Self {
        let reference = reference(&error.to_string());
        tracing::error!(error = %chain(error), reference, "a request failed");
        Self::new(
            Code::Inside,
            "Something went wrong here",
            format!(
                "Nothing was changed. Try again; if it happens again, tell whoever runs the server “{reference}”."
            ),
        )
    }

    /// What kind of problem it is.
    pub const fn kind(&self) -> Code {
        self.code
    }

    /// What kind of problem it is, in a name that stays.
    pub const fn code(&self) -> &'static str {
        self.code.name()
    }

    /// The status of its answer.
    pub const fn status(&self) -> StatusCode {
        self.code.status()
    }

    /// What happened, in a few words.
    pub fn heading(&self) -> &str {
        &self.heading
    }

    /// Whether nobody has said yet which way leads on.
    pub fn leads_nowhere(&self) -> bool {
        self.back.address == "/"
    }

    /// What was kept and what to do, in one or two sentences.
    pub fn advice(&self) -> &str {
        &self.advice
    }

    /// The way on.
    pub const fn back(&self) -> &WayBack {
        &self.back
    }

    /// Seconds after which it can be tried again, where that helps.
    pub const fn retry_after(&self) -> Option<u32> {
        self.retry_after
    }

    /// With a sentence more about how it stands.
    #[must_use]
    pub fn adding(self, words: &str) -> Self {
        Self { advice: format!("{} {words}", self.advice), ..self }
    }

    /// With another way back.
    #[must_use]
    pub fn back_to(self, words: &'static str, address: impl Into<Cow<'static, str>>) -> Self {
        Self { back: WayBack { words, address: address.into() }, ..self }
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
        let words = error.to_string();
        match &error {
            ActionError::NotPermitted(_) => Self::new(
                Code::NotPermitted,
                "This is not yours to do",
                format!("{} If it should be, ask the administrator of your school.", sentence(&words)),
            ),
            ActionError::NotFound(what) => Self::new(
                Code::NotFound,
                "This page is not here",
                format!("There is no such {what}, or it belongs to another school or network."),
            ),
            ActionError::Refused(_) => Self::new(
                Code::Refused,
                "That is no longer possible",
                format!("{} Open it again to see how it stands.", sentence(&words)),
            ),
            ActionError::Unmoved(_) | ActionError::Unsaid(_) => {
                Self::new(Code::NotNow, "That is not possible now", sentence(&words))
            }
            ActionError::Stale => Self::overtaken(Code::Stale, &words),
            ActionError::OnceReused => Self::new(
                Code::KeyReused,
                "This form was sent already",
                "It was sent before with other words in it, and what was sent then stands. Open the page again to change that.",
            ),
            ActionError::Clash(_) => Self::new(
                Code::Clash,
                "Not everything is free",
                "Open the request to see who has what is missing, and what would fit.",
            ),
            ActionError::Invalid(_) => {
                Self::new(Code::Invalid, "That cannot be done as it stands", sentence(&words))
            }
            ActionError::File(_) => Self::not_read(Code::UnreadableFile, &words),
            ActionError::DeadLink => Self::not_read(Code::DeadLink, &words),
            ActionError::WrongPassword => Self::not_read(Code::WrongPassword, &words),
            ActionError::TooManyTries { seconds } => Self {
                retry_after: Some(*seconds),
                ..Self::new(Code::TooManyTries, "Wait a little", capitalised(&words))
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
        let mut response = (self.status(), format!("{}\n{}\n", self.heading, self.advice)).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_and_statuses_of_problems_stay() {
        let table = Code::ALL.map(|code| (code.status().as_u16(), code.name()));
        assert_eq!(
            table,
            [
                (401, "signed-out"),
                (403, "no-school"),
                (403, "not-permitted"),
                (403, "foreign"),
                (404, "not-found"),
                (409, "refused"),
                (409, "not-now"),
                (409, "stale"),
                (409, "key-reused"),
                (409, "clash"),
                (422, "invalid"),
                (422, "unreadable-file"),
                (422, "dead-link"),
                (422, "wrong-password"),
                (429, "too-many-tries"),
                (413, "too-large"),
                (503, "busy"),
                (500, "inside"),
            ]
        );
    }

    #[test]
    fn every_error_of_a_deed_has_its_code() {
        let code = |error: ActionError| Problem::from(error).code();
        assert_eq!(code(ActionError::NotPermitted(domain::NotPermitted { what: "x" })), "not-permitted");
        assert_eq!(code(ActionError::NotFound("item")), "not-found");
        assert_eq!(code(ActionError::Stale), "stale");
        assert_eq!(code(ActionError::OnceReused), "key-reused");
        assert_eq!(code(actions::Invalid::new("name", "too long").into()), "invalid");
        assert_eq!(code(ActionError::File("no rows".to_owned())), "unreadable-file");
        assert_eq!(code(ActionError::DeadLink), "dead-link");
        assert_eq!(code(ActionError::WrongPassword), "wrong-password");
        assert_eq!(code(ActionError::TooManyTries { seconds: 4 }), "too-many-tries");
        assert_eq!(code(ActionError::Inside("x".to_owned())), "inside");
    }

    #[test]
    fn an_answer_carries_the_problem_and_says_it_in_plain_words() {
        let response = Problem::busy().into_response();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()[header::RETRY_AFTER], "2");
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/plain; charset=utf-8");
        assert_eq!(response.extensions().get::<Problem>().map(Problem::code), Some("busy"));
    }
}
