//! The list of an evening as its curator builds it, with what readers will see beside it.

use askama::Template;

use crate::evening::read::page::{KeptItem, KeptList};
use crate::parts::{
    Button, ButtonKind, Empty, FieldState, Link, Mark, Meaning, Section, Shell, TextField, Written,
};

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

    /// A made-up list of two items, one of them with a mistake in its form.
    pub fn sample() -> Self {
        let row = |id: &str, words: &str, source: &str, open: bool| ListRow {
            id: id.to_owned(),
            words: words.to_owned(),
            short: words.to_owned(),
            source: source.to_owned(),
            message: String::new(),
            action: format!("/chats/1/list/{id}"),
            may_go_up: id != "1",
            may_go_down: id == "1",
            open,
            form: ItemFields::new(
                FieldState::of(words),
                FieldState::of("What do you label first?"),
                FieldState {
                    value: if open { "example" } else { "" }.to_owned(),
                    error: open.then(|| "A link begins with https:// or http://.".to_owned()),
                },
            ),
        };
        Self {
            found: "2 items".to_owned(),
            groups: vec![ListGroup {
                heading: "What do you label first?".to_owned(),
                items: vec![
                    row("1", "A pencil survives the dishwasher.", "@lab_bob, message 12", false),
                    row("2", "A maker of labels for wet bottles.", "Links to example.org", true),
                ],
            }],
            empty: None,
            preview: KeptList::sample(),
            ..Self::empty()
        }
    }

    /// An empty list.
    pub fn empty() -> Self {
        let nothing = FieldState::default;
        Self {
            shell: Shell::sample_technician("The list", Section::Chats),
            back: Link { words: "Labels that last".to_owned(), url: "/chats/1".to_owned() },
            mark: Mark::new("In review", Meaning::Attention),
            found: "No items".to_owned(),
            ways: vec![Link { words: "Publish".to_owned(), url: "/chats/1/publish".to_owned() }],
            once: "sample-key".to_owned(),
            seed: Some(Button::new(
                "Add what was starred and the links",
                "/chats/1/list/seed",
                ButtonKind::Plain,
                "sample-key",
            )),
            groups: Vec::new(),
            empty: Some(Self::nothing_yet()),
            add_action: "/chats/1/list".to_owned(),
            add: AddItem::new(nothing(), nothing(), nothing(), nothing()),
            headings: vec!["Links".to_owned()],
            preview: KeptList { groups: Vec::new() },
        }
    }
}

/// An item of the preview, which leads nowhere else.
pub fn previewed(words: &str, url: Option<String>, credit: Option<String>) -> KeptItem {
    KeptItem {
        words: Written(words.to_owned()),
        url,
        credit: credit.unwrap_or_default(),
        message: None,
        save_url: None,
    }
}
