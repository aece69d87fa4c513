//! A field that keeps what was typed when a form comes back.

/// What stands in a field, and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct FieldState {
    /// What was typed, or what is proposed.
    pub value: String,
    /// One sentence: what is wrong and what to do.
    pub error: Option<String>,
}

impl FieldState {
    /// A field with this value and nothing wrong.
    pub fn of(value: impl Into<String>) -> Self {
        Self { value: value.into(), error: None }
    }
}
