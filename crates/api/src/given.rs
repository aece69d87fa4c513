//! JSON as it was given: checked before a deed is made of it, so that nothing is silently left out.

use domain::direction::isolated;
use http::readable::wrong_with;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::Problem;

/// Reads a deed from JSON. White space alone is a deed without fields. A field that the deed does not have is
/// refused, at any depth: whoever misspells one would believe that it was heard.
pub(crate) fn read<D: Serialize + DeserializeOwned>(given: &[u8]) -> Result<(D, Value), Problem> {
    let is_empty = given.iter().all(u8::is_ascii_whitespace);
    let given: &[u8] = if is_empty { b"{}" } else { given };
    let mut value: Value = serde_json::from_slice(given).map_err(|error| unreadable(&error))?;
    check_characters("", &value)?;
    let deed: D = serde_json::from_slice(given).map_err(|error| unreadable(&error))?;
    let deed = if set_apart(&mut value) {
        D::deserialize(&value).map_err(|error| unreadable(&error))?
    } else {
        deed
    };
    let meant = as_json(&deed)?;
    match unheard("", &value, &meant) {
        Some(field) => Err(Problem::invalid(Some(&field), format!("there is no field “{field}”"))),
        None => Ok((deed, meant)),
    }
}

/// Anything of ours as JSON.
pub(crate) fn as_json(value: &impl Serialize) -> Result<Value, Problem> {
    serde_json::to_value(value).map_err(|error| http::Problem::inside(&error).into())
}

/// What is wrong with JSON, with its line and column, and the field where the words name one.
fn unreadable(error: &serde_json::Error) -> Problem {
    let words = error.to_string();
    let field = ["unknown field `", "missing field `", "duplicate field `"]
        .into_iter()
        .find_map(|before| words.split_once(before)?.1.split_once('`'))
        .map(|(field, _)| field.to_owned());
    let words: String = words.replace('`', "").chars().filter(|c| !c.is_control()).take(300).collect();
    Problem::invalid(field.as_deref(), format!("the JSON does not say this deed: {words}"))
}

/// Refuses characters that no form takes either.
fn check_characters(field: &str, value: &Value) -> Result<(), Problem> {
    match value {
        Value::String(text) => check_text(field, text),
        Value::Array(values) => values.iter().try_for_each(|value| check_characters(field, value)),
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| {
            check_text(name, "")?;
            check_characters(&below(field, name), value)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

/// Refuses a text that holds a character that cannot be seen or kept.
pub(crate) fn check_text(field: &str, text: &str) -> Result<(), Problem> {
    let Some(words) = wrong_with(field, text) else { return Ok(()) };
    let is_name = wrong_with(field, "").is_some();
    Err(Problem::invalid((!is_name && !field.is_empty()).then_some(field), words))
}

/// Sets texts that turn the direction of writing apart from their neighbours, as forms do. Says whether there was
/// one.
fn set_apart(value: &mut Value) -> bool {
    match value {
        Value::String(text) => {
            let apart = isolated(text);
            let changes = *apart != **text;
            *text = apart.into_owned();
            changes
        }
        Value::Array(values) => set_all_apart(values.iter_mut()),
        Value::Object(fields) => set_all_apart(fields.values_mut()),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn set_all_apart<'a>(values: impl Iterator<Item = &'a mut Value>) -> bool {
    let mut changes = false;
    for value in values {
        changes |= set_apart(value);
    }
    changes
}

/// A field that was given and is not in what was understood.
fn unheard(at: &str, given: &Value, meant: &Value) -> Option<String> {
    match (given, meant) {
        (Value::Object(given), Value::Object(meant)) => given.iter().find_map(|(name, value)| {
            let place = below(at, name);
            // Identifiers are understood in either case of their letters.
            match meant.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
                Some((_, known)) => unheard(&place, value, known),
                None => Some(place),
            }
        }),
        (Value::Array(given), Value::Array(meant)) => {
            given.iter().zip(meant).find_map(|(given, meant)| unheard(at, given, meant))
        }
        _ => None,
    }
}

fn below(at: &str, name: &str) -> String {
    if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") }
}

#[cfg(test)]
mod tests {
    use actions::deed::Deed as _;
    use actions::requisition::{Accept, Query, Send};

    use super::*;

    fn wrong<D: Serialize + DeserializeOwned>(given: &str) -> Problem {
        read::<D>(given.as_bytes()).map(|_| ()).unwrap_err()
    }

    #[test]
    fn nothing_given_is_a_deed_without_fields() {
        assert!(read::<Accept>(b" \n").is_ok());
        assert_eq!(wrong::<Query>("").field.as_deref(), Some("words"));
    }

    #[test]
    fn an_unknown_field_is_named_at_any_depth() {
        assert_eq!(wrong::<Accept>(r#"{"wrods": 1}"#).field.as_deref(), Some("wrods"));
        let mut send = serde_json::to_value(Send::example()).unwrap();
        send["content"]["stations"][0]["colour"] = "red".into();
        let problem = wrong::<Send>(&send.to_string());
        assert_eq!((problem.code, problem.field.as_deref()), ("invalid", Some("content.stations.colour")));
    }

    #[test]
    fn what_is_no_json_is_told_with_its_line() {
        let problem = wrong::<Query>("{\n\"words\": }");
        assert!(problem.detail.contains("line 2"), "{}", problem.detail);
        assert_eq!(problem.field, None);
    }

    #[test]
    fn a_character_that_steers_a_machine_is_refused() {
        let problem = wrong::<Query>(r#"{"words": "a\u0000b"}"#);
        assert_eq!((problem.code, problem.field.as_deref()), ("invalid", Some("words")));
        assert!(read::<Query>(br#"{"words": "a\tb\nc"}"#).is_ok());
        assert_eq!(wrong::<Query>("{\"wo\\u0001rds\": 1}").code, "invalid");
    }
}
