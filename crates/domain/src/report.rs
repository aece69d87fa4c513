//! Word to the moderators that a message needs looking at.

use crate::Instant;
use crate::id::{AccountId, ChatId, MessageId, ReportId};
use crate::unknown_word::kept_as_its_key;

/// What is wrong with a message, as whoever reports it sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReportKind {
    /// It hurts somebody.
    Unkind,
    /// It advises something dangerous.
    Unsafe,
    /// It sells something.
    Advert,
    /// It does not belong here.
    OffTopic,
    /// It names a pupil.
    PupilNamed,
    /// Something else, in words.
    Other,
}

impl ReportKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Unkind, Self::Unsafe, Self::Advert, Self::OffTopic, Self::PupilNamed, Self::Other];

    /// The word for it in forms and in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unkind => "unkind",
            Self::Unsafe => "unsafe",
            Self::Advert => "advert",
            Self::OffTopic => "off-topic",
            Self::PupilNamed => "pupil-named",
            Self::Other => "other",
        }
    }

    /// As a page says it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Unkind => "It is unkind",
            Self::Unsafe => "What it advises is not safe",
            Self::Advert => "It is an advertisement",
            Self::OffTopic => "It does not belong here",
            Self::PupilNamed => "It names a pupil",
            Self::Other => "Something else",
        }
    }
}

/// What moderators did about a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SettledAs {
    /// The message was hidden.
    Hidden,
    /// The message stays.
    Kept,
}

impl SettledAs {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Hidden, Self::Kept];

    /// The word for it in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Hidden => "hidden",
            Self::Kept => "kept",
        }
    }
}

/// Word to the moderators that a message needs looking at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its identifier.
    pub id: ReportId,
    /// The chat of the message.
    pub chat: ChatId,
    /// The message.
    pub message: MessageId,
    /// Who reported it; none where they were erased.
    pub account: Option<AccountId>,
    /// What is wrong with it.
    pub kind: ReportKind,
    /// What they said about it.
    pub words: String,
    /// When.
    pub reported_at: Instant,
    /// What was done about it; none while it waits.
    pub settled: Option<ReportSettled>,
}

/// What was done about a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportSettled {
    /// What.
    pub outcome: SettledAs,
    /// By whom, as history names them.
    pub by: String,
    /// When.
    pub at: Instant,
}

kept_as_its_key!(ReportKind, SettledAs);
