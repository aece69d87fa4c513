//! What a change of the school's time does to requests and to people.

use domain::Instant;
use domain::id::{AccountId, ItemId, RequisitionId, StaffId, TimeChangeId};
use domain::requisition::{Occasion, Requisition};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::once::hash;

/// What a change of the school's time came to, for whoever made it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Option<Kept>")]
pub struct TimeChanged {
    /// What it is put back by; none where nothing changed.
    pub change: Option<TimeChangeId>,
    /// What it did.
    pub effects: Effects,
}

/// The same as answers keep it. Before requests followed their lessons there was nothing to tell.
#[derive(Deserialize)]
struct Kept {
    change: Option<TimeChangeId>,
    #[serde(default)]
    effects: Effects,
}

impl From<Option<Kept>> for TimeChanged {
    fn from(kept: Option<Kept>) -> Self {
        kept.map_or_else(Self::default, |kept| Self { change: kept.change, effects: kept.effects })
    }
}

/// What a change of the school's time does, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effects {
    /// Requests whose lesson is at another hour, in another room, or with other people, and which go with it.
    pub moved: Vec<Touched>,
    /// Those of them for which not everything is free where they are now.
    pub short: Vec<Short>,
    /// Requests whose lesson is gone: somebody has to decide about each.
    pub orphaned: Vec<Touched>,
    /// Requests whose teacher is out, with nobody to cover: somebody has to decide about each.
    #[serde(default)]
    pub waiting: Vec<Touched>,
    /// Requests whose lesson is there again.
    pub found: Vec<Touched>,
    /// People with an account who are in the timetable no longer.
    pub untied: Vec<Untied>,
    /// What whoever does it should know beside: a room in use then, a teacher who has another lesson. Sentences.
    #[serde(default)]
    pub warnings: Vec<String>,
}

impl Effects {
    /// Whether nobody needs to hear of anything.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// A text that changes with them: whoever was shown these is shown them again before others come to pass.
    pub fn mark(&self) -> String {
        hash(format!("{self:?}").as_bytes())
    }
}

/// A request that a change touches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touched {
    /// Which.
    pub id: RequisitionId,
    /// What it asks for.
    pub title: String,
    /// Where it was.
    pub was: Whereabouts,
    /// Where it is now; none where its lesson is gone.
    pub now: Option<Whereabouts>,
}

/// When, where and for whom a request is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whereabouts {
    /// The date.
    pub date: Date,
    /// The periods, as people say them.
    pub periods: String,
    /// The class.
    pub class: String,
    /// Who teaches it.
    pub teacher: String,
    /// The room; empty where there is none.
    pub room: String,
    /// When it begins.
    #[serde(with = "crate::as_text::instant")]
    pub from: Instant,
    /// When it ends.
    #[serde(with = "crate::as_text::instant")]
    pub until: Instant,
}

impl From<&Occasion> for Whereabouts {
    fn from(occasion: &Occasion) -> Self {
        Self {
            date: occasion.date,
            periods: occasion.periods.clone(),
            class: occasion.class.clone(),
            teacher: occasion.teacher.clone(),
            room: occasion.room.clone(),
            from: occasion.interval.from,
            until: occasion.interval.until,
        }
    }
}

impl Touched {
    pub(super) fn of(requisition: &Requisition, now: Option<&Occasion>) -> Self {
        Self {
            id: requisition.id,
            title: requisition.content.title(),
            was: Whereabouts::from(&requisition.occasion),
            now: now.map(Whereabouts::from),
        }
    }
}

/// Something of which not enough is free where a request has been moved to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Short {
    /// Whose.
    pub id: RequisitionId,
    /// Which item.
    pub item: ItemId,
    /// Its name.
    pub name: String,
    /// How many are asked for.
    pub wanted: u32,
    /// How many of these are missing.
    pub short: u32,
    /// The site it is kept at, where nobody has asked for its transfer from there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_at: Option<String>,
}

/// Somebody with an account who is in the timetable no longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Untied {
    /// Their account.
    pub account: AccountId,
    /// Who they were in the timetable.
    pub staff: StaffId,
    /// By which name.
    pub name: String,
    /// How many of their requests are open.
    pub open: usize,
}
