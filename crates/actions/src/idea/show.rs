//! Reading one idea.

use domain::Permit;
use domain::id::IdeaId;
use domain::people::permissions;

use super::Idea;
use crate::{ActionError, House};

/// One idea of the box.
pub async fn show(
    house: &House,
    permit: &Permit<permissions::SeeIdeas>,
    id: IdeaId,
) -> Result<Idea, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    reading.find_idea(id).await?.ok_or(ActionError::NotFound("idea"))
}
