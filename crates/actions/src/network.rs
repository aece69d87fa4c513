//! Networks: beginning one, coming into it, looking after it, and what its people would like to talk about.

mod add_person;
mod add_school;
mod begin;
mod change_settings;
mod code;
mod coming;
mod end_code;
mod end_person;
mod end_school;
mod feed;
mod join;
mod leave;
mod make_code;
mod make_feed;
mod one;
mod people;
mod set_administrator;
mod show;
pub mod topic;

use domain::chat::network::NetworkProblem;

pub use domain::network::{Network, NetworkCode, NetworkPerson};

pub use add_person::add_person;
pub use add_school::add_school;
pub use begin::{NetworkWanted, begin, create, department, every, find};
pub use change_settings::ChangeSettings;
pub use code::code;
pub use end_code::EndCode;
pub use end_person::EndPerson;
pub use end_school::EndSchool;
pub use feed::{CalendarOfNetwork, FeedEvening, feed};
pub use join::{Arrived, Newcomer, join, join_as_newcomer, join_school};
pub use leave::Leave;
pub use make_code::{MadeCode, MakeCode};
pub use make_feed::{MadeFeed, MakeFeed};
pub use one::OneNetwork;
pub use people::{MemberSchool, PeopleOfNetwork, people};
pub use set_administrator::SetAdministrator;
pub use show::{NetworkPage, TopicShown, show};

use crate::ActionError;

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
