//! Hiding: a message keeps its place, and its words are for moderators only, also in quotes of it.

use domain::chat::chat_permissions::Moderate;
use domain::id::{MessageId, NetworkId};
use domain::message::{Message, MessageStep};
use domain::permission::Acts as _;
use domain::report::{ReportSettled, SettledAs};
use serde::{Deserialize, Serialize};

use super::reason::reason_given;
use crate::ActionError;
use crate::chat::OneChat;
use crate::deed::{Deed, Entry, Told};
use crate::unit::{Turn, Unit};

/// Hides a message, with a reason that its author and moderators see. One that is hidden stays so.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hide {
    /// Which.
    pub message: MessageId,
    /// Why, in a few words.
    pub reason: String,
}

impl Deed for Hide {
    type At = OneChat;
    type May = Moderate;
    type Answer = ();
    const KEY: &'static str = "message.hide";
    const FORM: &'static str = "chat-hide";

    fn example() -> Self {
        Self { message: MessageId(uuid::Uuid::nil()), reason: "It names a pupil".to_owned() }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        at.must_be_worked_on()?;
        let message = at.message(unit, self.message).await?;
        if !hide(unit, at, message, &self.reason).await? {
            return Ok(Told::nothing(()));
        }
        Ok(Told::done((), Entry::new("Hid a message").on_message(self.message)))
    }
}

/// Hides a message with all that goes with it; says whether it was not hidden already.
pub(crate) async fn hide(
    unit: &mut Unit<NetworkId>,
    at: &mut OneChat,
    mut message: Message,
    reason: &str,
) -> Result<bool, ActionError> {
    let Some(state) = message.moved(MessageStep::Hide)? else { return Ok(false) };
    message.reason = reason_given(reason)?;
    message.state = state;
    message.starred = false;
    unit.set_message(&message).await?;
    forget(unit, at, message.id).await?;
    Ok(true)
}

/// Takes the pin from a message whose words are no longer there, and settles what was reported of it.
pub(crate) async fn forget(
    unit: &mut Unit<NetworkId>,
    at: &mut OneChat,
    message: MessageId,
) -> Result<(), ActionError> {
    if at.chat.pinned == Some(message) {
        at.chat.pinned = None;
        at.keep(unit).await?;
    }
    let settled = ReportSettled { outcome: SettledAs::Hidden, by: unit.actor.shown(), at: unit.now };
    unit.settle_reports_of(message, &settled).await?;
    Ok(())
}
