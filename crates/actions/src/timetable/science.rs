//! Which subjects are science: guessed at import, and the school's to say.

use domain::Permit;
use domain::history::Kind;
use domain::people::permissions;
use domain::timetable::SubjectRow;

use crate::almanac::Almanac;
use crate::{ActionError, Begun, House, Once};

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

/// Says of each named subject whether it is science.
pub async fn choose(
    house: &House,
    permit: &Permit<permissions::ChooseScience>,
    choices: &[(String, bool)],
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut work = match house.begin::<()>(permit.school(), permit.actor().account, once).await? {
        Begun::Answered(()) => return Ok(()),
        Begun::Anew(work) => work,
    };
    for (subject, science) in choices {
        work.choose_subject(subject, *science).await?;
    }
    let event =
        house.history(permit.actor(), Kind::TimetableScience, None, "Chose which subjects are science");
    work.finish((), Some(event)).await
}
