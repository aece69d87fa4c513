//! The command line.

use clap::{Parser, Subcommand};

use crate::settings::General;
use crate::{act, chat, check, demo, import, migrate, network, person, read, school, serve};

/// The electronic requisition book of a school's science department.
#[derive(Debug, Parser)]
#[command(name = "trolley", version, arg_required_else_help = true, after_help = "Example:\n  trolley demo")]
pub struct Trolley {
    #[command(flatten)]
    pub general: General,
    #[command(subcommand)]
    pub command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start a made-up school to try things in.
    Demo(demo::Arguments),
    /// Serve the pages of the schools in a database.
    Serve(serve::Arguments),
    /// Make a database, or bring it up to date.
    Migrate(migrate::Arguments),
    /// Begin a school.
    #[command(subcommand)]
    School(school::School),
    /// Let people into a school.
    #[command(subcommand)]
    Person(person::Person),
    /// Bring files of other programs.
    #[command(subcommand)]
    Import(import::Import),
    /// Make networks of schools and people.
    #[command(subcommand)]
    Network(network::Network),
    /// Bring, write out and clear the archives of chats.
    #[command(subcommand)]
    Chat(chat::Chat),
    /// Do one deed as somebody, in JSON.
    Act(act::Arguments),
    /// Read something as somebody, in JSON.
    Read(read::Arguments),
    /// Recompute what must always hold, from what is kept.
    Check(check::Arguments),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Trolley::command().debug_assert();
    }

    #[test]
    fn every_command_has_an_example_in_its_help() {
        fn check(command: &clap::Command) {
            let is_group = command.has_subcommands() && command.get_name() != "trolley";
            let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(is_group || after.contains("Example"), "{} has no example", command.get_name());
            command.get_subcommands().for_each(check);
        }
        check(&Trolley::command());
    }
}
