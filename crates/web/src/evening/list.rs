//! The list of an evening, as its curator builds it.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use std::borrow::Cow;

use actions::ActionError;
use actions::chat::ChatQuestion;
use actions::list_item::{Add, Change, ItemSeen, ListItem, Move, Remove, Seed};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::chat::chat_permissions::{Curate, SeeRoom};
use domain::id::{ChatId, ListItemId, MessageId};
use domain::permission::Permit;

use super::{key, permit, place, refused, ways};
use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::evening::list::page::{AddItem, ItemFields, ListGroup, ListPage, ListRow};
use crate::evening::read::page::host_of;
use crate::evening::read::preview;
use crate::fields::{Fields, Query};
use crate::form::{Form, Sent, nowhere_to_show};
use crate::participant::InChat;
use crate::parts::chat::state_mark;
use crate::parts::{Button, ButtonKind, FieldState, Link, Section};
use crate::shell::{shell, with_notice};
use crate::words;
use http::Answer;
use http::typed::Typed;

/// The fields that a mistake can stand at.
const FIELDS: [&str; 4] = ["words", "heading", "url", "number"];
/// As much of an item's words as tells its buttons from others, in characters.
const SHORT: usize = 60;

/// What is said to whoever comes second.
const OVERTAKEN: &str = "Somebody else has changed this since you opened it, and nothing of yours was kept yet. What you typed stands below; save it again to put it over theirs.";

/// What came back with a mistake in it, or was overtaken.
enum CameBack<'a> {
    Nothing,
    Added(Typed<'a>),
    Changed(ListItemId, &'a Fields, Typed<'a>),
}

pub(super) async fn show(
    State(app): State<App>,
    place: InChat<Curate>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let mut shown = list_page(&app, &place, CameBack::Nothing).await?;
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

pub(super) async fn add(
    State(app): State<App>,
    place: InChat<Curate>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let mut typed = Typed::new(&fields);
    let message = message_of(&app, &place, &mut typed).await?;
    if typed.is_fine() {
        let once = fields.once_for(place.chat)?;
        let add = Add { heading: heading(&fields), words: words_of(&fields), url: url(&fields), message };
        match app.house.act(&place.permit, place.chat, add, once).await {
            Ok(item) => return Ok(see(&here(place.chat, "added", item))),
            Err(error) => refused(&mut typed, error, &FIELDS)?,
        }
    }
    let shown = list_page(&app, &place, CameBack::Added(typed)).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, &headers)
}

impl Form for Seed {
    fn read(_: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self {})
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Curate>, added: u32) -> Answer {
        let did = if added == 0 { "list-unchanged" } else { "added" };
        Ok(see(&format!("/chats/{}/list?did={did}", sent.named::<ChatId>("chat")?)))
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<Curate>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}

impl Form for Change {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        let fields = sent.fields;
        let message = match fields.get("message") {
            "" => None,
            named => Some(named.parse().map_err(|_| Problem::not_found())?),
        };
        let ItemSeen { heading, words, url } = typed_item(fields);
        Ok(Self { item: sent.named("item")?, heading, words, url, message, seen: seen(fields) })
    }

    fn part(&self) -> Option<String> {
        Some(self.item.to_string())
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Curate>, (): ()) -> Answer {
        Ok(see(&here(sent.named("chat")?, "saved", sent.named("item")?)))
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<Curate>, typed: Typed<'_>) -> Answer {
        let is_overtaken = typed.error("seen").is_some();
        let status = if is_overtaken { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
        let came_back = CameBack::Changed(sent.named("item")?, sent.fields, typed);
        let shown = list_page(sent.app, &place(sent, permit)?, came_back).await?;
        page_with(status, &shown, sent.headers)
    }

    fn refused(typed: &mut Typed<'_>, error: ActionError) -> Result<(), Problem> {
        if matches!(error, ActionError::Stale) {
            typed.fail("seen", &error.to_string());
            return Ok(());
        }
        refused(typed, error, &FIELDS)
    }
}

impl Form for Move {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        let item = sent.named("item")?;
        match sent.fields.get("way") {
            "up" => Ok(Self { item, up: true }),
            "down" => Ok(Self { item, up: false }),
            _ => Err(Problem::unreadable("Say whether it goes up or down.")),
        }
    }

    fn part(&self) -> Option<String> {
        Some(format!("{}:{}", self.item, self.up))
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Curate>, (): ()) -> Answer {
        Ok(see(&here(sent.named("chat")?, "saved", sent.named("item")?)))
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<Curate>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}

impl Form for Remove {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self { item: sent.named("item")? })
    }

    fn part(&self) -> Option<String> {
        Some(self.item.to_string())
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Curate>, (): ()) -> Answer {
        Ok(see(&format!("/chats/{}/list?did=removed", sent.named::<ChatId>("chat")?)))
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<Curate>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}

fn here(chat: ChatId, did: &str, item: ListItemId) -> String {
    format!("/chats/{chat}/list?did={did}#item-{item}")
}

fn heading(fields: &Fields) -> String {
    fields.get("heading").to_owned()
}

fn words_of(fields: &Fields) -> String {
    fields.get("words").to_owned()
}

fn url(fields: &Fields) -> Option<String> {
    let url = fields.get("url").trim();
    (!url.is_empty()).then(|| url.to_owned())
}

fn typed_item(fields: &Fields) -> ItemSeen {
    ItemSeen { heading: heading(fields), words: words_of(fields), url: url(fields) }
}

/// What the form was shown with.
fn seen(fields: &Fields) -> Option<ItemSeen> {
    serde_json::from_str(fields.find("seen")?).ok()
}

/// The message that a new item comes from, by its number in the room.
async fn message_of(
    app: &App,
    place: &InChat<Curate>,
    typed: &mut Typed<'_>,
) -> Result<Option<MessageId>, Problem> {
    let Some(number) = typed.number("number") else { return Ok(None) };
    let see_room = permit::<SeeRoom>(place.participant())?;
    let found = super::save::numbered(app, &see_room, place.chat, number).await?;
    if found.is_none() {
        typed.fail("number", "no message has that number; it stands on its page, behind More in the room");
    }
    Ok(found)
}

async fn items(app: &App, place: &InChat<Curate>) -> Result<Vec<ListItem>, Problem> {
    let see_room = permit::<SeeRoom>(place.participant())?;
    Ok(actions::list_item::list(&app.house, &see_room, place.chat).await?)
}

async fn list_page(app: &App, place: &InChat<Curate>, came_back: CameBack<'_>) -> Result<ListPage, Problem> {
    let participant = place.participant();
    let items = items(app, place).await?;
    let see_room = permit::<SeeRoom>(participant)?;
    let room = actions::chat::room(&app.house, &see_room, place.chat, None, 1).await?;
    let evening = actions::evening::as_it_stands(&app.house, &see_room, place.chat).await?;
    let chat = &room.chat;
    let last = items.len().saturating_sub(1);
    let mut groups: Vec<ListGroup> = Vec::new();
    for (place_in_list, item) in items.iter().enumerate() {
        let row = row(place, item, place_in_list, last, &came_back);
        match groups.iter_mut().find(|group| group.heading == item.heading) {
            Some(group) => group.items.push(row),
            None => groups.push(ListGroup { heading: item.heading.clone(), items: vec![row] }),
        }
    }
    let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
    let seed = Button::new(
        "Add what was starred and the links",
        &format!("/chats/{}/list/seed", place.chat),
        ButtonKind::Plain,
        &key(app),
    );
    let add = match &came_back {
        CameBack::Added(typed) => add_fields(|field| typed.state(field)),
        _ => add_fields(|_| FieldState::default()),
    };
    Ok(ListPage {
        shell: shell(&place.visitor, &format!("The list: {}", chat.subject), Section::Chats),
        back: Link { words: chat.subject.clone(), url: format!("/chats/{}", place.chat) },
        mark: state_mark(chat.state),
        found: if items.is_empty() { "No items".to_owned() } else { words::count(count, "item", "items") },
        ways: ways(participant, place.chat, chat.state, "/list"),
        once: key(app),
        seed: (chat.numbered > 0).then_some(seed),
        empty: items.is_empty().then(ListPage::nothing_yet),
        add_action: format!("/chats/{}/list", place.chat),
        add,
        headings: headings(&groups, &room.questions),
        groups,
        preview: preview(&evening),
    })
}

fn add_fields(state: impl Fn(&str) -> FieldState) -> AddItem {
    AddItem::new(state("words"), state("heading"), state("url"), state("number"))
}

/// The headings in use, then the questions, then one for links.
fn headings(groups: &[ListGroup], questions: &[ChatQuestion]) -> Vec<String> {
    let used = groups.iter().map(|group| Cow::from(group.heading.as_str()));
    let asked = questions.iter().map(|question| Cow::from(question.words.as_str()));
    let mut headings: Vec<String> = Vec::new();
    for heading in used.chain(asked).chain([Cow::from("Links")]) {
        if !headings.iter().any(|known| *known == heading) {
            headings.push(heading.into_owned());
        }
    }
    headings
}

fn row(place: &InChat<Curate>, item: &ListItem, at: usize, last: usize, came_back: &CameBack<'_>) -> ListRow {
    let came_back = match came_back {
        CameBack::Changed(id, fields, typed) if *id == item.id => Some((*fields, typed)),
        _ => None,
    };
    let now = ItemSeen { heading: item.heading.clone(), words: item.words.clone(), url: item.url.clone() };
    let mut shown_with = serde_json::to_string(&now).unwrap_or_default();
    let form = match came_back {
        Some((fields, typed)) if typed.error("seen").is_some() => overtaken(fields, &now),
        Some((fields, typed)) => {
            fields.get("seen").clone_into(&mut shown_with);
            ItemFields::new(typed.state("words"), typed.state("heading"), typed.state("url"))
        }
        None => ItemFields::new(
            FieldState::of(&item.words),
            FieldState::of(&item.heading),
            FieldState::of(item.url.clone().unwrap_or_default()),
        ),
    };
    ListRow {
        id: item.id.to_string(),
        words: item.words.clone(),
        short: short(&item.words),
        source: source_words(item),
        message: item.message.map_or_else(String::new, |message| message.to_string()),
        action: format!("/chats/{}/list/{}", place.chat, item.id),
        may_go_up: at > 0,
        may_go_down: at < last,
        open: came_back.is_some(),
        error: came_back.and_then(|(_, typed)| typed.error("seen")).map(|_| OVERTAKEN.to_owned()),
        seen: shown_with,
        form,
    }
}

/// What was typed over what somebody else has made of it since; what only they changed stands as they left it.
fn overtaken(fields: &Fields, now: &ItemSeen) -> ItemFields {
    let merged = seen(fields).unwrap_or_else(|| now.clone()).beside(typed_item(fields), now);
    let state = |name: &str, value: String, now: &str| FieldState {
        value,
        error: merged.disputed.contains(&name).then(|| format!("It is “{now}” now.")),
    };
    let ItemSeen { heading, words, url } = merged.whole.clone();
    ItemFields::new(
        state("words", words, &now.words),
        state("heading", heading, &now.heading),
        state("url", url.unwrap_or_default(), now.url.as_deref().unwrap_or_default()),
    )
}

fn short(words: &str) -> String {
    let mut short: String = words.chars().take(SHORT).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    short
}

/// `@lab_bob, message 12. Leads to example.org.`
fn source_words(item: &ListItem) -> String {
    let mut sentences = Vec::new();
    if let Some((credit, number)) = item.credit.as_ref().zip(item.number) {
        sentences.push(format!("@{credit}, message {number}."));
    }
    if let Some(url) = &item.url {
        sentences.push(format!("Leads to {}.", host_of(url)));
    }
    sentences.join(" ")
}
