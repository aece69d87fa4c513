//! A short fact: its name and its value.

/// A short fact.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Such as “Notice”.
    pub name: String,
    /// Such as “2 school days”.
    pub value: String,
}

impl Fact {
    /// A fact.
    pub fn new(name: &str, value: impl Into<String>) -> Self {
        Self { name: name.to_owned(), value: value.into() }
    }
}
