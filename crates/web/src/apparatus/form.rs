//! The form by which an item is added or changed.

#[cfg(any(test, feature = "samples"))]
mod sample;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::parts::{FieldKind, FieldState, TextField};

/// The fields of an item, filled in.
#[derive(Debug, Clone, Template)]
#[template(path = "apparatus/form.html")]
pub struct ItemForm {
    /// Where it is sent.
    pub action: String,
    /// Idempotency key.
    pub once: String,
    /// Its words on the button, such as “Keep”.
    pub button: &'static str,
    /// What is wrong with the whole, where no field is to blame.
    pub error: Option<String>,
    /// Name and place.
    pub names: Vec<TextField>,
    /// The numbers: counted, out of service, missing. Empty for what is used up.
    pub numbers: Vec<TextField>,
    /// Minutes before and after a lesson, and the room it lives in.
    pub around: Vec<TextField>,
    /// Whether its number is asked for when it comes back.
    pub count_back: bool,
    /// Whether it is retired; none for a new one.
    pub retired: Option<bool>,
    /// Rooms to propose.
    pub rooms: Vec<String>,
}

impl HtmlSafe for ItemForm {}

/// What stands in the fields of an item, as text.
#[derive(Debug, Clone, Default)]
pub struct ItemFields {
    /// Its name.
    pub name: FieldState,
    /// Where it stands.
    pub place: FieldState,
    /// How many there are; empty where nobody has counted.
    pub counted: FieldState,
    /// How many are out of service.
    pub out_of_service: FieldState,
    /// How many are missing.
    pub missing: FieldState,
    /// Minutes before a lesson; empty for the school's own.
    pub set_up_minutes: FieldState,
    /// Minutes after.
    pub turn_round_minutes: FieldState,
    /// The room it lives in.
    pub lives_in: FieldState,
    /// Whether its number is asked for when it comes back.
    pub count_back: bool,
    /// Whether it is retired; none for a new one.
    pub retired: Option<bool>,
}

impl ItemForm {
    /// Whether something is wrong in the part that is folded away.
    fn around_is_wrong(&self) -> bool {
        self.around.iter().any(|field| field.field.error.is_some())
    }

    /// The form around these fields. `usual` are the school's own minutes before and after a lesson.
    pub fn new(action: String, once: String, fields: ItemFields, countable: bool, usual: (u32, u32)) -> Self {
        let number = |name, label, field| TextField::new(name, label, field).kind(FieldKind::Number);
        let minutes = |name, label, field, usual: u32| {
            number(name, label, field).hint(format!("minutes; empty for the usual {usual}"))
        };
        let numbers = if countable {
            vec![
                number("counted", "How many there are", fields.counted).hint("empty: not counted"),
                number("out_of_service", "Out of service", fields.out_of_service).hint("of those"),
                number("missing", "Missing", fields.missing).hint("of those"),
            ]
        } else {
            Vec::new()
        };
        Self {
            action,
            once,
            button: if fields.retired.is_some() { "Keep" } else { "Add" },
            error: None,
            names: vec![
                TextField::new("name", "Name", fields.name).required(),
                TextField::new("place", "Place", fields.place).hint("such as “Prep room, cupboard 3”"),
            ],
            numbers,
            around: vec![
                minutes("set_up_minutes", "Before a lesson", fields.set_up_minutes, usual.0),
                minutes("turn_round_minutes", "After a lesson", fields.turn_round_minutes, usual.1),
                TextField::new("lives_in", "Lives in", fields.lives_in)
                    .hint("a room it never leaves; then it is not picked or carried")
                    .list("rooms"),
            ],
            count_back: fields.count_back,
            retired: fields.retired,
            rooms: Vec::new(),
        }
    }
}
