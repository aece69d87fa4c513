//! `trolley check`: recomputes what must always hold, from what is kept.

use std::process::ExitCode;

use actions::check::{Findings, NetworkFindings};
use clap::Args;
use serde::Serialize;

use crate::failure::Failure;
use crate::open;
use crate::output::say;
use crate::settings::{Database, File};

/// What `check` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "The exit status is 1 where something is broken; promises that came to be short later are listed and are no fault.\n\nExample:\n  trolley check --database school.db --json"
)]
pub struct Arguments {
    /// Only this school, by its short name, and no network.
    #[arg(long, value_name = "SLUG")]
    pub school: Option<String>,
    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub database: Database,
}

#[derive(Serialize)]
struct Checked {
    zone_rules: String,
    breaches: usize,
    exposures: usize,
    schools: Vec<CheckedSchool>,
    networks: Vec<CheckedNetwork>,
}

#[derive(Serialize)]
struct CheckedSchool {
    school: String,
    requisitions: usize,
    holds: usize,
    events: i64,
    breaches: Vec<String>,
    exposures: Vec<String>,
}

impl CheckedSchool {
    fn of(school: String, findings: Findings) -> Self {
        Self {
            school,
            requisitions: findings.requisitions,
            holds: findings.holds,
            events: findings.events,
            breaches: findings.breaches,
            exposures: findings.exposures,
        }
    }

    fn print(&self) {
        say(&format!(
            "{}: {} requisitions, {} holds, {} entries of history.",
            self.school, self.requisitions, self.holds, self.events
        ));
        self.breaches.iter().for_each(|breach| say(&format!("  Broken: {breach}.")));
        self.exposures.iter().for_each(|exposure| say(&format!("  Short since: {exposure}.")));
        if self.breaches.is_empty() && self.exposures.is_empty() {
            say("  Nothing found.");
        }
    }
}

#[derive(Serialize)]
struct CheckedNetwork {
    network: String,
    chats: usize,
    messages: i64,
    events: i64,
    breaches: Vec<String>,
}

impl CheckedNetwork {
    fn of(network: String, findings: NetworkFindings) -> Self {
        let NetworkFindings { chats, messages, events, breaches } = findings;
        Self { network, chats, messages, events, breaches }
    }

    fn print(&self) {
        say(&format!(
            "{}: {} chats, {} messages, {} entries of history.",
            self.network, self.chats, self.messages, self.events
        ));
        self.breaches.iter().for_each(|breach| say(&format!("  Broken: {breach}.")));
        if self.breaches.is_empty() {
            say("  Nothing found.");
        }
    }
}

/// Checks one school, or all of them and every network.
pub async fn run(arguments: &Arguments, file: &File) -> Result<ExitCode, Failure> {
    let house = open::house(&arguments.database, file).await?;
    let schools = match &arguments.school {
        Some(slug) => vec![open::school(&house, slug).await?],
        None => actions::school::every(&house).await?,
    };
    let mut checked = Checked {
        zone_rules: domain::zone::rules().words(),
        breaches: 0,
        exposures: 0,
        schools: Vec::new(),
        networks: Vec::new(),
    };
    for school in schools {
        let found = CheckedSchool::of(school.slug, actions::check::check(&house, school.id).await?);
        checked.breaches += found.breaches.len();
        checked.exposures += found.exposures.len();
        checked.schools.push(found);
    }
    let networks = match arguments.school {
        Some(_) => Vec::new(),
        None => actions::network::every(&house).await?,
    };
    for network in networks {
        let findings = actions::check::check_network(&house, network.id).await?;
        checked.breaches += findings.breaches.len();
        checked.networks.push(CheckedNetwork::of(network.slug, findings));
    }
    house.close().await;
    if arguments.json {
        say(&as_json(&checked)?);
    } else if checked.schools.is_empty() && checked.networks.is_empty() {
        say("There is no school in this database yet.");
    } else {
        say(&format!("Zone rules {}.", checked.zone_rules));
        checked.schools.iter().for_each(CheckedSchool::print);
        checked.networks.iter().for_each(CheckedNetwork::print);
    }
    Ok(if checked.breaches == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Something as JSON on one line.
pub fn as_json(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(value)
        .map_err(|error| Failure::new(format!("the answer could not be written: {error}")))
}
