//! Who somebody is to one requisition.

use super::UNDO_MINUTES;
use super::{Occasion, Requisition};
use crate::id::StaffId;
use crate::instant::Instant;
use crate::lesson::Lesson;
use crate::people::{Actor, Role};

/// Who a person is to one requisition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The teacher whose lesson it is, a trainee on their mentor's lesson, or whoever acts for anyone.
    Asker,
    /// The teacher whose trainee asked.
    Mentor,
    /// A head of science.
    Head,
    /// A technician, the shared tablet among them where the deed is a step of the board.
    Technician,
    /// Whoever did the last deed.
    SamePerson,
}

/// All that a person is to one requisition.
#[expect(
    clippy::struct_excessive_bools,
    reason = "a person may be any of these at once; each is named where it is given"
)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// See [`Who::Asker`].
    pub asker: bool,
    /// Whose lesson it is, a trainee on their mentor's lesson, or whoever asked: those who see it while it is a draft.
    pub writer: bool,
    /// See [`Who::Mentor`].
    pub mentor: bool,
    /// See [`Who::Head`].
    pub head: bool,
    /// See [`Who::Technician`].
    pub technician: bool,
    /// See [`Who::SamePerson`].
    pub same_person: bool,
}

impl Part {
    /// All that somebody is to a requisition at this instant.
    pub fn of(actor: &Actor, requisition: &Requisition, now: Instant) -> Self {
        let teaches =
            |staff: Option<StaffId>| staff.is_some_and(|staff| requisition.occasion.is_taught_by(staff));
        let is_own = teaches(actor.staff);
        let is_mentors = teaches(actor.mentor) && actor.roles.has(Role::Trainee);
        let asked = actor.account.is_some() && actor.account == requisition.asked_by;
        let did_last = actor.account.is_some() && actor.account == requisition.last.by;
        let in_time = now <= requisition.last.at.plus_minutes(UNDO_MINUTES);
        Self {
            asker: actor.acts_for_anyone() || is_own || is_mentors || asked,
            writer: is_own || is_mentors || asked,
            mentor: is_own && !asked && requisition.needs_approval,
            head: actor.roles.has(Role::HeadOfScience),
            technician: actor.roles.has_any(&[Role::Technician, Role::SeniorTechnician, Role::PrepRoom]),
            same_person: did_last && in_time && requisition.before_last.is_some(),
        }
    }

    pub(super) fn is(self, who: Who) -> bool {
        match who {
            Who::Asker => self.asker,
            Who::Mentor => self.mentor,
            Who::Head => self.head,
            Who::Technician => self.technician,
            Who::SamePerson => self.same_person,
        }
    }
}

/// Whether somebody may ask for a lesson: their own, their mentor's while they train, or anyone's where they act
/// for anyone.
pub fn may_ask_for(actor: &Actor, lesson: &Lesson) -> bool {
    actor.acts_for_anyone() || teachers_of(actor).any(|staff| lesson.is_taught_by(staff))
}

/// Whether the week of this member of staff is somebody's to see and ask for, by the same rule as its lessons.
pub fn may_see_week_of(actor: &Actor, staff: StaffId) -> bool {
    actor.acts_for_anyone() || teachers_of(actor).any(|teacher| teacher == staff)
}

/// Whose lessons are somebody's own: theirs, and their mentor's while they train.
fn teachers_of(actor: &Actor) -> impl Iterator<Item = StaffId> {
    let mentor = actor.mentor.filter(|_| actor.roles.has(Role::Trainee));
    actor.staff.into_iter().chain(mentor)
}

/// Whether they ask as a trainee, for a lesson that is not their own: a mentor looks at it first.
pub fn asks_as_trainee(actor: &Actor, occasion: &Occasion) -> bool {
    let is_own = actor.staff.is_some_and(|staff| occasion.is_taught_by(staff));
    actor.roles.has(Role::Trainee) && !is_own && !actor.acts_for_anyone()
}
