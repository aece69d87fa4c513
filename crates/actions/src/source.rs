//! What somebody writes down here: the words, who wrote them, and the message they may have been saved from.

use domain::id::{ChatId, MessageId, NetworkId, SchoolId};
pub use domain::source::{Origin, Source, Written};

use crate::ActionError;
use crate::unit::Unit;

/// The most characters that an idea, a note or a summary has: more than any message of a chat.
const MOST_CHARACTERS: usize = 4_000;
/// The most characters of a credit or a link.
const LONGEST_SOURCE: usize = 400;

/// The words of the field `words`, trimmed; where there are none, `advice` says what to write.
pub(crate) fn written_words(words: &str, advice: &str) -> Result<String, ActionError> {
    // Browsers end lines with two characters and count them as one.
    let words = words.trim().replace("\r\n", "\n");
    if words.is_empty() {
        return Err(ActionError::field("words", advice));
    }
    if words.chars().count() > MOST_CHARACTERS {
        return Err(ActionError::field("words", "that is longer than 4,000 characters; shorten it"));
    }
    Ok(words)
}

/// Refuses a source that no page could show: without a credit, or with a link that leads off this server.
pub(crate) fn check_source(source: &Source) -> Result<(), ActionError> {
    if source.credit.trim().is_empty() || source.credit.chars().count() > LONGEST_SOURCE {
        return Err(ActionError::field("source", "say whose words they are, in at most 400 characters"));
    }
    // Browsers read `//` and `/\` as the beginning of another host's address.
    let stays_here =
        source.link.starts_with('/') && !source.link.starts_with("//") && !source.link.contains('\\');
    if !stays_here || source.link.chars().count() > LONGEST_SOURCE {
        return Err(ActionError::field("source", "the way back to a message is a path on this server"));
    }
    Ok(())
}

/// Who writes something down in this unit, and that it is now.
pub(crate) fn written_by(unit: &Unit<SchoolId>) -> Written {
    Written { account: unit.actor.account, name: unit.actor.name.clone(), at: unit.now }
}

/// One as it could be.
pub(crate) fn example() -> Source {
    let nil = uuid::Uuid::nil();
    Source {
        network: NetworkId(nil),
        chat: ChatId(nil),
        message: MessageId(nil),
        credit: "@beaker".to_owned(),
        link: format!("/chats/{nil}/messages/{nil}"),
    }
}
