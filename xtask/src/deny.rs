//! What the dependencies may be, and whether any of them has a known weakness.

use std::time::Duration;

use crate::checkout::Checkout;
use crate::failure::Failure;
use crate::run;

/// Said where nobody could look.
pub const ADVISORIES_NOT_CHECKED: &str = "ADVISORIES NOT CHECKED: the advisory database (https://github.com/RustSec/advisory-db) could not be reached";

/// How long fetching the advisory database may take.
const FETCH_LIMIT: Duration = Duration::from_mins(3);

/// Whether the advisories were looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advisories {
    /// They were, and none of them concerns us.
    Clear,
    /// Their database could not be reached.
    NotChecked,
}

/// Checks `deny.toml`'s licences, bans and sources, and then the advisories where their database can be reached.
pub fn check(checkout: &Checkout) -> Result<Advisories, Failure> {
    run::plainly(&mut checkout.cargo(&[
        "deny",
        "--locked",
        "check",
        "--hide-inclusion-graph",
        "licenses",
        "bans",
        "sources",
    ]))?;
    if !run::works_within(&mut checkout.cargo(&["deny", "--locked", "fetch", "db"]), FETCH_LIMIT)? {
        return Ok(Advisories::NotChecked);
    }
    run::plainly(&mut checkout.cargo(&["deny", "--locked", "check", "--disable-fetch", "advisories"]))?;
    Ok(Advisories::Clear)
}
