//! What somebody writes down here: the words, who wrote them, and the message they may have been saved from.

use domain::people::Actor;
pub use domain::source::{Origin, Source, Written};

use crate::{ActionError, House};

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
pub(crate) fn check_source(source: Option<&Source>) -> Result<(), ActionError> {
    let Some(source) = source else { return Ok(()) };
    if source.credit.trim().is_empty() || source.credit.chars().count() > LONGEST_SOURCE {
        return Err(ActionError::Inside(format!("message {} has no credit to keep", source.message)));
    }
    // Browsers read `//` and `/\` as the beginning of another host's address.
    let stays_here =
        source.link.starts_with('/') && !source.link.starts_with("//") && !source.link.contains('\\');
    if !stays_here || source.link.chars().count() > LONGEST_SOURCE {
        return Err(ActionError::Inside(format!("message {} has no link on this server", source.message)));
    }
    Ok(())
}

impl House {
    /// Who writes something down, and that it is now.
    pub(crate) fn written_by(&self, actor: &Actor) -> Written {
        Written { account: actor.account, name: actor.name.clone(), at: self.now() }
    }
}
