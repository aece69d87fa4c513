//! Debian packages.

use std::process::Command;

use crate::failure::Failure;
use crate::postgres;
use crate::run;

/// Installs one package, with sudo where this is not root. The lists of packages are fetched only when the package
/// cannot be had by those that are there.
pub fn install(package: &str, purpose: &str) -> Result<(), Failure> {
    let by_hand =
        |why: &str| Failure::new(format!("{package} is missing ({purpose}) and {why}; install it by hand"));
    if !run::works(Command::new("apt-get").arg("--version")) {
        return Err(by_hand("this machine has no apt-get"));
    }
    let sudo = !postgres::runs_as_root()?;
    if sudo && !run::works(Command::new("sudo").arg("--version")) {
        return Err(by_hand("this is neither root nor has it sudo"));
    }
    println!("Installing Debian's {package}: {purpose}.");
    let arguments = ["install", "--yes", "--no-install-recommends", package];
    if run::plainly(&mut apt_get(sudo, &arguments)).is_ok() {
        return Ok(());
    }
    println!("The package lists are missing or old; fetching them.");
    run::plainly(&mut apt_get(sudo, &["update"]))?;
    run::plainly(&mut apt_get(sudo, &arguments))
}

fn apt_get(sudo: bool, arguments: &[&str]) -> Command {
    let mut command = Command::new(if sudo { "sudo" } else { "env" });
    if sudo {
        command.arg("env");
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(arguments);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sudo_is_asked_only_where_it_is_needed() {
        let line = |sudo| run::words(&apt_get(sudo, &["update"]));
        assert_eq!(line(false), "`env DEBIAN_FRONTEND=noninteractive apt-get update`");
        assert_eq!(line(true), "`sudo env DEBIAN_FRONTEND=noninteractive apt-get update`");
    }
}
