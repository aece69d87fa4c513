//! Search over everything.

use actions::timetable::TaughtClass;
use actions::{House, search};
use domain::Permit;
use domain::people::permissions::UseOwnAccount;
use serde::Serialize;

use super::Read;
use super::item::ItemTold;
use super::parameter::{Given, Parameter};
use super::people::{MemberTold, StaffTold};
use super::practical::PracticalTold;
use crate::Problem;

/// What was found, kind by kind; kinds that whoever searches may not see are empty.
#[derive(Debug, Serialize)]
pub(crate) struct FoundTold {
    practicals: Vec<PracticalTold>,
    items: Vec<ItemTold>,
    classes: Vec<ClassTold>,
    teachers: Vec<StaffTold>,
    people: Vec<MemberTold>,
}

#[derive(Debug, Serialize)]
struct ClassTold {
    class: String,
    subject: String,
    teachers: Vec<String>,
    staff: Option<String>,
}

impl From<TaughtClass> for ClassTold {
    fn from(class: TaughtClass) -> Self {
        let staff = class.staff.map(|staff| staff.to_string());
        Self { class: class.class, subject: class.subject, teachers: class.teachers, staff }
    }
}

/// `search q=…`
pub(crate) struct Search;

impl Read for Search {
    type May = UseOwnAccount;
    type Told = FoundTold;
    const NAME: &'static str = "search";
    const ABOUT: &'static str = "Practicals, apparatus, classes and people, each for those who may see it.";
    const PARAMETERS: &'static [Parameter] = &[Parameter::required("q", "the words to find")];

    async fn read(
        house: &House,
        permit: &Permit<UseOwnAccount>,
        given: &Given,
    ) -> Result<FoundTold, Problem> {
        let found = search::everywhere(house, permit, given.text("q")).await?;
        Ok(FoundTold {
            practicals: found.practicals.into_iter().map(PracticalTold::from).collect(),
            items: found.items.into_iter().map(ItemTold::from).collect(),
            classes: found.classes.into_iter().map(ClassTold::from).collect(),
            teachers: found.teachers.into_iter().map(StaffTold::from).collect(),
            people: found.people.into_iter().map(MemberTold::from).collect(),
        })
    }
}
