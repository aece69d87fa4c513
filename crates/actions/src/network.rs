//! Networks: beginning one, coming into it, looking after it, and what its people would like to talk about.

mod begin;
mod code;
mod feed;
mod join;
mod one;
mod people;
mod settings;
mod show;
mod topic;

use domain::chat::Participant;
use domain::chat::network::NetworkProblem;
use domain::history::{Event, Kind, NetworkEvent};
use domain::id::AccountId;
use domain::permission::Acts as _;

pub use domain::network::{Network, NetworkCode, NetworkPerson};

pub use begin::{NetworkWanted, begin, create, department, every, find};
pub use code::{CodeWanted, MadeCode, end_code, make_code};
pub use feed::{CalendarOfNetwork, FeedEvening, feed, make_feed};
pub use join::{Arrived, Newcomer, join, join_as_newcomer, join_school};
pub use one::OneNetwork;
pub use people::{
    MemberSchool, PeopleOfNetwork, add_person, add_school, end_person, end_school, leave, people,
    set_administrator,
};
pub use settings::{SettingsWanted, settings};
pub use show::{NetworkPage, TopicShown, show};
pub use topic::{propose, retire_topic, vote};

use crate::{ActionError, House};

impl From<NetworkProblem> for ActionError {
    fn from(problem: NetworkProblem) -> Self {
        let field = match problem {
            NetworkProblem::Slug => "slug",
            NetworkProblem::Name => "name",
            NetworkProblem::Topic | NetworkProblem::CodeWords => "words",
            NetworkProblem::Uses => "uses",
            NetworkProblem::Days => "days",
            NetworkProblem::LastAdministrator => "person",
        };
        Self::field(field, problem.to_string())
    }
}

/// An entry of a network's history that is about no chat. Its words hold no names and nothing that was
/// written.
fn entry(house: &House, by: &Participant, kind: Kind, words: &str) -> NetworkEvent {
    entry_by(house, by.account, by.shown(), kind, words)
}

/// The same, by somebody who is not in the network yet.
fn entry_by(
    house: &House,
    account: Option<AccountId>,
    actor: String,
    kind: Kind,
    words: &str,
) -> NetworkEvent {
    let event = Event {
        id: house.next_id(),
        at: house.now(),
        account,
        actor,
        kind,
        subject: None,
        words: words.to_owned(),
    };
    NetworkEvent { event, chat: None, message: None }
}
