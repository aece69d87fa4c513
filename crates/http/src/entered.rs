//! Who a visitor is in the school or the network that a route is about.

use actions::chat::ties;
use actions::sign_in::Visitor;
use axum::extract::RawPathParams;
use domain::chat::{ChatRole, Participant};
use domain::id::{ChatId, NetworkId, SchoolId};
use domain::people::{Actor, Role};
use domain::permission::Scope;

use crate::access::Access;
use crate::{Problem, Server};

/// A scope that visitors come into.
pub trait Entered: Scope {
    /// Who the visitor is in the scope that the address names; none where they do not belong there.
    fn actor(
        server: &Server,
        visitor: &Visitor,
        names: &RawPathParams,
    ) -> impl Future<Output = Result<Option<Self::Actor>, Problem>> + Send;

    /// What somebody is told who does not belong there.
    fn stranger() -> Problem;

    /// Who may use a route that needs this permission.
    fn access(permission: &'static str, roles: &'static [Self::Role]) -> Access;
}

/// A school is the one that the visitor's session is in.
impl Entered for SchoolId {
    async fn actor(_: &Server, visitor: &Visitor, _: &RawPathParams) -> Result<Option<Actor>, Problem> {
        Ok(visitor.actor.clone())
    }

    fn stranger() -> Problem {
        Problem::no_school()
    }

    fn access(permission: &'static str, roles: &'static [Role]) -> Access {
        Access::Permitted { permission, roles }
    }
}

/// A network is named by the address, as `{network}` or by one of its chats as `{chat}`. Whoever does not
/// belong there finds nothing. People without a school come in here too.
impl Entered for NetworkId {
    async fn actor(
        server: &Server,
        visitor: &Visitor,
        names: &RawPathParams,
    ) -> Result<Option<Participant>, Problem> {
        let (account, name) = (visitor.visit.account, visitor.visit.name.as_str());
        if let Some(chat) = named::<ChatId>(names, "chat")? {
            return Ok(ties::in_chat(&server.house, account, name, chat).await?);
        }
        let network = named(names, "network")?.ok_or(Problem::not_found())?;
        Ok(ties::in_network(&server.house, account, name, network).await?)
    }

    fn stranger() -> Problem {
        Problem::not_found()
    }

    fn access(permission: &'static str, roles: &'static [ChatRole]) -> Access {
        Access::InNetwork { permission, roles }
    }
}

/// The identifier that an address has under a name; one that is no identifier names nothing.
pub fn named<T: std::str::FromStr>(names: &RawPathParams, wanted: &str) -> Result<Option<T>, Problem> {
    let found = names.iter().find(|(name, _)| *name == wanted);
    found.map(|(_, text)| text.parse().map_err(|_| Problem::not_found())).transpose()
}
