//! Made-up content.

use super::page::{CorrectFields, CorrectPage};
use crate::parts::{FieldState, Section, Shell};
use crate::people::list::role_choices;

fn shell() -> Shell {
    Shell::sample_technician("Edit a person", Section::People)
}

impl CorrectPage {
    /// Somebody who was changed meanwhile, with nothing ticked.
    pub fn sample() -> Self {
        let fields = CorrectFields {
            name: FieldState::of("A. Teacher-Made-Up"),
            staff: FieldState::of("Teacher A"),
            mentor: FieldState {
                value: "Teacher A".to_owned(),
                error: Some("Nobody is their own mentor.".to_owned()),
            },
        };
        let staff = vec!["Teacher A".to_owned(), "Teacher B".to_owned()];
        Self {
            person: "sample".to_owned(),
            once: "sample-key".to_owned(),
            seen: "sample-seen".to_owned(),
            email: "a.teacher@school.example".to_owned(),
            overtaken: Some("A. Teacher. Teacher, technician. In the timetable as Teacher A.".to_owned()),
            roles: role_choices(&[]),
            roles_error: Some("Choose at least one role.".to_owned()),
            ..Self::around(shell(), "A. Teacher", fields, false, staff)
        }
    }

    /// Somebody who belongs to another school too.
    pub fn empty() -> Self {
        Self {
            person: "sample".to_owned(),
            once: "sample-key".to_owned(),
            seen: "sample-seen".to_owned(),
            email: "b.teacher@school.example".to_owned(),
            roles: role_choices(&["teacher"]),
            ..Self::around(shell(), "B. Teacher", CorrectFields::default(), true, Vec::new())
        }
    }
}
