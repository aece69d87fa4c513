//! Forms that may be sent twice: the same key gives the same answer, and one effect.

use domain::id::{AccountId, SchoolId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use storage::event::Event;
use storage::{StorageError, Writing};

use crate::{ActionError, House};

/// The key of one sending of a form, within a person and a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    route: &'static str,
    key: String,
    body_hash: String,
}

/// The longest key, in characters.
const LONGEST_KEY: usize = 200;

impl Once {
    /// The key that came with a form, and the form's own words, so that a key with other words is known.
    pub fn new(route: &'static str, key: &str, body: &[u8]) -> Result<Self, ActionError> {
        if key.is_empty() || key.chars().count() > LONGEST_KEY {
            return Err(ActionError::field("once", "this form came without its key; open the page again"));
        }
        Ok(Self { route, key: key.to_owned(), body_hash: hash(body) })
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

/// A unit of work, begun anew, or the answer that was given before.
pub(crate) enum Begun<T> {
    Anew(Box<Work>),
    Answered(T),
}

/// A unit of work that will be answered once.
pub(crate) struct Work {
    pub writing: Writing,
    once: Option<(AccountId, Once)>,
    house: House,
}

impl House {
    /// Begins a unit of work, unless the same form was answered before. Commands have no key.
    pub(crate) async fn begin<T: DeserializeOwned>(
        &self,
        school: SchoolId,
        account: Option<AccountId>,
        once: Option<Once>,
    ) -> Result<Begun<T>, ActionError> {
        let mut writing = self.storage.write(school).await?;
        let once = account.zip(once);
        if let Some((account, once)) = &once {
            writing.lock_form(*account, once.route, &once.key).await?;
            if let Some(answer) = writing.find_answer(*account, once.route, &once.key).await? {
                return Ok(Begun::Answered(same_answer(once, &answer)?));
            }
        }
        Ok(Begun::Anew(Box::new(Work { writing, once, house: self.clone() })))
    }
}

fn same_answer<T: DeserializeOwned>(once: &Once, answer: &(String, String)) -> Result<T, ActionError> {
    let (body_hash, answer) = answer;
    if *body_hash != once.body_hash {
        return Err(ActionError::OnceReused);
    }
    Ok(serde_json::from_str(answer)?)
}

impl Work {
    /// Records what was done, keeps the answer beside it, and commits. Where the same form was answered
    /// at this very moment by another process, that answer stands and this unit is undone.
    pub async fn finish<T: Serialize + DeserializeOwned>(
        mut self,
        answer: T,
        event: Option<Event>,
    ) -> Result<T, ActionError> {
        if let Some((account, once)) = self.once.take() {
            let text = serde_json::to_string(&answer)?;
            let now = self.house.now();
            let kept =
                self.writing.keep_answer(account, once.route, &once.key, &once.body_hash, &text, now).await;
            match kept {
                Ok(()) => {}
                Err(error) if error.is_duplicate() => {
                    return self.answer_given_meanwhile(account, &once).await;
                }
                Err(error) => return Err(error.into()),
            }
        }
        if let Some(event) = event {
            self.writing.record(event).await?;
        }
        self.writing.commit().await?;
        Ok(answer)
    }

    async fn answer_given_meanwhile<T: DeserializeOwned>(
        self,
        account: AccountId,
        once: &Once,
    ) -> Result<T, ActionError> {
        let school = self.writing.school_id();
        drop(self.writing);
        let mut reading = self.house.storage.read(school).await?;
        match reading.find_answer(account, once.route, &once.key).await? {
            Some(answer) => same_answer(once, &answer),
            None => Err(StorageError::Busy.into()),
        }
    }
}

impl std::ops::Deref for Work {
    type Target = Writing;

    fn deref(&self) -> &Writing {
        &self.writing
    }
}

impl std::ops::DerefMut for Work {
    fn deref_mut(&mut self) -> &mut Writing {
        &mut self.writing
    }
}
