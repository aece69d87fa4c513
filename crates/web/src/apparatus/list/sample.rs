//! Made-up content.

use super::page::{ApparatusPage, Family, ItemRow};
use crate::apparatus::form::ItemForm;
use crate::parts::{Empty, FieldState, Link, Mark, Meaning, Section, Shell};

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
