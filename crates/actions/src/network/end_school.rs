//! Letting a school go.

use domain::chat::chat_permissions::ManageNetwork;
use domain::id::SchoolId;
use serde::{Deserialize, Serialize};

use super::one::OneNetwork;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Lets a school go. Its people belong no more, except those who joined by themselves.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndSchool {
    /// Which.
    pub school: SchoolId,
}

impl Deed for EndSchool {
    type At = OneNetwork;
    type May = ManageNetwork;
    type Answer = ();
    const KEY: &'static str = "network.end-school";
    const FORM: &'static str = "network-end-school";

    fn example() -> Self {
        Self { school: SchoolId(uuid::Uuid::nil()) }
    }

    async fn act(self, turn: &mut Turn<OneNetwork>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        if at.network.of_school == Some(self.school) {
            let words = "this is the school's own department, which it cannot leave";
            return Err(ActionError::field("school", words));
        }
        let now = unit.now;
        if !unit.end_network_school(self.school, now).await? {
            return Err(ActionError::NotFound("school"));
        }
        Ok(Told::done((), "Let a school go"))
    }
}
