//! The sites of the school: which rooms are where, and how long it takes from one to another.

use domain::fold::folded;
use domain::id::SiteId;
use domain::people::permissions::SetCalendar;
use domain::site::{Site, Sites, SitesProblem, Travel};
use serde::{Deserialize, Serialize};

use super::SchoolTime;
use super::effects::TimeChanged;
use super::reversal::Reversal;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Sets the sites of the school. What is held for a room at another site than its apparatus is held for the way too, and
/// what nobody has asked for from there is short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetSites {
    /// Each site. The first is where rooms and apparatus are of which nothing is said.
    pub sites: Vec<SetSite>,
    /// How long it takes between each two of them.
    #[serde(default)]
    pub travel: Vec<Way>,
    /// The sites that were seen when these were written: what somebody else has changed since stays. None where nobody
    /// looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Box<Sites>>,
}

/// One site, as it is set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetSite {
    /// Which it is already, where it has another name from now on.
    #[serde(default)]
    pub id: Option<SiteId>,
    /// Its name.
    pub name: String,
    /// Its rooms, as the timetable names them.
    #[serde(default)]
    pub rooms: Vec<String>,
}

/// How long it takes between two sites, either way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// Their names.
    pub between: [String; 2],
    /// Minutes.
    pub minutes: u32,
}

impl Deed for SetSites {
    type At = SchoolTime;
    type May = SetCalendar;
    type Answer = TimeChanged;
    const KEY: &'static str = "school.sites";

    fn example() -> Self {
        let site = |name: &str, rooms: &[&str]| SetSite {
            id: None,
            name: name.to_owned(),
            rooms: rooms.iter().map(|room| (*room).to_owned()).collect(),
        };
        let between = ["Upper Site".to_owned(), "Lower Site".to_owned()];
        Self {
            sites: vec![site("Upper Site", &["Lab 1"]), site("Lower Site", &["Lab 7", "Lab 8"])],
            travel: vec![Way { between, minutes: 20 }],
            seen: None,
        }
    }

    async fn act(self, turn: &mut Turn<SchoolTime>) -> Result<Told<TimeChanged>, ActionError> {
        let before = turn.at.before.sites.clone();
        let mut after = self.meant(turn, &before)?;
        after.check()?;
        if let Some(seen) = &self.seen {
            // What was written is what was seen with some changes: those are made to the sites as they now are.
            after = before.without(&after, seen);
        }
        keep(turn, &after).await?;
        let words = match after.list.as_slice() {
            [] => "Set no sites".to_owned(),
            list => {
                let names: Vec<&str> = list.iter().map(|site| site.name.as_str()).collect();
                format!("Set the sites: {}", names.join(", "))
            }
        };
        turn.settle(words, &Reversal::Sites { before: Box::new(before), after: Box::new(after) }).await
    }
}

impl SetSites {
    /// The sites as they are meant: each is the one that it is said to be, or the one of its name, or new.
    fn meant(&self, turn: &Turn<SchoolTime>, before: &Sites) -> Result<Sites, ActionError> {
        let mut list: Vec<Site> = Vec::new();
        for set in &self.sites {
            let name = set.name.trim().to_owned();
            let is_known = |id: &SiteId| before.list.iter().any(|site| site.id == *id);
            if set.id.is_some_and(|id| !is_known(&id)) {
                return Err(ActionError::field("sites", "this school has no such site"));
            }
            let is_said = |id: SiteId| self.sites.iter().any(|one| one.id == Some(id));
            let named =
                || before.list.iter().find(|one| folded(&one.name) == folded(&name) && !is_said(one.id));
            let id = set.id.or_else(|| named().map(|one| one.id)).unwrap_or_else(|| turn.unit.next_id());
            let rooms = set.rooms.iter().map(|room| room.trim().to_owned()).collect();
            list.push(Site { id, name, rooms });
        }
        let named = Sites { list, travel: Vec::new() };
        named.check_list()?;
        let list = named.list;
        let find = |name: &String| {
            let found = list.iter().find(|site| folded(&site.name) == folded(name)).map(|site| site.id);
            let words = || format!("there is no site “{name}” among these");
            found.ok_or_else(|| ActionError::field("travel", words()))
        };
        let mut travel = Vec::new();
        for Way { between: [one, other], minutes } in &self.travel {
            travel.push(Travel { one: find(one)?, other: find(other)?, minutes: *minutes });
        }
        Ok(Sites { list, travel })
    }
}

/// Keeps these sites, if they can be the school's and nothing is kept at one that is no more.
pub(super) async fn keep(turn: &mut Turn<SchoolTime>, sites: &Sites) -> Result<(), ActionError> {
    sites.check()?;
    let items = turn.unit.items().await?;
    for gone in &turn.at.before.sites.list {
        let stays = sites.list.iter().any(|site| site.id == gone.id);
        let kept_there = items.iter().filter(|item| item.pool.site == Some(gone.id)).count();
        if !stays && kept_there > 0 {
            let words =
                format!("{kept_there} on the list of apparatus are kept at {}; say where first", gone.name);
            return Err(ActionError::field("sites", words));
        }
    }
    Ok(turn.unit.set_sites(sites).await?)
}

impl From<SitesProblem> for ActionError {
    fn from(problem: SitesProblem) -> Self {
        let field = match problem {
            SitesProblem::TooMany | SitesProblem::Name | SitesProblem::SameName(_) => "sites",
            SitesProblem::Rooms | SitesProblem::RoomTwice(_) => "rooms",
            SitesProblem::NoTravel(..) | SitesProblem::Minutes(..) | SitesProblem::NoPair => "travel",
        };
        Self::field(field, problem.to_string())
    }
}
