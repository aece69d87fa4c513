//! The school’s name and time zone.

use askama::Template;

use crate::parts::{FieldState, Section, Shell, TextField};

/// The form that gives the school another name or zone.
#[derive(Debug, Clone, Template)]
#[template(path = "school/page.html")]
pub struct SchoolPage {
    /// The frame.
    pub shell: Shell,
    /// Idempotency key.
    pub once: String,
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

    /// A zone that is none.
    pub fn sample() -> Self {
        let wrong = "“Europe/Atlantis” is not a time zone; give one like Europe/London or Asia/Hong_Kong.";
        let zone = FieldState { value: "Europe/Atlantis".to_owned(), error: Some(wrong.to_owned()) };
        Self { fields: Self::fields([FieldState::of("Made-Up School"), zone]), ..Self::empty() }
    }

    /// As it stands.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("Name and time zone", Section::Setup),
            once: "sample-key".to_owned(),
            now: "The clocks in Europe/London show 09:00 now.".to_owned(),
            fields: Self::fields([FieldState::of("Made-Up School"), FieldState::of("Europe/London")]),
        }
    }
}
