//! Drafting a practical of the school's own, from nothing or from an idea in the box.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::catalogue::{Draft, DraftWanted};
use actions::deed::Deed as _;
use actions::idea::Idea;
use actions::sign_in::Visitor;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::Permit;
use domain::catalogue::{Subject, YearRange};
use domain::id::{IdeaId, PracticalId};
use domain::people::Actor;
use domain::people::permissions::{DraftPractical, SeeIdeas};

use super::YEARS;
use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::catalogue::draft::page::DraftPage;
use crate::fields::{Fields, Query};
use crate::form::{Form, Sent, key};
use crate::idea::credit_of;
use crate::parts::{Choice, FieldState, Section};
use crate::shell::shell;
use crate::visitor::Allowed;
use http::Answer;
use http::typed::Typed;

pub(super) async fn begin(
    State(app): State<App>,
    allowed: Allowed<DraftPractical>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let idea = idea_of(&app, allowed.actor(), query.get("idea")).await?;
    let mut shown = draft_page(&app, &allowed.visitor, &Typed::new(&Fields::default()), idea.as_ref());
    if let Some(idea) = &idea {
        shown.words = FieldState::of(&idea.words);
    }
    page(&shown, &headers)
}

impl Form for Draft {
    fn read(sent: &Sent<'_>, typed: &mut Typed<'_>) -> Result<Self, Problem> {
        let idea = idea_named(sent.fields.get("idea"))?;
        Ok(match wanted(typed) {
            Some(practical) => Self { practical, idea },
            None => Self::example(),
        })
    }

    async fn done(_: &Sent<'_>, _: &Permit<DraftPractical>, id: PracticalId) -> Answer {
        Ok(see(&format!("/catalogue/{id}?did=saved")))
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<DraftPractical>, typed: Typed<'_>) -> Answer {
        let idea = idea_of(sent.app, permit.actor(), sent.fields.get("idea")).await?;
        let shown = draft_page(sent.app, sent.visitor, &typed, idea.as_ref());
        page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, sent.headers)
    }
}

/// The idea that a draft begins with, if one is named.
async fn idea_of(app: &App, actor: &Actor, named: &str) -> Result<Option<Idea>, Problem> {
    let Some(id) = idea_named(named)? else { return Ok(None) };
    let see: Permit<SeeIdeas> = actor.permit().map_err(actions::ActionError::from)?;
    Ok(Some(actions::idea::show(&app.house, &see, id).await?))
}

fn idea_named(named: &str) -> Result<Option<IdeaId>, Problem> {
    if named.is_empty() {
        return Ok(None);
    }
    Ok(Some(named.parse().map_err(|_| Problem::not_found())?))
}

/// The draft that a form asks for, on its own page or beside a message; what is wrong is noted beside its field.
pub(crate) fn wanted(typed: &mut Typed<'_>) -> Option<DraftWanted> {
    let subject = Subject::from_code(typed.fields.get("subject"));
    if subject.is_none() {
        typed.fail("subject", "choose a subject");
    }
    let year = |name| typed.fields.get(name).parse::<u8>().ok();
    let years = year("year_from").zip(year("year_to")).and_then(|(from, to)| YearRange::new(from, to));
    if years.is_none() {
        typed.fail("years", "choose the younger year first, from 7 to 13");
    }
    Some(DraftWanted {
        title: typed.fields.get("title").to_owned(),
        subject: subject?,
        years: years?,
        words: typed.fields.get("words").to_owned(),
    })
}

fn draft_page(app: &App, visitor: &Visitor, typed: &Typed<'_>, idea: Option<&Idea>) -> DraftPage {
    let chosen = typed.fields.get("subject");
    let subjects =
        Subject::ALL.into_iter().map(|subject| (subject.code().to_owned(), subject.to_string())).collect();
    DraftPage {
        shell: shell(visitor, "Draft a practical", Section::Catalogue),
        once: key(app),
        idea: idea.map_or_else(String::new, |idea| idea.id.to_string()),
        credit: idea.and_then(|idea| credit_of("Suggested", idea.origin.as_ref())),
        title: DraftPage::title_field(typed.state("title")),
        subjects: choices(subjects, chosen),
        subject_error: typed.error("subject"),
        years_from: choices(years(), typed.fields.get("year_from")),
        years_to: choices(years(), typed.fields.get("year_to")),
        years_error: typed.error("years"),
        words: typed.state("words"),
    }
}

fn years() -> Vec<(String, String)> {
    YEARS.map(|year| (year.to_string(), format!("Year {year}"))).collect()
}

fn choices(list: Vec<(String, String)>, chosen: &str) -> Vec<Choice> {
    let first = (String::new(), "Choose one".to_owned());
    let all = std::iter::once(first).chain(list);
    all.map(|(value, words)| Choice { chosen: value == chosen, value, words }).collect()
}
