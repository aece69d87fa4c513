//! Forms that may be sent twice: the same key gives the same answer, and one effect.

use std::fmt::Display;

use domain::Instant;
use domain::id::AccountId;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use storage::{Reading, Scope, Storage, StorageError, Writing};

use crate::ActionError;

/// The key of one sending of a form, within a person and what the form does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    key: String,
    body_hash: String,
}

/// The longest key, in characters.
const LONGEST_KEY: usize = 200;

impl Once {
    /// The key that came with a form, and the form's own words, so that a key with other words is known.
    pub fn new(key: &str, body: &[u8]) -> Result<Self, ActionError> {
        if key.is_empty() || key.chars().count() > LONGEST_KEY {
            return Err(ActionError::field("once", "this form came without its key; open the page again"));
        }
        Ok(Self { key: key.to_owned(), body_hash: hash(body) })
    }
}

/// A hash that can be kept where the thing itself must not be.
pub(crate) fn hash(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A form that is answered in a unit of work, within a person and the name that its answers are kept under.
#[derive(Debug)]
pub(crate) struct Form {
    account: AccountId,
    name: &'static str,
    once: Once,
    /// Whether parts of it were answered one by one, before deeds of several parts were one deed.
    in_parts: bool,
}

impl Form {
    /// The form that a deed came by. Commands have none, and nor has the operator, who has no account.
    pub fn of(account: Option<AccountId>, name: &'static str, once: Option<Once>) -> Option<Self> {
        account.zip(once).map(|(account, once)| Self { account, name, once, in_parts: false })
    }

    /// What its answer is kept under, within the person.
    pub fn key(&self) -> (&str, &str) {
        (self.name, &self.once.key)
    }

    /// Waits for whoever sends the same form, so that the second finds the first one's answer rather than the
    /// first one's holds in its way; and for whoever changes the school's time, where the form relies on it.
    pub async fn wait<S: Scope>(
        &self,
        writing: &mut Writing<S>,
        keeps_time: bool,
    ) -> Result<(), ActionError> {
        let Once { key, .. } = &self.once;
        Ok(writing.lock_form(self.account, self.name, key, keeps_time).await?)
    }

    /// The answer that was kept, if this is the same form.
    pub fn same_answer<T: DeserializeOwned>(&self, kept: &(String, String)) -> Result<T, ActionError> {
        let (body_hash, answer) = kept;
        if *body_hash != self.once.body_hash {
            return Err(ActionError::OnceReused);
        }
        Ok(serde_json::from_str(answer)?)
    }

    /// The answer that is kept under a key, if this is the same form.
    async fn answer_under<T: DeserializeOwned, S: Scope>(
        &self,
        reading: &mut Reading<S>,
        key: &str,
    ) -> Result<Option<T>, ActionError> {
        let kept = reading.find_answer(self.account, self.name, key).await?;
        kept.map(|kept| self.same_answer(&kept)).transpose()
    }

    /// Waits for whoever sends the same form, and gives the answer that it had before, if it had one.
    pub async fn answer_before<T: DeserializeOwned, S: Scope>(
        &self,
        writing: &mut Writing<S>,
    ) -> Result<Option<T>, ActionError> {
        self.wait(writing, false).await?;
        self.answer_under(writing, &self.once.key).await
    }

    /// What a part of the form was answered, where its parts were answered one by one.
    pub async fn answer_of_part<T: DeserializeOwned, S: Scope>(
        &mut self,
        writing: &mut Writing<S>,
        part: impl Display,
    ) -> Result<Option<T>, ActionError> {
        let key = format!("{}:{part}", self.once.key);
        let answer = self.answer_under(writing, &key).await?;
        self.in_parts |= answer.is_some();
        Ok(answer)
    }

    /// Whether parts of it were answered before, so that its answer is kept already.
    pub fn was_answered_in_parts(&self) -> bool {
        self.in_parts
    }

    /// Keeps the answer in the same unit, which fails as a duplicate where another process has kept one at this very
    /// moment.
    pub fn keep<S: Scope>(&self, writing: &mut Writing<S>, at: Instant, answer: &str) {
        let Once { key, body_hash, .. } = &self.once;
        writing.keep_answer(self.account, self.name, key, body_hash, answer, at);
    }

    /// The answer that another process has kept meanwhile.
    pub async fn answer_after<T: DeserializeOwned, S: Scope>(
        &self,
        storage: &Storage,
        scope: S,
    ) -> Result<T, ActionError> {
        let mut reading = storage.read(scope).await?;
        let answer = self.answer_under(&mut reading, &self.once.key).await?;
        answer.ok_or_else(|| StorageError::Busy.into())
    }
}
