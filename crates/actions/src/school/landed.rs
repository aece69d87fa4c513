//! Databases of programs before this one.

use domain::Permit;
use domain::people::Actor;
use domain::people::permissions::SetCalendar;
use domain::requisition::Tie;

use crate::calendar::SchoolTime;
use crate::deed::Told;
use crate::unit::{Place as _, Turn, Unit};
use crate::{ActionError, House};

/// Brings what a program kept that did not follow lessons yet to where the lessons of each school are. Does nothing
/// where there is nothing such.
pub async fn follow_landed(house: &House) -> Result<(), ActionError> {
    for school in super::every(house).await? {
        let landed = house.storage.read(school.id).await?.requisitions_tied(Tie::Landed, house.now()).await?;
        if landed.is_empty() {
            continue;
        }
        let actor = Actor::operator(school.id);
        let permit: Permit<SetCalendar> = actor.permit()?;
        let mut writing = house.storage.write(school.id).await?;
        SchoolTime::hold_still(&mut writing, ()).await?;
        let mut unit = Unit::begin(house, writing, &permit).await?;
        let at = SchoolTime::enter(&mut unit, ()).await?;
        let mut turn = Turn { unit, at };
        let words = "Requests follow their lessons from now on".to_owned();
        let (told, entries) = turn.follow(words).await?;
        turn.close("school.calendar", Told::all(told, entries)).await?;
    }
    Ok(())
}
