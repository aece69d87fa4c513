//! Made-up content.

use super::{Brought, Quote, ReplyTo, Said};
use crate::parts::Written;

impl Said {
    /// A made-up message.
    pub fn sample(number: u32, handle: &str, words: &str) -> Self {
        Self {
            chat: "sample".to_owned(),
            id: format!("sample-{number}"),
            anchor: format!("m-{number}"),
            number: Some(number),
            handle: handle.to_owned(),
            moderator: false,
            time: format!("20:{:02}", number % 60),
            instant: format!("2026-11-26T20:{:02}:00Z", number % 60),
            question: None,
            reply: None,
            brought: None,
            words: Some(Written(words.to_owned())),
            gone: "",
            quote: None,
            starred: false,
            pinned: false,
        }
    }

    /// A made-up evening with everything that a message can carry.
    pub fn samples() -> Vec<Self> {
        let quoted = Quote {
            handle: "b_technician".to_owned(),
            time: "20:02".to_owned(),
            number: Some(2),
            url: Some("/chats/sample/messages/sample-2".to_owned()),
            words: Some(Written("Gummy bears overnight: they double.".to_owned())),
            gone: "",
            within: Some(Box::new(Quote {
                handle: "c_teacher".to_owned(),
                time: "20:01".to_owned(),
                number: Some(1),
                url: Some("/chats/sample/messages/sample-1".to_owned()),
                words: None,
                gone: "A moderator has hidden this message.",
                within: None,
            })),
        };
        vec![
            Self {
                words: None,
                gone: "A moderator has hidden this message.",
                ..Self::sample(1, "c_teacher", "")
            },
            Self {
                question: Some(1),
                starred: true,
                ..Self::sample(2, "b_technician", "Gummy bears overnight: they double.")
            },
            Self {
                question: Some(1),
                quote: Some(quoted),
                ..Self::sample(
                    3,
                    "a_technician",
                    "This one. #Osmosis for pennies, see https://example.org/bears?a=1&b=2.",
                )
            },
            Self {
                reply: Some(ReplyTo {
                    words: "In reply to",
                    handle: "a_technician".to_owned(),
                    number: Some(3),
                    url: Some("/chats/sample/messages/sample-3".to_owned()),
                    doubt: "",
                }),
                ..Self::sample(
                    4,
                    "d_technician",
                    "@a_technician Do they keep?\nOurs went to <slime> & \"glue\".",
                )
            },
            Self {
                reply: Some(ReplyTo {
                    words: "Probably in reply to",
                    handle: "b_technician".to_owned(),
                    number: None,
                    url: None,
                    doubt: "taken from the names it answers; one of several it may be, the latest",
                }),
                brought: Some(Brought {
                    by: "the_host".to_owned(),
                    from: Written("the prep room".to_owned()),
                }),
                moderator: true,
                pinned: true,
                ..Self::sample(5, "e_technician", "Not if they are covered.")
            },
        ]
    }
}
