//! The sites of the school: their rooms, and the minutes from one to another, as rows to fill in.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::ActionError;
use actions::almanac::Almanac;
use actions::calendar::{Seen, SetSite, SetSites, Way, change_as_seen};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::id::SchoolId;
use domain::people::permissions::{SeeSetUp, SetCalendar};
use domain::site::Sites;
use domain::{Permission, Permit};

use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::calendar::sites::page::{SiteRow, SitesPage, WayRow};
use crate::fields::{Fields, Query};
use crate::form::key;
use crate::parts::{EffectsShown, FieldState, Section};
use crate::shell::{shell, with_notice};
use crate::visitor::Allowed;
use http::Answer;
use http::typed::sentence;

/// Where the page is.
pub(super) const ADDRESS: &str = "/set-up/sites";
/// Rows of a school that has said nothing yet.
const FIRST_ROWS: usize = 3;

/// The rows of the form, as they are to be shown.
#[derive(Default)]
struct Rows {
    sites: Vec<SiteRow>,
    ways: Vec<WayRow>,
}

impl Rows {
    fn of(sites: &Sites) -> Self {
        let row = |site: &domain::site::Site| SiteRow {
            id: site.id.to_string(),
            name: FieldState::of(&site.name),
            rooms: site.rooms.join(", "),
        };
        let mut rows = Self { sites: sites.list.iter().map(row).collect(), ways: Vec::new() };
        for (one, other) in rows.pairs() {
            let minutes = sites.minutes(sites.list[one].id, sites.list[other].id);
            rows.ways.push(rows.way(one, other, minutes.to_string()));
        }
        rows
    }

    /// What was typed. Each two sites that have a name get a way, whether or not there was a field for it yet.
    fn typed(fields: &Fields) -> Self {
        let names = fields.all("site_name").zip(fields.all("site_rooms")).zip(fields.all("site_id"));
        let row = |((name, rooms), id): ((&str, &str), &str)| SiteRow {
            id: id.to_owned(),
            name: FieldState::of(name.trim()),
            rooms: rooms.trim().to_owned(),
        };
        let mut rows = Self { sites: names.map(row).collect(), ways: Vec::new() };
        let ends = fields.all("way_one").zip(fields.all("way_other"));
        let typed: Vec<_> = ends.zip(fields.all("way_minutes")).collect();
        for (one, other) in rows.pairs() {
            let ends = (one.to_string(), other.to_string());
            let found = typed.iter().find(|((one, other), _)| (*one, *other) == (&*ends.0, &*ends.1));
            let minutes = found.map_or("", |(_, minutes)| minutes.trim());
            let mut way = rows.way(one, other, minutes.to_owned());
            if !minutes.is_empty() && minutes.parse::<u32>().is_err() {
                way.minutes.error = Some("Give whole minutes, from 0 to 240.".to_owned());
            }
            rows.ways.push(way);
        }
        rows
    }

    /// Each two rows that have a name.
    fn pairs(&self) -> Vec<(usize, usize)> {
        let named: Vec<usize> = (0..self.sites.len()).filter(|row| self.sites[*row].is_named()).collect();
        let after = |place: usize| named[place + 1..].iter().copied();
        named.iter().enumerate().flat_map(|(place, one)| after(place).map(|other| (*one, other))).collect()
    }

    fn way(&self, one: usize, other: usize, minutes: String) -> WayRow {
        let name = |row: usize| &self.sites[row].name.value;
        WayRow {
            one: one.to_string(),
            other: other.to_string(),
            label: format!("Minutes between {} and {}", name(one), name(other)),
            minutes: FieldState::of(minutes),
        }
    }

    /// The deed that they mean, where each minute is one.
    fn meant(&self, fields: &Fields) -> Option<SetSites> {
        let site = |row: &SiteRow| SetSite {
            id: row.id.parse().ok(),
            name: row.name.value.clone(),
            rooms: rooms(&row.rooms),
        };
        let sites =
            self.sites.iter().filter(|row| row.is_named() || !row.rooms.is_empty()).map(site).collect();
        let mut travel = Vec::new();
        for ((one, other), way) in self.pairs().into_iter().zip(&self.ways) {
            if way.minutes.error.is_some() {
                return None;
            }
            // What is not said is asked for by the deed.
            let Ok(minutes) = way.minutes.value.parse() else { continue };
            let name = |row: usize| self.sites[row].name.value.clone();
            travel.push(Way { between: [name(one), name(other)], minutes });
        }
        let seen = serde_json::from_str(fields.get("shown")).ok().map(Box::new);
        Some(SetSites { sites, travel, seen })
    }
}

/// Names with commas, or one a line.
fn rooms(text: &str) -> Vec<String> {
    text.split([',', '\n']).map(str::trim).filter(|room| !room.is_empty()).map(str::to_owned).collect()
}

pub(super) async fn show(
    State(app): State<App>,
    allowed: Allowed<SeeSetUp>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let almanac = actions::policy::read(&app.house, &allowed.permit).await?;
    let mut shown = sites_page(&app, &allowed, &almanac, Rows::of(&almanac.sites));
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

fn sites_page<P: Permission<Scope = SchoolId>>(
    app: &App,
    allowed: &Allowed<P>,
    almanac: &Almanac,
    mut rows: Rows,
) -> SitesPage {
    let filled = rows.sites.iter().filter(|row| row.is_named()).count();
    let wanted = FIRST_ROWS.max(filled + 1);
    while rows.sites.len() < wanted {
        rows.sites.push(SiteRow::default());
    }
    SitesPage {
        shell: shell(&allowed.visitor, "Sites and travel", Section::Setup),
        once: key(app),
        may_change: allowed.actor().may::<SetCalendar>(),
        error: None,
        shown: serde_json::to_string(&almanac.sites).unwrap_or_default(),
        sites: rows.sites,
        ways: rows.ways,
        effects: EffectsShown::default(),
        seen: String::new(),
        seen_otherwise: false,
    }
}

pub(super) async fn change(
    State(app): State<App>,
    allowed: Allowed<SetCalendar>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let see_permit: Permit<SeeSetUp> = allowed.actor().permit().map_err(ActionError::from)?;
    let almanac = actions::policy::read(&app.house, &see_permit).await?;
    let rows = Rows::typed(&fields);
    let told = match rows.meant(&fields) {
        Some(set) => tried(&app, &allowed, set, &fields).await?,
        None => Err("Some minutes below need a look. Nothing was changed.".to_owned()),
    };
    let mut shown = sites_page(&app, &allowed, &almanac, rows);
    if !fields.get("shown").is_empty() {
        fields.get("shown").clone_into(&mut shown.shown);
    }
    let status = match told {
        Ok(None) => return Ok(see("/set-up/sites?did=saved")),
        Ok(Some(effects)) => {
            shown.effects = EffectsShown::of(&effects, &almanac.calendar);
            shown.seen = effects.mark();
            shown.seen_otherwise = !fields.get("seen").is_empty();
            StatusCode::OK
        }
        Err(error) => {
            shown.error = Some(error);
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    page_with(status, &shown, &headers)
}

/// Sets the sites; or says what that would do to requests, where nobody has seen that yet; or why it cannot be.
async fn tried(
    app: &App,
    allowed: &Allowed<SetCalendar>,
    set: SetSites,
    fields: &Fields,
) -> Result<Result<Option<actions::calendar::Effects>, String>, Problem> {
    let (seen, once) = (fields.get("seen"), fields.once()?);
    match change_as_seen(&app.house, &allowed.permit, set, once, |effects| effects.were_seen(seen)).await {
        Ok(Seen::Done(_)) => Ok(Ok(None)),
        Ok(Seen::ToSee(effects)) => Ok(Ok(Some(effects))),
        Err(ActionError::Invalid(invalid)) => Ok(Err(sentence(&invalid.words))),
        Err(error) => Err(error.into()),
    }
}
