//! A clock that stands still until a test moves it.

use std::sync::atomic::{AtomicI64, Ordering};

use actions::Clock;
use domain::Instant;

/// A clock that shows what it was set to.
#[derive(Debug)]
pub struct StandingClock(AtomicI64);

impl StandingClock {
    /// A clock that shows `instant`, written in RFC 3339: `2026-01-13T09:00:00Z`.
    pub fn at(instant: &str) -> Self {
        Self(AtomicI64::new(read(instant).0))
    }

    /// Sets it, forwards or back.
    pub fn set(&self, instant: Instant) {
        self.0.store(instant.0, Ordering::SeqCst);
    }

    /// Sets it to an instant in RFC 3339.
    pub fn set_to(&self, instant: &str) {
        self.set(read(instant));
    }

    /// Moves it on.
    pub fn pass_minutes(&self, minutes: i64) {
        self.pass_seconds(minutes * 60);
    }

    /// Moves it on.
    pub fn pass_seconds(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000, Ordering::SeqCst);
    }
}

impl Clock for StandingClock {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

fn read(instant: &str) -> Instant {
    instant.parse::<jiff::Timestamp>().expect("an instant in RFC 3339").into()
}
