//! Reading what a school has decided.

use domain::Permit;
use domain::people::permissions;

use crate::almanac::Almanac;
use crate::{ActionError, House};

/// What the school has decided, with its calendar.
pub async fn read(house: &House, permit: &Permit<permissions::SeeSetUp>) -> Result<Almanac, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    Ok(Almanac::read(&mut reading).await?)
}
