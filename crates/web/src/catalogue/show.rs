//! One practical, and the trial notes on it.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::almanac::Almanac;
use actions::catalogue::{Note, PracticalShown};
use actions::sign_in::Visitor;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use domain::Permit;
use domain::id::{NoteId, PracticalId};
use domain::people::Actor;
use domain::people::permissions::{NotePractical, Request, SeeCatalogue};

use super::{marks, school_days, subject_line};
use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::catalogue::show::page::{HazardShown, KitGroup, KitLine, NoteForm, NoteShown, PracticalPage};
use crate::fields::Query;
use crate::form::{Form, Sent, key};
use crate::idea::{credit_of, written_words};
use crate::parts::{Fact, FieldState, Mark, Meaning, Section};
use crate::shell::{shell, with_notice};
use crate::visitor::Allowed;
use crate::words;
use http::Answer;
use http::typed::Typed;

pub(super) async fn show(
    State(app): State<App>,
    Path(practical): Path<String>,
    allowed: Allowed<SeeCatalogue>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let id: PracticalId = practical.parse().map_err(|_| Problem::not_found())?;
    let mut shown =
        practical_page(&app, &allowed.visitor, allowed.actor(), id, FieldState::default()).await?;
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

impl Form for Note {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self { practical: sent.named("practical")?, words: sent.fields.get("words").to_owned() })
    }

    fn part(&self) -> Option<String> {
        Some(self.practical.to_string())
    }

    async fn done(sent: &Sent<'_>, _: &Permit<NotePractical>, note: NoteId) -> Answer {
        let id: PracticalId = sent.named("practical")?;
        Ok(see(&format!("/catalogue/{id}?did=added#note-{note}")))
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<NotePractical>, typed: Typed<'_>) -> Answer {
        let (id, words) = (sent.named("practical")?, typed.state("words"));
        let shown = practical_page(sent.app, sent.visitor, permit.actor(), id, words).await?;
        page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, sent.headers)
    }
}

async fn practical_page(
    app: &App,
    visitor: &Visitor,
    actor: &Actor,
    id: PracticalId,
    note: FieldState,
) -> Result<PracticalPage, Problem> {
    let see: Permit<SeeCatalogue> = actor.permit().map_err(actions::ActionError::from)?;
    let shown = actions::catalogue::show(&app.house, &see, id).await?;
    let school = visitor.school().ok_or(Problem::no_school())?;
    let almanac = app.house.almanac_at(school.id, school.almanac).await?;
    let practical = &shown.practical;
    let details = &practical.details;
    let is_retired = practical.retired_at.is_some();
    let note_form = actor.may::<NotePractical>().then(|| NoteForm {
        action: format!("/catalogue/{id}/notes"),
        once: key(app),
        words: note,
    });
    Ok(PracticalPage {
        shell: shell(visitor, &practical.title, Section::Catalogue),
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
        ask_url: (actor.may::<Request>() && !is_retired).then(|| "/week".to_owned()),
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
