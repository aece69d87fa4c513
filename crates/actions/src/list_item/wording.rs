//! What an item of a list may say.

use domain::id::{MessageId, NetworkId};
use domain::list_item::{ItemWords, LONGEST_HEADING, LONGEST_WORDS, is_web_address};

use crate::ActionError;
use crate::chat::OneChat;
use crate::unit::Unit;

/// What was typed, trimmed and within what a list holds.
pub(super) fn checked(typed: ItemWords) -> Result<ItemWords, ActionError> {
    let within = |text: &str, longest| (1..=longest).contains(&text.chars().count());
    let heading = typed.heading.trim().to_owned();
    if !within(&heading, LONGEST_HEADING) {
        return Err(ActionError::field("heading", "give its group a heading of at most 200 characters"));
    }
    // Browsers end lines with two characters.
    let words = typed.words.trim().replace("\r\n", "\n");
    if !within(&words, LONGEST_WORDS) {
        return Err(ActionError::field("words", "say what it is, in at most 1,000 characters"));
    }
    let url = typed.url.map(|url| url.trim().to_owned()).filter(|url| !url.is_empty());
    if url.as_ref().is_some_and(|url| !is_web_address(url)) {
        return Err(ActionError::field(
            "url",
            "give a whole web address that begins with https:// or http://",
        ));
    }
    Ok(ItemWords { heading, words, url, message: typed.message })
}

/// Refuses a message that is not shown in the chat at hand.
pub(super) async fn must_be_shown(
    unit: &mut Unit<NetworkId>,
    at: &OneChat,
    message: Option<MessageId>,
) -> Result<(), ActionError> {
    let Some(message) = message else { return Ok(()) };
    at.shown_message(unit, message).await?;
    Ok(())
}
