//! What putting a change back would do, before it is done.

use askama::Template;

use crate::parts::{EffectsShown, Shell};

/// The question whether to put a change back.
#[derive(Debug, Clone, Template)]
#[template(path = "calendar/put_back/page.html")]
pub struct PutBackPage {
    /// The frame.
    pub shell: Shell,
    /// What the change was.
    pub words: String,
    /// What becomes of requests.
    pub effects: EffectsShown,
    /// Where the form goes.
    pub action: String,
    /// Idempotency key.
    pub once: String,
}
