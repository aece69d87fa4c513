//! Adding: something is put on the list.

use domain::chat::chat_permissions::Curate;
use domain::id::{ListItemId, MessageId};
use domain::list_item::ItemWords;
use serde::{Deserialize, Serialize};

use super::order::{MOST_ITEMS, keep_order, kept, list_to_work_on};
use super::wording::{checked, must_be_shown};
use crate::ActionError;
use crate::chat::OneChat;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Puts something on the list. Answers its identifier.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Add {
    /// What the items of its group have in common, in 200 characters at most.
    pub heading: String,
    /// What it is, in as many characters as a message may have.
    pub words: String,
    /// Where it leads: http or https.
    #[serde(default)]
    pub url: Option<String>,
    /// The message of this chat that it came from.
    #[serde(default)]
    pub message: Option<MessageId>,
}

impl Deed for Add {
    type At = OneChat;
    type May = Curate;
    type Answer = ListItemId;
    const KEY: &'static str = "list.add";
    const FORM: &'static str = "list-add";

    fn example() -> Self {
        Self {
            heading: "Links".to_owned(),
            words: "Labels for wet bottles".to_owned(),
            url: Some("https://example.org/labels".to_owned()),
            message: None,
        }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<ListItemId>, ActionError> {
        let Self { heading, words, url, message } = self;
        let said = checked(ItemWords { heading, words, url, message })?;
        let Turn { unit, at } = turn;
        let mut items = list_to_work_on(unit, at).await?;
        if items.len() >= MOST_ITEMS {
            return Err(ActionError::field("words", "the list is full; take something off it first"));
        }
        must_be_shown(unit, at, said.message).await?;
        let item = kept(unit.next_id(), said);
        let id = item.id;
        unit.add_list_item(at.chat.id, &item).await?;
        items.push(item);
        keep_order(unit, at, items).await?;
        Ok(Told::done(id, "Put something on the list"))
    }
}
