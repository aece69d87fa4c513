//! A deed as a button: a small form of its own, which works without script and may be sent twice.

use askama::Template;
use askama::filters::HtmlSafe;

use super::FieldState;

/// How much a button asks to be pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// The next step.
    Primary,
    /// Something else one may do.
    #[default]
    Plain,
    /// Something that takes away.
    Danger,
}

impl ButtonKind {
    /// The class that style sheets know it by.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button primary",
            Self::Plain => "button",
            Self::Danger => "button danger",
        }
    }
}

/// One entry of a list to choose from.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub words: String,
    /// Whether it is the one chosen now.
    pub chosen: bool,
}

/// The reason that a deed asks for.
#[derive(Debug, Clone)]
pub struct ReasonField {
    /// Name of the field in the form.
    pub name: String,
    /// The question, such as “Why can it not be done?”.
    pub label: String,
    /// Reasons to choose from; empty where plain words are asked for.
    pub choices: Vec<Choice>,
    /// The words typed, and what is wrong with them.
    pub field: FieldState,
}

/// A deed that the reader may do here.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/button.html")]
pub struct Button {
    /// A verb, such as “Accept”.
    pub label: String,
    /// Where the form is sent.
    pub action: String,
    /// How much it asks to be pressed.
    pub kind: ButtonKind,
    /// What pressing it gives: the name of a field and its value.
    pub gives: Option<(&'static str, String)>,
    /// A reason to be given; the button then opens the field first.
    pub reason: Option<ReasonField>,
    /// Idempotency key of this showing of the form.
    pub key: String,
}

impl HtmlSafe for Button {}

impl Button {
    /// A deed without a reason.
    pub fn new(label: &str, action: &str, kind: ButtonKind, key: &str) -> Self {
        Self {
            label: label.to_owned(),
            action: action.to_owned(),
            kind,
            gives: None,
            reason: None,
            key: key.to_owned(),
        }
    }
}
