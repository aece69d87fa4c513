//! Changing the school's time only as somebody has seen that it will be.

use domain::id::SchoolId;
use domain::{Permission, Permit};

use super::{Effects, SchoolTime, TimeChanged};
use crate::deed::{Deed, Weighed};
use crate::{ActionError, House, Once};

/// What became of a change of the school's time.
#[derive(Debug)]
pub enum Seen {
    /// It was done.
    Done(TimeChanged),
    /// Nothing was done yet: somebody has to see first what it would do.
    ToSee(Effects),
}

impl Effects {
    /// Whether whoever was shown what has this mark has seen all that it does; where it does nothing, there is nothing
    /// to see.
    pub fn were_seen(&self, mark: &str) -> bool {
        self.is_nothing() || self.mark() == mark
    }
}

/// Does a change where `is_seen` says of what it does as things are by now that somebody has seen it. Both are judged
/// in one unit, so that nothing changes between; a form that was sent before has its answer.
///
/// # Errors
///
/// As the deed's own.
pub async fn change_as_seen<D>(
    house: &House,
    permit: &Permit<D::May>,
    deed: D,
    once: Option<Once>,
    is_seen: impl FnOnce(&Effects) -> bool + Send,
) -> Result<Seen, ActionError>
where
    D: Deed<At = SchoolTime, Answer = TimeChanged>,
    D::May: Permission<Scope = SchoolId>,
{
    let weighed = house.act_where(permit, (), deed, once, |_, told| is_seen(&told.effects)).await?;
    Ok(match weighed {
        Weighed::Done(told) => Seen::Done(told),
        Weighed::Unseen { answer, .. } => Seen::ToSee(answer.effects),
    })
}
