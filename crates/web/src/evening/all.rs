//! Evenings to read: all of them, with a search.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use axum::extract::State;
use axum::http::HeaderMap;

use super::read::shown;
use super::{frame, zone_of};
use crate::answer::{Problem, page};
use crate::app::App;
use crate::evening::all::page::{EveningRow, EveningsPage, FoundLine};
use crate::fields::Query;
use crate::parts::{Empty, Link};
use crate::visitor::find;
use crate::{words, zoned};
use http::Answer;

/// The most places that a search shows.
const MOST_FOUND: u32 = 100;

pub(super) async fn list(State(app): State<App>, Query(query): Query, headers: HeaderMap) -> Answer {
    let visitor = find(&app, &headers).await?;
    let reader = visitor.as_ref().map(|visitor| visitor.visit.account);
    let typed: String = query.get("q").trim().chars().take(100).collect();
    let (mut evenings, mut found_lines) = (Vec::new(), Vec::new());
    if typed.is_empty() {
        for one in actions::evening::published_list(&app.house, reader).await? {
            evenings.push(EveningRow {
                subject: one.subject,
                url: format!("/evenings/{}", one.chat),
                tag: one.tag,
                when: when_words(&one.zone, one.starts_at)?,
                network: one.network,
                messages: words::count(one.messages, "message", "messages"),
            });
        }
    } else {
        for one in actions::evening::search_published(&app.house, reader, &typed, MOST_FOUND).await? {
            let place = one.number.map_or_else(String::new, |number| format!("#m{number}"));
            found_lines.push(FoundLine {
                words: one.words,
                author: shown::named(&one.author),
                subject: one.subject,
                url: format!("/evenings/{}{place}", one.chat),
                when: zoned::full_date(&zone_of(&one.zone)?, one.starts_at),
            });
        }
    }
    let is_signed_in = visitor.is_some();
    page(
        &EveningsPage {
            shell: frame(visitor.as_ref(), "Evenings to read"),
            back: is_signed_in.then(|| Link { words: "Chats".to_owned(), url: "/chats".to_owned() }),
            found: found_words(&typed, evenings.len(), found_lines.len()),
            readers: readers_words(is_signed_in).to_owned(),
            empty: (evenings.is_empty() && found_lines.is_empty()).then(|| nothing(&typed)),
            words: typed,
            evenings,
            found_lines,
        },
        &headers,
    )
}

fn when_words(zone: &str, starts_at: domain::Instant) -> Result<String, Problem> {
    let zone = zone_of(zone)?;
    Ok(format!("{}, {}", zoned::full_date(&zone, starts_at), zoned::time(&zone, starts_at)))
}

fn found_words(typed: &str, evenings: usize, places: usize) -> String {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    if typed.is_empty() {
        return words::count(number(evenings), "evening", "evenings");
    }
    let found = words::count(number(places), "place", "places");
    if number(places) == MOST_FOUND { format!("The first {found}") } else { format!("Found in {found}") }
}

fn readers_words(is_signed_in: bool) -> &'static str {
    if is_signed_in {
        "Those of your networks, and those that other networks publish for everybody."
    } else {
        "Those that networks publish for everybody. Sign in to read those of your own networks."
    }
}

fn nothing(typed: &str) -> Empty {
    if typed.is_empty() {
        return Empty {
            words: "Nothing has been published yet.".to_owned(),
            advice: "An evening stands here two days after it has closed, when its network publishes it."
                .to_owned(),
            link: None,
        };
    }
    Empty {
        words: format!("Nobody said “{typed}” in an evening that you may read."),
        advice: "Try one word of it, or look through the evenings.".to_owned(),
        link: Some(Link { words: "See all evenings".to_owned(), url: "/evenings".to_owned() }),
    }
}
