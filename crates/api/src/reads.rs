//! Every read by its name: what it tells, to whom, and by which parameters. What is told is in models of their
//! own, so that a change within does not change what other programs read.

mod board;
mod changes;
mod chat;
mod history;
mod inbox;
mod item;
mod parameter;
mod people;
mod practical;
mod requisition;
mod search;
mod sites;
mod week;

use std::future::Future;
use std::pin::Pin;

use actions::{ActionError, House};
use domain::permission::{ActorOf, Permission, Permit};
use serde::Serialize;
use serde_json::{Value, json};

pub use parameter::Parameter;

use self::parameter::Given;
use crate::asker::Reached;
use crate::given::as_json;
use crate::near::near;
use crate::{Asker, Problem};

/// Something that can be read.
pub(crate) trait Read {
    /// What whoever reads it must be allowed to.
    type May: Permission<Scope: Reached>;
    /// What is told.
    type Told: Serialize;

    /// Its lasting name.
    const NAME: &'static str;
    /// What it tells, in a sentence.
    const ABOUT: &'static str;
    /// What may be given with it.
    const PARAMETERS: &'static [Parameter];

    /// Reads it.
    fn read(
        house: &House,
        permit: &Permit<Self::May>,
        given: &Given,
    ) -> impl Future<Output = Result<Self::Told, Problem>> + Send;
}

#[derive(Clone, Copy, Debug)]
struct Asked<'a> {
    asker: &'a Asker,
    parameters: &'a [(String, String)],
}

type Answered<'a> = Pin<Box<dyn Future<Output = Result<Value, Problem>> + Send + 'a>>;

/// One read.
#[derive(Clone, Copy, Debug)]
pub struct ReadEntry {
    /// Its lasting name.
    pub name: &'static str,
    /// Where it is read: `school` or `network`.
    pub scope: &'static str,
    /// The name of what whoever reads it must be allowed to.
    pub permission: &'static str,
    /// The same in words that follow “may”.
    pub may: &'static str,
    /// What it tells.
    pub about: &'static str,
    /// What may be given with it.
    pub parameters: &'static [Parameter],
    roles: fn() -> Vec<&'static str>,
    run: for<'a> fn(&'a House, Asked<'a>) -> Answered<'a>,
}

impl ReadEntry {
    fn of<R: Read + 'static>() -> Self {
        Self {
            name: R::NAME,
            scope: <R::May as Permission>::Scope::KEY,
            permission: R::May::NAME,
            may: R::May::WORDS,
            about: R::ABOUT,
            parameters: R::PARAMETERS,
            roles: || {
                R::May::ROLES.iter().map(|role| <R::May as Permission>::Scope::role_key(*role)).collect()
            },
            run: |house, asked| Box::pin(run::<R>(house, asked)),
        }
    }

    /// The lasting names of the roles that may.
    pub fn roles(&self) -> Vec<&'static str> {
        (self.roles)()
    }

    /// All that other programs need to know of it.
    pub fn told(&self) -> Value {
        json!({
            "name": self.name,
            "scope": self.scope,
            "permission": self.permission,
            "may": self.may,
            "roles": self.roles(),
            "about": self.about,
            "parameters": self.parameters.iter().map(Parameter::told).collect::<Vec<_>>(),
        })
    }
}

macro_rules! read_list {
    ($($read:ty),* $(,)?) => {
        /// Every read.
        pub fn every() -> Vec<ReadEntry> {
            vec![$(ReadEntry::of::<$read>()),*]
        }
    };
}

read_list![
    board::Board,
    week::Week,
    inbox::Inbox,
    requisition::OneRequisition,
    item::OneItem,
    item::Items,
    sites::Sites,
    practical::Practicals,
    search::Search,
    people::People,
    history::History,
    changes::Changes,
    chat::OneChat,
];

/// The read of this name; what is not known is told with the names near it.
pub fn find(name: &str) -> Result<ReadEntry, Problem> {
    let every = every();
    if let Some(found) = every.iter().find(|entry| entry.name == name) {
        return Ok(*found);
    }
    Err(Problem::unknown("read", name, &near(name, every.iter().map(|entry| entry.name))))
}

/// Reads something by its name, with parameters by theirs.
pub async fn read(
    house: &House,
    asker: &Asker,
    name: &str,
    parameters: &[(String, String)],
) -> Result<Value, Problem> {
    (find(name)?.run)(house, Asked { asker, parameters }).await
}

async fn run<R: Read>(house: &House, asked: Asked<'_>) -> Result<Value, Problem> {
    let actor: ActorOf<R::May> =
        asked.asker.actor::<<R::May as Permission>::Scope>(house, R::NAME, None).await?;
    let permit = Permit::<R::May>::of(&actor).map_err(ActionError::from)?;
    let given = Given::new(R::PARAMETERS, asked.parameters)?;
    as_json(&R::read(house, &permit, &given).await?)
}
