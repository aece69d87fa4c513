//! One item: what it is, who holds it, and changing it.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::ActionError;
use actions::apparatus::{Change, ItemChange, ItemShown};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use domain::id::{ItemId, SchoolId};
use domain::people::permissions::{ChangeApparatus, SeeApparatus, SeeRequisition};
use domain::{Permission, Permit, wall_clock};

use super::list::count;
use super::{item_marks, key, place_words, typed_fields, wanted};
use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::apparatus::form::{ItemFields, ItemForm};
use crate::apparatus::show::page::{Alternative, HistoryEntry, Holder, ItemPage};
use crate::fields::{Fields, Query};
use crate::parts::{Fact, Section};
use crate::shell::{shell, with_notice};
use crate::visitor::Allowed;
use crate::words;
use http::Answer;
use http::typed::Typed;

/// Entries of history that an item's page shows.
const HISTORY_SHOWN: usize = 30;

pub(super) async fn show(
    State(app): State<App>,
    Path(item): Path<String>,
    allowed: Allowed<SeeApparatus>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let id = item.parse().map_err(|_| Problem::not_found())?;
    let shown = actions::apparatus::show(&app.house, &allowed.permit, id).await?;
    let fields = ItemFields::of(&ItemChange::from(&shown.item));
    let mut shown = item_page(&app, &allowed, &shown, fields);
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

fn item_page<P: Permission<Scope = SchoolId>>(
    app: &App,
    allowed: &Allowed<P>,
    shown: &ItemShown,
    fields: ItemFields,
) -> ItemPage {
    let item = &shown.item;
    let policy = shown.almanac.policy();
    let usual = (policy.set_up_minutes, policy.turn_round_minutes);
    let form = allowed.actor().may::<ChangeApparatus>().then(|| {
        let action = format!("/apparatus/{}", item.pool.item);
        let mut form = ItemForm::new(action, key(app), fields, item.kind.comes_back(), usual);
        form.rooms = Vec::new();
        form.offer(&shown.almanac.sites);
        form.seen = serde_json::to_string(&ItemChange::from(item)).unwrap_or_default();
        form
    });
    ItemPage {
        shell: shell(&allowed.visitor, &item.pool.name, Section::Apparatus),
        name: item.pool.name.clone(),
        where_line: format!(
            "{}. {}.",
            item.family,
            place_words(&item.pool, &item.place, &shown.almanac.sites)
        ),
        marks: item_marks(&item.pool, item.kind.comes_back(), item.retired_at.is_some()),
        sentence: sentence_of(shown),
        facts: facts_of(shown, usual),
        holders: holders_of(app, allowed, shown),
        no_holders: if !item.kind.comes_back() {
            "What is used up is made ready, and not kept aside.".to_owned()
        } else if item.pool.counted.is_some() {
            "Nobody has it, or has asked for it, in the coming four weeks.".to_owned()
        } else {
            "Nothing is kept aside while it is not counted.".to_owned()
        },
        alternatives: shown
            .alternatives
            .iter()
            .filter(|other| other.retired_at.is_none())
            .map(|other| Alternative {
                name: other.pool.name.clone(),
                url: format!("/apparatus/{}", other.pool.item),
                words: other
                    .pool
                    .counted
                    .map_or_else(|| "not counted".to_owned(), |count| format!("{count} counted")),
            })
            .collect(),
        history: history_of(app, shown),
        form,
    }
}

fn sentence_of(shown: &ItemShown) -> String {
    let item = &shown.item;
    if item.pool.retired {
        return "It is retired: none is free, and nobody can ask for it. What was promised of it waits in the inbox."
            .to_owned();
    }
    if let Some(room) = &item.pool.lives_in {
        return format!("It lives in {room}: nobody picks it, carries it, or keeps it for one lesson.");
    }
    match shown.free_now {
        _ if !item.kind.comes_back() => "It is used up, so it is ordered and not counted here.".to_owned(),
        Some(1) => "1 is free now.".to_owned(),
        Some(free) => format!("{free} are free now."),
        None => "Nobody has counted these yet, so a request for them is never refused.".to_owned(),
    }
}

fn facts_of(shown: &ItemShown, usual: (u32, u32)) -> Vec<Fact> {
    let pool = &shown.item.pool;
    let mut facts = Vec::new();
    if let Some(counted) = pool.counted {
        facts.push(Fact::new("Counted", counted.to_string()));
        facts.push(Fact::new("Out of service", pool.out_of_service.to_string()));
        facts.push(Fact::new("Missing", pool.missing.to_string()));
    }
    if shown.item.kind.comes_back() && pool.lives_in.is_none() {
        let before = pool.set_up_minutes.unwrap_or(usual.0);
        let after = pool.turn_round_minutes.unwrap_or(usual.1);
        facts.push(Fact::new("Needed before and after a lesson", format!("{before} and {after} minutes")));
    }
    if shown.item.count_back {
        facts.push(Fact::new("When it comes back", "Its number is asked for"));
    }
    facts
}

fn holders_of<P: Permission<Scope = SchoolId>>(
    app: &App,
    allowed: &Allowed<P>,
    shown: &ItemShown,
) -> Vec<Holder> {
    let calendar = &shown.almanac.calendar;
    let now = app.house.now();
    let may_read = allowed.actor().may::<SeeRequisition>() && allowed.actor().acts_for_anyone();
    shown
        .held_by
        .iter()
        .map(|held| Holder {
            when: format!(
                "{} to {}",
                words::capitalised(&words::moment(calendar, held.lesson.from, now)),
                wall_clock::end(&calendar.zone, held.lesson)
            ),
            who: match held.room.as_str() {
                "" => format!("{}, {}", held.class, held.teacher),
                room => format!("{}, {}, in {room}", held.class, held.teacher),
            },
            quantity: held.hold.quantity.to_string(),
            url: may_read.then(|| format!("/requisitions/{}", held.hold.requisition)),
        })
        .collect()
}

fn history_of(app: &App, shown: &ItemShown) -> Vec<HistoryEntry> {
    let now = app.house.now();
    shown
        .history
        .iter()
        .rev()
        .take(HISTORY_SHOWN)
        .map(|event| HistoryEntry {
            words: format!("{}, by {}", event.words, event.actor),
            when: words::capitalised(&words::moment(&shown.almanac.calendar, event.at, now)),
        })
        .collect()
}

/// The form of an item's own page, or the quick one of the list, which has no name in it.
pub(super) async fn change(
    State(app): State<App>,
    Path(item): Path<String>,
    allowed: Allowed<ChangeApparatus>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let id: ItemId = item.parse().map_err(|_| Problem::not_found())?;
    if fields.find("name").is_none() {
        return count(app, allowed, headers, fields, id).await;
    }
    let mut typed = Typed::new(&fields);
    let to = wanted(&mut typed);
    let seen: Option<ItemChange> = fields.find("seen").and_then(|seen| serde_json::from_str(seen).ok());
    let mut overtaken = None;
    if typed.is_fine() {
        let once = fields.once()?;
        let change = Change { item: id, to: to.clone(), seen: seen.clone() };
        match (app.house.act(&allowed.permit, (), change, once).await, seen) {
            (Ok(()), _) => return Ok(see(&format!("/apparatus/{id}?did=saved"))),
            (Err(ActionError::Stale), Some(seen)) => overtaken = Some((to, seen)),
            (Err(error), _) => typed.refused(error)?,
        }
    }
    let see_permit: Permit<SeeApparatus> = allowed.actor().permit().map_err(ActionError::from)?;
    let shown = actions::apparatus::show(&app.house, &see_permit, id).await?;
    if let Some((to, seen)) = overtaken {
        let page = overtaken_page(&app, &allowed, &shown, to, &seen);
        return page_with(StatusCode::CONFLICT, &page, &headers);
    }
    let mut page = item_page(&app, &allowed, &shown, typed_fields(&typed, false));
    if let Some(form) = &mut page.form {
        fields.get("seen").clone_into(&mut form.seen);
    }
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &page, &headers)
}

/// The page with what was typed beside what somebody else has changed since. What only they changed stands as they
/// left it, and keeping the form again is keeping it over theirs.
fn overtaken_page(
    app: &App,
    allowed: &Allowed<ChangeApparatus>,
    shown: &ItemShown,
    to: ItemChange,
    seen: &ItemChange,
) -> ItemPage {
    let now = ItemChange::from(&shown.item);
    let merged = to.beside(seen, &now);
    let mut fields = ItemFields::of(&merged.whole);
    let now = ItemFields::of(&now);
    for name in &merged.disputed {
        fields.say_now(name, &now);
    }
    let mut page = item_page(app, allowed, shown, fields);
    let who = shown.history.last().map_or_else(String::new, |event| {
        let when = words::moment(&shown.almanac.calendar, event.at, app.house.now());
        format!(" {}, by {}, {when}.", event.words, event.actor)
    });
    if let Some(form) = &mut page.form {
        form.error = Some(format!(
            "Somebody else has changed this since you opened it, and nothing of yours was kept yet.{who} What you typed stands below; keep it again to put it over theirs."
        ));
    }
    page
}
