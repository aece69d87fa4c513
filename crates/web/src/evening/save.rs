//! From an evening into the work: a message saved into one's own school, as a note on a practical, as an idea
//! or as a draft, with credit and a way back.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::catalogue::{SaveDraft, SaveNote};
use actions::chat::{Message, MessageState, Room};
use actions::idea::Save as SaveIdea;
use actions::source::Source;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use domain::catalogue::Subject;
use domain::chat::ChatState;
use domain::chat::chat_permissions::SeeRoom;
use domain::id::{ChatId, MessageId, PracticalId, SchoolId};
use domain::people::Actor;
use domain::people::permissions::{DraftPractical, NotePractical, SeeCatalogue, SuggestIdea};
use domain::{Permission, Permit};

use super::{key, refused};
use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::catalogue::draft::{self, page::DraftPage};
use crate::evening::save::page::{DraftFields, PracticalChoice, PracticalGroup, SavePage, SaveWay};
use crate::fields::{Fields, Query};
use crate::participant::InChat;
use crate::parts::{Choice, Empty, Link, Section, Written};
use crate::shell::shell;
use crate::zoned;
use http::Answer;
use http::typed::Typed;

/// The years of school that a practical can be for.
const YEARS: std::ops::RangeInclusive<u8> = 7..=13;
/// The fields that a mistake can stand at.
const FIELDS: [&str; 5] = ["words", "practical", "title", "subject", "years"];

/// What a message is saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Note,
    Idea,
    Draft,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Note, Self::Idea, Self::Draft];

    fn key(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Idea => "idea",
            Self::Draft => "draft",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Note => "Trial note",
            Self::Idea => "Idea",
            Self::Draft => "Draft practical",
        }
    }

    fn explained(self) -> &'static str {
        match self {
            Self::Note => "A trial note stands on the practical for whoever does it next.",
            Self::Idea => "An idea goes into your department’s box, where a technician takes it up.",
            Self::Draft => "A draft stands in your catalogue, to be tried first.",
        }
    }

    fn asked(self) -> &'static str {
        match self {
            Self::Note => "What the next person should know",
            Self::Idea => "What you would like to try",
            Self::Draft => "What pupils would do",
        }
    }

    fn button(self) -> &'static str {
        match self {
            Self::Note => "Add the note",
            Self::Idea => "Put it into the box",
            Self::Draft => "Save the draft",
        }
    }

    fn is_for(self, actor: &Actor) -> bool {
        match self {
            Self::Note => actor.may::<NotePractical>() && actor.may::<SeeCatalogue>(),
            Self::Idea => actor.may::<SuggestIdea>(),
            Self::Draft => actor.may::<DraftPractical>(),
        }
    }
}

/// The message with this number; none where nobody has that number in the chat.
pub(super) async fn numbered(
    app: &App,
    see_room: &Permit<SeeRoom>,
    chat: ChatId,
    number: u32,
) -> Result<Option<MessageId>, Problem> {
    let Some(after) = number.checked_add(1) else { return Ok(None) };
    let room = actions::chat::room(&app.house, see_room, chat, Some(after), 1).await?;
    let found = room.messages.last().map(|shown| &shown.message);
    Ok(found.filter(|message| message.number == Some(number)).map(|message| message.id))
}

/// A message that can be saved, with the room it stands in.
struct Saved {
    message: Message,
    room: Room,
}

/// The message that an address names, by its identifier or by its number in the room.
async fn find(app: &App, place: &InChat<SeeRoom>, named: &str) -> Result<Saved, Problem> {
    let id = match named.parse::<u32>() {
        Ok(number) => numbered(app, &place.permit, place.chat, number).await?,
        Err(_) => named.parse().ok(),
    };
    let id: MessageId = id.ok_or(Problem::not_found())?;
    let found = actions::chat::message(&app.house, &place.permit, place.chat, id).await?;
    let message = found.shown.message;
    // What is gone has no words to save, and what waits is not anybody's to read yet.
    if message.state != MessageState::Shown {
        return Err(Problem::not_found());
    }
    let room = actions::chat::room(&app.house, &place.permit, place.chat, None, 1).await?;
    Ok(Saved { message, room })
}

impl Saved {
    /// Whom to thank, and the way back: to what everybody reads once it is published.
    fn source(&self, place: &InChat<SeeRoom>) -> Source {
        let chat = place.chat;
        let link = match (self.room.chat.state, self.message.number) {
            (ChatState::Published, Some(number)) => format!("/evenings/{chat}#m{number}"),
            _ => format!("/chats/{chat}/messages/{}", self.message.id),
        };
        Source {
            network: place.permit.network(),
            chat,
            message: self.message.id,
            credit: format!("@{}", self.message.handle),
            link,
        }
    }
}

pub(super) async fn show(
    State(app): State<App>,
    Path((_, message)): Path<(String, String)>,
    place: InChat<SeeRoom>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let saved = find(&app, &place, &message).await?;
    let mut fields = Fields::default();
    fields.add("words", &saved.message.body);
    let wanted = Kind::ALL.into_iter().find(|kind| kind.key() == query.get("as"));
    page(&save_page(&app, &place, &saved, wanted, &Typed::new(&fields)).await?, &headers)
}

pub(super) async fn save(
    State(app): State<App>,
    Path((_, message)): Path<(String, String)>,
    place: InChat<SeeRoom>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let saved = find(&app, &place, &message).await?;
    let kind = Kind::ALL.into_iter().find(|kind| kind.key() == fields.get("as"));
    let kind = kind.ok_or_else(|| Problem::unreadable("Choose a note, an idea or a draft."))?;
    let Some(actor) = place.visitor.actor.clone() else {
        let shown = save_page(&app, &place, &saved, Some(kind), &Typed::new(&fields)).await?;
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, &headers);
    };
    let mut typed = Typed::new(&fields);
    let kept = match kind {
        Kind::Note => note(&app, &actor, &saved, &place, &mut typed).await?,
        Kind::Idea => idea(&app, &actor, &saved, &place, &mut typed).await?,
        Kind::Draft => draft(&app, &actor, &saved, &place, &mut typed).await?,
    };
    if let Some(address) = kept {
        return Ok(see(&address));
    }
    let shown = save_page(&app, &place, &saved, Some(kind), &typed).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, &headers)
}

fn school_permit<P: Permission<Scope = SchoolId>>(actor: &Actor) -> Result<Permit<P>, Problem> {
    Ok(actor.permit::<P>().map_err(actions::ActionError::from)?)
}

/// Adds a note; the address where it stands, or nothing where the form comes back.
async fn note(
    app: &App,
    actor: &Actor,
    saved: &Saved,
    place: &InChat<SeeRoom>,
    typed: &mut Typed<'_>,
) -> Result<Option<String>, Problem> {
    let note_permit = school_permit::<NotePractical>(actor)?;
    let Ok(practical) = typed.fields.get("practical").parse::<PracticalId>() else {
        typed.fail("practical", "choose a practical");
        return Ok(None);
    };
    let once = typed.fields.once_for(saved.message.id)?;
    let (words, source) = (typed.fields.get("words").to_owned(), saved.source(place));
    match app.house.act(&note_permit, (), SaveNote { practical, words, source }, once).await {
        Ok(note) => Ok(Some(format!("/catalogue/{practical}?did=added#note-{note}"))),
        Err(error) => {
            refused(typed, error, &FIELDS)?;
            Ok(None)
        }
    }
}

async fn idea(
    app: &App,
    actor: &Actor,
    saved: &Saved,
    place: &InChat<SeeRoom>,
    typed: &mut Typed<'_>,
) -> Result<Option<String>, Problem> {
    let suggest = school_permit::<SuggestIdea>(actor)?;
    let once = typed.fields.once_for(saved.message.id)?;
    let (words, source) = (typed.fields.get("words").to_owned(), saved.source(place));
    match app.house.act(&suggest, (), SaveIdea { words, source }, once).await {
        Ok(idea) => Ok(Some(format!("/ideas?did=added#idea-{idea}"))),
        Err(error) => {
            refused(typed, error, &FIELDS)?;
            Ok(None)
        }
    }
}

async fn draft(
    app: &App,
    actor: &Actor,
    saved: &Saved,
    place: &InChat<SeeRoom>,
    typed: &mut Typed<'_>,
) -> Result<Option<String>, Problem> {
    let draft_permit = school_permit::<DraftPractical>(actor)?;
    let Some(practical) = draft::wanted(typed) else { return Ok(None) };
    let once = typed.fields.once_for(saved.message.id)?;
    let source = saved.source(place);
    match app.house.act(&draft_permit, (), SaveDraft { practical, source }, once).await {
        Ok(practical) => Ok(Some(format!("/catalogue/{practical}?did=saved"))),
        Err(error) => {
            refused(typed, error, &FIELDS)?;
            Ok(None)
        }
    }
}

async fn save_page(
    app: &App,
    place: &InChat<SeeRoom>,
    saved: &Saved,
    wanted: Option<Kind>,
    typed: &Typed<'_>,
) -> Result<SavePage, Problem> {
    let actor = place.visitor.actor.as_ref();
    let open: Vec<Kind> =
        Kind::ALL.into_iter().filter(|kind| actor.is_some_and(|actor| kind.is_for(actor))).collect();
    let kind = wanted.filter(|kind| open.contains(kind)).or(open.first().copied());
    let message = &saved.message;
    let here = format!("/chats/{}/messages/{}", place.chat, message.id);
    let practicals = match (kind, actor) {
        (Some(Kind::Note), Some(actor)) => Some(practicals(app, actor, typed).await?),
        _ => None,
    };
    let zone = &saved.room.network.zone;
    let shown_as = kind.unwrap_or(Kind::Note);
    Ok(SavePage {
        shell: shell(&place.visitor, "Save for your school", Section::Chats),
        back: Link { words: "The message".to_owned(), url: here.clone() },
        credit: format!("@{}", message.handle),
        at: format!("{}, {}", zoned::full_date(zone, message.at), zoned::time(zone, message.at)),
        said: Written(message.body.clone()),
        refusal: kind.is_none().then(|| refusal(actor)),
        ways: open
            .iter()
            .map(|one| SaveWay {
                words: one.words(),
                url: format!("{here}/save?as={}", one.key()),
                current: Some(*one) == kind,
            })
            .collect(),
        explained: shown_as.explained(),
        action: format!("{here}/save"),
        once: key(app),
        kind: shown_as.key(),
        practicals,
        draft: (kind == Some(Kind::Draft)).then(|| draft_fields(typed)),
        words_label: shown_as.asked(),
        words: typed.state("words"),
        button: shown_as.button(),
    })
}

fn refusal(actor: Option<&Actor>) -> Empty {
    if actor.is_none() {
        return SavePage::needs_school();
    }
    Empty {
        words: "Your roles do not let you keep anything from a chat.".to_owned(),
        advice:
            "Teachers and technicians of your school can. If you should be able to, ask its administrator."
                .to_owned(),
        link: None,
    }
}

async fn practicals(app: &App, actor: &Actor, typed: &Typed<'_>) -> Result<PracticalChoice, Problem> {
    let every = actions::catalogue::list(&app.house, &school_permit::<SeeCatalogue>(actor)?).await?;
    let chosen = typed.fields.get("practical");
    let of = |subject: Subject| {
        let mine = every.iter().filter(|practical| practical.subject == subject);
        mine.map(|practical| {
            let value = practical.id.to_string();
            Choice { chosen: value == chosen, words: practical.title.clone(), value }
        })
        .collect::<Vec<_>>()
    };
    let groups = Subject::ALL
        .into_iter()
        .map(|subject| PracticalGroup { subject: subject.to_string(), practicals: of(subject) })
        .filter(|group| !group.practicals.is_empty())
        .collect();
    Ok(PracticalChoice { groups, error: typed.error("practical") })
}

fn draft_fields(typed: &Typed<'_>) -> DraftFields {
    let subjects =
        Subject::ALL.into_iter().map(|subject| (subject.code().to_owned(), subject.to_string())).collect();
    let years = || YEARS.map(|year| (year.to_string(), format!("Year {year}"))).collect();
    DraftFields {
        title: DraftPage::title_field(typed.state("title")),
        subjects: choices(subjects, typed.fields.get("subject")),
        subject_error: typed.error("subject"),
        years_from: choices(years(), typed.fields.get("year_from")),
        years_to: choices(years(), typed.fields.get("year_to")),
        years_error: typed.error("years"),
    }
}

fn choices(list: Vec<(String, String)>, chosen: &str) -> Vec<Choice> {
    let first = (String::new(), "Choose one".to_owned());
    let all = std::iter::once(first).chain(list);
    all.map(|(value, words)| Choice { chosen: value == chosen, value, words }).collect()
}
