//! The rules of time zones: those of the folder that was given, else those that the program was built with.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use domain::zone::{ZoneRules, use_rules};

use crate::failure::Failure;
use crate::settings::File;

/// Folders beside the zones that hold the same zones otherwise: with leap seconds, or without them.
const OTHER_COUNTS: [&str; 2] = ["posix", "right"];

/// What every file of a zone begins with (RFC 9636).
const MARK: &[u8] = b"TZif";

/// Puts the rules in use that the settings name, and says which, in the log.
pub fn begin(given: Option<PathBuf>, file: &File) -> Result<(), Failure> {
    let folder = file.optional_value(given, "zone_rules")?;
    let rules = match &folder {
        Some(folder) => read(folder)?,
        None => ZoneRules::built_in(),
    };
    tracing::info!(rules = rules.words(), "time zones");
    use_rules(rules);
    Ok(())
}

/// The version of the program with the rules that it goes by: those that the command line or the
/// environment names. What cannot be read is said when a command begins.
pub fn version() -> String {
    let folder = flag_of(std::env::args_os()).or_else(|| std::env::var_os("TROLLEY_ZONE_RULES"));
    let rules = folder.filter(|folder| !folder.is_empty()).and_then(|folder| read(Path::new(&folder)).ok());
    let words = rules.unwrap_or_else(ZoneRules::built_in).words();
    format!("{} (zone rules {words})", env!("CARGO_PKG_VERSION"))
}

fn flag_of(mut arguments: impl Iterator<Item = OsString>) -> Option<OsString> {
    while let Some(argument) = arguments.next() {
        if argument == "--zone-rules" {
            return arguments.next();
        }
        if let Some(folder) = argument.to_str().and_then(|text| text.strip_prefix("--zone-rules=")) {
            return Some(folder.into());
        }
    }
    None
}

/// The rules of a folder of zone files, such as `/usr/share/zoneinfo`.
fn read(folder: &Path) -> Result<ZoneRules, Failure> {
    let shown = folder.display();
    let mut files = Vec::new();
    gather(folder, "", &mut files)
        .map_err(|error| Failure::new(format!("the zone rules in {shown} cannot be read: {error}")))?;
    if files.is_empty() {
        return Err(Failure::new(format!(
            "the folder {shown} holds no zone rules; --zone-rules takes one like /usr/share/zoneinfo"
        )));
    }
    ZoneRules::brought(release(folder), files)
        .map_err(|error| Failure::new(format!("the zone rules in {shown} cannot be used: {error}")))
}

/// Every zone file under a folder, by its path there.
fn gather(folder: &Path, under: &str, files: &mut Vec<(String, Vec<u8>)>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = entry.path();
        if path.is_dir() {
            if !(under.is_empty() && OTHER_COUNTS.contains(&name.as_str())) {
                gather(&path, &format!("{under}{name}/"), files)?;
            }
            continue;
        }
        let bytes = fs::read(&path)?;
        // Tables and lists of leap seconds lie beside the zones.
        if bytes.starts_with(MARK) {
            files.push((format!("{under}{name}"), bytes));
        }
    }
    Ok(())
}

/// The release that the folder says it is: in `+VERSION` as BSD and macOS have it, or on top of `tzdata.zi`.
fn release(folder: &Path) -> Option<String> {
    let said = fs::read_to_string(folder.join("+VERSION")).ok();
    let said = said.map(|text| text.trim().to_owned());
    let said = said.or_else(|| {
        let text = fs::read_to_string(folder.join("tzdata.zi")).ok()?;
        Some(text.lines().next()?.strip_prefix("# version ")?.trim().to_owned())
    });
    said.filter(|release| !release.is_empty())
}
