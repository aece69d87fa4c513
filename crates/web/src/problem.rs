//! Something that could not be done.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;
