//! Erasing a person from everything of a network: first what it would touch, then for good.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::ActionError;
use actions::erasure::{Erase, Touched};
use actions::network::NetworkPage;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::chat::chat_permissions::{ErasePeople, SeeNetwork};
use domain::chat::handle::Handle;
use domain::permission::Permit;

use super::{key, permit, refused};
use crate::answer::{Problem, page_with, see};
use crate::app::App;
use crate::evening::erase::page::{ErasePage, WouldTouch};
use crate::fields::Query;
use crate::form::{Form, Sent};
use crate::participant::InNetwork;
use crate::parts::{Fact, FieldState, Link, Section};
use crate::shell::{shell, with_notice};
use crate::words;
use http::Answer;
use http::typed::Typed;

/// A name as people type it: with “@” or without.
fn bare(typed: &str) -> &str {
    let typed = typed.trim();
    typed.strip_prefix('@').unwrap_or(typed)
}

pub(super) async fn show(
    State(app): State<App>,
    place: InNetwork<ErasePeople>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let mut typed = Typed::new(&query);
    let mut shown = erase_page(&app, &place, &mut typed).await?;
    shown.shell = with_notice(shown.shell, &query);
    let status = if typed.is_fine() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page_with(status, &shown, &headers)
}

impl Form for Erase {
    fn read(sent: &Sent<'_>, typed: &mut Typed<'_>) -> Result<Self, Problem> {
        let handle = bare(sent.fields.get("handle"));
        if !handle.eq_ignore_ascii_case(bare(sent.fields.get("again"))) {
            typed.fail("again", "this is not the same name; type it once more");
        }
        Ok(Self { handle: handle.to_owned() })
    }

    async fn done(_: &Sent<'_>, permit: &Permit<ErasePeople>, _: Touched) -> Answer {
        Ok(see(&format!("/networks/{}/erasure?did=erased", permit.network())))
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<ErasePeople>, mut typed: Typed<'_>) -> Answer {
        let place = InNetwork { permit: super::permit(permit.participant())?, visitor: sent.visitor.clone() };
        let shown = erase_page(sent.app, &place, &mut typed).await?;
        page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, sent.headers)
    }

    fn refused(typed: &mut Typed<'_>, error: ActionError) -> Result<(), Problem> {
        refused(typed, error, &["handle", "again"])
    }
}

async fn erase_page(
    app: &App,
    place: &InNetwork<ErasePeople>,
    typed: &mut Typed<'_>,
) -> Result<ErasePage, Problem> {
    let see_network = permit::<SeeNetwork>(place.participant())?;
    let NetworkPage { network, .. } = actions::network::show(&app.house, &see_network).await?;
    let found = would_touch(app, place, typed).await?;
    Ok(ErasePage {
        shell: shell(&place.visitor, "Erase a person", Section::Chats),
        back: Link { words: network.name, url: format!("/networks/{}/manage", network.id) },
        action: format!("/networks/{}/erasure", network.id),
        once: key(app),
        handle: ErasePage::handle_field(typed.state("handle")),
        found,
    })
}

async fn would_touch(
    app: &App,
    place: &InNetwork<ErasePeople>,
    typed: &mut Typed<'_>,
) -> Result<Option<WouldTouch>, Problem> {
    let handle = bare(typed.fields.get("handle"));
    if handle.is_empty() {
        return Ok(None);
    }
    if handle.parse::<Handle>().is_err() {
        typed.fail("handle", "a name is 1 to 15 letters, figures and underscores");
        return Ok(None);
    }
    let touched = match actions::erasure::erasure_of(&app.house, &place.permit, handle).await {
        Ok(touched) => touched,
        Err(error) => {
            refused(typed, error, &["handle"])?;
            return Ok(None);
        }
    };
    let places = u32::try_from(touched.total()).unwrap_or(u32::MAX);
    let again = if typed.error("again").is_some() { typed.state("again") } else { FieldState::default() };
    Ok(Some(WouldTouch {
        heading: if places == 0 {
            format!("@{handle} is nowhere in this network")
        } else {
            format!("@{handle} in {}", words::count(places, "place", "places"))
        },
        handle: handle.to_owned(),
        facts: facts(&touched),
        confirm: (places > 0).then(|| ErasePage::confirm_field(again)),
    }))
}

/// Every kind of thing that would be touched; the first three are said even where there are none.
fn facts(touched: &Touched) -> Vec<Fact> {
    let all = [
        ("Messages", touched.messages),
        ("Copies in quotes", touched.quotes),
        ("Other people’s reply lines", touched.reply_lines),
        ("Other people’s words", touched.mentions),
        ("In lists", touched.list_items),
        ("Published evenings", touched.revisions),
        ("Topics", touched.topics),
        ("Reports", touched.reports),
        ("Saved in schools", touched.saved),
        ("Records of their account", touched.records),
    ];
    let told = all.into_iter().enumerate().filter(|(place, (_, number))| *place < 3 || *number > 0);
    told.map(|(_, (name, number))| Fact::new(name, number.to_string())).collect()
}
