//! Entries of a network's history that no turn in a chat writes.

use domain::chat::Participant;
use domain::history::{Event, Kind, NetworkEvent};
use domain::id::{ChatId, NetworkId};
use domain::permission::Acts as _;
use domain::{Permission, Permit};

use crate::House;

/// An entry of a network's history.
pub(crate) fn told<P: Permission<Scope = NetworkId>>(
    house: &House,
    permit: &Permit<P>,
    kind: Kind,
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
            kind,
            subject: chat.map(|chat| chat.to_string()),
            words: words.into(),
        },
        chat,
        message: None,
    }
}
