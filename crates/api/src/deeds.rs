//! Every deed by its name: what it takes, who may do it, and doing it.

use std::future::Future;
use std::pin::Pin;

use actions::deed::{Deed, Place};
use actions::network::topic;
use actions::{
    House, Once, apparatus, calendar, catalogue, chat, erasure, evening, exception, idea, list_item, message,
    network, people, policy, prep, report, requisition, school, timetable,
};
use domain::id::ChatId;
use domain::permission::{ActorOf, Permission, Permit};
use serde_json::{Value, json};

use crate::asker::Reached;
use crate::given::{as_json, read};
use crate::near::near;
use crate::{Asker, Problem};

/// The most bytes of one deed.
pub const MOST_BYTES: usize = 1 << 20;

/// What is asked for, beside the deed itself.
#[derive(Clone, Copy, Debug)]
struct Asked<'a> {
    asker: &'a Asker,
    at: Option<&'a str>,
    once: Option<&'a str>,
    given: &'a [u8],
}

type Answered<'a> = Pin<Box<dyn Future<Output = Result<Value, Problem>> + Send + 'a>>;

/// One deed.
#[derive(Clone, Copy, Debug)]
pub struct DeedEntry {
    /// Its lasting name: `requisition.accept`.
    pub key: &'static str,
    /// The name that its answers are kept under.
    pub form: &'static str,
    /// The kind of history that it writes.
    pub history: &'static str,
    /// Where it is done: `school` or `network`.
    pub scope: &'static str,
    /// What it is done to, where that has to be named.
    pub at: Option<&'static str>,
    /// The name of what whoever does it must be allowed to.
    pub permission: &'static str,
    /// The same in words that follow “may”.
    pub may: &'static str,
    roles: fn() -> Vec<&'static str>,
    example: fn() -> Result<Value, Problem>,
    meant: fn(&[u8]) -> Result<Value, Problem>,
    run: for<'a> fn(&'a House, Asked<'a>) -> Answered<'a>,
}

impl DeedEntry {
    fn of<D: Deed>() -> Self
    where
        <D::At as Place>::Scope: Reached,
    {
        Self {
            key: D::KEY,
            form: D::FORM,
            history: D::HISTORY,
            scope: <D::At as Place>::Scope::KEY,
            at: D::At::NOUN,
            permission: D::May::NAME,
            may: D::May::WORDS,
            roles: || D::May::ROLES.iter().map(|role| <D::At as Place>::Scope::role_key(*role)).collect(),
            example: || as_json(&D::example()),
            meant: |given| read::<D>(given).map(|(_, meant)| meant),
            run: |house, asked| Box::pin(run::<D>(house, asked)),
        }
    }

    /// The lasting names of the roles that may.
    pub fn roles(&self) -> Vec<&'static str> {
        (self.roles)()
    }

    /// One as it could be.
    pub fn example(&self) -> Result<Value, Problem> {
        (self.example)()
    }

    /// What the program understands by this JSON, with every field that was left out as it then is.
    pub fn meant(&self, given: &[u8]) -> Result<Value, Problem> {
        (self.meant)(given)
    }

    /// All that other programs need to know of it.
    pub fn told(&self) -> Result<Value, Problem> {
        Ok(json!({
            "key": self.key,
            "scope": self.scope,
            "at": self.at,
            "permission": self.permission,
            "may": self.may,
            "roles": self.roles(),
            "example": self.example()?,
        }))
    }
}

macro_rules! deed_list {
    ($($deed:ty),* $(,)?) => {
        /// Every deed, by noun.
        pub fn every() -> Vec<DeedEntry> {
            vec![$(DeedEntry::of::<$deed>()),*]
        }
    };
}

deed_list![
    requisition::Save,
    requisition::Send,
    requisition::Also,
    requisition::Change,
    requisition::Withdraw,
    requisition::Answer,
    requisition::NotUsed,
    requisition::Approve,
    requisition::Accept,
    requisition::Query,
    requisition::Decline,
    requisition::Prepare,
    requisition::Deliver,
    requisition::Collect,
    requisition::MoveLesson,
    requisition::KeepHour,
    requisition::FewerSets,
    requisition::Alternative,
    requisition::Count,
    requisition::Undo,
    prep::WholePeriod,
    prep::UndoTogether,
    apparatus::Add,
    apparatus::Change,
    apparatus::Count,
    catalogue::Draft,
    catalogue::SaveDraft,
    catalogue::Note,
    catalogue::SaveNote,
    idea::Suggest,
    idea::Save,
    idea::Settle,
    school::Rename,
    calendar::Set,
    calendar::SetSites,
    calendar::Close,
    calendar::Lift,
    calendar::SetLetter,
    calendar::PutBack,
    exception::MoveRoom,
    exception::SwapRooms,
    exception::SwapLessons,
    exception::Cover,
    exception::MarkOut,
    exception::TakeOff,
    exception::Ring,
    policy::Set,
    timetable::Choose,
    timetable::Confirm,
    people::Invite,
    people::TakeBack,
    people::Correct,
    people::EndAccess,
    network::ChangeSettings,
    network::MakeCode,
    network::EndCode,
    network::MakeFeed,
    network::EndPerson,
    network::Leave,
    network::EndSchool,
    network::SetAdministrator,
    topic::Propose,
    topic::Vote,
    topic::Retire,
    chat::Plan,
    chat::SetUp,
    chat::Schedule,
    chat::PutOff,
    chat::GiveRole,
    chat::TakeRole,
    chat::Agree,
    chat::TakeChair,
    chat::Open,
    chat::Close,
    chat::Reopen,
    chat::Review,
    chat::Ask,
    chat::Slow,
    chat::Hold,
    chat::Pin,
    chat::Unpin,
    chat::Mute,
    chat::Unmute,
    message::Say,
    message::Bring,
    message::Star,
    message::TakeBack,
    message::Hide,
    message::Restore,
    message::Approve,
    message::Refuse,
    report::Make,
    report::Settle,
    list_item::Seed,
    list_item::Add,
    list_item::Change,
    list_item::Move,
    list_item::Remove,
    evening::Publish,
    evening::Withdraw,
    erasure::Erase,
    erasure::EraseAccount,
];

/// The deed of this name; what is not known is told with the names near it.
pub fn find(key: &str) -> Result<DeedEntry, Problem> {
    let every = every();
    if let Some(found) = every.iter().find(|entry| entry.key == key) {
        return Ok(*found);
    }
    Err(Problem::unknown("deed", key, &near(key, every.iter().map(|entry| entry.key))))
}

/// Does a deed: `at` names what it is done to, `once` is a key under which the same deed is done once, and
/// `given` is the deed as JSON. The answer is what whoever did it is told.
pub async fn act(
    house: &House,
    asker: &Asker,
    key: &str,
    at: Option<&str>,
    once: Option<&str>,
    given: &[u8],
) -> Result<Value, Problem> {
    let entry = find(key)?;
    if given.len() > MOST_BYTES {
        return Err(Problem::too_large());
    }
    (entry.run)(house, Asked { asker, at, once, given }).await
}

async fn run<D: Deed>(house: &House, asked: Asked<'_>) -> Result<Value, Problem>
where
    <D::At as Place>::Scope: Reached,
{
    let Asked { asker, at, once, given } = asked;
    let chat = at.filter(|_| D::At::NOUN == Some("chat")).and_then(|at| at.parse::<ChatId>().ok());
    let actor: ActorOf<D::May> = asker.actor::<<D::At as Place>::Scope>(house, D::KEY, chat).await?;
    let permit = Permit::<D::May>::of(&actor).map_err(actions::ActionError::from)?;
    let place = D::At::named(at)?;
    let (deed, meant) = read::<D>(given)?;
    let once = once.map(|key| Once::new(key, body(at, &meant).as_bytes())).transpose()?;
    as_json(&house.act(&permit, place, deed, once).await?)
}

/// What a key stands for: the deed, and what it is done to.
fn body(at: Option<&str>, meant: &Value) -> String {
    at.map_or_else(|| meant.to_string(), |at| format!("{at}\n{meant}"))
}
