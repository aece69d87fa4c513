//! Coming into a network by a code.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use std::net::SocketAddr;

use actions::network::{self, Newcomer};
use actions::sign_in::Visitor;
use axum::Extension;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode};
use domain::people::permissions::JoinNetworks;

use super::{from, key};
use crate::answer::{bare_shell, page, page_with, see};
use crate::app::App;
use crate::fields::Fields;
use crate::network::join::page::{JoinPage, NewcomerForm};
use crate::participant::SignedIn;
use crate::parts::{FieldState, Section};
use crate::shell::{may, shell};
use crate::sign_in::{begin, browser_words};
use crate::visitor::{self, Allowed};
use http::Answer;
use http::typed::Typed;

const TITLE: &str = "Join a network";

/// Where a connection comes from.
type Connection = Option<Extension<ConnectInfo<SocketAddr>>>;

pub(super) async fn form(State(app): State<App>, headers: HeaderMap) -> Answer {
    open(&app, "", &headers).await
}

pub(super) async fn link(State(app): State<App>, Path(code): Path<String>, headers: HeaderMap) -> Answer {
    open(&app, &code, &headers).await
}

/// The form, for whoever looks. The code is not looked up: only sending it is a try.
async fn open(app: &App, code: &str, headers: &HeaderMap) -> Answer {
    let code = FieldState::of(code);
    if let Some(visitor) = visitor::find(app, headers).await? {
        return page(&signed_in_page(app, &visitor, code), headers);
    }
    let none = FieldState::default;
    page(&newcomer_page(app, code, [none(), none(), none()]), headers)
}

fn signed_in_page(app: &App, visitor: &Visitor, code: FieldState) -> JoinPage {
    JoinPage {
        shell: shell(visitor, TITLE, Section::Chats),
        once: key(app),
        code,
        may_join_school: may::<JoinNetworks>(visitor),
        newcomer: None,
    }
}

fn newcomer_page(app: &App, code: FieldState, [name, email, password]: [FieldState; 3]) -> JoinPage {
    let next =
        if code.value.is_empty() { "/join".to_owned() } else { format!("/join/{}", plain(&code.value)) };
    let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    JoinPage {
        shell: bare_shell(TITLE),
        once: key(app),
        code,
        may_join_school: false,
        newcomer: Some(NewcomerForm::new(name, email, password, format!("/sign-in?next={next}"))),
    }
}

/// What of a typed code can stand in an address.
fn plain(code: &str) -> String {
    code.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect()
}

pub(super) async fn join(
    State(app): State<App>,
    SignedIn { visitor }: SignedIn,
    connection: Connection,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let (from, once) = (from(connection), fields.once()?);
    let joined = network::join(&app.house, visitor.visit.account, fields.get("code"), &from, once).await;
    match joined {
        Ok(id) => Ok(see(&format!("/networks/{id}?did=joined"))),
        Err(error) => again(&app, &visitor, &fields, error, &headers),
    }
}

pub(super) async fn join_school(
    State(app): State<App>,
    allowed: Allowed<JoinNetworks>,
    connection: Connection,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let (from, once) = (from(connection), fields.once()?);
    match network::join_school(&app.house, &allowed.permit, fields.get("code"), &from, once).await {
        // An administrator who neither teaches nor prepares lets the school in and does not belong.
        Ok(_) => Ok(see("/chats?did=school-joined")),
        Err(error) => again(&app, &allowed.visitor, &fields, error, &headers),
    }
}

fn again(
    app: &App,
    visitor: &Visitor,
    fields: &Fields,
    error: actions::ActionError,
    headers: &HeaderMap,
) -> Answer {
    let mut typed = Typed::new(fields);
    typed.refused(error)?;
    let shown = signed_in_page(app, visitor, typed.state("code"));
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, headers)
}

pub(super) async fn join_as_newcomer(
    State(app): State<App>,
    connection: Connection,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let (from, browser) = (from(connection), browser_words(&headers));
    let newcomer = Newcomer {
        code: fields.get("code"),
        email: fields.get("email"),
        name: fields.get("name"),
        password: fields.get("password"),
        from: &from,
        browser: &browser,
    };
    match network::join_as_newcomer(&app.house, newcomer).await {
        Ok(arrived) => {
            begin(&app, &arrived.signed_in.token, &format!("/networks/{}?did=joined", arrived.network))
        }
        Err(error) => newcomer_again(&app, &fields, error, &headers),
    }
}

fn newcomer_again(app: &App, fields: &Fields, error: actions::ActionError, headers: &HeaderMap) -> Answer {
    let mut typed = Typed::new(fields);
    typed.refused(error)?;
    // A password is never sent back.
    let password = FieldState { value: String::new(), error: typed.error("password") };
    let states = [typed.state("name"), typed.state("email"), password];
    let shown = newcomer_page(app, typed.state("code"), states);
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, headers)
}
