//! `trolley migrate`: makes a database, or brings it up to date.

use actions::{Address, Storage};
use clap::Args;

use crate::failure::Failure;
use crate::open::{house_over, unopened};
use crate::output::say;
use crate::settings::{Database, File};

/// What `migrate` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trolley migrate --database /srv/trolley/school.db\n  trolley migrate --database postgres://trolley@localhost/trolley"
)]
pub struct Arguments {
    #[command(flatten)]
    pub database: Database,
}

/// Makes the database, or brings its schema up to date.
pub async fn run(arguments: &Arguments, file: &File) -> Result<(), Failure> {
    let address = arguments.database.address(file)?;
    let house = house_over(bring_up_to_date(&address).await?);
    actions::school::follow_landed(&house).await?;
    house.close().await;
    say(&format!("The database at {address} is up to date."));
    Ok(())
}

/// Opens a database and brings it up to date, making the file where there is none.
pub async fn bring_up_to_date(address: &Address) -> Result<Storage, Failure> {
    if let Address::Sqlite(path) = address
        && let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty())
        && !folder.is_dir()
    {
        return Err(Failure::new(format!("there is no folder {}; make it first", folder.display())));
    }
    Storage::migrate(address).await.map_err(|error| unopened(address, error))
}
