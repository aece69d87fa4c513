//! Made-up content.

use super::page::{HazardShown, KitGroup, KitLine, NoteForm, NoteShown, PracticalPage};
use crate::parts::{Credit, Fact, FieldState, Mark, Meaning, Section, Shell};

impl PracticalPage {
    /// A made-up practical with everything.
    pub fn sample() -> Self {
        let line = |name: &str, amount: &str, detail: &str| KitLine {
            name: name.to_owned(),
            url: Some("/apparatus/sample".to_owned()),
            amount: amount.to_owned(),
            detail: detail.to_owned(),
        };
        Self {
            marks: vec![Mark::new("Try it first", Meaning::Attention)],
            references: vec![
                "Sample board, sample specification, required practical 7: identifying ions".to_owned(),
            ],
            facts: vec![
                Fact::new("Pupils in a group", "2"),
                Fact::new("At the bench", "40 minutes"),
                Fact::new("Notice it needs", "1 school day"),
            ],
            groups: vec![
                KitGroup {
                    label: "For each group".to_owned(),
                    lines: vec![
                        line("Flame test loop", "1", ""),
                        line("Bunsen burner", "1", ""),
                        line("Lithium chloride solution", "5 cm³", "0.5 mol/dm³; in a dropping bottle"),
                        line("Watch glass", "4", ""),
                    ],
                },
                KitGroup {
                    label: "For the class".to_owned(),
                    lines: vec![KitLine { url: None, ..line("Spectroscope chart on the wall", "1", "") }],
                },
                KitGroup {
                    label: "For the teacher".to_owned(),
                    lines: vec![line("Cobalt glass", "2, and 1 spare", "")],
                },
            ],
            make_up: vec![
                "Dissolve each salt in distilled water to the strength of its line.".to_owned(),
                "Label each bottle with a letter only, and keep the key for the teacher.".to_owned(),
            ],
            hazards: vec![HazardShown {
                what: "Lithium chloride, solid".to_owned(),
                words: "Harmful if swallowed (H302); irritates skin and eyes (H315, H319).".to_owned(),
                source: "A made-up source, entry 12".to_owned(),
            }],
            precautions: vec![
                "Eye protection for everybody.".to_owned(),
                "Long hair and ties are tied back.".to_owned(),
            ],
            sources: vec!["A made-up book of practicals, page 40".to_owned()],
            notes: vec![
                NoteShown {
                    id: "1".to_owned(),
                    words: "Wooden splints soaked overnight do as well as loops.".to_owned(),
                    written: "A. Technician, today 09:14".to_owned(),
                    credit: Some(Credit::sample("Said")),
                },
                NoteShown {
                    id: "2".to_owned(),
                    words: "Keep the sodium for last: it hides every other colour.\nOne loop for each salt."
                        .to_owned(),
                    written: "B. Teacher, Monday 11:20".to_owned(),
                    credit: None,
                },
            ],
            note_form: Some(NoteForm {
                action: "/catalogue/sample/notes".to_owned(),
                once: "sample-key".to_owned(),
                words: FieldState {
                    value: String::new(),
                    error: Some("Write what the next person should know.".to_owned()),
                },
            }),
            ..Self::empty()
        }
    }

    /// A draft that was saved from a chat whose author is erased by now.
    pub fn sample_draft() -> Self {
        Self {
            marks: vec![Mark::new("Draft", Meaning::Quiet), Mark::new("Try it first", Meaning::Attention)],
            drafted: Some("Drafted by A. Technician, Monday 11:20.".to_owned()),
            credit: Some(Credit::erased("Suggested")),
            facts: vec![Fact::new("Pupils in a group", "2, until it has been tried")],
            ..Self::empty()
        }
    }

    /// A practical of which little is known.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_teacher("Flame tests", Section::Catalogue),
            title: "Flame tests".to_owned(),
            subject_line: "Chemistry, years 9 to 11".to_owned(),
            marks: Vec::new(),
            summary: "Pupils hold metal salts in a roaring flame and name the metals by colour.".to_owned(),
            references: Vec::new(),
            facts: Vec::new(),
            groups: Vec::new(),
            make_up: Vec::new(),
            hazards: Vec::new(),
            precautions: Vec::new(),
            sources: Vec::new(),
            ask_url: Some("/week".to_owned()),
            drafted: None,
            credit: None,
            notes: Vec::new(),
            note_form: None,
        }
    }
}
