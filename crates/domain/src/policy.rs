//! A school's own policies for requisitions.

use serde::{Deserialize, Serialize};

use crate::apparatus::Turnaround;
use crate::requisition::deadline::DeadlinePolicy;

/// What a school has decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// By when requests are due.
    pub deadline: DeadlinePolicy,
    /// Whether a request that is on time and free is accepted without anybody looking.
    pub accepts_by_itself: bool,
    /// Whether a head of science must let every request through first.
    pub head_approves: bool,
    /// Minutes that apparatus is needed before a lesson, where the item says nothing.
    pub set_up_minutes: u32,
    /// Minutes that it is needed after.
    pub turn_round_minutes: u32,
    /// Pupils in a class whose size is not known.
    pub usual_class: u32,
}

impl Policy {
    /// The minutes around a lesson.
    pub fn turnaround(&self) -> Turnaround {
        Turnaround { set_up_minutes: self.set_up_minutes, turn_round_minutes: self.turn_round_minutes }
    }
}
