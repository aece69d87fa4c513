//! Erasing whoever has an account.

use domain::chat::chat_permissions::ErasePeople;
use domain::id::AccountId;
use serde::{Deserialize, Serialize};

use super::eraser::erase;
use super::person::Person;
use super::touched::Touched;
use super::whole_network::WholeNetwork;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Erases whoever has this account from everything in the network, under whatever handles they had in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EraseAccount {
    /// Whose.
    pub account: AccountId,
}

impl Deed for EraseAccount {
    type At = WholeNetwork;
    type May = ErasePeople;
    type Answer = Touched;
    const KEY: &'static str = "network.erase-account";
    const HISTORY: &'static str = "network.erase";

    fn example() -> Self {
        Self { account: AccountId(uuid::Uuid::nil()) }
    }

    async fn act(self, turn: &mut Turn<WholeNetwork>) -> Result<Told<Touched>, ActionError> {
        let person = Person::of_account(&mut turn.unit, self.account).await?;
        erase(&mut turn.unit, person).await
    }
}
