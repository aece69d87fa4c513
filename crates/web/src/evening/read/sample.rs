//! Made-up content.

use super::page::{EveningPage, KeptGroup, KeptItem, KeptList, QuoteShown, ReplyLine, SaidPart, SaidShown};
use crate::parts::{Link, Section, Shell, Written};

impl KeptList {
    /// A made-up list.
    pub fn sample() -> Self {
        Self {
            groups: vec![
                KeptGroup {
                    heading: "What do you label first?".to_owned(),
                    items: vec![KeptItem {
                        words: Written("A pencil survives the dishwasher.".to_owned()),
                        url: None,
                        credit: "@lab_bob".to_owned(),
                        message: Some(2),
                        save_url: Some("/chats/1/messages/2/save".to_owned()),
                    }],
                },
                KeptGroup {
                    heading: "Links".to_owned(),
                    items: vec![KeptItem {
                        words: Written("Labels for wet bottles".to_owned()),
                        url: Some("https://example.org/labels".to_owned()),
                        credit: String::new(),
                        message: None,
                        save_url: None,
                    }],
                },
            ],
        }
    }
}

impl EveningPage {
    fn sample_said(number: u32, author: &str, at: &str, words: &str) -> SaidShown {
        SaidShown {
            number,
            author: author.to_owned(),
            moderator: false,
            at: at.to_owned(),
            question: String::new(),
            pinned: false,
            reply: None,
            body: Written(words.to_owned()),
            quotes: Vec::new(),
            brought: String::new(),
            gone: String::new(),
            save_url: None,
        }
    }

    /// A made-up evening by question.
    pub fn sample() -> Self {
        let asked = SaidShown {
            moderator: true,
            pinned: true,
            ..Self::sample_said(1, "@prep_ann", "20:01", "Welcome, everybody. First question. #PrepChat")
        };
        let answer = SaidShown {
            reply: Some(ReplyLine {
                to: Some(1),
                words: "Probably in reply to @prep_ann".to_owned(),
                how: "taken from the names it answers; only this message fits",
            }),
            quotes: vec![QuoteShown {
                author: "@prep_ann".to_owned(),
                at: "20:01".to_owned(),
                number: Some(1),
                answers: String::new(),
                body: Written("Welcome, everybody.".to_owned()),
                gone: String::new(),
                quotes: vec![QuoteShown {
                    author: "@erased".to_owned(),
                    at: "19:58".to_owned(),
                    number: None,
                    answers: "In reply to @prep_ann".to_owned(),
                    body: Written(String::new()),
                    gone: "This message was erased.".to_owned(),
                    quotes: Vec::new(),
                }],
            }],
            brought: "Brought into the chat by @prep_ann; it was said in the staff room.".to_owned(),
            save_url: Some("/chats/1/messages/2/save".to_owned()),
            ..Self::sample_said(2, "@lab_bob", "20:03", "Pencil. See https://example.org/labels.")
        };
        let gone = SaidShown {
            gone: "This message was withdrawn by its author.".to_owned(),
            ..Self::sample_said(3, "@tech_cy", "20:04", "")
        };
        let part = |number: &str, heading: &str, said: Vec<SaidShown>| SaidPart {
            anchor: if number.is_empty() { "rest".to_owned() } else { number.to_lowercase() },
            number: number.to_owned(),
            heading: heading.to_owned(),
            nothing: "No message was marked as an answer to it.",
            said,
        };
        Self {
            subject: "Labels that last".to_owned(),
            imported: Some(
                "It was read from an archive of another service: what answers what is worked out from the names."
                    .to_owned(),
            ),
            work: Some(Link { words: "To its room".to_owned(), url: "/chats/1".to_owned() }),
            list: KeptList::sample(),
            has_questions: true,
            parts: vec![
                part("Q1", "What do you label first?", vec![answer, gone]),
                part("Q2", "Which pen survives the dishwasher?", Vec::new()),
                part("", "Besides the questions", vec![asked]),
            ],
            ..Self::empty()
        }
    }

    /// An evening on which nobody said anything.
    pub fn empty() -> Self {
        let file = |ending: &str, words: &str| Link {
            words: words.to_owned(),
            url: format!("/evenings/1/archive.{ending}"),
        };
        Self {
            shell: Shell::sample_technician("Labels that last", Section::Chats),
            tag: "PrepChat".to_owned(),
            subject: "An evening without a word".to_owned(),
            when: "Monday 12 January 2026, 20:00 to 21:00, Europe/London".to_owned(),
            about: "Test Network. Revision 2, published Thursday 15 January 2026.".to_owned(),
            imported: None,
            downloads: vec![file("html", "Web page"), file("txt", "Text"), file("json", "JSON")],
            work: None,
            list: KeptList { groups: Vec::new() },
            has_questions: false,
            by_time: false,
            parts: Vec::new(),
        }
    }
}
