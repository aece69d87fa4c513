//! Made-up content.

use super::page::{EndRole, SetUpForm, SetUpPage, SetUpPeople, SetUpPerson};
use crate::parts::{Button, ButtonKind, Choice, FieldState, Link, Mark, Meaning, Section, Shell};

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
