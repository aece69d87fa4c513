//! Who asks, and in which school or network.

use actions::{ActionError, House, by_address};
use domain::chat::{ChatRole, Participant};
use domain::id::{ChatId, NetworkId, SchoolId};
use domain::people::{Actor, Role};
use domain::permission::Scope;

use crate::Problem;

/// A school or a network, by its short name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Within {
    /// A school.
    School(String),
    /// A network.
    Network(String),
}

/// Whoever asks, by the address of their account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asker {
    /// Where.
    pub within: Within,
    /// Their address.
    pub email: String,
}

/// A scope that is reached by a short name.
pub(crate) trait Reached: Scope {
    /// What it is called: `school` or `network`.
    const KEY: &'static str;

    /// The lasting name of a role.
    fn role_key(role: Self::Role) -> &'static str;

    /// The short name, where the asker gave one of this kind.
    fn slug(within: &Within) -> Option<&str>;

    /// Who somebody is there, and in `chat` where it is about one.
    fn actor(
        house: &House,
        slug: &str,
        email: &str,
        chat: Option<ChatId>,
    ) -> impl Future<Output = Result<Option<Self::Actor>, ActionError>> + Send;
}

impl Reached for SchoolId {
    const KEY: &'static str = "school";

    fn role_key(role: Role) -> &'static str {
        role.key()
    }

    fn slug(within: &Within) -> Option<&str> {
        match within {
            Within::School(slug) => Some(slug),
            Within::Network(_) => None,
        }
    }

    async fn actor(
        house: &House,
        slug: &str,
        email: &str,
        _: Option<ChatId>,
    ) -> Result<Option<Actor>, ActionError> {
        by_address::in_school(house, slug, email).await
    }
}

impl Reached for NetworkId {
    const KEY: &'static str = "network";

    fn role_key(role: ChatRole) -> &'static str {
        role.key()
    }

    fn slug(within: &Within) -> Option<&str> {
        match within {
            Within::Network(slug) => Some(slug),
            Within::School(_) => None,
        }
    }

    async fn actor(
        house: &House,
        slug: &str,
        email: &str,
        chat: Option<ChatId>,
    ) -> Result<Option<Participant>, ActionError> {
        by_address::in_network(house, slug, email, chat).await
    }
}

impl Asker {
    /// Whoever asks, as somebody who acts in a scope of this kind; `what` is what they ask for. Who does not
    /// belong there is told no more than that.
    pub(crate) async fn actor<S: Reached>(
        &self,
        house: &House,
        what: &str,
        chat: Option<ChatId>,
    ) -> Result<S::Actor, Problem> {
        let Some(slug) = S::slug(&self.within) else {
            let words = format!("“{what}” belongs to a {0}: name one with --{0}, not the other", S::KEY);
            return Err(Problem::invalid(Some(S::KEY), words));
        };
        let found = S::actor(house, slug, &self.email, chat).await?;
        found.ok_or_else(|| ActionError::NotFound("person").into())
    }
}
