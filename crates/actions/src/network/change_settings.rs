//! What a network decides about itself.

use domain::chat::chat_permissions::ManageNetwork;
use domain::chat::network::{Readers, checked_name};
use serde::{Deserialize, Serialize};

use super::begin::check_zone;
use super::one::OneNetwork;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Changes a network's name, zone and readers. People agree to the readers before their first words of an
/// evening; once somebody has agreed, there can be fewer, and no more.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeSettings {
    /// Its name.
    pub name: String,
    /// Its time zone's name: `Europe/London`. Evenings that are planned stay at their instants.
    pub time_zone: String,
    /// Who may read what it publishes.
    pub readers: Readers,
}

impl Deed for ChangeSettings {
    type At = OneNetwork;
    type May = ManageNetwork;
    type Answer = ();
    const KEY: &'static str = "network.settings";
    const FORM: &'static str = "network-settings";

    fn example() -> Self {
        Self {
            name: "Sample County Technicians".to_owned(),
            time_zone: "Europe/London".to_owned(),
            readers: Readers::Members,
        }
    }

    async fn act(self, turn: &mut Turn<OneNetwork>) -> Result<Told<()>, ActionError> {
        let Turn { unit, at } = turn;
        let name = checked_name(&self.name)?;
        check_zone(&self.time_zone)?;
        let are_more = (at.network.readers, self.readers) == (Readers::Members, Readers::Everybody);
        if are_more && unit.has_consents().await? {
            let words = "people wrote here for this network alone, so only they read it; \
                begin another network for evenings that everybody may read";
            return Err(ActionError::field("readers", words));
        }
        unit.set_network(name, &self.time_zone, self.readers).await?;
        Ok(Told::done((), "Changed the network's settings"))
    }
}
