//! Made-up content.

use super::page::{HiddenField, InitialsOf, InitialsPage};
use crate::parts::{FieldState, Section, Shell};

impl InitialsPage {
    /// At the tablet of a made-up prep room.
    pub fn sample() -> Self {
        let person =
            |initials: &str, name: &str| InitialsOf { initials: initials.to_owned(), name: name.to_owned() };
        Self {
            shell: Shell::sample_technician("Whose hand is it?", Section::Board),
            action: "/requisitions/sample/prepare?from=board".to_owned(),
            hidden: vec![HiddenField { name: "once".to_owned(), value: "sample-key".to_owned() }],
            people: vec![person("TT", "T. Technician"), person("SS", "S. Senior")],
            field: FieldState::default(),
            back_url: "/board".to_owned(),
        }
    }
}
