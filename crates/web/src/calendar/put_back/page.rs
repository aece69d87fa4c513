//! What putting a change back would do, before it is done.

use askama::Template;

use crate::parts::{EffectsShown, Link, Shell};

/// The question whether to put a change back.
#[derive(Debug, Clone, Template)]
#[template(path = "calendar/put_back/page.html")]
pub struct PutBackPage {
    /// The frame.
    pub shell: Shell,
    /// Where whoever leaves it goes: where they came from, or may go.
    pub back: Link,
    /// The day whose page they came from.
    pub day: Option<String>,
    /// What the change was.
    pub words: String,
    /// What becomes of requests.
    pub effects: EffectsShown,
    /// What tells that from what else could become of them.
    pub seen: String,
    /// Whether that was shown before, and is otherwise by now.
    pub seen_otherwise: bool,
    /// Where the form goes.
    pub action: String,
    /// Idempotency key.
    pub once: String,
}
