//! `trolley school create`: begins a school.

use actions::school::SchoolWanted;
use clap::{Args, Subcommand};

use crate::failure::Failure;
use crate::open;
use crate::output::say;
use crate::settings::{Database, File};

/// What can be done about schools.
#[derive(Debug, Subcommand)]
pub enum School {
    /// Begin a school, with the starting catalogue and a provisional calendar.
    Create(Create),
}

/// What `school create` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trolley school create --slug hillside --name \"Hillside School\" --time-zone Europe/London --database school.db"
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
    #[command(flatten)]
    pub database: Database,
}

/// Begins a school.
pub async fn create(arguments: Create, file: &File) -> Result<(), Failure> {
    let house = open::house(&arguments.database, file).await?;
    let wanted = SchoolWanted {
        slug: arguments.slug,
        name: arguments.name,
        time_zone: arguments.time_zone,
        demonstration: false,
    };
    actions::school::create(&house, &wanted).await?;
    house.close().await;
    say(&format!(
        "Began {}. Next: `trolley person add --school {}` for its administrator, and `trolley import timetable`.",
        wanted.name.trim(),
        wanted.slug
    ));
    Ok(())
}
