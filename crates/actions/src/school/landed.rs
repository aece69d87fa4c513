//! Databases of programs before this one.

use domain::Permit;
use domain::people::Actor;
use domain::people::permissions::SetCalendar;
use domain::requisition::Tie;

use crate::calendar::SchoolTime;
use crate::deed::Told;
use crate::unit::Turn;
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
        let mut turn = Turn::<SchoolTime>::begin(house, &permit, ()).await?;
        let words = "Requests follow their lessons from now on".to_owned();
        let (told, entries) = turn.follow(words).await?;
        turn.close("school.calendar", Told::all(told, entries)).await?;
    }
    Ok(())
}
