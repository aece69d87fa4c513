//! A deed is a value: what somebody wants done. Every way in (a form, a command, another program, an offline
//! queue, a test) makes the same value, and [`House::act`] is the one way to do it.

use domain::history::Kind;
use domain::permission::{Permission, Permit};
use serde::Serialize;
use serde::de::DeserializeOwned;
use storage::StorageError;

pub use crate::entry::Entry;
use crate::once::Form;
pub use crate::unit::Place;
use crate::unit::{Ground, Turn, Unit};
use crate::{ActionError, House, Once};

/// Something that somebody does.
///
/// A deed is kept as JSON in queues and sent by other programs, so the names of its fields are as lasting as its
/// key.
pub trait Deed: Serialize + DeserializeOwned + Send + 'static {
    /// What it is done to.
    type At: Place;
    /// What whoever does it must be allowed to.
    type May: Permission<Scope = <Self::At as Place>::Scope>;
    /// What whoever did it is told. Kept for a day, so that the same form sent again is told the same.
    type Answer: Serialize + DeserializeOwned + Send + 'static;

    /// Its lasting name: `requisition.accept`.
    const KEY: &'static str;
    /// The kind of history it writes, where it has another name.
    const HISTORY: &'static str = Self::KEY;
    /// Under which name its answers are kept, where that is another: what was answered before this program knew
    /// its keys is answered still.
    const FORM: &'static str = Self::KEY;

    /// One as it could be, for lists of deeds and for tests.
    fn example() -> Self;

    /// Does it, in a unit of work that holds its place still and has judged who does it by the roles of now.
    fn act(
        self,
        turn: &mut Turn<Self::At>,
    ) -> impl Future<Output = Result<Told<Self::Answer>, ActionError>> + Send;
}

/// What a deed came to: the answer to whoever did it, and what history is told.
#[derive(Debug)]
pub struct Told<T> {
    pub(crate) answer: T,
    pub(crate) entries: Vec<Entry>,
}

/// What became of a deed that is done only where somebody has seen what it comes to.
#[derive(Debug)]
pub(crate) enum Weighed<T> {
    /// It was done.
    Done(T),
    /// Nothing was done: this is what it would come to, and what it is in words.
    Unseen { answer: T, words: String },
}

impl<T> Told<T> {
    /// Everything was so already: nothing happened.
    pub(crate) fn nothing(answer: T) -> Self {
        Self { answer, entries: Vec::new() }
    }

    /// It was done, and history says so in these words.
    pub(crate) fn done(answer: T, entry: impl Into<Entry>) -> Self {
        Self { answer, entries: vec![entry.into()] }
    }

    /// Several things were done, each with its entry.
    pub(crate) fn all(answer: T, entries: Vec<Entry>) -> Self {
        Self { answer, entries }
    }
}

impl House {
    /// Does a deed: holds back whoever sends the same form, answers again what was answered, holds the place
    /// still, judges anew who does it by the roles they have by then, does it, writes history and answer, and
    /// commits. Nothing of a deed that is refused is kept.
    pub async fn act<D: Deed>(
        &self,
        permit: &Permit<D::May>,
        at: <D::At as Place>::Id,
        deed: D,
        once: Option<Once>,
    ) -> Result<D::Answer, ActionError> {
        // A turn carries all that it is about; whoever waits for it need not.
        match Box::pin(self.act_where(permit, at, deed, once, |_, _| true)).await? {
            Weighed::Done(answer) | Weighed::Unseen { answer, .. } => Ok(answer),
        }
    }

    /// The same where `is_seen` finds that whoever does it has seen what it comes to; otherwise says what that is, and
    /// nothing of it is kept. Both are judged in one unit, so that nothing changes between.
    pub(crate) async fn act_where<D: Deed>(
        &self,
        permit: &Permit<D::May>,
        at: <D::At as Place>::Id,
        deed: D,
        once: Option<Once>,
        is_seen: impl FnOnce(&D::At, &D::Answer) -> bool + Send,
    ) -> Result<Weighed<D::Answer>, ActionError> {
        let mut writing = self.storage.write(permit.scope()).await?;
        let form = Form::of(permit.account(), D::FORM, once);
        match &form {
            Some(form) => form.wait(&mut writing, D::At::KEEPS_TIME).await?,
            None if D::At::KEEPS_TIME => writing.share_time().await?,
            None => {}
        }
        D::At::hold_still(&mut writing, at).await?;
        let key = form.as_ref().map(Form::key);
        let entered = Ground::enter(&mut writing, permit.actor(), key).await?;
        if let Some((form, answer)) = form.as_ref().zip(entered.answer.as_ref()) {
            return form.same_answer(answer).map(Weighed::Done);
        }
        let mut unit = Unit::entered::<D::May>(self, writing, entered, form)?;
        let place = D::At::enter(&mut unit, at).await?;
        Permit::<D::May>::of(&unit.actor)?;
        let mut turn = Turn { unit, at: place };
        let told = deed.act(&mut turn).await?;
        if !is_seen(&turn.at, &told.answer) {
            let words = told.entries.first().map(|entry| entry.words.clone()).unwrap_or_default();
            return Ok(Weighed::Unseen { answer: told.answer, words });
        }
        turn.close(D::HISTORY, told).await.map(Weighed::Done)
    }
}

impl House {
    /// What a deed would come to, by the same rules and in the same unit, of which nothing is kept.
    pub async fn preview<D: Deed>(
        &self,
        permit: &Permit<D::May>,
        at: <D::At as Place>::Id,
        deed: D,
    ) -> Result<D::Answer, ActionError> {
        let mut turn = Turn::<D::At>::begin(self, permit, at).await?;
        Ok(deed.act(&mut turn).await?.answer)
    }
}

impl<A: Place> Turn<A> {
    /// Begins a turn that no form came by: the place is held still, and who does it is judged by what they are now.
    pub(crate) async fn begin<P: Permission<Scope = A::Scope>>(
        house: &House,
        permit: &Permit<P>,
        at: A::Id,
    ) -> Result<Self, ActionError> {
        let mut writing = house.storage.write(permit.scope()).await?;
        if A::KEEPS_TIME {
            writing.share_time().await?;
        }
        A::hold_still(&mut writing, at).await?;
        let mut unit = Unit::begin(house, writing, permit).await?;
        let at = A::enter(&mut unit, at).await?;
        Ok(Self { unit, at })
    }

    /// Writes answer and history and commits. This is the one place where what a deed leads to is sent on its
    /// way: the commit tells every open page, and what is to be told elsewhere belongs here too.
    pub(crate) async fn close<T: Serialize + DeserializeOwned>(
        mut self,
        history: &'static str,
        told: Told<T>,
    ) -> Result<T, ActionError> {
        let Told { answer, entries } = told;
        if !entries.is_empty() {
            self.at.leave(&mut self.unit).await?;
        }
        let kept = serde_json::to_string(&answer)?;
        let nothing_new = entries.is_empty();
        let form = self.unit.form.take().filter(|form| !(nothing_new && form.was_answered_in_parts()));
        if let Some(form) = &form {
            form.keep(&mut self.unit.writing, self.unit.now, &kept);
        }
        let (house, scope) = (self.unit.house.clone(), self.unit.scope());
        match (self.commit(history, entries).await, form) {
            (Ok(()), _) => Ok(answer),
            // Another process answered the same form at this very moment: its answer stands, this unit is undone.
            (Err(error), Some(form)) if error.is_duplicate() => {
                form.answer_after(&house.storage, scope).await
            }
            (Err(error), _) => Err(error.into()),
        }
    }

    async fn commit(self, history: &'static str, entries: Vec<Entry>) -> Result<(), StorageError> {
        let events = entries.into_iter().map(|entry| self.event(history, entry)).collect();
        self.unit.writing.record_and_commit(events).await
    }

    fn event(&self, history: &'static str, entry: Entry) -> <A::Scope as storage::Rows>::Event {
        let kind = entry.kind.clone().unwrap_or_else(|| Kind::from_key(history));
        let about = self.at.about();
        let (subject, chat) = (entry.subject.or(about.subject), entry.chat.or(about.chat));
        A::Scope::event(&self.unit, kind, Entry { subject, chat, ..entry })
    }
}
