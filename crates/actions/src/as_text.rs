//! Values that stand in a deed's JSON by the words that pages and databases have for them.

use std::fmt::Display;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize as _, Deserializer, Serializer};

/// Writes what is kept of it.
pub(crate) fn serialize<T: Display, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(value)
}

/// Reads what is kept of it.
pub(crate) fn deserialize<'de, T, D>(from: D) -> Result<T, D::Error>
where
    T: FromStr<Err: Display>,
    D: Deserializer<'de>,
{
    String::deserialize(from)?.parse().map_err(D::Error::custom)
}

/// Times of day, as `09:05`.
pub(crate) mod time_of_day {
    use domain::TimeOfDay;
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer};

    pub(crate) use super::serialize;

    /// Reads a time.
    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<TimeOfDay, D::Error> {
        let text = String::deserialize(from)?;
        TimeOfDay::parse(&text).ok_or_else(|| D::Error::custom(format!("“{text}” is not a time of day")))
    }
}

/// Instants, in RFC 3339 and UTC. Answers that were kept before are in milliseconds.
pub(crate) mod instant {
    use domain::Instant;
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer};

    pub(crate) use super::serialize;

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Kept {
        Written(String),
        Milliseconds(i64),
    }

    /// Reads an instant.
    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Instant, D::Error> {
        match Kept::deserialize(from)? {
            Kept::Written(text) => {
                text.parse::<jiff::Timestamp>().map(Instant::from).map_err(D::Error::custom)
            }
            Kept::Milliseconds(milliseconds) => Ok(Instant(milliseconds)),
        }
    }
}
