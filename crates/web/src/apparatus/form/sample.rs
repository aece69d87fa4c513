//! Made-up content.

use super::{ItemFields, ItemForm};
use crate::parts::FieldState;

impl ItemForm {
    /// A made-up item with a mistake in it.
    pub fn sample() -> Self {
        let fields = ItemFields {
            name: FieldState::of("Microscope"),
            place: FieldState::of("Prep room, cupboard 3"),
            counted: FieldState::of("16"),
            out_of_service: FieldState {
                value: "20".to_owned(),
                error: Some("more are out of service or missing than there are; count them first".to_owned()),
            },
            missing: FieldState::of("0"),
            retired: Some(false),
            ..ItemFields::default()
        };
        Self {
            rooms: vec!["Lab 1".to_owned(), "Lab 2".to_owned()],
            ..Self::new("/apparatus/sample".to_owned(), "sample-key".to_owned(), fields, true, (10, 10))
        }
    }

    /// The form for a new item.
    pub fn empty() -> Self {
        Self::new("/apparatus".to_owned(), "sample-key".to_owned(), ItemFields::default(), true, (10, 10))
    }
}
