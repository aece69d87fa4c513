//! The checkout that a chore works on, and the programs as they are run in it.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cache::Cache;
use crate::failure::Failure;
use crate::run;

/// The repository's root and the cache that goes with it.
#[derive(Debug)]
pub struct Checkout {
    root: PathBuf,
    /// Where build output, tools and packages are kept.
    pub cache: Cache,
}

impl Checkout {
    /// The checkout that this chore belongs to.
    pub fn find() -> Result<Self, Failure> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root =
            Path::new(&manifest).parent().filter(|root| root.join("Cargo.toml").is_file()).ok_or_else(
                || Failure::new("run this inside the repository, by `cargo demo`, `verify` or `load`"),
            )?;
        Ok(Self { root: root.to_owned(), cache: Cache::find()? })
    }

    /// A path inside the checkout.
    pub fn path(&self, inside: &str) -> PathBuf {
        self.root.join(inside)
    }

    /// A program run at the root, which finds the cache's tools as well as the machine's, and leaves what it builds
    /// in the cache.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command.env("PATH", self.search_path());
        command.env("CARGO_TARGET_DIR", self.cache.target());
        // `cargo run` tells this program about its own package, which is nobody else's business.
        for (name, _) in env::vars_os() {
            if name
                .to_str()
                .is_some_and(|name| ["CARGO_PKG_", "CARGO_MANIFEST_"].iter().any(|own| name.starts_with(own)))
            {
                command.env_remove(name);
            }
        }
        command
    }

    /// Cargo, the same one that runs this chore, with a subcommand.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".into());
        let mut command = self.command(&cargo);
        command.args(arguments);
        command
    }

    /// Builds one program of the workspace in release and says where it is.
    pub fn build_release(&self, package: &str) -> Result<PathBuf, Failure> {
        run::plainly(&mut self.cargo(&["build", "--release", "--locked", "--package", package]))?;
        let program = self.cache.target().join("release").join(package);
        if program.is_file() {
            return Ok(program);
        }
        Err(Failure::new(format!("cargo built {package} but {} is not there", program.display())))
    }

    /// The folder beside the checkout with other schools' timetables, where there is one.
    pub fn shared(&self) -> Option<PathBuf> {
        let shared = self.root.parent()?.join("shared");
        shared.is_dir().then_some(shared)
    }

    /// The machine's `PATH` with the cache's tools behind it, so that the machine's own come first. A cache whose name
    /// holds a colon cannot be part of it; its tools are then missing, and said to be.
    pub fn search_path(&self) -> OsString {
        let machine = env::var_os("PATH").unwrap_or_default();
        let folders = env::split_paths(&machine).chain([self.cache.tools().join("bin")]);
        env::join_paths(folders).unwrap_or(machine)
    }

    /// Where a program of this name is found, if anywhere.
    pub fn which(&self, program: &str) -> Option<PathBuf> {
        env::split_paths(&self.search_path()).map(|folder| folder.join(program)).find(|path| path.is_file())
    }
}
