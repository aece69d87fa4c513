//! A network with every one of its chats, held still while somebody is taken out of all of it.

use domain::id::NetworkId;
use storage::NetworkWriting;

use crate::unit::{Place, Unit, only_one};
use crate::{ActionError, Invalid};

/// A network and its chats under their locks: nobody says anything anywhere in it meanwhile.
#[derive(Debug)]
pub struct WholeNetwork;

impl Place for WholeNetwork {
    type Scope = NetworkId;
    type Id = ();
    const NOUN: Option<&'static str> = None;

    fn named(at: Option<&str>) -> Result<(), Invalid> {
        only_one(at)
    }

    /// Chats before the network, as every deed in a chat does, so that none waits for the other.
    async fn hold_still(writing: &mut NetworkWriting, (): ()) -> Result<(), ActionError> {
        writing.lock_every_chat().await?;
        Ok(writing.lock_network().await?)
    }

    async fn enter(_: &mut Unit<NetworkId>, (): ()) -> Result<Self, ActionError> {
        Ok(Self)
    }
}
