//! The secret address of a person's own calendar feed.

use domain::chat::chat_permissions::FollowCalendar;
use serde::{Deserialize, Serialize};

use super::feed::feed_hash;
use super::one::OneNetwork;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Makes the address of a person's own calendar feed; the one before ends.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MakeFeed {}

/// The secret of a feed's address. It is given once and never kept: of the answer nothing is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "()", into = "()")]
pub struct MadeFeed {
    /// The secret; empty where the same form was sent again.
    pub secret: String,
}

impl From<()> for MadeFeed {
    fn from((): ()) -> Self {
        Self { secret: String::new() }
    }
}

impl From<MadeFeed> for () {
    fn from(_: MadeFeed) {}
}

impl Deed for MakeFeed {
    type At = OneNetwork;
    type May = FollowCalendar;
    type Answer = MadeFeed;
    const KEY: &'static str = "network.feed";
    const FORM: &'static str = "network-feed";

    fn example() -> Self {
        Self {}
    }

    async fn act(self, turn: &mut Turn<OneNetwork>) -> Result<Told<MadeFeed>, ActionError> {
        let Turn { unit, .. } = turn;
        let account = unit.actor.account.ok_or(ActionError::NotFound("person"))?;
        let (secret, now) = (unit.house.secret(), unit.now);
        unit.set_feed(account, &feed_hash(&secret), now).await?;
        Ok(Told::done(MadeFeed { secret }, "Made a calendar address"))
    }
}
