//! Ending a code.

use domain::chat::chat_permissions::ManageNetwork;
use domain::id::CodeId;
use serde::{Deserialize, Serialize};

use super::one::OneNetwork;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Ends a code. Whoever came in by it stays.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndCode {
    /// Which.
    pub code: CodeId,
}

impl Deed for EndCode {
    type At = OneNetwork;
    type May = ManageNetwork;
    type Answer = ();
    const KEY: &'static str = "network.end-code";
    const FORM: &'static str = "network-end-code";

    fn example() -> Self {
        Self { code: CodeId(uuid::Uuid::nil()) }
    }

    async fn act(self, turn: &mut Turn<OneNetwork>) -> Result<Told<()>, ActionError> {
        let Turn { unit, .. } = turn;
        let now = unit.now;
        if !unit.end_code(self.code, now).await? {
            return Err(ActionError::NotFound("code"));
        }
        Ok(Told::done((), "Ended a code"))
    }
}
