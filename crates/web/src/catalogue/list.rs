//! The practicals that there are, by subject and year.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use axum::extract::State;
use axum::http::HeaderMap;
use domain::catalogue::Subject;
use domain::people::Actor;
use domain::people::permissions::{DraftPractical, SeeCatalogue, SeeIdeas};

use super::{YEARS, marks};
use crate::answer::page;
use crate::app::App;
use crate::catalogue::list::page::{CatalogueGroup, CataloguePage, CatalogueRow};
use crate::fields::Query;
use crate::idea::credit_of;
use crate::parts::{Choice, Empty, Link, Section};
use crate::shell::shell;
use crate::visitor::Allowed;
use crate::words;
use http::Answer;

pub(super) async fn list(
    State(app): State<App>,
    allowed: Allowed<SeeCatalogue>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let typed = query.get("q").trim();
    let subject = Subject::from_code(query.get("subject"));
    let year: Option<u8> = query.get("year").parse().ok().filter(|year| YEARS.contains(year));
    let found = if typed.is_empty() {
        actions::catalogue::list(&app.house, &allowed.permit).await?
    } else {
        actions::catalogue::search(&app.house, &allowed.permit, typed).await?
    };
    let sources = actions::catalogue::sources(&app.house, &allowed.permit).await?;
    let mut groups: Vec<CatalogueGroup> = Vec::new();
    let mut count = 0_u32;
    for one in Subject::ALL {
        let practicals: Vec<CatalogueRow> = found
            .iter()
            .filter(|practical| practical.subject == one && subject.is_none_or(|wanted| wanted == one))
            .filter(|practical| year.is_none_or(|year| practical.years.contains(year)))
            .map(|practical| CatalogueRow {
                title: practical.title.clone(),
                url: format!("/catalogue/{}", practical.id),
                summary: practical.details.summary.clone(),
                years: practical.years.to_string(),
                marks: marks(
                    practical.trial && sources.contains_key(&practical.id),
                    practical.trial,
                    practical.notice_days,
                ),
                credit: sources
                    .get(&practical.id)
                    .and_then(|source| credit_of("Suggested", source.origin.as_ref())),
            })
            .collect();
        count += u32::try_from(practicals.len()).unwrap_or(u32::MAX);
        if !practicals.is_empty() {
            groups.push(CatalogueGroup { subject: one.to_string(), practicals });
        }
    }
    let narrowed = !typed.is_empty() || subject.is_some() || year.is_some();
    let empty = groups.is_empty().then(|| empty_words(typed, narrowed));
    page(
        &CataloguePage {
            shell: shell(&allowed.visitor, "Catalogue", Section::Catalogue),
            words: typed.to_owned(),
            subjects: subject_choices(subject),
            years: year_choices(year),
            found: words::count(count, "practical", "practicals"),
            narrowed,
            ways: ways(allowed.actor()),
            groups,
            empty,
        },
        &headers,
    )
}

/// Where one goes on from the catalogue.
fn ways(actor: &Actor) -> Vec<Link> {
    let ways = [
        (actor.may::<SeeIdeas>(), "Ideas box", "/ideas"),
        (actor.may::<DraftPractical>(), "Draft a practical", "/catalogue/new"),
    ];
    let mine = ways.into_iter().filter(|(may, ..)| *may);
    mine.map(|(_, words, url)| Link { words: words.to_owned(), url: url.to_owned() }).collect()
}

fn empty_words(typed: &str, narrowed: bool) -> Empty {
    if !narrowed {
        return Empty {
            words: "The catalogue is empty.".to_owned(),
            advice: "You can ask for anything in your own words from your week.".to_owned(),
            link: None,
        };
    }
    Empty {
        words: if typed.is_empty() {
            "The catalogue has nothing for this subject and year.".to_owned()
        } else {
            format!("Nothing here matches “{typed}”.")
        },
        advice: "Try one word of its name. You can also ask for it in your own words from your week."
            .to_owned(),
        link: Some(Link { words: "See the whole catalogue".to_owned(), url: "/catalogue".to_owned() }),
    }
}

fn subject_choices(chosen: Option<Subject>) -> Vec<Choice> {
    let every = Choice { value: String::new(), words: "Every subject".to_owned(), chosen: chosen.is_none() };
    let rest = Subject::ALL.into_iter().map(|subject| Choice {
        value: subject.code().to_owned(),
        words: subject.to_string(),
        chosen: chosen == Some(subject),
    });
    std::iter::once(every).chain(rest).collect()
}

fn year_choices(chosen: Option<u8>) -> Vec<Choice> {
    let every = Choice { value: String::new(), words: "Every year".to_owned(), chosen: chosen.is_none() };
    let rest = YEARS.map(|year| Choice {
        value: year.to_string(),
        words: format!("Year {year}"),
        chosen: chosen == Some(year),
    });
    std::iter::once(every).chain(rest).collect()
}
