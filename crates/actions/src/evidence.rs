//! Evidence: what the prep room does, in numbers that name nobody.

use domain::Permit;
use domain::people::permissions;
use domain::requisition::State;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::almanac::Almanac;
use crate::{ActionError, House};

/// One week of the prep room, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WeekEvidence {
    /// Practicals asked for, whatever became of them.
    pub asked: u32,
    /// Practicals done: counted back, or out for a lesson that is over.
    pub done: u32,
    /// Those that came late.
    pub late: u32,
    /// Those not used, declined or withdrawn.
    pub not_done: u32,
}

/// Some weeks of the prep room.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Today, in the school's zone.
    pub today: Date,
    /// The first day of this week.
    pub this: Date,
    /// The last eight weeks and the next, by the first day of each.
    pub weeks: Vec<(Date, WeekEvidence)>,
}

/// Weeks that are shown.
const WEEKS: i64 = 8;

/// The last eight weeks and the next, by the first day of each.
pub async fn weeks(
    house: &House,
    permit: &Permit<permissions::SeeEvidence>,
) -> Result<Evidence, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    let almanac = Almanac::read(&mut reading).await?;
    let today = almanac.calendar.local(house.now()).0;
    let this = almanac.calendar.week_start(today);
    let first = this.saturating_sub((WEEKS - 1).weeks());
    let last = this.saturating_add(13.days());
    let mut weeks: Vec<(Date, WeekEvidence)> = first
        .series(1.week())
        .take_while(|week| *week <= last)
        .map(|week| (week, WeekEvidence::default()))
        .collect();
    for day in reading.day_counts(first, last).await? {
        let week = almanac.calendar.week_start(day.date);
        let Some((_, sums)) = weeks.iter_mut().find(|(start, _)| *start == week) else { continue };
        sums.asked += day.count;
        sums.late += if day.late { day.count } else { 0 };
        match day.state {
            State::Closed | State::Collected | State::Delivered => sums.done += day.count,
            State::NotUsed | State::Declined | State::Withdrawn => sums.not_done += day.count,
            _ => {}
        }
    }
    Ok(Evidence { today, this, weeks })
}
