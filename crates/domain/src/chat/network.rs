//! What a network is called, who reads what it publishes, and the codes by which people come into it.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Instant;
use crate::fold::folded;

/// The longest short name, in characters.
pub const LONGEST_SLUG: usize = 60;
/// The longest name, in characters.
pub const LONGEST_NAME: usize = 200;
/// The longest topic, in characters.
pub const LONGEST_TOPIC: usize = 200;
/// The longest note on whom a code is for, in characters.
pub const LONGEST_CODE_WORDS: usize = 100;
/// How many people or schools one code may let in.
pub const CODE_USES: RangeInclusive<u32> = 1..=500;
/// How many days a code may work.
pub const CODE_DAYS: RangeInclusive<u32> = 1..=90;
/// The symbols of a code, five bits each, in the order of their values: figures and capital letters without
/// I, L, O and U (Douglas Crockford, Base 32).
const CODE_SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Symbols in a code: 50 bits, which nobody guesses at the few tries a minute that the door allows.
const CODE_LENGTH: usize = 10;

/// Who may read what a network publishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Readers {
    /// Those who belong to it.
    Members,
    /// Whoever comes by.
    Everybody,
}

impl Readers {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Members, Self::Everybody];

    /// The name that is kept.
    pub fn key(self) -> &'static str {
        match self {
            Self::Members => "members",
            Self::Everybody => "everybody",
        }
    }

    /// Who they are, as a page says it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Members => "the people of this network",
            Self::Everybody => "everybody, signed in or not",
        }
    }
}

/// What a code lets in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CodeKind {
    /// One person at each use.
    Person,
    /// One school at each use, with all its people who teach or prepare.
    School,
}

impl CodeKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Person, Self::School];

    /// The name that is kept.
    pub fn key(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::School => "school",
        }
    }
}

/// The text names neither.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not one of the choices")]
pub struct UnknownChoice(pub String);

macro_rules! kept_by_key {
    ($($kind:ty),*) => {$(
        /// As it is kept.
        impl fmt::Display for $kind {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(self.key())
            }
        }

        impl FromStr for $kind {
            type Err = UnknownChoice;

            fn from_str(text: &str) -> Result<Self, UnknownChoice> {
                let found = Self::ALL.into_iter().find(|choice| choice.key() == text);
                found.ok_or_else(|| UnknownChoice(text.to_owned()))
            }
        }
    )*};
}

kept_by_key!(Readers, CodeKind);

/// Why a network, a topic or a code cannot be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetworkProblem {
    /// The short name holds something else, nothing, or too much.
    #[error(
        "the short name is made of lower-case letters, figures and hyphens, at most {LONGEST_SLUG} of them"
    )]
    Slug,
    /// There is no name, or too long a one.
    #[error("give the network a name of at most {LONGEST_NAME} characters")]
    Name,
    /// There is no topic, or too long a one.
    #[error("write what the evening would be about, in at most {LONGEST_TOPIC} characters")]
    Topic,
    /// The note on whom a code is for is too long.
    #[error("say whom the code is for in at most {LONGEST_CODE_WORDS} characters")]
    CodeWords,
    /// A code lets nobody in, or too many.
    #[error("a code is for {} to {} uses", CODE_USES.start(), CODE_USES.end())]
    Uses,
    /// A code works for no time, or for too long.
    #[error("a code works for {} to {} days", CODE_DAYS.start(), CODE_DAYS.end())]
    Days,
    /// Nobody would look after the network.
    #[error("a network needs somebody to look after it; make another person its administrator first")]
    LastAdministrator,
}

/// A short name that can stand in commands and addresses.
pub fn check_slug(slug: &str) -> Result<(), NetworkProblem> {
    let is_plain =
        slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if slug.is_empty() || slug.len() > LONGEST_SLUG || !is_plain {
        return Err(NetworkProblem::Slug);
    }
    Ok(())
}

/// The short name that a name suggests; empty where no letter of it can stand in one.
pub fn suggested_slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in folded(name).chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(LONGEST_SLUG);
    slug.trim_end_matches('-').to_owned()
}

/// A name without the space around it.
pub fn checked_name(name: &str) -> Result<&str, NetworkProblem> {
    within(name, 1..=LONGEST_NAME).ok_or(NetworkProblem::Name)
}

/// A topic without the space around it.
pub fn checked_topic(words: &str) -> Result<&str, NetworkProblem> {
    within(words, 1..=LONGEST_TOPIC).ok_or(NetworkProblem::Topic)
}

/// The note on whom a code is for, without the space around it.
pub fn checked_code_words(words: &str) -> Result<&str, NetworkProblem> {
    within(words, 0..=LONGEST_CODE_WORDS).ok_or(NetworkProblem::CodeWords)
}

fn within(text: &str, lengths: RangeInclusive<usize>) -> Option<&str> {
    let text = text.trim();
    lengths.contains(&text.chars().count()).then_some(text)
}

/// Whether somebody still looks after a network of which `left` of its own administrators remain. A
/// department always has its head.
pub fn check_somebody_looks_after_it(left: usize, is_department: bool) -> Result<(), NetworkProblem> {
    if left == 0 && !is_department { Err(NetworkProblem::LastAdministrator) } else { Ok(()) }
}

/// What is known of a code when somebody wants to come in by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeStanding {
    /// What it lets in.
    pub kind: CodeKind,
    /// How many more it lets in.
    pub uses_left: u32,
    /// When it stops working.
    pub ends_at: Instant,
    /// When somebody ended it, if they did.
    pub ended_at: Option<Instant>,
}

impl CodeStanding {
    /// Whether it lets one more of `kind` in at `now`.
    pub fn lets_in(self, kind: CodeKind, now: Instant) -> bool {
        self.kind == kind && self.uses_left > 0 && now < self.ends_at && self.ended_at.is_none()
    }
}

/// A code that lets people into a network. It is typed from paper and read out over the telephone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code(String);

/// The text cannot be a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a code is {CODE_LENGTH} letters and figures")]
pub struct NotACode;

impl Code {
    /// The code that these random bytes make.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        let symbols = bytes.into_iter().take(CODE_LENGTH);
        Self(symbols.map(|byte| char::from(CODE_SYMBOLS[usize::from(byte & 0x1f)])).collect())
    }

    /// The code that somebody typed: in either case, with or without spaces and hyphens, with O for 0 and
    /// with I or L for 1.
    pub fn typed(text: &str) -> Result<Self, NotACode> {
        let mut symbols = String::with_capacity(CODE_LENGTH);
        for letter in text.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '–'))
        {
            let symbol = match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let is_known = u8::try_from(symbol).is_ok_and(|byte| CODE_SYMBOLS.contains(&byte));
            if !is_known || symbols.len() == CODE_LENGTH {
                return Err(NotACode);
            }
            symbols.push(symbol);
        }
        if symbols.len() == CODE_LENGTH { Ok(Self(symbols)) } else { Err(NotACode) }
    }

    /// As it is hashed: its symbols alone.
    pub fn symbols(&self) -> &str {
        &self.0
    }
}

/// In two halves, as people read it: `7K2MQ-X9D4T`.
impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = self.0.split_at(CODE_LENGTH / 2);
        write!(out, "{first}-{second}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_is_read_however_it_was_typed() {
        let code = Code::typed("7k2mo-x9d4l").unwrap();
        assert_eq!(code.to_string(), "7K2M0-X9D41");
        for same in ["7K2M0X9D41", " 7k2m0 x9d4i ", "7K2MO–X9D4L", "7-K-2-M-0-X-9-D-4-1"] {
            assert_eq!(Code::typed(same).unwrap(), code, "{same}");
        }
        for wrong in ["", "7K2M0-X9D4", "7K2M0-X9D411", "7K2M0-X9D4U", "7K2M0-X9D4é", "7K2M0_X9D41"] {
            assert_eq!(Code::typed(wrong), Err(NotACode), "{wrong}");
        }
    }

    #[test]
    fn a_short_name_is_suggested_by_the_name() {
        for (name, slug) in [
            ("Test Trust", "test-trust"),
            ("  The “Ångström” network, 2026 ", "the-angstrom-network-2026"),
            ("烧杯", ""),
            ("---", ""),
        ] {
            assert_eq!(suggested_slug(name), slug);
        }
        assert_eq!(check_slug("test-trust"), Ok(()));
        for wrong in ["", "Test", "two words", &"a".repeat(61)] {
            assert_eq!(check_slug(wrong), Err(NetworkProblem::Slug), "{wrong}");
        }
    }

    #[test]
    fn a_code_lets_in_its_kind_until_it_is_used_up_over_or_ended() {
        let good =
            CodeStanding { kind: CodeKind::Person, uses_left: 1, ends_at: Instant(100), ended_at: None };
        assert!(good.lets_in(CodeKind::Person, Instant(99)));
        assert!(!good.lets_in(CodeKind::School, Instant(99)));
        assert!(!good.lets_in(CodeKind::Person, Instant(100)));
        assert!(!CodeStanding { uses_left: 0, ..good }.lets_in(CodeKind::Person, Instant(0)));
        assert!(!CodeStanding { ended_at: Some(Instant(5)), ..good }.lets_in(CodeKind::Person, Instant(0)));
    }

    #[test]
    fn lengths_are_counted_without_the_space_around_them() {
        assert_eq!(checked_topic("  Burettes \n"), Ok("Burettes"));
        assert_eq!(checked_topic(" \t "), Err(NetworkProblem::Topic));
        assert_eq!(checked_topic(&"é".repeat(201)), Err(NetworkProblem::Topic));
        assert_eq!(checked_name(&"é".repeat(200)).map(str::len), Ok(400));
        assert_eq!(checked_code_words(""), Ok(""));
    }

    #[test]
    fn a_network_keeps_an_administrator_and_a_department_has_its_head() {
        assert_eq!(check_somebody_looks_after_it(0, false), Err(NetworkProblem::LastAdministrator));
        assert_eq!(check_somebody_looks_after_it(0, true), Ok(()));
        assert_eq!(check_somebody_looks_after_it(1, false), Ok(()));
    }

    proptest! {
        #[test]
        fn every_code_reads_back_as_it_is_shown(bytes: [u8; 16]) {
            let code = Code::from_random(bytes);
            prop_assert_eq!(Code::typed(&code.to_string()).unwrap(), code.clone());
            prop_assert_eq!(Code::typed(&code.symbols().to_lowercase()).unwrap(), code);
        }

        #[test]
        fn nothing_typed_makes_reading_a_code_or_a_name_fail_otherwise(text in any::<String>()) {
            if let Ok(code) = Code::typed(&text) {
                prop_assert_eq!(code.symbols().len(), CODE_LENGTH);
            }
            let slug = suggested_slug(&text);
            prop_assert!(slug.is_empty() || check_slug(&slug).is_ok());
        }
    }
}
