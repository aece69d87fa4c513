//! Beginning a network.

use askama::Template;

use crate::network::manage::page::{ReadersChoice, zone_field};
use crate::parts::{FieldState, Shell, TextField};

/// The form that begins a network.
#[derive(Debug, Clone, Template)]
#[template(path = "network/begin/page.html")]
pub struct NewNetworkPage {
    /// The frame.
    pub shell: Shell,
    /// Idempotency key.
    pub once: String,
    /// Name, short name and zone.
    pub fields: Vec<TextField>,
    /// Who reads what is published.
    pub readers: ReadersChoice,
}

impl NewNetworkPage {
    /// The three fields.
    pub fn fields(name: FieldState, slug: FieldState, zone: FieldState) -> Vec<TextField> {
        vec![
            TextField::new("name", "Name", name)
                .hint("such as the trust, the county or the association")
                .required(),
            TextField::new("slug", "Short name", slug)
                .hint("lower-case letters, figures and hyphens; empty to make it from the name"),
            zone_field(zone),
        ]
    }
}
