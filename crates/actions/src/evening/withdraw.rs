//! Taking a published evening away again.

use domain::chat::ChatStep;
use domain::chat::chat_permissions::Publish;
use serde::{Deserialize, Serialize};

use crate::ActionError;
use crate::chat::OneChat;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Takes what was published away. The hashes of its revisions stay.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {}

impl Deed for Withdraw {
    type At = OneChat;
    type May = Publish;
    type Answer = ();
    const KEY: &'static str = "chat.withdraw";
    const FORM: &'static str = "chat-withdraw";

    fn example() -> Self {
        Self {}
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        at.moves(unit, ChatStep::Withdraw)?;
        unit.forget_published(at.chat.id).await?;
        at.keep(unit).await?;
        Ok(Told::done((), "Took the published evening away"))
    }
}
