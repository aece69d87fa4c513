//! Whose hand it can be at the shared tablet.

use domain::Permit;
use domain::people::{Role, permissions};

use crate::{ActionError, House};

/// The names of the school's technicians, in order, to choose initials from. The tablet may not see who else
/// belongs to the school, nor anything more about these.
pub async fn hands(house: &House, permit: &Permit<permissions::Prepare>) -> Result<Vec<String>, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    let is_technician = [Role::Technician, Role::SeniorTechnician];
    let members = reading.members().await?.into_iter();
    let mut names: Vec<String> = members
        .filter(|member| member.ended_at.is_none() && member.roles.has_any(&is_technician))
        .map(|member| member.name)
        .collect();
    names.sort_unstable();
    Ok(names)
}
