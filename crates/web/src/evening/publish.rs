//! Publishing an evening, correcting what was published, and taking it away again.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use std::collections::BTreeSet;

use actions::ActionError;
use actions::chat::Room;
use actions::evening::{Publish, RevisionShown, Withdraw};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::chat::chat_permissions::{Publish as MayPublish, SeeRoom};
use domain::chat::evening::{Evening, Gone};
use domain::chat::network::Readers;
use domain::chat::{ChatRefusal, ChatState, ChatStep};
use domain::id::ChatId;
use domain::permission::Permit;

use super::{key, permit, place, refused, ways};
use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::evening::publish::page::{PublishForm, PublishPage, RevisionRow};
use crate::fields::{Fields, Query};
use crate::form::{Form, Sent, nowhere_to_show};
use crate::participant::InChat;
use crate::parts::chat::state_mark;
use crate::parts::{Button, ButtonKind, Fact, Link, Section};
use crate::shell::{shell, with_notice};
use crate::{words, zoned};
use http::Answer;
use http::typed::Typed;

pub(super) async fn show(
    State(app): State<App>,
    place: InChat<MayPublish>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let mut shown = publish_page(&app, &place, &Typed::new(&Fields::default()), true).await?;
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

impl Form for Publish {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        let pseudonyms = sent.fields.is_ticked("pseudonyms");
        Ok(Self { reason: sent.fields.get("reason").to_owned(), pseudonyms })
    }

    async fn done(sent: &Sent<'_>, _: &Permit<MayPublish>, _: u32) -> Answer {
        Ok(see(&format!("/chats/{}/publish?did=published", sent.named::<ChatId>("chat")?)))
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<MayPublish>, typed: Typed<'_>) -> Answer {
        let pseudonyms = sent.fields.is_ticked("pseudonyms");
        let shown = publish_page(sent.app, &place(sent, permit)?, &typed, pseudonyms).await?;
        page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, sent.headers)
    }

    fn refused(typed: &mut Typed<'_>, error: ActionError) -> Result<(), Problem> {
        refused(typed, error, &["reason"])
    }
}

impl Form for Withdraw {
    fn read(_: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self {})
    }

    async fn done(sent: &Sent<'_>, _: &Permit<MayPublish>, (): ()) -> Answer {
        Ok(see(&format!("/chats/{}/publish?did=withdrawn-evening", sent.named::<ChatId>("chat")?)))
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<MayPublish>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}

async fn publish_page(
    app: &App,
    place: &InChat<MayPublish>,
    typed: &Typed<'_>,
    pseudonyms: bool,
) -> Result<PublishPage, Problem> {
    let participant = place.participant();
    let see_room = permit::<SeeRoom>(participant)?;
    let room = actions::chat::room(&app.house, &see_room, place.chat, None, 1).await?;
    let evening = actions::evening::as_it_stands(&app.house, &see_room, place.chat).await?;
    let revisions = actions::evening::revisions(&app.house, &see_room, place.chat).await?;
    let chat = &room.chat;
    let refusal = chat.moved(ChatStep::Publish, place.participant(), app.house.now()).err();
    let mut rows: Vec<RevisionRow> =
        revisions.iter().map(|revision| revision_row(app, place, &room, revision)).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.number));
    let withdraw =
        Button::new("Withdraw it", &format!("/chats/{}/withdraw", place.chat), ButtonKind::Danger, &key(app));
    Ok(PublishPage {
        shell: shell(&place.visitor, &format!("Publish: {}", chat.subject), Section::Chats),
        back: Link { words: chat.subject.clone(), url: format!("/chats/{}", place.chat) },
        mark: state_mark(chat.state),
        stands: stands(app, &room, refusal.as_ref()),
        ways: ways(participant, place.chat, chat.state, "/publish"),
        facts: facts(&evening),
        left_out: left_out(&evening),
        form: refusal.is_none().then(|| form(app, place, &room, typed, pseudonyms)),
        revisions: rows,
        withdraw: (chat.state == ChatState::Published).then_some(withdraw),
    })
}

/// Where the evening stands, in a sentence or two.
fn stands(app: &App, room: &Room, refusal: Option<&ChatRefusal>) -> String {
    let now = app.house.now();
    let zone = &room.network.zone;
    match (refusal, room.chat.state, room.chat.published_at) {
        (Some(ChatRefusal::StillInReview { until }), ..) => {
            let (when, left) = (zoned::moment(zone, *until, now), zoned::from_now(zone, *until, now));
            format!(
                "The review ends {when}, {left}. Until then authors may withdraw their words, and nothing is published."
            )
        }
        (Some(refusal @ ChatRefusal::Imported), ..) => {
            format!("{}.", words::capitalised(&refusal.to_string()))
        }
        (Some(_), state, _) => format!(
            "It is {} now. It can be published two days after the review has begun, which begins from the desk once it is closed.",
            state.words()
        ),
        (None, ChatState::Published, Some(at)) => {
            format!("It was published {}.", zoned::moment(zone, at, now))
        }
        (None, ChatState::Withdrawn, _) => "It was withdrawn, and can be published again.".to_owned(),
        (None, ..) if room.chat.imported => {
            "It was imported. Only network administrators see it until one of them publishes it.".to_owned()
        }
        (None, ..) => "The review has ended. It can be published now.".to_owned(),
    }
}

fn facts(evening: &Evening) -> Vec<Fact> {
    let shown = || evening.messages.iter().filter(|said| said.gone.is_none());
    let people: BTreeSet<&str> = shown().map(|said| said.author.as_str()).collect();
    let items: usize = evening.list.iter().map(|group| group.items.len()).sum();
    vec![
        Fact::new("Messages", shown().count().to_string()),
        Fact::new("People", people.len().to_string()),
        Fact::new("Questions", evening.questions.len().to_string()),
        Fact::new("In the list", items.to_string()),
    ]
}

fn left_out(evening: &Evening) -> String {
    let count = |gone: Gone| evening.messages.iter().filter(|said| said.gone == Some(gone)).count();
    let parts: Vec<String> = [
        (count(Gone::Hidden), "hidden"),
        (count(Gone::Withdrawn), "withdrawn"),
        (count(Gone::Erased), "erased"),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, word)| format!("{number} {word}"))
    .collect();
    let Some((last, first)) = parts.split_last() else { return "Nothing is left out.".to_owned() };
    let all = if first.is_empty() { last.clone() } else { format!("{} and {last}", first.join(", ")) };
    let gone = evening.messages.iter().filter(|said| said.gone.is_some()).count();
    if gone == 1 {
        return format!("Left out are the words of {all} message; its place stays.");
    }
    format!("Left out are the words of {all} messages; their places stay.")
}

fn form(
    app: &App,
    place: &InChat<MayPublish>,
    room: &Room,
    typed: &Typed<'_>,
    pseudonyms: bool,
) -> PublishForm {
    let is_correction = room.chat.revision > 0;
    let (heading, button) = if is_correction {
        ("Publish a correction", "Publish the correction")
    } else {
        ("Publish the first revision", "Publish")
    };
    PublishForm {
        action: format!("/chats/{}/publish", place.chat),
        once: key(app),
        heading,
        readers: match room.network.readers {
            Readers::Everybody => "Everybody will be able to read it, signed in or not.".to_owned(),
            Readers::Members => format!("The members of {} will be able to read it.", room.network.name),
        },
        reason: is_correction.then(|| PublishPage::reason_field(typed.state("reason"))),
        pseudonyms: room.chat.imported.then_some(pseudonyms),
        button,
    }
}

fn revision_row(app: &App, place: &InChat<MayPublish>, room: &Room, revision: &RevisionShown) -> RevisionRow {
    let when = zoned::moment(&room.network.zone, revision.published_at, app.house.now());
    let when = words::capitalised(&when);
    let is_read = revision.is_newest && room.chat.state == ChatState::Published;
    RevisionRow {
        number: revision.number,
        words: if revision.reason.is_empty() {
            format!("{when}.")
        } else {
            format!("{when}: {}", http::typed::sentence(&revision.reason))
        },
        hash: revision.hash.clone(),
        url: is_read.then(|| format!("/evenings/{}", place.chat)),
    }
}
