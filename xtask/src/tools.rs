//! The programs that the checks need, and installing those that a machine lacks.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::apt;
use crate::checkout::Checkout;
use crate::failure::Failure;
use crate::postgres;
use crate::run;

/// A program that some step cannot do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// Formats Rust.
    Rustfmt,
    /// Lints Rust.
    Clippy,
    /// Runs Rust tests, each in a process of its own.
    Nextest,
    /// Checks licences, sources and advisories of dependencies.
    Deny,
    /// The second database that everything is tested on.
    Postgres,
    /// Runs the journeys; npm comes with it.
    Node,
    /// The browser of the journeys.
    Chromium,
    /// The packages of `tests/browser`, by lock file.
    Journeys,
}

/// The version that a machine without one gets; the checks are written against it.
const NEXTEST: &str = "0.9.151";
const DENY: &str = "0.20.2";

/// The oldest Node.js that the journeys' packages run on.
const NODE_MAJOR: u32 = 20;

/// Installs what is missing of these, saying so.
pub fn ensure(checkout: &Checkout, tools: &[Tool]) -> Result<(), Failure> {
    tools.iter().try_for_each(|tool| ensure_one(checkout, *tool))
}

fn ensure_one(checkout: &Checkout, tool: Tool) -> Result<(), Failure> {
    match tool {
        Tool::Rustfmt => ensure_component(checkout, "rustfmt", "fmt"),
        Tool::Clippy => ensure_component(checkout, "clippy", "clippy"),
        Tool::Nextest => ensure_cargo_tool(checkout, "cargo-nextest", NEXTEST, "runs the Rust tests"),
        Tool::Deny => {
            ensure_cargo_tool(checkout, "cargo-deny", DENY, "checks the dependencies' licences and sources")
        }
        Tool::Postgres => match postgres::programs(checkout) {
            Some(_) => Ok(()),
            None => apt::install("postgresql", "the second database that everything is tested on"),
        },
        Tool::Node => ensure_node(checkout),
        Tool::Chromium => match chromium(checkout) {
            Some(_) => Ok(()),
            None => apt::install("chromium", "the browser of the journeys"),
        },
        Tool::Journeys => ensure_packages(checkout),
    }
}

/// The browser: `$CHROMIUM`, or what the machine has.
pub fn chromium(checkout: &Checkout) -> Option<PathBuf> {
    let named = env::var_os("CHROMIUM").map(PathBuf::from).filter(|program| program.is_file());
    named.or_else(|| ["chromium", "chromium-browser"].iter().find_map(|name| checkout.which(name)))
}

fn ensure_component(checkout: &Checkout, component: &str, subcommand: &str) -> Result<(), Failure> {
    if run::works(&mut checkout.cargo(&[subcommand, "--version"])) {
        return Ok(());
    }
    if checkout.which("rustup").is_none() {
        return Err(Failure::new(format!(
            "`cargo {subcommand}` is missing; install {component} for this Rust"
        )));
    }
    println!("Installing {component} with rustup.");
    run::plainly(checkout.command("rustup").args(["component", "add", component]))
}

fn ensure_cargo_tool(checkout: &Checkout, name: &str, version: &str, purpose: &str) -> Result<(), Failure> {
    if checkout.which(name).is_some() {
        return Ok(());
    }
    let root = checkout.cache.tools();
    println!("Installing {name} {version}, which {purpose}, into {} (a few minutes, once).", root.display());
    // Built unoptimised and apart from the project, whose build folder would otherwise be held meanwhile.
    let build = root.join("build");
    let mut command =
        checkout.cargo(&["install", name, "--version", version, "--locked", "--debug", "--root"]);
    command.arg(&root).env("CARGO_TARGET_DIR", &build).env("CARGO_PROFILE_DEV_DEBUG", "0");
    run::plainly(&mut command)?;
    fs::remove_dir_all(&build).map_err(Failure::of(format_args!("remove {}", build.display())))
}

fn ensure_node(checkout: &Checkout) -> Result<(), Failure> {
    let wanted =
        || Failure::new(format!("install Node.js {NODE_MAJOR} or newer, with npm (https://nodejs.org)"));
    if checkout.which("node").is_none() || checkout.which("npm").is_none() {
        return Err(wanted());
    }
    let version = run::quietly(checkout.command("node").arg("--version"))?;
    match major(&version) {
        Some(major) if major >= NODE_MAJOR => Ok(()),
        _ => Err(wanted()),
    }
}

fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// `npm ci`, unless what is installed came from this very lock file. npm removes the copy with the rest of
/// `node_modules` when it begins, so that an interrupted installation is not taken for a whole one.
fn ensure_packages(checkout: &Checkout) -> Result<(), Failure> {
    let lock = checkout.path("tests/browser/package-lock.json");
    let installed = checkout.path("tests/browser/node_modules/.installed-lock.json");
    let wanted = fs::read(&lock).map_err(Failure::of(format_args!("read {}", lock.display())))?;
    if fs::read(&installed).is_ok_and(|present| present == wanted) {
        return Ok(());
    }
    println!("Installing the journeys' npm packages, by tests/browser/package-lock.json.");
    run::plainly(&mut npm(checkout, &["ci", "--no-audit", "--no-fund", "--loglevel=error"]))?;
    fs::write(&installed, wanted).map_err(Failure::of(format_args!("write {}", installed.display())))
}

fn npm(checkout: &Checkout, arguments: &[&str]) -> Command {
    let mut command = checkout.command("npm");
    command.args(arguments).current_dir(checkout.path("tests/browser"));
    command.env("npm_config_cache", checkout.cache.npm());
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_tells_its_major_version() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v8.0.0"), Some(8));
        assert_eq!(major("command not found"), None);
    }
}
