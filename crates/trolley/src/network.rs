//! `trolley network`: makes networks and lets people look after them.

use actions::network::NetworkWanted;
use clap::{Args, Subcommand};
use domain::chat::ChatRole;
use domain::chat::network::Readers;
use serde::Serialize;

use crate::check::as_json;
use crate::failure::Failure;
use crate::open;
use crate::output::say;
use crate::settings::{Database, File};

/// What can be done about networks.
#[derive(Debug, Subcommand)]
pub enum Network {
    /// Make a network of schools and people.
    Create(Create),
    /// Let somebody with an account into a network.
    Person(Person),
    /// List the networks of a database.
    List(List),
}

/// What `network create` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trolley network create --slug county --name \"County technicians\" --time-zone Europe/London --database school.db"
)]
pub struct Create {
    /// Its short name in commands: lower-case letters, figures and hyphens.
    #[arg(long)]
    pub slug: String,
    /// Its name.
    #[arg(long)]
    pub name: String,
    /// Its time zone, by its name in the IANA database.
    #[arg(long, value_name = "ZONE")]
    pub time_zone: String,
    /// Who may read what it publishes: members or everybody.
    #[arg(long, value_name = "WHO", default_value = "members")]
    pub readers: Readers,
    #[command(flatten)]
    pub database: Database,
}

/// What `network person` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trolley network person --network county --email a.sample@hillside.example --administrator --database school.db"
)]
pub struct Person {
    /// The network, by short name or identifier.
    #[arg(long, value_name = "NETWORK")]
    pub network: String,
    /// The address of their account on this server.
    #[arg(long)]
    pub email: String,
    /// They look after the network; otherwise they are a member.
    #[arg(long)]
    pub administrator: bool,
    #[command(flatten)]
    pub database: Database,
}

/// What `network list` takes.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  trolley network list --database school.db")]
pub struct List {
    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub database: Database,
}

#[derive(Serialize)]
struct Listed {
    networks: Vec<ListedNetwork>,
}

#[derive(Serialize)]
struct ListedNetwork {
    id: String,
    slug: String,
    name: String,
    time_zone: String,
    readers: &'static str,
    department: bool,
}

/// Makes a network.
pub async fn create(arguments: Create, file: &File) -> Result<(), Failure> {
    let house = open::house(&arguments.database, file).await?;
    let Create { slug, name, time_zone, readers, .. } = arguments;
    let said = format!(
        "Made {}. Next: `trolley network person --network {slug} --administrator` for whoever looks after it.",
        name.trim()
    );
    actions::network::create(&house, NetworkWanted { slug, name, time_zone, readers }).await?;
    house.close().await;
    say(&said);
    Ok(())
}

/// Lets somebody into a network.
pub async fn person(arguments: Person, file: &File) -> Result<(), Failure> {
    let house = open::house(&arguments.database, file).await?;
    let network = actions::network::find(&house, &arguments.network).await?;
    let role = if arguments.administrator { ChatRole::NetworkAdministrator } else { ChatRole::Member };
    actions::network::add_person(&house, network, &arguments.email, role).await?;
    house.close().await;
    say(&format!("{} is now a {} of {}.", arguments.email.trim(), role.words(), arguments.network));
    Ok(())
}

/// Lists the networks of a database.
pub async fn list(arguments: List, file: &File) -> Result<(), Failure> {
    let house = open::house(&arguments.database, file).await?;
    let networks = actions::network::every(&house).await?;
    house.close().await;
    if arguments.json {
        let networks = networks.into_iter().map(|network| ListedNetwork {
            id: network.id.to_string(),
            slug: network.slug,
            name: network.name,
            time_zone: network.time_zone,
            readers: network.readers.key(),
            department: network.of_school.is_some(),
        });
        say(&as_json(&Listed { networks: networks.collect() })?);
        return Ok(());
    }
    if networks.is_empty() {
        say("There is no network in this database yet.");
    }
    for network in networks {
        let what = if network.of_school.is_some() { ", a school's department" } else { "" };
        say(&format!("{}: {} ({}{what})", network.slug, network.name, network.time_zone));
    }
    Ok(())
}
