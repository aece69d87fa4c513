//! Made-up content.

use super::page::{DraftFields, PracticalChoice, PracticalGroup, SavePage, SaveWay};
use crate::catalogue::draft::page::DraftPage;
use crate::parts::{Choice, FieldState, Link, Section, Shell, Written};

impl SavePage {
    /// A made-up message that is saved as a note, without a practical chosen.
    pub fn sample() -> Self {
        Self {
            practicals: Some(PracticalChoice {
                groups: vec![PracticalGroup {
                    subject: "Biology".to_owned(),
                    practicals: vec![Choice {
                        value: "1".to_owned(),
                        words: "Osmosis in potato".to_owned(),
                        chosen: false,
                    }],
                }],
                error: Some("Choose a practical.".to_owned()),
            }),
            refusal: None,
            ..Self::empty()
        }
    }

    /// The same as a draft.
    pub fn sample_draft() -> Self {
        let draft = DraftPage::sample();
        Self {
            kind: "draft",
            draft: Some(DraftFields {
                title: draft.title,
                subjects: draft.subjects,
                subject_error: draft.subject_error,
                years_from: draft.years_from,
                years_to: draft.years_to,
                years_error: draft.years_error,
            }),
            practicals: None,
            words_label: "What pupils would do",
            button: "Save the draft",
            ..Self::sample()
        }
    }

    /// A message that somebody without a school would save.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("Save for your school", Section::Chats),
            back: Link { words: "The message".to_owned(), url: "/chats/1/messages/2".to_owned() },
            credit: "@lab_bob".to_owned(),
            at: "Monday 12 January 2026, 20:03".to_owned(),
            said: Written("A pencil survives the dishwasher.".to_owned()),
            refusal: Some(Self::needs_school()),
            ways: vec![
                SaveWay {
                    words: "Trial note",
                    url: "/chats/1/messages/2/save?as=note".to_owned(),
                    current: true,
                },
                SaveWay { words: "Idea", url: "/chats/1/messages/2/save?as=idea".to_owned(), current: false },
            ],
            explained: "A trial note stands on the practical for whoever does it next.",
            action: "/chats/1/messages/2/save".to_owned(),
            once: "sample-key".to_owned(),
            kind: "note",
            practicals: None,
            draft: None,
            words_label: "What the next person should know",
            words: FieldState::of("A pencil survives the dishwasher."),
            button: "Add the note",
        }
    }
}
