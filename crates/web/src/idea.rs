//! The ideas box: what waits, what became of the rest, and the forms that put ideas in and settle them.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::almanac::Almanac;
use actions::idea::{Idea, Outcome, Settlement};
use actions::source::{Origin, Written};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use domain::id::{IdeaId, SchoolId};
use domain::people::permissions::{DraftPractical, SeeIdeas, SettleIdea, SuggestIdea};
use domain::{Permission, Permit};

use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::fields::{Fields, Query};
use crate::idea::page::{IdeaRow, IdeasPage, SettledRow};
use crate::parts::{Credit, CreditFrom, FieldState, Mark, Meaning, Section};
use crate::routes::typed::Typed;
use crate::routes::{Answer, Routes};
use crate::shell::{shell, with_notice};
use crate::visitor::Allowed;
use crate::words;

/// Settled ideas that the page shows.
const SETTLED_SHOWN: usize = 50;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get::<SeeIdeas, _>("/ideas", list)
        .post::<SuggestIdea, _>("/ideas", suggest)
        .post::<SettleIdea, _>("/ideas/{idea}/settle", settle)
}

/// Whom to thank for what was saved from a chat; `deed` is what they did, such as “Suggested”.
pub(crate) fn credit_of(deed: &'static str, origin: Option<&Origin>) -> Option<Credit> {
    let from = origin?
        .source()
        .map(|source| CreditFrom { credit: source.credit.clone(), link: source.link.clone() });
    Some(Credit { deed, from })
}

/// `A. Teacher, today 09:14`.
pub(crate) fn written_words(app: &App, almanac: &Almanac, written: &Written) -> String {
    format!("{}, {}", written.name, words::moment(&almanac.calendar, written.at, app.house.now()))
}

async fn list(
    State(app): State<App>,
    allowed: Allowed<SeeIdeas>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let mut shown = ideas_page(&app, &allowed, FieldState::default()).await?;
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

async fn suggest(
    State(app): State<App>,
    allowed: Allowed<SuggestIdea>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let mut typed = Typed::new(&fields);
    let once = fields.once("idea-suggest")?;
    match actions::idea::suggest(&app.house, &allowed.permit, fields.get("words"), None, once).await {
        Ok(idea) => return Ok(see(&format!("/ideas?did=added#idea-{idea}"))),
        Err(error) => typed.refused(error)?,
    }
    let shown = ideas_page(&app, &allowed, typed.state("words")).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, &headers)
}

async fn settle(
    State(app): State<App>,
    Path(idea): Path<String>,
    allowed: Allowed<SettleIdea>,
    fields: Fields,
) -> Answer {
    let id: IdeaId = idea.parse().map_err(|_| Problem::not_found())?;
    let outcome = Outcome::from_code(fields.get("outcome")).ok_or_else(|| {
        Problem::unreadable("Say what becomes of the idea: take it up, or put it by.")
            .back_to("Go to the ideas box", "/ideas")
    })?;
    // The forms of the page share a key, so the idea's identifier makes each its own.
    let once = fields.once_for("idea-settle", format_args!("{id}:{}", outcome.code()))?;
    actions::idea::settle(&app.house, &allowed.permit, id, outcome, once).await?;
    Ok(see(&format!("/ideas?did=saved#idea-{id}")))
}

async fn ideas_page<P: Permission<Scope = SchoolId>>(
    app: &App,
    allowed: &Allowed<P>,
    words: FieldState,
) -> Result<IdeasPage, Problem> {
    let see: Permit<SeeIdeas> = allowed.actor().permit().map_err(actions::ActionError::from)?;
    let ideas = actions::idea::list(&app.house, &see).await?;
    let school = allowed.visitor.school().ok_or(Problem::no_school())?;
    let almanac = app.house.almanac_at(school.id, school.almanac).await?;
    let (mut settled, mut waiting) = (Vec::new(), Vec::new());
    for idea in &ideas {
        match &idea.settled {
            Some(settlement) => settled.push((settlement, idea)),
            None => waiting.push(row(app, &almanac, idea)),
        }
    }
    settled.sort_by_key(|(settlement, _)| std::cmp::Reverse(settlement.at));
    let may_draft = allowed.actor().may::<DraftPractical>();
    let settled_count = settled.len();
    Ok(IdeasPage {
        shell: shell(&allowed.visitor, "Ideas box", Section::Catalogue),
        found: found(waiting.len()),
        once: app.house.next_id::<uuid::Uuid>().to_string(),
        words: allowed.actor().may::<SuggestIdea>().then_some(words),
        may_settle: allowed.actor().may::<SettleIdea>(),
        waiting,
        settled: settled
            .into_iter()
            .take(SETTLED_SHOWN)
            .map(|(settlement, idea)| settled_row(app, &almanac, idea, settlement, may_draft))
            .collect(),
        settled_count,
        empty: ideas.is_empty().then(IdeasPage::nothing_yet),
    })
}

fn found(waiting: usize) -> String {
    match waiting {
        0 => "No idea waits".to_owned(),
        1 => "1 idea waits".to_owned(),
        more => format!("{more} ideas wait"),
    }
}

fn row(app: &App, almanac: &Almanac, idea: &Idea) -> IdeaRow {
    IdeaRow {
        id: idea.id.to_string(),
        words: idea.words.clone(),
        written: written_words(app, almanac, &idea.written),
        credit: credit_of("Suggested", idea.origin.as_ref()),
    }
}

fn settled_row(
    app: &App,
    almanac: &Almanac,
    idea: &Idea,
    settlement: &Settlement,
    may_draft: bool,
) -> SettledRow {
    let (mark, other) = match settlement.outcome {
        Outcome::TakenUp => (Mark::new("Taken up", Meaning::Done), (Outcome::PutBy.code(), "Put by")),
        Outcome::PutBy => (Mark::new("Put by", Meaning::Quiet), (Outcome::TakenUp.code(), "Take up")),
    };
    let when = words::moment(&almanac.calendar, settlement.at, app.house.now());
    let is_taken_up = settlement.outcome == Outcome::TakenUp;
    SettledRow {
        idea: row(app, almanac, idea),
        mark,
        decided: format!("{}, {when}", settlement.by),
        other,
        draft_url: (may_draft && is_taken_up).then(|| format!("/catalogue/new?idea={}", idea.id)),
    }
}
