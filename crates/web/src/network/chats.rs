//! The home of everybody who talks in networks.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::chat::ties::{self, OwnNetwork};
use axum::extract::State;
use axum::http::HeaderMap;
use domain::chat::ChatRole;
use domain::chat::chat_permissions::SeeNetwork;
use domain::people::permissions::{BeginNetwork, SeeDepartmentChats};

use super::evenings::{Listed, shelves, zone};
use super::{key, permit};
use crate::answer::page;
use crate::app::App;
use crate::fields::Query;
use crate::network::chats::page::{ChatsPage, OwnNetworkRow};
use crate::participant::SignedIn;
use crate::parts::Section;
use crate::shell::{may, shell, with_notice};
use http::Answer;

pub(super) async fn show(
    State(app): State<App>,
    SignedIn { visitor }: SignedIn,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let (account, name) = (visitor.visit.account, visitor.visit.name.as_str());
    let own = ties::networks_of(&app.house, account).await?;
    let mut evenings = Vec::new();
    for network in &own {
        // Whoever is taken out at this very moment sees the others.
        let Some(participant) = ties::in_network(&app.house, account, name, network.id).await? else {
            continue;
        };
        let chats = actions::chat::every(&app.house, &permit::<SeeNetwork>(&participant)?).await?;
        let zone = zone(&network.time_zone);
        evenings.extend(chats.into_iter().map(|chat| Listed {
            chat,
            network: network.name.clone(),
            zone: zone.clone(),
        }));
    }
    let school = visitor.school().map(|school| school.id);
    let has_department = own.iter().any(|network| network.of_school.is_some() && network.of_school == school);
    let shown = ChatsPage {
        shell: with_notice(shell(&visitor, "Chats", Section::Chats), &query),
        shelves: shelves(evenings, app.house.now()),
        networks: own.iter().map(own_row).collect(),
        once: key(&app),
        offers_department: may::<SeeDepartmentChats>(&visitor) && !has_department,
        offers_beginning: may::<BeginNetwork>(&visitor),
    };
    page(&shown, &headers)
}

fn own_row(network: &OwnNetwork) -> OwnNetworkRow {
    let standing = match (network.role, network.of_school) {
        (ChatRole::NetworkAdministrator, None) => "You look after it",
        (ChatRole::NetworkAdministrator, Some(_)) => "A school’s department; you look after it",
        (_, Some(_)) => "A school’s department",
        (_, None) => "You belong to it",
    };
    OwnNetworkRow {
        url: format!("/networks/{}", network.id),
        name: network.name.clone(),
        standing: standing.to_owned(),
    }
}
