//! Changing: an item of the list gets other words, or another group.

use domain::chat::chat_permissions::Curate;
use domain::id::{ListItemId, MessageId};
use domain::list_item::{ItemWords, KeptItem};
use serde::{Deserialize, Serialize};

use super::order::{keep_order, kept, list_to_work_on, place};
use super::wording::{checked, must_be_shown};
use crate::ActionError;
use crate::beside::{Beside, Disputed};
use crate::chat::OneChat;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Gives an item other words, or another group. What is left out is taken from it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Which.
    pub item: ListItemId,
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
    /// What it said when the change was begun: what others have changed since stands, and where both changed the same,
    /// nothing is done. None where nobody looked.
    #[serde(default)]
    pub seen: Option<ItemSeen>,
}

/// What an item of the list said when somebody began to change it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemSeen {
    /// What the items of its group have in common.
    pub heading: String,
    /// What it is.
    pub words: String,
    /// Where it leads.
    #[serde(default)]
    pub url: Option<String>,
}

impl ItemSeen {
    /// What a later change of an item comes to, beside what it says `now`, if this is what it said when the change was
    /// begun.
    pub fn beside(&self, to: ItemSeen, now: &ItemSeen) -> Beside<ItemSeen> {
        let mut disputed = Disputed::default();
        let whole = ItemSeen {
            heading: disputed.field("heading", to.heading, &self.heading, &now.heading),
            words: disputed.field("words", to.words, &self.words, &now.words),
            url: disputed.field("url", to.url, &self.url, &now.url),
        };
        Beside { whole, disputed: disputed.0 }
    }
}

impl Deed for Change {
    type At = OneChat;
    type May = Curate;
    type Answer = ();
    const KEY: &'static str = "list.change";
    const FORM: &'static str = "list-change";

    fn example() -> Self {
        Self {
            item: ListItemId(uuid::Uuid::nil()),
            heading: "Links".to_owned(),
            words: "Labels for wet bottles".to_owned(),
            url: Some("https://example.org/labels".to_owned()),
            message: None,
            seen: None,
        }
    }

    async fn act(self, turn: &mut Turn<OneChat>) -> Result<Told<()>, ActionError> {
        let Self { item, heading, words, url, message, seen } = self;
        let mut said = checked(ItemWords { heading, words, url, message })?;
        let Turn { unit, at } = turn;
        let mut items = list_to_work_on(unit, at).await?;
        let here = place(&items, item)?;
        if said.message != items[here].message {
            must_be_shown(unit, at, said.message).await?;
        }
        if let Some(seen) = seen {
            let KeptItem { heading, words, url, .. } = items[here].clone();
            let to = ItemSeen { heading: said.heading, words: said.words, url: said.url };
            let ItemSeen { heading, words, url } =
                seen.beside(to, &ItemSeen { heading, words, url }).agreed()?;
            said = ItemWords { heading, words, url, message: said.message };
        }
        items[here] = kept(item, said);
        keep_order(unit, at, items).await?;
        Ok(Told::done((), "Changed something on the list"))
    }
}
