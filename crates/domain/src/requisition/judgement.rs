//! Where a requisition comes to stand when it is sent, changed or approved.

use super::step::State;

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

#[cfg(test)]
mod tests {
    use super::*;

    const ON_TIME: SendFacts =
        SendFacts { late: false, needs_approval: false, accepts_by_itself: true, was_queried: false };

    #[test]
    fn on_time_and_free_is_accepted_and_held() {
        assert_eq!(judge_sending(ON_TIME), Judged { state: State::Accepted, holds: true });
    }

    #[test]
    fn late_waits_and_holds_nothing_whatever_else_is_true() {
        for needs_approval in [false, true] {
            for accepts_by_itself in [false, true] {
                let facts = SendFacts { late: true, needs_approval, accepts_by_itself, ..ON_TIME };
                assert_eq!(judge_sending(facts), Judged { state: State::Submitted, holds: false });
            }
        }
    }

    #[test]
    fn what_needs_a_look_waits_with_its_hold() {
        let waits = Judged { state: State::Submitted, holds: true };
        assert_eq!(judge_sending(SendFacts { needs_approval: true, ..ON_TIME }), waits);
        assert_eq!(judge_sending(SendFacts { accepts_by_itself: false, ..ON_TIME }), waits);
    }

    #[test]
    fn a_change_that_is_not_late_leaves_an_accepted_request_accepted() {
        let school_looks = SendFacts { accepts_by_itself: false, ..ON_TIME };
        assert_eq!(judge_change(State::Accepted, school_looks).state, State::Accepted);
        let late = SendFacts { late: true, ..ON_TIME };
        assert_eq!(judge_change(State::Accepted, late).state, State::Submitted);
    }

    #[test]
    fn approval_does_not_make_a_late_request_timely() {
        let late = SendFacts { late: true, needs_approval: true, ..ON_TIME };
        assert_eq!(judge_approval(late), Judged { state: State::Submitted, holds: false });
        let timely = SendFacts { needs_approval: true, ..ON_TIME };
        assert_eq!(judge_approval(timely).state, State::Accepted);
    }
}
