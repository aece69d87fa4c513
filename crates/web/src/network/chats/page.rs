//! Where everybody who talks in networks begins: what is open now, what is next, what was, and the ways in.

use askama::Template;

use crate::network::evenings::row::EveningShelf;
use crate::parts::Shell;

/// The evenings of a person's networks.
#[derive(Debug, Clone, Template)]
#[template(path = "network/chats/page.html")]
pub struct ChatsPage {
    /// The frame.
    pub shell: Shell,
    /// Evenings by where they stand.
    pub shelves: Vec<EveningShelf>,
    /// The person's networks, by name.
    pub networks: Vec<OwnNetworkRow>,
    /// Idempotency key of the forms.
    pub once: String,
    /// Whether the person's department can have its chats and has none yet.
    pub offers_department: bool,
    /// Whether the person may begin a network.
    pub offers_beginning: bool,
}

/// One of a person's networks.
#[derive(Debug, Clone)]
pub struct OwnNetworkRow {
    /// Where it leads.
    pub url: String,
    /// Its name.
    pub name: String,
    /// What the person is to it, such as “You look after it”.
    pub standing: String,
}
