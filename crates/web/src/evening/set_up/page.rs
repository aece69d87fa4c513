//! Planning an evening, and setting it up until it ends.

use askama::Template;

use crate::parts::{Button, Choice, FieldKind, FieldState, Link, Mark, Shell, TextField};

/// The set-up of an evening, new or kept.
#[derive(Debug, Clone, Template)]
#[template(path = "evening/set_up/page.html")]
pub struct SetUpPage {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub back: Link,
    /// Such as “Plan an evening”.
    pub heading: String,
    /// Where it stands; none before it is kept.
    pub mark: Option<Mark>,
    /// When it is, in the network's zone; empty before it is kept.
    pub when: String,
    /// Its room, its desk, its calendar file.
    pub ways: Vec<Link>,
    /// Putting it into the calendar, and taking it out.
    pub buttons: Vec<Button>,
    /// What can no longer be changed, or what comes next.
    pub advice: Option<String>,
    /// The form; none once nothing of it can be changed.
    pub form: Option<SetUpForm>,
    /// Who looks after it; none before it is kept.
    pub people: Option<SetUpPeople>,
}

/// The form of a set-up.
#[derive(Debug, Clone)]
pub struct SetUpForm {
    /// Where it is sent.
    pub action: String,
    /// Idempotency key.
    pub once: String,
    /// The version it was opened at; none for a new evening.
    pub version: Option<u32>,
    /// Subject and hashtag; empty once they stand.
    pub about: Vec<TextField>,
    /// Date, time and length; empty once they stand.
    pub when: Vec<TextField>,
    /// Topics that members proposed, the first for none.
    pub topics: Vec<Choice>,
    /// What is wrong with the topic.
    pub topic_error: Option<String>,
    /// The questions, one to a line.
    pub questions: FieldState,
    /// What stands above the room.
    pub welcome: FieldState,
    /// Whose messages may wait.
    pub holds: Vec<Choice>,
    /// What is wrong with that choice.
    pub hold_error: Option<String>,
    /// The verb on its button.
    pub button: &'static str,
}

/// Who looks after an evening.
#[derive(Debug, Clone)]
pub struct SetUpPeople {
    /// Where the form for another one is sent.
    pub action: String,
    /// Idempotency key of these forms.
    pub once: String,
    /// Who has which role.
    pub rows: Vec<SetUpPerson>,
    /// The field for somebody's name in the network.
    pub handle: TextField,
    /// The roles that can be given.
    pub roles: Vec<Choice>,
}

/// Somebody who looks after an evening.
#[derive(Debug, Clone)]
pub struct SetUpPerson {
    /// Their name in the network, with “@”.
    pub who: String,
    /// Such as “Host”.
    pub role: String,
    /// How the role is taken back.
    pub end: EndRole,
}

/// The form that takes a role back.
#[derive(Debug, Clone)]
pub struct EndRole {
    /// Where it is sent.
    pub action: String,
    /// The role.
    pub role: &'static str,
}

impl SetUpForm {
    /// The fields that say what it is about.
    pub fn about_fields(subject: FieldState, tag: FieldState) -> Vec<TextField> {
        vec![
            TextField::new("subject", "Subject", subject).required(),
            TextField::new("tag", "Hashtag", tag).hint("with or without #; may stay empty"),
        ]
    }

    /// The fields that say when it is, in this zone.
    pub fn when_fields(
        date: FieldState,
        time: FieldState,
        minutes: FieldState,
        zone: &str,
    ) -> Vec<TextField> {
        vec![
            TextField::new("date", "Date", date).kind(FieldKind::Date).required(),
            TextField::new("time", "Begins at", time)
                .kind(FieldKind::Time)
                .hint(format!("in {zone}"))
                .required(),
            TextField::new("minutes", "Minutes", minutes)
                .kind(FieldKind::Number)
                .hint("from 5 to 720")
                .required(),
        ]
    }
}

impl SetUpPeople {
    /// The field for somebody's name.
    pub fn handle_field(field: FieldState) -> TextField {
        TextField::new("handle", "Their name in this network", field)
            .hint("as they chose it, with or without @")
            .required()
    }
}
