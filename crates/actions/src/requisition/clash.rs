//! What is told of a clash: who has it, and what would fit instead.

use domain::Instant;
use domain::apparatus::HeldBy;
use domain::id::{ItemId, LessonId};
use domain::site::Away;
use jiff::civil::Date;

/// What clashes, in words, and what would fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClashReport {
    /// Each item that is not free.
    pub clashes: Vec<ClashWords>,
    /// What would fit, each as one touch.
    pub ways_out: Vec<WayOut>,
}

/// One item that is not free, with who has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClashWords {
    /// The item.
    pub item: ItemId,
    /// Its name.
    pub name: String,
    /// How many are wanted.
    pub wanted: u32,
    /// How many are free.
    pub free: u32,
    /// Whether that is because it is retired.
    pub retired: bool,
    /// Where it is kept, if it is not free because its transfer from another site is not asked for.
    pub kept_at: Option<Away>,
    /// Who has the rest.
    pub held_by: Vec<HeldBy>,
}

/// Something that would fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WayOut {
    /// The same, with an item brought from the site where it is kept.
    Transfer {
        /// Which.
        item: ItemId,
        /// Its name.
        name: String,
        /// From where, and how long that takes.
        from: Away,
    },
    /// The same with fewer sets.
    FewerSets {
        /// How many.
        sets: u32,
    },
    /// Another item in place of one that is not free.
    Alternative {
        /// In place of which.
        item: ItemId,
        /// Which.
        alternative: ItemId,
        /// Its name.
        name: String,
        /// How many of it are free; none where it is not counted.
        free: Option<u32>,
    },
    /// Its own lesson, which is at another hour than the one that it keeps.
    Follow {
        /// Which.
        lesson: LessonId,
        /// Its date.
        date: Date,
        /// When it starts.
        start: Instant,
        /// Whether everything is free then.
        fits: bool,
    },
    /// Another lesson of the same class.
    OtherLesson {
        /// Which.
        lesson: LessonId,
        /// Its date.
        date: Date,
        /// Its periods.
        periods: String,
        /// When it starts.
        start: Instant,
        /// Whether everything is free then.
        fits: bool,
    },
}
