//! The list of an evening as its curator builds it, with what readers will see beside it.

use askama::Template;

use crate::evening::read::page::KeptList;
use crate::parts::{Button, Empty, FieldState, Link, Mark, Shell, TextField};

/// The list while it is built.
#[derive(Debug, Clone, Template)]
#[template(path = "evening/list/page.html")]
pub struct ListPage {
    /// The frame.
    pub shell: Shell,
    /// The way back: the room.
    pub back: Link,
    /// Where the chat stands.
    pub mark: Mark,
    /// Such as “5 items”.
    pub found: String,
    /// Desk and publishing.
    pub ways: Vec<Link>,
    /// Idempotency key of the forms; each item's own name is added to it.
    pub once: String,
    /// Takes in what was starred and the links; none before anybody has written.
    pub seed: Option<Button>,
    /// The items by heading, in order.
    pub groups: Vec<ListGroup>,
    /// What to say and do where there are none.
    pub empty: Option<Empty>,
    /// Where the form for another item is sent.
    pub add_action: String,
    /// Another item.
    pub add: AddItem,
    /// Headings to choose from.
    pub headings: Vec<String>,
    /// As readers will see it.
    pub preview: KeptList,
}

/// Items under one heading.
#[derive(Debug, Clone)]
pub struct ListGroup {
    /// The heading.
    pub heading: String,
    /// In order.
    pub items: Vec<ListRow>,
}

/// One item.
#[derive(Debug, Clone)]
pub struct ListRow {
    /// Its identifier.
    pub id: String,
    /// Its words.
    pub words: String,
    /// Their beginning, to tell buttons apart.
    pub short: String,
    /// Whose they are, and where they lead.
    pub source: String,
    /// The identifier of the message it comes from; empty where there is none.
    pub message: String,
    /// Where its forms are sent.
    pub action: String,
    /// Whether something stands before it.
    pub may_go_up: bool,
    /// Whether something stands after it.
    pub may_go_down: bool,
    /// Whether its form came back with a mistake.
    pub open: bool,
    /// What is said above its form, where somebody else was quicker.
    pub error: Option<String>,
    /// What its form was shown with.
    pub seen: String,
    /// What stands in its form.
    pub form: ItemFields,
}

/// The fields of an item.
#[derive(Debug, Clone)]
pub struct ItemFields {
    /// What it says.
    pub words: FieldState,
    /// What it stands under.
    pub heading: TextField,
    /// Where it leads.
    pub url: TextField,
}

/// The fields of another item.
#[derive(Debug, Clone)]
pub struct AddItem {
    /// What it says.
    pub words: FieldState,
    /// What it stands under.
    pub heading: TextField,
    /// Where it leads.
    pub url: TextField,
    /// The message it comes from.
    pub number: TextField,
}

impl ItemFields {
    /// Fields with this in them.
    pub fn new(words: FieldState, heading: FieldState, url: FieldState) -> Self {
        Self { words, heading: heading_field(heading), url: url_field(url) }
    }
}

impl AddItem {
    /// Fields with this in them.
    pub fn new(words: FieldState, heading: FieldState, url: FieldState, number: FieldState) -> Self {
        Self {
            words,
            heading: heading_field(heading),
            url: url_field(url),
            number: TextField::new("number", "Number of the message it comes from", number)
                .kind(crate::parts::FieldKind::Number)
                .hint("on the message’s own page, behind More; its author is credited; may stay empty"),
        }
    }
}

fn heading_field(field: FieldState) -> TextField {
    TextField::new("heading", "Heading", field).list("headings").required()
}

fn url_field(field: FieldState) -> TextField {
    TextField::new("url", "Link", field).hint("http or https; may stay empty")
}

impl ListPage {
    /// What an empty list says.
    pub fn nothing_yet() -> Empty {
        Empty {
            words: "Nothing is in the list yet.".to_owned(),
            advice: "Begin with what was starred and the links, or add something in your own words."
                .to_owned(),
            link: None,
        }
    }
}
