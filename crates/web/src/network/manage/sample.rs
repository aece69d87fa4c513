//! Made-up content.

use super::page::{CodeForm, CodeRow, ManagePage, PersonButton, PersonRow, ReadersChoice, SchoolRow};
use crate::parts::{Button, ButtonKind, Choice, FieldState, Mark, Meaning, Section, Shell};

impl ReadersChoice {
    /// Both choices, the first chosen.
    pub fn sample() -> Self {
        let choice = |value: &str, words: &str, chosen| Choice {
            value: value.to_owned(),
            words: words.to_owned(),
            chosen,
        };
        Self {
            choices: vec![
                choice("members", "The people of this network", true),
                choice("everybody", "Everybody, signed in or not", false),
            ],
        }
    }
}

impl ManagePage {
    /// A network with people, schools and codes, after a mistake in the form.
    pub fn sample() -> Self {
        let person = |name: &str, is_administrator: bool| PersonRow {
            name: name.to_owned(),
            about: "sample_one; since Monday 9 November".to_owned(),
            marks: if is_administrator {
                vec![Mark::new("Looks after it", Meaning::Done)]
            } else {
                Vec::new()
            },
            administrator: PersonButton {
                label: if is_administrator { "Make a member again" } else { "Let them look after it" },
                url: "/networks/1/people/sample/administrator".to_owned(),
                wanted: if is_administrator { "no" } else { "yes" },
            },
            end_url: "/networks/1/people/sample/end".to_owned(),
        };
        let uses =
            FieldState { value: "900".to_owned(), error: Some("A code is for 1 to 500 uses.".to_owned()) };
        Self {
            new_code: CodeForm::new(
                Self::kinds(true, "person"),
                FieldState::of("The October meeting"),
                uses,
                FieldState::of("14"),
            ),
            codes: vec![
                CodeRow {
                    words: "Sample High School".to_owned(),
                    about: "For schools: 1 use left, until Monday 7 December".to_owned(),
                    mark: None,
                    end: Some(Button::new(
                        "End",
                        "/networks/1/codes/1/end",
                        ButtonKind::Danger,
                        "sample-key",
                    )),
                },
                CodeRow {
                    words: "The September meeting".to_owned(),
                    about: "For people: 0 uses left, until Monday 30 November".to_owned(),
                    mark: Some(Mark::new("Used up", Meaning::Quiet)),
                    end: None,
                },
            ],
            people: vec![person("T. Technician", true), person("N. Comer", false)],
            schools: vec![SchoolRow {
                name: "Sample High School".to_owned(),
                about: "9 people; since Monday 9 November".to_owned(),
                end_url: Some("/networks/1/schools/1/end".to_owned()),
            }],
            ..Self::empty()
        }
    }

    /// A network that has just begun.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("Look after Sample County Technicians", Section::Chats),
            id: "1".to_owned(),
            name: "Sample County Technicians".to_owned(),
            once: "sample-key".to_owned(),
            error: None,
            new_code: CodeForm::new(
                Self::kinds(true, "person"),
                FieldState::default(),
                FieldState::of("1"),
                FieldState::of("14"),
            ),
            codes: Vec::new(),
            people: Vec::new(),
            schools: Vec::new(),
            settings: Self::settings(
                FieldState::of("Sample County Technicians"),
                FieldState::of("Europe/London"),
            ),
            readers: ReadersChoice::sample(),
        }
    }
}
