//! What is said in chats, where it stands, and how it moves: one table.

use crate::Instant;
use crate::chat::archive::Entry;
use crate::chat::handle::Handle;
use crate::chat::reply::Certainty;
use crate::id::{AccountId, ChatId, MessageId};
use crate::unknown_word::kept_as_its_key;

/// Where a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageState {
    /// Everybody sees it.
    Shown,
    /// It waits for a moderator. It has no number yet.
    Held,
    /// A moderator refused it. It never had a number.
    Refused,
    /// A moderator hid it; its place stays.
    Hidden,
    /// Its author took it back; its place stays, its words are gone.
    Withdrawn,
    /// Its author was erased; its place stays, its words are gone.
    Erased,
}

impl MessageState {
    /// Every state.
    pub const ALL: [Self; 6] =
        [Self::Shown, Self::Held, Self::Refused, Self::Hidden, Self::Withdrawn, Self::Erased];

    /// The name that is kept.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Held => "held",
            Self::Refused => "refused",
            Self::Hidden => "hidden",
            Self::Withdrawn => "withdrawn",
            Self::Erased => "erased",
        }
    }
}

kept_as_its_key!(MessageState);

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its identifier.
    pub id: MessageId,
    /// The chat it was said in.
    pub chat: ChatId,
    /// Its place in the chat, from 1; none while it was never shown.
    pub number: Option<u32>,
    /// Who said it; none for what was brought or imported, and for erased people.
    pub account: Option<AccountId>,
    /// The handle it stands under.
    pub handle: Handle,
    /// Whether its author moderated or hosted when it was said.
    pub moderator: bool,
    /// When it was said.
    pub at: Instant,
    /// Where it stands.
    pub state: MessageState,
    /// Its words; lines part at `\n`.
    pub body: String,
    /// The question it answers.
    pub question: Option<u8>,
    /// The message it answers.
    pub reply_to: Option<MessageId>,
    /// How sure that is.
    pub reply_certainty: Option<Certainty>,
    /// The names of the reply line it was read from.
    pub reply_names: Vec<String>,
    /// The message it quotes.
    pub quotes: Option<MessageId>,
    /// The host who brought it into the chat, where it was said elsewhere.
    pub brought_by: Option<Handle>,
    /// Where it was said, if elsewhere.
    pub brought_from: String,
    /// Whether it is starred for the list.
    pub starred: bool,
    /// Why moderators hid or refused it.
    pub reason: String,
    /// The entry of the archive it was imported from, as it was written.
    pub entry: Option<Entry>,
}

/// How a message moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageStep {
    /// A moderator lets it through.
    Approve,
    /// A moderator refuses it.
    Refuse,
    /// A moderator hides it.
    Hide,
    /// A moderator shows it again.
    Restore,
    /// Its author takes it back.
    Withdraw,
    /// Its author is erased.
    Erase,
}

/// One row of the table: a step, and what it makes of a message.
#[derive(Clone, Copy, Debug)]
pub struct MessageRule {
    /// The step.
    pub step: MessageStep,
    /// Where a message may stand before it.
    pub from: &'static [MessageState],
    /// Where it stands afterwards.
    pub to: MessageState,
    /// Where it stands when there is nothing left to do.
    pub done: &'static [MessageState],
    /// Whether it is for messages that have a place in the chat only; the others are not there for it.
    pub needs_place: bool,
}

/// Every step.
pub const MESSAGE_STEPS: [MessageRule; 6] = {
    use MessageState as S;
    [
        MessageRule {
            step: MessageStep::Approve,
            from: &[S::Held, S::Refused],
            to: S::Shown,
            done: &[S::Shown, S::Hidden],
            needs_place: false,
        },
        MessageRule {
            step: MessageStep::Refuse,
            from: &[S::Held],
            to: S::Refused,
            done: &[S::Refused],
            needs_place: false,
        },
        MessageRule {
            step: MessageStep::Hide,
            from: &[S::Shown],
            to: S::Hidden,
            done: &[S::Hidden],
            needs_place: true,
        },
        MessageRule {
            step: MessageStep::Restore,
            from: &[S::Hidden],
            to: S::Shown,
            done: &[S::Shown],
            needs_place: true,
        },
        MessageRule {
            step: MessageStep::Withdraw,
            from: &[S::Shown, S::Held, S::Refused, S::Hidden],
            to: S::Withdrawn,
            done: &[S::Withdrawn],
            needs_place: false,
        },
        MessageRule {
            step: MessageStep::Erase,
            from: &[S::Shown, S::Held, S::Refused, S::Hidden, S::Withdrawn],
            to: S::Erased,
            done: &[S::Erased],
            needs_place: false,
        },
    ]
};

/// Why a message does not move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MessageRefusal {
    /// It has no place in the chat, so it is not there.
    #[error("there is no such message")]
    NoPlace,
    /// Its author took it back, or was erased.
    #[error("the words of this message are gone already")]
    WordsAreGone,
    /// Everybody sees it, or saw it.
    #[error("this message was let through; it can be hidden")]
    WasLetThrough,
}

impl MessageStep {
    /// Its row of the table.
    pub fn rule(self) -> &'static MessageRule {
        let [approve, refuse, hide, restore, withdraw, erase] = &MESSAGE_STEPS;
        match self {
            Self::Approve => approve,
            Self::Refuse => refuse,
            Self::Hide => hide,
            Self::Restore => restore,
            Self::Withdraw => withdraw,
            Self::Erase => erase,
        }
    }
}

impl Message {
    /// Where the message comes to stand by `step`; none where there is nothing left to do.
    pub fn moved(&self, step: MessageStep) -> Result<Option<MessageState>, MessageRefusal> {
        let rule = step.rule();
        if rule.needs_place && self.number.is_none() {
            return Err(MessageRefusal::NoPlace);
        }
        if rule.done.contains(&self.state) {
            return Ok(None);
        }
        if rule.from.contains(&self.state) {
            return Ok(Some(rule.to));
        }
        match self.state {
            // It was let through before its words went.
            MessageState::Withdrawn | MessageState::Erased
                if step == MessageStep::Approve && self.number.is_some() =>
            {
                Ok(None)
            }
            MessageState::Withdrawn | MessageState::Erased => Err(MessageRefusal::WordsAreGone),
            MessageState::Shown | MessageState::Hidden => Err(MessageRefusal::WasLetThrough),
            // Only a message without a place waits or was refused, and what is left needs one.
            MessageState::Held | MessageState::Refused => Err(MessageRefusal::NoPlace),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn message(state: MessageState, number: Option<u32>) -> Message {
        Message {
            id: MessageId(Uuid::from_u128(1)),
            chat: ChatId(Uuid::from_u128(2)),
            number,
            account: None,
            handle: Handle::erased(),
            moderator: false,
            at: Instant(0),
            state,
            body: "Use the fume cupboard".to_owned(),
            question: None,
            reply_to: None,
            reply_certainty: None,
            reply_names: Vec::new(),
            quotes: None,
            brought_by: None,
            brought_from: String::new(),
            starred: false,
            reason: String::new(),
            entry: None,
        }
    }

    /// What moderators and authors rely on: each step from each state, `+` where the message has a place.
    #[test]
    fn every_step_leads_from_every_state_to_where_the_room_expects_it() {
        use MessageState as S;
        let columns: [(S, Option<u32>); 8] = [
            (S::Held, None),
            (S::Refused, None),
            (S::Shown, Some(1)),
            (S::Hidden, Some(1)),
            (S::Withdrawn, None),
            (S::Withdrawn, Some(1)),
            (S::Erased, None),
            (S::Erased, Some(1)),
        ];
        let expected: [(MessageStep, [&str; 8]); 6] = [
            // Held, refused, shown+, hidden+, withdrawn, withdrawn+, erased, erased+.
            (
                MessageStep::Approve,
                ["shown", "shown", "as it is", "as it is", "gone", "as it is", "gone", "as it is"],
            ),
            (
                MessageStep::Refuse,
                ["refused", "as it is", "let through", "let through", "gone", "gone", "gone", "gone"],
            ),
            (
                MessageStep::Hide,
                ["no place", "no place", "hidden", "as it is", "no place", "gone", "no place", "gone"],
            ),
            (
                MessageStep::Restore,
                ["no place", "no place", "as it is", "shown", "no place", "gone", "no place", "gone"],
            ),
            (
                MessageStep::Withdraw,
                ["withdrawn", "withdrawn", "withdrawn", "withdrawn", "as it is", "as it is", "gone", "gone"],
            ),
            (
                MessageStep::Erase,
                ["erased", "erased", "erased", "erased", "erased", "erased", "as it is", "as it is"],
            ),
        ];
        for (step, row) in expected {
            for ((state, number), words) in columns.into_iter().zip(row) {
                let came_to = match message(state, number).moved(step) {
                    Ok(Some(state)) => state.key(),
                    Ok(None) => "as it is",
                    Err(MessageRefusal::NoPlace) => "no place",
                    Err(MessageRefusal::WordsAreGone) => "gone",
                    Err(MessageRefusal::WasLetThrough) => "let through",
                };
                assert_eq!(came_to, words, "{step:?} from {state} with the number {number:?}");
            }
        }
    }

    #[test]
    fn every_row_stands_at_its_step_and_never_leads_back_to_where_it_began() {
        for rule in &MESSAGE_STEPS {
            assert_eq!(rule.step.rule().step, rule.step);
            assert!(!rule.from.contains(&rule.to), "{:?}", rule.step);
            assert!(rule.done.contains(&rule.to), "{:?}", rule.step);
        }
    }
}
