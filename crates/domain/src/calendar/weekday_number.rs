//! Weekdays as they are kept: numbers from 0 (Monday) to 6 (Sunday). Whoever sends one may write its English name
//! instead, which is the same wherever a weekday is sent.

use jiff::civil::Weekday;
use serde::{Deserialize, Deserializer, Serializer, de};

/// A weekday as somebody writes it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Number(i8),
    Name(String),
}

impl Written {
    /// The weekday, where numbers begin with that of Monday.
    fn weekday<E: de::Error>(self, monday: i8) -> Result<Weekday, E> {
        let found = match &self {
            Self::Number(number) => {
                number.checked_sub(monday).and_then(|day| Weekday::from_monday_zero_offset(day).ok())
            }
            Self::Name(name) => {
                let mut week = Weekday::Monday.cycle_forward().take(7);
                week.find(|weekday| self::name(*weekday).eq_ignore_ascii_case(name.trim()))
            }
        };
        found.ok_or_else(|| {
            let sunday = monday + 6;
            E::custom(format!("a weekday is a name such as monday, or a number from {monday} to {sunday}"))
        })
    }
}

/// The English name, in small letters.
fn name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "monday",
        Weekday::Tuesday => "tuesday",
        Weekday::Wednesday => "wednesday",
        Weekday::Thursday => "thursday",
        Weekday::Friday => "friday",
        Weekday::Saturday => "saturday",
        Weekday::Sunday => "sunday",
    }
}

/// Writes the weekday as its number.
pub fn serialize<S: Serializer>(weekday: &Weekday, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_i8(weekday.to_monday_zero_offset())
}

/// Reads a number from 0 to 6, or a name; anything else is an error.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Weekday, D::Error> {
    Written::deserialize(deserializer)?.weekday(0)
}

/// Several weekdays as a list of numbers.
pub mod list {
    use jiff::civil::Weekday;
    use serde::{Deserialize, Deserializer, Serializer};

    /// Writes the weekdays as their numbers.
    pub fn serialize<S: Serializer>(weekdays: &[Weekday], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(weekdays.iter().map(|weekday| weekday.to_monday_zero_offset()))
    }

    /// Reads numbers from 0 to 6, or names; anything else is an error.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Weekday>, D::Error> {
        let written = Vec::<super::Written>::deserialize(deserializer)?;
        written.into_iter().map(|weekday| weekday.weekday(0)).collect()
    }
}

/// A weekday by its name, or none. Numbers, where somebody sends them, are those of ISO 8601: Monday is 1.
pub mod name_or_none {
    use jiff::civil::Weekday;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Writes the name.
    pub fn serialize<S: Serializer>(weekday: &Option<Weekday>, serializer: S) -> Result<S::Ok, S::Error> {
        weekday.map(super::name).serialize(serializer)
    }

    /// Reads a name, a number from 1 to 7, or none; anything else is an error.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Weekday>, D::Error> {
        let written = Option::<super::Written>::deserialize(deserializer)?;
        written.map(|weekday| weekday.weekday(1)).transpose()
    }
}
