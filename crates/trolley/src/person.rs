//! `trolley person add`: lets a person into a school, with a password.

use std::io::BufRead as _;

use actions::House;
use actions::people::PersonWanted;
use clap::{Args, Subcommand};
use domain::people::{Role, Roles};

use crate::failure::Failure;
use crate::open;
use crate::output::say;
use crate::settings::{Database, File};

/// What can be done about people.
#[derive(Debug, Subcommand)]
pub enum Person {
    /// Let a person into a school.
    Add(Add),
}

/// What `person add` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trolley person add --school hillside --name \"A. Sample\" --email a.sample@hillside.example --role administrator --database school.db"
)]
pub struct Add {
    /// The school's short name.
    #[arg(long, value_name = "SLUG")]
    pub school: String,
    /// Their name.
    #[arg(long)]
    pub name: String,
    /// Their address.
    #[arg(long)]
    pub email: String,
    /// What they are: teacher, trainee, technician, senior-technician, head-of-science, senior-leader,
    /// administrator or prep-room. May be given several times.
    #[arg(long, required = true)]
    pub role: Vec<Role>,
    /// Who they are in the timetable, by name.
    #[arg(long, value_name = "NAME")]
    pub staff: Option<String>,
    /// A trainee's mentor in the timetable, by name.
    #[arg(long, value_name = "NAME")]
    pub mentor: Option<String>,
    /// Read the password from the first line of standard input; otherwise one is made and shown once.
    #[arg(long)]
    pub password_stdin: bool,
    #[command(flatten)]
    pub database: Database,
}

/// Characters of a made password: 80 random bits in hexadecimal.
const MADE_LENGTH: usize = 20;

/// Lets a person into a school.
pub async fn add(arguments: Add, file: &File) -> Result<(), Failure> {
    let house = open::house(&arguments.database, file).await?;
    let school = open::school(&house, &arguments.school).await?;
    let is_known = actions::people::has_account(&house, &arguments.email).await?;
    let password = if arguments.password_stdin { read_password()? } else { made_password(&house) };
    let wanted = PersonWanted {
        name: arguments.name,
        email: arguments.email,
        roles: Roles::new(arguments.role),
        staff: arguments.staff,
        mentor: arguments.mentor,
        password,
    };
    actions::people::add(&house, school.id, &wanted).await?;
    house.close().await;
    say(&format!("{} ({}) now belongs to {}.", wanted.name.trim(), wanted.roles.words(), school.name));
    if is_known {
        say("That address has an account here already; its password stays as it was.");
    } else if !arguments.password_stdin {
        say(&format!("Password, shown only now: {}", wanted.password));
    }
    Ok(())
}

fn made_password(house: &House) -> String {
    let secret: Vec<char> = house.secret().chars().take(MADE_LENGTH).collect();
    let groups: Vec<String> = secret.chunks(5).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

fn read_password() -> Result<String, Failure> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(|error| {
        Failure::new(format!("the password could not be read from standard input: {error}"))
    })?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    if password.is_empty() {
        return Err(Failure::new("standard input has no password; write it on the first line"));
    }
    Ok(password)
}
