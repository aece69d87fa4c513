//! The steps that a chat moves by, as the table has them.

use domain::chat::{ChatStep, REVIEW_HOURS};
use domain::id::NetworkId;

use super::one::OneChat;
use crate::ActionError;
use crate::deed::{Entry, Told};
use crate::unit::Unit;

impl OneChat {
    /// Takes a step, keeps the chat, and tells it in these words.
    pub(crate) async fn take(
        &mut self,
        unit: &mut Unit<NetworkId>,
        step: ChatStep,
        words: &'static str,
    ) -> Result<Told<()>, ActionError> {
        self.moves(unit, step)?;
        self.keep(unit).await?;
        Ok(Told::done((), Entry::new(words)))
    }

    /// Moves the chat by this step, with the times that go with it, or says why it does not move.
    pub(crate) fn moves(&mut self, unit: &Unit<NetworkId>, step: ChatStep) -> Result<(), ActionError> {
        let (chat, now) = (&mut self.chat, unit.now);
        chat.state = chat.moved(step, &unit.actor, now)?;
        match step {
            ChatStep::Open => chat.opened_at = Some(chat.opened_at.unwrap_or(now)),
            ChatStep::Close => chat.closed_at = Some(now),
            ChatStep::Reopen => chat.closed_at = None,
            // People agree to “not before” by the planned end, so an early close brings nothing forward.
            ChatStep::Review => {
                chat.review_ends_at = Some(now.max(chat.ends_at).plus_minutes(REVIEW_HOURS * 60));
            }
            ChatStep::Publish => chat.published_at = Some(now),
            ChatStep::Schedule | ChatStep::PutOff | ChatStep::Withdraw => {}
        }
        Ok(())
    }
}
