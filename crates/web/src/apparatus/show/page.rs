//! One item: what is free, who has it, what happened to it, and the form to count it.

use askama::Template;

use crate::apparatus::form::ItemForm;
use crate::parts::{Fact, Mark, Shell};

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
