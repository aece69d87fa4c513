//! The school’s name and time zone.

use askama::Template;

use crate::parts::{EffectsShown, FieldState, Shell, TextField};

/// The form that gives the school another name or zone.
#[derive(Debug, Clone, Template)]
#[template(path = "school/page.html")]
pub struct SchoolPage {
    /// The frame.
    pub shell: Shell,
    /// Idempotency key.
    pub once: String,
    /// What both were when the form was shown, as the form carries it.
    pub seen: String,
    /// What both are now, where somebody else has changed them meanwhile.
    pub overtaken: Option<String>,
    /// What becomes of requests in the zone that was typed, before it is kept.
    pub effects: EffectsShown,
    /// The zone that it is shown of.
    pub zone: String,
    /// The mark of these effects, sent back as `shown`.
    pub effects_seen: String,
    /// What the clocks there show, to see whether the zone is right.
    pub now: String,
    /// Name and zone.
    pub fields: Vec<TextField>,
}

impl SchoolPage {
    /// The fields around what stands in them.
    pub fn fields([name, zone]: [FieldState; 2]) -> Vec<TextField> {
        vec![
            TextField::new("name", "Name", name).required(),
            TextField::new("time-zone", "Time zone", zone).hint("such as Europe/London").required(),
        ]
    }
}
