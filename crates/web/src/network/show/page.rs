//! A network as its people see it: its evenings, what they would like to talk about, and its calendar.

use askama::Template;

use crate::network::evenings::row::EveningShelf;
use crate::parts::{Empty, FieldState, Shell};

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
    /// Whether the reader does.
    pub has_own_vote: bool,
    /// Where an evening on it is planned, and where it is taken off the list, for those who plan.
    pub plan: Option<String>,
}

impl NetworkPage {
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
