//! The first day of a school: what to set up, and how far it has come.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use axum::extract::State;
use axum::http::HeaderMap;
use domain::people::permissions::{
    ChangeApparatus, InvitePeople, SeeApparatus, SeeEvidence, SeePeople, SeeSetUp, SetCalendar, SetPolicy,
};

use crate::answer::{Problem, page};
use crate::app::App;
use crate::app::Routes;
use crate::first_day::page::{FirstDayPage, SetUpStep};
use crate::parts::{Link, Mark, Meaning, Section};
use crate::policy::cut_off_words;
use crate::shell::shell;
use crate::visitor::Allowed;
use crate::words;
use http::Answer;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get::<SeeSetUp, _>("/set-up", show)
}

/// How far a step has come.
enum Progress {
    Done,
    ToDo,
    /// It works as it is; somebody may want to look.
    Usable,
}

impl Progress {
    fn mark(&self) -> Mark {
        match self {
            Self::Done => Mark::new("Done", Meaning::Done),
            Self::ToDo => Mark::new("To do", Meaning::Attention),
            Self::Usable => Mark::new("Works as it is", Meaning::Plain),
        }
    }
}

async fn show(State(app): State<App>, allowed: Allowed<SeeSetUp>, headers: HeaderMap) -> Answer {
    let actor = allowed.actor();
    let almanac = actions::policy::read(&app.house, &allowed.permit).await?;
    let subjects = actions::timetable::subjects(&app.house, &allowed.permit).await?;
    let lessons: u32 = subjects.iter().map(|subject| subject.meetings).sum();
    let zone = almanac.calendar.zone.iana_name().unwrap_or("its own time zone");
    let timetable = match almanac.versions.last() {
        Some(version) => (
            Progress::Done,
            format!(
                "{} from {}.",
                words::count(lessons, "lesson", "lessons"),
                words::date(version.valid_from)
            ),
        ),
        None => (Progress::ToDo, "There is none yet. Every teacher’s week comes from it.".to_owned()),
    };
    let calendar = if almanac.calendar.provisional {
        (Progress::ToDo, "Provisional: the dates are a guess until somebody has checked them.".to_owned())
    } else {
        (Progress::Done, words::count(small(almanac.calendar.terms.len()), "term", "terms") + ".")
    };
    let apparatus = apparatus(&app, &allowed).await?;
    let people = people(&app, &allowed).await?;
    let steps = vec![
        step(
            "Name and time zone",
            actor.may::<SetCalendar>().then_some("/set-up/school"),
            (Progress::Done, format!("{}, {zone}.", almanac.school.name)),
        ),
        step("Bring your timetable", Some("/timetable"), timetable),
        step("Check term dates and weeks", Some("/calendar"), calendar),
        step(
            "Count the apparatus that is fought over",
            actor.may::<SeeApparatus>().then_some("/apparatus"),
            with_doer(apparatus, actor.may::<ChangeApparatus>(), "Technicians count it."),
        ),
        step(
            "Set your deadline",
            Some("/policy"),
            with_doer(
                (Progress::Usable, cut_off_words(almanac.policy())),
                actor.may::<SetPolicy>(),
                "A senior technician or head of science changes it.",
            ),
        ),
        step(
            "Invite people",
            actor.may::<SeePeople>().then_some("/people"),
            with_doer(people, actor.may::<InvitePeople>(), "An administrator invites them."),
        ),
    ];
    let done = steps.iter().filter(|step| step.state.meaning != Meaning::Attention).count();
    let mut others =
        vec![Link { words: "Which subjects are science".to_owned(), url: "/timetable/subjects".to_owned() }];
    others.push(Link { words: "Sites and travel".to_owned(), url: "/set-up/sites".to_owned() });
    if actor.may::<SeeEvidence>() {
        others.push(Link { words: "Evidence".to_owned(), url: "/evidence".to_owned() });
    }
    let shown = FirstDayPage {
        shell: shell(&allowed.visitor, "Set-up", Section::Setup),
        sentence: sentence(done, steps.len(), !almanac.versions.is_empty()),
        steps,
        others,
    };
    page(&shown, &headers)
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn sentence(done: usize, all: usize, has_timetable: bool) -> String {
    if done == all {
        return "Everything is set up.".to_owned();
    }
    let so_far = format!("{done} of {all} steps stand.");
    if has_timetable {
        format!("{so_far} The book is useful already.")
    } else {
        format!("{so_far} Bring the timetable, and the book is useful.")
    }
}

fn step(title: &str, url: Option<&str>, (progress, words): (Progress, String)) -> SetUpStep {
    SetUpStep { title: title.to_owned(), url: url.map(str::to_owned), words, state: progress.mark() }
}

/// Says who does it, where the reader does not.
fn with_doer((progress, words): (Progress, String), is_reader: bool, doer: &str) -> (Progress, String) {
    (progress, if is_reader { words } else { format!("{words} {doer}").trim().to_owned() })
}

async fn apparatus(app: &App, allowed: &Allowed<SeeSetUp>) -> Result<(Progress, String), Problem> {
    // Those without a part in requisitions do not see the apparatus, nor how much of it is counted.
    let Ok(permit) = allowed.actor().permit::<SeeApparatus>() else {
        return Ok((Progress::Usable, "A list to start from is there.".to_owned()));
    };
    let items = actions::apparatus::list(&app.house, &permit, "").await?;
    let counted = items.iter().filter(|item| item.pool.counted.is_some()).count();
    Ok(match counted {
        0 => (Progress::ToDo, format!("None of {} items is counted yet.", items.len())),
        some => (Progress::Done, format!("{some} of {} items are counted.", items.len())),
    })
}

async fn people(app: &App, allowed: &Allowed<SeeSetUp>) -> Result<(Progress, String), Problem> {
    let Ok(permit) = allowed.actor().permit::<SeePeople>() else {
        return Ok((Progress::Usable, String::new()));
    };
    let people = actions::people::list(&app.house, &permit).await?;
    let here = people.members.iter().filter(|member| member.ended_at.is_none()).count();
    let waiting = people.invitations.len();
    if here <= 1 && waiting == 0 {
        return Ok((Progress::ToDo, "You are alone here.".to_owned()));
    }
    let waits = if waiting == 0 { String::new() } else { format!(", {waiting} invited") };
    Ok((Progress::Done, format!("{here} here{waits}.")))
}
