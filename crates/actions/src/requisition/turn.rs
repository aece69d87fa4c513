//! One turn of a requisition: it is read and held still, the rule is asked, and what becomes of it is
//! kept together with its event.

use domain::apparatus::Hold;
use domain::history::Event;
use domain::id::{RequisitionId, SchoolId};
use domain::people::{Actor, Role};
use domain::requisition::{
    Before, Deed, HeldBefore, LastDeed, Refusal, Requisition, Standing, State, UNDO_MINUTES, rule_for,
};
use domain::{Permission, Permit};
use serde::{Deserialize, Serialize};

use super::weigh::hold_all;
use crate::almanac::Almanac;
use crate::{ActionError, Begun, House, Once, Work};

/// What a deed came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The requisition.
    pub id: RequisitionId,
    /// Its version now.
    pub version: u32,
    /// Where it stands now, by its key.
    pub state: String,
    /// Whether it is late.
    pub late: bool,
    /// What was done, as a notice says it.
    pub words: String,
}

/// A requisition, held still while somebody does something to it.
pub(crate) struct Turn {
    pub work: Box<Work>,
    pub almanac: Almanac,
    pub requisition: Requisition,
    pub held: Vec<Hold>,
    pub actor: Actor,
    house: House,
    deed: Deed,
    before: Before,
}

impl Turn {
    /// Begins a turn: the requisition must exist, be where the deed starts from, and be somebody's of
    /// this standing.
    pub async fn begin<P: Permission<Scope = SchoolId>>(
        house: &House,
        permit: &Permit<P>,
        id: RequisitionId,
        deed: Deed,
        once: Option<Once>,
    ) -> Result<BegunTurn, ActionError> {
        let actor = permit.actor().clone();
        let mut work = match house.begin(actor.school, actor.account, once).await? {
            Begun::Answered(done) => return Ok(BegunTurn::Answered(done)),
            Begun::Anew(work) => work,
        };
        work.lock_requisition(id).await?;
        let requisition = work.find_requisition(id).await?.ok_or(ActionError::NotFound("requisition"))?;
        let standing = standing(&actor, &requisition, house.now());
        rule_for(deed).check(requisition.state, standing)?;
        let almanac = Almanac::read(&mut work).await?;
        let held = work.holds_of_requisition(id).await?;
        let before = before(&requisition, &held);
        Ok(BegunTurn::Anew(Box::new(Self {
            work,
            almanac,
            requisition,
            held,
            actor,
            house: house.clone(),
            deed,
            before,
        })))
    }

    /// Notes what counting back takes off the shelves, so that undoing can put it back.
    pub fn note_missing(&mut self, missing: Vec<(domain::id::ItemId, u32)>) {
        self.before.missing = missing;
    }

    /// Holds all that is asked for, in place of what was held; or says what clashes.
    pub async fn hold_everything(&mut self) -> Result<(), ActionError> {
        let requisition = &self.requisition;
        let (id, lesson, content) = (requisition.id, &requisition.lesson, &requisition.content);
        let holds = hold_all(&mut self.work, &self.almanac, id, lesson, content).await?;
        Ok(self.work.set_holds(id, &holds).await?)
    }

    /// Keeps the requisition as it now is, in its new state, with what happened in words.
    pub async fn finish(mut self, state: State, words: &str) -> Result<Done, ActionError> {
        let now = self.house.now();
        self.requisition.state = state;
        self.requisition.version += 1;
        self.requisition.last = LastDeed { deed: self.deed, by: self.actor.account, at: now };
        self.requisition.before_last = (self.deed != Deed::Undo).then_some(self.before);
        self.work.change_requisition(&self.requisition).await?;
        let event = event(&self.house, &self.actor, self.deed, self.requisition.id, words);
        self.work.finish(done(&self.requisition, self.deed), Some(event)).await
    }
}

/// A turn begun anew, or the answer that the same form had before.
pub(crate) enum BegunTurn {
    Anew(Box<Turn>),
    Answered(Done),
}

/// What a requisition is before a deed, with what it holds.
pub(crate) fn before(requisition: &Requisition, held: &[Hold]) -> Before {
    Before {
        state: requisition.state.key().to_owned(),
        content: requisition.content.clone(),
        lateness: requisition.lateness.clone(),
        needs_approval: requisition.needs_approval,
        question: requisition.question.clone(),
        held: held.iter().map(HeldBefore::from).collect(),
        missing: Vec::new(),
    }
}

/// What the person who did it is told.
pub(crate) fn done(requisition: &Requisition, deed: Deed) -> Done {
    Done {
        id: requisition.id,
        version: requisition.version,
        state: requisition.state.key().to_owned(),
        late: requisition.lateness.late,
        words: format!("{} for {}: {}", requisition.content.title(), requisition.lesson.class, deed.past()),
    }
}

/// An entry of history about a requisition.
pub(crate) fn event(house: &House, actor: &Actor, deed: Deed, id: RequisitionId, words: &str) -> Event {
    Event {
        id: house.next_id(),
        at: house.now(),
        account: actor.account,
        actor: actor.name.clone(),
        kind: deed.into(),
        subject: Some(id.to_string()),
        words: if words.is_empty() { capitalised(deed.past()) } else { words.to_owned() },
    }
}

fn capitalised(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// All that a person is to a requisition at this instant.
pub(crate) fn standing(actor: &Actor, requisition: &Requisition, now: domain::Instant) -> Standing {
    let of_lesson = requisition.lesson.staff;
    let is_own = of_lesson.is_some() && actor.staff == of_lesson;
    let is_mentors = of_lesson.is_some() && actor.mentor == of_lesson && actor.roles.has(Role::Trainee);
    let asked = actor.account.is_some() && actor.account == requisition.asked_by;
    let did_last = actor.account.is_some() && actor.account == requisition.last.by;
    let in_time = now <= requisition.last.at.plus_minutes(UNDO_MINUTES);
    Standing {
        asker: actor.acts_for_anyone() || is_own || is_mentors || asked,
        mentor: is_own && !asked && requisition.needs_approval,
        head: actor.roles.has(Role::HeadOfScience),
        technician: actor.roles.has_any(&[Role::Technician, Role::SeniorTechnician, Role::PrepRoom]),
        same_person: did_last && in_time && requisition.before_last.is_some(),
    }
}

/// What somebody wrote, where a deed cannot be done without words; else `advice`, beside the field.
pub(crate) fn said<'words>(words: &'words str, advice: &str) -> Result<&'words str, ActionError> {
    let words = words.trim();
    if words.is_empty() {
        return Err(ActionError::field("words", advice));
    }
    Ok(words)
}

/// A requisition can be refused from outside the table too.
pub(crate) fn not_from(deed: Deed, state: State) -> ActionError {
    Refusal::NotFrom { deed, state }.into()
}
