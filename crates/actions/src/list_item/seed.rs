//! Seeding the list: what was starred and what was linked is put on it.

use domain::chat::chat_permissions::Curate;
use domain::list_item::seeds;
use serde::{Deserialize, Serialize};

use super::order::{MOST_ITEMS, keep_order, kept, list_to_work_on};
use crate::ActionError;
use crate::chat::OneChat;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Puts every starred message and every link on the list that is not on it yet. Answers how many were put
/// there.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seed {}

impl Deed for Seed {
    type At = OneChat;
    type May = Curate;
    type Answer = u32;
    const KEY: &'static str = "list.seed";
    const FORM: &'static str = "list-seed";

    fn example() -> Self {
        Self {}
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<u32>, ActionError> {
        let Turn { unit, at } = turn;
        let chat = at.chat.id;
        let mut items = list_to_work_on(unit, at).await?;
        let questions = unit.chat_questions(chat).await?;
        let messages = unit.messages_of(chat).await?;
        let mut wanted = seeds(&messages, &questions, &items);
        wanted.truncate(MOST_ITEMS.saturating_sub(items.len()));
        let added = u32::try_from(wanted.len()).map_err(|error| ActionError::Inside(error.to_string()))?;
        for seed in wanted {
            let item = kept(unit.next_id(), seed);
            unit.add_list_item(chat, &item).await?;
            items.push(item);
        }
        keep_order(unit, at, items).await?;
        Ok(Told::done(added, "Put stars and links on the list"))
    }
}
