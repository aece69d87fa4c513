//! The desk: everything that hosts and moderators do during an evening.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::chat::head::RoomHead;
use crate::parts::{Button, Choice, FieldState, Link, Shell};

/// The desk.
#[derive(Debug, Clone, Template)]
#[template(path = "chat/desk/page.html")]
pub struct DeskPage {
    /// The frame.
    pub shell: Shell,
    /// Its own address.
    pub here_url: String,
    /// Address of the live stream, after what the page shows.
    pub live_url: String,
    /// The room.
    pub room_url: String,
    /// Ways from here.
    pub ways: Vec<Link>,
    /// Where the evening stands.
    pub head: RoomHead,
    /// Opening, closing and the like; empty for those who do not lead.
    pub moves: Vec<Button>,
    /// The questions, for those who lead.
    pub questions: Option<Vec<AskRow>>,
    /// How fast and whose messages wait, for those who lead.
    pub pace: Option<Pace>,
    /// The form that brings in what was said elsewhere, for those who lead.
    pub bring: Option<BringForm>,
    /// Messages that wait for a moderator.
    pub held: Vec<DeskRow>,
    /// Reports that nobody has settled.
    pub reports: Vec<ReportRow>,
    /// People who are muted.
    pub muted: Vec<MutedRow>,
    /// The newest messages, the newest first.
    pub newest: Vec<DeskRow>,
    /// Who is what here: `@the_host, host`.
    pub people: Vec<String>,
    /// What was done, the newest first.
    pub history: Vec<String>,
}

/// A question, and the button that asks it.
#[derive(Debug, Clone)]
pub struct AskRow {
    /// From 1.
    pub number: u8,
    /// What is asked.
    pub words: String,
    /// “Now”, “Asked” or nothing.
    pub stands: &'static str,
    /// Where it is asked from; none while the room is not open, and for the question of the moment.
    pub ask: Option<String>,
    /// Whether it is the one that comes next.
    pub next: bool,
    /// Idempotency key.
    pub once: String,
}

/// How fast, and whose messages wait.
#[derive(Debug, Clone)]
pub struct Pace {
    /// Where slow mode is sent.
    pub slow_action: String,
    /// Idempotency key of slow mode.
    pub slow_once: String,
    /// The usual choices.
    pub slow: Vec<Choice>,
    /// Seconds as they stand or were typed.
    pub seconds: FieldState,
    /// Where the hold is sent.
    pub hold_action: String,
    /// Idempotency key of the hold.
    pub hold_once: String,
    /// Whose messages wait.
    pub hold: Vec<Choice>,
}

/// The form that brings in what was said elsewhere.
#[derive(Debug, Clone)]
pub struct BringForm {
    /// Where it is sent.
    pub action: String,
    /// Idempotency key.
    pub once: String,
    /// Who said it.
    pub author: FieldState,
    /// Where it was said.
    pub from: FieldState,
    /// What was said.
    pub body: FieldState,
    /// The questions asked so far.
    pub questions: Vec<Choice>,
}

impl BringForm {
    fn is_wrong(&self) -> bool {
        [&self.author, &self.from, &self.body].into_iter().any(|field| field.error.is_some())
    }
}

/// A message on the desk, with its buttons in one form.
#[derive(Debug, Clone, Template)]
#[template(path = "chat/desk/row.html")]
pub struct DeskRow {
    /// Unlike any other on the page.
    pub anchor: String,
    /// Changes whenever anything in the row does.
    pub version: String,
    /// Its number, where it has one.
    pub number: Option<u32>,
    /// Who wrote it.
    pub handle: String,
    /// Such as “20:14”.
    pub time: String,
    /// What was written, or what became of it.
    pub words: String,
    /// Whether the words are gone.
    pub gone: bool,
    /// Its page.
    pub url: String,
    /// Deeds that need no reason: key and label.
    pub buttons: Vec<RowButton>,
    /// Deeds that need one.
    pub reasoned: Vec<RowButton>,
    /// Idempotency key.
    pub once: String,
    /// What is wrong with the reason, and what was typed.
    pub reason: FieldState,
}

impl HtmlSafe for DeskRow {}

/// A button of a row.
#[derive(Debug, Clone)]
pub struct RowButton {
    /// A verb.
    pub label: &'static str,
    /// Where it sends the row’s form.
    pub action: String,
}

/// A report.
#[derive(Debug, Clone)]
pub struct ReportRow {
    /// Unlike any other on the page.
    pub anchor: String,
    /// What is wrong with the message.
    pub kind: String,
    /// More about it; may be empty.
    pub words: String,
    /// When it came.
    pub at: String,
    /// The message: handle, words, page.
    pub handle: String,
    /// What was written.
    pub said: String,
    /// Its page.
    pub url: String,
    /// Where it is settled.
    pub action: String,
    /// Idempotency key.
    pub once: String,
    /// Why it is hidden, as typed.
    pub reason: FieldState,
}

/// Somebody muted.
#[derive(Debug, Clone)]
pub struct MutedRow {
    /// Unlike any other on the page.
    pub anchor: String,
    /// Who.
    pub handle: String,
    /// Why.
    pub reason: String,
    /// The way back; none for those who may not.
    pub unmute: Button,
}

impl DeskPage {
    /// What waits, in one sentence.
    pub fn waits(&self) -> String {
        use crate::words::count;
        let number = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        match (self.held.len(), self.reports.len()) {
            (0, 0) => "Nothing waits for you.".to_owned(),
            (held, 0) => format!("{} to read before others do.", count(number(held), "message", "messages")),
            (0, reports) => format!("{} to settle.", count(number(reports), "report", "reports")),
            (held, reports) => format!(
                "{} to read before others do, {} to settle.",
                count(number(held), "message", "messages"),
                count(number(reports), "report", "reports")
            ),
        }
    }
}
