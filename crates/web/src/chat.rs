//! An evening as people live it: the room with its stream, a message by itself, and the desk.

mod came_back;
pub(crate) mod desk;
pub(crate) mod head;
pub(crate) mod message;
pub(crate) mod room;
pub(crate) mod said;
pub(crate) mod say;
pub(crate) mod shown;

use domain::chat::Participant;
use domain::chat::chat_permissions::{Lead, Moderate, Report, Say, SeeDesk, SeeRoom, Star, TakeChair};
use domain::id::NetworkId;
use domain::{Permission, Permit};
use uuid::Uuid;

use crate::answer::Problem;
use crate::app::App;
use crate::routes::Routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get::<SeeRoom, _>("/chats/{chat}", room::show)
        .get::<SeeRoom, _>("/chats/{chat}/live", room::live)
        .post::<Say, _>("/chats/{chat}/agree", room::agree)
        .post::<TakeChair, _>("/chats/{chat}/chair", room::take_chair)
        .post::<Say, _>("/chats/{chat}/messages", say::say)
        .get::<SeeRoom, _>("/chats/{chat}/messages/{message}", message::show)
        .post::<Report, _>("/chats/{chat}/messages/{message}/report", message::report)
        .post::<Say, _>("/chats/{chat}/messages/{message}/take-back", message::take_back)
        .post::<Star, _>("/chats/{chat}/messages/{message}/star", message::star)
        .post::<Lead, _>("/chats/{chat}/messages/{message}/pin", message::pin)
        .post::<Moderate, _>("/chats/{chat}/messages/{message}/hide", message::hide)
        .post::<Moderate, _>("/chats/{chat}/messages/{message}/restore", message::restore)
        .post::<Moderate, _>("/chats/{chat}/messages/{message}/approve", message::approve)
        .post::<Moderate, _>("/chats/{chat}/messages/{message}/refuse", message::refuse)
        .post::<Moderate, _>("/chats/{chat}/messages/{message}/mute", message::mute)
        .get::<SeeDesk, _>("/chats/{chat}/desk", desk::show)
        .post::<Lead, _>("/chats/{chat}/open", desk::open)
        .post::<Lead, _>("/chats/{chat}/close", desk::close)
        .post::<Lead, _>("/chats/{chat}/reopen", desk::reopen)
        .post::<Lead, _>("/chats/{chat}/review", desk::review)
        .post::<Lead, _>("/chats/{chat}/ask", desk::ask)
        .post::<Lead, _>("/chats/{chat}/slow", desk::slow)
        .post::<Lead, _>("/chats/{chat}/hold", desk::hold)
        .post::<Lead, _>("/chats/{chat}/unpin", desk::unpin)
        .post::<Lead, _>("/chats/{chat}/bring", desk::bring)
        .post::<Moderate, _>("/chats/{chat}/reports/{report}/settle", desk::settle)
        .post::<Moderate, _>("/chats/{chat}/people/{person}/unmute", desk::unmute)
}

/// A new idempotency key.
fn key(app: &App) -> String {
    app.house.next_id::<Uuid>().to_string()
}

/// Another permit of the same person, for the page that their form stands on.
fn also<P: Permission<Scope = NetworkId>>(participant: &Participant) -> Result<Permit<P>, Problem> {
    participant.permit().map_err(|error| Problem::from(actions::ActionError::from(error)))
}
