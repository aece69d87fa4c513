//! Made-up content.

use super::page::{AskRow, BringForm, DeskPage, DeskRow, MutedRow, Pace, ReportRow, RowButton};
use crate::chat::head::RoomHead;
use crate::parts::{Button, ButtonKind, Choice, FieldState, Link, Section, Shell};

impl DeskPage {
    /// A made-up busy desk.
    pub fn sample() -> Self {
        let choice = |value: &str, words: &str, chosen| Choice {
            value: value.to_owned(),
            words: words.to_owned(),
            chosen,
        };
        let move_to = |label: &str, deed: &str| {
            Button::new(label, &format!("/chats/sample/{deed}"), ButtonKind::Plain, deed)
        };
        let link = |words: &str, url: &str| Link { words: words.to_owned(), url: url.to_owned() };
        Self {
            shell: Shell::sample_technician("Desk", Section::Chats),
            here_url: "/chats/sample/desk".to_owned(),
            live_url: "/chats/sample/live?desk=1&after=12".to_owned(),
            room_url: "/chats/sample".to_owned(),
            ways: vec![link("Prepare", "/chats/sample/set-up"), link("The list", "/chats/sample/list")],
            head: RoomHead::sample(),
            moves: vec![move_to("Close the chat", "close")],
            questions: Some(sample_questions()),
            pace: Some(Pace {
                slow_action: "/chats/sample/slow".to_owned(),
                slow_once: "sample-key-slow".to_owned(),
                slow: vec![choice("0", "Off", false), choice("30", "30 seconds", true)],
                seconds: FieldState::of("30"),
                hold_action: "/chats/sample/hold".to_owned(),
                hold_once: "sample-key-hold".to_owned(),
                hold: vec![choice("nobody", "Nobody’s", true), choice("everybody", "Everybody’s", false)],
            }),
            bring: Some(BringForm {
                action: "/chats/sample/bring".to_owned(),
                once: "sample-key-bring".to_owned(),
                author: FieldState::of("f_technician"),
                from: FieldState { value: String::new(), error: Some("Say where it was said.".to_owned()) },
                body: FieldState::default(),
                questions: vec![choice("", "No question", true)],
            }),
            held: vec![DeskRow::sample(
                "w-1",
                "Is this thing on?",
                &[("Approve", "approve")],
                &[("Refuse", "refuse")],
            )],
            reports: vec![ReportRow {
                anchor: "report-1".to_owned(),
                kind: "It names a pupil".to_owned(),
                words: "in the last line".to_owned(),
                at: "20:16".to_owned(),
                handle: "d_technician".to_owned(),
                said: "One of ours dropped the beaker.".to_owned(),
                url: "/chats/sample/messages/sample-4".to_owned(),
                action: "/chats/sample/reports/1/settle".to_owned(),
                once: "sample-key-report".to_owned(),
                reason: FieldState::default(),
            }],
            muted: vec![MutedRow {
                anchor: "muted-1".to_owned(),
                handle: "g_seller".to_owned(),
                reason: "adverts".to_owned(),
                unmute: Button::new("Unmute", "/chats/sample/people/1/unmute", ButtonKind::Plain, "unmute"),
            }],
            newest: vec![DeskRow::sample(
                "d-4",
                "Do they keep?",
                &[("Star", "star"), ("Pin", "pin")],
                &[("Hide", "hide"), ("Mute", "mute")],
            )],
            people: vec!["@the_host, host".to_owned(), "@a_moderator, moderator".to_owned()],
            history: vec!["20:12 @the_host asked question 2.".to_owned()],
        }
    }

    /// A made-up desk before anything happens, as a moderator sees it.
    pub fn empty() -> Self {
        Self {
            head: RoomHead::sample_scheduled(),
            moves: Vec::new(),
            questions: None,
            pace: None,
            bring: None,
            held: Vec::new(),
            reports: Vec::new(),
            muted: Vec::new(),
            newest: Vec::new(),
            history: Vec::new(),
            ..Self::sample()
        }
    }
}

impl DeskRow {
    fn sample(
        anchor: &str,
        words: &str,
        buttons: &[(&'static str, &str)],
        reasoned: &[(&'static str, &str)],
    ) -> Self {
        let rows = |buttons: &[(&'static str, &str)]| {
            buttons
                .iter()
                .map(|(label, deed)| RowButton {
                    label,
                    action: format!("/chats/sample/messages/sample-4/{deed}"),
                })
                .collect()
        };
        Self {
            anchor: anchor.to_owned(),
            version: "shown".to_owned(),
            number: Some(4),
            handle: "d_technician".to_owned(),
            time: "20:04".to_owned(),
            words: words.to_owned(),
            gone: false,
            url: "/chats/sample/messages/sample-4".to_owned(),
            buttons: rows(buttons),
            reasoned: rows(reasoned),
            once: format!("sample-key-{anchor}"),
            reason: FieldState::default(),
        }
    }
}

fn sample_questions() -> Vec<AskRow> {
    let row = |number, words: &str, stands, asks: bool, next| AskRow {
        number,
        words: words.to_owned(),
        stands,
        ask: asks.then(|| "/chats/sample/ask".to_owned()),
        next,
        once: format!("sample-key-ask-{number}"),
    };
    vec![
        row(1, "What did you make that cost nearly nothing?", "Asked", true, false),
        row(2, "Which practical fails most often, and what do you do then?", "Now", false, false),
        row(3, "What would you buy with ten pounds?", "", true, true),
    ]
}
