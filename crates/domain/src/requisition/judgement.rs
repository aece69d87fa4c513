//! Where a requisition comes to stand when it is sent, changed or approved.

use super::deed::State;

/// What is known when a requisition is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts, each named where it is given")]
pub struct SendFacts {
    /// It came after its deadline.
    pub late: bool,
    /// A mentor or head must let it through first.
    pub needs_approval: bool,
    /// The school accepts on-time, free requests by itself.
    pub accepts_by_itself: bool,
    /// A technician asked something that this answers.
    pub was_queried: bool,
}

/// Where it comes to stand, and whether what is wanted is held from now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Accepted or submitted.
    pub state: State,
    /// Whether all that is wanted is to be held; if not, only what is held already stays.
    pub holds: bool,
}

const ACCEPTED: Judged = Judged { state: State::Accepted, holds: true };
const WAITING_WITH_HOLD: Judged = Judged { state: State::Submitted, holds: true };
const WAITING: Judged = Judged { state: State::Submitted, holds: false };

/// Sending: late ones wait and hold nothing; the rest are held at once, and accepted where nobody needs
/// to look first.
pub fn judge_sending(facts: SendFacts) -> Judged {
    if facts.late {
        return WAITING;
    }
    if facts.needs_approval || !facts.accepts_by_itself || facts.was_queried {
        return WAITING_WITH_HOLD;
    }
    ACCEPTED
}

/// Changing or answering. One that was accepted stays so unless the change makes it late or it needs
/// approval; one that was queried waits for the technician who asked.
pub fn judge_change(before: State, facts: SendFacts) -> Judged {
    if before == State::Accepted && !facts.late && !facts.needs_approval {
        return ACCEPTED;
    }
    judge_sending(facts)
}

/// Approving: what was late still waits for a technician.
pub fn judge_approval(facts: SendFacts) -> Judged {
    judge_sending(SendFacts { needs_approval: false, ..facts })
}
