//! Taking a topic off the list.

use domain::chat::chat_permissions::PlanChats;
use domain::id::TopicId;
use serde::{Deserialize, Serialize};

use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::network::OneNetwork;
use crate::unit::Turn;

/// Takes a topic off the list.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retire {
    /// Which.
    pub topic: TopicId,
}

impl Deed for Retire {
    type At = OneNetwork;
    type May = PlanChats;
    type Answer = ();
    const KEY: &'static str = "topic.retire";
    const FORM: &'static str = "topic-retire";

    fn example() -> Self {
        Self { topic: TopicId(uuid::Uuid::nil()) }
    }

    async fn act(self, turn: &mut Turn<OneNetwork>) -> Result<Told<()>, ActionError> {
        if !turn.unit.retire_topic(self.topic).await? {
            return Err(ActionError::NotFound("topic"));
        }
        Ok(Told::done((), "Took a topic off the list"))
    }
}
