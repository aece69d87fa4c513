//! What two people made of the same, and which of them holds.

/// Something of a calendar that two people changed, each to something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// What the later change makes of it.
    pub wanted: String,
    /// What it is now.
    pub now: String,
}

/// Which of two changes holds where both changed the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// The later, once somebody has seen both.
    Wanted,
    /// What is there: putting back takes nothing from others.
    Now,
}

impl Stands {
    /// The one of the two that holds.
    pub(super) fn of<T>(self, wanted: T, now: T) -> T {
        if self == Self::Wanted { wanted } else { now }
    }
}
