//! Who is looking at a network or a chat.

use actions::ActionError;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use domain::chat::Participant;
use domain::id::{ChatId, NetworkId};
use domain::{Permission, Permit};
use http::Problem;
use http::entered::named;
pub(crate) use http::visitor::SignedIn;
use http::visitor::{Allowed, Visitor};

/// Another permit of a participant, for a page that shows what several permissions let them see.
pub(crate) fn permit<P: Permission<Scope = NetworkId>>(
    participant: &Participant,
) -> Result<Permit<P>, Problem> {
    Ok(participant.permit::<P>().map_err(ActionError::from)?)
}

/// A participant of a network who holds a permit for `P`.
pub(crate) type InNetwork<P> = Allowed<P>;

/// A participant of a chat who holds a permit for `P`.
pub(crate) struct InChat<P: Permission> {
    pub permit: Permit<P>,
    pub visitor: Visitor,
    pub chat: ChatId,
}

impl<P: Permission<Scope = NetworkId>> InChat<P> {
    pub fn participant(&self) -> &Participant {
        self.permit.participant()
    }
}

impl<P: Permission<Scope = NetworkId>, S: Send + Sync> FromRequestParts<S> for InChat<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Allowed { permit, visitor } = Allowed::from_request_parts(parts, state).await?;
        let names =
            RawPathParams::from_request_parts(parts, state).await.map_err(|_| Problem::not_found())?;
        let chat = named(&names, "chat")?.ok_or_else(Problem::not_found)?;
        Ok(Self { permit, visitor, chat })
    }
}
