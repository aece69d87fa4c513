//! How a chat moves: one table of steps that drives the deeds, the pages and the user's book.

use std::fmt;
use std::str::FromStr;

use crate::Instant;

/// Hours after closing in which authors may withdraw their words and the curator builds the list.
pub const REVIEW_HOURS: i64 = 48;

/// Where a chat stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChatState {
    /// Being prepared; only those who prepare it see it.
    Draft,
    /// In the calendar; the room can be looked at, and says what will become of what is said.
    Scheduled,
    /// People talk.
    Open,
    /// Nobody talks any more; nothing has been asked of the authors yet.
    Closed,
    /// Authors may withdraw their words, the curator builds the list.
    InReview,
    /// To be read, as numbered revisions.
    Published,
    /// No longer to be read.
    Withdrawn,
}

impl ChatState {
    /// Every state, in order.
    pub const ALL: [Self; 7] = [
        Self::Draft,
        Self::Scheduled,
        Self::Open,
        Self::Closed,
        Self::InReview,
        Self::Published,
        Self::Withdrawn,
    ];

    /// The name that is kept.
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::InReview => "in-review",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The name as a page says it.
    pub fn words(self) -> &'static str {
        if self == Self::InReview { "in review" } else { self.key() }
    }

    /// Whether authors may still take back what they said.
    pub fn lets_authors_withdraw(self) -> bool {
        matches!(self, Self::Open | Self::Closed | Self::InReview)
    }

    /// Whether its list and its hidden messages may still be worked on.
    pub fn lets_curators_work(self) -> bool {
        !matches!(self, Self::Draft | Self::Scheduled)
    }
}

/// As it is kept.
impl fmt::Display for ChatState {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.key())
    }
}

/// The text names no state of a chat.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a state of a chat")]
pub struct UnknownChatState(pub String);

impl FromStr for ChatState {
    type Err = UnknownChatState;

    fn from_str(text: &str) -> Result<Self, UnknownChatState> {
        Self::ALL
            .into_iter()
            .find(|state| state.key() == text)
            .ok_or_else(|| UnknownChatState(text.to_owned()))
    }
}

/// What moves a chat from state to state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChatStep {
    /// Puts it into the calendar.
    Schedule,
    /// Takes it out of the calendar again.
    PutOff,
    /// Lets people talk.
    Open,
    /// Ends the talk.
    Close,
    /// Lets people talk again, where it was closed by mistake.
    Reopen,
    /// Gives authors their hours, and the curator theirs.
    Review,
    /// Makes a revision that can be read.
    Publish,
    /// Takes what was published away again.
    Withdraw,
}

impl ChatStep {
    /// Every step.
    pub const ALL: [Self; 8] = [
        Self::Schedule,
        Self::PutOff,
        Self::Open,
        Self::Close,
        Self::Reopen,
        Self::Review,
        Self::Publish,
        Self::Withdraw,
    ];

    /// The name in addresses and in history.
    pub fn key(self) -> &'static str {
        match self {
            Self::Schedule => "schedule",
            Self::PutOff => "put-off",
            Self::Open => "open",
            Self::Close => "close",
            Self::Reopen => "reopen",
            Self::Review => "review",
            Self::Publish => "publish",
            Self::Withdraw => "withdraw",
        }
    }

    /// The states it starts from.
    pub fn from(self) -> &'static [ChatState] {
        use ChatState as S;
        match self {
            Self::Schedule => &[S::Draft],
            Self::PutOff | Self::Open => &[S::Scheduled],
            Self::Close => &[S::Open],
            Self::Reopen | Self::Review => &[S::Closed],
            // Published again: a correction is a new revision.
            Self::Publish => &[S::InReview, S::Published, S::Withdrawn],
            Self::Withdraw => &[S::Published],
        }
    }

    /// The state it leads to.
    pub fn to(self) -> ChatState {
        match self {
            Self::Schedule => ChatState::Scheduled,
            Self::PutOff => ChatState::Draft,
            Self::Open | Self::Reopen => ChatState::Open,
            Self::Close => ChatState::Closed,
            Self::Review => ChatState::InReview,
            Self::Publish => ChatState::Published,
            Self::Withdraw => ChatState::Withdrawn,
        }
    }
}

/// Why a chat does not move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChatRefusal {
    /// The step does not start from where the chat stands.
    #[error("the chat is {} now, so it cannot be done", .0.words())]
    Stands(ChatState),
    /// The authors' hours have not passed.
    #[error("authors may still withdraw their words; it can be published when the review has ended")]
    StillInReview {
        /// When it ends.
        until: Instant,
    },
    /// Nobody can come to an evening that is over.
    #[error("the evening it is planned for has passed; give it another date first")]
    HasPassed,
    /// Only a network's administrator decides about an imported archive, because nobody in it was asked.
    #[error("nobody in an imported archive was asked, so only a network administrator may publish it")]
    Imported,
    /// The chair is not empty.
    #[error("the host is in the room; the chair can be taken when they have been away for a while")]
    ChairIsTaken,
}

/// What a step of a chat is judged by.
#[derive(Clone, Copy, Debug)]
pub struct ChatFacts {
    /// Where it stands.
    pub state: ChatState,
    /// When its review ends, where it has begun.
    pub review_ends_at: Option<Instant>,
    /// When it is planned to end.
    pub ends_at: Instant,
    /// Whether it came from elsewhere.
    pub imported: bool,
    /// Whether whoever takes the step administers the network.
    pub by_network_administrator: bool,
}

/// Where the chat comes to stand after `step` at `now`.
pub fn moved(step: ChatStep, facts: ChatFacts, now: Instant) -> Result<ChatState, ChatRefusal> {
    if !step.from().contains(&facts.state) {
        return Err(ChatRefusal::Stands(facts.state));
    }
    if step == ChatStep::Schedule && facts.ends_at <= now {
        return Err(ChatRefusal::HasPassed);
    }
    if step == ChatStep::Publish {
        if facts.imported && !facts.by_network_administrator {
            return Err(ChatRefusal::Imported);
        }
        if let Some(until) = facts.review_ends_at
            && now < until
        {
            return Err(ChatRefusal::StillInReview { until });
        }
    }
    Ok(step.to())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(state: ChatState) -> ChatFacts {
        let ends_at = Instant(0).plus_minutes(60);
        ChatFacts { state, review_ends_at: None, ends_at, imported: false, by_network_administrator: false }
    }

    #[test]
    fn an_evening_walks_from_draft_to_published_and_a_correction_is_published_again() {
        use ChatStep as S;
        let mut state = ChatState::Draft;
        for step in [S::Schedule, S::Open, S::Close, S::Reopen, S::Close, S::Review, S::Publish, S::Publish] {
            state = moved(step, facts(state), Instant(0)).unwrap();
        }
        assert_eq!(state, ChatState::Published);
        assert_eq!(moved(S::Withdraw, facts(state), Instant(0)), Ok(ChatState::Withdrawn));
        assert_eq!(moved(S::Open, facts(state), Instant(0)), Err(ChatRefusal::Stands(state)));
    }

    #[test]
    fn nothing_is_published_while_authors_may_withdraw() {
        let until = Instant(0).plus_minutes(REVIEW_HOURS * 60);
        let reviewed = ChatFacts { review_ends_at: Some(until), ..facts(ChatState::InReview) };
        let early = moved(ChatStep::Publish, reviewed, Instant(until.0 - 1));
        assert_eq!(early, Err(ChatRefusal::StillInReview { until }));
        assert_eq!(moved(ChatStep::Publish, reviewed, until), Ok(ChatState::Published));
    }

    #[test]
    fn an_evening_that_is_over_is_not_put_into_the_calendar() {
        let draft = facts(ChatState::Draft);
        assert_eq!(moved(ChatStep::Schedule, draft, Instant(draft.ends_at.0 - 1)), Ok(ChatState::Scheduled));
        assert_eq!(moved(ChatStep::Schedule, draft, draft.ends_at), Err(ChatRefusal::HasPassed));
    }

    #[test]
    fn only_a_network_administrator_publishes_what_was_imported() {
        let imported = ChatFacts { imported: true, ..facts(ChatState::InReview) };
        assert_eq!(moved(ChatStep::Publish, imported, Instant(0)), Err(ChatRefusal::Imported));
        let decided = ChatFacts { by_network_administrator: true, ..imported };
        assert_eq!(moved(ChatStep::Publish, decided, Instant(0)), Ok(ChatState::Published));
    }
}
