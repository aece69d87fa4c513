//! A deed's turn: a unit of work that has been begun, with who does it by now, and the place it is done at, which
//! is held still until the unit ends.

use std::fmt::Display;
use std::ops::{Deref, DerefMut};
use std::str::FromStr;
use std::sync::Arc;

use domain::Instant;
use domain::chat::Participant;
use domain::history::{Event, Kind, NetworkEvent};
use domain::id::{AccountId, ChatId, NetworkId, SchoolId};
use domain::people::Actor;
use domain::permission::{Acts, NotPermitted, Permission, Permit, Scope};
use serde::de::DeserializeOwned;
use storage::{Rows, Writing};
use uuid::Uuid;

use crate::almanac::Almanac;
use crate::entry::Entry;
use crate::once::Form;
use crate::{ActionError, House, Invalid};

/// What deeds are done to: it is held still, and read as it then stands.
pub trait Place: Sized + Send {
    /// Where it is.
    type Scope: Ground;
    /// What names it.
    type Id: Copy + Send + Sync;
    /// What whoever names one names, such as `requisition`; none where its scope has only one.
    const NOUN: Option<&'static str>;
    /// Whether what is done here relies on the school's lessons staying where they are until it is done.
    const KEEPS_TIME: bool = false;

    /// The one that a command or a program names in words.
    fn named(at: Option<&str>) -> Result<Self::Id, Invalid>;

    /// Holds it still until the unit ends, before it is judged who does something to it: whoever waited for it is
    /// then judged by what they are when their turn comes. A place may hold itself still where it is entered
    /// instead.
    fn hold_still(
        _: &mut Writing<Self::Scope>,
        _: Self::Id,
    ) -> impl Future<Output = Result<(), ActionError>> + Send {
        async { Ok(()) }
    }

    /// Reads it as it stands, held still until the unit ends. Where roles are given for the place itself, the
    /// unit's actor gets those they have by now.
    fn enter(
        unit: &mut Unit<Self::Scope>,
        id: Self::Id,
    ) -> impl Future<Output = Result<Self, ActionError>> + Send;

    /// What history says a deed was done to.
    fn about(&self) -> About {
        About::default()
    }

    /// Keeps what everything that is done here changes.
    fn leave(&mut self, _: &mut Unit<Self::Scope>) -> impl Future<Output = Result<(), ActionError>> + Send {
        async { Ok(()) }
    }
}

/// The place of its kind that has this identifier.
pub(crate) fn named_by_id<T: FromStr>(noun: &'static str, at: Option<&str>) -> Result<T, Invalid> {
    let Some(text) = at else {
        return Err(Invalid::new("at", format!("say which {noun}, by its identifier")));
    };
    text.parse()
        .map_err(|_| Invalid::new("at", format!("“{}” is no identifier of a {noun}", shortened(text))))
}

/// The only place of its kind, which is named by naming nothing.
pub(crate) fn only_one(at: Option<&str>) -> Result<(), Invalid> {
    let Some(text) = at else { return Ok(()) };
    Err(Invalid::new(
        "at",
        format!("leave “{}” out: this is done in the whole school or network", shortened(text)),
    ))
}

/// As much of a text as a sentence repeats.
fn shortened(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).take(MOST_REPEATED).collect()
}

/// Characters of what was typed that a sentence repeats.
const MOST_REPEATED: usize = 40;

/// What history says a deed was done to.
#[derive(Debug, Default)]
pub struct About {
    pub(crate) subject: Option<String>,
    pub(crate) chat: Option<ChatId>,
}

/// A deed's turn at a place.
pub struct Turn<A: Place> {
    pub(crate) unit: Unit<A::Scope>,
    pub(crate) at: A,
}

/// A unit of work in a school or a network, with whoever does it.
pub struct Unit<S: Ground> {
    pub(crate) house: House,
    pub(crate) writing: Writing<S>,
    /// Whoever does it, with the roles they have by now.
    pub(crate) actor: S::Actor,
    /// When it began.
    pub(crate) now: Instant,
    /// The number of the school's almanac when it began; 0 in a network, which has none.
    pub(crate) almanac: i64,
    /// The form that the deed came by.
    pub(crate) form: Option<Form>,
}

impl<S: Ground> Unit<S> {
    /// Begins a unit by whoever holds a permit, judged anew by what they are now.
    pub(crate) async fn begin<P: Permission<Scope = S>>(
        house: &House,
        mut writing: Writing<S>,
        permit: &Permit<P>,
    ) -> Result<Self, ActionError> {
        let entered = S::enter(&mut writing, permit.actor(), None).await?;
        let unit = Self::entered::<P>(house, writing, entered, None)?;
        Permit::<P>::of(&unit.actor)?;
        Ok(unit)
    }

    /// A unit by whoever has entered. Whoever belongs there no more may do nothing there.
    pub(crate) fn entered<P: Permission<Scope = S>>(
        house: &House,
        writing: Writing<S>,
        entered: Entered<S>,
        form: Option<Form>,
    ) -> Result<Self, NotPermitted> {
        let actor = entered.actor.ok_or(NotPermitted { what: P::WORDS })?;
        let (house, now, almanac) = (house.clone(), house.now(), entered.almanac);
        Ok(Self { house, writing, actor, now, almanac, form })
    }

    /// What one part of the form was answered when each part was a deed of its own, as it was once.
    pub(crate) async fn answer_of_part<T: DeserializeOwned>(
        &mut self,
        part: impl Display,
    ) -> Result<Option<T>, ActionError> {
        match &mut self.form {
            Some(form) => form.answer_of_part(&mut self.writing, part).await,
            None => Ok(None),
        }
    }

    /// A new identifier.
    pub(crate) fn next_id<T: From<Uuid>>(&self) -> T {
        self.house.next_id()
    }
}

impl Unit<SchoolId> {
    /// The school's almanac as it stood when this unit began.
    pub(crate) async fn almanac(&mut self) -> Result<Arc<Almanac>, ActionError> {
        Ok(self.house.almanac_within(&mut self.writing, self.almanac).await?)
    }
}

/// What a deed is judged by as it enters a scope.
#[derive(Debug)]
pub struct Entered<S: Scope> {
    /// Whoever does it, with the roles they have by now; none where they belong there no more.
    pub(crate) actor: Option<S::Actor>,
    /// The number of the school's almanac; 0 in a network, which has none.
    pub(crate) almanac: i64,
    /// What was answered to the same form before: the hash of its body, and the answer.
    pub(crate) answer: Option<(String, String)>,
}

impl<S: Ground> Deref for Unit<S> {
    type Target = Writing<S>;

    fn deref(&self) -> &Writing<S> {
        &self.writing
    }
}

impl<S: Ground> DerefMut for Unit<S> {
    fn deref_mut(&mut self) -> &mut Writing<S> {
        &mut self.writing
    }
}

/// A scope that deeds are done in.
pub trait Ground: storage::Scope + Rows + Scope {
    /// What a deed of somebody is judged by here, with what was answered to its form before. Whoever runs the
    /// server stays who they are.
    fn enter(
        writing: &mut Writing<Self>,
        known: &Self::Actor,
        form: Option<(&str, &str)>,
    ) -> impl Future<Output = Result<Entered<Self>, ActionError>> + Send;

    /// An entry of its history.
    fn event(unit: &Unit<Self>, kind: Kind, entry: Entry) -> <Self as Rows>::Event;
}

impl Ground for SchoolId {
    async fn enter(
        writing: &mut Writing,
        known: &Actor,
        form: Option<(&str, &str)>,
    ) -> Result<Entered<Self>, ActionError> {
        let entered = writing.enter(known.account, form).await?;
        let (almanac, answer) = (entered.almanac, entered.answer);
        let Some(account) = known.account else {
            return Ok(Entered { actor: Some(known.clone()), almanac, answer });
        };
        let member = entered.member.filter(|member| member.ended_at.is_none());
        let actor = member.map(|member| {
            let (staff, mentor) = (member.staff, member.mentor);
            Actor::member(known.school, account, staff, mentor, known.name.clone(), member.roles)
        });
        Ok(Entered { actor, almanac, answer })
    }

    fn event(unit: &Unit<Self>, kind: Kind, entry: Entry) -> Event {
        event(unit, kind, entry)
    }
}

impl Ground for NetworkId {
    async fn enter(
        writing: &mut Writing<Self>,
        known: &Participant,
        form: Option<(&str, &str)>,
    ) -> Result<Entered<Self>, ActionError> {
        let entered =
            writing.enter(known.account, None, form).await?.ok_or(ActionError::NotFound("network"))?;
        let (almanac, answer) = (0, entered.answer);
        let Some(account) = known.account else {
            return Ok(Entered { actor: Some(known.clone()), almanac, answer });
        };
        let (handle, name) = (entered.ties.handle, known.name.clone());
        let actor = entered
            .ties
            .ties
            .role()
            .map(|role| Participant::member(known.network, account, name, handle, role, Vec::new()));
        Ok(Entered { actor, almanac, answer })
    }

    fn event(unit: &Unit<Self>, kind: Kind, entry: Entry) -> NetworkEvent {
        let (chat, message) = (entry.chat, entry.message);
        NetworkEvent { event: event(unit, kind, entry), chat, message }
    }
}

fn event<S: Ground>(unit: &Unit<S>, kind: Kind, entry: Entry) -> Event {
    let account: Option<AccountId> = unit.actor.account().filter(|_| !entry.by_nobody);
    Event {
        id: unit.next_id(),
        at: unit.now,
        account,
        actor: entry.signed.unwrap_or_else(|| unit.actor.shown()),
        kind,
        subject: entry.subject,
        words: entry.words,
    }
}

#[cfg(test)]
mod tests {
    use domain::id::RequisitionId;

    use super::*;

    #[test]
    fn a_place_is_named_by_its_identifier_or_by_nothing() {
        let id = "01890000-0000-7000-8000-000000000000";
        let named = named_by_id::<RequisitionId>("requisition", Some(id));
        assert_eq!(named.map(|found| found.to_string()), Ok(id.to_owned()));
        let wrong = |at| named_by_id::<RequisitionId>("requisition", at).unwrap_err();
        assert_eq!((wrong(None).field, wrong(Some("x")).field), ("at", "at"));
        assert!(wrong(None).words.contains("which requisition"));
        assert!(wrong(Some("x\0y")).words.contains("“xy”"));
        assert_eq!(only_one(None), Ok(()));
        assert_eq!(only_one(Some(id)).unwrap_err().field, "at");
    }
}
