//! What the school has, with its quick counting, and adding something.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::apparatus::{Add, Count};
use actions::sign_in::Visitor;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::Permit;
use domain::id::ItemId;
use domain::people::Actor;
use domain::people::permissions::{ChangeApparatus, SeeApparatus};

use super::{item_marks, key, place_words, typed_fields, wanted};
use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::apparatus::form::{ItemFields, ItemForm};
use crate::apparatus::list::page::{ApparatusPage, Family, ItemRow};
use crate::fields::{Fields, Query};
use crate::form::{Form, Sent};
use crate::parts::{Empty, FieldState, Link, Section};
use crate::shell::{shell, with_notice};
use crate::visitor::Allowed;
use http::Answer;
use http::typed::Typed;

/// Counted items from which the list no longer says why counting matters.
const UNDER_WAY: usize = 10;

/// What a list shows besides the items: what came back with a mistake in it.
#[derive(Default)]
struct CameBack {
    /// The item whose number could not be taken, with what was typed.
    count: Option<(ItemId, FieldState)>,
    /// The form for a new item.
    add: Option<ItemFields>,
}

pub(super) async fn list(
    State(app): State<App>,
    allowed: Allowed<SeeApparatus>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let mut shown =
        list_page(&app, &allowed.visitor, allowed.actor(), query.get("q").trim(), CameBack::default())
            .await?;
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

async fn list_page(
    app: &App,
    visitor: &Visitor,
    actor: &Actor,
    typed: &str,
    came_back: CameBack,
) -> Result<ApparatusPage, Problem> {
    let see: Permit<SeeApparatus> = actor.permit().map_err(actions::ActionError::from)?;
    let items = actions::apparatus::list(&app.house, &see, typed).await?;
    let almanac = actions::apparatus::almanac(&app.house, &see).await?;
    let may_count = actor.may::<ChangeApparatus>();
    let countable: Vec<_> = items.iter().filter(|item| item.kind.comes_back()).collect();
    let counted = countable.iter().filter(|item| item.pool.counted.is_some()).count();
    let found = format!("{counted} of {} counted", countable.len());
    let mut families: Vec<Family> = Vec::new();
    for item in &items {
        let wrong =
            came_back.count.as_ref().filter(|(id, _)| *id == item.pool.item).map(|(_, field)| field.clone());
        let now = item.pool.counted.map_or_else(String::new, |count| count.to_string());
        let row = ItemRow {
            id: item.pool.item.to_string(),
            name: item.pool.name.clone(),
            place: place_words(&item.pool, &item.place, &almanac.sites),
            marks: item_marks(&item.pool, item.kind.comes_back(), item.retired_at.is_some()),
            count: item.kind.comes_back().then(|| wrong.unwrap_or_else(|| FieldState::of(now))),
        };
        match families.iter_mut().find(|family| family.name == item.family) {
            Some(family) => family.items.push(row),
            None => families.push(Family {
                anchor: format!("family-{}", families.len() + 1),
                name: item.family.clone(),
                items: vec![row],
            }),
        }
    }
    let add_open = came_back.add.is_some();
    let add = if may_count {
        let fields = came_back.add.unwrap_or_default();
        let policy = almanac.policy();
        let usual = (policy.set_up_minutes, policy.turn_round_minutes);
        let mut form = ItemForm::new("/apparatus".to_owned(), key(app), fields, true, usual);
        form.offer(&almanac.sites);
        Some(form)
    } else {
        None
    };
    Ok(ApparatusPage {
        shell: shell(visitor, "Apparatus", Section::Apparatus),
        words: typed.to_owned(),
        found: if items.is_empty() { String::new() } else { found },
        once: key(app),
        may_count,
        advice: (may_count && typed.is_empty() && counted < UNDER_WAY && !items.is_empty()).then(|| {
            "What is counted is never promised twice. What is not counted can be asked for, and nobody is told when it runs short. Start with what is fought over.".to_owned()
        }),
        empty: families.is_empty().then(|| empty_words(typed)),
        families,
        add,
        add_open,
    })
}

fn empty_words(typed: &str) -> Empty {
    if typed.is_empty() {
        return Empty {
            words: "There is no apparatus here yet.".to_owned(),
            advice: "Technicians add what the department has.".to_owned(),
            link: None,
        };
    }
    Empty {
        words: format!("No apparatus matches “{typed}”."),
        advice: "Try one word of its name, or look through the whole list.".to_owned(),
        link: Some(Link { words: "See all apparatus".to_owned(), url: "/apparatus".to_owned() }),
    }
}

impl Form for Add {
    fn read(_: &Sent<'_>, typed: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self { item: wanted(typed) })
    }

    async fn done(_: &Sent<'_>, _: &Permit<ChangeApparatus>, id: ItemId) -> Answer {
        Ok(see(&format!("/apparatus/{id}?did=added")))
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<ChangeApparatus>, typed: Typed<'_>) -> Answer {
        let came_back = CameBack { add: Some(typed_fields(&typed, true)), count: None };
        let shown = list_page(sent.app, sent.visitor, permit.actor(), "", came_back).await?;
        page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, sent.headers)
    }
}

/// Quick counting from the list: everything else about the item stays as it is.
pub(super) async fn count(
    app: App,
    allowed: Allowed<ChangeApparatus>,
    headers: HeaderMap,
    fields: Fields,
    item: ItemId,
) -> Answer {
    let mut typed = Typed::new(&fields);
    let counted = typed.number("counted");
    if typed.is_fine() {
        // The forms of a list share a key, so the item's identifier makes each its own.
        let once = fields.once_for(item)?;
        match app.house.act(&allowed.permit, (), Count { item, counted }, once).await {
            Ok(()) => return Ok(see(&format!("/apparatus?did=saved#i{item}"))),
            Err(error) => typed.refused(error)?,
        }
    }
    let came_back = CameBack { count: Some((item, typed.state("counted"))), add: None };
    let page = list_page(&app, &allowed.visitor, allowed.actor(), "", came_back).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &page, &headers)
}
