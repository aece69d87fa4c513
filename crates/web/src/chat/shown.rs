//! Messages and heads as pages and streams show them: the same for everybody.

use actions::chat::{Chat, ChatQuestion, Head, Message, QuoteShown, ReplyShown, RoomMessage};
use domain::chat::evening::Gone;
use domain::chat::reply::Certainty;
use domain::chat::room::Hold;
use domain::id::ChatId;
use domain::{Instant, Interval, wall_clock};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::chat::head::{Pinned, Question, RoomHead};
use crate::chat::said::{Brought, Quote, ReplyTo, Said};
use crate::parts::Written;
use crate::parts::chat::state_mark;

/// Quotes within quotes that are shown.
const DEEPEST_SHOWN: usize = 3;

/// Where and when a chat is, for everything that its messages say.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub chat: ChatId,
    pub zone: TimeZone,
    /// The day of the evening: times of other days say theirs.
    pub day: Date,
}

impl Place {
    pub fn of(chat: &Chat, zone: &TimeZone) -> Self {
        Self {
            chat: chat.id,
            zone: zone.clone(),
            day: chat.starts_at.timestamp().to_zoned(zone.clone()).date(),
        }
    }

    /// `20:14`, or `27 November, 08:10` where it was not on the day of the evening.
    pub fn time(&self, at: Instant) -> String {
        let local = wall_clock::local(&self.zone, at);
        if local.date() == self.day {
            wall_clock::time(&self.zone, at)
        } else {
            format!("{}, {}", local.strftime("%-d %B"), wall_clock::time(&self.zone, at))
        }
    }

    /// `Saturday 28 November 2026, 21:00`.
    pub fn moment(&self, at: Instant) -> String {
        let day = wall_clock::local(&self.zone, at).strftime("%A %-d %B %Y");
        format!("{day}, {}", wall_clock::time(&self.zone, at))
    }

    /// `in 3 days`, `in 3 hours 20 minutes`.
    pub fn until(&self, at: Instant, now: Instant) -> String {
        wall_clock::from_now(&self.zone, at, now)
    }

    /// The page of a message.
    pub fn message_url(&self, message: impl std::fmt::Display) -> String {
        format!("/chats/{}/messages/{message}", self.chat)
    }
}

/// Why a message is gone, as a sentence.
pub(crate) fn gone_words(gone: Gone) -> &'static str {
    match gone {
        Gone::Hidden => "A moderator has hidden this message.",
        Gone::Withdrawn => "Its author has taken this message back.",
        Gone::Erased => "Whoever wrote this has been erased.",
    }
}

/// A message as everybody sees it.
pub(crate) fn said(place: &Place, one: &RoomMessage) -> Said {
    let message = &one.message;
    let gone = one.gone();
    Said {
        chat: message.chat.to_string(),
        id: message.id.to_string(),
        anchor: message.number.map_or_else(|| format!("w-{}", message.id), |number| format!("m-{number}")),
        number: message.number,
        handle: message.handle.to_string(),
        moderator: message.moderator,
        time: place.time(message.at),
        instant: message.at.to_string(),
        question: message.question,
        reply: one.reply.as_ref().map(|reply| reply_to(place, message, reply)),
        brought: message
            .brought_by
            .as_ref()
            .map(|by| Brought { by: by.to_string(), from: Written(message.brought_from.clone()) }),
        words: gone.is_none().then(|| Written(message.body.clone())),
        gone: gone.map_or("", gone_words),
        quote: one.quote.as_deref().map(|quote| quoted(place, quote, 1)),
        starred: message.starred,
        pinned: one.is_pinned,
    }
}

fn reply_to(place: &Place, message: &Message, reply: &ReplyShown) -> ReplyTo {
    ReplyTo {
        words: match reply.certainty {
            Certainty::Said | Certainty::NotFound => "In reply to",
            Certainty::Only | Certainty::MentionsReplier | Certainty::LatestOfSeveral => {
                "Probably in reply to"
            }
        },
        handle: reply.handle.clone(),
        number: reply.number,
        url: message.reply_to.map(|id| place.message_url(id)),
        doubt: reply.certainty.words(),
    }
}

fn quoted(place: &Place, quote: &QuoteShown, depth: usize) -> Quote {
    let within = quote.quote.as_deref().filter(|_| depth < DEEPEST_SHOWN && quote.gone.is_none());
    Quote {
        handle: quote.handle.clone(),
        time: place.time(quote.at),
        number: quote.number,
        url: quote.message.map(|id| place.message_url(id)),
        words: quote.gone.is_none().then(|| Written(quote.body.clone())),
        gone: quote.gone.map_or("", gone_words),
        within: within.map(|quote| Box::new(quoted(place, quote, depth + 1))),
    }
}

/// The head of a room as everybody sees it.
pub(crate) fn head(place: &Place, head: &Head) -> RoomHead {
    let chat = &head.chat;
    let asked: Vec<Question> =
        head.questions.iter().filter(|one| one.asked_at.is_some()).map(question).collect();
    RoomHead {
        subject: chat.subject.clone(),
        tag: chat.tag.clone(),
        when: when(place, chat, &head.hosts),
        state: chat.state.key(),
        mark: state_mark(chat.state),
        slow_seconds: chat.slow_seconds,
        held: match chat.hold {
            Hold::Nobody => None,
            Hold::Newcomers => Some("The first message of newcomers waits for a moderator."),
            Hold::Everybody => Some("Every message waits for a moderator."),
        },
        welcome: (asked.is_empty() && !chat.welcome.is_empty()).then(|| Written(chat.welcome.clone())),
        question: asked.iter().find(|one| one.number == chat.question_now).cloned(),
        asked,
        pinned: head.pinned.as_ref().filter(|one| one.gone().is_none()).map(|one| Pinned {
            handle: one.message.handle.to_string(),
            words: Written(one.message.body.clone()),
            url: place.message_url(one.message.id),
            number: one.message.number,
        }),
    }
}

fn question(one: &ChatQuestion) -> Question {
    Question { number: one.number, words: Written(one.words.clone()) }
}

fn when(place: &Place, chat: &Chat, hosts: &[String]) -> String {
    let zone = place.zone.iana_name().unwrap_or("UTC");
    let times = if chat.imported {
        format!("{} ({zone}), brought here from an archive", place.moment(chat.starts_at))
    } else {
        let interval = Interval { from: chat.starts_at, until: chat.ends_at };
        let end = wall_clock::end(&place.zone, interval);
        format!("{} to {end} ({zone})", place.moment(chat.starts_at))
    };
    match listed(hosts) {
        Some(hosts) => format!("{times}, hosted by {hosts}"),
        None => times,
    }
}

/// `@one, @two and @three`.
fn listed(handles: &[String]) -> Option<String> {
    let (last, rest) = handles.split_last()?;
    if rest.is_empty() {
        return Some(format!("@{last}"));
    }
    let rest: Vec<String> = rest.iter().map(|handle| format!("@{handle}")).collect();
    Some(format!("{} and @{last}", rest.join(", ")))
}
