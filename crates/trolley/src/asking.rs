//! Who asks by a command, and how they are answered: in JSON, on standard output, refused or not.

use std::process::ExitCode;

use api::{Asker, Problem, Within};
use clap::Args;
use serde_json::Value;

use crate::check::as_json;
use crate::failure::Failure;
use crate::output::say;

/// Who asks, and where.
#[derive(Clone, Debug, Args)]
pub struct Asking {
    /// The school, by its short name.
    #[arg(long, value_name = "SLUG", conflicts_with = "network", required_unless_present_any = ["network", "list"])]
    pub school: Option<String>,
    /// The network, by its short name.
    #[arg(long, value_name = "SLUG")]
    pub network: Option<String>,
    /// Who asks, by the address of their account.
    #[arg(long = "as", value_name = "EMAIL", required_unless_present = "list")]
    pub email: Option<String>,
}

impl Asking {
    /// Whoever asks.
    pub fn asker(self) -> Result<Asker, Failure> {
        let within = match (self.school, self.network) {
            (Some(school), None) => Within::School(school),
            (None, Some(network)) => Within::Network(network),
            _ => return Err(Failure::new("give --school SLUG or --network SLUG, and not both")),
        };
        let email = self.email.ok_or_else(|| Failure::new("say who asks with --as EMAIL"))?;
        Ok(Asker { within, email })
    }
}

/// Says the answer, or what could not be done: then the exit status is 1.
pub fn answer(answered: Result<Value, Problem>) -> Result<ExitCode, Failure> {
    match answered {
        Ok(answer) => {
            say(&as_json(&answer)?);
            Ok(ExitCode::SUCCESS)
        }
        Err(problem) => {
            say(&as_json(&problem)?);
            Ok(ExitCode::FAILURE)
        }
    }
}
