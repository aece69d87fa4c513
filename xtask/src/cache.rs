//! The one folder outside the checkout in which everything built or fetched is kept.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

use crate::failure::Failure;

/// The cache folder; deleting it costs time and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// `$TROLLEY_CACHE`, else `$XDG_CACHE_HOME/trolley`, else `~/.cache/trolley`.
    pub fn find() -> Result<Self, Failure> {
        Self::chosen_from(env::var_os("TROLLEY_CACHE"), env::var_os("XDG_CACHE_HOME"), env::var_os("HOME"))
    }

    /// An empty variable counts as one that is not set, and so does a relative `$XDG_CACHE_HOME`, as the XDG Base
    /// Directory Specification asks.
    fn chosen_from(
        own: Option<OsString>,
        xdg: Option<OsString>,
        home: Option<OsString>,
    ) -> Result<Self, Failure> {
        let given = |value: Option<OsString>| value.filter(|value| !value.is_empty()).map(PathBuf::from);
        if let Some(folder) = given(own) {
            let folder = std::path::absolute(folder).map_err(Failure::of("resolve $TROLLEY_CACHE"))?;
            return Ok(Self { folder });
        }
        if let Some(folder) = given(xdg).filter(|folder| folder.is_absolute()) {
            return Ok(Self { folder: folder.join("trolley") });
        }
        match given(home) {
            Some(home) => Ok(Self { folder: home.join(".cache/trolley") }),
            None => {
                Err(Failure::new("neither $TROLLEY_CACHE nor $HOME is set; set TROLLEY_CACHE to a folder"))
            }
        }
    }

    /// Cargo's output, unless `$CARGO_TARGET_DIR` already names a place.
    pub fn target(&self) -> PathBuf {
        env::var_os("CARGO_TARGET_DIR")
            .and_then(|folder| std::path::absolute(folder).ok())
            .unwrap_or_else(|| self.folder.join("target"))
    }

    /// Tools installed by `cargo install --root`.
    pub fn tools(&self) -> PathBuf {
        self.folder.join("tools")
    }

    /// The packages npm has downloaded.
    pub fn npm(&self) -> PathBuf {
        self.folder.join("npm")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(own: &str, xdg: &str, home: &str) -> Option<PathBuf> {
        let variable = |value: &str| Some(OsString::from(value));
        Cache::chosen_from(variable(own), variable(xdg), variable(home)).ok().map(|cache| cache.folder)
    }

    #[test]
    fn the_nearest_variable_decides() {
        assert_eq!(chosen("/a", "/b", "/c"), Some("/a".into()));
        assert_eq!(chosen("", "/b", "/c"), Some("/b/trolley".into()));
        assert_eq!(chosen("", "relative", "/c"), Some("/c/.cache/trolley".into()));
        assert_eq!(chosen("", "", ""), None);
    }
}
