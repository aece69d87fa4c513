//! Letting a school in at a command.

use domain::chat::Participant;
use domain::id::{NetworkId, SchoolId};

use super::coming::turn;
use crate::deed::Told;
use crate::{ActionError, House};

/// Lets a school into a network at once: the operator's way. One that is in already stays in.
pub async fn add_school(house: &House, network: NetworkId, school: SchoolId) -> Result<(), ActionError> {
    let writing = house.storage.write(network).await?;
    let mut turn = turn(house, writing, Participant::operator(network), None).await?;
    if turn.unit.network_schools().await?.iter().any(|member| member.id == school) {
        return Ok(());
    }
    let now = turn.unit.now;
    turn.unit.add_network_school(school, now).await?;
    turn.close("network.join-school", Told::done((), "Let a school in")).await
}
