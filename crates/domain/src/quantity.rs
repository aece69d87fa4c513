//! How much of a thing a lesson needs: the quantity rule of a line, worked out once and rounded up once.
//!
//! Everything is counted in exact thousandths. Inputs are bounded, so that no product can overflow and no
//! function here can panic.

use std::fmt;
use std::num::NonZeroU16;

/// For whom a line's amount is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum QuantityRule {
    /// For each group of pupils, that is for each set of kit.
    PerGroup,
    /// Shared by so many groups: one bottle between three.
    PerGroups(NonZeroU16),
    /// For each pupil.
    PerPupil,
    /// Once for the class.
    ForTheClass,
    /// Once in each room that the lesson uses.
    PerRoom,
    /// Once, for the teacher.
    ForTheTeacher,
}

impl fmt::Display for QuantityRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PerGroup => f.write_str("for each group"),
            Self::PerGroups(groups) => write!(f, "for every {groups} groups"),
            Self::PerPupil => f.write_str("for each pupil"),
            Self::ForTheClass => f.write_str("for the class"),
            Self::PerRoom => f.write_str("for each room"),
            Self::ForTheTeacher => f.write_str("for the teacher"),
        }
    }
}

/// A text that is not an amount: it is empty, negative, has more than three decimals or exceeds a million.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an amount: write a number up to 1000000 with at most three decimals, such as 2 or 0.5")]
pub struct NotAnAmount(String);

/// An exact number with three decimals, from 0 to 1,000,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Thousandths(u64);

impl Thousandths {
    /// The largest amount: a million, which times the largest head count still fits 64 bits.
    pub const MAX: Self = Self(1_000_000_000);

    /// So many thousandths, if that is not more than [`Self::MAX`].
    pub const fn new(thousandths: u64) -> Option<Self> {
        if thousandths <= Self::MAX.0 { Some(Self(thousandths)) } else { None }
    }

    /// So many whole ones; every 16-bit number is in bounds.
    pub const fn whole(number: u16) -> Self {
        Self(number as u64 * 1000)
    }

    /// The number of thousandths.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// Reads a plain decimal such as `2`, `0.5` or `12.125`.
    pub fn parse(text: &str) -> Result<Self, NotAnAmount> {
        let refused = || NotAnAmount(text.to_owned());
        let (whole, decimals) = text.split_once('.').map_or((text, None), |(w, d)| (w, Some(d)));
        let is_figures = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !is_figures(whole) || decimals.is_some_and(|d| !is_figures(d) || d.len() > 3) {
            return Err(refused());
        }
        let padded = format!("{whole}{:0<3}", decimals.unwrap_or_default());
        padded.parse().ok().and_then(Self::new).ok_or_else(refused)
    }
}

impl fmt::Display for Thousandths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_thousandths(f, self.0)
    }
}

fn write_thousandths(f: &mut fmt::Formatter<'_>, thousandths: u64) -> fmt::Result {
    let (whole, rest) = (thousandths / 1000, thousandths % 1000);
    if rest == 0 {
        return write!(f, "{whole}");
    }
    let decimals = format!("{rest:03}");
    write!(f, "{whole}.{}", decimals.trim_end_matches('0'))
}

/// What an amount that is not pieces is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Mass in grams.
    Gram,
    /// Volume in cubic centimetres, which are millilitres.
    CubicCentimetre,
    /// Volume in cubic decimetres, which are litres.
    CubicDecimetre,
    /// Length in centimetres.
    Centimetre,
    /// Length in metres.
    Metre,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 5] =
        [Self::Gram, Self::CubicCentimetre, Self::CubicDecimetre, Self::Centimetre, Self::Metre];

    /// The unit as it is written in the catalogue's files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Gram => "g",
            Self::CubicCentimetre => "cm3",
            Self::CubicDecimetre => "dm3",
            Self::Centimetre => "cm",
            Self::Metre => "m",
        }
    }

    /// The unit as people read it.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::CubicCentimetre => "cm³",
            Self::CubicDecimetre => "dm³",
            _ => self.code(),
        }
    }

    /// The unit that a file means by `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.code() == code)
    }

    /// Whether it measures a volume.
    pub const fn is_volume(self) -> bool {
        matches!(self, Self::CubicCentimetre | Self::CubicDecimetre)
    }
}

/// What a line asks for each time its rule applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Pieces to be counted, and so many spare ones for the whole lesson.
    Pieces {
        /// Pieces each time; a fraction is shared, so half a pad for each pupil is a pad for two.
        each: Thousandths,
        /// Whole spare pieces, added once.
        spares: u16,
    },
    /// Something poured, weighed or cut.
    Amount {
        /// How much each time.
        each: Thousandths,
        /// What it is measured in.
        unit: Unit,
    },
}

impl Measure {
    /// What a lesson of this size needs in all.
    pub fn need(self, rule: QuantityRule, size: LessonSize) -> Need {
        match self {
            Self::Pieces { each, spares } => {
                Need::Pieces(pieces(rule, each, size.sets, size.pupils, size.rooms, u32::from(spares)))
            }
            Self::Amount { each, unit } => {
                Need::Amount { thousandths: rounded_up(rule, each, size, 1), unit }
            }
        }
    }
}

/// How large a lesson is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LessonSize {
    /// Sets of kit, the demonstration set included. See [`sets`].
    pub sets: u32,
    /// Pupils.
    pub pupils: u32,
    /// Rooms, mostly one.
    pub rooms: u32,
}

/// What a lesson needs of one line in all. It reads as `15` or `300 cm³`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Need {
    /// Whole pieces.
    Pieces(u64),
    /// A measured amount.
    Amount {
        /// Thousandths of the unit, rounded up to a whole one of them.
        thousandths: u64,
        /// What it is measured in.
        unit: Unit,
    },
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Pieces(pieces) => write!(f, "{pieces}"),
            Self::Amount { thousandths, unit } => {
                write_thousandths(f, thousandths)?;
                write!(f, " {}", unit.symbol())
            }
        }
    }
}

/// The sets of kit for a class: pupils ÷ pupils per group, rounded up, and one more for a demonstration if
/// wanted. Stops at `u32::MAX`, which no class reaches.
pub fn sets(pupils: u32, pupils_per_group: NonZeroU16, demonstration: bool) -> u32 {
    pupils.div_ceil(u32::from(pupils_per_group.get())).saturating_add(u32::from(demonstration))
}

/// Whole pieces that a lesson needs: the rule's multiple of `each`, rounded up once, and the spares.
pub fn pieces(rule: QuantityRule, each: Thousandths, sets: u32, pupils: u32, rooms: u32, spares: u32) -> u64 {
    rounded_up(rule, each, LessonSize { sets, pupils, rooms }, 1000) + u64::from(spares)
}

/// The rule's multiple of `each` in steps of `step` thousandths, rounded up at the end.
///
/// At most 10⁹ × (2³² − 1), about a quarter of what 64 bits hold.
fn rounded_up(rule: QuantityRule, each: Thousandths, size: LessonSize, step: u64) -> u64 {
    let (times, shared_by) = match rule {
        QuantityRule::PerGroup => (size.sets, 1),
        QuantityRule::PerGroups(groups) => (size.sets, u64::from(groups.get())),
        QuantityRule::PerPupil => (size.pupils, 1),
        QuantityRule::PerRoom => (size.rooms, 1),
        QuantityRule::ForTheClass | QuantityRule::ForTheTeacher => (1, 1),
    };
    (each.get() * u64::from(times)).div_ceil(shared_by * step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const fn groups(number: u16) -> NonZeroU16 {
        NonZeroU16::new(number).unwrap()
    }

    /// Greatest common divisor, for the exact fractions below.
    fn divisor(a: u128, b: u128) -> u128 {
        if b == 0 { a } else { divisor(b, a % b) }
    }

    /// The smallest whole number not below `numerator / denominator`, found from the reduced fraction by
    /// long division rather than by the rounding of the code under test.
    fn ceiling(numerator: u128, denominator: u128) -> u128 {
        let shared = divisor(numerator, denominator);
        let (top, bottom) = (numerator / shared, denominator / shared);
        let mut whole = top / bottom;
        while whole * bottom < top {
            whole += 1;
        }
        whole
    }

    fn any_rule() -> impl Strategy<Value = QuantityRule> {
        prop_oneof![
            Just(QuantityRule::PerGroup),
            (1..=u16::MAX).prop_map(|n| QuantityRule::PerGroups(groups(n))),
            (1..=6_u16).prop_map(|n| QuantityRule::PerGroups(groups(n))),
            Just(QuantityRule::PerPupil),
            Just(QuantityRule::ForTheClass),
            Just(QuantityRule::PerRoom),
            Just(QuantityRule::ForTheTeacher),
        ]
    }

    fn any_head_count() -> impl Strategy<Value = u32> {
        prop_oneof![0..=40_u32, Just(u32::MAX), any::<u32>()]
    }

    fn any_amount() -> impl Strategy<Value = Thousandths> {
        prop_oneof![0..=5000_u64, 0..=Thousandths::MAX.get(), Just(Thousandths::MAX.get())]
            .prop_map(|t| Thousandths::new(t).unwrap())
    }

    #[test]
    fn a_class_of_thirty_in_pairs_has_fifteen_sets() {
        assert_eq!(sets(30, groups(2), false), 15);
        assert_eq!(sets(31, groups(2), false), 16);
        assert_eq!(sets(28, groups(3), true), 11);
        assert_eq!(sets(0, groups(2), false), 0);
        assert_eq!(sets(u32::MAX, groups(1), true), u32::MAX);
    }

    #[test]
    fn rounding_happens_once_and_spares_come_after_it() {
        let thirds = QuantityRule::PerGroups(groups(3));
        // Two for every three of ten groups are 6 2/3, so seven; rounding the groups first would give eight.
        assert_eq!(pieces(thirds, Thousandths::whole(2), 10, 30, 1, 0), 7);
        assert_eq!(pieces(thirds, Thousandths::whole(2), 10, 30, 1, 2), 9);
        assert_eq!(pieces(QuantityRule::PerPupil, Thousandths::new(500).unwrap(), 15, 29, 1, 0), 15);
    }

    #[test]
    fn measured_amounts_stay_exact() {
        let acid = Measure::Amount { each: Thousandths::parse("2.5").unwrap(), unit: Unit::CubicCentimetre };
        let size = LessonSize { sets: 15, pupils: 30, rooms: 1 };
        assert_eq!(acid.need(QuantityRule::PerGroup, size).to_string(), "37.5 cm³");
        let ribbon = Measure::Amount { each: Thousandths::whole(1), unit: Unit::Metre };
        assert_eq!(ribbon.need(QuantityRule::PerGroups(groups(7)), size).to_string(), "2.143 m");
    }

    #[test]
    fn amounts_are_read_exactly_or_refused() {
        for (text, thousandths) in
            [("2", 2000), ("0.5", 500), ("12.125", 12_125), ("0.05", 50), ("1000000", 1_000_000_000)]
        {
            assert_eq!(Thousandths::parse(text).map(Thousandths::get), Ok(thousandths), "{text}");
        }
        for text in [
            "",
            "-1",
            "+1",
            ".5",
            "5.",
            "1.2345",
            "1e3",
            "1 000",
            "1000000.001",
            "99999999999999999999999",
            "½",
        ] {
            assert!(Thousandths::parse(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn pieces_are_the_exact_fraction_rounded_up(
            rule in any_rule(), each in any_amount(), sets in any_head_count(), pupils in any_head_count(),
            rooms in 0..=4_u32, spares in any::<u32>(),
        ) {
            let (times, shared_by) = match rule {
                QuantityRule::PerGroup => (sets, 1),
                QuantityRule::PerGroups(n) => (sets, u128::from(n.get())),
                QuantityRule::PerPupil => (pupils, 1),
                QuantityRule::PerRoom => (rooms, 1),
                QuantityRule::ForTheClass | QuantityRule::ForTheTeacher => (1, 1),
            };
            let exact = ceiling(u128::from(each.get()) * u128::from(times), 1000 * shared_by) + u128::from(spares);
            prop_assert_eq!(u128::from(pieces(rule, each, sets, pupils, rooms, spares)), exact);
        }

        #[test]
        fn amounts_are_the_exact_fraction_rounded_up_to_a_thousandth(
            each in any_amount(), sets in any_head_count(), shared_by in 1..=u16::MAX,
        ) {
            let size = LessonSize { sets, pupils: 0, rooms: 1 };
            let measure = Measure::Amount { each, unit: Unit::Gram };
            let exact = ceiling(u128::from(each.get()) * u128::from(sets), u128::from(shared_by));
            let Need::Amount { thousandths, unit } = measure.need(QuantityRule::PerGroups(groups(shared_by)), size) else {
                return Err(TestCaseError::fail("an amount stays an amount"));
            };
            prop_assert_eq!((u128::from(thousandths), unit), (exact, Unit::Gram));
        }

        #[test]
        fn every_pupil_has_a_place_and_no_set_is_idle(pupils in 0..=2000_u32, size in 1..=40_u16) {
            let number = sets(pupils, groups(size), false);
            prop_assert!(u64::from(number) * u64::from(size) >= u64::from(pupils));
            prop_assert!(number == 0 || u64::from(number - 1) * u64::from(size) < u64::from(pupils));
        }

        #[test]
        fn an_amount_reads_as_it_was_written(each in any_amount()) {
            prop_assert_eq!(Thousandths::parse(&each.to_string()), Ok(each));
        }
    }
}
