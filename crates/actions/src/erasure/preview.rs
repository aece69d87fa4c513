//! What erasing somebody would touch. It is found out by doing all of it in a unit of work that is then not
//! kept, so that the two can never differ.

use domain::Permit;
use domain::chat::chat_permissions::ErasePeople;
use domain::id::{AccountId, NetworkId};

use super::eraser::erase;
use super::person::Person;
use super::touched::Touched;
use super::whole_network::WholeNetwork;
use crate::unit::{Place as _, Unit};
use crate::{ActionError, House};

/// What [`Erase`](super::Erase) would touch. Nothing is changed.
pub async fn erasure_of(
    house: &House,
    permit: &Permit<ErasePeople>,
    handle: &str,
) -> Result<Touched, ActionError> {
    let mut unit = begun(house, permit).await?;
    let person = Person::of_handle(&mut unit, handle).await?;
    // Dropped unkept: nothing of this happens.
    Ok(erase(&mut unit, person).await?.answer)
}

/// What [`EraseAccount`](super::EraseAccount) would touch. Nothing is changed.
pub async fn erasure_of_account(
    house: &House,
    permit: &Permit<ErasePeople>,
    account: AccountId,
) -> Result<Touched, ActionError> {
    let mut unit = begun(house, permit).await?;
    let person = Person::of_account(&mut unit, account).await?;
    Ok(erase(&mut unit, person).await?.answer)
}

/// Whose account has this address; none where nobody's has. For whoever runs the server.
pub async fn account_of(house: &House, email: &str) -> Result<Option<AccountId>, ActionError> {
    let found = house.storage.door().await?.find_account(&email.trim().to_lowercase()).await?;
    Ok(found.map(|account| account.id))
}

async fn begun(house: &House, permit: &Permit<ErasePeople>) -> Result<Unit<NetworkId>, ActionError> {
    let mut writing = house.storage.write(permit.network()).await?;
    WholeNetwork::hold_still(&mut writing, ()).await?;
    Unit::begin(house, writing, permit).await
}
