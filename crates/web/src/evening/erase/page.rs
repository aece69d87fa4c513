//! Erasing a person from a network's chats: what it would touch, and doing it.

use askama::Template;

use crate::parts::{Fact, FieldState, Link, Shell, TextField};

/// Erasing a person.
#[derive(Debug, Clone, Template)]
#[template(path = "evening/erase/page.html")]
pub struct ErasePage {
    /// The frame.
    pub shell: Shell,
    /// The way back: the network.
    pub back: Link,
    /// Where both forms are sent.
    pub action: String,
    /// Idempotency key.
    pub once: String,
    /// Whom to look for.
    pub handle: TextField,
    /// What it would touch; none before somebody was named.
    pub found: Option<WouldTouch>,
}

/// What an erasure would touch.
#[derive(Debug, Clone)]
pub struct WouldTouch {
    /// Such as “`@lab_bob` in 6 places”.
    pub heading: String,
    /// The name it goes by.
    pub handle: String,
    /// In numbers.
    pub facts: Vec<Fact>,
    /// The name typed once more; none where there is nothing to erase.
    pub confirm: Option<TextField>,
}

impl ErasePage {
    /// The field for whom to look for.
    pub fn handle_field(field: FieldState) -> TextField {
        TextField::new("handle", "Name in this network", field).hint("with or without @").required()
    }

    /// The field for the name typed once more.
    pub fn confirm_field(field: FieldState) -> TextField {
        TextField::new("again", "Type the name once more", field).required()
    }
}
