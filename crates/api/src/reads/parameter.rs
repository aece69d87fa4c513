//! What is given with a read.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde_json::{Value, json};

use crate::Problem;
use crate::given::check_text;

/// Something that may be given with a read.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its lasting name.
    pub name: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Whether there is nothing to read without it.
    pub required: bool,
}

impl Parameter {
    pub(crate) const fn required(name: &'static str, meaning: &'static str) -> Self {
        Self { name, meaning, required: true }
    }

    pub(crate) const fn optional(name: &'static str, meaning: &'static str) -> Self {
        Self { name, meaning, required: false }
    }

    pub(crate) fn told(&self) -> Value {
        json!({ "name": self.name, "meaning": self.meaning, "required": self.required })
    }
}

/// What was given, each by a name that is known.
#[derive(Debug)]
pub(crate) struct Given(BTreeMap<&'static str, String>);

impl Given {
    /// Checks that everything is known, is given once and is there where it must be.
    pub fn new(known: &'static [Parameter], parameters: &[(String, String)]) -> Result<Self, Problem> {
        let mut given = BTreeMap::new();
        for (name, value) in parameters {
            let Some(parameter) = known.iter().find(|parameter| parameter.name == name) else {
                let name: String = name.chars().filter(|c| !c.is_control()).take(40).collect();
                let words = format!("there is no parameter “{name}” here; {}", there_are(known));
                return Err(Problem::invalid(Some(&name), words));
            };
            check_text(name, value)?;
            if given.insert(parameter.name, value.clone()).is_some() {
                return Err(Problem::invalid(Some(name), format!("give “{name}” once")));
            }
        }
        match known.iter().find(|parameter| parameter.required && !given.contains_key(parameter.name)) {
            Some(missing) => Err(Problem::invalid(
                Some(missing.name),
                format!("give {}=…: {}", missing.name, missing.meaning),
            )),
            None => Ok(Self(given)),
        }
    }

    /// A text; empty where it was not given.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Something that is read from a text; none where it was not given.
    pub fn find<T: FromStr>(&self, name: &str) -> Result<Option<T>, Problem> {
        let Some(text) = self.0.get(name) else { return Ok(None) };
        let wrong = |_| Problem::invalid(Some(name), format!("“{name}” cannot be read from that"));
        text.parse().map(Some).map_err(wrong)
    }

    /// The same where it must be given.
    pub fn get<T: FromStr>(&self, name: &str) -> Result<T, Problem> {
        self.find(name)?.ok_or_else(|| Problem::invalid(Some(name), format!("give {name}=…")))
    }
}

fn there_are(known: &[Parameter]) -> String {
    let names: Vec<&str> = known.iter().map(|parameter| parameter.name).collect();
    if names.is_empty() { "it takes none".to_owned() } else { format!("it takes {}", names.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[Parameter] =
        &[Parameter::required("date", "the day"), Parameter::optional("staff", "whose")];

    fn given(parameters: &[(&str, &str)]) -> Result<Given, Problem> {
        let parameters: Vec<(String, String)> =
            parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Given::new(KNOWN, &parameters)
    }

    #[test]
    fn what_is_unknown_missing_twice_or_unreadable_is_told_by_its_name() {
        let field = |parameters: &[(&str, &str)]| given(parameters).unwrap_err().field.unwrap();
        assert_eq!(field(&[("date", "x"), ("day", "y")]), "day");
        assert_eq!(field(&[]), "date");
        assert_eq!(field(&[("date", "x"), ("date", "x")]), "date");
        assert_eq!(field(&[("date", "a\0b")]), "date");
        let read = given(&[("date", "yesterday")]).unwrap();
        assert_eq!(read.get::<jiff::civil::Date>("date").unwrap_err().field.as_deref(), Some("date"));
        assert_eq!((read.text("date"), read.text("staff")), ("yesterday", ""));
    }
}
