//! Choosing which subjects are science: guessed at import, and the school's to say.

use std::collections::BTreeMap;

use domain::people::permissions::ChooseScience;
use serde::{Deserialize, Serialize};

use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::requisition::Book;
use crate::unit::Turn;

/// Says of each named subject whether it is science; the others go on being guessed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choose {
    /// Subjects as the timetable names them, and whether each is science.
    pub science: BTreeMap<String, bool>,
}

impl Deed for Choose {
    type At = Book;
    type May = ChooseScience;
    type Answer = ();
    const KEY: &'static str = "timetable.science";
    const FORM: &'static str = "timetable-subjects";

    fn example() -> Self {
        let science = [("Biology", true), ("Music", false)];
        Self { science: science.map(|(subject, is)| (subject.to_owned(), is)).into() }
    }

    async fn act(self, turn: &mut Turn<Book>) -> Result<Told<()>, ActionError> {
        for (subject, science) in &self.science {
            turn.unit.choose_subject(subject, *science).await?;
        }
        Ok(Told::done((), "Chose which subjects are science"))
    }
}
