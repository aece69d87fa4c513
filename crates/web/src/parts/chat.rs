//! What pages say of a chat: where it stands.

use domain::chat::ChatState;

use super::{Mark, Meaning};
use crate::words::capitalised;

/// Where a chat stands, as a mark.
pub(crate) fn state_mark(state: ChatState) -> Mark {
    let meaning = match state {
        ChatState::Draft | ChatState::Closed | ChatState::Withdrawn => Meaning::Quiet,
        ChatState::Scheduled => Meaning::Plain,
        ChatState::Open | ChatState::Published => Meaning::Done,
        ChatState::InReview => Meaning::Attention,
    };
    Mark::new(capitalised(state.words()), meaning)
}
