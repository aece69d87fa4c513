//! Whom an erasure is about, and where in a text they are.

use domain::chat::Participant;
use domain::chat::erasure::erase_from_text;
use domain::chat::handle::Handle;
use domain::id::{AccountId, NetworkId};
use domain::message::{Message, MessageState};

use crate::ActionError;
use crate::unit::Unit;

/// A name as it was typed, with “@” or without, of somebody who can be erased.
fn handle_typed(text: &str) -> Result<Handle, ActionError> {
    let text = text.trim();
    let handle: Handle = text.strip_prefix('@').unwrap_or(text).parse().map_err(
        |error: domain::chat::handle::HandleError| ActionError::field("handle", error.to_string()),
    )?;
    if handle.is_erased() {
        return Err(ActionError::field("handle", "that name stands for people who are erased already"));
    }
    Ok(handle)
}

/// Who is erased: under which handles they appear in the network, and their account where they have one.
pub(super) struct Person {
    pub handles: Vec<Handle>,
    pub account: Option<AccountId>,
}

impl Person {
    /// Whoever has this handle, typed with “@” or without. They need not have said anything: others may have
    /// mentioned them.
    pub async fn of_handle(unit: &mut Unit<NetworkId>, typed: &str) -> Result<Self, ActionError> {
        let handle = handle_typed(typed)?;
        match unit.account_of_handle(&handle.folded()).await? {
            Some(account) => Self::of_account(unit, account).await,
            None => Ok(Self { handles: vec![handle], account: None }),
        }
    }

    /// Whoever has this account, under whatever handles.
    pub async fn of_account(unit: &mut Unit<NetworkId>, account: AccountId) -> Result<Self, ActionError> {
        let said = unit.messages_of_account(account).await?.into_iter().map(|message| message.handle);
        let mut handles: Vec<Handle> = unit.handle_of(account).await?.into_iter().chain(said).collect();
        handles.retain(|handle| !handle.is_erased());
        handles.sort_by_key(Handle::folded);
        handles.dedup_by(|one, other| one.is(other));
        Ok(Self { handles, account: Some(account) })
    }

    /// Whether it is they who do something.
    pub fn is_actor(&self, actor: &Participant) -> bool {
        let by_account = actor.account.is_some() && actor.account == self.account;
        by_account || actor.handle.as_ref().is_some_and(|handle| self.is(handle))
    }

    /// Whether this is a handle of theirs.
    pub fn is(&self, handle: &Handle) -> bool {
        self.handles.iter().any(|own| own.is(handle))
    }

    /// Whether a message is theirs and not erased yet.
    pub fn wrote(&self, message: &Message) -> bool {
        let by_account = self.account.is_some() && message.account == self.account;
        message.state != MessageState::Erased && (by_account || self.is(&message.handle))
    }

    /// A text without their mentions; none where it holds none.
    pub fn out_of(&self, text: &str) -> Option<String> {
        let mut other = text.to_owned();
        for handle in &self.handles {
            other = erase_from_text(&other, handle).0;
        }
        (other != text).then_some(other)
    }

    /// The same for every text of a JSON value.
    pub fn out_of_json(&self, json: &str) -> Option<String> {
        let mut value: serde_json::Value = serde_json::from_str(json).ok()?;
        self.out_of_value(&mut value).then(|| value.to_string())
    }

    fn out_of_value(&self, value: &mut serde_json::Value) -> bool {
        use serde_json::Value;
        let inner: Vec<&mut Value> = match value {
            Value::String(text) => return self.out_of(text).map(|other| *text = other).is_some(),
            Value::Array(values) => values.iter_mut().collect(),
            Value::Object(fields) => fields.values_mut().collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
        };
        // Every one of them, also after the first that held something.
        inner.into_iter().map(|value| self.out_of_value(value)).filter(|changed| *changed).count() > 0
    }
}

/// The words of a name, folded.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let folded = domain::fold::folded(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether a text holds one of these names, whole.
pub(super) fn names_one(text: &str, names: &[Vec<String>]) -> bool {
    let words = tokens(text);
    names.iter().any(|name| !name.is_empty() && words.windows(name.len()).any(|window| window == name))
}
