//! Made-up content.

use super::page::{ChatsPage, OwnNetworkRow};
use crate::network::evenings::row::{EveningRow, EveningShelf};
use crate::parts::{Meaning, Section, Shell};

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
