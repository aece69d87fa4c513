//! Changing what is asked for: judged again, as one unit.

use domain::people::permissions::Request;
use domain::requisition::{Content, LateReason, Step};
use serde::{Deserialize, Serialize};

use super::asking::{Late, judged_again};
use super::done::Done;
use super::one::OneRequisition;
use super::two_changes::content_beside;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Changes what a requisition asks for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The version that was seen: a later one is not overwritten.
    pub version: u32,
    /// What it asked for then. Where somebody has only changed it since, what they changed stands, unless both
    /// changed the same. None where nobody looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Content>,
    /// What it asks for from now on.
    pub content: Content,
    /// Why it is late, where it now is.
    #[serde(default)]
    pub late_reason: Option<LateReason>,
    /// The same in words.
    #[serde(default)]
    pub late_words: String,
}

impl Deed for Change {
    type At = OneRequisition;
    type May = Request;
    type Answer = Done;
    const KEY: &'static str = "requisition.change";
    const FORM: &'static str = "change";

    fn example() -> Self {
        let content = super::asking::example();
        Self { version: 1, seen: None, content, late_reason: None, late_words: String::new() }
    }

    async fn act(self, turn: &mut Turn<OneRequisition>) -> Result<Told<Done>, ActionError> {
        let Turn { unit, at } = turn;
        let rule = at.may(unit, Step::Change)?;
        let now = &at.requisition;
        let content = if now.version == self.version {
            self.content
        } else {
            // What has become of it beside that, whoever changes it has to see first.
            let is_changed = now.version == self.version.saturating_add(1) && now.last.step == Step::Change;
            let seen = self.seen.filter(|seen| is_changed && *seen != now.content);
            content_beside(&self.content, &seen.ok_or(ActionError::Stale)?, &now.content).agreed()?
        };
        let late = Late::said(self.late_reason, self.late_words);
        judged_again(unit, at, rule, content, late, "").await
    }
}
