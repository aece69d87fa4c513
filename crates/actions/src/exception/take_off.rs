//! Taking some off the timetable: exams, a trip, sports day.

use domain::people::permissions::ChangeDay;
use domain::timetable::exception::Exception;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use super::known::Known;
use super::{days, except, not_so_already};
use crate::ActionError;
use crate::calendar::{SchoolTime, TimeChanged};
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// The most years, classes or rooms that one such time names.
const MOST_NAMES: usize = 200;
/// The longest reason or name, in characters.
const LONGEST: usize = 200;

/// Says that chosen years, classes or rooms have no lessons on some dates, or that nobody has.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeOff {
    /// The first date.
    pub first: Date,
    /// The last, included.
    pub last: Date,
    /// Why, as people should read it.
    pub reason: String,
    /// Years, by the number that their classes begin with.
    #[serde(default)]
    pub years: Vec<u8>,
    /// Classes, as the timetable names them.
    #[serde(default)]
    pub classes: Vec<String>,
    /// Rooms that cannot be used, as the timetable names them.
    #[serde(default)]
    pub rooms: Vec<String>,
    /// Whether it is everybody; then nothing is chosen.
    #[serde(default)]
    pub everybody: bool,
}

impl Deed for TakeOff {
    type At = SchoolTime;
    type May = ChangeDay;
    type Answer = TimeChanged;
    const KEY: &'static str = "timetable.off";

    fn example() -> Self {
        Self {
            first: date(2026, 5, 18),
            last: date(2026, 5, 22),
            reason: "Exams".to_owned(),
            years: vec![11, 13],
            classes: Vec::new(),
            rooms: vec!["Hall".to_owned()],
            everybody: false,
        }
    }

    async fn act(self, turn: &mut Turn<SchoolTime>) -> Result<Told<TimeChanged>, ActionError> {
        let Self { first, last, reason, years, classes, rooms, everybody } = self;
        let reason = reason.trim().to_owned();
        if last < first {
            return Err(ActionError::field("last", "it ends before it begins"));
        }
        if reason.is_empty() || reason.chars().count() > LONGEST {
            return Err(ActionError::field("reason", "say why, in at most 200 characters"));
        }
        let names = years.len() + classes.len() + rooms.len();
        let is_long = classes.iter().chain(&rooms).any(|name| name.chars().count() > LONGEST);
        if names > MOST_NAMES || is_long {
            return Err(ActionError::field("classes", "name at most 200 years, classes and rooms"));
        }
        // What was meant for some and could not be read must never come to be for all.
        match (names, everybody) {
            (0, false) => {
                let words = "say for which years, classes or rooms, or that it is everybody";
                return Err(ActionError::field("everybody", words));
            }
            (1.., true) => {
                let words = "choose everybody, or some years, classes or rooms, and not both";
                return Err(ActionError::field("everybody", words));
            }
            _ => {}
        }
        let known = Known::read(turn).await?;
        let years = years.into_iter().map(|year| known.year(year, "years")).collect::<Result<Vec<_>, _>>()?;
        let classes = known_ones(&classes, |class| known.class(class, "classes"))?;
        let rooms = known_ones(&rooms, |room| known.room(room, "rooms"))?;
        let who = whom(&years, &classes, &rooms);
        let why = reason.trim_end_matches('.');
        let words = format!("Off the timetable {}: {who}, for {why}", days(first, last));
        let off = Exception::Off { first, last, reason, years, classes, rooms };
        not_so_already(turn, &off)?;
        except(turn, vec![off], words).await
    }
}

fn known_ones(
    typed: &[String],
    known: impl Fn(&str) -> Result<String, ActionError>,
) -> Result<Vec<String>, ActionError> {
    typed.iter().map(|name| known(name)).collect()
}

/// Whom it is for, in words: `years 11 and 13, 9A, Lab 3`.
fn whom(years: &[u8], classes: &[String], rooms: &[String]) -> String {
    let years: Vec<String> = years.iter().map(u8::to_string).collect();
    let years = match years.as_slice() {
        [] => None,
        [year] => Some(format!("year {year}")),
        [before @ .., last] => Some(format!("years {} and {last}", before.join(", "))),
    };
    let parts: Vec<String> = years.into_iter().chain(classes.iter().chain(rooms).cloned()).collect();
    if parts.is_empty() { "everybody".to_owned() } else { parts.join(", ") }
}
