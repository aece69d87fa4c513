//! The ideas box: what waits, what became of the rest, and the forms that put ideas in and settle them.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::almanac::Almanac;
use actions::idea::{Idea, Outcome, Settle, Settlement, Suggest};
use actions::sign_in::Visitor;
use actions::source::{Origin, Written};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::Permit;
use domain::id::IdeaId;
use domain::people::Actor;
use domain::people::permissions::{DraftPractical, SeeIdeas, SettleIdea, SuggestIdea};

use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::app::Routes;
use crate::fields::Query;
use crate::form::{Form, FormRoutes as _, Sent, key, nowhere_to_show};
use crate::idea::page::{IdeaRow, IdeasPage, SettledRow};
use crate::parts::{Credit, CreditFrom, FieldState, Mark, Meaning, Section};
use crate::shell::{shell, with_notice};
use crate::visitor::Allowed;
use crate::words;
use http::Answer;
use http::typed::Typed;

/// Settled ideas that the page shows.
const SETTLED_SHOWN: usize = 50;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get::<SeeIdeas, _>("/ideas", list).form::<Suggest>("/ideas").form::<Settle>("/ideas/{idea}/settle")
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
    let mut shown = ideas_page(&app, &allowed.visitor, allowed.actor(), FieldState::default()).await?;
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

impl Form for Suggest {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self { words: sent.fields.get("words").to_owned() })
    }

    async fn done(_: &Sent<'_>, _: &Permit<SuggestIdea>, idea: IdeaId) -> Answer {
        Ok(see(&format!("/ideas?did=added#idea-{idea}")))
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<SuggestIdea>, typed: Typed<'_>) -> Answer {
        let shown = ideas_page(sent.app, sent.visitor, permit.actor(), typed.state("words")).await?;
        page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, sent.headers)
    }
}

impl Form for Settle {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        let idea = sent.named("idea")?;
        let outcome = Outcome::from_code(sent.fields.get("outcome")).ok_or_else(|| {
            Problem::unreadable("Say what becomes of the idea: take it up, or put it by.")
                .back_to("Go to the ideas box", "/ideas")
        })?;
        Ok(Self { idea, outcome })
    }

    /// The forms of the page share a key, so the idea's identifier makes each its own.
    fn part(&self) -> Option<String> {
        Some(format!("{}:{}", self.idea, self.outcome.code()))
    }

    async fn done(sent: &Sent<'_>, _: &Permit<SettleIdea>, (): ()) -> Answer {
        let idea: IdeaId = sent.named("idea")?;
        Ok(see(&format!("/ideas?did=saved#idea-{idea}")))
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<SettleIdea>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}

async fn ideas_page(
    app: &App,
    visitor: &Visitor,
    actor: &Actor,
    words: FieldState,
) -> Result<IdeasPage, Problem> {
    let see: Permit<SeeIdeas> = actor.permit().map_err(actions::ActionError::from)?;
    let ideas = actions::idea::list(&app.house, &see).await?;
    let school = visitor.school().ok_or(Problem::no_school())?;
    let almanac = app.house.almanac_at(school.id, school.almanac).await?;
    let (mut settled, mut waiting) = (Vec::new(), Vec::new());
    for idea in &ideas {
        match &idea.settled {
            Some(settlement) => settled.push((settlement, idea)),
            None => waiting.push(row(app, &almanac, idea)),
        }
    }
    settled.sort_by_key(|(settlement, _)| std::cmp::Reverse(settlement.at));
    let may_draft = actor.may::<DraftPractical>();
    let settled_count = settled.len();
    Ok(IdeasPage {
        shell: shell(visitor, "Ideas box", Section::Catalogue),
        found: found(waiting.len()),
        once: key(app),
        words: actor.may::<SuggestIdea>().then_some(words),
        may_settle: actor.may::<SettleIdea>(),
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
