//! Planning an evening, setting it up until it ends, and putting it into the calendar.

mod form;
pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::ActionError;
use actions::chat::{Chat, ChatPerson, Desk, Plan, PutOff, Schedule, SetUp};
use actions::deed::Deed as _;
use actions::network::NetworkPage;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::chat::chat_permissions::{PlanChats, SeeDesk, SeeNetwork, SetUpChat};
use domain::chat::room::Hold;
use domain::chat::{ChatRole, ChatState, Participant};
use domain::id::{ChatId, NetworkId, TopicId};
use domain::{Permission, Permit};
use jiff::tz::TimeZone;

use self::form::{FIELDS, form_of, kept_fields, wanted, wanted_while_open};
use super::{key, permit, refused, ways};
use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::evening::set_up::page::{EndRole, SetUpForm, SetUpPage, SetUpPeople, SetUpPerson};
use crate::evening::zone_of;
use crate::fields::{Fields, Query};
use crate::form::{Form, Sent, nowhere_to_show};
use crate::participant::{InChat, InNetwork};
use crate::parts::chat::state_mark;
use crate::parts::{Button, ButtonKind, Choice, FieldState, Link, Section, Shell};
use crate::shell::{shell, with_notice};
use crate::{words, zoned};
use http::Answer;
use http::typed::Typed;

/// Minutes that an evening lasts where nobody says otherwise: most hosted chats last an hour.
const USUAL_MINUTES: &str = "60";

pub(super) async fn begin(
    State(app): State<App>,
    place: InNetwork<PlanChats>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let network = network_of(&app, place.participant()).await?;
    let mut fields = Fields::default();
    let topic = query.get("topic").parse::<TopicId>().ok();
    if let Some(topic) = network.topics.iter().find(|one| Some(one.id) == topic) {
        fields.add("topic", &topic.id.to_string());
        fields.add("subject", &topic.words);
    }
    fields.add("minutes", USUAL_MINUTES);
    fields.add("hold", Hold::Nobody.key());
    page(&new_page(&app, &place, &network, &Typed::new(&fields)), &headers)
}

impl Form for Plan {
    fn read(_: &Sent<'_>, typed: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(wanted(typed).unwrap_or_else(Self::example))
    }

    async fn done(_: &Sent<'_>, _: &Permit<PlanChats>, chat: ChatId) -> Answer {
        Ok(see(&format!("/chats/{chat}/set-up?did=planned")))
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<PlanChats>, typed: Typed<'_>) -> Answer {
        let place = InNetwork { permit: permit.clone(), visitor: sent.visitor.clone() };
        let network = network_of(sent.app, place.participant()).await?;
        let shown = new_page(sent.app, &place, &network, &typed);
        page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, sent.headers)
    }

    fn refused(typed: &mut Typed<'_>, error: ActionError) -> Result<(), Problem> {
        refused(typed, error, &FIELDS)
    }
}

async fn network_of(app: &App, participant: &Participant) -> Result<NetworkPage, Problem> {
    Ok(actions::network::show(&app.house, &permit::<SeeNetwork>(participant)?).await?)
}

fn new_page(app: &App, place: &InNetwork<PlanChats>, network: &NetworkPage, typed: &Typed<'_>) -> SetUpPage {
    let id = network.network.id;
    let form = form_of(typed, network, &network.network.time_zone);
    SetUpPage {
        shell: shell(&place.visitor, "Plan an evening", Section::Chats),
        back: Link { words: network.network.name.clone(), url: format!("/networks/{id}") },
        heading: "Plan an evening".to_owned(),
        mark: None,
        when: String::new(),
        ways: Vec::new(),
        buttons: Vec::new(),
        advice: Some(
            "Only you and the network’s administrators see it until you put it into the calendar. You become its host; others can be made hosts afterwards.".to_owned(),
        ),
        form: Some(SetUpForm {
            action: format!("/networks/{id}/chats"),
            once: key(app),
            button: "Keep the plan",
            ..form
        }),
        people: None,
    }
}

pub(super) async fn show(
    State(app): State<App>,
    place: InChat<SetUpChat>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let mut shown = set_up_page(&app, &place, None, FieldState::default()).await?;
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

pub(super) async fn set_up(
    State(app): State<App>,
    place: InChat<SetUpChat>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let desk = actions::chat::desk(&app.house, &permit::<SeeDesk>(place.participant())?, place.chat).await?;
    let version: u32 = fields.get("version").parse().map_err(|_| {
        Problem::unreadable("The form came without the version it was opened at. Open the page again.")
    })?;
    let mut typed = Typed::new(&fields);
    let wanted = if desk.room.chat.state == ChatState::Open {
        wanted_while_open(&mut typed, &desk.room.chat, &desk.room.network.zone)
    } else {
        wanted(&mut typed)
    };
    if let Some(plan) = wanted {
        let once = fields.once_for(place.chat)?;
        match app.house.act(&place.permit, place.chat, SetUp { version, plan }, once).await {
            Ok(()) => return Ok(see(&format!("/chats/{}/set-up?did=saved", place.chat))),
            Err(error) => refused(&mut typed, error, &FIELDS)?,
        }
    }
    let shown = set_up_page(&app, &place, Some(&typed), FieldState::default()).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, &headers)
}

impl Form for Schedule {
    fn read(_: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self {})
    }

    async fn done(sent: &Sent<'_>, _: &Permit<SetUpChat>, (): ()) -> Answer {
        let chat: ChatId = sent.named("chat")?;
        Ok(see(&format!("/chats/{chat}/set-up?did=scheduled")))
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<SetUpChat>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}

impl Form for PutOff {
    fn read(_: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self {})
    }

    async fn done(sent: &Sent<'_>, _: &Permit<SetUpChat>, (): ()) -> Answer {
        let chat: ChatId = sent.named("chat")?;
        Ok(see(&format!("/chats/{chat}/set-up?did=put-off")))
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<SetUpChat>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}

/// The page of an evening that is kept, with what was typed into its form, where that came back, and into the
/// field for somebody else's name.
pub(super) async fn set_up_page<P: Permission<Scope = NetworkId>>(
    app: &App,
    place: &InChat<P>,
    typed: Option<&Typed<'_>>,
    handle: FieldState,
) -> Result<SetUpPage, Problem> {
    let participant = place.participant();
    let desk = actions::chat::desk(&app.house, &permit::<SeeDesk>(participant)?, place.chat).await?;
    let network = network_of(app, participant).await?;
    let chat = &desk.room.chat;
    let kept = kept_fields(&desk);
    let kept = Typed::new(&kept);
    let form = form_of(typed.unwrap_or(&kept), &network, &network.network.time_zone);
    let zone = zone_of(&network.network.time_zone)?;
    Ok(SetUpPage {
        shell: frame(place, &chat.subject),
        back: Link { words: network.network.name.clone(), url: format!("/networks/{}", network.network.id) },
        heading: chat.subject.clone(),
        mark: Some(state_mark(chat.state)),
        when: when_words(app, chat, &zone),
        ways: ways(participant, place.chat, chat.state, "/set-up"),
        buttons: buttons(app, place, chat),
        advice: advice(chat.state).map(str::to_owned),
        form: form_while(chat.state, form).map(|form| SetUpForm {
            action: format!("/chats/{}/set-up", place.chat),
            once: key(app),
            // A form that came back keeps the version it was opened at, so that nobody's change is lost.
            version: typed.and_then(|typed| typed.fields.get("version").parse().ok()).or(Some(chat.version)),
            ..form
        }),
        people: Some(people_of(app, place, &desk, handle)),
    })
}

fn frame<P: Permission<Scope = NetworkId>>(place: &InChat<P>, subject: &str) -> Shell {
    shell(&place.visitor, &format!("Set-up: {subject}"), Section::Chats)
}

fn when_words(app: &App, chat: &Chat, zone: &TimeZone) -> String {
    let spell = zoned::spell(zone, chat.starts_at, chat.ends_at);
    let now = app.house.now();
    let when = format!("{spell}, {}.", zoned::name(zone));
    if now < chat.starts_at {
        return format!("{when} {}.", words::capitalised(&zoned::from_now(zone, chat.starts_at, now)));
    }
    when
}

fn buttons<P: Permission<Scope = NetworkId>>(app: &App, place: &InChat<P>, chat: &Chat) -> Vec<Button> {
    let deed =
        |label, way: &str, kind| Button::new(label, &format!("/chats/{}/{way}", place.chat), kind, &key(app));
    match chat.state {
        ChatState::Draft => vec![deed("Put it into the calendar", "schedule", ButtonKind::Primary)],
        ChatState::Scheduled => vec![deed("Take it out of the calendar", "put-off", ButtonKind::Plain)],
        _ => Vec::new(),
    }
}

fn advice(state: ChatState) -> Option<&'static str> {
    match state {
        ChatState::Draft => Some("Only those who look after it see it yet."),
        ChatState::Scheduled => None,
        ChatState::Open => Some(
            "People are talking, so its subject and its time stand. A question that was asked keeps its words.",
        ),
        _ => Some("It is over, so its plan stands. Who looks after it can still be changed."),
    }
}

/// As much of the form as can still be changed.
fn form_while(state: ChatState, form: SetUpForm) -> Option<SetUpForm> {
    match state {
        ChatState::Draft | ChatState::Scheduled => Some(form),
        ChatState::Open => {
            Some(SetUpForm { about: Vec::new(), when: Vec::new(), topics: Vec::new(), ..form })
        }
        _ => None,
    }
}

/// Who looks after a chat, for its page.
fn people_of<P: Permission<Scope = NetworkId>>(
    app: &App,
    place: &InChat<P>,
    desk: &Desk,
    handle: FieldState,
) -> SetUpPeople {
    SetUpPeople {
        action: format!("/chats/{}/roles", place.chat),
        once: key(app),
        rows: desk.people.iter().map(|person| person_row(place, person)).collect(),
        handle: SetUpPeople::handle_field(handle),
        roles: ChatRole::OF_A_CHAT
            .into_iter()
            .map(|role| Choice {
                value: role.key().to_owned(),
                words: words::capitalised(role.words()),
                chosen: role == ChatRole::Host,
            })
            .collect(),
    }
}

fn person_row<P: Permission<Scope = NetworkId>>(place: &InChat<P>, person: &ChatPerson) -> SetUpPerson {
    let is_reader = place.permit.account() == Some(person.account);
    let who = match (&person.handle, is_reader) {
        (Some(handle), true) => format!("@{handle} (you)"),
        (Some(handle), false) => format!("@{handle}"),
        (None, true) => "You, until you choose a name in the room".to_owned(),
        (None, false) => "Somebody who has not chosen a name yet".to_owned(),
    };
    SetUpPerson {
        who,
        role: words::capitalised(person.role.words()),
        end: EndRole {
            action: format!("/chats/{}/roles/{}/end", place.chat, person.account),
            role: person.role.key(),
        },
    }
}
