//! The sites of the school, and how long it takes from one to another.

use askama::Template;

use crate::parts::{EffectsShown, FieldState, Shell};

/// The form that sets the sites.
#[derive(Debug, Clone, Template)]
#[template(path = "calendar/sites/page.html")]
pub struct SitesPage {
    /// The frame.
    pub shell: Shell,
    /// Idempotency key.
    pub once: String,
    /// Whether the reader may change them.
    pub may_change: bool,
    /// What is wrong, and what to do.
    pub error: Option<String>,
    /// The sites as they stood, so that what somebody else changes meanwhile stays.
    pub shown: String,
    /// Each site, and an empty row or more. Sent as `site_id`, `site_name`, `site_rooms`.
    pub sites: Vec<SiteRow>,
    /// The way between each two that have a name. Sent as `way_one`, `way_other`, `way_minutes`.
    pub ways: Vec<WayRow>,
    /// What becomes of requests, where that is to be seen before it is kept.
    pub effects: EffectsShown,
    /// Their mark, sent back as `seen`.
    pub seen: String,
    /// Whether others were shown before.
    pub seen_otherwise: bool,
}

/// One site.
#[derive(Debug, Clone, Default)]
pub struct SiteRow {
    /// Its identifier; empty for a new one.
    pub id: String,
    /// Its name.
    pub name: FieldState,
    /// Its rooms, with commas between.
    pub rooms: String,
}

impl SiteRow {
    /// Whether it has a name.
    pub fn is_named(&self) -> bool {
        !self.name.value.is_empty()
    }
}

/// The way between two sites.
#[derive(Debug, Clone)]
pub struct WayRow {
    /// The row of one site, from 0.
    pub one: String,
    /// The row of the other.
    pub other: String,
    /// Such as “Minutes between Upper Site and Lower Site”.
    pub label: String,
    /// The minutes.
    pub minutes: FieldState,
}
