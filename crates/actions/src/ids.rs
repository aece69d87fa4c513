//! Identifiers and secrets: the only source of randomness.

use domain::Instant;
use uuid::Uuid;

/// Draws identifiers and secrets.
pub trait Ids: Send + Sync + std::fmt::Debug {
    /// Sixteen random bytes.
    fn random(&self) -> [u8; 16];

    /// A new identifier, ordered by time: a UUIDv7.
    fn next(&self, now: Instant) -> Uuid {
        let mut bytes = self.random();
        let milliseconds = u64::try_from(now.0).unwrap_or(0).to_be_bytes();
        bytes[..6].copy_from_slice(&milliseconds[2..]);
        bytes[6] = (bytes[6] & 0x0f) | 0x70;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        Uuid::from_bytes(bytes)
    }

    /// A new secret of 256 bits, in hexadecimal.
    fn secret(&self) -> String {
        use std::fmt::Write as _;
        let mut secret = String::with_capacity(64);
        for byte in self.random().into_iter().chain(self.random()) {
            // Writing to a string cannot fail.
            let _ = write!(secret, "{byte:02x}");
        }
        secret
    }
}

/// The operating system's randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemIds;

impl Ids for SystemIds {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that draws randomness")]
    #[expect(clippy::expect_used, reason = "without randomness no identifier and no secret is safe to make")]
    fn random(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).expect("the operating system gives randomness");
        bytes
    }
}
