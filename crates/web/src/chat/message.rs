//! One message by itself, and the deeds on it. Deeds that are done from the desk lead back to the desk.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::chat::{Mute, OneMessage, Pin, ReportKind, Room};
use actions::message::{Approve, Hide, Refuse, Restore, Star, TakeBack};
use actions::report::Make;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use domain::Permit;
use domain::chat::chat_permissions::{Lead, Moderate, Report, Say, SeeRoom, Star as MayStar};
use domain::chat::evening::Gone;
use domain::chat::{ChatState, Participant};
use domain::id::{ChatId, MessageId, ReportId};
use domain::people::permissions::{NotePractical, SuggestIdea};

use super::came_back::{CameBack, to_desk};
use super::desk;
use super::shown::{self, Place};
use super::{also, key};
use crate::address::named;
use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::chat::message::page::{MessagePage, ReportForm};
use crate::fields::{Fields, Query};
use crate::form::{Form, Sent};
use crate::participant::InChat;
use crate::parts::{Button, ButtonKind, Choice, FieldState, Link, ReasonField, Section};
use crate::shell::{may, shell, with_notice};
use http::Answer;
use http::typed::Typed;

pub(super) async fn show(
    State(app): State<App>,
    Path((_, message)): Path<(String, String)>,
    inside: InChat<SeeRoom>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let none = Fields::default();
    let message = named(&message)?;
    let mut shown = message_page(&app, &inside, message, &CameBack::nothing(&none)).await?;
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

impl Form for Make {
    fn read(sent: &Sent<'_>, typed: &mut Typed<'_>) -> Result<Self, Problem> {
        let kind = sent.fields.get("kind").parse();
        if kind.is_err() {
            typed.fail("kind", "choose what is wrong with it");
        }
        let (message, kind) = (sent.named("message")?, kind.unwrap_or(ReportKind::Other));
        Ok(Self { message, kind, words: sent.fields.get("words").to_owned() })
    }

    fn part(&self) -> Option<String> {
        Some(self.message.to_string())
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Report>, _: ReportId) -> Answer {
        to_message(sent, "reported")
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<Report>, typed: Typed<'_>) -> Answer {
        message_again(sent, permit.participant(), "report", typed).await
    }
}

impl Form for TakeBack {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self { message: sent.named("message")? })
    }

    fn part(&self) -> Option<String> {
        Some(self.message.to_string())
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Say>, (): ()) -> Answer {
        to_message(sent, "words-back")
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<Say>, typed: Typed<'_>) -> Answer {
        message_again(sent, permit.participant(), "take-back", typed).await
    }
}

impl Form for Star {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self { message: sent.named("message")?, starred: !is_off(sent) })
    }

    fn part(&self) -> Option<String> {
        Some(format!("{}:{}", self.message, self.starred))
    }

    async fn done(sent: &Sent<'_>, _: &Permit<MayStar>, (): ()) -> Answer {
        let did = if is_off(sent) { "unstarred" } else { "starred" };
        on(sent, did)
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<MayStar>, typed: Typed<'_>) -> Answer {
        again(sent, permit.participant(), "star", typed).await
    }
}

impl Form for Pin {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self { message: sent.named("message")? })
    }

    fn part(&self) -> Option<String> {
        Some(self.message.to_string())
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Lead>, (): ()) -> Answer {
        on(sent, "pinned")
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<Lead>, typed: Typed<'_>) -> Answer {
        again(sent, permit.participant(), "pin", typed).await
    }
}

impl Form for Hide {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self { message: sent.named("message")?, reason: sent.fields.get("reason").to_owned() })
    }

    fn part(&self) -> Option<String> {
        Some(self.message.to_string())
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Moderate>, (): ()) -> Answer {
        on(sent, "message-hidden")
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<Moderate>, typed: Typed<'_>) -> Answer {
        again(sent, permit.participant(), "hide", typed).await
    }
}

impl Form for Restore {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self { message: sent.named("message")? })
    }

    fn part(&self) -> Option<String> {
        Some(self.message.to_string())
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Moderate>, (): ()) -> Answer {
        on(sent, "message-restored")
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<Moderate>, typed: Typed<'_>) -> Answer {
        again(sent, permit.participant(), "restore", typed).await
    }
}

impl Form for Approve {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self { message: sent.named("message")? })
    }

    fn part(&self) -> Option<String> {
        Some(self.message.to_string())
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Moderate>, (): ()) -> Answer {
        on(sent, "message-approved")
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<Moderate>, typed: Typed<'_>) -> Answer {
        again(sent, permit.participant(), "approve", typed).await
    }
}

impl Form for Refuse {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self { message: sent.named("message")?, reason: sent.fields.get("reason").to_owned() })
    }

    fn part(&self) -> Option<String> {
        Some(self.message.to_string())
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Moderate>, (): ()) -> Answer {
        on(sent, "message-refused")
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<Moderate>, typed: Typed<'_>) -> Answer {
        again(sent, permit.participant(), "refuse", typed).await
    }
}

impl Form for Mute {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self { message: sent.named("message")?, reason: sent.fields.get("reason").to_owned() })
    }

    fn part(&self) -> Option<String> {
        Some(self.message.to_string())
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Moderate>, (): ()) -> Answer {
        on(sent, "muted")
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<Moderate>, typed: Typed<'_>) -> Answer {
        again(sent, permit.participant(), "mute", typed).await
    }
}

/// Whether a star is to be taken away.
fn is_off(sent: &Sent<'_>) -> bool {
    sent.query.is_ticked("off")
}

fn is_from_desk(sent: &Sent<'_>) -> bool {
    sent.query.get("from") == "desk"
}

/// On to where a deed's form stood: the desk, or the message.
fn on(sent: &Sent<'_>, did: &str) -> Answer {
    if is_from_desk(sent) { to_desk(sent, did) } else { to_message(sent, did) }
}

fn to_message(sent: &Sent<'_>, did: &str) -> Answer {
    let (chat, message): (ChatId, MessageId) = (sent.named("chat")?, sent.named("message")?);
    Ok(see(&format!("/chats/{chat}/messages/{message}?did={did}")))
}

/// The page again that a deed's form stood on: the desk, or the message.
async fn again(sent: &Sent<'_>, participant: &Participant, deed: &'static str, typed: Typed<'_>) -> Answer {
    if !is_from_desk(sent) {
        return message_again(sent, participant, deed, typed).await;
    }
    let message = Some(sent.named("message")?);
    desk::again(sent, participant, &CameBack { message, ..CameBack::of(deed, typed) }).await
}

async fn message_again(
    sent: &Sent<'_>,
    participant: &Participant,
    deed: &'static str,
    typed: Typed<'_>,
) -> Answer {
    let message = sent.named("message")?;
    let form = CameBack { message: Some(message), ..CameBack::of(deed, typed) };
    let see = also::<SeeRoom>(participant)?;
    let inside = InChat { permit: see, visitor: sent.visitor.clone(), chat: sent.named("chat")? };
    let shown = message_page(sent.app, &inside, message, &form).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, sent.headers)
}

async fn message_page(
    app: &App,
    inside: &InChat<SeeRoom>,
    message: MessageId,
    wrong: &CameBack<'_>,
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
    wrong: &CameBack<'_>,
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
    if is_shown && participant.may::<MayStar>() {
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

fn report_form(app: &App, room: &Room, one: &OneMessage, wrong: &CameBack<'_>) -> Option<ReportForm> {
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
