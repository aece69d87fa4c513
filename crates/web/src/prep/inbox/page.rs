//! What waits for a technician: late requests, questions, things that are short.

use askama::Template;

use crate::parts::{Button, Mark, Shell};

/// Everything that waits.
#[derive(Debug, Clone, Template)]
#[template(path = "prep/inbox/page.html")]
pub struct InboxPage {
    /// The frame.
    pub shell: Shell,
    /// The kinds of thing, each with at least one entry.
    pub groups: Vec<InboxGroup>,
    /// Address of the board, for when nothing waits.
    pub board_url: String,
}

/// Things of one kind.
#[derive(Debug, Clone)]
pub struct InboxGroup {
    /// Such as “After the deadline”.
    pub label: String,
    /// What to do with them, in one sentence.
    pub advice: String,
    /// The entries, the most pressing first.
    pub entries: Vec<InboxEntry>,
}

/// One thing that waits.
#[derive(Debug, Clone)]
pub struct InboxEntry {
    /// Such as “Flame tests for 9X/Sc2”.
    pub title: String,
    /// Address of the sheet.
    pub url: String,
    /// Such as “Thursday period 3, Lab 4, A. Teacher”.
    pub where_line: String,
    /// Such as “Short of 2”.
    pub marks: Vec<Mark>,
    /// The reason, the question, or what is short.
    pub words: String,
    /// Such as “Sent Wednesday 16:40”.
    pub since: String,
    /// What can be done about it, the likeliest first.
    pub buttons: Vec<Button>,
}
