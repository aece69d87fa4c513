//! Whose hand it is: the shared tablet of the prep room asks before it ticks.

use askama::Template;

use crate::parts::{FieldState, Shell};

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
