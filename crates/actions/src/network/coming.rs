//! What is done in a network by those who are not in it yet: beginning it, coming in by a code, and what
//! whoever runs the server does to it.

use domain::chat::{ChatRole, Participant};
use domain::id::{AccountId, NetworkId};
use storage::NetworkWriting;

use super::one::OneNetwork;
use crate::deed::Entry;
use crate::once::Form;
use crate::unit::{Place as _, Turn, Unit};
use crate::{ActionError, House};

/// Their unit of work. Nobody is asked who they are there by now: they are nobody yet.
pub(super) fn unit(
    house: &House,
    writing: NetworkWriting,
    who: Participant,
    form: Option<Form>,
) -> Unit<NetworkId> {
    Unit { house: house.clone(), writing, actor: who, now: house.now(), almanac: 0, form }
}

/// Their turn in the network, which is held still from here on.
pub(super) async fn turn(
    house: &House,
    writing: NetworkWriting,
    who: Participant,
    form: Option<Form>,
) -> Result<Turn<OneNetwork>, ActionError> {
    let mut unit = unit(house, writing, who, form);
    OneNetwork::hold_still(&mut unit.writing, ()).await?;
    let at = OneNetwork::enter(&mut unit, ()).await?;
    Ok(Turn { unit, at })
}

/// Somebody on their way into a network.
pub(super) fn stranger(network: NetworkId, account: Option<AccountId>) -> Participant {
    let Some(account) = account else { return Participant::operator(network) };
    Participant::member(network, account, String::new(), None, ChatRole::Member, Vec::new())
}

/// An entry of history about somebody who comes: they have no handle there yet.
pub(super) fn without_a_handle(words: &str) -> Entry {
    Entry::new(words).signed("somebody without a handle")
}
