//! Made-up content.

use super::page::SchoolPage;
use crate::parts::{EffectsShown, FieldState, Section, Shell};

impl SchoolPage {
    /// A zone that is none.
    pub fn sample() -> Self {
        let wrong = "“Europe/Atlantis” is not a time zone; give one like Europe/London or Asia/Hong_Kong.";
        let zone = FieldState { value: "Europe/Atlantis".to_owned(), error: Some(wrong.to_owned()) };
        Self { fields: Self::fields([FieldState::of("Made-Up School"), zone]), ..Self::empty() }
    }

    /// Another zone, before it is kept.
    pub fn moving() -> Self {
        let fields = Self::fields([FieldState::of("Made-Up School"), FieldState::of("Europe/Paris")]);
        Self {
            fields,
            effects: EffectsShown::sample(),
            zone: "Europe/Paris".to_owned(),
            effects_seen: "sample-effects".to_owned(),
            ..Self::empty()
        }
    }

    /// As it stands.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("Name and time zone", Section::Setup),
            once: "sample-key".to_owned(),
            seen: String::new(),
            overtaken: None,
            effects: EffectsShown::default(),
            zone: String::new(),
            effects_seen: String::new(),
            now: "The clocks in Europe/London show 09:00 now.".to_owned(),
            fields: Self::fields([FieldState::of("Made-Up School"), FieldState::of("Europe/London")]),
        }
    }
}
