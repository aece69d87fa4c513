//! The sites of a school.

use actions::{House, policy};
use domain::Permit;
use domain::people::permissions::SeeSetUp;
use serde::Serialize;

use super::Read;
use super::parameter::{Given, Parameter};
use crate::Problem;

/// The sites of a school, with the minutes between them.
#[derive(Debug, Serialize)]
pub(crate) struct SitesTold {
    /// The first is where rooms and apparatus are of which nothing is said.
    sites: Vec<SiteTold>,
    travel: Vec<WayTold>,
}

#[derive(Debug, Serialize)]
struct SiteTold {
    id: String,
    name: String,
    rooms: Vec<String>,
}

#[derive(Debug, Serialize)]
struct WayTold {
    between: [String; 2],
    minutes: u32,
}

/// `sites`
pub(crate) struct Sites;

impl Read for Sites {
    type May = SeeSetUp;
    type Told = SitesTold;
    const NAME: &'static str = "sites";
    const ABOUT: &'static str = "The sites of the school, their rooms, and the minutes between them.";
    const PARAMETERS: &'static [Parameter] = &[];

    async fn read(house: &House, permit: &Permit<SeeSetUp>, _: &Given) -> Result<SitesTold, Problem> {
        let sites = policy::read(house, permit).await?.sites;
        let name = |id| sites.find(Some(id)).map_or_else(String::new, |site| site.name.clone());
        let way = |way: &domain::site::Travel| WayTold {
            between: [name(way.one), name(way.other)],
            minutes: way.minutes,
        };
        Ok(SitesTold {
            travel: sites.travel.iter().map(way).collect(),
            sites: sites
                .list
                .iter()
                .map(|site| SiteTold {
                    id: site.id.to_string(),
                    name: site.name.clone(),
                    rooms: site.rooms.clone(),
                })
                .collect(),
        })
    }
}
