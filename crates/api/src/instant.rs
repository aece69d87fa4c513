//! Instants as other programs read them.

use domain::Instant;

/// RFC 3339, in UTC.
pub(crate) fn rfc3339(instant: Instant) -> String {
    instant.to_string()
}
