//! Setting what a school has decided: the deadline, who approves, and the minutes around lessons.

use domain::TimeOfDay;
use domain::calendar::weekday_number;
use domain::instant::written_time;
use domain::people::permissions::SetPolicy;
use domain::policy::Policy;
use domain::requisition::deadline::{DeadlinePolicy, WeeklyCutOff, WorkingHours};
use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

use crate::ActionError;
use crate::beside::{Beside, Disputed};
use crate::deed::{Deed, Told};
use crate::requisition::Book;
use crate::unit::Turn;

/// The most hours of notice: four weeks of them.
const MOST_NOTICE_MINUTES: u32 = 4 * 7 * 24 * 60;
/// The most minutes around a lesson: a day.
const MOST_AROUND: u32 = 24 * 60;

/// Sets what the school has decided. Requests that were sent keep the deadline they were judged by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Set {
    /// When requests for a school week close, in the week before; none for no such time.
    #[serde(default)]
    pub weekly_cut_off: Option<CutOff>,
    /// The working time that has to lie between receipt and lesson, in minutes; none for no notice.
    #[serde(default)]
    pub notice_minutes: Option<u32>,
    /// The department's hours on school days, Monday first; none where nobody works that weekday.
    pub working_hours: [Option<Hours>; 7],
    /// Whether a request that is on time and free is accepted without anybody looking.
    pub accepts_by_itself: bool,
    /// Whether a head of science must let every request through first.
    pub head_approves: bool,
    /// Minutes that apparatus is needed before a lesson, where the item says nothing.
    pub set_up_minutes: u32,
    /// Minutes that it is needed after.
    pub turn_round_minutes: u32,
    /// Pupils in a class whose size is not known.
    pub usual_class: u32,
    /// What was decided when the change was begun: what others have changed since stands, and where both changed the
    /// same, nothing is done. None where nobody looked.
    #[serde(default)]
    pub seen: Option<Box<Self>>,
}

/// A weekday and time at which requests for the following school week close.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CutOff {
    /// The weekday, from 0 for Monday.
    #[serde(with = "weekday_number")]
    pub weekday: Weekday,
    /// The time of day, such as `12:30`.
    #[serde(with = "written_time")]
    pub time: TimeOfDay,
}

/// When technicians work on one weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// When work begins, such as `08:00`.
    #[serde(with = "written_time")]
    pub from: TimeOfDay,
    /// When it ends.
    #[serde(with = "written_time")]
    pub until: TimeOfDay,
}

impl From<Policy> for Set {
    fn from(policy: Policy) -> Self {
        let DeadlinePolicy { weekly_cut_off, notice_minutes, working_hours } = policy.deadline;
        let hours = |hours: WorkingHours| Hours { from: hours.from, until: hours.until };
        Self {
            weekly_cut_off: weekly_cut_off.map(|kept| CutOff { weekday: kept.weekday, time: kept.time }),
            notice_minutes,
            working_hours: working_hours.map(|kept| kept.map(hours)),
            accepts_by_itself: policy.accepts_by_itself,
            head_approves: policy.head_approves,
            set_up_minutes: policy.set_up_minutes,
            turn_round_minutes: policy.turn_round_minutes,
            usual_class: policy.usual_class,
            seen: None,
        }
    }
}

impl Set {
    /// This change, begun when the school had decided what was `seen`, beside what has been decided since: `now`.
    pub fn beside(self, seen: &Self, now: &Self) -> Beside<Self> {
        let mut disputed = Disputed::default();
        let mut working_hours = now.working_hours;
        for (day, to) in self.working_hours.into_iter().enumerate() {
            let (seen, now) = (&seen.working_hours[day], &now.working_hours[day]);
            working_hours[day] = disputed.field("working_hours", to, seen, now);
        }
        let mut number = |name, to: u32, seen: u32, now: u32| disputed.field(name, to, &seen, &now);
        let set_up_minutes =
            number("set_up_minutes", self.set_up_minutes, seen.set_up_minutes, now.set_up_minutes);
        let turn_round_minutes = number(
            "turn_round_minutes",
            self.turn_round_minutes,
            seen.turn_round_minutes,
            now.turn_round_minutes,
        );
        let usual_class = number("usual_class", self.usual_class, seen.usual_class, now.usual_class);
        let whole = Self {
            weekly_cut_off: disputed.field(
                "cut_off_time",
                self.weekly_cut_off,
                &seen.weekly_cut_off,
                &now.weekly_cut_off,
            ),
            notice_minutes: disputed.field(
                "notice_hours",
                self.notice_minutes,
                &seen.notice_minutes,
                &now.notice_minutes,
            ),
            working_hours,
            accepts_by_itself: disputed.field(
                "accepts_by_itself",
                self.accepts_by_itself,
                &seen.accepts_by_itself,
                &now.accepts_by_itself,
            ),
            head_approves: disputed.field(
                "head_approves",
                self.head_approves,
                &seen.head_approves,
                &now.head_approves,
            ),
            set_up_minutes,
            turn_round_minutes,
            usual_class,
            seen: None,
        };
        Beside { whole, disputed: disputed.0 }
    }
}

impl From<Set> for Policy {
    fn from(set: Set) -> Self {
        let hours = |hours: Hours| WorkingHours { from: hours.from, until: hours.until };
        let cut_off = |said: CutOff| WeeklyCutOff { weekday: said.weekday, time: said.time };
        Self {
            deadline: DeadlinePolicy {
                weekly_cut_off: set.weekly_cut_off.map(cut_off),
                notice_minutes: set.notice_minutes,
                working_hours: set.working_hours.map(|said| said.map(hours)),
            },
            accepts_by_itself: set.accepts_by_itself,
            head_approves: set.head_approves,
            set_up_minutes: set.set_up_minutes,
            turn_round_minutes: set.turn_round_minutes,
            usual_class: set.usual_class,
        }
    }
}

impl Deed for Set {
    type At = Book;
    type May = SetPolicy;
    type Answer = ();
    const KEY: &'static str = "school.policy";
    const FORM: &'static str = "policy";

    fn example() -> Self {
        crate::school::usual_policy().into()
    }

    async fn act(self, turn: &mut Turn<Book>) -> Result<Told<()>, ActionError> {
        let mut to = self;
        if let Some(seen) = to.seen.take() {
            let now = Self::from(turn.unit.school().await?.policy);
            to = to.beside(&seen, &now).agreed()?;
        }
        let policy = Policy::from(to);
        check(&policy)?;
        turn.unit.set_policy(&policy).await?;
        Ok(Told::done((), "Changed the department's policies"))
    }
}

fn check(policy: &Policy) -> Result<(), ActionError> {
    if policy.deadline.notice_minutes.unwrap_or(0) > MOST_NOTICE_MINUTES {
        return Err(ActionError::field("notice_hours", "notice is at most four weeks of hours"));
    }
    if policy.set_up_minutes > MOST_AROUND {
        return Err(ActionError::field("set_up_minutes", "set-up is at most a day"));
    }
    if policy.turn_round_minutes > MOST_AROUND {
        return Err(ActionError::field("turn_round_minutes", "turn-round is at most a day"));
    }
    if !(1..=200).contains(&policy.usual_class) {
        return Err(ActionError::field("usual_class", "a class has from 1 to 200 pupils"));
    }
    if policy.deadline.working_hours.iter().flatten().any(|hours| hours.from >= hours.until) {
        return Err(ActionError::field("working_hours", "working hours end after they begin"));
    }
    Ok(())
}
