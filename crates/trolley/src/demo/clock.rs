//! Clocks of the demonstration: one that is set, for its past, and one that runs from another date.

use std::sync::atomic::{AtomicI64, Ordering};

use actions::{Clock, SystemClock};
use domain::Instant;

/// A clock that stands where it is set.
#[derive(Debug)]
pub struct SetClock(AtomicI64);

impl SetClock {
    /// A clock that stands at `instant`.
    pub fn at(instant: Instant) -> Self {
        Self(AtomicI64::new(instant.0))
    }

    /// Sets it.
    pub fn set(&self, instant: Instant) {
        self.0.store(instant.0, Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

/// The machine's clock, shifted to another date.
#[derive(Debug)]
pub struct ShiftedClock {
    ahead_milliseconds: i64,
}

impl ShiftedClock {
    /// A clock that shows `then` while the machine shows `now`, and runs on from there.
    pub fn new(then: Instant, now: Instant) -> Self {
        Self { ahead_milliseconds: then.0.saturating_sub(now.0) }
    }
}

impl Clock for ShiftedClock {
    fn now(&self) -> Instant {
        Instant(SystemClock.now().0.saturating_add(self.ahead_milliseconds))
    }
}
