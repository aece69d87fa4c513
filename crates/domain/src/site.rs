//! The sites of a school: which rooms are where, and how long it takes from one to another.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::fold::folded;
use crate::id::SiteId;

/// The most sites of one school.
pub const MOST_SITES: usize = 12;
/// The most rooms that one site names.
pub const MOST_ROOMS: usize = 500;
/// The most minutes from one site to another.
pub const MOST_MINUTES: u32 = 240;
/// The longest name of a site or a room, in characters.
pub const LONGEST_NAME: usize = 100;

/// The sites of a school. A school that has named none, or only one, is all at one site, and nothing travels.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sites {
    /// Each site; the first is where rooms and apparatus are of which nothing is said.
    #[serde(default)]
    pub list: Vec<Site>,
    /// How long it takes between each two of them.
    #[serde(default)]
    pub travel: Vec<Travel>,
}

/// One site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// Its identifier.
    pub id: SiteId,
    /// Its name.
    pub name: String,
    /// Its rooms, as the timetable names them.
    #[serde(default)]
    pub rooms: Vec<String>,
}

/// How long it takes between two sites, either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Travel {
    /// One site.
    pub one: SiteId,
    /// The other.
    pub other: SiteId,
    /// Minutes.
    pub minutes: u32,
}

/// Where something is kept that is wanted at another site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Away {
    /// The name of the site where it is kept.
    pub site: String,
    /// Minutes from there to the room.
    pub minutes: u32,
}

/// Why a school cannot have these sites.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SitesProblem {
    /// There are too many.
    #[error("a school has at most {MOST_SITES} sites")]
    TooMany,
    /// A name is missing or too long.
    #[error("give each site a name of at most {LONGEST_NAME} characters")]
    Name,
    /// Two have the same name.
    #[error("two sites are called “{0}”; give each a name of its own")]
    SameName(String),
    /// A room's name is missing or too long, or there are too many.
    #[error("a site has at most {MOST_ROOMS} rooms, each with a name of at most {LONGEST_NAME} characters")]
    Rooms,
    /// A room is at two sites.
    #[error("“{0}” is named at two sites; a room is at one")]
    RoomTwice(String),
    /// It is not said how long it takes between two sites.
    #[error("say how many minutes it takes from {0} to {1}")]
    NoTravel(String, String),
    /// Minutes are out of range.
    #[error("from {0} to {1} it takes from 0 to {MOST_MINUTES} minutes")]
    Minutes(String, String),
    /// Minutes are given twice, or for what is no pair of these sites.
    #[error("give the minutes once for each two different sites")]
    NoPair,
}

impl Sites {
    /// Whether anything has to travel at all.
    pub fn are_several(&self) -> bool {
        self.list.len() > 1
    }

    /// The site of this identifier; of none, and of one that is no more, the first.
    pub fn find(&self, id: Option<SiteId>) -> Option<&Site> {
        self.list.iter().find(|site| Some(site.id) == id).or_else(|| self.list.first())
    }

    /// Where a room is; the first site, where nothing is said of it.
    pub fn of_room(&self, room: &str) -> Option<&Site> {
        let room = folded(room);
        let named = self.list.iter().find(|site| site.rooms.iter().any(|one| folded(one) == room));
        named.or_else(|| self.list.first())
    }

    /// Minutes from one site to another.
    pub fn minutes(&self, from: SiteId, to: SiteId) -> u32 {
        let way = self.travel.iter().find(|travel| travel.joins(from, to));
        way.filter(|_| from != to).map_or(0, |travel| travel.minutes)
    }

    /// Where something is kept, if that is another site than the room's.
    pub fn away(&self, kept: Option<SiteId>, room: &str) -> Option<Away> {
        if !self.are_several() {
            return None;
        }
        let (kept, wanted) = (self.find(kept)?, self.of_room(room)?);
        let minutes = self.minutes(kept.id, wanted.id);
        (kept.id != wanted.id).then(|| Away { site: kept.name.clone(), minutes })
    }

    /// These without what turned `before` into `after`; what has been said since stays.
    #[must_use]
    pub fn without(&self, before: &Self, after: &Self) -> Self {
        if self == after {
            return before.clone();
        }
        let is_in = |sites: &Self, id: SiteId| sites.list.iter().any(|site| site.id == id);
        let mut list = self.list.clone();
        list.retain(|site| !is_in(after, site.id) || is_in(before, site.id));
        for (place, site) in before.list.iter().enumerate() {
            if !is_in(after, site.id) && !is_in(self, site.id) {
                list.insert(place.min(list.len()), Site { rooms: Vec::new(), ..site.clone() });
            }
        }
        let name =
            |sites: &Self, id| sites.list.iter().find(|site| site.id == id).map(|one| one.name.clone());
        for site in &mut list {
            if name(self, site.id) == name(after, site.id) {
                site.name = name(before, site.id).unwrap_or_else(|| site.name.clone());
            }
        }
        let rooms = back(&self.rooms(), &before.rooms(), &after.rooms());
        for site in &mut list {
            site.rooms =
                rooms.values().filter(|(id, _)| *id == site.id).map(|(_, room)| room.clone()).collect();
        }
        let travel = back(&self.ways(), &before.ways(), &after.ways());
        let is_way =
            |way: &Travel| [way.one, way.other].iter().all(|id| list.iter().any(|one| one.id == *id));
        let travel = travel.into_values().filter(is_way).collect();
        Self { list, travel }
    }

    /// Each room by its folded name, with its site and the name as it was typed.
    fn rooms(&self) -> BTreeMap<String, (SiteId, String)> {
        let of =
            |site: &Site| site.rooms.iter().map(|room| (folded(room), (site.id, room.clone()))).collect();
        self.list.iter().flat_map(|site| -> Vec<_> { of(site) }).collect()
    }

    /// Each way by its two ends.
    fn ways(&self) -> BTreeMap<(SiteId, SiteId), Travel> {
        let ends = |way: &Travel| (way.one.min(way.other), way.one.max(way.other));
        self.travel.iter().map(|way| (ends(way), *way)).collect()
    }

    /// Whether these can be the sites of a school.
    pub fn check(&self) -> Result<(), SitesProblem> {
        self.check_list()?;
        self.check_travel()
    }

    /// The same of their names and rooms alone.
    pub fn check_list(&self) -> Result<(), SitesProblem> {
        if self.list.len() > MOST_SITES {
            return Err(SitesProblem::TooMany);
        }
        for (place, site) in self.list.iter().enumerate() {
            site.check()?;
            let before = &self.list[..place];
            if before.iter().any(|one| folded(&one.name) == folded(&site.name)) {
                return Err(SitesProblem::SameName(site.name.clone()));
            }
            let is_named = |room: &String| before.iter().any(|one| one.has(room));
            if let Some(room) = site.rooms.iter().find(|room| is_named(room)) {
                return Err(SitesProblem::RoomTwice(room.clone()));
            }
        }
        Ok(())
    }

    fn check_travel(&self) -> Result<(), SitesProblem> {
        let mut pairs = 0;
        for (place, one) in self.list.iter().enumerate() {
            for other in &self.list[place + 1..] {
                let names = || (one.name.clone(), other.name.clone());
                let found = self.travel.iter().find(|travel| travel.joins(one.id, other.id));
                let Some(travel) = found else {
                    let (one, other) = names();
                    return Err(SitesProblem::NoTravel(one, other));
                };
                if travel.minutes > MOST_MINUTES {
                    let (one, other) = names();
                    return Err(SitesProblem::Minutes(one, other));
                }
                pairs += 1;
            }
        }
        if self.travel.len() == pairs { Ok(()) } else { Err(SitesProblem::NoPair) }
    }
}

impl Site {
    /// Whether a room is named among its own.
    pub fn has(&self, room: &str) -> bool {
        let room = folded(room);
        self.rooms.iter().any(|one| folded(one) == room)
    }

    fn check(&self) -> Result<(), SitesProblem> {
        let is_name = |name: &str| !name.trim().is_empty() && name.chars().count() <= LONGEST_NAME;
        if !is_name(&self.name) {
            return Err(SitesProblem::Name);
        }
        if self.rooms.len() > MOST_ROOMS || !self.rooms.iter().all(|room| is_name(room)) {
            return Err(SitesProblem::Rooms);
        }
        Ok(())
    }
}

impl Travel {
    /// Whether it is the way between these two.
    pub fn joins(&self, from: SiteId, to: SiteId) -> bool {
        (self.one, self.other) == (from, to) || (self.one, self.other) == (to, from)
    }
}

/// What `now` says, without what turned `before` into `after`.
fn back<K: Ord + Clone, V: PartialEq + Clone>(
    now: &BTreeMap<K, V>,
    before: &BTreeMap<K, V>,
    after: &BTreeMap<K, V>,
) -> BTreeMap<K, V> {
    let keys = now.keys().chain(before.keys());
    let value = |key: &K| {
        let was_changed = before.get(key) != after.get(key) && now.get(key) == after.get(key);
        if was_changed { before.get(key) } else { now.get(key) }
    };
    keys.filter_map(|key| Some((key.clone(), value(key)?.clone()))).collect()
}
