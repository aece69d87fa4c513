//! The catalogue: the list of practicals, and one of them with its trial notes.

pub(crate) mod draft;
pub(crate) mod list;
pub(crate) mod show;

use actions::catalogue::{Draft, Note};
use domain::catalogue::{Subject, YearRange};
use domain::people::permissions::{DraftPractical, SeeCatalogue};

use crate::app::Routes;
use crate::form::FormRoutes as _;
use crate::parts::{Mark, Meaning};
use crate::words;

/// The years of school that a practical can be for.
const YEARS: std::ops::RangeInclusive<u8> = 7..=13;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get::<SeeCatalogue, _>("/catalogue", list::list)
        .form::<Draft>("/catalogue")
        .get::<DraftPractical, _>("/catalogue/new", draft::begin)
        .get::<SeeCatalogue, _>("/catalogue/{practical}", show::show)
        .form::<Note>("/catalogue/{practical}/notes")
}

fn marks(draft: bool, trial: bool, notice_days: Option<u16>) -> Vec<Mark> {
    let mut marks = Vec::new();
    if draft {
        marks.push(Mark::new("Draft", Meaning::Quiet));
    }
    if trial {
        marks.push(Mark::new("Try it first", Meaning::Attention));
    }
    if let Some(days) = notice_days.filter(|days| *days > 0) {
        marks.push(Mark::new(format!("{} notice", school_days(days)), Meaning::Attention));
    }
    marks
}

fn school_days(days: u16) -> String {
    words::count(u32::from(days), "school day", "school days")
}

pub(crate) fn subject_line(subject: Subject, years: YearRange) -> String {
    format!("{subject}, {}", years.to_string().to_lowercase())
}
