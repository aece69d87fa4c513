//! What addresses name: things by their identifiers, days by their dates.

use crate::answer::Problem;

/// An identifier or a date out of an address; one that is none names a page that is not there.
pub(crate) fn named<T: std::str::FromStr>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}
