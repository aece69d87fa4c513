//! Ringing the bells at other times, on one date or on a weekday.

use domain::TimeOfDay;
use domain::calendar::weekday_number;
use domain::people::permissions::ChangeDay;
use domain::timetable::bells::rung;
use domain::timetable::exception::{Exception, Rung};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use serde::{Deserialize, Serialize};

use super::{days, except};
use crate::ActionError;
use crate::calendar::{SchoolTime, TimeChanged, day_words};
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// The most days over which bells ring otherwise.
const MOST_DAYS: i32 = 400;

/// Says that periods have other times: on one date, or on a weekday for some weeks.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ring {
    /// The first date.
    pub first: Date,
    /// The last, included.
    pub last: Date,
    /// Only on this weekday, by its name or by a number from 1 for Monday to 7 for Sunday; every day where none is given.
    #[serde(default, with = "weekday_number::name_or_none")]
    pub weekday: Option<Weekday>,
    /// The periods, by their names; those that are not named keep their times.
    pub periods: Vec<Rung>,
}

impl Deed for Ring {
    type At = SchoolTime;
    type May = ChangeDay;
    type Answer = TimeChanged;
    const KEY: &'static str = "timetable.bells";

    fn example() -> Self {
        let rung = TimeOfDay::at(9, 0).zip(TimeOfDay::at(9, 40));
        let periods = rung.map(|(start, end)| Rung { label: "P1".to_owned(), start, end });
        let (first, last) = (date(2026, 1, 19), date(2026, 4, 1));
        Self { first, last, weekday: Some(Weekday::Monday), periods: periods.into_iter().collect() }
    }

    async fn act(self, turn: &mut Turn<SchoolTime>) -> Result<Told<TimeChanged>, ActionError> {
        let Self { first, last, weekday, periods } = self;
        if last < first || last.since(first).is_ok_and(|span| span.get_days() > MOST_DAYS) {
            return Err(ActionError::field(
                "last",
                "choose a last date on or after the first, within 400 days",
            ));
        }
        let mut dates = first.series(1.day()).take_while(|date| *date <= last);
        if weekday.is_some_and(|weekday| !dates.any(|date| date.weekday() == weekday)) {
            return Err(ActionError::field("weekday", "none of these dates falls on this weekday"));
        }
        must_be_periods(turn, &periods)?;
        let almanac = &turn.at.before;
        let bells = Exception::Bells { first, last, weekday, periods: periods.clone() };
        let dates = first.series(1.day()).take_while(|date| *date <= last);
        let (mut is_school, mut is_otherwise) = (false, false);
        for date in dates.filter(|date| bells.rings_on(*date)) {
            let Some((_, day)) = almanac.day_on(date) else { continue };
            let then = rung(day, &periods).map_err(|label| overlaps(&label, date))?;
            is_school = true;
            is_otherwise |= then != *day;
        }
        if is_school && !is_otherwise {
            return Err(ActionError::field("periods", "the bells ring at these times already"));
        }
        let times: Vec<String> =
            periods.iter().map(|one| format!("{} {} – {}", one.label, one.start, one.end)).collect();
        let words = format!("The bells ring at other times {}: {}", days(first, last), times.join(", "));
        except(turn, vec![bells], words).await
    }
}

fn overlaps(label: &str, date: Date) -> ActionError {
    let words = format!(
        "“{label}” would overlap another period on {}, or change places with it; give the times of that one too",
        day_words(date)
    );
    ActionError::field("periods", words)
}

/// Refuses names that the timetable does not have, those given twice, and what ends before it begins.
fn must_be_periods(turn: &Turn<SchoolTime>, periods: &[Rung]) -> Result<(), ActionError> {
    let is_known = |label: &str| {
        let mut days = turn.at.before.versions.iter().flat_map(|version| &version.days);
        days.any(|day| day.periods.iter().any(|period| period.label == label))
    };
    if periods.is_empty() {
        return Err(ActionError::field("periods", "give the times of one period at least"));
    }
    for (place, period) in periods.iter().enumerate() {
        let label = &period.label;
        let wrong = if !is_known(label) {
            format!("the timetable has no period “{label}”")
        } else if periods[..place].iter().any(|before| before.label == *label) {
            format!("“{label}” is named twice")
        } else if period.end <= period.start {
            format!("“{label}” ends before it begins")
        } else {
            continue;
        };
        return Err(ActionError::field("periods", wrong));
    }
    Ok(())
}
