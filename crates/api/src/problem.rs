//! What could not be done, as JSON (RFC 9457 without its `type`): `code` is the name that programs go by.

use actions::requisition::{ClashReport, ClashWords, WayOut};
use actions::{ActionError, Invalid};
use domain::apparatus::HeldBy;
use domain::site::Away;
use http::problem::Code;
use http::words::sentence;
use serde::Serialize;

use crate::instant::rfc3339;

/// Something that could not be done. Nothing of it was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What kind of problem it is, in a name that stays.
    pub code: &'static str,
    /// The status that it has over HTTP.
    pub status: u16,
    /// What happened, in a few words.
    pub title: String,
    /// What was kept and what to do.
    pub detail: String,
    /// The field that is at fault, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Seconds after which it can be tried again, where that helps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// What is not free and what would fit instead, where that is the problem.
    #[serde(flatten)]
    pub not_free: Option<Box<NotFree>>,
}

/// What cannot all be promised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotFree {
    /// What is not free.
    pub clashes: Vec<Clash>,
    /// What would fit instead.
    pub options: Vec<WayOn>,
}

/// An item that is not free.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Clash {
    item: String,
    name: String,
    wanted: u32,
    free: u32,
    retired: bool,
    /// The site it is kept at, where it is not free because its transfer from there is not asked for.
    kept_at: Option<KeptAt>,
    held_by: Vec<Holder>,
}

/// Where something is kept that is wanted at another site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct KeptAt {
    site: String,
    minutes: u32,
}

impl From<Away> for KeptAt {
    fn from(away: Away) -> Self {
        Self { site: away.site, minutes: away.minutes }
    }
}

/// Who has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Holder {
    class: String,
    teacher: String,
    room: String,
    from: String,
    until: String,
    quantity: u32,
}

/// Something that would fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum WayOn {
    /// The same, with an item brought from the site where it is kept.
    Transfer {
        /// Which.
        item: String,
        /// Its name.
        name: String,
        /// The site.
        site: String,
        /// Minutes from there.
        minutes: u32,
    },
    /// The same with fewer sets.
    FewerSets {
        /// How many.
        sets: u32,
    },
    /// Another item in place of one that is not free.
    AlternativeItem {
        /// In place of which.
        item: String,
        /// Which.
        alternative: String,
        /// Its name.
        name: String,
        /// How many of it are free; none where nobody has counted.
        free: Option<u32>,
    },
    /// Its own lesson, which is at another hour than the one that it keeps.
    FollowLesson {
        /// Which.
        lesson: String,
        /// Its date.
        date: String,
        /// When it starts.
        from: String,
        /// Whether everything is free then.
        everything_is_free: bool,
    },
    /// Another lesson of the same class.
    OtherLesson {
        /// Which.
        lesson: String,
        /// Its date.
        date: String,
        /// Its periods.
        periods: String,
        /// When it starts.
        from: String,
        /// Whether everything is free then; of what clashes only such lessons are told.
        everything_is_free: bool,
    },
}

impl Problem {
    /// What was sent cannot be, in words that begin small; the field that is at fault, where it is one.
    pub fn invalid(field: Option<&str>, words: impl AsRef<str>) -> Self {
        let problem = http::Problem::unreadable(sentence(words.as_ref()));
        Self { field: field.map(str::to_owned), ..problem.into() }
    }

    /// There is no such deed or read.
    pub(crate) fn unknown(what: &str, wanted: &str, near: &[&str]) -> Self {
        let wanted: String = wanted.chars().filter(|c| !c.is_control()).take(60).collect();
        let near = match near {
            [] => String::new(),
            near => format!("; near it are {}", near.join(", ")),
        };
        let detail = format!("There is no {what} “{wanted}”{near}. --list tells every one.");
        let not_found = http::Problem::not_found();
        Self { title: format!("There is no such {what}"), detail, ..not_found.into() }
    }

    /// More was sent than is taken.
    pub fn too_large() -> Self {
        http::Problem::too_large().into()
    }
}

impl From<http::Problem> for Problem {
    fn from(problem: http::Problem) -> Self {
        Self {
            code: problem.code(),
            status: problem.status().as_u16(),
            title: problem.heading().to_owned(),
            detail: problem.advice().to_owned(),
            field: None,
            retry_after: problem.retry_after(),
            not_free: None,
        }
    }
}

impl From<ActionError> for Problem {
    fn from(error: ActionError) -> Self {
        match error {
            ActionError::Invalid(Invalid { field, words }) => {
                let known = http::Problem::from(ActionError::Invalid(Invalid { field, words }));
                Self { field: Some(field.to_owned()), ..known.into() }
            }
            // The words of a page that is not here say nothing to a program.
            ActionError::NotFound(what) => {
                let known = Self::from(http::Problem::from(ActionError::NotFound(what)));
                Self {
                    title: format!("No such {what} here"),
                    detail: format!("There is no such {what} here."),
                    ..known
                }
            }
            ActionError::Clash(report) => clash(*report),
            other => http::Problem::from(other).into(),
        }
    }
}

impl From<Invalid> for Problem {
    fn from(invalid: Invalid) -> Self {
        ActionError::from(invalid).into()
    }
}

fn clash(report: ClashReport) -> Problem {
    let ClashReport { clashes, ways_out } = report.clone();
    let known = Problem::from(http::Problem::from(ActionError::Clash(Box::new(report))));
    debug_assert_eq!(known.code, Code::Clash.name());
    Problem {
        detail: "Nothing was kept. “clashes” says who has what is missing, and “options” what would fit."
            .to_owned(),
        not_free: Some(Box::new(NotFree {
            clashes: clashes.into_iter().map(Clash::from).collect(),
            options: ways_out.into_iter().map(WayOn::from).collect(),
        })),
        ..known
    }
}

impl From<ClashWords> for Clash {
    fn from(clash: ClashWords) -> Self {
        Self {
            item: clash.item.to_string(),
            name: clash.name,
            wanted: clash.wanted,
            free: clash.free,
            retired: clash.retired,
            kept_at: clash.kept_at.map(KeptAt::from),
            held_by: clash.held_by.into_iter().map(Holder::from).collect(),
        }
    }
}

/// When an item is held is when it cannot be had: set-up and turn-round are in it.
impl From<HeldBy> for Holder {
    fn from(held: HeldBy) -> Self {
        Self {
            class: held.class,
            teacher: held.teacher,
            room: held.room,
            from: rfc3339(held.hold.interval.from),
            until: rfc3339(held.hold.interval.until),
            quantity: held.hold.quantity,
        }
    }
}

impl From<WayOut> for WayOn {
    fn from(way: WayOut) -> Self {
        match way {
            WayOut::Transfer { item, name, from } => {
                Self::Transfer { item: item.to_string(), name, site: from.site, minutes: from.minutes }
            }
            WayOut::FewerSets { sets } => Self::FewerSets { sets },
            WayOut::Alternative { item, alternative, name, free } => {
                let (item, alternative) = (item.to_string(), alternative.to_string());
                Self::AlternativeItem { item, alternative, name, free }
            }
            WayOut::Follow { lesson, date, start, fits } => Self::FollowLesson {
                lesson: lesson.to_string(),
                date: date.to_string(),
                from: rfc3339(start),
                everything_is_free: fits,
            },
            WayOut::OtherLesson { lesson, date, periods, start, fits } => Self::OtherLesson {
                lesson: lesson.to_string(),
                date: date.to_string(),
                periods,
                from: rfc3339(start),
                everything_is_free: fits,
            },
        }
    }
}
