//! The steps of `cargo verify`, in their order.

use crate::tools::Tool;

/// One check, which can also be run alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Installs what the other steps need.
    Tools,
    /// Rust is formatted.
    Format,
    /// Rust is free of lints.
    Clippy,
    /// The documentation of the code builds, private items included.
    Docs,
    /// Dependencies have licences, sources and names that we accept, and no known weakness.
    Deny,
    /// The Rust tests, on both databases.
    Tests,
    /// People's journeys in a real browser.
    Browser,
    /// Fuzzing and killing for longer than one waits every day.
    Long,
}

impl Step {
    /// What runs every day.
    pub const EVERYDAY: [Self; 7] =
        [Self::Tools, Self::Format, Self::Clippy, Self::Docs, Self::Deny, Self::Tests, Self::Browser];

    /// Everything there is.
    pub const ALL: [Self; 8] = [
        Self::Tools,
        Self::Format,
        Self::Clippy,
        Self::Docs,
        Self::Deny,
        Self::Tests,
        Self::Browser,
        Self::Long,
    ];

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tools => "tools",
            Self::Format => "format",
            Self::Clippy => "clippy",
            Self::Docs => "docs",
            Self::Deny => "deny",
            Self::Tests => "tests",
            Self::Browser => "browser",
            Self::Long => "long",
        }
    }

    /// What the step does, in a sentence.
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::Tools => "install what is missing: cargo and npm tools, Debian's postgresql and chromium",
            Self::Format => "check that the Rust code is formatted",
            Self::Clippy => "lint all Rust code, warnings counting as errors",
            Self::Docs => "build the code's documentation, warnings counting as errors",
            Self::Deny => "check the dependencies' licences, sources, bans and advisories",
            Self::Tests => "run the unit, contract and route tests on SQLite and on a private PostgreSQL",
            Self::Browser => "walk people's journeys through the release build in Chromium",
            Self::Long => "run the fuzz tests with a million cases each, and the crash tests with many kills",
        }
    }

    /// What must be installed first.
    pub const fn tools(self) -> &'static [Tool] {
        match self {
            Self::Format => &[Tool::Rustfmt],
            Self::Clippy => &[Tool::Clippy],
            Self::Tools | Self::Docs => &[],
            Self::Deny => &[Tool::Deny],
            Self::Tests | Self::Long => &[Tool::Nextest, Tool::Postgres],
            Self::Browser => &[Tool::Node, Tool::Journeys, Tool::Chromium, Tool::Postgres],
        }
    }

    /// The step of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }
}
