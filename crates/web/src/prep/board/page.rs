//! The technicians’ day: periods as columns, cards in the order of rooms.

use askama::Template;

use crate::parts::{Choice, Mark, Shell};

/// One day of the prep room.
#[derive(Debug, Clone, Template)]
#[template(path = "prep/board/page.html")]
pub struct BoardPage {
    /// The frame.
    pub shell: Shell,
    /// Such as “Tuesday 24 November”.
    pub date: String,
    /// Such as “Week A” or “Today, week A”.
    pub label: String,
    /// Address of the school day before.
    pub previous_url: String,
    /// Address of today, unless it is the one shown.
    pub today_url: Option<String>,
    /// Address of the school day after.
    pub next_url: String,
    /// Why there is no school, where there is none.
    pub closed: Option<String>,
    /// What waits in the inbox, in one sentence; none when nothing does.
    pub waiting: Option<String>,
    /// Address of the inbox.
    pub inbox_url: String,
    /// Lists that narrow the board, as they stand.
    pub filters: Vec<Filter>,
    /// Address without any filter, where one is set.
    pub all_url: Option<String>,
    /// Address of what is otherwise on this day, for those who may say so.
    pub day_url: Option<String>,
    /// Address of the live stream for this day.
    pub live_url: String,
    /// Address of this same page, for taking the cards anew.
    pub here_url: String,
    /// The cards.
    pub cards: BoardCards,
}

/// One list that narrows the board.
#[derive(Debug, Clone)]
pub struct Filter {
    /// Name of the field in the address.
    pub name: String,
    /// Such as “Rooms”.
    pub label: String,
    /// The choices, “all” among them.
    pub choices: Vec<Choice>,
}

/// The part of the board that is taken anew when something changes.
#[derive(Debug, Clone, Template)]
#[template(path = "prep/board/cards.html")]
pub struct BoardCards {
    /// The periods across.
    pub periods: Vec<BoardPeriod>,
    /// What to say when the whole day holds no card.
    pub empty: Option<String>,
    /// Such as “6 to prepare, 2 to deliver, 3 to collect”.
    pub summary: String,
}

impl askama::filters::HtmlSafe for BoardCards {}

/// One period across.
#[derive(Debug, Clone)]
pub struct BoardPeriod {
    /// Unlike any other on the page, such as `period-3`.
    pub anchor: String,
    /// Such as “Period 3”.
    pub label: String,
    /// Such as “11:05 – 12:00”.
    pub times: String,
    /// Whether it is going on now.
    pub present: bool,
    /// Whether it is over.
    pub over: bool,
    /// One deed for the whole period, such as “All delivered”; none where it does not apply.
    pub all: Option<StepButton>,
    /// The cards, in the order of rooms.
    pub cards: Vec<Card>,
}

/// One requisition on the board.
#[derive(Debug, Clone)]
pub struct Card {
    /// Stays the same while the requisition lives, such as `card-0198…`.
    pub id: String,
    /// Changes whenever anything on the card does.
    pub version: String,
    /// Such as “Lab 4”.
    pub room: String,
    /// The site that the room is at, in a school that has several; may be empty.
    pub site: String,
    /// From which other sites something comes, such as “from Upper Site, 20 minutes”; may be empty.
    pub way: String,
    /// Such as “9X/Sc2”.
    pub class: String,
    /// Teacher’s name.
    pub teacher: String,
    /// The practical.
    pub practical: String,
    /// Such as “15 sets, 5 trays”.
    pub amount: String,
    /// Late, query, trial, hazard, helper.
    pub marks: Vec<Mark>,
    /// Its state.
    pub state: Mark,
    /// Such as “until 12:50”, for a double; may be empty.
    pub until: String,
    /// Address of the sheet.
    pub url: String,
    /// The next step, where the reader may take it.
    pub step: Option<StepButton>,
}

/// A step as one large button.
#[derive(Debug, Clone)]
pub struct StepButton {
    /// Such as “Prepared”.
    pub label: String,
    /// The key that presses it on the card in hand, such as `p`.
    pub letter: String,
    /// Where the form is sent.
    pub action: String,
    /// Idempotency key.
    pub once: String,
}
