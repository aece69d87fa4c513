//! Entries of a network's history that no turn in a chat writes.

use domain::chat::{ChatPermit, Participant};
use domain::id::ChatId;
use storage::event::{Event, NetworkEvent};

use crate::House;

/// An entry of a network's history.
pub(crate) fn told<P>(
    house: &House,
    permit: &ChatPermit<P>,
    kind: &str,
    words: impl Into<String>,
    chat: Option<ChatId>,
) -> NetworkEvent {
    let participant: &Participant = permit.participant();
    NetworkEvent {
        event: Event {
            id: house.next_id(),
            at: house.now(),
            account: participant.account,
            actor: participant.shown(),
            kind: kind.to_owned(),
            subject: chat.map(|chat| chat.to_string()),
            words: words.into(),
        },
        chat,
        message: None,
    }
}
