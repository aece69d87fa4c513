//! One network, held still while somebody changes who belongs to it or what it decides.

use domain::chat::ChatRole;
use domain::chat::network::check_somebody_looks_after_it;
use domain::id::{AccountId, NetworkId};
use domain::network::{Network, NetworkPerson};
use storage::NetworkWriting;

use crate::unit::{Place, Unit, only_one};
use crate::{ActionError, Invalid};

/// A network as it stands under its lock: joining, codes and settings happen one at a time.
#[derive(Debug)]
pub struct OneNetwork {
    pub(crate) network: Network,
}

impl Place for OneNetwork {
    type Scope = NetworkId;
    type Id = ();
    const NOUN: Option<&'static str> = None;

    fn named(at: Option<&str>) -> Result<(), Invalid> {
        only_one(at)
    }

    /// Who belongs to it and as what is changed under this lock, so that it is read after it.
    async fn hold_still(writing: &mut NetworkWriting, (): ()) -> Result<(), ActionError> {
        Ok(writing.lock_network().await?)
    }

    async fn enter(unit: &mut Unit<NetworkId>, (): ()) -> Result<Self, ActionError> {
        let network = unit.network().await?.ok_or(ActionError::NotFound("network"))?;
        Ok(Self { network })
    }
}

impl OneNetwork {
    /// Whether somebody looks after the network once `account` does no more. One of whom nobody looks after it
    /// now may go: a network made at a command begins so.
    pub(super) fn check_others_look_after_it(
        &self,
        people: &[NetworkPerson],
        account: AccountId,
    ) -> Result<(), ActionError> {
        let is_one = |person: &&NetworkPerson| person.role == ChatRole::NetworkAdministrator;
        if !people.iter().filter(is_one).any(|person| person.account == account) {
            return Ok(());
        }
        let left = people.iter().filter(is_one).filter(|person| person.account != account).count();
        Ok(check_somebody_looks_after_it(left, self.network.of_school.is_some())?)
    }
}
