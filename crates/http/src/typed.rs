//! What was typed into a form, read field by field, with what is wrong beside each.

use std::collections::BTreeMap;

use actions::{ActionError, Invalid};
use domain::TimeOfDay;
use jiff::civil::Date;

use crate::Problem;
use crate::field_state::FieldState;
use crate::fields::Fields;
pub use crate::words::sentence;

/// A form as it came, and what is wrong with it.
pub struct Typed<'a> {
    /// The form.
    pub fields: &'a Fields,
    errors: BTreeMap<&'static str, String>,
}

impl<'a> Typed<'a> {
    /// A form in which nothing is wrong yet.
    pub fn new(fields: &'a Fields) -> Self {
        Self { fields, errors: BTreeMap::new() }
    }

    /// Notes what is wrong with a field; the first word on a field stands.
    pub fn fail(&mut self, field: &'static str, words: &str) {
        self.errors.entry(field).or_insert_with(|| sentence(words));
    }

    /// Whether nothing is wrong so far.
    pub fn is_fine(&self) -> bool {
        self.errors.is_empty()
    }

    /// What stands in a field, and what is wrong with it.
    pub fn state(&self, field: &str) -> FieldState {
        FieldState { value: self.fields.get(field).to_owned(), error: self.error(field) }
    }

    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<String> {
        self.errors.get(field).cloned()
    }

    /// The first thing that is wrong, by the name of its field.
    pub fn first_error(&self) -> Option<&str> {
        self.errors.values().next().map(String::as_str)
    }

    /// A whole number; none where the field is empty or holds none, and then that is noted.
    pub fn number(&mut self, field: &'static str) -> Option<u32> {
        let text = self.fields.get(field).trim();
        if text.is_empty() {
            return None;
        }
        let number = text.parse().ok();
        if number.is_none() {
            self.fail(field, "give a whole number, such as 15");
        }
        number
    }

    /// A whole number where there has to be one.
    pub fn needed_number(&mut self, field: &'static str) -> Option<u32> {
        let number = self.number(field);
        if number.is_none() {
            self.fail(field, "give a whole number, such as 15");
        }
        number
    }

    /// A date; none where the field is empty or holds none, and then that is noted.
    pub fn date(&mut self, field: &'static str) -> Option<Date> {
        let text = self.fields.get(field).trim();
        if text.is_empty() {
            return None;
        }
        let date = text.parse().ok();
        if date.is_none() {
            self.fail(field, "give a date, such as 2026-09-01");
        }
        date
    }

    /// A time of day; none where the field is empty or holds none, and then that is noted.
    pub fn time(&mut self, field: &'static str) -> Option<TimeOfDay> {
        let text = self.fields.get(field).trim();
        if text.is_empty() {
            return None;
        }
        let time = read_time(text);
        if time.is_none() {
            self.fail(field, "give a time, such as 12:30");
        }
        time
    }

    /// Notes what a deed found wrong with a field; other errors are a page of their own.
    pub fn refused(&mut self, error: ActionError) -> Result<(), Problem> {
        match error {
            ActionError::Invalid(Invalid { field, words }) => {
                self.fail(field, &words);
                Ok(())
            }
            other => Err(other.into()),
        }
    }
}

/// A time as browsers send it: `12:30`, or `12:30:00` where they show seconds.
pub fn read_time(text: &str) -> Option<TimeOfDay> {
    let mut parts = text.trim().splitn(3, ':');
    let (hour, minute) = (parts.next()?, parts.next()?);
    TimeOfDay::parse(&format!("{hour}:{minute}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_keeps_what_was_typed_and_the_first_word_on_it() {
        let fields = Fields::of_query(Some("counted=many&from=2026-13-40&time=9:05:00"));
        let mut typed = Typed::new(&fields);
        assert_eq!(typed.number("counted"), None);
        typed.fail("counted", "something else");
        assert_eq!(typed.state("counted").value, "many");
        assert_eq!(typed.state("counted").error.as_deref(), Some("Give a whole number, such as 15."));
        assert_eq!(typed.date("from"), None);
        assert!(typed.error("from").is_some());
        assert_eq!(typed.time("time"), TimeOfDay::at(9, 5));
        assert_eq!(typed.number("missing"), None);
        assert!(typed.error("missing").is_none());
    }
}
