//! Where everybody who talks in networks begins: what is open now, what is next, what was, and the ways in.

use askama::Template;

use crate::network::evenings::row::{EveningRow, EveningShelf};
use crate::parts::{Meaning, Section, Shell};

/// The evenings of a person's networks.
#[derive(Debug, Clone, Template)]
#[template(path = "network/chats/page.html")]
pub struct ChatsPage {
    /// The frame.
    pub shell: Shell,
    /// Evenings by where they stand.
    pub shelves: Vec<EveningShelf>,
    /// The person's networks, by name.
    pub networks: Vec<OwnNetworkRow>,
    /// Idempotency key of the forms.
    pub once: String,
    /// Whether the person's department can have its chats and has none yet.
    pub offers_department: bool,
    /// Whether the person may begin a network.
    pub offers_beginning: bool,
}

/// One of a person's networks.
#[derive(Debug, Clone)]
pub struct OwnNetworkRow {
    /// Where it leads.
    pub url: String,
    /// Its name.
    pub name: String,
    /// What the person is to it, such as “You look after it”.
    pub standing: String,
}

impl ChatsPage {
    /// Somebody in two networks, on the evening of a chat.
    pub fn sample() -> Self {
        let row = EveningRow::sample;
        let shelf = |heading, words, evenings| EveningShelf { heading, words, evenings };
        Self {
            shelves: vec![
                shelf("Open now", "", vec![row("Burettes that last", "Today 20:00 to 21:00", "Go in")]),
                shelf(
                    "Next",
                    "",
                    vec![
                        row("Class sets on a small budget", "Monday 30 November, 20:00 to 21:00", "Look in"),
                        row("Labelling", "Monday 7 December, 20:00 to 21:00", "Look in"),
                    ],
                ),
                shelf(
                    "Being reviewed",
                    "You may still take back what you wrote there.",
                    vec![row("Microscope care", "Monday 16 November, 20:00 to 21:00", "Look back")],
                ),
                shelf("To read", "", vec![row("Egg shells", "Monday 9 November, 20:00 to 21:00", "Read")]),
                shelf(
                    "Being prepared",
                    "",
                    vec![
                        row("Solutions", "Monday 14 December, 20:00", "Go on")
                            .marked("Draft", Meaning::Quiet),
                    ],
                ),
            ],
            networks: vec![
                OwnNetworkRow {
                    url: "/networks/1".to_owned(),
                    name: "Sample County Technicians".to_owned(),
                    standing: "You look after it".to_owned(),
                },
                OwnNetworkRow {
                    url: "/networks/2".to_owned(),
                    name: "Science at Sample High School".to_owned(),
                    standing: "Your department".to_owned(),
                },
            ],
            offers_department: false,
            ..Self::empty()
        }
    }

    /// A technician's first visit.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("Chats", Section::Chats),
            shelves: Vec::new(),
            networks: Vec::new(),
            once: "sample-key".to_owned(),
            offers_department: true,
            offers_beginning: true,
        }
    }
}
