//! The room, its stream, and the ways into it.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::chat::{Agree, Chat, Head, NetworkShown, OneMessage, Room, TakeChair};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::Permit;
use domain::chat::chat_permissions::{
    Curate, Publish, Say, SeeDesk, SeeRoom, SetUpChat, TakeChair as MayTakeChair,
};
use domain::chat::network::Readers;
use domain::chat::room::{LONGEST_MESSAGE, SayRefusal, may_take_chair};
use domain::chat::{ChatRole, ChatState, Participant, REVIEW_HOURS};
use domain::id::{ChatId, MessageId};

use super::came_back::to_desk;
use super::shown::{self, Place};
use super::{also, key};
use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::chat::room::page::{LinkPosted, RoomPage};
use crate::chat::say::form::{Agreement, Answering, Composer, Say as SayHere, SayWay};
use crate::fields::{Fields, Query};
use crate::form::{Form, Sent, nowhere_to_show};
use crate::participant::InChat;
use crate::parts::{Button, ButtonKind, Choice, FieldState, Link, Section};
use crate::room_stream::{Hears, Reader};
use crate::shell::{shell, with_notice};
use crate::words::capitalised;
use actions::sign_in::Visitor;
use http::Answer;
use http::typed::{Typed, sentence};

/// Messages that a page of a room shows.
const MESSAGES_SHOWN: u32 = 100;
/// Characters of what is replied to or quoted that stand above the form.
const FIRST_WORDS: usize = 140;

pub(super) async fn show(
    State(app): State<App>,
    inside: InChat<SeeRoom>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let typed = Typed::new(&query);
    let mut shown = room_page(&app, inside.participant(), &inside.visitor, inside.chat, &typed).await?;
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

pub(super) async fn live(
    State(app): State<App>,
    inside: InChat<SeeRoom>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let place = app.streams.clone().try_acquire_owned().map_err(|_| Problem::busy())?;
    let chat = inside.chat;
    // Whoever may not see the room does not find its stream either.
    let room = actions::chat::entrance(&app.house, &inside.permit, chat).await?;
    let last_seen = headers.get("last-event-id").and_then(|value| value.to_str().ok());
    // Nobody has seen what has not happened: a number from elsewhere would keep its stream silent.
    let told =
        last_seen.unwrap_or(query.get("after")).parse().unwrap_or(room.sequence).clamp(0, room.sequence);
    let hears = if query.is_ticked("desk") { Hears::ThatItMoved } else { Hears::Everything };
    let entered = app.rooms.enter(inside.permit.network(), chat, Place::of(&room.chat, &room.zone));
    Ok(Reader::new(app.house.clone(), entered, hears, told, app.stop.clone(), place).answer())
}

impl Form for Agree {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        // Whoever was told of nobody in particular was told of the fewest.
        let everybody = sent.fields.get("readers") == Readers::Everybody.key();
        let readers = if everybody { Readers::Everybody } else { Readers::Members };
        Ok(Self { handle: sent.fields.get("handle").to_owned(), readers })
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Say>, (): ()) -> Answer {
        let chat: ChatId = sent.named("chat")?;
        Ok(see(&format!("/chats/{chat}?did=agreed#say")))
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<Say>, typed: Typed<'_>) -> Answer {
        let (app, participant, chat) = (sent.app, permit.participant(), sent.named("chat")?);
        let shown = room_page(app, participant, sent.visitor, chat, &typed).await?;
        page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, sent.headers)
    }
}

impl Form for TakeChair {
    fn read(_: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self {})
    }

    async fn done(sent: &Sent<'_>, _: &Permit<MayTakeChair>, (): ()) -> Answer {
        to_desk(sent, "chair")
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<MayTakeChair>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}

/// The room for one person, with what they have typed, if anything.
pub(super) async fn room_page(
    app: &App,
    participant: &Participant,
    visitor: &Visitor,
    chat: ChatId,
    typed: &Typed<'_>,
) -> Result<RoomPage, Problem> {
    let permit = also::<SeeRoom>(participant)?;
    let before: Option<u32> = typed.fields.get("before").parse().ok();
    let room = actions::chat::room(&app.house, &permit, chat, before, MESSAGES_SHOWN).await?;
    let answering = match answered(typed.fields) {
        Some((how, id)) => actions::chat::message(&app.house, &permit, chat, id)
            .await
            .ok()
            .filter(|one| one.shown.gone().is_none())
            .map(|one| answering(how, &one)),
        None => None,
    };
    let place = Place::of(&room.chat, &room.network.zone);
    let earliest = room.messages.first().and_then(|one| one.message.number).filter(|_| room.has_earlier);
    Ok(RoomPage {
        shell: shell(visitor, &room.chat.subject, Section::Chats),
        here_url: format!("/chats/{chat}"),
        look_url: format!("/chats/{chat}?look={}#say", app.house.now().0),
        live_url: before.is_none().then(|| format!("/chats/{chat}/live?after={}", room.sequence)),
        handle: participant.handle.as_ref().map_or_else(String::new, ToString::to_string),
        head: shown::head(&place, &head_of(&room)),
        ways: ways(participant, &room),
        messages: room.messages.iter().map(|one| shown::said(&place, one)).collect(),
        empty: match room.chat.state {
            ChatState::Draft | ChatState::Scheduled => "Nobody has written yet: the chat has not begun.",
            ChatState::Open => "Nobody has written yet. You can begin.",
            _ => "Nobody wrote anything.",
        },
        earlier_url: earliest.map(|number| format!("/chats/{chat}?before={number}")),
        links: room
            .links
            .iter()
            .map(|link| LinkPosted {
                url: link.url.clone(),
                handle: link.handle.clone(),
                number: Some(link.number),
            })
            .collect(),
        say: say_here(app, participant, &room, &place, typed, answering),
    })
}

/// The head that a room's own reading makes.
pub(super) fn head_of(room: &Room) -> Head {
    Head {
        chat: room.chat.clone(),
        questions: room.questions.clone(),
        hosts: room.hosts.clone(),
        pinned: room.pinned.clone(),
    }
}

/// What a form or an address says is replied to or quoted.
fn answered(fields: &Fields) -> Option<(&'static str, MessageId)> {
    let named = |name: &str| fields.get(name).parse().ok();
    let quoted = named("quote").or_else(|| named("quotes")).map(|id| ("quotes", id));
    quoted.or_else(|| named("reply").or_else(|| named("reply_to")).map(|id| ("reply_to", id)))
}

fn answering(field: &'static str, one: &OneMessage) -> Answering {
    let message = &one.shown.message;
    let mut words: String = message.body.chars().take(FIRST_WORDS).collect();
    if words.len() < message.body.len() {
        words.push('…');
    }
    Answering {
        field,
        id: message.id.to_string(),
        deed: if field == "quotes" { "Quoting" } else { "Replying to" },
        handle: message.handle.to_string(),
        words,
    }
}

fn ways(participant: &Participant, room: &Room) -> Vec<Link> {
    let (chat, state) = (&room.chat, room.chat.state);
    let id = chat.id;
    let is_planned = matches!(state, ChatState::Scheduled | ChatState::Open);
    let is_ripe = matches!(state, ChatState::InReview | ChatState::Published | ChatState::Withdrawn);
    let ways = [
        (true, room.network.name.as_str(), format!("/networks/{}", room.network.id)),
        (participant.may::<SeeDesk>(), "Host’s desk", format!("/chats/{id}/desk")),
        (participant.may::<SetUpChat>() && !chat.imported, "Prepare", format!("/chats/{id}/set-up")),
        (is_planned, "Add to your calendar", format!("/chats/{id}/calendar.ics")),
        (participant.may::<Curate>() && state.lets_curators_work(), "The list", format!("/chats/{id}/list")),
        (participant.may::<Publish>() && is_ripe, "Publish", format!("/chats/{id}/publish")),
        (state == ChatState::Published, "Read it as published", format!("/evenings/{id}")),
    ];
    let mine = ways.into_iter().filter(|(may, ..)| *may);
    mine.map(|(_, words, url)| Link { words: words.to_owned(), url }).collect()
}

fn say_here(
    app: &App,
    participant: &Participant,
    room: &Room,
    place: &Place,
    typed: &Typed<'_>,
    answering: Option<Answering>,
) -> SayHere {
    let chat = room.chat.id;
    let once = key(app);
    let now = app.house.now();
    let takes_chair = !participant.is(ChatRole::Host)
        && !room.is_muted
        && participant.may::<MayTakeChair>()
        && may_take_chair(participant, room.chat.state, room.chat.starts_at, room.chat.host_seen_at, now)
            .is_ok();
    let way = match (room.chat.state, room.has_agreed) {
        (ChatState::Open, _) if room.is_muted => SayWay::NotNow(sentence(&SayRefusal::Muted.to_string())),
        (ChatState::Open, true) => SayWay::Form(composer(participant, room, typed, answering, once.clone())),
        (ChatState::Open | ChatState::Scheduled, false) => SayWay::Agree(Agreement {
            action: format!("/chats/{chat}/agree"),
            once: once.clone(),
            readers: room.network.readers.key(),
            has_handle: participant.handle.as_ref().map(ToString::to_string),
            handle: typed.state("handle"),
        }),
        _ => SayWay::NotNow(not_now(&room.chat, place, now)),
    };
    let is_lost = !matches!(way, SayWay::Form(_)) && typed.error("body").is_some();
    SayHere {
        promise: promise(app, participant, room, place),
        way,
        unsent: is_lost.then(|| typed.state("body")),
        chair: takes_chair.then(|| {
            let action = format!("/chats/{chat}/chair");
            Button::new("Take the chair", &action, ButtonKind::Plain, &format!("{once}-chair"))
        }),
        waiting: room.own_held.iter().map(|one| shown::said(place, one)).collect(),
    }
}

fn composer(
    participant: &Participant,
    room: &Room,
    typed: &Typed<'_>,
    answering: Option<Answering>,
    once: String,
) -> Composer {
    let chat = room.chat.id;
    let chosen = match typed.fields.find("question") {
        Some(question) => question.parse().ok(),
        None => Some(room.chat.question_now).filter(|number| *number > 0),
    };
    let state = typed.state("body");
    Composer {
        action: format!("/chats/{chat}/messages"),
        once,
        handle: participant.handle.as_ref().map_or_else(String::new, ToString::to_string),
        body: FieldState { error: state.error.or_else(|| typed.error("question")), ..state },
        questions: question_choices(room, chosen),
        answering,
        drop_url: format!("/chats/{chat}#say"),
        most: LONGEST_MESSAGE,
    }
}

/// The questions asked so far, and none of them; empty before the first.
pub(super) fn question_choices(room: &Room, chosen: Option<u8>) -> Vec<Choice> {
    let asked: Vec<u8> =
        room.questions.iter().filter(|one| one.asked_at.is_some()).map(|one| one.number).collect();
    if asked.is_empty() {
        return Vec::new();
    }
    let none = Choice { value: String::new(), words: "No question".to_owned(), chosen: chosen.is_none() };
    let rest = asked.into_iter().map(|number| Choice {
        value: number.to_string(),
        words: format!("Q{number}"),
        chosen: chosen == Some(number),
    });
    std::iter::once(none).chain(rest).collect()
}

fn not_now(chat: &Chat, place: &Place, now: domain::Instant) -> String {
    match chat.state {
        ChatState::Draft => "This chat is being prepared; only those who prepare it see it.".to_owned(),
        ChatState::Scheduled if chat.starts_at > now => {
            format!(
                "You are in. The chat opens {}, {}.",
                place.moment(chat.starts_at),
                place.until(chat.starts_at, now)
            )
        }
        ChatState::Scheduled => "You are in. The chat opens as soon as its host opens it.".to_owned(),
        ChatState::Open => sentence(&SayRefusal::NotOpen(chat.state).to_string()),
        ChatState::Closed => {
            "The chat is closed. You can take your own words back: choose More under the message.".to_owned()
        }
        ChatState::InReview => {
            let until = chat
                .review_ends_at
                .map_or_else(String::new, |until| format!(" until {}", place.moment(until)));
            format!(
                "The chat is in review{until}. Until it is published you can take your own words back: choose More under the message."
            )
        }
        ChatState::Published => "The chat is over, and published.".to_owned(),
        ChatState::Withdrawn => "The chat is over; what was published has been withdrawn.".to_owned(),
    }
}

/// What becomes of what is written: when, where, for whom, and under which name.
fn promise(app: &App, participant: &Participant, room: &Room, place: &Place) -> String {
    let chat = &room.chat;
    if chat.imported {
        return "This evening was brought here from an archive. Nobody in it was asked, so it stays private until a network administrator decides otherwise.".to_owned();
    }
    let address = app.settings.public_url.clone().unwrap_or_default();
    let place_words = format!("{address}/evenings/{}", chat.id);
    let readers = readers_words(&room.network);
    let name = participant.handle.as_ref().map_or_else(
        || "under the name you choose here".to_owned(),
        |handle| format!("under the name @{handle}"),
    );
    if chat.state == ChatState::Published {
        return format!(
            "What was written here is published at {place_words}, for {readers}, under the names shown."
        );
    }
    let earliest = chat.review_ends_at.unwrap_or_else(|| chat.ends_at.plus_minutes(REVIEW_HOURS * 60));
    capitalised(&format!(
        "what is written here will be published at {place_words}, for {readers}, {name}, when the review has ended: not before {}. Your own name, your school and your e-mail address are not shown; those who look after the network can find out who you are. Until the review ends you can take your words back, as long as you belong to the network.",
        place.moment(earliest)
    ))
}

fn readers_words(network: &NetworkShown) -> String {
    network.readers.words().to_owned()
}
