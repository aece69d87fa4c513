//! What a page shows of an evening: everything of it in words.

use std::collections::BTreeMap;

use domain::chat::evening::{Evening, Gone, ListGroup, ListItem, Quoted, Reply, Said};
use domain::chat::reply::Certainty;
use domain::id::ChatId;
use jiff::tz::TimeZone;

use crate::answer::Problem;
use crate::evening::read::page::{
    EveningPage, KeptGroup, KeptItem, KeptList, QuoteShown, ReplyLine, SaidPart, SaidShown,
};
use crate::evening::zone_of;
use crate::parts::{Link, Shell, Written};
use crate::zoned;

/// Who looks at an evening, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Looks {
    pub chat: ChatId,
    /// By time rather than by question.
    pub by_time: bool,
    /// They belong to its network, and its room is there for them.
    pub is_member: bool,
    /// They have a school to save something in.
    pub saves: bool,
}

/// The page of a published evening.
pub(super) fn evening_page(shell: Shell, evening: &Evening, looks: Looks) -> Result<EveningPage, Problem> {
    let zone = zone_of(&evening.zone)?;
    let has_questions = !evening.questions.is_empty();
    let by_time = looks.by_time || !has_questions;
    let talk = Talk { evening, zone: &zone, looks, authors: authors(evening) };
    let file = |ending: &str, words: &str| Link {
        words: words.to_owned(),
        url: format!("/evenings/{}/archive.{ending}", looks.chat),
    };
    Ok(EveningPage {
        shell,
        tag: evening.tag.as_ref().map_or_else(String::new, ToString::to_string),
        subject: evening.subject.clone(),
        when: format!("{}, {}", zoned::spell(&zone, evening.starts_at, evening.ends_at), evening.zone),
        about: about(evening, &zone),
        imported: evening.imported.then(|| {
            "It was read from an archive of another service: which message a reply answers is worked out from the names in it."
                .to_owned()
        }),
        downloads: vec![file("html", "Web page"), file("txt", "Text"), file("json", "JSON")],
        work: looks
            .is_member
            .then(|| Link { words: "To its room".to_owned(), url: format!("/chats/{}", looks.chat) }),
        list: kept_list(&evening.list, looks.saves.then_some(looks.chat)),
        has_questions,
        by_time,
        parts: if by_time { talk.in_time() } else { talk.by_question() },
    })
}

/// The list as readers will see it, while it is built.
pub(crate) fn preview(evening: &Evening) -> KeptList {
    let mut list = kept_list(&evening.list, None);
    // The messages are on another page.
    for item in list.groups.iter_mut().flat_map(|group| &mut group.items) {
        item.message = None;
    }
    list
}

fn about(evening: &Evening, zone: &TimeZone) -> String {
    let network = &evening.network;
    evening.published_at.map_or_else(
        || format!("{network}."),
        |at| format!("{network}. Revision {}, published {}.", evening.revision, zoned::full_date(zone, at)),
    )
}

/// A name with its “@”; nothing for nobody.
pub(crate) fn named(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!("@{}", name.trim_start_matches('@')) }
}

fn kept_list(groups: &[ListGroup], save_in: Option<ChatId>) -> KeptList {
    let item = |item: &ListItem| KeptItem {
        words: Written(item.words.clone()),
        // Anything else than the web would run where it is followed.
        url: item.url.clone().filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        credit: named(item.credit.as_deref().unwrap_or_default()),
        message: item.message,
        save_url: save_in.zip(item.message).map(|(chat, number)| save_url(chat, number)),
    };
    KeptList {
        groups: groups
            .iter()
            .map(|group| KeptGroup {
                heading: group.heading.clone(),
                items: group.items.iter().map(item).collect(),
            })
            .collect(),
    }
}

fn save_url(chat: ChatId, number: u32) -> String {
    format!("/chats/{chat}/messages/{number}/save")
}

fn authors(evening: &Evening) -> BTreeMap<u32, &str> {
    evening.messages.iter().map(|said| (said.number, said.author.as_str())).collect()
}

/// What was said, with what its messages say of one another.
struct Talk<'a> {
    evening: &'a Evening,
    zone: &'a TimeZone,
    looks: Looks,
    authors: BTreeMap<u32, &'a str>,
}

impl Talk<'_> {
    fn in_time(&self) -> Vec<SaidPart> {
        let said: Vec<SaidShown> = self.evening.messages.iter().map(|said| self.said(said, true)).collect();
        if said.is_empty() {
            return Vec::new();
        }
        vec![part("all", String::new(), String::new(), said)]
    }

    fn by_question(&self) -> Vec<SaidPart> {
        let messages = &self.evening.messages;
        let answers = |number: Option<u8>| {
            let mine = messages.iter().filter(move |said| self.question_of(said) == number);
            mine.map(|said| self.said(said, false)).collect::<Vec<_>>()
        };
        let questions = self.evening.questions.iter();
        let mut parts: Vec<SaidPart> = questions
            .map(|question| {
                let anchor = format!("q{}", question.number);
                let heading = question.words.clone();
                let shown =
                    part(&anchor, format!("Q{}", question.number), heading, answers(Some(question.number)));
                if question.asked_at.is_some() {
                    shown
                } else {
                    SaidPart { nothing: "The evening did not reach it.", ..shown }
                }
            })
            .collect();
        let rest = answers(None);
        if !rest.is_empty() {
            parts.push(part("rest", String::new(), "Besides the questions".to_owned(), rest));
        }
        parts
    }

    /// The question that a message stands under.
    fn question_of(&self, said: &Said) -> Option<u8> {
        let known = |number: &u8| self.evening.questions.iter().any(|question| question.number == *number);
        said.question.filter(known)
    }

    fn said(&self, said: &Said, with_question: bool) -> SaidShown {
        let gone = said.gone.map_or_else(String::new, gone_words);
        SaidShown {
            number: said.number,
            author: named(&said.author),
            moderator: said.moderator,
            at: zoned::time(self.zone, said.at),
            question: said.question.filter(|_| with_question).map_or_else(String::new, |n| format!("Q{n}")),
            pinned: said.pinned,
            reply: said.reply.as_ref().and_then(|reply| self.reply(reply)),
            body: Written(said.body.join("\n")),
            quotes: said.quotes.iter().map(|quoted| self.quote(quoted)).collect(),
            brought: said.brought.as_ref().map_or_else(String::new, |brought| {
                let by = named(&brought.by);
                if brought.from.is_empty() {
                    format!("Brought into the chat by {by}.")
                } else {
                    format!("Brought into the chat by {by}; said at {}.", brought.from)
                }
            }),
            save_url: (self.looks.saves && gone.is_empty() && !said.body.is_empty())
                .then(|| save_url(self.looks.chat, said.number)),
            gone,
        }
    }

    fn reply(&self, reply: &Reply) -> Option<ReplyLine> {
        let parent = reply.to.and_then(|number| self.authors.get(&number).copied());
        let name = parent.or_else(|| reply.names.first().map(String::as_str))?;
        let probably = reply.certainty.is_inferred() && reply.certainty != Certainty::NotFound;
        let words = if probably { "Probably in reply to" } else { "In reply to" };
        Some(ReplyLine {
            to: reply.to.filter(|_| parent.is_some()),
            words: format!("{words} {}", named(name)),
            how: reply.certainty.words(),
        })
    }

    fn quote(&self, quoted: &Quoted) -> QuoteShown {
        QuoteShown {
            author: named(&quoted.author),
            at: zoned::time(self.zone, quoted.at),
            number: quoted.message.filter(|number| self.authors.contains_key(number)),
            answers: quoted
                .reply_names
                .first()
                .map_or_else(String::new, |name| format!("In reply to {}", named(name))),
            body: Written(quoted.body.join("\n")),
            gone: quoted.gone.map_or_else(String::new, gone_words),
            quotes: quoted.quotes.iter().map(|inner| self.quote(inner)).collect(),
        }
    }
}

fn gone_words(gone: Gone) -> String {
    format!("This message was {}.", gone.words())
}

fn part(anchor: &str, number: String, heading: String, said: Vec<SaidShown>) -> SaidPart {
    SaidPart {
        anchor: anchor.to_owned(),
        number,
        heading,
        nothing: "No message was marked as an answer to it.",
        said,
    }
}
