//! Doing what somebody has seen the effects of, and nothing else.

use domain::Permit;
use domain::people::permissions::ChangeDay;
use jiff::civil::Date;

use super::day::standing;
use crate::calendar::{SchoolTime, TimeChanged};
use crate::deed::{Deed, Weighed};
use crate::once::hash;
use crate::{ActionError, House, Once};

/// What became of a change of a day.
#[derive(Debug)]
pub enum Changing {
    /// It was done.
    Done(TimeChanged),
    /// Nothing was done yet: somebody has to see first what it does.
    ToSee {
        /// What it would do.
        told: TimeChanged,
        /// What it is, in words.
        words: String,
        /// What is sent along once this has been seen.
        seen: String,
        /// Whether what is otherwise on the day is another than on the page that it was begun on.
        overtaken: bool,
    },
}

/// Changes a day where `seen` says that whoever does it has seen what it does as things are by now, or where it does
/// nothing to anybody and the day is as `stands` says that they saw it. So of two who say the same at once, the second
/// sees what is so by then.
pub async fn change_day<D>(
    house: &House,
    permit: &Permit<ChangeDay>,
    deed: D,
    once: Option<Once>,
    date: Date,
    (stands, seen): (&str, &str),
) -> Result<Changing, ActionError>
where
    D: Deed<At = SchoolTime, May = ChangeDay, Answer = TimeChanged>,
{
    let (mut now, mut overtaken) = (String::new(), false);
    let is_seen = |time: &SchoolTime, told: &TimeChanged| {
        let by_now = standing(&time.before, date);
        overtaken = !stands.is_empty() && stands != by_now;
        now = hash(format!("{by_now}{}", told.effects.mark()).as_bytes());
        seen == now || seen.is_empty() && told.effects.is_nothing() && !overtaken
    };
    Ok(match house.act_where(permit, (), deed, once, is_seen).await? {
        Weighed::Done(told) => Changing::Done(told),
        Weighed::Unseen { answer, words } => Changing::ToSee { told: answer, words, seen: now, overtaken },
    })
}
