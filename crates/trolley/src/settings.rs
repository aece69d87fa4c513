//! Settings: by flag, else by environment, else by file, else as they come.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use actions::Address;
use clap::Args;

use crate::failure::Failure;

/// One setting, for the file, the help and the administrator's page.
#[derive(Debug)]
pub struct Setting {
    /// Its key in the settings file; its flag has hyphens for underscores.
    pub key: &'static str,
    /// Its environment variable.
    pub environment: &'static str,
    /// What holds where nobody says otherwise; empty where it must be given or stays unset.
    pub default: &'static str,
}

/// Every setting that a file may hold.
pub const SETTINGS: &[Setting] = &[
    Setting { key: "database", environment: "TROLLEY_DATABASE", default: "" },
    Setting { key: "listen", environment: "TROLLEY_LISTEN", default: "127.0.0.1:8080" },
    Setting { key: "public_url", environment: "TROLLEY_PUBLIC_URL", default: "" },
    Setting { key: "secure_cookies", environment: "TROLLEY_SECURE_COOKIES", default: "" },
    Setting { key: "most_requests", environment: "TROLLEY_MOST_REQUESTS", default: "256" },
    Setting { key: "zone_rules", environment: "TROLLEY_ZONE_RULES", default: "" },
    Setting { key: "log", environment: "TROLLEY_LOG", default: "warn" },
    Setting { key: "log_format", environment: "TROLLEY_LOG_FORMAT", default: "human" },
];

/// Settings that every command takes.
#[derive(Clone, Debug, Args)]
pub struct General {
    /// A settings file (TOML): every setting below and beside may stand in it, by its name with underscores.
    #[arg(long, global = true, env = "TROLLEY_SETTINGS", value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// A folder of zone files, such as /usr/share/zoneinfo, whose rules hold in place of those built in.
    #[arg(long, global = true, env = "TROLLEY_ZONE_RULES", value_name = "DIR")]
    pub zone_rules: Option<PathBuf>,
    /// What is logged, on standard error: error, warn, info, debug or trace [default: warn].
    #[arg(long, global = true, env = "TROLLEY_LOG", value_name = "LEVEL")]
    pub log: Option<String>,
    /// How: human or json, one object a line [default: human].
    #[arg(long, global = true, env = "TROLLEY_LOG_FORMAT", value_name = "FORMAT")]
    pub log_format: Option<LogFormat>,
}

/// Where the database is.
#[derive(Clone, Debug, Args)]
pub struct Database {
    /// The database.
    #[arg(
        long,
        help = "The database: a SQLite file (sqlite:PATH, or a name ending in .db) or postgres://USER@HOST/NAME",
        env = "TROLLEY_DATABASE",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub database: Option<String>,
}

impl Database {
    /// The address, which has no default, so that no command works on a database by mistake.
    pub fn address(&self, file: &File) -> Result<Address, Failure> {
        let Some(text) = file.optional(self.database.clone(), "database") else {
            let variable = SETTINGS
                .iter()
                .find(|setting| setting.key == "database")
                .map_or("", |setting| setting.environment);
            return Err(Failure::new(format!(
                "no database was given; give --database URL, set {variable}, or put database = \"…\" into the settings file"
            )));
        };
        Ok(text.parse()?)
    }
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Human,
    /// One object a line.
    Json,
}

impl FromStr for LogFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "human" => Ok(Self::Human),
            "json" => Ok(Self::Json),
            _ => Err("give human or json".to_owned()),
        }
    }
}

/// The settings of a file, as text by key.
#[derive(Debug, Default)]
pub struct File {
    path: PathBuf,
    values: BTreeMap<String, String>,
}

impl File {
    /// Reads a settings file; none was given, none is looked for. A key that is no setting is refused.
    pub fn read(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else { return Ok(Self::default()) };
        let shown = path.display();
        let text = std::fs::read_to_string(path)
            .map_err(|error| Failure::new(format!("the settings file {shown} cannot be read: {error}")))?;
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            Failure::new(format!("the settings file {shown} is not TOML: {}", error.message()))
        })?;
        let mut values = BTreeMap::new();
        for (key, value) in table {
            if !SETTINGS.iter().any(|setting| setting.key == key) {
                let known: Vec<&str> = SETTINGS.iter().map(|setting| setting.key).collect();
                return Err(Failure::new(format!(
                    "the settings file {shown} has a key “{key}” that is no setting; the settings are {}",
                    known.join(", ")
                )));
            }
            let text = match value {
                toml::Value::String(text) => text,
                toml::Value::Integer(number) => number.to_string(),
                toml::Value::Boolean(flag) => flag.to_string(),
                _ => {
                    return Err(Failure::new(format!(
                        "in the settings file {shown}, {key} must be a text, a whole number, true or false"
                    )));
                }
            };
            values.insert(key, text);
        }
        Ok(Self { path: path.to_owned(), values })
    }

    /// A setting as text: as given, else from the file, else its default.
    pub fn text(&self, given: Option<String>, key: &str) -> String {
        self.optional(given, key).unwrap_or_else(|| default_of(key).to_owned())
    }

    /// A setting that may stay unset.
    pub fn optional(&self, given: Option<String>, key: &str) -> Option<String> {
        given.or_else(|| self.values.get(key).cloned()).filter(|text| !text.is_empty())
    }

    /// A setting that is more than text.
    pub fn value<T>(&self, given: Option<T>, key: &str) -> Result<T, Failure>
    where
        T: FromStr,
        T::Err: fmt::Display,
    {
        match self.optional_value(given, key)? {
            Some(value) => Ok(value),
            None => default_of(key)
                .parse()
                .map_err(|error| Failure::new(format!("the setting {key} must be given: {error}"))),
        }
    }

    /// A setting that is more than text and may stay unset.
    pub fn optional_value<T>(&self, given: Option<T>, key: &str) -> Result<Option<T>, Failure>
    where
        T: FromStr,
        T::Err: fmt::Display,
    {
        if given.is_some() {
            return Ok(given);
        }
        let Some(text) = self.optional(None, key) else { return Ok(None) };
        text.parse().map(Some).map_err(|error| {
            Failure::new(format!(
                "in the settings file {}, {key} = “{text}” cannot be: {error}",
                self.path.display()
            ))
        })
    }

    /// The address to listen on.
    pub fn listen(&self, given: Option<SocketAddr>) -> Result<SocketAddr, Failure> {
        self.value(given, "listen")
    }
}

fn default_of(key: &str) -> &'static str {
    SETTINGS.iter().find(|setting| setting.key == key).map_or("", |setting| setting.default)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use super::*;

    /// Rows of the table under “## Settings”: flag, environment, key and default, without backticks.
    fn rows_of_the_page() -> Vec<[String; 4]> {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/running.md");
        let page = std::fs::read_to_string(path).unwrap();
        let (_, part) = page.split_once("## Settings").unwrap();
        part.lines()
            .skip_while(|line| !line.starts_with("| `--"))
            .take_while(|line| line.starts_with('|'))
            .map(|line| {
                let cells: Vec<String> = line.split('|').map(|cell| cell.trim().replace('`', "")).collect();
                [cells[1].clone(), cells[2].clone(), cells[3].clone(), cells[4].clone()]
            })
            .collect()
    }

    #[test]
    fn the_page_lists_exactly_these_settings_with_their_defaults() {
        let listed = rows_of_the_page();
        let expected: Vec<[String; 4]> = SETTINGS
            .iter()
            .map(|setting| {
                let flag = format!("--{}", setting.key.replace('_', "-"));
                [flag, setting.environment.to_owned(), setting.key.to_owned(), setting.default.to_owned()]
            })
            .collect();
        for (row, expected) in listed.iter().zip(&expected) {
            assert_eq!(row[..3], expected[..3]);
            if expected[3].is_empty() {
                assert!(row[3].starts_with("none"), "{} has no default, the page says {}", row[2], row[3]);
            } else {
                assert_eq!(row[3], expected[3], "default of {}", row[2]);
            }
        }
        assert_eq!(listed.len(), expected.len());
    }

    #[test]
    fn every_setting_is_a_flag_with_its_variable_and_says_its_default() {
        let mut found = BTreeSet::new();
        gather(&crate::command::Trolley::command(), &mut found);
        for setting in SETTINGS {
            assert!(
                found.contains(&(
                    setting.key.replace('_', "-"),
                    setting.environment.to_owned(),
                    setting.default.to_owned()
                )),
                "{} in {found:?}",
                setting.key
            );
        }
    }

    /// Each flag that has a variable, with the default that its help names.
    fn gather(command: &clap::Command, found: &mut BTreeSet<(String, String, String)>) {
        for argument in command.get_arguments() {
            let (Some(flag), Some(variable)) = (argument.get_long(), argument.get_env()) else { continue };
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            let default = help.split_once("[default: ").and_then(|(_, rest)| rest.split_once(']'));
            let default = default.map_or(String::new(), |(default, _)| default.to_owned());
            found.insert((flag.to_owned(), variable.to_string_lossy().into_owned(), default));
        }
        command.get_subcommands().for_each(|command| gather(command, found));
    }

    #[test]
    fn what_is_given_wins_over_the_file_and_the_file_over_the_default() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("trolley.toml");
        std::fs::write(&path, "listen = \"127.0.0.1:9001\"\nmost_requests = 12\n").unwrap();
        let file = File::read(Some(&path)).unwrap();
        let given: SocketAddr = "127.0.0.1:9002".parse().unwrap();
        assert_eq!(file.listen(Some(given)).unwrap(), given);
        assert_eq!(file.listen(None).unwrap().port(), 9001);
        assert_eq!(file.value::<usize>(None, "most_requests").unwrap(), 12);
        assert_eq!(File::default().listen(None).unwrap().port(), 8080);
    }

    #[test]
    fn a_value_that_cannot_be_names_the_file_and_the_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("trolley.toml");
        std::fs::write(&path, "listen = \"somewhere\"\n").unwrap();
        let error = File::read(Some(&path)).unwrap().listen(None).unwrap_err().to_string();
        assert!(error.contains("trolley.toml") && error.contains("listen"), "{error}");
    }
}
