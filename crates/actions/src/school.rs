//! Beginning a school, holding it still, and giving it another name.

mod landed;
mod one;
mod rename;

use domain::calendar::{Calendar, Cycle};
use domain::history::Kind;
use domain::id::SchoolId;
use domain::people::Actor;
use domain::policy::Policy;
use domain::requisition::deadline::{DeadlinePolicy, WeeklyCutOff, WorkingHours};
use domain::school::School;
use domain::{Instant, TimeOfDay};
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use storage::school::NewSchool;

pub use landed::follow_landed;
pub use one::OneSchool;
pub use rename::Rename;

use crate::catalogue::{add_to, starting_catalogue};
use crate::{ActionError, House};

/// What is needed to begin a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolWanted {
    /// Its short name in commands: lower-case letters, figures and hyphens.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its time zone's name: `Europe/London`.
    pub time_zone: String,
    /// Whether it is made up for a demonstration.
    pub demonstration: bool,
}

/// The longest short name.
const LONGEST_SLUG: usize = 60;

/// Begins a school with a provisional calendar, the usual policies and the starting catalogue.
pub async fn create(house: &House, wanted: &SchoolWanted) -> Result<SchoolId, ActionError> {
    check(wanted)?;
    let zone = zone_named(&wanted.time_zone)?;
    let catalogue = starting_catalogue()?;
    let id: SchoolId = house.next_id();
    let now = house.now();
    let calendar = Calendar::provisional(zone.clone(), Cycle::monday_to_friday(), today(&zone, now));
    let new = NewSchool {
        school: School {
            id,
            slug: wanted.slug.clone(),
            name: wanted.name.trim().to_owned(),
            policy: usual_policy(),
            demonstration: wanted.demonstration,
        },
        time_zone: wanted.time_zone.clone(),
        cycle: calendar.cycle.clone(),
        created_at: now,
    };
    let mut door = house.storage.open_door().await?;
    let added = door.add_school(&new).await;
    if let Err(storage::StorageError::Taken(_)) = added {
        return Err(ActionError::field("slug", format!("there is a school called {} already", wanted.slug)));
    }
    added?;
    let mut work = door.into_school(id, &house.storage);
    work.set_calendar(&calendar).await?;
    add_to(house, &mut work, &catalogue).await?;
    work.record(house.history(&Actor::operator(id), Kind::SchoolCreate, None, "Began the school")).await?;
    work.commit().await?;
    Ok(id)
}

/// The school of this short name.
pub async fn find(house: &House, slug: &str) -> Result<Option<School>, ActionError> {
    Ok(house.storage.door().await?.find_school(slug).await?)
}

/// Every school, for the operator.
pub async fn every(house: &House) -> Result<Vec<School>, ActionError> {
    Ok(house.storage.door().await?.list_schools().await?)
}

fn check(wanted: &SchoolWanted) -> Result<(), ActionError> {
    let slug = &wanted.slug;
    let is_plain =
        slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if slug.is_empty() || slug.len() > LONGEST_SLUG || !is_plain {
        return Err(ActionError::field(
            "slug",
            "the short name is made of lower-case letters, figures and hyphens, at most 60 of them",
        ));
    }
    check_name(&wanted.name)
}

fn check_name(name: &str) -> Result<(), ActionError> {
    if name.trim().is_empty() || name.chars().count() > 200 {
        return Err(ActionError::field("name", "give the school a name of at most 200 characters"));
    }
    Ok(())
}

/// The time zone of this name.
fn zone_named(name: &str) -> Result<TimeZone, ActionError> {
    domain::zone::named(name).ok_or_else(|| {
        let words = format!("“{name}” is not a time zone; give one like Europe/London or Asia/Hong_Kong");
        ActionError::field("time-zone", words)
    })
}

fn today(zone: &TimeZone, now: Instant) -> jiff::civil::Date {
    zone.to_datetime(now.timestamp()).date()
}

/// The policies that a school begins with: requests for a week close on the Thursday before at 12:30, as
/// in a department whose technician has described its week (preproomtales.blogspot.com, 2012); what is
/// on time and free is accepted at once; ten minutes before and after.
pub(crate) fn usual_policy() -> Policy {
    let hours =
        TimeOfDay::at(8, 0).zip(TimeOfDay::at(16, 0)).map(|(from, until)| WorkingHours { from, until });
    Policy {
        deadline: DeadlinePolicy {
            weekly_cut_off: TimeOfDay::at(12, 30)
                .map(|time| WeeklyCutOff { weekday: Weekday::Thursday, time }),
            notice_minutes: None,
            working_hours: [hours, hours, hours, hours, hours, None, None],
        },
        accepts_by_itself: true,
        head_approves: false,
        set_up_minutes: 10,
        turn_round_minutes: 10,
        usual_class: 30,
    }
}
