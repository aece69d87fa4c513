//! The abbreviations of time zones that archives are stamped with, by a fixed table.
//!
//! An abbreviation is not a zone of the tz database: “EST” means five hours behind UTC whatever the date.
//! Some abbreviations mean several things in the world. Those of RFC 5322 section 4.3 mean what that RFC
//! says (CST is the North American one, not China's); BST is the British one, because this program is kept
//! by British schools. IST (India, Ireland, Israel), AST (Atlantic, Arabia) and the like are refused, and so
//! are ET, CT, MT and PT, which say no offset at all. Nothing is guessed.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Where the meaning of an abbreviation comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoneSource {
    /// RFC 5322 section 4.3, which keeps the names of RFC 822.
    Rfc5322,
    /// The tz database's own abbreviation for the zone named.
    TzDatabase(&'static str),
}

struct Row {
    abbreviation: &'static str,
    offset_minutes: i16,
    source: ZoneSource,
}

const fn rfc(abbreviation: &'static str, hours: i16) -> Row {
    Row { abbreviation, offset_minutes: hours * 60, source: ZoneSource::Rfc5322 }
}

const fn tz(abbreviation: &'static str, offset_minutes: i16, zone: &'static str) -> Row {
    Row { abbreviation, offset_minutes, source: ZoneSource::TzDatabase(zone) }
}

/// The whole table. The offsets of the second half are checked against the tz database by a test.
const TABLE: [Row; 34] = [
    tz("UTC", 0, "Etc/UTC"),
    rfc("UT", 0),
    rfc("GMT", 0),
    rfc("EST", -5),
    rfc("EDT", -4),
    rfc("CST", -6),
    rfc("CDT", -5),
    rfc("MST", -7),
    rfc("MDT", -6),
    rfc("PST", -8),
    rfc("PDT", -7),
    tz("AKST", -540, "America/Anchorage"),
    tz("AKDT", -480, "America/Anchorage"),
    tz("HST", -600, "Pacific/Honolulu"),
    tz("BST", 60, "Europe/London"),
    tz("WET", 0, "Europe/Lisbon"),
    tz("WEST", 60, "Europe/Lisbon"),
    tz("CET", 60, "Europe/Paris"),
    tz("CEST", 120, "Europe/Paris"),
    tz("EET", 120, "Europe/Helsinki"),
    tz("EEST", 180, "Europe/Helsinki"),
    tz("MSK", 180, "Europe/Moscow"),
    tz("SAST", 120, "Africa/Johannesburg"),
    tz("EAT", 180, "Africa/Nairobi"),
    tz("HKT", 480, "Asia/Hong_Kong"),
    tz("JST", 540, "Asia/Tokyo"),
    tz("KST", 540, "Asia/Seoul"),
    tz("AWST", 480, "Australia/Perth"),
    tz("ACST", 570, "Australia/Adelaide"),
    tz("ACDT", 630, "Australia/Adelaide"),
    tz("AEST", 600, "Australia/Sydney"),
    tz("AEDT", 660, "Australia/Sydney"),
    tz("NZST", 720, "Pacific/Auckland"),
    tz("NZDT", 780, "Pacific/Auckland"),
];

/// Abbreviations that mean several things, with what they may mean.
const AMBIGUOUS: [(&str, &str); 7] = [
    ("IST", "India, Ireland or Israel"),
    ("AST", "the Atlantic or Arabia"),
    ("GST", "the Gulf or South Georgia"),
    ("ET", "EST or EDT"),
    ("CT", "CST or CDT"),
    ("MT", "MST or MDT"),
    ("PT", "PST or PDT"),
];

/// A zone of the table: a fixed distance from UTC with the abbreviation it is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone(ZoneAt);

/// A place in the table, so that no other value can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct ZoneAt(usize);

/// Why an abbreviation cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ZoneError {
    /// It means several things.
    #[error("the time zone “{0}” may mean {1}; write one of {known}", known = known())]
    Ambiguous(String, &'static str),
    /// It is not in the table.
    #[error("the time zone “{0}” is not known; known are {known}", known = known())]
    Unknown(String),
}

fn known() -> String {
    TABLE.iter().map(|row| row.abbreviation).collect::<Vec<_>>().join(", ")
}

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self(ZoneAt(0));

    /// Every zone of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..TABLE.len()).map(|at| Self(ZoneAt(at)))
    }

    fn row(self) -> &'static Row {
        &TABLE[self.0.0]
    }

    /// As archives write it: “EST”.
    pub fn abbreviation(self) -> &'static str {
        self.row().abbreviation
    }

    /// Minutes ahead of UTC; negative to the west.
    pub fn offset_minutes(self) -> i16 {
        self.row().offset_minutes
    }

    /// Where the meaning comes from.
    pub fn source(self) -> ZoneSource {
        self.row().source
    }

    /// The zone of the table that is written `abbreviation` and is `offset_minutes` ahead of UTC. The same
    /// letters with another offset are another zone, which the table does not hold.
    pub fn with_offset(abbreviation: &str, offset_minutes: i32) -> Option<Self> {
        let zone: Self = abbreviation.parse().ok()?;
        (i32::from(zone.offset_minutes()) == offset_minutes).then_some(zone)
    }
}

impl FromStr for Zone {
    type Err = ZoneError;

    fn from_str(text: &str) -> Result<Self, ZoneError> {
        if let Some(at) = TABLE.iter().position(|row| row.abbreviation == text) {
            return Ok(Self(ZoneAt(at)));
        }
        match AMBIGUOUS.iter().find(|(abbreviation, _)| *abbreviation == text) {
            Some((_, meanings)) => Err(ZoneError::Ambiguous(text.to_owned(), meanings)),
            None => Err(ZoneError::Unknown(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Zone {
    type Error = ZoneError;

    fn try_from(text: String) -> Result<Self, ZoneError> {
        text.parse()
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> Self {
        zone.abbreviation().to_owned()
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.abbreviation())
    }
}
