//! Networks: the home of everybody who talks in one, the ways in, the network's own page, and looking after
//! it.

pub(crate) mod begin;
pub(crate) mod chats;
pub(crate) mod code;
pub(crate) mod evenings;
pub(crate) mod feed;
pub(crate) mod join;
pub(crate) mod manage;
pub(crate) mod show;

use actions::network::topic::{Propose, Retire, Vote};
use actions::network::{
    ChangeSettings, EndCode, EndPerson, EndSchool, Leave, MakeCode, MakeFeed, SetAdministrator,
};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, header};
use domain::chat::chat_permissions::{ManageNetwork, SeeNetwork};
use domain::chat::network::Readers;
use domain::people::permissions::{BeginNetwork, JoinNetworks, SeeDepartmentChats};

use crate::answer::Problem;
use crate::app::App;
use crate::app::Routes;
use crate::form::{FormRoutes as _, key};
use crate::network::manage::page::ReadersChoice;
use crate::participant::permit;
use crate::parts::Choice;
use crate::words::capitalised;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get_signed_in("/chats", chats::show)
        .get_open("/join", join::form)
        .get_open("/join/{code}", join::link)
        .post_signed_in("/join", join::join)
        .post_open("/join/account", join::join_as_newcomer)
        .post::<JoinNetworks, _>("/networks/join-school", join::join_school)
        .get::<BeginNetwork, _>("/networks/new", begin::form)
        .post::<BeginNetwork, _>("/networks", begin::begin)
        .post::<SeeDepartmentChats, _>("/networks/department", begin::department)
        .get::<SeeNetwork, _>("/networks/{network}", show::show)
        .form::<Leave>("/networks/{network}/leave")
        .form::<Propose>("/networks/{network}/topics")
        .form::<Vote>("/networks/{network}/topics/{topic}/vote")
        .form::<Retire>("/networks/{network}/topics/{topic}/retire")
        .form::<MakeFeed>("/networks/{network}/feed")
        .get_open("/feeds/{secret}", feed::calendar)
        .get::<ManageNetwork, _>("/networks/{network}/manage", manage::show)
        .form::<ChangeSettings>("/networks/{network}/settings")
        .form::<MakeCode>("/networks/{network}/codes")
        .form::<EndCode>("/networks/{network}/codes/{code}/end")
        .form::<EndPerson>("/networks/{network}/people/{person}/end")
        .form::<SetAdministrator>("/networks/{network}/people/{person}/administrator")
        .form::<EndSchool>("/networks/{network}/schools/{school}/end")
}

/// The network address that a visitor comes from; empty where it is not known, as in tests.
fn from(connection: Option<axum::Extension<ConnectInfo<std::net::SocketAddr>>>) -> String {
    connection.map_or_else(String::new, |info| info.0.0.ip().to_string())
}

/// The address by which people reach this server: the one it was given, or the one this request came to.
pub(super) fn public_address(app: &App, headers: &HeaderMap) -> String {
    if let Some(url) = &app.settings.public_url {
        return url.trim_end_matches('/').to_owned();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let scheme = if app.settings.secure_cookies { "https" } else { "http" };
    format!("{scheme}://{host}")
}

/// The choice of readers, with this one chosen.
fn readers_choice(chosen: &str) -> ReadersChoice {
    let choices = Readers::ALL.into_iter().map(|readers| Choice {
        value: readers.key().to_owned(),
        words: capitalised(readers.words()),
        chosen: readers.key() == chosen,
    });
    ReadersChoice { choices: choices.collect() }
}

/// The readers that a form means.
fn read_readers(text: &str) -> Result<Readers, Problem> {
    text.parse().map_err(|_| Problem::unreadable("Choose who reads what the network publishes."))
}
