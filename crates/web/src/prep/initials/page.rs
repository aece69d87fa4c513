//! Whose hand it is: the shared tablet of the prep room asks before it ticks.

use askama::Template;

use crate::parts::{FieldState, Section, Shell};

/// The question, with the form it stands before.
#[derive(Debug, Clone, Template)]
#[template(path = "prep/initials/page.html")]
pub struct InitialsPage {
    /// The frame.
    pub shell: Shell,
    /// Where the form is sent: to where it was going.
    pub action: String,
    /// What the form carried, its key among it.
    pub hidden: Vec<HiddenField>,
    /// The people of the prep room, each as one button.
    pub people: Vec<InitialsOf>,
    /// Initials that were typed.
    pub field: FieldState,
    /// The page to go back to without ticking.
    pub back_url: String,
}

/// A field that is carried along.
#[derive(Debug, Clone)]
pub struct HiddenField {
    /// Its name.
    pub name: String,
    /// What stands in it.
    pub value: String,
}

/// Somebody of the prep room.
#[derive(Debug, Clone)]
pub struct InitialsOf {
    /// Such as “TT”.
    pub initials: String,
    /// Such as “T. Technician”.
    pub name: String,
}

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
