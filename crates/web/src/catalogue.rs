//! The catalogue: the list of practicals, and one of them with its trial notes.

pub(crate) mod draft;
pub(crate) mod list;
pub(crate) mod show;

use actions::almanac::Almanac;
use actions::catalogue::PracticalShown;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use domain::catalogue::{Subject, YearRange};
use domain::id::{PracticalId, SchoolId};
use domain::people::Actor;
use domain::people::permissions::{DraftPractical, NotePractical, Request, SeeCatalogue, SeeIdeas};
use domain::{Permission, Permit};

use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::catalogue::list::page::{CatalogueGroup, CataloguePage, CatalogueRow};
use crate::catalogue::show::page::{HazardShown, KitGroup, KitLine, NoteForm, NoteShown, PracticalPage};
use crate::fields::{Fields, Query};
use crate::idea::{credit_of, written_words};
use crate::parts::{Choice, Empty, Fact, FieldState, Link, Mark, Meaning, Section};
use crate::routes::typed::Typed;
use crate::routes::{Answer, Routes};
use crate::shell::{shell, with_notice};
use crate::visitor::Allowed;
use crate::words;

/// The years of school that a practical can be for.
const YEARS: std::ops::RangeInclusive<u8> = 7..=13;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get::<SeeCatalogue, _>("/catalogue", list)
        .post::<DraftPractical, _>("/catalogue", draft::save)
        .get::<DraftPractical, _>("/catalogue/new", draft::begin)
        .get::<SeeCatalogue, _>("/catalogue/{practical}", show)
        .post::<NotePractical, _>("/catalogue/{practical}/notes", note)
}

async fn list(
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

async fn show(
    State(app): State<App>,
    Path(practical): Path<String>,
    allowed: Allowed<SeeCatalogue>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let id: PracticalId = practical.parse().map_err(|_| Problem::not_found())?;
    let mut shown = practical_page(&app, &allowed, id, FieldState::default()).await?;
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

async fn note(
    State(app): State<App>,
    Path(practical): Path<String>,
    allowed: Allowed<NotePractical>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let id: PracticalId = practical.parse().map_err(|_| Problem::not_found())?;
    let mut typed = Typed::new(&fields);
    let once = fields.once_for("practical-note", id)?;
    match actions::catalogue::note(&app.house, &allowed.permit, id, fields.get("words"), None, once).await {
        Ok(note) => return Ok(see(&format!("/catalogue/{id}?did=added#note-{note}"))),
        Err(error) => typed.refused(error)?,
    }
    let shown = practical_page(&app, &allowed, id, typed.state("words")).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, &headers)
}

async fn practical_page<P: Permission<Scope = SchoolId>>(
    app: &App,
    allowed: &Allowed<P>,
    id: PracticalId,
    note: FieldState,
) -> Result<PracticalPage, Problem> {
    let see: Permit<SeeCatalogue> = allowed.actor().permit().map_err(actions::ActionError::from)?;
    let shown = actions::catalogue::show(&app.house, &see, id).await?;
    let school = allowed.visitor.school().ok_or(Problem::no_school())?;
    let almanac = app.house.almanac_at(school.id, school.sequence).await?;
    let practical = &shown.practical;
    let details = &practical.details;
    let is_retired = practical.retired_at.is_some();
    let note_form = allowed.actor().may::<NotePractical>().then(|| NoteForm {
        action: format!("/catalogue/{id}/notes"),
        once: app.house.next_id::<uuid::Uuid>().to_string(),
        words: note,
    });
    Ok(PracticalPage {
        shell: shell(&allowed.visitor, &practical.title, Section::Catalogue),
        title: practical.title.clone(),
        subject_line: subject_line(practical.subject, practical.years),
        marks: page_marks(&shown),
        summary: details.summary.clone(),
        drafted: shown
            .source
            .as_ref()
            .map(|source| format!("Drafted by {}.", written_words(app, &almanac, &source.written))),
        credit: shown.source.as_ref().and_then(|source| credit_of("Suggested", source.origin.as_ref())),
        references: details.references.clone(),
        facts: facts_of(&shown),
        groups: kit_groups(&shown),
        make_up: details.make_up.clone(),
        hazards: details
            .hazards
            .iter()
            .map(|hazard| HazardShown {
                what: hazard.what.clone(),
                words: hazard.words.clone(),
                source: hazard.source.clone(),
            })
            .collect(),
        precautions: details.precautions.clone(),
        sources: details.sources.clone(),
        ask_url: (allowed.actor().may::<Request>() && !is_retired).then(|| "/week".to_owned()),
        notes: notes_of(app, &almanac, &shown),
        note_form,
    })
}

/// A practical that the school wrote and has not tried yet.
fn is_draft(shown: &PracticalShown) -> bool {
    shown.practical.trial && shown.source.is_some()
}

fn page_marks(shown: &PracticalShown) -> Vec<Mark> {
    let mut shown_marks = marks(is_draft(shown), shown.practical.trial, None);
    if shown.practical.retired_at.is_some() {
        shown_marks.push(Mark::new("Retired", Meaning::Quiet));
    }
    shown_marks
}

fn facts_of(shown: &PracticalShown) -> Vec<Fact> {
    let practical = &shown.practical;
    let mut pupils = practical.pupils_per_group.to_string();
    if is_draft(shown) {
        pupils.push_str(", until it has been tried");
    }
    let mut facts = vec![Fact::new("Pupils in a group", pupils)];
    if practical.minutes > 0 {
        let minutes = words::count(u32::from(practical.minutes), "minute", "minutes");
        facts.push(Fact::new("At the bench", minutes));
    }
    if let Some(days) = practical.notice_days.filter(|days| *days > 0) {
        facts.push(Fact::new("Notice it needs", school_days(days)));
    }
    facts
}

fn notes_of(app: &App, almanac: &Almanac, shown: &PracticalShown) -> Vec<NoteShown> {
    let notes = shown.notes.iter();
    notes
        .map(|note| NoteShown {
            id: note.id.to_string(),
            words: note.words.clone(),
            written: written_words(app, almanac, &note.written),
            credit: credit_of("Said", note.origin.as_ref()),
        })
        .collect()
}

pub(crate) fn subject_line(subject: Subject, years: YearRange) -> String {
    format!("{subject}, {}", years.to_string().to_lowercase())
}

/// The lines, by whom they are for, in the order in which each is first named.
fn kit_groups(shown: &PracticalShown) -> Vec<KitGroup> {
    let mut groups: Vec<KitGroup> = Vec::new();
    for line in &shown.lines {
        let label = words::capitalised(&line.rule.to_string());
        let kit = KitLine {
            name: line.name.clone(),
            url: line.item.map(|item| format!("/apparatus/{item}")),
            amount: amount_words(line.amount, line.spares, line.unit.as_deref()),
            detail: line.detail.clone(),
        };
        match groups.iter_mut().find(|group| group.label == label) {
            Some(group) => group.lines.push(kit),
            None => groups.push(KitGroup { label, lines: vec![kit] }),
        }
    }
    groups
}

/// `2, and 1 spare`, `0.5 g`: thousandths as people write them.
fn amount_words(thousandths: u64, spares: u32, unit: Option<&str>) -> String {
    let (whole, rest) = (thousandths / 1_000, thousandths % 1_000);
    let number = if rest == 0 {
        whole.to_string()
    } else {
        format!("{whole}.{rest:03}").trim_end_matches('0').to_owned()
    };
    let amount = unit.map_or_else(|| number.clone(), |unit| format!("{number} {unit}"));
    match spares {
        0 => amount,
        1 => format!("{amount}, and 1 spare"),
        more => format!("{amount}, and {more} spares"),
    }
}

#[cfg(test)]
mod tests {
    use super::amount_words;

    #[test]
    fn amounts_read_as_people_write_them() {
        assert_eq!(amount_words(2_000, 0, None), "2");
        assert_eq!(amount_words(500, 0, Some("g")), "0.5 g");
        assert_eq!(amount_words(1_000, 1, None), "1, and 1 spare");
        assert_eq!(amount_words(25_000, 3, Some("cm³")), "25 cm³, and 3 spares");
    }
}
