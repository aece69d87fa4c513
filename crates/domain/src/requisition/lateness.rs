//! Lateness: the reasons a teacher may give, and when a change is judged again.

use serde::{Deserialize, Serialize};

use super::content::Content;

/// Why a request comes late, from a short list. No reason is a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LateReason {
    /// The lesson itself was moved, or is covered.
    LessonChanged,
    /// The class got further, or less far, than planned.
    #[serde(rename = "pace")]
    PaceOfClass,
    /// The teacher was away.
    Absence,
    /// It was forgotten.
    Forgotten,
    /// Something else, said in words.
    Other,
}

impl LateReason {
    /// Every reason, in the order the form lists them.
    pub const ALL: [Self; 5] =
        [Self::LessonChanged, Self::PaceOfClass, Self::Absence, Self::Forgotten, Self::Other];

    /// The name that is kept.
    pub fn key(self) -> &'static str {
        match self {
            Self::LessonChanged => "lesson-changed",
            Self::PaceOfClass => "pace",
            Self::Absence => "absence",
            Self::Forgotten => "forgotten",
            Self::Other => "other",
        }
    }

    /// As the form and the inbox say it.
    pub fn words(self) -> &'static str {
        match self {
            Self::LessonChanged => "the lesson was moved or is covered",
            Self::PaceOfClass => "the class is at another point than planned",
            Self::Absence => "I was away",
            Self::Forgotten => "it slipped my mind",
            Self::Other => "something else",
        }
    }

    /// The reason with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.key() == key)
    }
}

/// Whether a change asks for more than before: another practical, a line that was not there, or a
/// quantity that grows. Shrinking and rewording do not, and are never late.
pub fn grows(before: &Content, after: &Content) -> bool {
    if before.stations.len() < after.stations.len() {
        return true;
    }
    let practicals = |content: &Content| -> Vec<_> {
        content.stations.iter().filter_map(|station| station.practical).collect()
    };
    if practicals(after).iter().any(|practical| !practicals(before).contains(practical)) {
        return true;
    }
    let before = before.quantities();
    after.quantities().into_iter().any(|(what, quantity)| before.get(&what).is_none_or(|had| quantity > *had))
}
