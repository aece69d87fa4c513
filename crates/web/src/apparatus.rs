//! The apparatus: the list with its quick counting, one item, and the form that changes it.

pub(crate) mod form;
pub(crate) mod list;
pub(crate) mod show;

use actions::apparatus::{ItemChange, ItemShown};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use domain::apparatus::Pool;
use domain::id::{ItemId, SchoolId};
use domain::people::permissions::{ChangeApparatus, SeeApparatus, SeeRequisition};
use domain::{Permission, Permit};

use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::apparatus::form::{ItemFields, ItemForm};
use crate::apparatus::list::page::{ApparatusPage, Family, ItemRow};
use crate::apparatus::show::page::{Alternative, HistoryEntry, Holder, ItemPage};
use crate::fields::{Fields, Query};
use crate::parts::{Empty, Fact, FieldState, Link, Mark, Meaning, Section};
use crate::routes::typed::Typed;
use crate::routes::{Answer, Routes};
use crate::shell::{shell, with_notice};
use crate::visitor::Allowed;
use crate::words;

/// Counted items from which the list no longer says why counting matters.
const UNDER_WAY: usize = 10;
/// Entries of history that an item's page shows.
const HISTORY_SHOWN: usize = 30;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get::<SeeApparatus, _>("/apparatus", list)
        .post::<ChangeApparatus, _>("/apparatus", add)
        .get::<SeeApparatus, _>("/apparatus/{item}", show)
        .post::<ChangeApparatus, _>("/apparatus/{item}", change)
}

/// What a list shows besides the items: what came back with a mistake in it.
#[derive(Default)]
struct CameBack {
    /// The item whose number could not be taken, with what was typed.
    count: Option<(ItemId, FieldState)>,
    /// The form for a new item.
    add: Option<ItemFields>,
}

async fn list(
    State(app): State<App>,
    allowed: Allowed<SeeApparatus>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let mut shown = list_page(&app, &allowed, query.get("q").trim(), CameBack::default()).await?;
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

async fn list_page<P: Permission<Scope = SchoolId>>(
    app: &App,
    allowed: &Allowed<P>,
    typed: &str,
    came_back: CameBack,
) -> Result<ApparatusPage, Problem> {
    let see: Permit<SeeApparatus> = allowed.actor().permit().map_err(actions::ActionError::from)?;
    let items = actions::apparatus::list(&app.house, &see, typed).await?;
    let may_count = allowed.actor().may::<ChangeApparatus>();
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
            place: place_words(&item.pool, &item.place),
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
        Some(ItemForm::new("/apparatus".to_owned(), key(app), fields, true, usual(app, &see).await?))
    } else {
        None
    };
    Ok(ApparatusPage {
        shell: shell(&allowed.visitor, "Apparatus", Section::Apparatus),
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

fn key(app: &App) -> String {
    app.house.next_id::<uuid::Uuid>().to_string()
}

/// The school's own minutes before and after a lesson.
async fn usual(app: &App, permit: &Permit<SeeApparatus>) -> Result<(u32, u32), Problem> {
    let policy = app.house.storage.read(permit.school()).await?.school().await?.policy;
    Ok((policy.set_up_minutes, policy.turn_round_minutes))
}

fn place_words(pool: &Pool, place: &str) -> String {
    match (&pool.lives_in, place.is_empty()) {
        (Some(room), _) => format!("Lives in {room}"),
        (None, false) => place.to_owned(),
        (None, true) => "No place given".to_owned(),
    }
}

fn item_marks(pool: &Pool, comes_back: bool, is_retired: bool) -> Vec<Mark> {
    let mut marks = Vec::new();
    if is_retired {
        marks.push(Mark::new("Retired", Meaning::Quiet));
    }
    if !comes_back {
        marks.push(Mark::new("Used up", Meaning::Quiet));
    } else if pool.counted.is_none() {
        marks.push(Mark::new("Not counted", Meaning::Quiet));
    }
    if pool.out_of_service > 0 {
        marks.push(Mark::new(format!("{} out of service", pool.out_of_service), Meaning::Attention));
    }
    if pool.missing > 0 {
        marks.push(Mark::new(format!("{} missing", pool.missing), Meaning::Stop));
    }
    marks
}

async fn show(
    State(app): State<App>,
    Path(item): Path<String>,
    allowed: Allowed<SeeApparatus>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let id = item.parse().map_err(|_| Problem::not_found())?;
    let shown = actions::apparatus::show(&app.house, &allowed.permit, id).await?;
    let fields = fields_of(&shown);
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
        form
    });
    ItemPage {
        shell: shell(&allowed.visitor, &item.pool.name, Section::Apparatus),
        name: item.pool.name.clone(),
        where_line: format!("{}. {}.", item.family, place_words(&item.pool, &item.place)),
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
                words::time(calendar, held.lesson.until)
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

fn fields_of(shown: &ItemShown) -> ItemFields {
    let pool = &shown.item.pool;
    let number =
        |number: Option<u32>| FieldState::of(number.map_or_else(String::new, |number| number.to_string()));
    ItemFields {
        name: FieldState::of(&pool.name),
        place: FieldState::of(&shown.item.place),
        counted: number(pool.counted),
        out_of_service: number(Some(pool.out_of_service)),
        missing: number(Some(pool.missing)),
        set_up_minutes: number(pool.set_up_minutes),
        turn_round_minutes: number(pool.turn_round_minutes),
        lives_in: FieldState::of(pool.lives_in.clone().unwrap_or_default()),
        count_back: shown.item.count_back,
        retired: Some(shown.item.retired_at.is_some()),
    }
}

fn typed_fields(typed: &Typed<'_>, is_new: bool) -> ItemFields {
    ItemFields {
        name: typed.state("name"),
        place: typed.state("place"),
        counted: typed.state("counted"),
        out_of_service: typed.state("out_of_service"),
        missing: typed.state("missing"),
        set_up_minutes: typed.state("set_up_minutes"),
        turn_round_minutes: typed.state("turn_round_minutes"),
        lives_in: typed.state("lives_in"),
        count_back: typed.fields.is_ticked("count_back"),
        retired: (!is_new).then(|| typed.fields.is_ticked("retired")),
    }
}

fn wanted(typed: &mut Typed<'_>) -> ItemChange {
    ItemChange {
        name: typed.fields.get("name").to_owned(),
        place: typed.fields.get("place").to_owned(),
        counted: typed.number("counted"),
        out_of_service: typed.number("out_of_service").unwrap_or(0),
        missing: typed.number("missing").unwrap_or(0),
        set_up_minutes: typed.number("set_up_minutes"),
        turn_round_minutes: typed.number("turn_round_minutes"),
        lives_in: Some(typed.fields.get("lives_in").to_owned()),
        count_back: typed.fields.is_ticked("count_back"),
        retired: typed.fields.is_ticked("retired"),
    }
}

async fn add(
    State(app): State<App>,
    allowed: Allowed<ChangeApparatus>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let mut typed = Typed::new(&fields);
    let wanted = wanted(&mut typed);
    if typed.is_fine() {
        let once = fields.once("apparatus-add")?;
        match actions::apparatus::add(&app.house, &allowed.permit, wanted, once).await {
            Ok(id) => return Ok(see(&format!("/apparatus/{id}?did=added"))),
            Err(error) => typed.refused(error)?,
        }
    }
    let came_back = CameBack { add: Some(typed_fields(&typed, true)), count: None };
    let shown = list_page(&app, &allowed, "", came_back).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, &headers)
}

async fn change(
    State(app): State<App>,
    Path(item): Path<String>,
    allowed: Allowed<ChangeApparatus>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let id: ItemId = item.parse().map_err(|_| Problem::not_found())?;
    let see_permit: Permit<SeeApparatus> = allowed.actor().permit().map_err(actions::ActionError::from)?;
    let shown = actions::apparatus::show(&app.house, &see_permit, id).await?;
    if fields.find("name").is_none() {
        return count(app, allowed, headers, fields, &shown).await;
    }
    let mut typed = Typed::new(&fields);
    let wanted = wanted(&mut typed);
    if typed.is_fine() {
        let once = fields.once("apparatus-change")?;
        match actions::apparatus::change(&app.house, &allowed.permit, id, wanted, once).await {
            Ok(()) => return Ok(see(&format!("/apparatus/{id}?did=saved"))),
            Err(error) => typed.refused(error)?,
        }
    }
    let page = item_page(&app, &allowed, &shown, typed_fields(&typed, false));
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &page, &headers)
}

/// Quick counting from the list: everything else about the item stays as it is.
async fn count(
    app: App,
    allowed: Allowed<ChangeApparatus>,
    headers: HeaderMap,
    fields: Fields,
    shown: &ItemShown,
) -> Answer {
    let item = &shown.item;
    let pool = &item.pool;
    let mut typed = Typed::new(&fields);
    let counted = typed.number("counted");
    if typed.is_fine() {
        let wanted = ItemChange {
            name: pool.name.clone(),
            place: item.place.clone(),
            counted,
            out_of_service: pool.out_of_service,
            missing: pool.missing,
            set_up_minutes: pool.set_up_minutes,
            turn_round_minutes: pool.turn_round_minutes,
            lives_in: pool.lives_in.clone(),
            count_back: item.count_back,
            retired: item.retired_at.is_some(),
        };
        // The forms of a list share a key, so the item's identifier makes each its own.
        let once = fields.once_for("apparatus-count", pool.item)?;
        match actions::apparatus::change(&app.house, &allowed.permit, pool.item, wanted, once).await {
            Ok(()) => return Ok(see(&format!("/apparatus?did=saved#i{}", pool.item))),
            Err(actions::ActionError::Invalid(invalid)) => typed.fail("counted", &invalid.words),
            Err(error) => return Err(error.into()),
        }
    }
    let came_back = CameBack { count: Some((pool.item, typed.state("counted"))), add: None };
    let page = list_page(&app, &allowed, "", came_back).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &page, &headers)
}
