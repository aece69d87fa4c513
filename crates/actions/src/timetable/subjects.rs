//! Which subjects there are, and which of them are science.

use domain::Permit;
use domain::people::permissions;
use domain::timetable::SubjectRow;

use crate::almanac::Almanac;
use crate::{ActionError, House};

/// The subjects of the newest timetable, with what was guessed and what was chosen.
pub async fn subjects(
    house: &House,
    permit: &Permit<permissions::SeeSetUp>,
) -> Result<Vec<SubjectRow>, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    let almanac = Almanac::read(&mut reading).await?;
    match almanac.versions.last() {
        Some(version) => Ok(reading.subjects(version.id).await?),
        None => Ok(Vec::new()),
    }
}
