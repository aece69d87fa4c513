//! Points in time and times of day.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

/// A point in time: milliseconds since 1970-01-01T00:00Z. It has no zone; a school's calendar turns it
/// into the school's local date and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(pub i64);

impl Instant {
    /// The instant `minutes` later, or earlier where `minutes` is negative.
    #[must_use]
    pub fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes.saturating_mul(60_000)))
    }

    /// Milliseconds since 1970-01-01T00:00Z.
    pub fn milliseconds(self) -> i64 {
        self.0
    }

    /// The same instant for calendar arithmetic. Instants outside jiff's range (years −9999 to 9999) are
    /// held at its ends.
    pub fn timestamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        })
    }
}

impl From<jiff::Timestamp> for Instant {
    fn from(timestamp: jiff::Timestamp) -> Self {
        Self(timestamp.as_millisecond())
    }
}

/// RFC 3339 in UTC, as the interfaces to other programs show instants.
impl fmt::Display for Instant {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.timestamp().fmt(out)
    }
}

/// A half-open interval of time: it holds its start and not its end, so that one may begin where
/// another ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// The first instant inside.
    pub from: Instant,
    /// The first instant after it.
    pub until: Instant,
}

impl Interval {
    /// Whether the two share an instant. An empty interval shares none.
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.until
            && other.from < self.until
            && self.from < self.until
            && other.from < other.until
    }

    /// Whether `instant` lies inside.
    pub fn holds(self, instant: Instant) -> bool {
        self.from <= instant && instant < self.until
    }
}

/// A time of day in the school's zone: minutes after midnight, 0 to 1,440 (the end of the day).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TimeOfDay(#[serde(deserialize_with = "within_a_day")] u16);

/// Minutes of a day; more are no time of day.
fn within_a_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    let minutes = u16::deserialize(deserializer)?;
    let time = TimeOfDay::from_minutes(minutes);
    time.map(TimeOfDay::minutes).ok_or_else(|| de::Error::custom("a day has 1440 minutes"))
}

impl TimeOfDay {
    /// The time `minutes` after midnight, if that is within one day (0 to 1,440).
    pub fn from_minutes(minutes: u16) -> Option<Self> {
        (minutes <= 24 * 60).then_some(Self(minutes))
    }

    /// The time at `hour` (0 to 23) and `minute` (0 to 59), or 24:00.
    pub fn at(hour: u16, minute: u16) -> Option<Self> {
        if minute > 59 {
            return None;
        }
        Self::from_minutes(hour.checked_mul(60)?.checked_add(minute)?)
    }

    /// Minutes after midnight.
    pub fn minutes(self) -> u16 {
        self.0
    }

    /// Reads `09:05` or `9:05`.
    pub fn parse(text: &str) -> Option<Self> {
        let (hour, minute) = text.trim().split_once(':')?;
        if minute.len() != 2 || hour.is_empty() || hour.len() > 2 {
            return None;
        }
        Self::at(hour.parse().ok()?, minute.parse().ok()?)
    }
}

/// Two digits, a colon, two digits: `09:05`.
impl fmt::Display for TimeOfDay {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// Times of day as people write them, for what others read and write; databases keep minutes.
pub mod written_time {
    use serde::{Deserialize, Deserializer, Serializer, de};

    use super::TimeOfDay;

    /// Writes `09:05`.
    pub fn serialize<S: Serializer>(time: &TimeOfDay, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(time)
    }

    /// Reads `09:05` or `9:05`; anything else is an error.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<TimeOfDay, D::Error> {
        let text = String::deserialize(deserializer)?;
        TimeOfDay::parse(&text).ok_or_else(|| de::Error::custom("that is not a time of day, such as 09:05"))
    }
}
