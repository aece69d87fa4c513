//! One requisition on one sheet, which prints on one side of A4.

use askama::Template;

use crate::parts::{Button, ButtonKind, Fact, FieldState, Mark, Meaning, ReasonField, Section, Shell};

/// Everything about one requisition.
#[derive(Debug, Clone, Template)]
#[template(path = "requisition/sheet/page.html")]
pub struct SheetPage {
    /// The frame.
    pub shell: Shell,
    /// Where the reader came from, in words: “Board, Tuesday”.
    pub back_words: String,
    /// Its address.
    pub back_url: String,
    /// The practical.
    pub title: String,
    /// Such as “12A/Ch”.
    pub class: String,
    /// Such as “Lab 5”.
    pub room: String,
    /// Such as “Tuesday 24 November, periods 1 and 2, 09:05 to 10:45”.
    pub when: String,
    /// Teacher’s name.
    pub teacher: String,
    /// Its state.
    pub state: Mark,
    /// What the state means for the reader, in one sentence.
    pub state_sentence: String,
    /// Late, trial, helper wanted and the like.
    pub marks: Vec<Mark>,
    /// How many and how: sets, pupils, trays.
    pub facts: Vec<Fact>,
    /// A word from the teacher.
    pub note: Option<String>,
    /// What the reader may do, the next step first.
    pub buttons: Vec<Button>,
    /// Address of the form that changes it, where the reader may.
    pub change_url: Option<String>,
    /// The lines, by whom they are for.
    pub groups: Vec<SheetGroup>,
    /// How to make things up.
    pub make_up: Vec<MakeUp>,
    /// Hazards, worst first.
    pub hazards: Vec<Hazard>,
    /// Counting back, where numbers are asked for.
    pub count: Option<CountBack>,
    /// The same practical for other classes, right after sending.
    pub also: Option<AlsoFor>,
    /// What was said, oldest first.
    pub conversation: Vec<Said>,
    /// The field for a question or an answer.
    pub say: Option<SayField>,
    /// What happened, newest first.
    pub history: Vec<Happened>,
    /// Small print at the foot of the paper: when it was printed.
    pub printed: String,
}

/// Lines for one kind of reader.
#[derive(Debug, Clone)]
pub struct SheetGroup {
    /// “For each group”, “For the class” or “For the teacher”.
    pub label: String,
    /// The lines.
    pub lines: Vec<SheetLine>,
}

/// One thing to put out.
#[derive(Debug, Clone)]
pub struct SheetLine {
    /// The thing, with its strength.
    pub name: String,
    /// How many or how much in all, with unit.
    pub quantity: String,
    /// Such as “1 for each set”; may be empty.
    pub rule: String,
    /// Where it is kept; may be empty.
    pub place: String,
    /// A warning on this line, such as “Short of 2”.
    pub mark: Option<Mark>,
}

/// How to make something up.
#[derive(Debug, Clone)]
pub struct MakeUp {
    /// Such as “Sodium hydroxide 0.10 mol/dm³, 2 dm³”.
    pub title: String,
    /// Steps, in order.
    pub steps: Vec<String>,
}

/// One hazard.
#[derive(Debug, Clone)]
pub struct Hazard {
    /// The thing.
    pub name: String,
    /// What it does and what to wear.
    pub words: String,
    /// Where to read more, such as a card’s number; may be empty.
    pub reference: String,
}

/// The form that counts things back.
#[derive(Debug, Clone)]
pub struct CountBack {
    /// Where it is sent.
    pub action: String,
    /// Idempotency key.
    pub key: String,
    /// The things whose numbers are asked for.
    pub lines: Vec<CountLine>,
}

/// One thing to count. Its fields are named `back-KEY` and `words-KEY`.
#[derive(Debug, Clone)]
pub struct CountLine {
    /// What the field names end in.
    pub key: String,
    /// The thing.
    pub name: String,
    /// How many went out.
    pub out: String,
    /// How many are back.
    pub back: FieldState,
}

/// The same for other classes. The form sends `lesson` once per tick.
#[derive(Debug, Clone)]
pub struct AlsoFor {
    /// Such as “Also for 9Y and 9Z?”
    pub heading: String,
    /// Where it is sent.
    pub action: String,
    /// Idempotency key.
    pub key: String,
    /// Their lessons.
    pub lessons: Vec<AlsoLesson>,
}

/// One lesson to tick.
#[derive(Debug, Clone)]
pub struct AlsoLesson {
    /// Value sent as `lesson`.
    pub value: String,
    /// Such as “9Y, Friday period 6, Lab 6”.
    pub words: String,
    /// Whether it is ticked.
    pub ticked: bool,
    /// Such as “All 15 free”, or why it does not fit.
    pub stock: Mark,
}

/// One thing said.
#[derive(Debug, Clone)]
pub struct Said {
    /// Who.
    pub who: String,
    /// When, as people say it.
    pub when: String,
    /// What.
    pub words: String,
}

/// The field for a question or an answer.
#[derive(Debug, Clone)]
pub struct SayField {
    /// Where it is sent.
    pub action: String,
    /// Idempotency key.
    pub key: String,
    /// Such as “Ask A. Teacher”.
    pub label: String,
    /// The verb on the button.
    pub button: String,
    /// What was typed; the field is named `words`.
    pub field: FieldState,
}

/// One line of the history.
#[derive(Debug, Clone)]
pub struct Happened {
    /// Such as “Moved from Tuesday period 3 by A. Teacher”.
    pub words: String,
    /// Such as “Monday 09:14”.
    pub when: String,
}

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
