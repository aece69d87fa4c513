//! Made-up content.

use super::page::{NetworkPage, TopicRow};
use crate::network::evenings::row::{EveningRow, EveningShelf};
use crate::parts::{FieldState, Section, Shell};

impl NetworkPage {
    /// A network with an evening, seen by whoever looks after it.
    pub fn sample() -> Self {
        let topic = |id: &str, words: &str, votes: usize, has_own_vote: bool| TopicRow {
            id: id.to_owned(),
            words: words.to_owned(),
            about: format!("{votes} votes; proposed by @sample_one"),
            has_own_vote,
            plan: Some(format!("/networks/1/chats/new?topic={id}")),
        };
        let next = EveningRow {
            network: String::new(),
            ..EveningRow::sample("Burettes that last", "Monday 20:00 to 21:00", "Look in")
        };
        Self {
            facts:
                "14 people, 2 of them by themselves, of 3 schools. What is published is read by everybody."
                    .to_owned(),
            shelves: vec![EveningShelf { heading: "Next", words: "", evenings: vec![next] }],
            empty: None,
            topics: vec![
                topic("1", "Class sets on a small budget", 5, true),
                topic("2", "Labelling", 2, false),
            ],
            topic: FieldState {
                value: "Labelling".to_owned(),
                error: Some("That is on the list already; vote for it there.".to_owned()),
            },
            may_plan: true,
            may_manage: true,
            feed_words: "You made an address on Monday 16 November. A new one ends it.".to_owned(),
            ..Self::empty()
        }
    }

    /// A network on its first day, seen by a member.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("Sample County Technicians", Section::Chats),
            id: "1".to_owned(),
            name: "Sample County Technicians".to_owned(),
            facts: "2 people. What is published is read by the people of this network.".to_owned(),
            once: "sample-key".to_owned(),
            error: None,
            shelves: Vec::new(),
            empty: Some(Self::nothing_yet(false)),
            topics: Vec::new(),
            topic: FieldState::default(),
            may_plan: false,
            may_manage: false,
            feed_words: "The address is yours alone: whoever has it reads when the evenings are.".to_owned(),
            may_leave: true,
        }
    }
}
