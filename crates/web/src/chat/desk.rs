//! The desk, and the deeds that lead an evening.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::ActionError;
use actions::chat::{
    Ask, Close, Desk, Hold, MutedShown, Open, Reopen, ReportShown, Review, Room, RoomMessage, Slow, Unmute,
    Unpin,
};
use actions::message::{Bring, Saying};
use actions::report::Settle;
use actions::sign_in::Visitor;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::Permit;
use domain::chat::chat_permissions::{Curate, Lead, Moderate, Publish, SeeDesk, SetUpChat, Star};
use domain::chat::evening::Gone;
use domain::chat::room::Hold as Whose;
use domain::chat::{ChatState, Participant};
use domain::id::ChatId;

use super::came_back::{CameBack, to_desk};
use super::room::{head_of, question_choices};
use super::shown::{self, Place};
use super::{also, key, this_chat};
use crate::answer::{Problem, page, page_with};
use crate::app::App;
use crate::chat::desk::page::{AskRow, BringForm, DeskPage, DeskRow, MutedRow, Pace, ReportRow, RowButton};
use crate::fields::{Fields, Query};
use crate::form::{Form, Sent, nowhere_to_show};
use crate::participant::InChat;
use crate::parts::{Button, ButtonKind, Choice, FieldState, Link, Section};
use crate::shell::{shell, with_notice};
use http::Answer;
use http::typed::{Typed, sentence};

/// The choices of slow mode that are one touch away, in seconds.
const USUAL_SLOW: [u32; 5] = [0, 10, 30, 60, 120];
/// Messages that the desk shows, the newest first.
const NEWEST_SHOWN: usize = 40;

pub(super) async fn show(
    State(app): State<App>,
    inside: InChat<SeeDesk>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let none = Fields::default();
    let wrong = CameBack::nothing(&none);
    let mut shown = desk_page(&app, inside.participant(), &inside.visitor, inside.chat, &wrong).await?;
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

impl Form for Open {
    fn read(_: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self {})
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Lead>, (): ()) -> Answer {
        to_desk(sent, "chat-open")
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<Lead>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}

impl Form for Close {
    fn read(_: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self {})
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Lead>, (): ()) -> Answer {
        to_desk(sent, "chat-close")
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<Lead>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}

impl Form for Reopen {
    fn read(_: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self {})
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Lead>, (): ()) -> Answer {
        to_desk(sent, "chat-reopen")
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<Lead>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}

impl Form for Review {
    fn read(_: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self {})
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Lead>, (): ()) -> Answer {
        to_desk(sent, "chat-review")
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<Lead>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}

impl Form for Ask {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        let number = sent.fields.get("number").parse();
        Ok(Self { number: number.map_err(|_| Problem::unreadable("Choose one of the questions."))? })
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Lead>, (): ()) -> Answer {
        to_desk(sent, "asked")
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<Lead>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}

impl Form for Slow {
    fn read(_: &Sent<'_>, typed: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self { seconds: typed.needed_number("seconds").unwrap_or_default() })
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Lead>, (): ()) -> Answer {
        to_desk(sent, "paced")
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<Lead>, typed: Typed<'_>) -> Answer {
        again(sent, permit.participant(), &CameBack::of("slow", typed)).await
    }
}

impl Form for Hold {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        let whose = sent.fields.get("hold").parse().map_err(|_| {
            Problem::unreadable("Choose whose messages wait: nobody’s, newcomers’ or everybody’s.")
        })?;
        Ok(Self { whose })
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Lead>, (): ()) -> Answer {
        to_desk(sent, "paced")
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<Lead>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}

impl Form for Unpin {
    fn read(_: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self {})
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Lead>, (): ()) -> Answer {
        to_desk(sent, "unpinned")
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<Lead>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}

impl Form for Bring {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        let fields = sent.fields;
        let author = fields.get("author").trim();
        Ok(Self {
            author: author.strip_prefix('@').unwrap_or(author).to_owned(),
            from: fields.get("from").to_owned(),
            body: fields.get("body").replace("\r\n", "\n"),
            question: fields.get("question").parse().ok(),
        })
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Lead>, _: Saying) -> Answer {
        to_desk(sent, "brought-in")
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<Lead>, typed: Typed<'_>) -> Answer {
        again(sent, permit.participant(), &CameBack::of("bring", typed)).await
    }

    fn refused(typed: &mut Typed<'_>, error: ActionError) -> Result<(), Problem> {
        if let ActionError::Unsaid(refusal) = error {
            typed.fail("body", &refusal.to_string());
            return Ok(());
        }
        typed.refused(error)
    }
}

impl Form for Settle {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        let outcome = sent.fields.get("outcome").parse();
        let words = "Choose whether the message stays or is hidden.";
        Ok(Self {
            report: sent.named("report")?,
            outcome: outcome.map_err(|_| Problem::unreadable(words))?,
            reason: sent.fields.get("reason").to_owned(),
        })
    }

    fn part(&self) -> Option<String> {
        Some(self.report.to_string())
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Moderate>, (): ()) -> Answer {
        to_desk(sent, "report-settled")
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<Moderate>, typed: Typed<'_>) -> Answer {
        let report = Some(sent.named("report")?);
        let form = CameBack { report, ..CameBack::of("settle", typed) };
        again(sent, permit.participant(), &form).await
    }
}

impl Form for Unmute {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self { person: sent.named("person")? })
    }

    fn part_here(&self, sent: &Sent<'_>) -> Option<String> {
        Some(format!("{}:{}", this_chat(sent)?, self.person))
    }

    async fn done(sent: &Sent<'_>, _: &Permit<Moderate>, (): ()) -> Answer {
        to_desk(sent, "unmuted")
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<Moderate>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}

/// The desk again, with what was typed and what is wrong with it.
pub(super) async fn again(sent: &Sent<'_>, participant: &Participant, form: &CameBack<'_>) -> Answer {
    let shown = desk_page(sent.app, participant, sent.visitor, sent.named("chat")?, form).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, sent.headers)
}

/// The desk for one person, with a form that came back, if one did.
pub(super) async fn desk_page(
    app: &App,
    participant: &Participant,
    visitor: &Visitor,
    chat: ChatId,
    wrong: &CameBack<'_>,
) -> Result<DeskPage, Problem> {
    let permit = also::<SeeDesk>(participant)?;
    let desk = actions::chat::desk(&app.house, &permit, chat).await?;
    let room = &desk.room;
    let view =
        View { participant, room, place: Place::of(&room.chat, &room.network.zone), once: key(app), wrong };
    let leads = participant.may::<Lead>();
    Ok(DeskPage {
        shell: shell(visitor, &format!("Desk · {}", room.chat.subject), Section::Chats),
        here_url: format!("/chats/{chat}/desk"),
        live_url: format!("/chats/{chat}/live?desk=1&after={}", room.sequence),
        room_url: format!("/chats/{chat}"),
        ways: ways(participant, room),
        head: shown::head(&view.place, &head_of(room)),
        moves: if leads { view.moves() } else { Vec::new() },
        questions: leads.then(|| view.questions()),
        pace: leads.then(|| view.pace()).filter(|_| !room.chat.imported),
        bring: leads
            .then(|| view.bring())
            .filter(|_| matches!(room.chat.state, ChatState::Open | ChatState::Closed)),
        held: desk.held.iter().map(|one| view.row(one)).collect(),
        reports: desk.reports.iter().map(|one| view.report(one)).collect(),
        muted: desk.muted.iter().map(|one| view.muted(one)).collect(),
        newest: room.messages.iter().rev().take(NEWEST_SHOWN).map(|one| view.row(one)).collect(),
        people: people(&desk),
        history: desk
            .history
            .iter()
            .map(|event| format!("{} {}: {}", view.place.time(event.at), event.actor, sentence(&event.words)))
            .collect(),
    })
}

fn ways(participant: &Participant, room: &Room) -> Vec<Link> {
    let (id, state) = (room.chat.id, room.chat.state);
    let is_ripe = matches!(state, ChatState::InReview | ChatState::Published | ChatState::Withdrawn);
    let ways = [
        (participant.may::<SetUpChat>() && !room.chat.imported, "Prepare", "set-up"),
        (participant.may::<Curate>() && state.lets_curators_work(), "The list", "list"),
        (participant.may::<Publish>() && is_ripe, "Publish", "publish"),
    ];
    let mine = ways.into_iter().filter(|(may, ..)| *may);
    mine.map(|(_, words, way)| Link { words: words.to_owned(), url: format!("/chats/{id}/{way}") }).collect()
}

fn people(desk: &Desk) -> Vec<String> {
    let shown = desk.people.iter().map(|person| match &person.handle {
        Some(handle) => format!("@{handle}, {}", person.role.words()),
        None => format!("Somebody who has not chosen a name yet, {}", person.role.words()),
    });
    shown.collect()
}

/// What every part of the desk is made from.
struct View<'a> {
    participant: &'a Participant,
    room: &'a Room,
    place: Place,
    once: String,
    wrong: &'a CameBack<'a>,
}

impl View<'_> {
    fn action(&self, deed: &str) -> String {
        format!("/chats/{}/{deed}", self.room.chat.id)
    }

    /// The way from state to state that comes next.
    fn moves(&self) -> Vec<Button> {
        let deed = |label: &str, deed: &str, kind| {
            Button::new(label, &self.action(deed), kind, &format!("{}-{deed}", self.once))
        };
        match self.room.chat.state {
            ChatState::Scheduled => vec![deed("Open the chat", "open", ButtonKind::Primary)],
            ChatState::Open => vec![deed("Close the chat", "close", ButtonKind::Plain)],
            ChatState::Closed => vec![
                deed("Begin the review", "review", ButtonKind::Primary),
                deed("Open it again", "reopen", ButtonKind::Plain),
            ],
            ChatState::Draft | ChatState::InReview | ChatState::Published | ChatState::Withdrawn => {
                Vec::new()
            }
        }
    }

    fn questions(&self) -> Vec<AskRow> {
        let chat = &self.room.chat;
        let next = self.room.questions.iter().find(|one| one.asked_at.is_none()).map(|one| one.number);
        let rows = self.room.questions.iter().map(|one| {
            let is_now = one.number == chat.question_now;
            AskRow {
                number: one.number,
                words: one.words.clone(),
                stands: match (is_now, one.asked_at) {
                    (true, _) => "Now",
                    (false, Some(_)) => "Asked",
                    (false, None) => "",
                },
                ask: (chat.state == ChatState::Open && !is_now).then(|| self.action("ask")),
                next: next == Some(one.number),
                once: format!("{}-ask-{}", self.once, one.number),
            }
        });
        rows.collect()
    }

    fn pace(&self) -> Pace {
        let chat = &self.room.chat;
        let typed = if self.wrong.deed == "slow" {
            self.wrong.typed.state("seconds")
        } else {
            FieldState::of(chat.slow_seconds.to_string())
        };
        Pace {
            slow_action: self.action("slow"),
            slow_once: format!("{}-slow", self.once),
            slow: USUAL_SLOW
                .into_iter()
                .map(|seconds| Choice {
                    value: seconds.to_string(),
                    words: if seconds == 0 { "Off".to_owned() } else { format!("{seconds} s") },
                    chosen: seconds == chat.slow_seconds,
                })
                .collect(),
            seconds: typed,
            hold_action: self.action("hold"),
            hold_once: format!("{}-hold", self.once),
            hold: Whose::ALL
                .into_iter()
                .map(|hold| Choice {
                    value: hold.key().to_owned(),
                    words: match hold {
                        Whose::Nobody => "Nobody’s",
                        Whose::Newcomers => "Newcomers’",
                        Whose::Everybody => "Everybody’s",
                    }
                    .to_owned(),
                    chosen: hold == chat.hold,
                })
                .collect(),
        }
    }

    fn bring(&self) -> BringForm {
        let is_wrong = self.wrong.deed == "bring";
        let state =
            |field: &str| if is_wrong { self.wrong.typed.state(field) } else { FieldState::default() };
        let chosen = if is_wrong {
            self.wrong.typed.fields.get("question").parse().ok()
        } else {
            Some(self.room.chat.question_now).filter(|number| *number > 0)
        };
        BringForm {
            action: self.action("bring"),
            once: format!("{}-bring", self.once),
            author: state("author"),
            from: state("from"),
            body: state("body"),
            questions: question_choices(self.room, chosen),
        }
    }

    fn row(&self, one: &RoomMessage) -> DeskRow {
        let message = &one.message;
        let url = self.place.message_url(message.id);
        let gone = one.gone();
        let is_shown = gone.is_none() && message.number.is_some();
        let (star, lead) = (self.participant.may::<Star>(), self.participant.may::<Lead>());
        let moderates = self.participant.may::<Moderate>();
        let pins = lead && is_shown && self.room.chat.state.lets_authors_withdraw();
        let waits = message.number.is_none();
        let has_author = message.account.is_some();
        let buttons = [
            (waits && moderates, "Approve", format!("{url}/approve?from=desk")),
            (is_shown && star && !message.starred, "Star", format!("{url}/star?from=desk")),
            (is_shown && star && message.starred, "Unstar", format!("{url}/star?from=desk&off=1")),
            (pins && !one.is_pinned, "Pin", format!("{url}/pin?from=desk")),
            (pins && one.is_pinned, "Unpin", self.action("unpin")),
            (moderates && gone == Some(Gone::Hidden), "Restore", format!("{url}/restore?from=desk")),
        ];
        let reasoned = [
            (waits && moderates, "Refuse", format!("{url}/refuse?from=desk")),
            (is_shown && moderates, "Hide", format!("{url}/hide?from=desk")),
            (is_shown && moderates && has_author, "Mute", format!("{url}/mute?from=desk")),
        ];
        DeskRow {
            anchor: format!("d-{}", message.id),
            version: format!("{} {} {}", message.state.key(), message.starred, one.is_pinned),
            number: message.number,
            handle: message.handle.to_string(),
            time: self.place.time(message.at),
            words: match gone {
                Some(Gone::Hidden) => {
                    format!("Hidden, because: {}. It said: {}", message.reason, message.body)
                }
                Some(gone) => shown::gone_words(gone).to_owned(),
                None => message.body.clone(),
            },
            gone: gone.is_some(),
            url,
            buttons: of_mine(buttons),
            reasoned: of_mine(reasoned),
            once: format!("{}-{}", self.once, message.id),
            reason: self.wrong.reason(message.id, &["hide", "mute", "refuse"]),
        }
    }

    fn report(&self, one: &ReportShown) -> ReportRow {
        let (report, message) = (&one.report, &one.message.message);
        let is_wrong = self.wrong.report == Some(report.id);
        ReportRow {
            anchor: format!("report-{}", report.id),
            kind: report.kind.words().to_owned(),
            words: report.words.clone(),
            at: self.place.time(report.reported_at),
            handle: message.handle.to_string(),
            said: match one.message.gone() {
                Some(gone) if message.body.is_empty() => shown::gone_words(gone).to_owned(),
                _ => message.body.clone(),
            },
            url: self.place.message_url(message.id),
            action: self.action(&format!("reports/{}/settle", report.id)),
            once: format!("{}-{}", self.once, report.id),
            reason: if is_wrong { self.wrong.typed.state("reason") } else { FieldState::default() },
        }
    }

    fn muted(&self, one: &MutedShown) -> MutedRow {
        let action = self.action(&format!("people/{}/unmute", one.account));
        MutedRow {
            anchor: format!("muted-{}", one.account),
            handle: one.handle.clone(),
            reason: one.reason.clone(),
            unmute: Button::new(
                "Unmute",
                &action,
                ButtonKind::Plain,
                &format!("{}-{}", self.once, one.account),
            ),
        }
    }
}

fn of_mine<const MOST: usize>(buttons: [(bool, &'static str, String); MOST]) -> Vec<RowButton> {
    buttons
        .into_iter()
        .filter(|(may, ..)| *may)
        .map(|(_, label, action)| RowButton { label, action })
        .collect()
}
