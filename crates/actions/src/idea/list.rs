//! Reading the ideas box.

use domain::Permit;
use domain::people::permissions;

use super::Idea;
use crate::{ActionError, House};

/// Every idea, newest first: those that wait, and those that were settled.
pub async fn list(house: &House, permit: &Permit<permissions::SeeIdeas>) -> Result<Vec<Idea>, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    Ok(reading.ideas().await?)
}
