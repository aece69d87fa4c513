//! Publishing an evening: what would be published, the revisions so far, and taking it away again.

use askama::Template;

use crate::parts::{Button, Fact, FieldState, Link, Mark, Shell, TextField};

/// Publishing.
#[derive(Debug, Clone, Template)]
#[template(path = "evening/publish/page.html")]
pub struct PublishPage {
    /// The frame.
    pub shell: Shell,
    /// The way back: the room.
    pub back: Link,
    /// Where the chat stands.
    pub mark: Mark,
    /// The same in a sentence, with when the review ends.
    pub stands: String,
    /// The list, the desk.
    pub ways: Vec<Link>,
    /// What would be published, in numbers.
    pub facts: Vec<Fact>,
    /// What would not.
    pub left_out: String,
    /// The form; none while it cannot be published.
    pub form: Option<PublishForm>,
    /// The revisions, newest first.
    pub revisions: Vec<RevisionRow>,
    /// Taking it away again; none where nothing is published.
    pub withdraw: Option<Button>,
}

/// The form that publishes.
#[derive(Debug, Clone)]
pub struct PublishForm {
    /// Where it is sent.
    pub action: String,
    /// Idempotency key.
    pub once: String,
    /// Such as “Publish the first revision”.
    pub heading: &'static str,
    /// Who will be able to read it.
    pub readers: String,
    /// Why it is corrected; none for the first revision.
    pub reason: Option<TextField>,
    /// Whether names are replaced; none where everybody agreed under theirs.
    pub pseudonyms: Option<bool>,
    /// The verb on its button.
    pub button: &'static str,
}

/// One revision.
#[derive(Debug, Clone)]
pub struct RevisionRow {
    /// Its number.
    pub number: u32,
    /// When and why.
    pub words: String,
    /// The fingerprint of its document.
    pub hash: String,
    /// Where it is read; none for older ones.
    pub url: Option<String>,
}

impl PublishPage {
    /// The field for the reason of a correction.
    pub fn reason_field(field: FieldState) -> TextField {
        TextField::new("reason", "What is corrected", field)
            .hint("stands beside the revision for everybody who reads it")
            .required()
    }
}
