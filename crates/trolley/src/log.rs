//! The log: on standard error, for people or for machines, without personal data.

use tracing_subscriber::EnvFilter;

use crate::failure::Failure;
use crate::settings::{File, General, LogFormat};

/// Begins the log as the settings say.
pub fn begin(general: &General, file: &File) -> Result<(), Failure> {
    let level = file.text(general.log.clone(), "log");
    let filter = EnvFilter::try_new(&level).map_err(|_| {
        Failure::new(format!("“{level}” is not a log level; give error, warn, info, debug or trace"))
    })?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let begun = match file.value::<LogFormat>(general.log_format, "log_format")? {
        LogFormat::Json => builder.json().try_init(),
        LogFormat::Human => builder.with_target(false).try_init(),
    };
    begun.map_err(|error| Failure::new(format!("the log could not begin: {error}")))
}
