//! Search over practicals, apparatus, classes and people, each for those who may see it.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use axum::extract::State;
use axum::http::HeaderMap;
use domain::fold::folded;
use domain::people::permissions::{SeeApparatus, SeeCatalogue, SeePeople, SeeWeek, UseOwnAccount};

use crate::answer::{Problem, page};
use crate::app::App;
use crate::app::Routes;
use crate::catalogue::subject_line;
use crate::fields::Query;
use crate::parts::Section;
use crate::search::page::{Hit, HitGroup, SearchPage};
use crate::shell::shell;
use crate::visitor::Allowed;
use http::Answer;

/// The most of one kind that are shown.
const MOST_SHOWN: usize = 12;
/// The longest search, in characters.
const LONGEST: usize = 100;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get::<UseOwnAccount, _>("/search", search)
}

async fn search(
    State(app): State<App>,
    allowed: Allowed<UseOwnAccount>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let typed: String = query.get("q").trim().chars().take(LONGEST).collect();
    let mut groups = Vec::new();
    if !folded(&typed).is_empty() {
        groups.extend(practicals(&app, &allowed, &typed).await?);
        groups.extend(apparatus(&app, &allowed, &typed).await?);
        groups.extend(classes(&app, &allowed, &typed).await?);
        groups.extend(teachers(&app, &allowed, &typed).await?);
        groups.extend(people(&app, &allowed, &typed).await?);
    }
    let shown = SearchPage {
        shell: shell(&allowed.visitor, "Search", Section::Elsewhere),
        words: typed,
        groups,
        over: over(&allowed),
    };
    page(&shown, &headers)
}

fn over(allowed: &Allowed<UseOwnAccount>) -> String {
    let actor = allowed.actor();
    let kinds = [
        (actor.may::<SeeCatalogue>(), "practicals"),
        (actor.may::<SeeApparatus>(), "apparatus"),
        (actor.may::<SeeWeek>(), "classes"),
        (actor.may::<SeePeople>(), "people"),
    ];
    let kinds: Vec<&str> = kinds.into_iter().filter(|(may, _)| *may).map(|(_, kind)| kind).collect();
    match kinds.split_last() {
        None => "nothing that your roles let you see".to_owned(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// A group, if it holds anything, cut to what is shown at once.
fn group(label: &str, mut hits: Vec<Hit>, all: Option<String>) -> Option<HitGroup> {
    let more = all.filter(|_| hits.len() > MOST_SHOWN);
    hits.truncate(MOST_SHOWN);
    (!hits.is_empty()).then(|| HitGroup { label: label.to_owned(), hits, more })
}

fn query_of(typed: &str) -> String {
    form_urlencoded::byte_serialize(typed.as_bytes()).collect()
}

async fn practicals(
    app: &App,
    allowed: &Allowed<UseOwnAccount>,
    typed: &str,
) -> Result<Option<HitGroup>, Problem> {
    let Ok(permit) = allowed.actor().permit::<SeeCatalogue>() else { return Ok(None) };
    let found = actions::catalogue::search(&app.house, &permit, typed).await?;
    let hits = found.into_iter().map(|practical| Hit {
        url: Some(format!("/catalogue/{}", practical.id)),
        words: subject_line(practical.subject, practical.years),
        title: practical.title,
    });
    Ok(group("Practicals", hits.collect(), Some(format!("/catalogue?q={}", query_of(typed)))))
}

async fn apparatus(
    app: &App,
    allowed: &Allowed<UseOwnAccount>,
    typed: &str,
) -> Result<Option<HitGroup>, Problem> {
    let Ok(permit) = allowed.actor().permit::<SeeApparatus>() else { return Ok(None) };
    let found = actions::apparatus::list(&app.house, &permit, typed).await?;
    let hits = found.into_iter().map(|item| Hit {
        url: Some(format!("/apparatus/{}", item.pool.item)),
        words: match item.pool.counted {
            Some(counted) => format!("{}; {counted} counted", item.place),
            None => item.place,
        },
        title: item.pool.name,
    });
    Ok(group("Apparatus", hits.collect(), Some(format!("/apparatus?q={}", query_of(typed)))))
}

/// Classes of the timetable in force: one's own, or anybody's for those who act for anyone.
async fn classes(
    app: &App,
    allowed: &Allowed<UseOwnAccount>,
    typed: &str,
) -> Result<Option<HitGroup>, Problem> {
    let Ok(permit) = allowed.actor().permit::<SeeWeek>() else { return Ok(None) };
    let own = actions::timetable::staff_for(permit.actor());
    let address = |staff| if own == Some(staff) { "/week".to_owned() } else { format!("/week/of/{staff}") };
    let found = actions::timetable::classes(&app.house, &permit, typed).await?.into_iter();
    let hits = found.map(|one| Hit {
        url: one.staff.map(address),
        words: format!("{}, {}", one.subject, one.teachers.join(", ")),
        title: one.class,
    });
    Ok(group("Classes", hits.collect(), None))
}

/// Teachers of the timetable, for those who see anybody's week.
async fn teachers(
    app: &App,
    allowed: &Allowed<UseOwnAccount>,
    typed: &str,
) -> Result<Option<HitGroup>, Problem> {
    let Ok(permit) = allowed.actor().permit::<SeeWeek>() else { return Ok(None) };
    if !permit.actor().acts_for_anyone() {
        return Ok(None);
    }
    let wanted = folded(typed);
    let staff = actions::people::staff(&app.house, &permit).await?;
    let hits = staff.into_iter().filter(|staff| folded(&staff.name).contains(&wanted)).map(|staff| Hit {
        url: Some(format!("/week/of/{}", staff.id)),
        words: "Their week".to_owned(),
        title: staff.name,
    });
    Ok(group(
        "Teachers in the timetable",
        hits.collect(),
        Some(format!("/week/choose?q={}", query_of(typed))),
    ))
}

async fn people(
    app: &App,
    allowed: &Allowed<UseOwnAccount>,
    typed: &str,
) -> Result<Option<HitGroup>, Problem> {
    let Ok(permit) = allowed.actor().permit::<SeePeople>() else { return Ok(None) };
    let wanted = folded(typed);
    let members = actions::people::list(&app.house, &permit).await?.members;
    let hits = members
        .into_iter()
        .filter(|member| member.ended_at.is_none())
        .filter(|member| {
            folded(&member.name).contains(&wanted) || member.email.to_lowercase().contains(&wanted)
        })
        .map(|member| Hit {
            url: Some("/people".to_owned()),
            words: format!("{}, {}", crate::words::capitalised(&member.roles.words()), member.email),
            title: member.name,
        });
    Ok(group("People", hits.collect(), Some("/people".to_owned())))
}
