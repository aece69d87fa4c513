//! Why a moderator does something.

use crate::ActionError;
use crate::chat::line;

/// The most characters of a reason.
const LONGEST_REASON: usize = 500;

/// A reason as it was typed, which must be some.
pub(crate) fn reason_given(typed: &str) -> Result<String, ActionError> {
    line("reason", typed, LONGEST_REASON)?
        .ok_or_else(|| ActionError::field("reason", "say why, in a few words"))
}
