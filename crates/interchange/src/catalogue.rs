//! The starting catalogue: TOML files that a technician can read and edit, as `catalogue/README.md` explains.
//!
//! `practicals/KEY.toml` holds one practical, whose key is the file's name; `apparatus/FAMILY.toml` holds a
//! family of entries. Whatever does not fit is refused with the file's name and the reason; nothing is
//! guessed and nothing is left out in silence.

use std::collections::BTreeMap;
use std::num::NonZeroU16;

use domain::catalogue::{
    ApparatusEntry, ApparatusKind, Catalogue, Hazard, Practical, PracticalLine, Subject, Wanted, YearRange,
};
use domain::quantity::{Measure, QuantityRule, Thousandths, Unit};
use serde::Deserialize;

/// The longest file that is read, in bytes. The files of the starting catalogue have a few thousand.
pub const LONGEST_FILE: usize = 1 << 20;

/// Why a catalogue cannot be read: which file, and what about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct CatalogueError {
    /// The file, as it was named to [`read`].
    pub file: String,
    /// What is wrong with it.
    pub reason: Reason,
}

/// What is wrong with a catalogue file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// It is longer than [`LONGEST_FILE`].
    #[error("is longer than {LONGEST_FILE} bytes")]
    TooLong,
    /// A `.toml` file that stands neither in `practicals/` nor in `apparatus/`.
    #[error("stands in neither `practicals/` nor `apparatus/`")]
    Misplaced,
    /// Not TOML, a field missing, or a field that does not exist; the text says where and which.
    #[error("{0}")]
    Malformed(String),
    /// A value that makes no sense where it stands.
    #[error("{place}: {what}")]
    Value {
        /// The entry, line or field.
        place: String,
        /// What is wrong with it, and what to write instead.
        what: String,
    },
    /// A key used twice.
    #[error("the key “{key}” is already used in {first}")]
    Duplicate {
        /// The key.
        key: String,
        /// The file that used it first.
        first: String,
    },
    /// A key that no entry has.
    #[error("{place}: no apparatus file has an entry with the key “{key}”")]
    Unknown {
        /// The line or entry that names it.
        place: String,
        /// The key.
        key: String,
    },
}

/// Reads a whole catalogue from its files, each given as its path and its text, in any order.
///
/// Files that do not end in `.toml` (the README) are no part of it. Lines and alternatives may only name
/// entries that exist; a line for a solution says its strength and its volume.
pub fn read<P, T>(files: impl IntoIterator<Item = (P, T)>) -> Result<Catalogue, CatalogueError>
where
    P: AsRef<str>,
    T: AsRef<str>,
{
    let mut practicals = BTreeMap::new();
    let mut apparatus = BTreeMap::new();
    for (file, text) in files {
        let (file, text) = (file.as_ref(), text.as_ref());
        let Some(place) = Place::of(file).map_err(|reason| in_file(file, reason))? else { continue };
        if text.len() > LONGEST_FILE {
            return Err(in_file(file, Reason::TooLong));
        }
        match place {
            Place::Practical { key } => {
                let practical = practical(key, text).map_err(|reason| in_file(file, reason))?;
                add(&mut practicals, file, key.to_owned(), practical)?;
            }
            Place::Apparatus => {
                for entry in family(text).map_err(|reason| in_file(file, reason))? {
                    add(&mut apparatus, file, entry.key.clone(), entry)?;
                }
            }
        }
    }
    check_alternatives(&apparatus)?;
    check_lines(&practicals, &apparatus)?;
    Ok(Catalogue {
        practicals: practicals.into_values().map(|(_, practical)| practical).collect(),
        apparatus: apparatus.into_values().map(|(_, entry)| entry).collect(),
    })
}

/// Values by key, each with the file it came from.
type Shelf<V> = BTreeMap<String, (String, V)>;

fn in_file(file: &str, reason: Reason) -> CatalogueError {
    CatalogueError { file: file.to_owned(), reason }
}

fn value(place: impl Into<String>, what: impl Into<String>) -> Reason {
    Reason::Value { place: place.into(), what: what.into() }
}

fn add<V>(shelf: &mut Shelf<V>, file: &str, key: String, found: V) -> Result<(), CatalogueError> {
    if let Some((first, _)) = shelf.get(&key) {
        return Err(in_file(file, Reason::Duplicate { key, first: first.clone() }));
    }
    shelf.insert(key, (file.to_owned(), found));
    Ok(())
}

/// What a file holds, by where it stands.
enum Place<'a> {
    Practical { key: &'a str },
    Apparatus,
}

impl<'a> Place<'a> {
    fn of(file: &'a str) -> Result<Option<Self>, Reason> {
        let Some(stem) = file.strip_suffix(".toml") else { return Ok(None) };
        let mut parts = stem.rsplit(['/', '\\']);
        match (parts.next(), parts.next()) {
            (Some(key), Some("practicals")) => Ok(Some(Self::Practical { key })),
            (Some(_), Some("apparatus")) => Ok(Some(Self::Apparatus)),
            _ => Err(Reason::Misplaced),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPractical {
    title: String,
    subject: String,
    years: [u8; 2],
    #[serde(default)]
    references: Vec<String>,
    summary: String,
    pupils_per_group: NonZeroU16,
    notice_days: Option<u16>,
    minutes: u16,
    #[serde(default)]
    trial: bool,
    lines: Vec<RawLine>,
    #[serde(default)]
    make_up: Vec<String>,
    #[serde(default)]
    hazards: Vec<RawHazard>,
    #[serde(default)]
    precautions: Vec<String>,
    sources: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLine {
    item: Option<String>,
    words: Option<String>,
    per: String,
    amount: RawAmount,
    spares: Option<u16>,
    concentration: Option<String>,
    note: Option<String>,
}

/// `2` or `"20 cm3"`.
#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "an amount is a whole number such as 2, or a text such as \"20 cm3\" or \"0.5\""
)]
enum RawAmount {
    Whole(u16),
    Text(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHazard {
    what: String,
    words: String,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFamily {
    family: String,
    place: String,
    entries: Vec<RawEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    key: String,
    name: String,
    #[serde(default)]
    also: Vec<String>,
    place: Option<String>,
    kind: String,
    set_up_minutes: Option<u16>,
    turn_round_minutes: Option<u16>,
    #[serde(default)]
    lives_in_room: bool,
    #[serde(default)]
    count_back: bool,
    #[serde(default)]
    alternatives: Vec<String>,
}

fn from_toml<'de, R: Deserialize<'de>>(text: &'de str) -> Result<R, Reason> {
    toml::from_str(text).map_err(|error| Reason::Malformed(error.to_string().trim_end().to_owned()))
}

fn practical(key: &str, text: &str) -> Result<Practical, Reason> {
    check_key("the file's name", key)?;
    let raw: RawPractical = from_toml(text)?;
    let subject = Subject::from_code(&raw.subject).ok_or_else(|| {
        value("subject", format!("“{}” is none of {}", raw.subject, codes(Subject::ALL, Subject::code)))
    })?;
    let years = YearRange::new(raw.years[0], raw.years[1]).ok_or_else(|| {
        value("years", "write the youngest and the oldest year, from 7 to 13, such as [9, 11]")
    })?;
    if raw.lines.is_empty() {
        return Err(value("lines", "a practical needs at least one line"));
    }
    if raw.minutes == 0 {
        return Err(value("minutes", "a practical takes at least one minute"));
    }
    if raw.sources.is_empty() {
        return Err(value("sources", "say where the quantities come from"));
    }
    let lines =
        raw.lines.into_iter().zip(1..).map(|(raw, number)| line(number, raw)).collect::<Result<_, _>>()?;
    Ok(Practical {
        key: key.to_owned(),
        title: words("title", raw.title)?,
        subject,
        years,
        references: all_words("references", raw.references)?,
        summary: words("summary", raw.summary)?,
        pupils_per_group: raw.pupils_per_group,
        notice_days: raw.notice_days,
        minutes: raw.minutes,
        trial: raw.trial,
        lines,
        make_up: all_words("make_up", raw.make_up)?,
        hazards: raw.hazards.into_iter().map(hazard).collect::<Result<_, _>>()?,
        precautions: all_words("precautions", raw.precautions)?,
        sources: all_words("sources", raw.sources)?,
    })
}

fn hazard(raw: RawHazard) -> Result<Hazard, Reason> {
    Ok(Hazard {
        what: words("hazards, what", raw.what)?,
        words: words("hazards, words", raw.words)?,
        source: words("hazards, source", raw.source)?,
    })
}

fn line(number: usize, raw: RawLine) -> Result<PracticalLine, Reason> {
    let wanted = match (raw.item, raw.words) {
        (Some(item), None) => Wanted::Item(item),
        (None, Some(text)) => Wanted::Words(words(&format!("line {number}"), text)?),
        _ => return Err(value(format!("line {number}"), "write either `item` or `words`")),
    };
    let place = format!("line {number} ({})", name_of(&wanted));
    Ok(PracticalLine {
        rule: rule(&place, &raw.per)?,
        measure: measure(&place, raw.amount, raw.spares)?,
        concentration: raw.concentration.map(|text| words(&place, text)).transpose()?,
        note: raw.note.map(|text| words(&place, text)).transpose()?,
        wanted,
    })
}

fn name_of(wanted: &Wanted) -> &str {
    let (Wanted::Item(name) | Wanted::Words(name)) = wanted;
    name
}

fn rule(place: &str, per: &str) -> Result<QuantityRule, Reason> {
    let refused =
        || value(place, format!("“per” is group, 2 groups, pupil, class, room or teacher, not “{per}”"));
    Ok(match per {
        "group" => QuantityRule::PerGroup,
        "pupil" => QuantityRule::PerPupil,
        "class" => QuantityRule::ForTheClass,
        "room" => QuantityRule::PerRoom,
        "teacher" => QuantityRule::ForTheTeacher,
        _ => {
            let number = per.strip_suffix(" groups").ok_or_else(refused)?;
            QuantityRule::PerGroups(number.parse().map_err(|_| refused())?)
        }
    })
}

fn measure(place: &str, raw: RawAmount, spares: Option<u16>) -> Result<Measure, Reason> {
    let (each, unit) = match raw {
        RawAmount::Whole(number) => (Thousandths::whole(number), None),
        RawAmount::Text(text) => amount(place, &text)?,
    };
    if each.get() == 0 {
        return Err(value(place, "an amount is more than nothing"));
    }
    match (unit, spares) {
        (None, spares) => Ok(Measure::Pieces { each, spares: spares.unwrap_or(0) }),
        (Some(unit), None) => Ok(Measure::Amount { each, unit }),
        (Some(_), Some(_)) => Err(value(place, "only pieces have spares; write a larger amount instead")),
    }
}

fn amount(place: &str, text: &str) -> Result<(Thousandths, Option<Unit>), Reason> {
    let (number, unit) = match text.split_once(' ') {
        None => (text, None),
        Some((number, code)) => {
            let unknown =
                || value(place, format!("“{code}” is none of the units {}", codes(Unit::ALL, Unit::code)));
            (number, Some(Unit::from_code(code).ok_or_else(unknown)?))
        }
    };
    let each = Thousandths::parse(number).map_err(|error| value(place, error.to_string()))?;
    Ok((each, unit))
}

fn family(text: &str) -> Result<Vec<ApparatusEntry>, Reason> {
    let RawFamily { family, place, entries } = from_toml(text)?;
    let (family, place) = (words("family", family)?, words("place", place)?);
    entries.into_iter().map(|raw| entry(&family, &place, raw)).collect()
}

fn entry(family: &str, family_place: &str, raw: RawEntry) -> Result<ApparatusEntry, Reason> {
    check_key("key", &raw.key)?;
    let kind = ApparatusKind::from_code(&raw.kind).ok_or_else(|| {
        value(
            &raw.key,
            format!("“{}” is none of the kinds {}", raw.kind, codes(ApparatusKind::ALL, ApparatusKind::code)),
        )
    })?;
    let only_reusable =
        raw.lives_in_room || raw.count_back || raw.set_up_minutes.or(raw.turn_round_minutes).is_some();
    if only_reusable && !kind.comes_back() {
        return Err(value(
            &raw.key,
            "only what is reusable lives in a room, is counted back or takes time to turn round",
        ));
    }
    Ok(ApparatusEntry {
        name: words(&raw.key, raw.name)?,
        also: all_words(&raw.key, raw.also)?,
        family: family.to_owned(),
        place: raw.place.map_or_else(|| Ok(family_place.to_owned()), |text| words(&raw.key, text))?,
        kind,
        set_up_minutes: raw.set_up_minutes,
        turn_round_minutes: raw.turn_round_minutes,
        lives_in_room: raw.lives_in_room,
        count_back: raw.count_back,
        alternatives: raw.alternatives,
        key: raw.key,
    })
}

fn codes<V>(all: impl IntoIterator<Item = V>, code: fn(V) -> &'static str) -> String {
    all.into_iter().map(code).collect::<Vec<_>>().join(", ")
}

fn check_key(place: &str, key: &str) -> Result<(), Reason> {
    let is_plain = key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let is_trimmed = !key.is_empty() && !key.starts_with('-') && !key.ends_with('-');
    if is_plain && is_trimmed && key.len() <= 80 {
        return Ok(());
    }
    Err(value(place, format!("“{key}” is no key: use lower-case letters, figures and hyphens, at most 80")))
}

/// A text that says something and has no blanks at its ends.
fn words(place: &str, text: String) -> Result<String, Reason> {
    if text.is_empty() || text.trim() != text {
        return Err(value(place, "a text is empty, or begins or ends with a blank"));
    }
    Ok(text)
}

fn all_words(place: &str, texts: Vec<String>) -> Result<Vec<String>, Reason> {
    texts.into_iter().map(|text| words(place, text)).collect()
}

fn check_alternatives(apparatus: &Shelf<ApparatusEntry>) -> Result<(), CatalogueError> {
    for (file, entry) in apparatus.values() {
        for key in &entry.alternatives {
            if key == &entry.key {
                return Err(in_file(file, value(&entry.key, "is given as its own alternative")));
            }
            if !apparatus.contains_key(key) {
                return Err(in_file(file, Reason::Unknown { place: entry.key.clone(), key: key.clone() }));
            }
        }
    }
    Ok(())
}

fn check_lines(
    practicals: &Shelf<Practical>,
    apparatus: &Shelf<ApparatusEntry>,
) -> Result<(), CatalogueError> {
    for (file, practical) in practicals.values() {
        for (line, number) in practical.lines.iter().zip(1..) {
            check_line(number, line, apparatus).map_err(|reason| in_file(file, reason))?;
        }
    }
    Ok(())
}

fn check_line(number: usize, line: &PracticalLine, apparatus: &Shelf<ApparatusEntry>) -> Result<(), Reason> {
    let Wanted::Item(key) = &line.wanted else { return Ok(()) };
    let place = format!("line {number}");
    let Some((_, entry)) = apparatus.get(key) else {
        return Err(Reason::Unknown { place, key: key.clone() });
    };
    let is_volume = matches!(line.measure, Measure::Amount { unit, .. } if unit.is_volume());
    match entry.kind {
        ApparatusKind::Solution if line.concentration.is_none() => {
            Err(value(place, format!("{} is a solution: say its concentration", entry.name)))
        }
        ApparatusKind::Solution if !is_volume => {
            Err(value(place, format!("{} is a solution: give its amount in cm3 or dm3", entry.name)))
        }
        ApparatusKind::Reusable if matches!(line.measure, Measure::Amount { .. }) => {
            Err(value(place, format!("{} comes back: give its amount in pieces", entry.name)))
        }
        _ => Ok(()),
    }
}
