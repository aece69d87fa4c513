//! One network, held still while somebody changes who belongs to it or what it decides.

use domain::id::NetworkId;
use domain::network::Network;

use crate::ActionError;
use crate::turn::{Place, Unit};

/// A network as it stands under its lock: joining, codes and settings happen one at a time.
#[derive(Debug)]
pub struct OneNetwork {
    pub(crate) network: Network,
}

impl Place for OneNetwork {
    type Scope = NetworkId;
    type Id = ();

    async fn enter(unit: &mut Unit<NetworkId>, (): ()) -> Result<Self, ActionError> {
        unit.lock_network().await?;
        let network = unit.network().await?.ok_or(ActionError::NotFound("network"))?;
        Ok(Self { network })
    }
}
