//! Identifiers that are the same in every run.

use std::sync::atomic::{AtomicU64, Ordering};

use actions::Ids;

/// Draws identifiers by counting. They look random, so that their order is not that of their making.
#[derive(Debug)]
pub struct CountingIds(AtomicU64);

impl CountingIds {
    /// Counts from `first`; two processes on one database count from numbers far apart.
    pub fn from(first: u64) -> Self {
        Self(AtomicU64::new(first))
    }
}

impl Default for CountingIds {
    fn default() -> Self {
        Self::from(1)
    }
}

impl Ids for CountingIds {
    fn random(&self) -> [u8; 16] {
        let count = self.0.fetch_add(1, Ordering::SeqCst);
        let (high, low) = (mixed(count), mixed(!count));
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&high.to_be_bytes());
        bytes[8..].copy_from_slice(&low.to_be_bytes());
        bytes
    }
}

/// The mixing of one number in `SplitMix64` (Steele, Lea and Flood, 2014): no two numbers come out the same.
fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
