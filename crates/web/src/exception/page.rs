//! What is otherwise on a day, and saying so.

use askama::Template;

use http::typed::Typed;
use jiff::civil::Date;

use crate::parts::{Choice, EffectsShown, Link, Shell};

/// A day that may be otherwise than the timetable has it.
#[derive(Debug, Clone, Template)]
#[template(path = "exception/page.html")]
pub struct DayPage {
    /// The frame.
    pub shell: Shell,
    /// Such as “Tuesday 24 November”.
    pub heading: String,
    /// The date, as forms send it.
    pub date: String,
    /// The way back.
    pub back: Link,
    /// What is otherwise on that day already.
    pub otherwise: Vec<Otherwise>,
    /// The science lessons of the day.
    pub lessons: Vec<Choice>,
    /// Those, and those of another day that they may be swapped with.
    pub others: Vec<Choice>,
    /// The rooms of the timetable.
    pub rooms: Vec<String>,
    /// The teachers of the timetable.
    pub teachers: Vec<String>,
    /// Idempotency key.
    pub once: String,
    /// What tells how the day stands from how it may come to stand.
    pub stands: String,
    /// What was typed into one of the forms, where something is wrong with it.
    pub typed: TypedForm,
    /// Where what was done just now is put back.
    pub undo: Option<String>,
}

/// Something that is otherwise on the day.
#[derive(Debug, Clone)]
pub struct Otherwise {
    /// What.
    pub words: String,
    /// Who said so, and when.
    pub who: String,
    /// Where it is put back.
    pub url: String,
}

/// What was typed into one of the forms of the day.
#[derive(Debug, Clone, Default)]
pub struct TypedForm {
    /// Which, by the last part of its address; empty where none was sent.
    pub form: String,
    /// What was typed, field by field.
    pub fields: Vec<(String, String)>,
    /// What is wrong with it.
    pub error: Option<String>,
    /// Another day whose lessons are shown beside those of this one.
    pub beside: Option<Date>,
}

impl TypedForm {
    /// What stands in a form that came back.
    pub(crate) fn of(form: &str, typed: &Typed<'_>, beside: &str) -> Self {
        Self {
            form: form.to_owned(),
            fields: typed.fields.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            error: typed.first_error().map(str::to_owned),
            beside: typed.fields.get(beside).parse().ok(),
        }
    }
}

impl DayPage {
    /// What was typed into a field of a form; empty where nothing was.
    pub(crate) fn value(&self, form: &str, name: &str) -> &str {
        self.find(form, name).unwrap_or_default()
    }

    /// The same of a date, which is the day itself where nothing was typed.
    pub(crate) fn last(&self, form: &str) -> &str {
        self.find(form, "last").unwrap_or(&self.date)
    }

    /// Whether a tick was set in a form.
    pub(crate) fn is_ticked(&self, form: &str, name: &str) -> bool {
        self.find(form, name).is_some()
    }

    /// What is wrong with a form.
    pub(crate) fn error(&self, form: &str) -> Option<&str> {
        self.typed.error.as_deref().filter(|_| self.typed.form == form)
    }

    fn find(&self, form: &str, name: &str) -> Option<&str> {
        let mut fields = self.typed.fields.iter().filter(|_| self.typed.form == form);
        fields.find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }
}

/// What a change of the day would do, before it is done.
#[derive(Debug, Clone, Template)]
#[template(path = "exception/confirm.html")]
pub struct ConfirmPage {
    /// The frame.
    pub shell: Shell,
    /// What it is, in words.
    pub words: String,
    /// Whether the day is another than when it was begun.
    pub overtaken: bool,
    /// What it does to requests.
    pub effects: EffectsShown,
    /// Where the form goes.
    pub action: String,
    /// Everything that was typed.
    pub fields: Vec<(String, String)>,
    /// What says that this was seen.
    pub seen: String,
    /// The way back.
    pub back_url: String,
}
