//! Planning an evening, and setting it up until it ends.

use askama::Template;

use crate::parts::{
    Button, ButtonKind, Choice, FieldKind, FieldState, Link, Mark, Meaning, Section, Shell, TextField,
};

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

impl SetUpPage {
    /// A made-up evening in the calendar, with a mistake in its time.
    pub fn sample() -> Self {
        let empty = Self::empty();
        let form = empty.form.map(|form| {
            SetUpForm {
            action: "/chats/1/set-up".to_owned(),
            version: Some(3),
            about: SetUpForm::about_fields(FieldState::of("Labels that last"), FieldState::of("PrepChat")),
            when: SetUpForm::when_fields(
                FieldState::of("2026-03-29"),
                FieldState {
                    value: "01:30".to_owned(),
                    error: Some(
                        "The clocks go forward on 2026-03-29, and 01:30 does not happen; choose another time."
                            .to_owned(),
                    ),
                },
                FieldState::of("60"),
                "Europe/London",
            ),
            questions: FieldState::of("What do you label first?\nWhich pen survives the dishwasher?"),
            button: "Save",
            ..form
        }
        });
        Self {
            heading: "Labels that last".to_owned(),
            mark: Some(Mark::new("In the calendar", Meaning::Plain)),
            when: "Sunday 29 March 2026, 20:00 to 21:00, Europe/London. In 3 days.".to_owned(),
            ways: vec![
                Link { words: "Room".to_owned(), url: "/chats/1".to_owned() },
                Link { words: "Desk".to_owned(), url: "/chats/1/desk".to_owned() },
                Link { words: "Calendar file".to_owned(), url: "/chats/1/calendar.ics".to_owned() },
            ],
            buttons: vec![Button::new(
                "Take it out of the calendar",
                "/chats/1/put-off",
                ButtonKind::Plain,
                "sample-key",
            )],
            form,
            people: Some(SetUpPeople {
                action: "/chats/1/roles".to_owned(),
                once: "sample-key".to_owned(),
                rows: vec![
                    SetUpPerson {
                        who: "@prep_ann".to_owned(),
                        role: "Host".to_owned(),
                        end: EndRole { action: "/chats/1/roles/1/end".to_owned(), role: "host" },
                    },
                    SetUpPerson {
                        who: "Somebody who has not chosen a name yet".to_owned(),
                        role: "Curator".to_owned(),
                        end: EndRole { action: "/chats/1/roles/2/end".to_owned(), role: "curator" },
                    },
                ],
                handle: SetUpPeople::handle_field(FieldState {
                    value: "nobody_here".to_owned(),
                    error: Some("Nobody in this network has that name.".to_owned()),
                }),
                roles: vec![
                    Choice { value: "host".to_owned(), words: "Host".to_owned(), chosen: true },
                    Choice { value: "moderator".to_owned(), words: "Moderator".to_owned(), chosen: false },
                ],
            }),
            ..Self::empty()
        }
    }

    /// A new evening.
    pub fn empty() -> Self {
        let nothing = FieldState::default;
        Self {
            shell: Shell::sample_technician("Plan an evening", Section::Chats),
            back: Link { words: "Test Network".to_owned(), url: "/networks/1".to_owned() },
            heading: "Plan an evening".to_owned(),
            mark: None,
            when: String::new(),
            ways: Vec::new(),
            buttons: Vec::new(),
            advice: None,
            form: Some(SetUpForm {
                action: "/networks/1/chats".to_owned(),
                once: "sample-key".to_owned(),
                version: None,
                about: SetUpForm::about_fields(nothing(), nothing()),
                when: SetUpForm::when_fields(nothing(), nothing(), FieldState::of("60"), "Europe/London"),
                topics: vec![
                    Choice { value: String::new(), words: "None of them".to_owned(), chosen: true },
                    Choice {
                        value: "1".to_owned(),
                        words: "Labels that last, 4 votes".to_owned(),
                        chosen: false,
                    },
                ],
                topic_error: None,
                questions: nothing(),
                welcome: nothing(),
                holds: vec![
                    Choice { value: "nobody".to_owned(), words: "Nobody’s".to_owned(), chosen: true },
                    Choice { value: "newcomers".to_owned(), words: "Newcomers’".to_owned(), chosen: false },
                ],
                hold_error: None,
                button: "Keep the plan",
            }),
            people: None,
        }
    }
}
