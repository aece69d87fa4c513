//! Beginning a network, and opening the department's own.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::network::{self, NetworkWanted};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::chat::network::{Readers, suggested_slug};
use domain::people::permissions::{BeginNetwork, SeeDepartmentChats};

use super::{key, read_readers, readers_choice};
use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::fields::Fields;
use crate::network::begin::page::NewNetworkPage;
use crate::parts::{FieldState, Section};
use crate::shell::shell;
use crate::visitor::Allowed;
use http::Answer;
use http::typed::Typed;

pub(super) async fn form(
    State(app): State<App>,
    allowed: Allowed<BeginNetwork>,
    headers: HeaderMap,
) -> Answer {
    let school = allowed.visitor.school().ok_or(Problem::no_school())?;
    let almanac = app.house.almanac_at(school.id, school.almanac).await?;
    let zone = crate::zoned::name(&almanac.calendar.zone);
    let shown = NewNetworkPage {
        shell: shell(&allowed.visitor, "Begin a network", Section::Chats),
        once: key(&app),
        fields: NewNetworkPage::fields(FieldState::default(), FieldState::default(), FieldState::of(zone)),
        readers: readers_choice(Readers::Members.key()),
    };
    page(&shown, &headers)
}

pub(super) async fn begin(
    State(app): State<App>,
    allowed: Allowed<BeginNetwork>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let typed_slug = fields.get("slug").trim();
    let slug = if typed_slug.is_empty() { suggested_slug(fields.get("name")) } else { typed_slug.to_owned() };
    let wanted = NetworkWanted {
        name: fields.get("name").to_owned(),
        slug,
        time_zone: fields.get("time-zone").trim().to_owned(),
        readers: read_readers(fields.get("readers"))?,
    };
    let once = fields.once()?;
    match network::begin(&app.house, &allowed.permit, wanted, once).await {
        Ok(id) => Ok(see(&format!("/networks/{id}?did=network-begun"))),
        Err(error) => {
            let mut typed = Typed::new(&fields);
            typed.refused(error)?;
            let states = (typed.state("name"), typed.state("slug"), typed.state("time-zone"));
            let shown = NewNetworkPage {
                shell: shell(&allowed.visitor, "Begin a network", Section::Chats),
                once: key(&app),
                fields: NewNetworkPage::fields(states.0, states.1, states.2),
                readers: readers_choice(fields.get("readers")),
            };
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, &headers)
        }
    }
}

/// Opens the department's own network. It is made once, however often this is sent.
pub(super) async fn department(State(app): State<App>, allowed: Allowed<SeeDepartmentChats>) -> Answer {
    let id = network::department(&app.house, &allowed.permit).await?;
    Ok(see(&format!("/networks/{id}")))
}
