//! An evening as JSON.

use domain::chat::evening::Evening;
use serde::Serialize;

/// What the file says it is.
pub const FORMAT: &str = "trolley-evening";
/// The version of the format.
pub const VERSION: u32 = 1;

/// The evening could not be written as JSON.
#[derive(Debug, thiserror::Error)]
#[error("the evening cannot be written as JSON")]
pub struct JsonError(#[from] serde_json::Error);

#[derive(Serialize)]
struct File<'evening> {
    format: &'static str,
    version: u32,
    #[serde(flatten)]
    evening: &'evening Evening,
}

/// The evening as a JSON file: what it is and in which version, then its fields. Instants are milliseconds
/// since 1970-01-01T00:00Z.
pub fn json(evening: &Evening) -> Result<String, JsonError> {
    let mut text = serde_json::to_string_pretty(&File { format: FORMAT, version: VERSION, evening })?;
    text.push('\n');
    Ok(text)
}
