//! The demonstration's network and its evenings: one to read, one that goes on now, one to come.

use std::collections::BTreeMap;
use std::sync::Arc;

use actions::chat::{self, Agree, Ask, Close, GiveRole, OneChat, Open, Plan, Review, Schedule, ties};
use actions::deed::Deed;
use actions::evening::Publish;
use actions::list_item::Add;
use actions::message::{Say, Star};
use actions::network::topic::{Propose, Vote};
use actions::network::{self, NetworkWanted};
use actions::{ActionError, House, Storage};
use domain::chat::network::Readers;
use domain::chat::room::Hold;
use domain::chat::{ChatRole, Participant, chat_permissions as may};
use domain::id::{AccountId, ChatId, MessageId, NetworkId, SchoolId};
use domain::people::Role;
use domain::{Instant, Permission, Permit, TimeOfDay};

use super::ZONE;
use super::clock::SetClock;
use super::talk::{Line, NOW, On, PAST, Talk, Voice};

/// The network's short name.
pub const SLUG: &str = "example-shire";
/// The network's name.
const NAME: &str = "Example Shire Technicians (demonstration)";
/// Minutes that an evening lasts.
const MINUTES: u32 = 60;
/// Minutes ago that the evening of now began.
const BEGAN_MINUTES_AGO: i64 = 22;
/// Days ago of the evening that can be read, and days until the one to come.
const WEEK: i64 = 7;
/// Topics, and how many have voted for each.
const TOPICS: [(&str, usize); 3] = [
    ("Labels that survive the dishwasher", 3),
    ("Training a new technician in the first fortnight", 2),
    ("Microscale chemistry for large classes", 1),
];

/// Whoever talks, with the account and the handle of each.
struct Voices {
    network: NetworkId,
    accounts: BTreeMap<Voice, (AccountId, &'static str)>,
}

impl Voices {
    async fn who(&self, house: &House, voice: Voice, chat: ChatId) -> Result<Participant, ActionError> {
        let (account, _) = self.accounts.get(&voice).ok_or(ActionError::NotFound("person"))?;
        let found = ties::in_chat(house, *account, voice.handle(), chat).await?;
        found.ok_or(ActionError::NotFound("person"))
    }

    async fn permit<P: Permission<Scope = NetworkId>>(
        &self,
        house: &House,
        voice: Voice,
        chat: ChatId,
    ) -> Result<Permit<P>, ActionError> {
        Ok(self.who(house, voice, chat).await?.permit()?)
    }

    /// Does something in a chat, as one of them.
    async fn does<D: Deed<At = OneChat>>(
        &self,
        house: &House,
        voice: Voice,
        chat: ChatId,
        deed: D,
    ) -> Result<D::Answer, ActionError> {
        house.act(&self.permit::<D::May>(house, voice, chat).await?, chat, deed, None).await
    }
}

/// Makes the network and its evenings, as they stand at `now`.
pub async fn make(
    house: &House,
    storage: &Storage,
    clock: &Arc<SetClock>,
    school: SchoolId,
    now: Instant,
) -> Result<(), ActionError> {
    clock.set(now.plus_minutes(-30 * 24 * 60));
    let wanted = NetworkWanted {
        name: NAME.to_owned(),
        slug: SLUG.to_owned(),
        time_zone: ZONE.to_owned(),
        readers: Readers::Everybody,
    };
    let network = network::create(house, wanted).await?;
    network::add_school(house, network, school).await?;
    let voices = gather(house, storage, network, school).await?;
    propose(house, &voices).await?;
    hold_past(house, clock, &voices, now).await?;
    hold_present(house, clock, &voices, now).await?;
    let next = plan(house, &voices, now.plus_minutes(WEEK * 24 * 60), &super::talk::NEXT).await?;
    voices.does(house, Voice::Sam, next, Schedule {}).await?;
    clock.set(now);
    Ok(())
}

async fn gather(
    house: &House,
    storage: &Storage,
    network: NetworkId,
    school: SchoolId,
) -> Result<Voices, ActionError> {
    let members = storage.read(school).await?.members().await?;
    let mut accounts = BTreeMap::new();
    for (voice, role) in [
        (Voice::Sam, Role::SeniorTechnician),
        (Voice::Pat, Role::Technician),
        (Voice::Example, Role::Teacher),
        (Voice::Sample, Role::HeadOfScience),
    ] {
        let member = members.iter().find(|member| member.roles.has(role));
        let member = member.ok_or(ActionError::NotFound("person"))?;
        accounts.insert(voice, (member.account, voice.handle()));
    }
    let sam = members.iter().find(|member| member.roles.has(Role::SeniorTechnician));
    let sam = sam.ok_or(ActionError::NotFound("person"))?;
    network::add_person(house, network, &sam.email, ChatRole::NetworkAdministrator).await?;
    Ok(Voices { network, accounts })
}

async fn propose(house: &House, voices: &Voices) -> Result<(), ActionError> {
    for (words, votes) in TOPICS {
        let mut topic = None;
        for (account, handle) in voices.accounts.values().take(votes) {
            let found = ties::in_network(house, *account, handle, voices.network).await?;
            let permit = found.ok_or(ActionError::NotFound("person"))?.permit::<may::ProposeTopics>()?;
            let topic = if let Some(topic) = topic {
                topic
            } else {
                let proposed = Propose { words: words.to_owned() };
                *topic.insert(house.act(&permit, (), proposed, None).await?)
            };
            house.act(&permit, (), Vote { topic, wanted: true }, None).await?;
        }
    }
    Ok(())
}

/// Plans an evening that begins at `starts_at`, in the network's zone.
async fn plan(
    house: &House,
    voices: &Voices,
    starts_at: Instant,
    talk: &Talk,
) -> Result<ChatId, ActionError> {
    let zone = domain::zone::named(ZONE).ok_or(ActionError::NotFound("time zone"))?;
    let local = zone.to_datetime(starts_at.timestamp());
    let minutes = u16::try_from(i32::from(local.hour()) * 60 + i32::from(local.minute()));
    let time = minutes.ok().and_then(TimeOfDay::from_minutes).ok_or(ActionError::NotFound("time"))?;
    let wanted = Plan {
        subject: talk.subject.to_owned(),
        tag: "ExampleTechs".to_owned(),
        welcome: talk.welcome.to_owned(),
        date: local.date(),
        time,
        minutes: MINUTES,
        questions: talk.questions.iter().map(|words| (*words).to_owned()).collect(),
        hold: Hold::Nobody,
        topic: None,
    };
    let (account, handle) = voices.accounts.get(&Voice::Sam).ok_or(ActionError::NotFound("person"))?;
    let sam = ties::in_network(house, *account, handle, voices.network).await?;
    let sam = sam.ok_or(ActionError::NotFound("person"))?;
    house.act(&sam.permit()?, (), wanted, None).await
}

/// Opens a planned evening, with everybody's agreement and Pat as moderator.
async fn open(
    house: &House,
    clock: &Arc<SetClock>,
    voices: &Voices,
    at: Instant,
    talk: &Talk,
) -> Result<ChatId, ActionError> {
    clock.set(at.plus_minutes(-2 * 24 * 60));
    let chat = plan(house, voices, at, talk).await?;
    voices.does(house, Voice::Sam, chat, Schedule {}).await?;
    for (voice, (_, handle)) in &voices.accounts {
        let agree = Agree { handle: (*handle).to_owned(), readers: Readers::Everybody };
        voices.does(house, *voice, chat, agree).await?;
    }
    for role in [ChatRole::Moderator, ChatRole::Curator] {
        let handle = Voice::Pat.handle().to_owned();
        voices.does(house, Voice::Sam, chat, GiveRole { handle, role }).await?;
    }
    clock.set(at);
    voices.does(house, Voice::Sam, chat, Open {}).await?;
    Ok(chat)
}

/// Says everything of a talk, line by line. Returns what each line became.
async fn say(
    house: &House,
    clock: &Arc<SetClock>,
    voices: &Voices,
    chat: ChatId,
    at: Instant,
    talk: &Talk,
) -> Result<Vec<MessageId>, ActionError> {
    let mut said: Vec<MessageId> = Vec::new();
    for line in talk.lines {
        clock.set(at.plus_minutes(line.minute));
        let Line { voice, body, question, on, asks, .. } = line;
        if *asks && let Some(number) = question {
            voices.does(house, *voice, chat, Ask { number: *number }).await?;
        }
        let of = |place: &usize| said.get(*place).copied();
        let wanted = Say {
            body: (*body).to_owned(),
            question: *question,
            reply_to: if let On::Reply(place) = on { of(place) } else { None },
            quotes: if let On::Quote(place) = on { of(place) } else { None },
        };
        said.push(voices.does(house, *voice, chat, wanted).await?.message);
    }
    for place in talk.starred {
        if let Some(message) = said.get(*place).copied() {
            voices.does(house, Voice::Sam, chat, Star { message, starred: true }).await?;
        }
    }
    Ok(said)
}

/// The evening of last week, published after its review.
async fn hold_past(
    house: &House,
    clock: &Arc<SetClock>,
    voices: &Voices,
    now: Instant,
) -> Result<(), ActionError> {
    let at = now.plus_minutes(-WEEK * 24 * 60);
    let chat = open(house, clock, voices, at, &PAST).await?;
    let said = say(house, clock, voices, chat, at, &PAST).await?;
    clock.set(at.plus_minutes(i64::from(MINUTES)));
    voices.does(house, Voice::Sam, chat, Close {}).await?;
    voices.does(house, Voice::Sam, chat, Review {}).await?;
    let curates = voices.permit(house, Voice::Pat, chat).await?;
    for (heading, words, place) in PAST.list {
        let add = Add {
            heading: (*heading).to_owned(),
            words: (*words).to_owned(),
            url: None,
            message: said.get(*place).copied(),
        };
        house.act(&curates, chat, add, None).await?;
    }
    clock.set(at.plus_minutes(3 * 24 * 60));
    let publishes = voices.permit(house, Voice::Pat, chat).await?;
    house.act(&publishes, chat, Publish::default(), None).await?;
    Ok(())
}

/// The evening that goes on now.
async fn hold_present(
    house: &House,
    clock: &Arc<SetClock>,
    voices: &Voices,
    now: Instant,
) -> Result<(), ActionError> {
    let at = now.plus_minutes(-BEGAN_MINUTES_AGO);
    let chat = open(house, clock, voices, at, &NOW).await?;
    say(house, clock, voices, chat, at, &NOW).await?;
    Ok(())
}

/// The evening that is open, for programs that try the demonstration.
pub async fn open_chat(house: &House) -> Result<Option<ChatId>, ActionError> {
    let network = match network::find(house, SLUG).await {
        Ok(network) => network,
        Err(ActionError::NotFound(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let permit = Participant::operator(network).permit::<may::SeeNetwork>()?;
    let chats = chat::every(house, &permit).await?;
    Ok(chats.into_iter().find(|chat| chat.state == domain::chat::ChatState::Open).map(|chat| chat.id))
}
