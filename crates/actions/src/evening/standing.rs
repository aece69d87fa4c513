//! Where an evening stands, and whether it may be published or taken away from there.

use domain::Permit;
use domain::chat::chat_permissions::{ManageNetwork, Publish};
use domain::chat::{Chat, ChatDeed, ChatRefusal, ChatStanding, Participant, moved};
use domain::id::NetworkId;

use crate::chat::OneChat;
use crate::turn::Unit;
use crate::{ActionError, House};

/// Why somebody who may publish cannot publish a chat now; none where they can.
pub fn unpublishable(house: &House, permit: &Permit<Publish>, chat: &Chat) -> Option<ChatRefusal> {
    moved(ChatDeed::Publish, standing(chat, permit.participant()), house.now()).err()
}

/// Moves the chat at hand by this deed, or says why it does not move.
pub(super) fn comes_to_stand(
    unit: &Unit<NetworkId>,
    at: &mut OneChat,
    deed: ChatDeed,
) -> Result<(), ActionError> {
    at.chat.state = moved(deed, standing(&at.chat, &unit.actor), unit.now)?;
    Ok(())
}

fn standing(chat: &Chat, by: &Participant) -> ChatStanding {
    ChatStanding {
        state: chat.state,
        review_ends_at: chat.review_ends_at,
        ends_at: chat.ends_at,
        imported: chat.imported,
        by_network_administrator: by.may::<ManageNetwork>(),
    }
}
