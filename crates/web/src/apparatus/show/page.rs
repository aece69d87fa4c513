//! One item: what is free, who has it, what happened to it, and the form to count it.

use askama::Template;

use crate::apparatus::form::ItemForm;
use crate::parts::{Fact, Mark, Meaning, Section, Shell};

/// Everything that is known of an item.
#[derive(Debug, Clone, Template)]
#[template(path = "apparatus/show/page.html")]
pub struct ItemPage {
    /// The frame.
    pub shell: Shell,
    /// Its name.
    pub name: String,
    /// Such as “Glassware, prep room shelf A2”.
    pub where_line: String,
    /// Such as “Not counted”.
    pub marks: Vec<Mark>,
    /// The sentence that matters, such as “13 are free now”.
    pub sentence: String,
    /// Counted, out of service, missing and the like.
    pub facts: Vec<Fact>,
    /// Who has it from now on.
    pub holders: Vec<Holder>,
    /// Why nobody is listed there.
    pub no_holders: String,
    /// What can stand in for it.
    pub alternatives: Vec<Alternative>,
    /// What happened to it, newest first.
    pub history: Vec<HistoryEntry>,
    /// The form, where the reader may change it.
    pub form: Option<ItemForm>,
}

/// One promise of the item.
#[derive(Debug, Clone)]
pub struct Holder {
    /// Such as “Thursday 26 November, 11:05 to 12:00”.
    pub when: String,
    /// Such as “10B, B. Teacher, in Lab 2”.
    pub who: String,
    /// How many.
    pub quantity: String,
    /// Address of the requisition; none where the reader may not see it.
    pub url: Option<String>,
}

/// Something that can stand in.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// Its name.
    pub name: String,
    /// Its address.
    pub url: String,
    /// Such as “30 counted”.
    pub words: String,
}

/// One entry of history.
#[derive(Debug, Clone)]
pub struct HistoryEntry {
    /// Such as “Changed: counted 16 (was not counted), by T. Technician”.
    pub words: String,
    /// Such as “Monday 23 November, 09:14”.
    pub when: String,
}

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
