//! Made-up content.

use super::page::{
    AlsoFor, AlsoLesson, CountBack, CountLine, Happened, Hazard, MakeUp, Said, SayField, SheetGroup,
    SheetLine, SheetPage,
};
use crate::parts::{Button, ButtonKind, Fact, FieldState, Mark, Meaning, ReasonField, Section, Shell};

impl SheetPage {
    /// A technician’s sheet with everything on it.
    pub fn sample() -> Self {
        let key = "sample-key";
        Self {
            shell: Shell::sample_technician("Titration of vinegar for 12A/Ch", Section::Board),
            back_words: "Board, Tuesday".to_owned(),
            back_url: "/board/2026-11-24".to_owned(),
            title: "Titration of vinegar".to_owned(),
            class: "12A/Ch".to_owned(),
            room: "Lab 5".to_owned(),
            when: "Tuesday 24 November, periods 1 and 2, 09:05 to 10:45".to_owned(),
            teacher: "A. Teacher".to_owned(),
            state: Mark::new("Accepted", Meaning::Plain),
            state_sentence: "Set-up starts at 08:45.".to_owned(),
            marks: vec![Mark::new("Late", Meaning::Attention), Mark::new("Helper wanted", Meaning::Plain)],
            facts: [
                ("Sets", "8 and 1 to demonstrate"),
                ("Pupils", "16, in pairs"),
                ("Trays", "3 trays of 3"),
            ]
            .into_iter()
            .map(|(name, value)| Fact { name: name.to_owned(), value: value.to_owned() })
            .collect(),
            note: Some(
                "Please leave the white tiles on the front bench; we start with a demonstration.".to_owned(),
            ),
            buttons: vec![
                Button::new("Prepared", "/requisitions/sample/prepare", ButtonKind::Primary, key),
                Button::new("Delivered", "/requisitions/sample/deliver", ButtonKind::Plain, key),
                Button {
                    reason: Some(ReasonField {
                        name: "reason".to_owned(),
                        label: "Why can it not be done?".to_owned(),
                        choices: Vec::new(),
                        field: FieldState::default(),
                    }),
                    ..Button::new("Decline", "/requisitions/sample/decline", ButtonKind::Danger, key)
                },
            ],
            change_url: Some("/requisitions/sample/change".to_owned()),
            groups: sample_groups(),
            make_up: vec![MakeUp {
                title: "Sodium hydroxide 0.10 mol/dm³, 2 dm³".to_owned(),
                steps: vec![
                    "Add 8.0 g of pellets to about 1 dm³ of water, stirring. It warms up.".to_owned(),
                    "When cool, make up to 2 dm³ and label.".to_owned(),
                ],
            }],
            hazards: vec![
                Hazard {
                    name: "Sodium hydroxide pellets".to_owned(),
                    words: "Corrosive. Goggles and gloves while making up.".to_owned(),
                    reference: "Card 31".to_owned(),
                },
                Hazard {
                    name: "Sodium hydroxide 0.10 mol/dm³".to_owned(),
                    words: "Irritates the eyes. Eye protection.".to_owned(),
                    reference: "Card 31".to_owned(),
                },
            ],
            count: Some(CountBack {
                action: "/requisitions/sample/count".to_owned(),
                key: key.to_owned(),
                lines: vec![CountLine {
                    key: "1".to_owned(),
                    name: "Thermometer, −10 to 110 °C".to_owned(),
                    out: "8".to_owned(),
                    back: FieldState::of("8"),
                }],
            }),
            also: None,
            conversation: vec![
                Said {
                    who: "T. Technician".to_owned(),
                    when: "Monday 08:40".to_owned(),
                    words: "Malt vinegar or white? The malt hides the end point.".to_owned(),
                },
                Said {
                    who: "A. Teacher".to_owned(),
                    when: "Monday 09:10".to_owned(),
                    words: "White, please.".to_owned(),
                },
            ],
            say: Some(SayField {
                action: "/requisitions/sample/query".to_owned(),
                key: key.to_owned(),
                label: "Ask A. Teacher".to_owned(),
                button: "Ask".to_owned(),
                field: FieldState::default(),
            }),
            history: [
                ("Accepted by T. Technician", "Monday 09:20"),
                ("Moved from Tuesday period 3 by A. Teacher", "Monday 09:14"),
                ("Sent after the deadline by A. Teacher: plans changed", "Sunday 18:02"),
            ]
            .into_iter()
            .map(|(words, when)| Happened { words: words.to_owned(), when: when.to_owned() })
            .collect(),
            printed: "Printed Tuesday 24 November, 08:10".to_owned(),
        }
    }

    /// A teacher’s sheet right after sending.
    pub fn sample_sent() -> Self {
        Self {
            shell: Shell {
                notice: Some(crate::parts::Notice {
                    kind: Meaning::Done,
                    words: "Sent. The technicians have accepted it.".to_owned(),
                    undo: Some(crate::parts::UndoLink {
                        words: "Undo",
                        requisitions: Vec::new(),
                        url: "/requisitions/sample/undo".to_owned(),
                        key: "sample-key".to_owned(),
                    }),
                }),
                ..Shell::sample_teacher("Titration of vinegar for 12A/Ch", Section::Week)
            },
            back_words: "Your week".to_owned(),
            back_url: "/week".to_owned(),
            state_sentence: "Everything is set aside for this lesson.".to_owned(),
            marks: Vec::new(),
            count: None,
            say: None,
            conversation: Vec::new(),
            make_up: Vec::new(),
            also: Some(AlsoFor {
                heading: "Also for 12B and 12C?".to_owned(),
                action: "/requisitions/sample/repeat".to_owned(),
                key: "sample-key".to_owned(),
                lessons: vec![
                    AlsoLesson {
                        value: "one".to_owned(),
                        words: "12B/Ch, Thursday periods 3 and 4, Lab 5".to_owned(),
                        ticked: true,
                        stock: Mark::new("All free", Meaning::Done),
                    },
                    AlsoLesson {
                        value: "two".to_owned(),
                        words: "12C/Ch, Friday period 2, Lab 6".to_owned(),
                        ticked: false,
                        stock: Mark::new("6 of 8 burettes free", Meaning::Attention),
                    },
                ],
            }),
            buttons: vec![Button::new(
                "Withdraw",
                "/requisitions/sample/withdraw",
                ButtonKind::Danger,
                "sample-key",
            )],
            ..Self::sample()
        }
    }

    /// A draft with nothing on it yet.
    pub fn empty() -> Self {
        Self {
            title: "A list of your own".to_owned(),
            state: Mark::new("Draft", Meaning::Quiet),
            state_sentence: "Only you can see it.".to_owned(),
            facts: Vec::new(),
            note: None,
            groups: Vec::new(),
            hazards: Vec::new(),
            also: None,
            history: Vec::new(),
            ..Self::sample_sent()
        }
    }
}

fn sample_groups() -> Vec<SheetGroup> {
    let line = |name: &str, quantity: &str, rule: &str, place: &str| SheetLine {
        name: name.to_owned(),
        quantity: quantity.to_owned(),
        rule: rule.to_owned(),
        place: place.to_owned(),
        mark: None,
    };
    vec![
        SheetGroup {
            label: "For each group".to_owned(),
            lines: vec![
                line("Burette, 50 cm³", "9", "1 for each set", "Cupboard C3"),
                SheetLine {
                    mark: Some(Mark::new("Short of 1", Meaning::Stop)),
                    ..line("Volumetric pipette, 25 cm³, with filler", "9", "1 for each set", "Drawer D2")
                },
                line("Conical flask, 250 cm³", "18", "2 for each set", "Shelf G1"),
                line("White tile", "9", "1 for each set", "Drawer D5"),
                line("Sodium hydroxide 0.10 mol/dm³", "900 cm³", "100 cm³ for each set", "Made up"),
            ],
        },
        SheetGroup {
            label: "For the class".to_owned(),
            lines: vec![
                line("White vinegar, diluted ten times", "500 cm³", "", "Fridge 2"),
                line("Phenolphthalein indicator", "3 bottles", "", "Shelf C1"),
            ],
        },
        SheetGroup {
            label: "In their own words".to_owned(),
            lines: vec![line("Funnels that fit the burettes", "9", "", "")],
        },
    ]
}
