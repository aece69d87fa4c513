//! What the school has, by family, with a quick way to count it.

use askama::Template;

use crate::apparatus::form::ItemForm;
use crate::parts::{Empty, FieldState, Link, Mark, Meaning, Section, Shell};

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

impl ApparatusPage {
    /// A made-up list, some of it counted.
    pub fn sample() -> Self {
        let row = |id: &str, name: &str, place: &str, count: Option<&str>, marks: Vec<Mark>| ItemRow {
            id: id.to_owned(),
            name: name.to_owned(),
            place: place.to_owned(),
            marks,
            count: count.map(FieldState::of),
        };
        let uncounted = || vec![Mark::new("Not counted", Meaning::Quiet)];
        let mut families = vec![
            Family {
                name: "Glassware".to_owned(),
                anchor: "family-1".to_owned(),
                items: vec![
                    row("1", "Beaker, 250 cm³", "Prep room, shelf A2", Some("120"), vec![]),
                    row("2", "Burette, 50 cm³", "Prep room, rack", Some(""), uncounted()),
                    row("3", "Watch glass", "Prep room, drawer 4", Some(""), uncounted()),
                ],
            },
            Family {
                name: "Microscopy and biology".to_owned(),
                anchor: "family-2".to_owned(),
                items: vec![
                    row(
                        "4",
                        "Microscope",
                        "Prep room, cupboard 3",
                        Some("16"),
                        vec![
                            Mark::new("2 out of service", Meaning::Attention),
                            Mark::new("1 missing", Meaning::Stop),
                        ],
                    ),
                    row(
                        "5",
                        "Cover slip",
                        "Prep room, drawer 1",
                        None,
                        vec![Mark::new("Used up", Meaning::Quiet)],
                    ),
                ],
            },
        ];
        families[0].items[1].count = Some(FieldState {
            value: "many".to_owned(),
            error: Some("Give a whole number, such as 15.".to_owned()),
        });
        Self {
            words: String::new(),
            found: "2 of 4 counted".to_owned(),
            once: "sample-key".to_owned(),
            may_count: true,
            advice: Some(
                "What is counted is never promised twice. What is not counted can be asked for, and nobody is told when it runs short. Start with what is fought over."
                    .to_owned(),
            ),
            families,
            add: Some(ItemForm::empty()),
            add_open: false,
            empty: None,
            ..Self::empty()
        }
    }

    /// A teacher's search that finds nothing.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("Apparatus", Section::Apparatus),
            words: "telescope".to_owned(),
            found: "Nothing found".to_owned(),
            once: "sample-key".to_owned(),
            may_count: false,
            advice: None,
            families: Vec::new(),
            add: None,
            add_open: false,
            empty: Some(Empty {
                words: "No apparatus matches “telescope”.".to_owned(),
                advice: "Try one word of its name, or look through the whole list.".to_owned(),
                link: Some(Link { words: "See all apparatus".to_owned(), url: "/apparatus".to_owned() }),
            }),
        }
    }
}
