//! What the school has, by family, with a quick way to count it.

use askama::Template;

use crate::apparatus::form::ItemForm;
use crate::parts::{Empty, FieldState, Mark, Shell};

/// The list, whole or as it was searched.
#[derive(Debug, Clone, Template)]
#[template(path = "apparatus/list/page.html")]
pub struct ApparatusPage {
    /// The frame.
    pub shell: Shell,
    /// The words searched for; may be empty. Sent as `q`.
    pub words: String,
    /// Such as “3 of 118 counted”.
    pub found: String,
    /// Idempotency key of the counting forms; each item's own name is added to it.
    pub once: String,
    /// Whether the reader may count.
    pub may_count: bool,
    /// What is so, and why it matters, while hardly anything is counted.
    pub advice: Option<String>,
    /// The items, by family.
    pub families: Vec<Family>,
    /// The form for another item, where the reader may add one.
    pub add: Option<ItemForm>,
    /// Whether that form has something to correct and stands open.
    pub add_open: bool,
    /// What to say and do where there are none.
    pub empty: Option<Empty>,
}

/// Items that stand together.
#[derive(Debug, Clone)]
pub struct Family {
    /// Such as “Glassware”.
    pub name: String,
    /// Its place on the page, such as `family-3`.
    pub anchor: String,
    /// Its items.
    pub items: Vec<ItemRow>,
}

/// One item in the list.
#[derive(Debug, Clone)]
pub struct ItemRow {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it stands, or the room it lives in.
    pub place: String,
    /// “Not counted”, “2 out of service”, “Used up”.
    pub marks: Vec<Mark>,
    /// How many there are, as typed where the form came back; none for what is used up.
    pub count: Option<FieldState>,
}
