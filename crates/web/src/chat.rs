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
        .get_in_network::<SeeRoom, _>("/chats/{chat}", room::show)
        .get_in_network::<SeeRoom, _>("/chats/{chat}/live", room::live)
        .post_in_network::<Say, _>("/chats/{chat}/agree", room::agree)
        .post_in_network::<TakeChair, _>("/chats/{chat}/chair", room::take_chair)
        .post_in_network::<Say, _>("/chats/{chat}/messages", say::say)
        .get_in_network::<SeeRoom, _>("/chats/{chat}/messages/{message}", message::show)
        .post_in_network::<Report, _>("/chats/{chat}/messages/{message}/report", message::report)
        .post_in_network::<Say, _>("/chats/{chat}/messages/{message}/take-back", message::take_back)
        .post_in_network::<Star, _>("/chats/{chat}/messages/{message}/star", message::star)
        .post_in_network::<Lead, _>("/chats/{chat}/messages/{message}/pin", message::pin)
        .post_in_network::<Moderate, _>("/chats/{chat}/messages/{message}/hide", message::hide)
        .post_in_network::<Moderate, _>("/chats/{chat}/messages/{message}/restore", message::restore)
        .post_in_network::<Moderate, _>("/chats/{chat}/messages/{message}/approve", message::approve)
        .post_in_network::<Moderate, _>("/chats/{chat}/messages/{message}/refuse", message::refuse)
        .post_in_network::<Moderate, _>("/chats/{chat}/messages/{message}/mute", message::mute)
        .get_in_network::<SeeDesk, _>("/chats/{chat}/desk", desk::show)
        .post_in_network::<Lead, _>("/chats/{chat}/open", desk::open)
        .post_in_network::<Lead, _>("/chats/{chat}/close", desk::close)
        .post_in_network::<Lead, _>("/chats/{chat}/reopen", desk::reopen)
        .post_in_network::<Lead, _>("/chats/{chat}/review", desk::review)
        .post_in_network::<Lead, _>("/chats/{chat}/ask", desk::ask)
        .post_in_network::<Lead, _>("/chats/{chat}/slow", desk::slow)
        .post_in_network::<Lead, _>("/chats/{chat}/hold", desk::hold)
        .post_in_network::<Lead, _>("/chats/{chat}/unpin", desk::unpin)
        .post_in_network::<Lead, _>("/chats/{chat}/bring", desk::bring)
        .post_in_network::<Moderate, _>("/chats/{chat}/reports/{report}/settle", desk::settle)
        .post_in_network::<Moderate, _>("/chats/{chat}/people/{person}/unmute", desk::unmute)
}

/// A new idempotency key.
fn key(app: &App) -> String {
    app.house.next_id::<Uuid>().to_string()
}

/// Another permit of the same person, for the page that their form stands on.
fn also<P: Permission<Scope = NetworkId>>(participant: &Participant) -> Result<Permit<P>, Problem> {
    participant.permit().map_err(|error| Problem::from(actions::ActionError::from(error)))
}
