//! The clock: the only way to know what time it is.

use domain::Instant;

/// Tells the time.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// This instant.
    fn now(&self) -> Instant;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the machine's clock")]
    fn now(&self) -> Instant {
        jiff::Timestamp::now().into()
    }
}
