//! Marks: a meaning shown by a word, a shape and a colour together.

use askama::Template;
use askama::filters::HtmlSafe;

use domain::Instant;

use crate::assets::Icon;

/// A day, in milliseconds: what ends within it ends soon.
const SOON: i64 = 24 * 3_600_000;

/// What a mark or sentence means to the reader. Each has its own colour and its own shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Meaning {
    /// Nothing special: under way as it should be.
    #[default]
    Plain,
    /// Look at this: late, due soon.
    Attention,
    /// This cannot go on: clash, missing, overdue.
    Stop,
    /// Done: ready, returned.
    Done,
    /// No longer of interest: closed, withdrawn, a draft.
    Quiet,
}

impl Meaning {
    /// The class that style sheets know it by.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Attention => "attention",
            Self::Stop => "stop",
            Self::Done => "done",
            Self::Quiet => "quiet",
        }
    }

    /// What it means that something ends at `at`: within a day of `now` it asks to be looked at.
    pub const fn before(at: Instant, now: Instant) -> Self {
        if at.0 - now.0 < SOON { Self::Attention } else { Self::Plain }
    }

    /// Its shape.
    pub const fn icon(self) -> Icon {
        match self {
            Self::Plain => Icon::CircleDot,
            Self::Attention => Icon::TriangleAlert,
            Self::Stop => Icon::OctagonX,
            Self::Done => Icon::CircleCheck,
            Self::Quiet => Icon::CircleDashed,
        }
    }
}

/// A short word with its meaning, such as “Late” or “Prepared”.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"<span class="mark {{ meaning.class() }}">{{ meaning.icon() }}{{ word }}</span>"#,
    ext = "html"
)]
pub struct Mark {
    /// One or two words.
    pub word: String,
    /// What they mean.
    pub meaning: Meaning,
}

impl HtmlSafe for Mark {}

impl Mark {
    /// A mark with this word and meaning.
    pub fn new(word: impl Into<String>, meaning: Meaning) -> Self {
        Self { word: word.into(), meaning }
    }
}
