//! Evidence: what the prep room does, for somebody with two minutes.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::evidence::{Evidence, WeekEvidence};
use axum::extract::State;
use axum::http::HeaderMap;
use domain::people::permissions::SeeEvidence;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::answer::page;
use crate::app::App;
use crate::app::Routes;
use crate::evidence::page::{EvidencePage, EvidenceWeek};
use crate::parts::{Fact, Section};
use crate::shell::shell;
use crate::visitor::Allowed;
use crate::words;
use http::Answer;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get::<SeeEvidence, _>("/evidence", show)
}

async fn show(State(app): State<App>, allowed: Allowed<SeeEvidence>, headers: HeaderMap) -> Answer {
    let Evidence { today, this, weeks } = actions::evidence::weeks(&app.house, &allowed.permit).await?;
    let is_empty = weeks.iter().all(|(_, week)| week.asked == 0);
    let past = sum(weeks.iter().filter(|(start, _)| *start < this).map(|(_, week)| week));
    let shown = EvidencePage {
        shell: shell(&allowed.visitor, "Evidence", Section::Elsewhere),
        sentence: sentence(&weeks, &past, this),
        facts: vec![
            Fact::new("Asked for", past.asked.to_string()),
            Fact::new("Done", past.done.to_string()),
            Fact::new("Came late", past.late.to_string()),
            Fact::new("Not done", past.not_done.to_string()),
        ],
        most: weeks.iter().map(|(_, week)| week.asked).max().unwrap_or(1).max(1),
        weeks: if is_empty { Vec::new() } else { weeks.iter().map(|week| row(week, this)).collect() },
        printed: format!("Printed {}", words::date(today)),
    };
    page(&shown, &headers)
}

fn row((start, week): &(Date, WeekEvidence), this: Date) -> EvidenceWeek {
    let mark = if *start == this {
        "This week"
    } else if *start == this.saturating_add(1.week()) {
        "Next week"
    } else {
        ""
    };
    EvidenceWeek {
        label: format!("From {}", words::day_and_month(*start)),
        mark: mark.to_owned(),
        asked: week.asked,
        done: week.done,
        late: week.late,
        not_done: week.not_done,
    }
}

fn sum<'a>(weeks: impl Iterator<Item = &'a WeekEvidence>) -> WeekEvidence {
    weeks.fold(WeekEvidence::default(), |sum, week| WeekEvidence {
        asked: sum.asked + week.asked,
        done: sum.done + week.done,
        late: sum.late + week.late,
        not_done: sum.not_done + week.not_done,
    })
}

fn sentence(weeks: &[(Date, WeekEvidence)], past: &WeekEvidence, this: Date) -> String {
    let of = |start: Date| weeks.iter().find(|(week, _)| *week == start).map_or(0, |(_, week)| week.asked);
    let over = weeks.iter().filter(|(start, _)| *start < this).count();
    let late = match past.late {
        0 => "none of the requests came after the deadline".to_owned(),
        1 => "1 request came after the deadline".to_owned(),
        late => format!("{late} requests came after the deadline"),
    };
    format!(
        "In the {over} weeks before this one the prep room did {} of {} asked for; {late}. {} asked for this week, and {} for the next.",
        past.done,
        words::count(past.asked, "practical", "practicals"),
        is_are(of(this)),
        of(this.saturating_add(1.week()))
    )
}

fn is_are(count: u32) -> String {
    if count == 1 { "1 is".to_owned() } else { format!("{count} are") }
}
