//! Made-up content.

use super::page::{AddItem, ItemFields, ListGroup, ListPage, ListRow};
use crate::evening::read::page::KeptList;
use crate::parts::{Button, ButtonKind, FieldState, Link, Mark, Meaning, Section, Shell};

impl ListPage {
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
            error: None,
            seen: String::new(),
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
