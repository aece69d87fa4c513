//! The form by which an item is added or changed.

#[cfg(any(test, feature = "samples"))]
mod sample;

use askama::Template;
use askama::filters::HtmlSafe;

use actions::apparatus::ItemChange;

use domain::site::{Site, Sites};

use crate::parts::{Choice, FieldKind, FieldState, TextField};

/// The fields of an item, filled in.
#[derive(Debug, Clone, Template)]
#[template(path = "apparatus/form.html")]
pub struct ItemForm {
    /// Where it is sent.
    pub action: String,
    /// Idempotency key.
    pub once: String,
    /// What the item was when the form was shown, as the form carries it; empty for a new one.
    pub seen: String,
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
    /// The site it is kept at, as it was typed.
    pub site: FieldState,
    /// The sites to choose from; empty where the school has only one. Sent as `site`.
    pub sites: Vec<Choice>,
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
    /// The site it is kept at; empty for the first.
    pub site: FieldState,
    /// Whether its number is asked for when it comes back.
    pub count_back: bool,
    /// Whether it is retired; none for a new one.
    pub retired: Option<bool>,
}

impl ItemFields {
    /// What stands there for an item as it is to be.
    pub fn of(item: &ItemChange) -> Self {
        let number = |number: Option<u32>| {
            FieldState::of(number.map_or_else(String::new, |number| number.to_string()))
        };
        Self {
            name: FieldState::of(&item.name),
            place: FieldState::of(&item.place),
            counted: number(item.counted),
            out_of_service: number(Some(item.out_of_service)),
            missing: number(Some(item.missing)),
            set_up_minutes: number(item.set_up_minutes),
            turn_round_minutes: number(item.turn_round_minutes),
            lives_in: FieldState::of(item.lives_in.clone().unwrap_or_default()),
            site: FieldState::of(item.site.map_or_else(String::new, |site| site.to_string())),
            count_back: item.count_back,
            retired: Some(item.retired),
        }
    }

    /// Says beside a field of this name what stands there now.
    pub fn say_now(&mut self, name: &str, now: &Self) {
        if name == "site" {
            self.site.error = Some("It is kept at another site now.".to_owned());
        }
        let (field, now) = match name {
            "name" => (&mut self.name, &now.name),
            "place" => (&mut self.place, &now.place),
            "counted" => (&mut self.counted, &now.counted),
            "out_of_service" => (&mut self.out_of_service, &now.out_of_service),
            "missing" => (&mut self.missing, &now.missing),
            "set_up_minutes" => (&mut self.set_up_minutes, &now.set_up_minutes),
            "turn_round_minutes" => (&mut self.turn_round_minutes, &now.turn_round_minutes),
            "lives_in" => (&mut self.lives_in, &now.lives_in),
            _ => return,
        };
        field.error = Some(match now.value.as_str() {
            "" => "It is empty now.".to_owned(),
            value => format!("It is “{value}” now."),
        });
    }
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
            seen: String::new(),
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
            site: fields.site,
            sites: Vec::new(),
        }
    }

    /// Lets the site be chosen, where there are several.
    pub fn offer(&mut self, sites: &Sites) {
        if !sites.are_several() {
            return;
        }
        let chosen = self.site.value.parse().ok();
        let kept = sites.find(chosen).map(|site| site.id);
        let choice = |(place, site): (usize, &Site)| Choice {
            // Where nothing is said, it is the first.
            value: if place == 0 && chosen.is_none() { String::new() } else { site.id.to_string() },
            words: site.name.clone(),
            chosen: Some(site.id) == kept,
        };
        self.sites = sites.list.iter().enumerate().map(choice).collect();
    }
}
