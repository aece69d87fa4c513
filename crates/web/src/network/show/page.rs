//! A network as its people see it: its evenings, what they would like to talk about, and its calendar.

use askama::Template;

use crate::network::evenings::row::{EveningRow, EveningShelf};
use crate::parts::{Empty, FieldState, Section, Shell};

/// A network.
#[derive(Debug, Clone, Template)]
#[template(path = "network/show/page.html")]
pub struct NetworkPage {
    /// The frame.
    pub shell: Shell,
    /// Its identifier, for addresses.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many belong to it, and who reads what it publishes.
    pub facts: String,
    /// Idempotency key of the forms; each topic's own name is added to it.
    pub once: String,
    /// What is wrong with a deed on this page.
    pub error: Option<String>,
    /// Evenings by where they stand.
    pub shelves: Vec<EveningShelf>,
    /// What to say where there are none.
    pub empty: Option<Empty>,
    /// Topics, most voted first.
    pub topics: Vec<TopicRow>,
    /// What stands in the field for a new topic.
    pub topic: FieldState,
    /// Whether the reader plans evenings here.
    pub may_plan: bool,
    /// Whether the reader looks after the network.
    pub may_manage: bool,
    /// On the reader's own calendar address.
    pub feed_words: String,
    /// Whether the reader joined by themselves, and so can leave.
    pub may_leave: bool,
}

/// One topic.
#[derive(Debug, Clone)]
pub struct TopicRow {
    /// Its identifier.
    pub id: String,
    /// What the evening would be about.
    pub words: String,
    /// Such as “3 votes; proposed by `@sample_one`”.
    pub about: String,
    /// How many vote for it.
    pub votes: usize,
    /// Whether the reader does.
    pub has_own_vote: bool,
    /// Where an evening on it is planned, and where it is taken off the list, for those who plan.
    pub plan: Option<String>,
}

impl NetworkPage {
    /// A network with an evening, seen by whoever looks after it.
    pub fn sample() -> Self {
        let topic = |id: &str, words: &str, votes: usize, has_own_vote: bool| TopicRow {
            id: id.to_owned(),
            words: words.to_owned(),
            about: format!("{votes} votes; proposed by @sample_one"),
            votes,
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

    /// What a network without evenings says.
    pub fn nothing_yet(may_plan: bool) -> Empty {
        let advice = if may_plan {
            "Plan the first one, or see first which topics people vote for."
        } else {
            "Propose a topic: whoever looks after the network sees what most people would like to talk about."
        };
        Empty { words: "No evening is planned yet.".to_owned(), advice: advice.to_owned(), link: None }
    }
}
