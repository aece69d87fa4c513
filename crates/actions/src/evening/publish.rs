//! Publishing an evening as a numbered revision.

use domain::chat::ChatStep;
use domain::chat::chat_permissions::Publish as MayPublish;
use domain::permission::Acts as _;
use serde::{Deserialize, Serialize};

use super::revision::make_revision;
use crate::ActionError;
use crate::chat::OneChat;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// The longest reason for a revision, in characters.
const LONGEST_REASON: usize = 500;

/// Publishes the evening as it stands now, as the next revision. The revision before loses its document and
/// keeps its hash. Answers the revision's number.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publish {
    /// Why, in 500 characters at most; a correction has to say.
    #[serde(default)]
    pub reason: String,
    /// Whether every name is replaced by a pseudonym.
    #[serde(default)]
    pub pseudonyms: bool,
}

impl Deed for Publish {
    type At = OneChat;
    type May = MayPublish;
    type Answer = u32;
    const KEY: &'static str = "chat.publish";
    const FORM: &'static str = "chat-publish";

    fn example() -> Self {
        Self { reason: "Hid a wrong figure".to_owned(), pseudonyms: false }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<u32>, ActionError> {
        let reason = self.reason.trim();
        if reason.chars().count() > LONGEST_REASON {
            return Err(ActionError::field("reason", "that is longer than 500 characters; shorten it"));
        }
        let Turn { unit, at } = turn;
        at.moves(unit, ChatStep::Publish)?;
        if at.chat.revision > 0 && reason.is_empty() {
            return Err(ActionError::field("reason", "say in a few words what is corrected"));
        }
        let by = unit.actor.shown();
        let number = make_revision(unit, &mut at.chat, reason, by, self.pseudonyms).await?;
        Ok(Told::done(number, format!("Published revision {number}")))
    }
}
