//! What the students of a timetable row become: a class, and a head count, without the name of any pupil.

use std::collections::{BTreeMap, BTreeSet};

/// The students of one row, as the timetable has them.
#[derive(Clone, Copy, Debug)]
pub struct Students<'a> {
    /// The activity of the row.
    pub activity: &'a str,
    /// Its subject.
    pub subject: &'a str,
    /// The labels of its students sets, in the order of the file.
    pub labels: &'a [String],
}

/// A teaching group: the class that a row names, and how many pupils the files count in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeachingGroup {
    /// The class; `None` where the row has no students.
    pub class: Option<String>,
    /// The pupils counted; `None` where nothing counts them.
    pub pupils: Option<u32>,
}

/// What the school's list of students says about each label.
#[derive(Clone, Debug, Default)]
pub struct Roll {
    sets: BTreeMap<String, Counted>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counted {
    most: u32,
    single: bool,
}

impl Roll {
    /// Notes that the list counts `pupils` in the set `label`; 0 where it does not know.
    ///
    /// A set that is counted as one anywhere is a single pupil.
    pub fn count(&mut self, label: &str, pupils: u32) {
        let counted = self.sets.entry(label.to_owned()).or_default();
        counted.most = counted.most.max(pupils);
        counted.single |= pupils == 1;
    }

    /// The labels of the list, each once.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.sets.keys().map(String::as_str)
    }

    fn is_known(&self, label: &str) -> bool {
        self.sets.contains_key(label)
    }
}

/// The most labels, unknown to the roll, that one row may join before they are taken for pupils.
pub const MOST_UNKNOWN_LABELS: usize = 3;

/// The groups of all rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeachingGroups {
    /// One for each row, in the order of the rows.
    pub groups: Vec<TeachingGroup>,
    /// Rows whose unknown labels were taken for pupils because there are so many.
    pub guessed: usize,
}

/// Turns the students of all rows into classes.
///
/// Labels of sets stay, joined ones as one class whatever their order. Labels of single pupils become a
/// head count; a row of nothing but pupils is the class of its subject, numbered by the lowest activity where
/// a subject has several distinct sets of pupils. No two classes get the same name.
pub fn teaching_groups(rows: &[Students<'_>], roll: &Roll) -> TeachingGroups {
    let split: Vec<Split<'_>> = rows.iter().map(|row| Split::of(row, roll)).collect();
    let spellings = spellings(rows, &split);
    let names = pupil_group_names(rows, &split, &spellings);
    let groups = rows
        .iter()
        .zip(&split)
        .map(|(row, split)| {
            let class = if !split.named.is_empty() {
                spellings.get(&split.named).map(|(_, spelling)| spelling.clone())
            } else if split.pupils.is_empty() {
                None
            } else {
                names.get(&(row.subject, &split.pupils)).cloned()
            };
            TeachingGroup { class, pupils: split.head_count(roll) }
        })
        .collect();
    TeachingGroups { groups, guessed: split.iter().filter(|split| split.guessed).count() }
}

/// A row's labels, parted into sets and single pupils.
struct Split<'a> {
    named: BTreeSet<&'a str>,
    pupils: BTreeSet<&'a str>,
    guessed: bool,
}

impl<'a> Split<'a> {
    fn of(row: &Students<'a>, roll: &Roll) -> Self {
        let unknown = row.labels.iter().filter(|label| !roll.is_known(label)).count();
        let guessed = unknown > MOST_UNKNOWN_LABELS;
        let is_pupil = |label: &str| roll.sets.get(label).map_or(guessed, |counted| counted.single);
        let (pupils, named) = row.labels.iter().map(String::as_str).partition(|label| is_pupil(label));
        Self { named, pupils, guessed }
    }

    fn head_count(&self, roll: &Roll) -> Option<u32> {
        let named = self
            .named
            .iter()
            .filter_map(|label| roll.sets.get(*label))
            .fold(0_u32, |sum, counted| sum.saturating_add(counted.most));
        let sum = named.saturating_add(u32::try_from(self.pupils.len()).unwrap_or(u32::MAX));
        (sum > 0).then_some(sum)
    }
}

type Spellings<'a> = BTreeMap<BTreeSet<&'a str>, (ActivityOrder<'a>, String)>;

/// How each class of named sets is written: as the row of its lowest activity has it.
fn spellings<'a>(rows: &[Students<'a>], split: &[Split<'a>]) -> Spellings<'a> {
    let mut spellings: Spellings<'a> = BTreeMap::new();
    for (row, split) in rows.iter().zip(split).filter(|(_, split)| !split.named.is_empty()) {
        let mut seen = BTreeSet::new();
        let labels: Vec<&str> = row
            .labels
            .iter()
            .map(String::as_str)
            .filter(|label| split.named.contains(label) && seen.insert(*label))
            .collect();
        let candidate = (activity_order(row.activity), labels.join("+"));
        match spellings.get_mut(&split.named) {
            Some(held) if *held <= candidate => {}
            Some(held) => *held = candidate,
            None => {
                spellings.insert(split.named.clone(), candidate);
            }
        }
    }
    spellings
}

/// The names of the groups that consist of single pupils.
fn pupil_group_names<'r, 'a>(
    rows: &[Students<'a>],
    split: &'r [Split<'a>],
    spellings: &Spellings<'a>,
) -> BTreeMap<(&'a str, &'r BTreeSet<&'a str>), String> {
    let mut by_subject: BTreeMap<&'a str, BTreeMap<&'r BTreeSet<&'a str>, ActivityOrder<'a>>> =
        BTreeMap::new();
    for (row, split) in
        rows.iter().zip(split).filter(|(_, split)| split.named.is_empty() && !split.pupils.is_empty())
    {
        let order = activity_order(row.activity);
        let lowest = by_subject.entry(row.subject).or_default().entry(&split.pupils).or_insert(order);
        *lowest = (*lowest).min(order);
    }
    let mut taken: BTreeSet<String> = spellings.values().map(|(_, spelling)| spelling.clone()).collect();
    let mut names = BTreeMap::new();
    // Subjects of one group are named first: they keep the plain name.
    let (single, several): (Vec<_>, Vec<_>) =
        by_subject.into_iter().partition(|(_, groups)| groups.len() == 1);
    for (subject, groups) in single.into_iter().chain(several) {
        let numbered = groups.len() > 1;
        let mut groups: Vec<_> = groups.into_iter().map(|(pupils, order)| (order, pupils)).collect();
        groups.sort();
        let stem = if subject.is_empty() { "Group" } else { subject };
        let mut plain = Some(stem.to_owned()).filter(|_| !numbered);
        let mut number = 0_u32;
        for (_, pupils) in groups {
            let name = loop {
                let name = plain.take().unwrap_or_else(|| {
                    number = number.saturating_add(1);
                    format!("{stem} {number}")
                });
                if taken.insert(name.clone()) {
                    break name;
                }
            };
            names.insert((subject, pupils), name);
        }
    }
    names
}

/// Orders activities by number where they are numbers, else by text after all numbers.
pub(super) type ActivityOrder<'a> = (u64, &'a str);

pub(super) fn activity_order(activity: &str) -> ActivityOrder<'_> {
    (activity.parse().unwrap_or(u64::MAX), activity)
}
