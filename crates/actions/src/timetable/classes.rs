//! Finding classes of the timetable.

use domain::Permit;
use domain::fold::folded;
use domain::id::StaffId;
use domain::people::permissions;

use super::staff_for;
use crate::almanac::Almanac;
use crate::{ActionError, House};

/// A class of the timetable in one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaughtClass {
    /// Its name.
    pub class: String,
    /// The subject.
    pub subject: String,
    /// Who teaches it, as the timetable names them.
    pub teachers: Vec<String>,
    /// The first of them, where the school knows who that is.
    pub staff: Option<StaffId>,
}

/// Classes of the timetable in force whose name holds `words`, in order: one's own, or anybody's for those who
/// act for anyone.
pub async fn classes(
    house: &House,
    permit: &Permit<permissions::SeeWeek>,
    words: &str,
) -> Result<Vec<TaughtClass>, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    let almanac = Almanac::read(&mut reading).await?;
    let today = almanac.calendar.local(house.now()).0;
    let Some(version) = almanac.version_on(today).or(almanac.versions.last()) else { return Ok(Vec::new()) };
    let meetings = match staff_for(permit.actor()) {
        _ if permit.actor().acts_for_anyone() => reading.meetings(version.id).await?,
        Some(staff) => reading.meetings_of(staff, version.id).await?,
        None => return Ok(Vec::new()),
    };
    let wanted = folded(words);
    let mut found: Vec<TaughtClass> = Vec::new();
    for kept in meetings {
        let Some(class) = kept.meeting.class.filter(|class| folded(class).contains(&wanted)) else {
            continue;
        };
        let staff = kept.staff.first().copied();
        let one =
            TaughtClass { class, subject: kept.meeting.subject, teachers: kept.meeting.teachers, staff };
        let is_there = |other: &TaughtClass| other.key() == one.key();
        if !found.iter().any(is_there) {
            found.push(one);
        }
    }
    found.sort_by_key(TaughtClass::key);
    Ok(found)
}

impl TaughtClass {
    /// What is one class to whoever looks for it.
    fn key(&self) -> (String, String) {
        (self.class.clone(), format!("{}, {}", self.subject, self.teachers.join(", ")))
    }
}
