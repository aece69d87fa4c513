//! An evening as people live it: the room with its stream, a message by itself, and the desk.

mod came_back;
pub(crate) mod desk;
pub(crate) mod head;
pub(crate) mod message;
pub(crate) mod room;
pub(crate) mod said;
pub(crate) mod say;
pub(crate) mod shown;

use actions::chat::{
    Agree, Ask, Close, Hold, Mute, Open, Pin, Reopen, Review, Slow, TakeChair, Unmute, Unpin,
};
use actions::message::{Approve, Bring, Hide, Refuse, Restore, Star, TakeBack};
use actions::report::{Make, Settle};
use domain::chat::chat_permissions::{Say, SeeDesk, SeeRoom};
use domain::id::ChatId;

use crate::app::Routes;
use crate::form::{FormRoutes as _, Sent, key};
use crate::participant::permit as also;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get::<SeeRoom, _>("/chats/{chat}", room::show)
        .get::<SeeRoom, _>("/chats/{chat}/live", room::live)
        .form::<Agree>("/chats/{chat}/agree")
        .form::<TakeChair>("/chats/{chat}/chair")
        .post::<Say, _>("/chats/{chat}/messages", say::say)
        .get::<SeeRoom, _>("/chats/{chat}/messages/{message}", message::show)
        .form::<Make>("/chats/{chat}/messages/{message}/report")
        .form::<TakeBack>("/chats/{chat}/messages/{message}/take-back")
        .form::<Star>("/chats/{chat}/messages/{message}/star")
        .form::<Pin>("/chats/{chat}/messages/{message}/pin")
        .form::<Hide>("/chats/{chat}/messages/{message}/hide")
        .form::<Restore>("/chats/{chat}/messages/{message}/restore")
        .form::<Approve>("/chats/{chat}/messages/{message}/approve")
        .form::<Refuse>("/chats/{chat}/messages/{message}/refuse")
        .form::<Mute>("/chats/{chat}/messages/{message}/mute")
        .get::<SeeDesk, _>("/chats/{chat}/desk", desk::show)
        .form::<Open>("/chats/{chat}/open")
        .form::<Close>("/chats/{chat}/close")
        .form::<Reopen>("/chats/{chat}/reopen")
        .form::<Review>("/chats/{chat}/review")
        .form::<Ask>("/chats/{chat}/ask")
        .form::<Slow>("/chats/{chat}/slow")
        .form::<Hold>("/chats/{chat}/hold")
        .form::<Unpin>("/chats/{chat}/unpin")
        .form::<Bring>("/chats/{chat}/bring")
        .form::<Settle>("/chats/{chat}/reports/{report}/settle")
        .form::<Unmute>("/chats/{chat}/people/{person}/unmute")
}

/// The chat that an address names, which tells its forms from those of other chats.
pub(crate) fn this_chat(sent: &Sent<'_>) -> Option<String> {
    sent.named::<ChatId>("chat").ok().map(|chat| chat.to_string())
}
