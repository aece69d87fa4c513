//! An evening: planning and setting it up, its people, its list, publishing it, reading it, saving from it, and
//! erasing somebody.

pub(crate) mod all;
mod calendar;
pub(crate) mod erase;
pub(crate) mod list;
mod people;
pub(crate) mod publish;
pub(crate) mod read;
pub(crate) mod save;
pub(crate) mod set_up;

use actions::chat::{GiveRole, Plan, PutOff, Schedule, TakeRole};
use actions::sign_in::Visitor;
use actions::{ActionError, erasure, evening, list_item};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use domain::chat::chat_permissions::{Curate, ErasePeople, PlanChats, Publish, SeeDesk, SeeRoom, SetUpChat};
use domain::chat::{ChatState, Participant};
use domain::id::{ChatId, NetworkId};
use domain::{Permission, Permit};
use jiff::tz::TimeZone;

use crate::answer::{Problem, bare_shell, kept, sent};
use crate::app::Routes;
use crate::form::{FormRoutes as _, Sent, key};
use crate::participant::{InChat, permit};
use crate::parts::{Link, Section, Shell};
use crate::shell::shell;
use http::Answer;
use http::typed::Typed;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get::<PlanChats, _>("/networks/{network}/chats/new", set_up::begin)
        .form::<Plan>("/networks/{network}/chats")
        .get::<SetUpChat, _>("/chats/{chat}/set-up", set_up::show)
        .post::<SetUpChat, _>("/chats/{chat}/set-up", set_up::set_up)
        .form::<Schedule>("/chats/{chat}/schedule")
        .form::<PutOff>("/chats/{chat}/put-off")
        .form::<GiveRole>("/chats/{chat}/roles")
        .form::<TakeRole>("/chats/{chat}/roles/{person}/end")
        .get::<SeeRoom, _>("/chats/{chat}/calendar.ics", calendar::file)
        .get::<Curate, _>("/chats/{chat}/list", list::show)
        .post::<Curate, _>("/chats/{chat}/list", list::add)
        .form::<list_item::Seed>("/chats/{chat}/list/seed")
        .form::<list_item::Change>("/chats/{chat}/list/{item}")
        .form::<list_item::Move>("/chats/{chat}/list/{item}/move")
        .form::<list_item::Remove>("/chats/{chat}/list/{item}/remove")
        .get::<Publish, _>("/chats/{chat}/publish", publish::show)
        .form::<evening::Publish>("/chats/{chat}/publish")
        .form::<evening::Withdraw>("/chats/{chat}/withdraw")
        .get::<SeeRoom, _>("/chats/{chat}/messages/{message}/save", save::show)
        .post::<SeeRoom, _>("/chats/{chat}/messages/{message}/save", save::save)
        .get::<ErasePeople, _>("/networks/{network}/erasure", erase::show)
        .form::<erasure::Erase>("/networks/{network}/erasure")
        .get_open("/evenings", all::list)
        .get_open("/evenings/{chat}", read::show)
        .get_open("/evenings/{chat}/{file}", read::file)
}

/// Where a form of a chat was sent, as the page that it stood on needs it.
fn place<P: Permission<Scope = NetworkId>>(sent: &Sent<'_>, held: &Permit<P>) -> Result<InChat<P>, Problem> {
    let chat = sent.named("chat")?;
    Ok(InChat { permit: permit(held.participant())?, visitor: sent.visitor.clone(), chat })
}

/// Notes what a deed found wrong, where this form has the field; anything else is a page of its own.
fn refused(typed: &mut Typed<'_>, error: ActionError, fields: &[&str]) -> Result<(), Problem> {
    match &error {
        ActionError::Invalid(invalid) if !fields.contains(&invalid.field) => Err(error.into()),
        _ => typed.refused(error),
    }
}

/// The pages around a chat that somebody may see, without the one they are on.
fn ways(participant: &Participant, chat: ChatId, state: ChatState, here: &str) -> Vec<Link> {
    let talks = state != ChatState::Draft;
    let works = state.lets_curators_work();
    let is_to_read = state == ChatState::Published;
    let all = [
        (true, "Room", String::new()),
        (participant.may::<SeeDesk>(), "Desk", "/desk".to_owned()),
        (participant.may::<SetUpChat>(), "Set-up", "/set-up".to_owned()),
        (talks, "Calendar file", "/calendar.ics".to_owned()),
        (works && participant.may::<Curate>(), "The list", "/list".to_owned()),
        (works && participant.may::<Publish>(), "Publish", "/publish".to_owned()),
    ];
    let mut ways: Vec<Link> = all
        .into_iter()
        .filter(|(may, _, place)| *may && place != here)
        .map(|(_, words, place)| Link { words: words.to_owned(), url: format!("/chats/{chat}{place}") })
        .collect();
    if is_to_read {
        ways.push(Link { words: "Read it".to_owned(), url: format!("/evenings/{chat}") });
    }
    ways
}

/// The frame for somebody who may be signed in.
fn frame(visitor: Option<&Visitor>, title: &str) -> Shell {
    visitor.map_or_else(
        || Shell { current: Section::Chats, ..bare_shell(title) },
        |visitor| shell(visitor, title, Section::Chats),
    )
}

/// A zone by its name; every network has one that there is.
fn zone_of(name: &str) -> Result<TimeZone, Problem> {
    domain::zone::named(name)
        .ok_or_else(|| ActionError::Inside(format!("“{name}” is not a time zone")).into())
}

/// A file that the browser keeps rather than shows.
fn download(text: String, content_type: &'static str, name: &str, headers: &HeaderMap) -> Answer {
    let mut response: Response = sent(&kept(text), headers, StatusCode::OK);
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
        .map_err(|error| Problem::inside(&error))?;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    Ok(response)
}
