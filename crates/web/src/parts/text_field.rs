//! One field of a form with its label, its hint, what was typed and what is wrong with it.

use askama::Template;
use askama::filters::HtmlSafe;

use super::FieldState;

/// What sort of thing is typed, for the keyboard and the browser's own help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FieldKind {
    /// Plain words.
    #[default]
    Words,
    /// A whole number.
    Number,
    /// An e-mail address.
    Email,
    /// A password that is being chosen.
    NewPassword,
    /// A date.
    Date,
    /// A time of day.
    Time,
}

impl FieldKind {
    /// Attributes of the input; fixed text.
    const fn attributes(self) -> &'static str {
        match self {
            Self::Words => r#"type="text" autocomplete="off" maxlength="200""#,
            Self::Number => r#"type="text" inputmode="numeric" autocomplete="off" maxlength="7""#,
            Self::Email => r#"type="email" autocomplete="off" maxlength="254""#,
            Self::NewPassword => r#"type="password" autocomplete="new-password""#,
            Self::Date => r#"type="date" autocomplete="off""#,
            Self::Time => r#"type="time" autocomplete="off""#,
        }
    }

    /// Whether the field is drawn short.
    const fn is_short(self) -> bool {
        matches!(self, Self::Number | Self::Date | Self::Time)
    }
}

/// A labelled field.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"<label class="field{% if kind.is_short() %} short{% endif %}"><span class="label">{{ label }}{% if !hint.is_empty() %} <small>{{ hint }}</small>{% endif %}</span><input {{ kind.attributes()|safe }} name="{{ name }}" value="{{ field.value }}"{% if required %} required{% endif %}{% if let Some(list) = list %} list="{{ list }}"{% endif %}{% if field.error.is_some() %} aria-invalid="true"{% endif %}>{% if let Some(error) = field.error %}<span class="error">{{ error }}</span>{% endif %}</label>"#,
    ext = "html"
)]
pub struct TextField {
    /// Name in the form.
    pub name: &'static str,
    /// What is asked.
    pub label: &'static str,
    /// A few words of help; may be empty.
    pub hint: String,
    /// What sort of thing it is.
    pub kind: FieldKind,
    /// Whether it cannot stay empty.
    pub required: bool,
    /// Identifier of a list of proposals on the page.
    pub list: Option<&'static str>,
    /// What stands in it, and what is wrong with that.
    pub field: FieldState,
}

impl HtmlSafe for TextField {}

impl TextField {
    /// A field for plain words that may stay empty.
    pub fn new(name: &'static str, label: &'static str, field: FieldState) -> Self {
        Self { name, label, hint: String::new(), kind: FieldKind::Words, required: false, list: None, field }
    }

    /// The same, for another sort of thing.
    #[must_use]
    pub fn kind(self, kind: FieldKind) -> Self {
        Self { kind, ..self }
    }

    /// The same, with a few words of help.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// The same, and it cannot stay empty.
    #[must_use]
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The same, with proposals from a list on the page.
    #[must_use]
    pub fn list(self, list: &'static str) -> Self {
        Self { list: Some(list), ..self }
    }
}
