//! Who is looking at a network or a chat: a visitor becomes a participant, and a participant's roles there
//! become a permit. People without a school come in here too.

use actions::chat::standing;
use actions::door::Visitor;
use axum::extract::{FromRequestParts, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::chat::Participant;
use domain::id::{ChatId, NetworkId};
use domain::{Permission, Permit};

use crate::answer::Problem;
use crate::app::App;
use crate::visitor::{find, sign_in_first};

/// Somebody who is signed in, in a school or not.
pub(crate) struct SignedIn {
    pub visitor: Visitor,
}

/// A participant of a network who holds a permit for `P`.
pub(crate) struct InNetwork<P: Permission> {
    pub permit: Permit<P>,
    pub visitor: Visitor,
}

/// A participant of a chat who holds a permit for `P`.
pub(crate) struct InChat<P: Permission> {
    pub permit: Permit<P>,
    pub visitor: Visitor,
    pub chat: ChatId,
}

/// The chat that an address names, once its guard has let somebody in.
#[derive(Clone, Copy)]
struct Room(ChatId);

impl<P: Permission<Scope = NetworkId>> InNetwork<P> {
    pub fn participant(&self) -> &Participant {
        self.permit.participant()
    }
}

impl<P: Permission<Scope = NetworkId>> InChat<P> {
    pub fn participant(&self) -> &Participant {
        self.permit.participant()
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let visitor = parts.extensions.get::<Visitor>().cloned().ok_or(Problem::signed_out())?;
        Ok(Self { visitor })
    }
}

impl<P: Permission<Scope = NetworkId>> FromRequestParts<App> for InNetwork<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let (permit, visitor) = permitted(parts)?;
        Ok(Self { permit, visitor })
    }
}

impl<P: Permission<Scope = NetworkId>> FromRequestParts<App> for InChat<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let (permit, visitor) = permitted(parts)?;
        let Room(chat) = parts.extensions.get().copied().ok_or(Problem::not_found())?;
        Ok(Self { permit, visitor, chat })
    }
}

/// What the route's own guard has put there; a route without one is refused here.
fn permitted<P: Permission<Scope = NetworkId>>(parts: &Parts) -> Result<(Permit<P>, Visitor), Problem> {
    let visitor = parts.extensions.get::<Visitor>().cloned().ok_or(Problem::signed_out())?;
    let participant = parts.extensions.get::<Participant>().ok_or(Problem::not_found())?;
    let permit =
        participant.permit::<P>().map_err(|error| Problem::from(actions::ActionError::from(error)))?;
    Ok((permit, visitor))
}

/// The guard of routes for anybody who is signed in.
pub(crate) async fn guard_signed_in(State(app): State<App>, mut request: Request, next: Next) -> Response {
    match find(&app, request.headers()).await {
        Ok(Some(visitor)) => {
            request.extensions_mut().insert(visitor);
            next.run(request).await
        }
        Ok(None) => sign_in_first(&request),
        Err(problem) => problem.into_response(),
    }
}

/// The guard of every route in a network or a chat: whoever does not belong there finds nothing, and
/// whoever belongs there without the permission is refused.
pub(crate) async fn guard_in_network<P: Permission<Scope = NetworkId>>(
    State(app): State<App>,
    names: RawPathParams,
    mut request: Request,
    next: Next,
) -> Response {
    let visitor = match find(&app, request.headers()).await {
        Ok(Some(visitor)) => visitor,
        Ok(None) => return sign_in_first(&request),
        Err(problem) => return problem.into_response(),
    };
    let participant = match participant(&app, &visitor, &names, &mut request).await {
        Ok(participant) => participant,
        Err(problem) => return problem.into_response(),
    };
    if let Err(error) = participant.permit::<P>() {
        return Problem::from(actions::ActionError::from(error)).into_response();
    }
    request.extensions_mut().insert(visitor);
    request.extensions_mut().insert(participant);
    next.run(request).await
}

async fn participant(
    app: &App,
    visitor: &Visitor,
    names: &RawPathParams,
    request: &mut Request,
) -> Result<Participant, Problem> {
    let named = |wanted: &str| names.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value);
    let (account, name) = (visitor.visit.account, visitor.visit.name.as_str());
    let found = if let Some(chat) = named("chat") {
        let chat: ChatId = chat.parse().map_err(|_| Problem::not_found())?;
        request.extensions_mut().insert(Room(chat));
        standing::in_chat(&app.house, account, name, chat).await?
    } else {
        let network = named("network").ok_or(Problem::not_found())?;
        let network: NetworkId = network.parse().map_err(|_| Problem::not_found())?;
        standing::in_network(&app.house, account, name, network).await?
    };
    found.ok_or(Problem::not_found())
}
