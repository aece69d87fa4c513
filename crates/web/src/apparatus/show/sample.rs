//! Made-up content.

use super::page::{Alternative, HistoryEntry, Holder, ItemPage};
use crate::apparatus::form::ItemForm;
use crate::parts::{Fact, Mark, Meaning, Section, Shell};

impl ItemPage {
    /// A made-up item that is in demand.
    pub fn sample() -> Self {
        Self {
            marks: vec![
                Mark::new("2 out of service", Meaning::Attention),
                Mark::new("1 missing", Meaning::Stop),
            ],
            sentence: "13 are free now.".to_owned(),
            facts: vec![
                Fact::new("Counted", "16"),
                Fact::new("Out of service", "2"),
                Fact::new("Missing", "1"),
                Fact::new("Before and after a lesson", "10 and 10 minutes"),
            ],
            holders: vec![
                Holder {
                    when: "Tuesday 24 November, 11:05 to 12:00".to_owned(),
                    who: "10B, B. Teacher, in Lab 2".to_owned(),
                    quantity: "7".to_owned(),
                    url: Some("/requisitions/sample".to_owned()),
                },
                Holder {
                    when: "Thursday 26 November, 09:05 to 10:45".to_owned(),
                    who: "12A/Bi, C. Biologist, in Lab 1".to_owned(),
                    quantity: "12".to_owned(),
                    url: Some("/requisitions/sample".to_owned()),
                },
            ],
            alternatives: vec![Alternative {
                name: "Digital microscope".to_owned(),
                url: "/apparatus/sample".to_owned(),
                words: "2 counted".to_owned(),
            }],
            history: vec![HistoryEntry {
                words: "Changed: counted 16 (was not counted), by T. Technician".to_owned(),
                when: "Monday 23 November, 09:14".to_owned(),
            }],
            form: Some(ItemForm::sample()),
            ..Self::empty()
        }
    }

    /// An item that nobody has counted, as a teacher sees it.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("Microscope", Section::Apparatus),
            name: "Microscope".to_owned(),
            where_line: "Microscopy and biology. Prep room, cupboard 3.".to_owned(),
            marks: vec![Mark::new("Not counted", Meaning::Quiet)],
            sentence: "Nobody has counted these yet, so a request for them is never refused.".to_owned(),
            facts: Vec::new(),
            holders: Vec::new(),
            no_holders: "Nobody has asked for it in the coming four weeks.".to_owned(),
            alternatives: Vec::new(),
            history: Vec::new(),
            form: None,
        }
    }
}
