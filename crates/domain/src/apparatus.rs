//! Apparatus: pools of interchangeable pieces, what is held of them, and what is free.

mod availability;
mod clash;
mod hold;
mod item;

pub use availability::{free_at, free_throughout, peak};
pub use clash::{Clash, Want, exposures, judge, retired};
pub use hold::Hold;
pub use item::{HeldBy, Item};

use crate::id::{ItemId, SiteId};
use crate::instant::Interval;
use crate::site::{Away, Sites};

/// A pool of interchangeable pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    /// Which item.
    pub item: ItemId,
    /// Its name, as a clash says it.
    pub name: String,
    /// How many the school has counted; none where nobody has counted, and then nothing clashes.
    pub counted: Option<u32>,
    /// How many of the counted are out of service.
    pub out_of_service: u32,
    /// How many of the counted a person has said are missing.
    pub missing: u32,
    /// The room it lives in; such apparatus is not picked, carried or held elsewhere.
    pub lives_in: Option<String>,
    /// The site it is kept at; none for the school's first.
    pub site: Option<SiteId>,
    /// Minutes needed before the lesson, where the item differs from the school's policy.
    pub set_up_minutes: Option<u32>,
    /// Minutes needed after it.
    pub turn_round_minutes: Option<u32>,
    /// Whether it is retired: kept in history, and not to be had, counted or not.
    pub retired: bool,
}

impl Pool {
    /// Whether a wish for it can be refused. What nobody has counted, and what lives in a room, is never refused,
    /// unless it is retired.
    pub fn can_clash(&self) -> bool {
        self.retired || self.counted.is_some() && self.lives_in.is_none()
    }

    /// How many could be handed out if nothing were held; none where the pool is not counted. Of what is retired
    /// there is nothing to hand out.
    pub fn usable(&self) -> Option<u32> {
        if self.retired {
            return Some(0);
        }
        self.counted.map(|counted| counted.saturating_sub(self.out_of_service).saturating_sub(self.missing))
    }

    /// How many of `count` pieces that a counting made missing are still said to be: what undoing that counting takes
    /// off. Whoever found them since, or counted anew, has the last word.
    pub fn still_missing(&self, count: u32) -> u32 {
        count.min(self.missing)
    }

    /// Where it is kept, if that is another site than the room's. What lives in a room is nowhere else.
    pub fn away(&self, room: &str, sites: &Sites) -> Option<Away> {
        if self.lives_in.is_some() { None } else { sites.away(self.site, room) }
    }

    /// The interval that a lesson holds this item for: from its start less set-up to its end plus
    /// turn-round, by the item's own minutes or else the school's; and the way there and back, where it is kept at
    /// another site than the room's.
    pub fn hold_interval(&self, needed: &Needed<'_>) -> Interval {
        let Needed { interval, room, usual, sites } = needed;
        let set_up = self.set_up_minutes.unwrap_or(usual.set_up_minutes);
        let turn_round = self.turn_round_minutes.unwrap_or(usual.turn_round_minutes);
        let way = self.away(room, sites).map_or(0, |away| i64::from(away.minutes));
        Interval {
            from: interval.from.plus_minutes(-i64::from(set_up) - way),
            until: interval.until.plus_minutes(i64::from(turn_round) + way),
        }
    }
}

/// The school's usual minutes before and after a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turnaround {
    /// Minutes needed before a lesson.
    pub set_up_minutes: u32,
    /// Minutes needed after it.
    pub turn_round_minutes: u32,
}

/// When and where apparatus is needed, and what surrounds that: the school's usual minutes, and its sites.
#[derive(Clone, Copy, Debug)]
pub struct Needed<'a> {
    /// The lesson.
    pub interval: Interval,
    /// Its room; empty where there is none.
    pub room: &'a str,
    /// Minutes before and after, where an item says nothing.
    pub usual: Turnaround,
    /// The school's sites.
    pub sites: &'a Sites,
}
