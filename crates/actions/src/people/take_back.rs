//! Taking an invitation back.

use domain::id::InvitationId;
use domain::people::permissions::InvitePeople;
use serde::{Deserialize, Serialize};

use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::requisition::Book;
use crate::unit::Turn;

/// Takes back an invitation that nobody has used.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeBack {
    /// Which.
    pub invitation: InvitationId,
}

impl Deed for TakeBack {
    type At = Book;
    type May = InvitePeople;
    type Answer = ();
    const KEY: &'static str = "people.take-back";
    const FORM: &'static str = "take-back";

    fn example() -> Self {
        Self { invitation: InvitationId(uuid::Uuid::nil()) }
    }

    async fn act(self, turn: &mut Turn<Book>) -> Result<Told<()>, ActionError> {
        if !turn.unit.drop_invitation(self.invitation).await? {
            return Err(ActionError::NotFound("invitation"));
        }
        Ok(Told::done((), "Took an invitation back"))
    }
}
