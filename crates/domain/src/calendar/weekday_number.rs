//! Weekdays as they are kept: numbers from 0 (Monday) to 6 (Sunday).

use jiff::civil::Weekday;
use serde::{Deserialize, Deserializer, Serializer, de};

/// Writes the weekday as its number.
pub fn serialize<S: Serializer>(weekday: &Weekday, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_i8(weekday.to_monday_zero_offset())
}

/// Reads a number from 0 to 6; anything else is an error.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Weekday, D::Error> {
    Weekday::from_monday_zero_offset(i8::deserialize(deserializer)?).map_err(de::Error::custom)
}

/// Several weekdays as a list of numbers.
pub mod list {
    use jiff::civil::Weekday;
    use serde::{Deserialize, Deserializer, Serializer, de};

    /// Writes the weekdays as their numbers.
    pub fn serialize<S: Serializer>(weekdays: &[Weekday], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(weekdays.iter().map(|weekday| weekday.to_monday_zero_offset()))
    }

    /// Reads numbers from 0 to 6; anything else is an error.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Weekday>, D::Error> {
        Vec::<i8>::deserialize(deserializer)?
            .into_iter()
            .map(|number| Weekday::from_monday_zero_offset(number).map_err(de::Error::custom))
            .collect()
    }
}
