//! One evening to read, as a page, and as files to keep. Whoever may read an evening needs no session for it;
//! what is for members is not found by anybody else.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;
pub(super) mod shown;

use actions::chat::ties;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use domain::chat::chat_permissions::ManageNetwork;
use domain::chat::evening::{Evening, archive_of};
use domain::id::ChatId;
use interchange::chat_archive;

use super::{download, frame, zone_of};
use crate::answer::{Problem, page};
use crate::app::App;
use crate::fields::Query;
use crate::visitor::find;
use crate::zoned;
use http::Answer;

pub(crate) use shown::preview;

fn chat_id(text: &str) -> Result<ChatId, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

pub(super) async fn show(
    State(app): State<App>,
    Path(chat): Path<String>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let chat = chat_id(&chat)?;
    let visitor = find(&app, &headers).await?;
    let reader = visitor.as_ref().map(|visitor| visitor.visit.account);
    let found = actions::evening::published(&app.house, reader, chat).await?;
    let is_member = match &visitor {
        Some(visitor) => {
            let (account, name) = (visitor.visit.account, visitor.visit.name.as_str());
            let member = ties::in_chat(&app.house, account, name, chat).await?;
            // The room of an archive holds the names that were published as others.
            member.is_some_and(|member| !found.evening.imported || member.may::<ManageNetwork>())
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
pub(super) async fn file(
    State(app): State<App>,
    Path((chat, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let chat = chat_id(&chat)?;
    let visitor = find(&app, &headers).await?;
    let reader = visitor.as_ref().map(|visitor| visitor.visit.account);
    let Some(ending) = file.strip_prefix("archive.") else { return Err(Problem::not_found()) };
    let found = actions::evening::published(&app.house, reader, chat).await?;
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
