//! Requisitions: in a line, as lists tell them, and one with all that its sheet shows.

use actions::House;
use actions::requisition::{ItemFree, Sheet, said, sheet};
use domain::Permit;
use domain::history::Event;
use domain::people::permissions::SeeRequisition;
use domain::requisition::{Content, Line, LineWhat, Occasion, Requisition};
use serde::Serialize;

use super::Read;
use super::parameter::{Given, Parameter};
use crate::Problem;
use crate::instant::rfc3339;
use crate::problem::{KeptAt, WayOn};

/// A requisition in a line.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own in a line of a list")]
pub(crate) struct RequisitionTold {
    id: String,
    version: u32,
    state: &'static str,
    title: String,
    late: bool,
    needs_approval: bool,
    asked_by: String,
    question: String,
    hazard: bool,
    trial: bool,
    lesson: AskedLesson,
}

/// The lesson as it was asked for.
#[derive(Debug, Serialize)]
struct AskedLesson {
    id: String,
    date: String,
    periods: String,
    class: String,
    subject: String,
    teacher: String,
    room: String,
    from: String,
    until: String,
    /// How the request stands to its lesson: `follows`, `gone`, `teacher-out`, `goes-ahead`,
    /// `keeps-hour`, `apart` or `stays-apart`.
    tie: &'static str,
}

/// A requisition with all that its sheet shows.
#[derive(Debug, Serialize)]
pub(crate) struct SheetTold {
    #[serde(flatten)]
    line: RequisitionTold,
    note: String,
    late_reason: Option<String>,
    received_at: Option<String>,
    deadline_at: Option<String>,
    lesson_gone: bool,
    stations: Vec<StationTold>,
    holds: Vec<HoldTold>,
    free: Vec<FreeTold>,
    /// What would help, where it is short, its lesson is gone or its teacher is out.
    ways_out: Vec<WayOn>,
    /// What whoever reads it may do to it now, by the last part of the deed's name.
    deeds: Vec<&'static str>,
    said: Vec<SaidTold>,
    history: Vec<HappenedTold>,
}

#[derive(Debug, Serialize)]
struct StationTold {
    practical: Option<String>,
    title: String,
    sets: u32,
    pupils: Option<u32>,
    lines: Vec<LineTold>,
}

#[derive(Debug, Serialize)]
struct LineTold {
    item: Option<String>,
    name: String,
    quantity: u32,
    unit: Option<String>,
    rule: String,
    detail: String,
    /// Whether it is asked for from another site.
    transfer: bool,
}

#[derive(Debug, Serialize)]
struct HoldTold {
    item: String,
    quantity: u32,
    from: String,
    until: String,
}

#[derive(Debug, Serialize)]
struct FreeTold {
    item: String,
    usable: Option<u32>,
    free: Option<u32>,
    /// How many are missing of what this request was promised.
    short: u32,
    place: String,
    lives_in: Option<String>,
    /// The site it is kept at, if that is another than the room's, and the minutes from there.
    kept_at: Option<KeptAt>,
}

#[derive(Debug, Serialize)]
struct SaidTold {
    at: String,
    by: String,
    words: String,
}

#[derive(Debug, Serialize)]
struct HappenedTold {
    at: String,
    by: String,
    kind: String,
    words: String,
}

impl From<&Requisition> for RequisitionTold {
    fn from(requisition: &Requisition) -> Self {
        Self {
            id: requisition.id.to_string(),
            version: requisition.version,
            state: requisition.state.key(),
            title: requisition.content.title(),
            late: requisition.lateness.late,
            needs_approval: requisition.needs_approval,
            asked_by: requisition.asked_by_name.clone(),
            question: requisition.question.clone(),
            hazard: requisition.hazard,
            trial: requisition.trial,
            lesson: AskedLesson::from(&requisition.occasion),
        }
    }
}

impl From<&Occasion> for AskedLesson {
    fn from(lesson: &Occasion) -> Self {
        Self {
            id: lesson.lesson.to_string(),
            date: lesson.date.to_string(),
            periods: lesson.periods.clone(),
            class: lesson.class.clone(),
            subject: lesson.subject.clone(),
            teacher: lesson.teacher.clone(),
            room: lesson.room.clone(),
            from: rfc3339(lesson.interval.from),
            until: rfc3339(lesson.interval.until),
            tie: lesson.tie.key(),
        }
    }
}

impl From<Sheet> for SheetTold {
    fn from(sheet: Sheet) -> Self {
        let shown = sheet.shown;
        let requisition = shown.requisition;
        let holds = shown.holds.into_iter().map(|hold| HoldTold {
            item: hold.item.to_string(),
            quantity: hold.quantity,
            from: rfc3339(hold.interval.from),
            until: rfc3339(hold.interval.until),
        });
        Self {
            line: RequisitionTold::from(&requisition),
            note: requisition.content.note.clone(),
            late_reason: requisition.lateness.reason.clone(),
            received_at: requisition.lateness.received_at.map(rfc3339),
            deadline_at: requisition.lateness.deadline_at.map(rfc3339),
            lesson_gone: shown.lesson.is_none(),
            stations: stations(&requisition.content),
            holds: holds.collect(),
            free: sheet.free.into_iter().map(FreeTold::from).collect(),
            ways_out: sheet.ways_out.into_iter().map(WayOn::from).collect(),
            deeds: shown.steps.iter().map(|step| step.key()).collect(),
            said: shown.history.iter().filter_map(said_told).collect(),
            history: shown.history.iter().map(HappenedTold::from).collect(),
        }
    }
}

fn stations(content: &Content) -> Vec<StationTold> {
    let told = content.stations.iter().map(|station| StationTold {
        practical: station.practical.map(|practical| practical.to_string()),
        title: station.title.clone(),
        sets: station.sets,
        pupils: station.pupils,
        lines: station.lines.iter().map(LineTold::from).collect(),
    });
    told.collect()
}

impl From<&Line> for LineTold {
    fn from(line: &Line) -> Self {
        let item = match &line.what {
            LineWhat::Item(item) => Some(item.to_string()),
            LineWhat::Words(_) => None,
        };
        Self {
            item,
            name: line.name.clone(),
            quantity: line.quantity,
            unit: line.unit.clone(),
            rule: line.rule.to_string(),
            detail: line.detail.clone(),
            transfer: line.transfer,
        }
    }
}

/// Who has the rest is told where it clashes, and not to everybody who reads a sheet.
impl From<ItemFree> for FreeTold {
    fn from(free: ItemFree) -> Self {
        Self {
            item: free.item.to_string(),
            usable: free.usable,
            free: free.free,
            short: free.short,
            place: free.place,
            lives_in: free.lives_in,
            kept_at: free.away.map(KeptAt::from),
        }
    }
}

fn said_told(entry: &Event) -> Option<SaidTold> {
    let words = said(entry)?.to_owned();
    Some(SaidTold { at: rfc3339(entry.at), by: entry.actor.clone(), words })
}

impl From<&Event> for HappenedTold {
    fn from(entry: &Event) -> Self {
        Self {
            at: rfc3339(entry.at),
            by: entry.actor.clone(),
            kind: entry.kind.key().to_owned(),
            words: entry.words.clone(),
        }
    }
}

/// `requisition id=…`
pub(crate) struct OneRequisition;

impl Read for OneRequisition {
    type May = SeeRequisition;
    type Told = SheetTold;
    const NAME: &'static str = "requisition";
    const ABOUT: &'static str =
        "One requisition: what it asks for and holds, what was said of it, and what may be done to it.";
    const PARAMETERS: &'static [Parameter] = &[Parameter::required("id", "the requisition")];

    async fn read(
        house: &House,
        permit: &Permit<SeeRequisition>,
        given: &Given,
    ) -> Result<SheetTold, Problem> {
        Ok(sheet(house, permit, given.get("id")?).await?.into())
    }
}
