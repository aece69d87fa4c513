//! Made-up content.

use super::page::{InboxEntry, InboxGroup, InboxPage};
use crate::parts::{Button, ButtonKind, FieldState, Mark, Meaning, ReasonField, Section, Shell};

impl InboxPage {
    /// A busy morning.
    pub fn sample() -> Self {
        let key = "sample-key";
        let decline = || Button {
            reason: Some(ReasonField {
                name: "reason".to_owned(),
                label: "Why can it not be done?".to_owned(),
                choices: Vec::new(),
                field: FieldState::default(),
            }),
            ..Button::new("Decline", "/requisitions/sample/decline", ButtonKind::Danger, key)
        };
        let ask = || Button {
            reason: Some(ReasonField {
                name: "words".to_owned(),
                label: "What do you need to know?".to_owned(),
                choices: Vec::new(),
                field: FieldState::default(),
            }),
            ..Button::new("Ask", "/requisitions/sample/query", ButtonKind::Plain, key)
        };
        let accept = || Button::new("Accept", "/requisitions/sample/accept", ButtonKind::Primary, key);
        let entry =
            |title: &str, where_line: &str, mark: Mark, words: &str, since: &str, buttons| InboxEntry {
                title: title.to_owned(),
                url: "/requisitions/sample".to_owned(),
                where_line: where_line.to_owned(),
                marks: vec![mark],
                words: words.to_owned(),
                since: since.to_owned(),
                buttons,
            };
        Self {
            shell: Shell::sample_technician("Inbox", Section::Inbox),
            board_url: "/board".to_owned(),
            groups: vec![
                InboxGroup {
                    label: "After the deadline".to_owned(),
                    advice: "Nothing is set aside until you accept.".to_owned(),
                    entries: vec![
                        entry(
                            "Making copper sulfate crystals for 11Y/Ch1",
                            "Today, period 4, Lab 4, A. Teacher",
                            Mark::new("Late", Meaning::Attention),
                            "Plans changed: the set swapped with Thursday’s theory lesson.",
                            "Sent 07:48",
                            vec![accept(), ask(), decline()],
                        ),
                        entry(
                            "Pondweed and light for 10W",
                            "Thursday, period 2, Lab 1, C. Biologist",
                            Mark::new("Late", Meaning::Attention),
                            "Cover lesson. The technician’s notice for pondweed is two school days.",
                            "Sent Monday 16:40",
                            vec![accept(), ask(), decline()],
                        ),
                    ],
                },
                InboxGroup {
                    label: "Short".to_owned(),
                    advice: "Promised before something broke or moved.".to_owned(),
                    entries: vec![entry(
                        "Titration of vinegar for 12A/Ch",
                        "Today, periods 1 and 2, Lab 5, A. Teacher",
                        Mark::new("Short of 1", Meaning::Stop),
                        "Volumetric pipettes: 9 promised, 8 left since one broke on Monday.",
                        "Since Monday 15:30",
                        vec![
                            Button::new(
                                "Take 8 sets",
                                "/requisitions/sample/options",
                                ButtonKind::Primary,
                                key,
                            ),
                            Button::new(
                                "Use measuring cylinders",
                                "/requisitions/sample/options",
                                ButtonKind::Plain,
                                key,
                            ),
                        ],
                    )],
                },
                InboxGroup {
                    label: "Answered".to_owned(),
                    advice: "Teachers have answered your questions.".to_owned(),
                    entries: vec![entry(
                        "Electrochemical cells for 13A/Ch",
                        "Wednesday, periods 3 and 4, Lab 5, A. Teacher",
                        Mark::new("Queried", Meaning::Attention),
                        "“Zinc and copper only, half strength is fine.”",
                        "Answered 08:02",
                        vec![accept(), ask()],
                    )],
                },
            ],
        }
    }

    /// Nothing waits.
    pub fn empty() -> Self {
        Self { groups: Vec::new(), ..Self::sample() }
    }
}
