//! The form that corrects what is kept of a person.

use askama::Template;

use crate::parts::{Choice, FieldState, Shell, TextField};

/// One person, to correct.
#[derive(Debug, Clone, Template)]
#[template(path = "people/correct/page.html")]
pub struct CorrectPage {
    /// The frame.
    pub shell: Shell,
    /// Who, as the address names them.
    pub person: String,
    /// Idempotency key.
    pub once: String,
    /// What was seen of them.
    pub seen: String,
    /// Their name, as it is kept.
    pub heading: String,
    /// Their address.
    pub email: String,
    /// What is kept now, where somebody else has changed it since the form was opened.
    pub overtaken: Option<String>,
    /// Their name, to correct; none where it is not this school’s alone.
    pub name: Option<TextField>,
    /// The roles to tick. Sent as `role`.
    pub roles: Vec<Choice>,
    /// What is wrong with the roles.
    pub roles_error: Option<String>,
    /// Who they are in the timetable, and their mentor.
    pub in_timetable: Vec<TextField>,
    /// The names that the timetable has.
    pub staff: Vec<String>,
}

/// What stands in the fields.
#[derive(Debug, Clone, Default)]
pub struct CorrectFields {
    /// Name.
    pub name: FieldState,
    /// Who they are in the timetable.
    pub staff: FieldState,
    /// Their mentor.
    pub mentor: FieldState,
}

impl CorrectPage {
    /// The page around these fields, of somebody who belongs to this school alone or not.
    pub fn around(
        shell: Shell,
        name: &str,
        fields: CorrectFields,
        elsewhere: bool,
        staff: Vec<String>,
    ) -> Self {
        let in_timetable = vec![
            TextField::new("staff", "In the timetable as", fields.staff)
                .hint("as the timetable spells it; empty for none")
                .list("staff"),
            TextField::new("mentor", "Mentor", fields.mentor).hint("for a trainee").list("staff"),
        ];
        Self {
            shell,
            person: String::new(),
            once: String::new(),
            seen: String::new(),
            heading: name.to_owned(),
            email: String::new(),
            overtaken: None,
            name: (!elsewhere).then(|| TextField::new("name", "Name", fields.name).required()),
            roles: Vec::new(),
            roles_error: None,
            in_timetable,
            staff,
        }
    }
}
