//! What an item is to be from now on, and whether it can be.

use domain::Instant;
use domain::apparatus::{Item, Pool};
use domain::fold::folded;
use domain::id::SiteId;
use domain::site::Sites;
use serde::{Deserialize, Serialize};

use crate::Invalid;
use crate::beside::{Beside, Disputed};

/// What an item is to be from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemChange {
    /// Its name.
    pub name: String,
    /// Where it stands.
    #[serde(default)]
    pub place: String,
    /// How many there are; none to leave it uncounted.
    #[serde(default)]
    pub counted: Option<u32>,
    /// How many of those are out of service.
    #[serde(default)]
    pub out_of_service: u32,
    /// How many of those are missing.
    #[serde(default)]
    pub missing: u32,
    /// Minutes before a lesson; none for the school's own.
    #[serde(default)]
    pub set_up_minutes: Option<u32>,
    /// Minutes after.
    #[serde(default)]
    pub turn_round_minutes: Option<u32>,
    /// The room it lives in.
    #[serde(default)]
    pub lives_in: Option<String>,
    /// The site it is kept at; none for the school's first, and then not written: what was sent before there were sites
    /// is answered the same when it is sent again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    /// Whether its number is asked for when it comes back.
    #[serde(default)]
    pub count_back: bool,
    /// Whether it is retired: kept in history, and asked for no more.
    #[serde(default)]
    pub retired: bool,
}

/// The most pieces that one pool can have.
const MOST_PIECES: u32 = 100_000;
/// The most minutes that set-up or turn-round can take: a fortnight.
const MOST_MINUTES: u32 = 14 * 24 * 60;
/// The longest name or place, in characters.
const LONGEST_NAME: usize = 200;

impl From<&Item> for ItemChange {
    /// The item as it is.
    fn from(item: &Item) -> Self {
        let pool = &item.pool;
        Self {
            name: pool.name.clone(),
            place: item.place.clone(),
            counted: pool.counted,
            out_of_service: pool.out_of_service,
            missing: pool.missing,
            set_up_minutes: pool.set_up_minutes,
            turn_round_minutes: pool.turn_round_minutes,
            lives_in: pool.lives_in.clone(),
            site: pool.site,
            count_back: item.count_back,
            retired: item.retired_at.is_some(),
        }
    }
}

impl ItemChange {
    /// This change, begun when the item was as `seen`, beside what others have made of the item since: `now`.
    pub fn beside(self, seen: &Self, now: &Self) -> Beside<Self> {
        let mut disputed = Disputed::default();
        let to = self.tidied();
        let whole = Self {
            name: disputed.field("name", to.name, &seen.name, &now.name),
            place: disputed.field("place", to.place, &seen.place, &now.place),
            counted: disputed.field("counted", to.counted, &seen.counted, &now.counted),
            out_of_service: disputed.field(
                "out_of_service",
                to.out_of_service,
                &seen.out_of_service,
                &now.out_of_service,
            ),
            missing: disputed.field("missing", to.missing, &seen.missing, &now.missing),
            set_up_minutes: disputed.field(
                "set_up_minutes",
                to.set_up_minutes,
                &seen.set_up_minutes,
                &now.set_up_minutes,
            ),
            turn_round_minutes: disputed.field(
                "turn_round_minutes",
                to.turn_round_minutes,
                &seen.turn_round_minutes,
                &now.turn_round_minutes,
            ),
            lives_in: disputed.field("lives_in", to.lives_in, &seen.lives_in, &now.lives_in),
            site: disputed.field("site", to.site, &seen.site, &now.site),
            count_back: disputed.field("count_back", to.count_back, &seen.count_back, &now.count_back),
            retired: disputed.field("retired", to.retired, &seen.retired, &now.retired),
        };
        Beside { whole, disputed: disputed.0 }
    }

    /// The same as it is kept: without spaces around, and with no room rather than an empty one.
    fn tidied(self) -> Self {
        Self {
            name: self.name.trim().to_owned(),
            place: self.place.trim().to_owned(),
            lives_in: self.lives_in.map(|room| room.trim().to_owned()).filter(|room| !room.is_empty()),
            ..self
        }
    }
}

/// One as it could be.
pub(super) fn example() -> ItemChange {
    ItemChange {
        name: "Microscope".to_owned(),
        place: "Prep room, cupboard 3".to_owned(),
        counted: Some(15),
        out_of_service: 1,
        missing: 0,
        set_up_minutes: Some(15),
        turn_round_minutes: None,
        lives_in: None,
        site: None,
        count_back: true,
        retired: false,
    }
}

pub(super) fn check(wanted: &ItemChange, sites: &Sites) -> Result<(), Invalid> {
    if wanted.site.is_some_and(|id| sites.list.iter().all(|site| site.id != id)) {
        return Err(Invalid::new("site", "this school has no such site"));
    }
    let name = wanted.name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(Invalid::new("name", "give it a name of at most 200 characters"));
    }
    if wanted.place.chars().count() > LONGEST_NAME {
        return Err(Invalid::new("place", "the place is longer than 200 characters"));
    }
    let counted = wanted.counted.unwrap_or(0);
    if counted > MOST_PIECES {
        return Err(Invalid::new("counted", "that is more than 100,000 pieces"));
    }
    if wanted.counted.is_some() && wanted.out_of_service.saturating_add(wanted.missing) > counted {
        return Err(Invalid::new(
            "out_of_service",
            "more are out of service or missing than there are; count them first",
        ));
    }
    if wanted.set_up_minutes.unwrap_or(0) > MOST_MINUTES {
        return Err(Invalid::new("set_up_minutes", "set-up takes at most a fortnight"));
    }
    if wanted.turn_round_minutes.unwrap_or(0) > MOST_MINUTES {
        return Err(Invalid::new("turn_round_minutes", "turn-round takes at most a fortnight"));
    }
    Ok(())
}

pub(super) fn changed(now: Instant, before: &Item, wanted: ItemChange) -> Item {
    let wanted = wanted.tidied();
    let name = wanted.name;
    // Other names that search finds stay; the name itself may have changed.
    let own = folded(&before.pool.name);
    let others = before.search_name.strip_prefix(&own).unwrap_or(&before.search_name);
    let search_name = format!("{}{others}", folded(&name));
    let is_counted = wanted.counted.is_some();
    Item {
        pool: Pool {
            item: before.pool.item,
            name,
            counted: wanted.counted,
            out_of_service: if is_counted { wanted.out_of_service } else { 0 },
            missing: if is_counted { wanted.missing } else { 0 },
            lives_in: wanted.lives_in,
            site: wanted.site,
            set_up_minutes: wanted.set_up_minutes,
            turn_round_minutes: wanted.turn_round_minutes,
            retired: wanted.retired,
        },
        search_name,
        place: wanted.place,
        count_back: wanted.count_back,
        retired_at: wanted.retired.then(|| before.retired_at.unwrap_or(now)),
        ..before.clone()
    }
}
