//! One message by itself, and the deeds on it. Deeds that are done from the desk lead back to the desk.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::chat::{OneMessage, ReportKind, Room};
use actions::{ActionError, Invalid};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use domain::Permission;
use domain::chat::chat_permissions::{Lead, Moderate, Report, Say, SeeRoom, Star};
use domain::chat::evening::Gone;
use domain::chat::{ChatState, Participant};
use domain::id::{ChatId, MessageId, NetworkId};
use domain::people::permissions::{NotePractical, SuggestIdea};

use super::came_back::Wrong;
use super::desk::desk_page;
use super::shown::{self, Place};
use super::{also, key};
use crate::address::named;
use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::chat::message::page::{MessagePage, ReportForm};
use crate::fields::{Fields, Query};
use crate::participant::InChat;
use crate::parts::{Button, ButtonKind, Choice, FieldState, Link, ReasonField, Section};
use crate::routes::Answer;
use crate::routes::typed::{Typed, sentence};
use crate::shell::{may, shell, with_notice};

/// The names in the address of a message’s deed.
type Names = Path<(String, String)>;

pub(super) async fn show(
    State(app): State<App>,
    Path((_, message)): Names,
    inside: InChat<SeeRoom>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let none = Fields::default();
    let message = named(&message)?;
    let mut shown = message_page(&app, &inside, message, &Wrong::nothing(&none)).await?;
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

pub(super) async fn report(
    State(app): State<App>,
    Path((_, message)): Names,
    inside: InChat<Report>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let message: MessageId = named(&message)?;
    let kind = ReportKind::ALL.into_iter().find(|kind| kind.key() == fields.get("kind"));
    let done = match kind {
        Some(kind) => {
            let once = fields.once_for("chat-report", message)?;
            let words = fields.get("words");
            actions::chat::report(&app.house, &inside.permit, inside.chat, message, kind, words, once)
                .await
                .map(|_| ())
        }
        None => Err(Invalid::new("kind", "choose what is wrong with it").into()),
    };
    after(
        &app,
        &inside,
        message,
        "report",
        "reported",
        done,
        Form { fields: &fields, query: None, headers: &headers },
    )
    .await
}

pub(super) async fn take_back(
    State(app): State<App>,
    Path((_, message)): Names,
    inside: InChat<Say>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let message = named(&message)?;
    let once = fields.once_for("chat-take-back", message)?;
    let done = actions::chat::take_back(&app.house, &inside.permit, inside.chat, message, once).await;
    after(
        &app,
        &inside,
        message,
        "take-back",
        "words-back",
        done,
        Form { fields: &fields, query: None, headers: &headers },
    )
    .await
}

pub(super) async fn star(
    State(app): State<App>,
    Path((_, message)): Names,
    inside: InChat<Star>,
    Query(query): Query,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let message = named(&message)?;
    let stars = !query.is_ticked("off");
    let once = fields.once_for("chat-star", format_args!("{message}:{stars}"))?;
    let done = actions::chat::star(&app.house, &inside.permit, inside.chat, message, stars, once).await;
    let did = if stars { "starred" } else { "unstarred" };
    after(
        &app,
        &inside,
        message,
        "star",
        did,
        done,
        Form { fields: &fields, query: Some(&query), headers: &headers },
    )
    .await
}

pub(super) async fn pin(
    State(app): State<App>,
    Path((_, message)): Names,
    inside: InChat<Lead>,
    Query(query): Query,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let message = named(&message)?;
    let once = fields.once_for("chat-pin", message)?;
    let done = actions::chat::pin(&app.house, &inside.permit, inside.chat, Some(message), once).await;
    after(
        &app,
        &inside,
        message,
        "pin",
        "pinned",
        done,
        Form { fields: &fields, query: Some(&query), headers: &headers },
    )
    .await
}

pub(super) async fn hide(
    State(app): State<App>,
    Path((_, message)): Names,
    inside: InChat<Moderate>,
    Query(query): Query,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let message = named(&message)?;
    let once = fields.once_for("chat-hide", message)?;
    let reason = fields.get("reason");
    let done = actions::chat::hide(&app.house, &inside.permit, inside.chat, message, reason, once).await;
    after(
        &app,
        &inside,
        message,
        "hide",
        "message-hidden",
        done,
        Form { fields: &fields, query: Some(&query), headers: &headers },
    )
    .await
}

pub(super) async fn restore(
    State(app): State<App>,
    Path((_, message)): Names,
    inside: InChat<Moderate>,
    Query(query): Query,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let message = named(&message)?;
    let once = fields.once_for("chat-restore", message)?;
    let done = actions::chat::restore(&app.house, &inside.permit, inside.chat, message, once).await;
    after(
        &app,
        &inside,
        message,
        "restore",
        "message-restored",
        done,
        Form { fields: &fields, query: Some(&query), headers: &headers },
    )
    .await
}

pub(super) async fn approve(
    State(app): State<App>,
    Path((_, message)): Names,
    inside: InChat<Moderate>,
    Query(query): Query,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let message = named(&message)?;
    let once = fields.once_for("chat-approve", message)?;
    let done = actions::chat::approve(&app.house, &inside.permit, inside.chat, message, once).await;
    after(
        &app,
        &inside,
        message,
        "approve",
        "message-approved",
        done,
        Form { fields: &fields, query: Some(&query), headers: &headers },
    )
    .await
}

pub(super) async fn refuse(
    State(app): State<App>,
    Path((_, message)): Names,
    inside: InChat<Moderate>,
    Query(query): Query,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let message = named(&message)?;
    let once = fields.once_for("chat-refuse", message)?;
    let reason = fields.get("reason");
    let done = actions::chat::refuse(&app.house, &inside.permit, inside.chat, message, reason, once).await;
    after(
        &app,
        &inside,
        message,
        "refuse",
        "message-refused",
        done,
        Form { fields: &fields, query: Some(&query), headers: &headers },
    )
    .await
}

pub(super) async fn mute(
    State(app): State<App>,
    Path((_, message)): Names,
    inside: InChat<Moderate>,
    Query(query): Query,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let message = named(&message)?;
    let once = fields.once_for("chat-mute", message)?;
    let reason = fields.get("reason");
    let done = actions::chat::mute(&app.house, &inside.permit, inside.chat, message, reason, once).await;
    after(
        &app,
        &inside,
        message,
        "mute",
        "muted",
        done,
        Form { fields: &fields, query: Some(&query), headers: &headers },
    )
    .await
}

/// What a form brought, beside the message.
struct Form<'a> {
    fields: &'a Fields,
    query: Option<&'a Fields>,
    headers: &'a HeaderMap,
}

/// Where a deed on a message leads: on, or back to the page its form stood on.
async fn after<P: Permission<Scope = NetworkId>>(
    app: &App,
    inside: &InChat<P>,
    message: MessageId,
    deed: &'static str,
    did: &str,
    done: Result<(), ActionError>,
    form: Form<'_>,
) -> Answer {
    let chat = inside.chat;
    let from_desk = form.query.is_some_and(|query| query.get("from") == "desk");
    let invalid = match done {
        Ok(()) if from_desk => return Ok(see(&format!("/chats/{chat}/desk?did={did}"))),
        Ok(()) => return Ok(see(&format!("/chats/{chat}/messages/{message}?did={did}"))),
        Err(ActionError::Invalid(invalid)) => invalid,
        Err(error) => return Err(error.into()),
    };
    let mut typed = Typed::new(form.fields);
    typed.fail(invalid.field, &invalid.words);
    let wrong =
        Wrong { deed, message: Some(message), report: None, typed, words: Some(sentence(&invalid.words)) };
    let participant = inside.participant();
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    if from_desk {
        let desk = desk_page(app, participant, &inside.visitor, chat, &wrong).await?;
        return page_with(status, &desk, form.headers);
    }
    let again = InChat { permit: also::<SeeRoom>(participant)?, visitor: inside.visitor.clone(), chat };
    page_with(status, &message_page(app, &again, message, &wrong).await?, form.headers)
}

async fn message_page(
    app: &App,
    inside: &InChat<SeeRoom>,
    message: MessageId,
    wrong: &Wrong<'_>,
) -> Result<MessagePage, Problem> {
    let one = actions::chat::message(&app.house, &inside.permit, inside.chat, message).await?;
    let room = actions::chat::room(&app.house, &inside.permit, inside.chat, None, 1).await?;
    let place = Place::of(&room.chat, &room.network.zone);
    let said = shown::said(&place, &one.shown);
    let title =
        said.number.map_or_else(|| "A message that waits".to_owned(), |number| format!("Message {number}"));
    Ok(MessagePage {
        shell: shell(&inside.visitor, &format!("{title} · {}", room.chat.subject), Section::Chats),
        subject: room.chat.subject.clone(),
        room_url: room_url(inside.chat, said.number, &room),
        open: room.chat.state == ChatState::Open,
        aside: aside(&one),
        ways: ways(inside, &one),
        buttons: buttons(app, inside.participant(), &room, &one, wrong),
        report: report_form(app, &room, &one, wrong),
        message: said,
    })
}

/// The room at this message: the newest stretch, or the one that ends a little after it.
fn room_url(chat: ChatId, number: Option<u32>, room: &Room) -> String {
    let Some(number) = number else { return format!("/chats/{chat}#say") };
    // As many messages as half a page holds.
    let end = number.saturating_add(50);
    if end > room.chat.numbered {
        format!("/chats/{chat}#m-{number}")
    } else {
        format!("/chats/{chat}?before={end}#m-{number}")
    }
}

/// What moderators and the author know of a message that others do not see.
fn aside(one: &OneMessage) -> Option<String> {
    let message = &one.shown.message;
    match one.shown.gone() {
        Some(Gone::Hidden) if !message.body.is_empty() => {
            Some(format!("Hidden, because: {}. It said: {}", message.reason, message.body))
        }
        None if message.number.is_none() && !message.reason.is_empty() => {
            Some(format!("Refused, because: {}.", message.reason))
        }
        _ => None,
    }
}

fn ways(inside: &InChat<SeeRoom>, one: &OneMessage) -> Vec<Link> {
    let saves = may::<NotePractical>(&inside.visitor) || may::<SuggestIdea>(&inside.visitor);
    let is_there = one.shown.gone().is_none() && one.shown.message.number.is_some();
    if !(saves && is_there) {
        return Vec::new();
    }
    let url = format!("/chats/{}/messages/{}/save", inside.chat, one.shown.message.id);
    vec![Link { words: "Save for our department".to_owned(), url }]
}

fn buttons(
    app: &App,
    participant: &Participant,
    room: &Room,
    one: &OneMessage,
    wrong: &Wrong<'_>,
) -> Vec<Button> {
    let message = &one.shown.message;
    let at = format!("/chats/{}/messages/{}", room.chat.id, message.id);
    let once = key(app);
    let deed = |label: &str, deed: &str, kind| {
        Button::new(label, &format!("{at}/{deed}"), kind, &format!("{once}-{}", message.id))
    };
    let reasoned = |label: &str, name: &str, question: &str| Button {
        reason: Some(ReasonField {
            name: "reason".to_owned(),
            label: question.to_owned(),
            choices: Vec::new(),
            field: wrong.reason(message.id, &[name]),
        }),
        ..deed(label, name, ButtonKind::Danger)
    };
    let moderates = participant.may::<Moderate>();
    let mut buttons = Vec::new();
    let gone = one.shown.gone();
    let is_shown = gone.is_none() && message.number.is_some();
    if is_shown && participant.may::<Star>() {
        let (label, name) = if message.starred {
            ("Take the star away", "star?off=1")
        } else {
            ("Star for the list", "star")
        };
        buttons.push(deed(label, name, ButtonKind::Plain));
    }
    if is_shown && participant.may::<Lead>() && room.chat.state.lets_authors_withdraw() {
        buttons.push(if one.shown.is_pinned {
            let action = format!("/chats/{}/unpin", room.chat.id);
            Button::new("Unpin", &action, ButtonKind::Plain, &once)
        } else {
            deed("Pin", "pin", ButtonKind::Plain)
        });
    }
    if one.is_own && gone.is_none() && room.chat.state.lets_authors_withdraw() {
        buttons.push(deed("Take my words back", "take-back", ButtonKind::Danger));
    }
    if moderates && message.number.is_none() && message.reason.is_empty() {
        buttons.push(deed("Approve", "approve", ButtonKind::Primary));
        buttons.push(reasoned("Refuse", "refuse", "Why? Its author sees it."));
    }
    if moderates && is_shown {
        buttons.push(reasoned("Hide", "hide", "Why? Its author and moderators see it."));
    }
    if moderates && gone == Some(Gone::Hidden) {
        buttons.push(deed("Restore", "restore", ButtonKind::Plain));
    }
    if moderates && !one.is_own && message.account.is_some() {
        buttons.push(reasoned("Mute its author", "mute", "Why? Moderators see it."));
    }
    buttons
}

fn report_form(app: &App, room: &Room, one: &OneMessage, wrong: &Wrong<'_>) -> Option<ReportForm> {
    let message = &one.shown.message;
    let can_be = !one.is_own && one.shown.gone().is_none() && message.number.is_some();
    can_be.then(|| {
        let is_wrong = wrong.deed == "report";
        let typed = &wrong.typed;
        ReportForm {
            action: format!("/chats/{}/messages/{}/report", room.chat.id, message.id),
            once: key(app),
            kinds: ReportKind::ALL
                .into_iter()
                .map(|kind| Choice {
                    value: kind.key().to_owned(),
                    words: kind.words().to_owned(),
                    chosen: is_wrong && typed.fields.get("kind") == kind.key(),
                })
                .collect(),
            words: if is_wrong { typed.state("words") } else { FieldState::default() },
            kind_error: if is_wrong { typed.error("kind") } else { None },
        }
    })
}
