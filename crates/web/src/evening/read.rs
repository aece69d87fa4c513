//! Evenings to read: all of them with a search, one as a page, and one as files to keep. Whoever may read an
//! evening needs no session for it; what is for members is not found by anybody else.

pub(crate) mod page;
mod shown;

use actions::chat::standing;
use actions::door::Visitor;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use domain::chat::chat_permissions::ManageNetwork;
use domain::chat::evening::{Evening, archive_of};
use domain::id::ChatId;
use interchange::chat_archive;
use jiff::tz::TimeZone;

use crate::answer::{Problem, bare_shell, kept, page, sent};
use crate::app::App;
use crate::evening::all::page::{EveningRow, EveningsPage, FoundLine};
use crate::fields::Query;
use crate::parts::{Empty, Link, Section, Shell};
use crate::routes::{Answer, Routes};
use crate::shell::shell;
use crate::visitor::find;
use crate::{words, zoned};

/// The most places that a search shows.
const MOST_FOUND: u32 = 100;

pub(crate) use shown::preview;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get_open("/evenings", list)
        .get_open("/evenings/{chat}", show)
        .get_open("/evenings/{chat}/{file}", file)
}

/// The frame for somebody who may be signed in.
fn frame(visitor: Option<&Visitor>, title: &str) -> Shell {
    visitor.map_or_else(
        || Shell { current: Section::Chats, ..bare_shell(title) },
        |visitor| shell(visitor, title, Section::Chats),
    )
}

/// A zone by its name; every network has one that there is.
pub(super) fn zone_of(name: &str) -> Result<TimeZone, Problem> {
    TimeZone::get(name).map_err(|error| Problem::inside(&error))
}

async fn list(State(app): State<App>, Query(query): Query, headers: HeaderMap) -> Answer {
    let visitor = find(&app, &headers).await?;
    let reader = visitor.as_ref().map(|visitor| visitor.visit.account);
    let typed: String = query.get("q").trim().chars().take(100).collect();
    let (mut evenings, mut found_lines) = (Vec::new(), Vec::new());
    if typed.is_empty() {
        for one in actions::chat::published_list(&app.house, reader).await? {
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
        for one in actions::chat::search_published(&app.house, reader, &typed, MOST_FOUND).await? {
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

fn chat_id(text: &str) -> Result<ChatId, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

async fn show(
    State(app): State<App>,
    Path(chat): Path<String>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let chat = chat_id(&chat)?;
    let visitor = find(&app, &headers).await?;
    let reader = visitor.as_ref().map(|visitor| visitor.visit.account);
    let found = actions::chat::published(&app.house, reader, chat).await?;
    let is_member = match &visitor {
        Some(visitor) => {
            let (account, name) = (visitor.visit.account, visitor.visit.name.as_str());
            let standing = standing::in_chat(&app.house, account, name, chat).await?;
            // The room of an archive holds the names that were published as others.
            standing.is_some_and(|member| !found.evening.imported || member.may::<ManageNetwork>())
        }
        None => false,
    };
    let has_school = visitor.as_ref().is_some_and(|visitor| visitor.actor.is_some());
    let looks =
        shown::Looks { chat, by_time: query.get("by") == "time", is_member, saves: is_member && has_school };
    let shell = frame(visitor.as_ref(), &found.evening.subject);
    page(&shown::evening_page(shell, &found.evening, looks)?, &headers)
}

/// A published evening as a file that needs no server to be read.
async fn file(
    State(app): State<App>,
    Path((chat, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let chat = chat_id(&chat)?;
    let visitor = find(&app, &headers).await?;
    let reader = visitor.as_ref().map(|visitor| visitor.visit.account);
    let Some(ending) = file.strip_prefix("archive.") else { return Err(Problem::not_found()) };
    let found = actions::chat::published(&app.house, reader, chat).await?;
    let evening = &found.evening;
    let (content_type, text) = match ending {
        "html" => ("text/html; charset=utf-8", chat_archive::html(evening).map_err(|e| Problem::inside(&e))?),
        "txt" => ("text/plain; charset=utf-8", text_of(evening)?),
        "json" => ("application/json", chat_archive::json(evening).map_err(|e| Problem::inside(&e))?),
        _ => return Err(Problem::not_found()),
    };
    download(text, content_type, &format!("{}.{ending}", file_name(evening)?), &headers)
}

fn text_of(evening: &Evening) -> Result<String, Problem> {
    let archive = archive_of(evening, &[]).map_err(|error| Problem::inside(&error))?;
    Ok(chat_archive::text(&archive))
}

/// `PrepChat-2026-01-12-revision-2`: letters and figures only, so that every system takes it.
fn file_name(evening: &Evening) -> Result<String, Problem> {
    let zone = zone_of(&evening.zone)?;
    let tag = evening.tag.as_ref().map_or("evening", |tag| tag.as_str());
    let tag: String = tag.chars().filter(char::is_ascii_alphanumeric).collect();
    let tag = if tag.is_empty() { "evening" } else { &tag };
    let date = zoned::local(&zone, evening.starts_at).date();
    Ok(format!("{tag}-{date}-revision-{}", evening.revision))
}

/// A file that the browser keeps rather than shows.
pub(super) fn download(text: String, content_type: &'static str, name: &str, headers: &HeaderMap) -> Answer {
    let mut response: Response = sent(&kept(text), headers, StatusCode::OK);
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
        .map_err(|error| Problem::inside(&error))?;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    Ok(response)
}
