//! A made-up network, its people, and an evening of theirs.

use domain::{Permission, Permit};
use std::sync::Arc;

use actions::chat::{
    self, Agree, Ask, Close, GiveRole, Mute, OneChat, Open, Pin, Plan, Reopen, ReportKind, Review, Room,
    Schedule, Slow, TakeChair, TakeRole, Unmute, Unpin,
};
use actions::deed::Deed;
use actions::message::{Approve, Bring, Hide, Refuse, Restore, Say, Saying, Star, TakeBack};
use actions::network::{NetworkWanted, create};
use actions::report::Make;
use actions::{ActionError, Clock as _, House, Once};
use domain::chat::network::Readers;
use domain::chat::room::Hold;
use domain::chat::{ChatRole, Participant};
use domain::id::{AccountId, ChatId, MessageId, NetworkId, ReportId};
use jiff::tz::TimeZone;
use storage::Storage;
use storage::door::Account;

use crate::{CountingIds, Database, StandingClock, TestSchool};

/// When everything begins: a Tuesday.
const NOW: &str = "2026-01-13T20:00:00Z";
/// The questions of the evening. Nobody has asked one yet.
pub const QUESTIONS: [&str; 3] =
    ["Which practical goes wrong most often?", "What do you do about it?", "Who should hear of it?"];

/// A network with an administrator, a host, a moderator, a curator and three members, each with a handle
/// and agreed, in an evening of three questions that was opened when it began. They belong to it by joining
/// and have no school.
#[derive(Clone, Debug)]
pub struct TestNetwork {
    /// The house it stands in.
    pub house: House,
    /// The database of that house.
    pub storage: Storage,
    /// The clock of that house.
    pub clock: Arc<StandingClock>,
    /// The network.
    pub id: NetworkId,
    /// Its short name.
    pub slug: String,
    /// The open chat.
    pub chat: ChatId,
}

/// Somebody in a network and one of its chats, who does things as its pages would let them.
#[derive(Clone, Debug)]
pub struct Talker {
    /// The house they do it in.
    pub house: House,
    /// The network.
    pub network: NetworkId,
    /// The chat.
    pub chat: ChatId,
    /// Their account.
    pub account: AccountId,
    /// Their name, which others in the network do not see.
    pub name: String,
}

impl TestNetwork {
    /// A network in the house of a school, none of whose people belong to it.
    pub async fn on(school: &TestSchool) -> Self {
        Self::begun(
            school.house.clone(),
            school.storage.clone(),
            school.clock.clone(),
            "test-network",
            "Test Network",
        )
        .await
    }

    /// A network in an empty database, without any school: Tuesday 13 January 2026, 20:00 in London.
    pub async fn alone(database: &Database) -> Self {
        let clock = Arc::new(StandingClock::at(NOW));
        let storage = database.storage().await;
        let house = House::new(storage.clone(), clock.clone(), Arc::new(CountingIds::default()));
        Self::begun(house, storage, clock, "test-network", "Test Network").await
    }

    /// Another network beside it, with people and an evening of its own.
    pub async fn neighbour(&self) -> Self {
        Self::begun(
            self.house.clone(),
            self.storage.clone(),
            self.clock.clone(),
            "next-network",
            "Next Network",
        )
        .await
    }

    /// The same network as another process sees it, on a database opened anew. It counts its identifiers
    /// from `first`.
    pub async fn seen_by_another_process(&self, database: &Database, first: u64) -> Self {
        let ids = Arc::new(CountingIds::from(first));
        let storage = database.storage().await;
        Self { house: House::new(storage.clone(), self.clock.clone(), ids), storage, ..self.clone() }
    }

    async fn begun(
        house: House,
        storage: Storage,
        clock: Arc<StandingClock>,
        slug: &str,
        name: &str,
    ) -> Self {
        let wanted = NetworkWanted {
            name: name.to_owned(),
            slug: slug.to_owned(),
            time_zone: "Europe/London".to_owned(),
            readers: Readers::Members,
        };
        let id = create(&house, wanted).await.unwrap();
        let nothing = house.next_id();
        let mut network = Self { house, storage, clock, id, slug: slug.to_owned(), chat: nothing };
        network.add("An Administrator", ChatRole::NetworkAdministrator).await;
        for name in ["A. Host", "A. Moderator", "A. Curator", "A. Member", "B. Member", "C. Member"] {
            network.add(name, ChatRole::Member).await;
        }
        network.chat = network.opens("What goes wrong", Hold::Nobody).await;
        network
    }

    /// Adds somebody without a password, a handle or a school.
    pub async fn add(&self, name: &str, role: ChatRole) -> Talker {
        let now = self.clock.now();
        let email = format!("{}@{}.example", name.to_lowercase().replace([' ', '.'], ""), self.slug);
        let (id, name) = (self.house.next_id(), name.to_owned());
        let account = Account { id, email: email.clone(), name: name.clone(), password_hash: None };
        let mut door = self.storage.open_door().await.unwrap();
        door.add_account(&account, &email, now).await.unwrap();
        let mut writing = door.into_network(self.id, &self.storage);
        writing.set_network_person(id, role, now).await.unwrap();
        writing.commit().await.unwrap();
        Talker { house: self.house.clone(), network: self.id, chat: self.chat, account: id, name }
    }

    /// Plans an evening that begins now, as a draft with its administrator for a host.
    pub async fn plans(&self, subject: &str, hold: Hold) -> ChatId {
        let administrator = self.administrator().await;
        let wanted = self.plan_wanted(subject, hold);
        self.house.act(&administrator.may_in_network().await, (), wanted, None).await.unwrap()
    }

    /// What an evening is to be that begins now.
    pub fn plan_wanted(&self, subject: &str, hold: Hold) -> Plan {
        let now = self.clock.now().timestamp().to_zoned(TimeZone::get("Europe/London").unwrap());
        let minutes = u16::try_from(now.hour()).unwrap() * 60 + u16::try_from(now.minute()).unwrap();
        Plan {
            subject: subject.to_owned(),
            tag: "#TestChat".to_owned(),
            welcome: "Say who you are.".to_owned(),
            date: now.date(),
            time: domain::TimeOfDay::from_minutes(minutes).unwrap(),
            minutes: 60,
            questions: QUESTIONS.map(str::to_owned).to_vec(),
            hold,
            topic: None,
        }
    }

    /// Plans an evening, puts it into the calendar, lets everybody agree to it, gives the host, the
    /// moderator and the curator their roles, and opens it.
    pub async fn opens(&self, subject: &str, hold: Hold) -> ChatId {
        let chat = self.plans(subject, hold).await;
        let administrator = self.administrator().await.at(chat);
        administrator.does(Schedule {}).await.unwrap();
        for name in [
            "An Administrator",
            "A. Host",
            "A. Moderator",
            "A. Curator",
            "A. Member",
            "B. Member",
            "C. Member",
        ] {
            self.person(name).await.at(chat).agrees(&handle(name)).await.unwrap();
        }
        for (name, role) in [
            ("A. Host", ChatRole::Host),
            ("A. Moderator", ChatRole::Moderator),
            ("A. Curator", ChatRole::Curator),
        ] {
            administrator.does(GiveRole { handle: handle(name), role }).await.unwrap();
        }
        let own = TakeRole { person: administrator.account, role: ChatRole::Host };
        administrator.does(own).await.unwrap();
        let host = self.host().await.at(chat);
        host.opens().await.unwrap();
        chat
    }

    /// Somebody of this name.
    pub async fn person(&self, name: &str) -> Talker {
        let mut reading = self.storage.read(self.id).await.unwrap();
        let people = reading.network_people().await.unwrap();
        let found = people.into_iter().find(|person| person.name == name);
        let found = found.unwrap_or_else(|| panic!("nobody here is called {name}"));
        let (network, chat) = (self.id, self.chat);
        Talker { house: self.house.clone(), network, chat, account: found.account, name: found.name }
    }

    /// The network's administrator, whose handle is `an_admin`.
    pub async fn administrator(&self) -> Talker {
        self.person("An Administrator").await
    }

    /// The chat's host, whose handle is `a_host`.
    pub async fn host(&self) -> Talker {
        self.person("A. Host").await
    }

    /// The chat's moderator, whose handle is `a_moderator`.
    pub async fn moderator(&self) -> Talker {
        self.person("A. Moderator").await
    }

    /// The chat's curator, whose handle is `a_curator`.
    pub async fn curator(&self) -> Talker {
        self.person("A. Curator").await
    }

    /// A member, whose handle is `a_member`.
    pub async fn member(&self) -> Talker {
        self.person("A. Member").await
    }

    /// Another member, whose handle is `b_member`.
    pub async fn other_member(&self) -> Talker {
        self.person("B. Member").await
    }

    /// A third member, whose handle is `c_member`.
    pub async fn third_member(&self) -> Talker {
        self.person("C. Member").await
    }

    /// A chat as it is kept.
    pub async fn kept_chat(&self, chat: ChatId) -> actions::chat::Chat {
        let mut reading = self.storage.read(self.id).await.unwrap();
        reading.find_chat(chat).await.unwrap().expect("a chat of this network")
    }

    /// A message as it is kept.
    pub async fn kept_message(&self, message: MessageId) -> actions::chat::Message {
        let mut reading = self.storage.read(self.id).await.unwrap();
        reading.find_message(message).await.unwrap().expect("a message of this network")
    }
}

/// The handle of somebody in a test network: `An Administrator` is `an_admin`, `A. Host` is `a_host`.
pub fn handle(name: &str) -> String {
    name.to_lowercase().replace(". ", "_").replace("administrator", "admin").replace(' ', "_")
}

impl Talker {
    /// The same person in another chat of the network.
    #[must_use]
    pub fn at(&self, chat: ChatId) -> Self {
        Self { chat, ..self.clone() }
    }

    /// Who they are in the chat, if they belong to its network.
    pub async fn participant(&self) -> Option<Participant> {
        let found = chat::ties::in_chat(&self.house, self.account, &self.name, self.chat).await;
        found.unwrap()
    }

    /// A permit, if their roles in the chat have it.
    pub async fn permit<P: Permission<Scope = NetworkId>>(&self) -> Result<Permit<P>, ActionError> {
        let participant = self.participant().await.ok_or(ActionError::NotFound("chat"))?;
        Ok(participant.permit()?)
    }

    /// A permit that they must have.
    pub async fn may<P: Permission<Scope = NetworkId>>(&self) -> Permit<P> {
        self.permit().await.unwrap()
    }

    /// A permit that they must have in the network, whatever they are in the chat.
    pub async fn may_in_network<P: Permission<Scope = NetworkId>>(&self) -> Permit<P> {
        let found = chat::ties::in_network(&self.house, self.account, &self.name, self.network).await;
        found.unwrap().expect("somebody of this network").permit().unwrap()
    }

    /// Does something in the chat, as a form without a key would.
    pub async fn does<D: Deed<At = OneChat>>(&self, deed: D) -> Result<D::Answer, ActionError> {
        self.house.act(&self.permit::<D::May>().await?, self.chat, deed, None).await
    }

    /// Agrees to what becomes of what they write, as `handle`.
    pub async fn agrees(&self, handle: &str) -> Result<(), ActionError> {
        self.does(Agree { handle: handle.to_owned(), readers: Readers::Members }).await
    }

    /// Says something.
    pub async fn says(&self, body: &str) -> Result<Saying, ActionError> {
        self.says_wanted(Say { body: body.to_owned(), ..Say::default() }).await
    }

    /// Says it with the key of the form.
    pub async fn says_once(&self, body: &str, once: Once) -> Result<Saying, ActionError> {
        let wanted = Say { body: body.to_owned(), ..Say::default() };
        self.house.act(&self.permit().await?, self.chat, wanted, Some(once)).await
    }

    /// Answers a question.
    pub async fn answers(&self, question: u8, body: &str) -> Result<Saying, ActionError> {
        let (body, question) = (body.to_owned(), Some(question));
        self.says_wanted(Say { body, question, ..Say::default() }).await
    }

    /// Answers a message.
    pub async fn replies(&self, reply_to: MessageId, body: &str) -> Result<Saying, ActionError> {
        let (body, reply_to) = (body.to_owned(), Some(reply_to));
        self.says_wanted(Say { body, reply_to, ..Say::default() }).await
    }

    /// Quotes a message.
    pub async fn quotes(&self, quotes: MessageId, body: &str) -> Result<Saying, ActionError> {
        let (body, quotes) = (body.to_owned(), Some(quotes));
        self.says_wanted(Say { body, quotes, ..Say::default() }).await
    }

    /// Says something in all the ways there are.
    pub async fn says_wanted(&self, wanted: Say) -> Result<Saying, ActionError> {
        self.does(wanted).await
    }

    /// Brings into the chat what was said elsewhere.
    pub async fn brings(&self, author: &str, from: &str, body: &str) -> Result<Saying, ActionError> {
        let wanted =
            Bring { author: author.to_owned(), from: from.to_owned(), body: body.to_owned(), question: None };
        self.does(wanted).await
    }

    /// Asks a question.
    pub async fn asks(&self, number: u8) -> Result<(), ActionError> {
        self.does(Ask { number }).await
    }

    /// Slows the room down.
    pub async fn slows(&self, seconds: u32) -> Result<(), ActionError> {
        self.does(Slow { seconds }).await
    }

    /// Pins a message, or takes the pin away.
    pub async fn pins(&self, message: Option<MessageId>) -> Result<(), ActionError> {
        match message {
            Some(message) => self.does(Pin { message }).await,
            None => self.does(Unpin {}).await,
        }
    }

    /// Stars a message.
    pub async fn stars(&self, message: MessageId) -> Result<(), ActionError> {
        self.does(Star { message, starred: true }).await
    }

    /// Hides a message.
    pub async fn hides(&self, message: MessageId, reason: &str) -> Result<(), ActionError> {
        self.does(Hide { message, reason: reason.to_owned() }).await
    }

    /// Shows it again.
    pub async fn restores(&self, message: MessageId) -> Result<(), ActionError> {
        self.does(Restore { message }).await
    }

    /// Lets a message through.
    pub async fn approves(&self, message: MessageId) -> Result<(), ActionError> {
        self.does(Approve { message }).await
    }

    /// Refuses it.
    pub async fn refuses(&self, message: MessageId, reason: &str) -> Result<(), ActionError> {
        self.does(Refuse { message, reason: reason.to_owned() }).await
    }

    /// Mutes the author of a message.
    pub async fn mutes(&self, message: MessageId, reason: &str) -> Result<(), ActionError> {
        self.does(Mute { message, reason: reason.to_owned() }).await
    }

    /// Lets somebody write again.
    pub async fn unmutes(&self, account: AccountId) -> Result<(), ActionError> {
        self.does(Unmute { person: account }).await
    }

    /// Reports a message.
    pub async fn reports(
        &self,
        message: MessageId,
        kind: ReportKind,
        words: &str,
    ) -> Result<ReportId, ActionError> {
        self.does(Make { message, kind, words: words.to_owned() }).await
    }

    /// Takes back their own words.
    pub async fn takes_back(&self, message: MessageId) -> Result<(), ActionError> {
        self.does(TakeBack { message }).await
    }

    /// Takes the chair.
    pub async fn takes_chair(&self) -> Result<(), ActionError> {
        self.does(TakeChair {}).await
    }

    /// Opens the chat.
    pub async fn opens(&self) -> Result<(), ActionError> {
        self.does(Open {}).await
    }

    /// Closes it.
    pub async fn closes(&self) -> Result<(), ActionError> {
        self.does(Close {}).await
    }

    /// Opens it again.
    pub async fn reopens(&self) -> Result<(), ActionError> {
        self.does(Reopen {}).await
    }

    /// Begins the review.
    pub async fn reviews(&self) -> Result<(), ActionError> {
        self.does(Review {}).await
    }

    /// Sees the room with its newest 100 messages.
    pub async fn sees(&self) -> Result<Room, ActionError> {
        chat::room(&self.house, &self.permit().await?, self.chat, None, 100).await
    }
}
