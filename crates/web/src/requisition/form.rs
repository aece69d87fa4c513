//! Asking: the form for a new requisition or a change, and what it sends.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;
pub(crate) mod typed;

use actions::requisition::{
    self, Also, BesideContent, Change, ClashReport, Done, LessonToAskFor, MOST_ALSO, Save, SeenLesson, Send,
};
use actions::{ActionError, Beside};
use axum::extract::{Path, State as Extracted};
use axum::http::{HeaderMap, StatusCode};
use domain::id::{ItemId, LessonId, PracticalId, RequisitionId};
use domain::people::permissions::{Request, SeeRequisition};
use domain::requisition::{Content, LateReason, Requisition, State};

use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::fields::{Fields, Query};
use crate::form::key;
use crate::parts::{FieldState, Link, Section};
use crate::requisition::form::page::{
    Chosen, Find, FormPage, Hidden, PracticalFound, PracticalGroup, PracticalsFragment,
};
use crate::requisition::form::typed::{
    Typed, clash, deadline_parts, free_lines, free_list, line_groups, pupils_words, typed,
};
use crate::shell::{shell, together};
use crate::visitor::Allowed;
use crate::words;
use http::Answer;

async fn basis(app: &App, allowed: &Allowed<Request>, lesson: &str) -> Result<LessonToAskFor, Problem> {
    let id: LessonId = lesson.parse().map_err(|_| Problem::not_found())?;
    Ok(requisition::lesson_to_ask_for(&app.house, &allowed.permit, id).await?)
}

/// The same for a form that was sent: its lesson may have gone since it was opened.
async fn basis_still(app: &App, allowed: &Allowed<Request>, lesson: &str) -> Result<LessonToAskFor, Problem> {
    let id: LessonId = lesson.parse().map_err(|_| Problem::not_found())?;
    match requisition::lesson_to_ask_for(&app.house, &allowed.permit, id).await {
        Err(ActionError::NotFound(_)) => Err(Problem::lesson_gone()),
        found => Ok(found?),
    }
}

/// `GET /requisitions/new?lesson=…`: what are they doing? With `practical` or `free`, the lines.
pub(crate) async fn new(
    Extracted(app): Extracted<App>,
    allowed: Allowed<Request>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let basis = basis(&app, &allowed, query.get("lesson")).await?;
    let shown = shown_content(&app, &allowed, &basis, &query).await?;
    let form = match shown {
        Some(content) => {
            let typed = Typed { content, ..Typed::default() };
            chosen_form(&app, &allowed, &basis, None, typed, &query, None).await?
        }
        None => finding_form(&app, &allowed, &basis, query.get("q")).await?,
    };
    page(&form, &headers)
}

/// `GET /requisitions/practicals?lesson=…&q=…`: the results alone, while somebody types.
pub(crate) async fn practicals(
    Extracted(app): Extracted<App>,
    allowed: Allowed<Request>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let basis = basis(&app, &allowed, query.get("lesson")).await?;
    let found = found(&app, &allowed, &basis, query.get("q")).await?;
    page(&found, &headers)
}

async fn found(
    app: &App,
    allowed: &Allowed<Request>,
    basis: &LessonToAskFor,
    words: &str,
) -> Result<PracticalsFragment, Problem> {
    let suggestions =
        actions::catalogue::suggestions(&app.house, &allowed.permit, &basis.lesson, words).await?;
    let mut groups: Vec<PracticalGroup> = Vec::new();
    for suggestion in suggestions {
        let label = match suggestion.because {
            "you asked for this lately" => "You asked for these lately",
            "" => "In the catalogue",
            because => because,
        };
        let label = words::capitalised(label);
        let practical = PracticalFound {
            title: suggestion.practical.title.clone(),
            detail: format!("{} · {}", suggestion.practical.subject, suggestion.practical.years),
            url: format!(
                "/requisitions/new?lesson={}&practical={}",
                basis.lesson.id, suggestion.practical.id
            ),
            favourite: false,
        };
        match groups.iter_mut().find(|group| group.label == label) {
            Some(group) => group.practicals.push(practical),
            None => groups.push(PracticalGroup { label, practicals: vec![practical] }),
        }
    }
    let title: String = form_urlencoded::byte_serialize(words.trim().as_bytes()).collect();
    Ok(PracticalsFragment {
        query: words.to_owned(),
        groups,
        free_list_url: Some(format!("/requisitions/new?lesson={}&free={title}", basis.lesson.id)),
    })
}

async fn finding_form(
    app: &App,
    allowed: &Allowed<Request>,
    basis: &LessonToAskFor,
    words: &str,
) -> Result<FormPage, Problem> {
    let results = found(app, allowed, basis, words).await?;
    let find = Find {
        action: "/requisitions/new".to_owned(),
        results_url: "/requisitions/practicals".to_owned(),
        hidden: vec![hidden("lesson", &basis.lesson.id)],
        query: words.to_owned(),
        results,
    };
    let (deadline, _) = deadline_parts(
        basis.almanac.deadline_for(basis.lesson.interval.from, None),
        &basis.almanac.calendar,
        app.house.now(),
        &Fields::default(),
        None,
    );
    Ok(FormPage { deadline, find: Some(find), ..frame(allowed, basis, "New request") })
}

/// What is asked for a lesson already, so that not each of its teachers asks.
fn asked_already(requisition: &Requisition) -> Link {
    Link {
        words: format!(
            "Asked already by {}: {}, {}",
            requisition.asked_by_name,
            requisition.content.title(),
            requisition.state.words()
        ),
        url: format!("/requisitions/{}", requisition.id),
    }
}

fn frame(allowed: &Allowed<Request>, basis: &LessonToAskFor, heading: &str) -> FormPage {
    let lesson = &basis.lesson;
    let calendar = &basis.almanac.calendar;
    let room = lesson.room.as_ref().map_or_else(String::new, |room| format!(" in {room}"));
    FormPage {
        shell: shell(&allowed.visitor, heading, Section::Week),
        close_url: week_address(allowed, basis),
        heading: heading.to_owned(),
        lesson: format!("{}{room}", lesson.class_words()),
        when: format!(
            "{}, {}, {}",
            words::date(lesson.date),
            words::periods(&lesson.periods),
            words::times(calendar, lesson.interval)
        ),
        deadline: None,
        asked: basis.asked.iter().map(asked_already).collect(),
        question: None,
        errors: Vec::new(),
        find: None,
        chosen: None,
    }
}

fn week_address(allowed: &Allowed<Request>, basis: &LessonToAskFor) -> String {
    let actor = allowed.actor();
    let own = actor.staff.or(actor.mentor);
    let is_own = own.is_some_and(|staff| basis.lesson.is_taught_by(staff));
    match basis.lesson.teachers.first() {
        Some(teacher) if !is_own => format!("/week/of/{}/{}", teacher.staff, basis.lesson.date),
        _ => format!("/week/{}", basis.lesson.date),
    }
}

fn hidden(name: &str, value: &impl ToString) -> Hidden {
    Hidden { name: name.to_owned(), value: value.to_string() }
}

/// The content that a form is shown with: the practical's own, or an empty list; none while the teacher
/// is still looking. Other items that were chosen on the way stand in for the practical's.
async fn shown_content(
    app: &App,
    allowed: &Allowed<Request>,
    basis: &LessonToAskFor,
    fields: &Fields,
) -> Result<Option<Content>, Problem> {
    let pupils = basis.lesson.pupils.unwrap_or(basis.almanac.policy().usual_class);
    let mut content = if let Some(practical) = fields.find("practical") {
        let id: PracticalId = practical.parse().map_err(|_| Problem::not_found())?;
        requisition::fill(&app.house, &allowed.permit, &basis.lesson, id, pupils).await?
    } else if let Some(title) = fields.find("free") {
        free_list(title, pupils.div_ceil(2), pupils)
    } else {
        return Ok(None);
    };
    for (item, other) in swaps(fields) {
        content = swapped(app, allowed, content, item, other).await?;
    }
    if let (Some(shown), Some(station)) =
        (fields.find("sets_shown").and_then(|sets| sets.parse().ok()), content.stations.first())
        && shown != station.sets
    {
        content = content.with_sets(shown);
    }
    Ok(Some(content))
}

fn swaps(fields: &Fields) -> Vec<(ItemId, ItemId)> {
    fields
        .all("swap")
        .filter_map(|swap| swap.split_once(':'))
        .filter_map(|(item, other)| Some((item.parse().ok()?, other.parse().ok()?)))
        .collect()
}

async fn swapped(
    app: &App,
    allowed: &Allowed<Request>,
    content: Content,
    item: ItemId,
    other: ItemId,
) -> Result<Content, Problem> {
    Ok(requisition::with_other_item(&app.house, &allowed.permit, content, item, other).await?)
}

/// What is shown of a lesson, as the form carries it: where it is otherwise once it is sent, that is said.
fn as_seen(basis: &LessonToAskFor) -> Result<String, Problem> {
    let LessonToAskFor { lesson, asked, .. } = basis;
    let seen = SeenLesson {
        start: lesson.interval.from,
        room: lesson.room.clone().unwrap_or_default(),
        asked: asked.iter().map(|requisition| requisition.id).collect(),
    };
    serde_json::to_string(&seen).map_err(|error| Problem::inside(&error))
}

/// The form with its lines, as shown at first, or again with what was typed.
async fn chosen_form(
    app: &App,
    allowed: &Allowed<Request>,
    basis: &LessonToAskFor,
    of: Option<&Requisition>,
    typed: Typed,
    fields: &Fields,
    report: Option<&ClashReport>,
) -> Result<FormPage, Problem> {
    let now = app.house.now();
    let own = of.map(|requisition| requisition.id);
    let beside = requisition::beside(&app.house, &allowed.permit, basis, &typed.content, own).await?;
    let BesideContent { free, practical, last_sets } = beside;
    let station = typed.content.stations.first();
    let notice = practical.as_ref().and_then(|practical| practical.notice_days);
    let is_change = of.is_some_and(|requisition| requisition.state != State::Draft);
    let late_error = typed.errors.get("late_reason").cloned();
    // A change is judged only if it asks for more; the reason is asked for when it is needed.
    let (deadline, late) = if is_change && late_error.is_none() {
        (None, None)
    } else {
        let deadline = basis.almanac.deadline_for(basis.lesson.interval.from, notice);
        deadline_parts(deadline, &basis.almanac.calendar, now, fields, late_error)
    };
    let mut carried: Vec<Hidden> = Vec::new();
    if !is_change {
        carried.push(hidden("lesson", &basis.lesson.id));
        carried.push(hidden("lesson_seen", &as_seen(basis)?));
        match (&practical, station) {
            (Some(practical), _) => carried.push(hidden("practical", &practical.id)),
            (None, Some(station)) => carried.push(hidden("free", &station.title)),
            (None, None) => {}
        }
    }
    let draft = of.filter(|_| !is_change).map(|requisition| requisition.id.to_string());
    if let Some(draft) = draft.as_deref().or(fields.find("draft")) {
        carried.push(hidden("draft", &draft));
    }
    carried.extend(fields.all("swap").map(|swap| hidden("swap", &swap)));
    if let Some(station) = station {
        carried.push(hidden("sets_shown", &station.sets));
    }
    let shown = serde_json::to_string(&typed.content).map_err(|error| Problem::inside(&error))?;
    carried.push(hidden("shown", &shown));
    let (version, seen) = match (&typed.begun, of) {
        (Some((version, seen)), _) => (Some(*version), seen.as_ref()),
        (None, Some(requisition)) => (Some(requisition.version), Some(&requisition.content)),
        (None, None) => (None, None),
    };
    if let Some(seen) = seen.filter(|_| is_change) {
        let seen = serde_json::to_string(seen).map_err(|error| Problem::inside(&error))?;
        carried.push(hidden("seen", &seen));
    }
    let hazards = practical.as_ref().map(|practical| practical.details.hazards.clone()).unwrap_or_default();
    let precautions =
        practical.as_ref().map(|practical| practical.details.precautions.clone()).unwrap_or_default();
    let chosen = Chosen {
        action: match of {
            Some(requisition) if is_change => format!("/requisitions/{}/change", requisition.id),
            _ => "/requisitions".to_owned(),
        },
        once: key(app),
        version: version
            .map(|version| version.to_string())
            .or_else(|| fields.find("version").map(str::to_owned)),
        hidden: carried,
        title: station.map_or_else(String::new, |station| {
            if station.title.is_empty() { "A list of your own".to_owned() } else { station.title.clone() }
        }),
        other_url: (!is_change).then(|| format!("/requisitions/new?lesson={}", basis.lesson.id)),
        sets: FieldState {
            value: typed
                .kept
                .get("sets")
                .cloned()
                .unwrap_or_else(|| station.map_or_else(String::new, |station| station.sets.to_string())),
            error: typed.errors.get("sets").cloned(),
        },
        pupils: pupils_words(
            &basis.lesson,
            &typed.content,
            practical.as_ref().map(|practical| practical.pupils_per_group),
            last_sets,
        ),
        groups: line_groups(&typed, &free, &basis.almanac.calendar),
        free_lines: free_lines(&typed),
        safety: hazards.iter().take(2).map(|hazard| format!("{}: {}", hazard.what, hazard.words)).collect(),
        safety_more: hazards
            .iter()
            .skip(2)
            .map(|hazard| format!("{}: {}", hazard.what, hazard.words))
            .chain(precautions)
            .collect(),
        clash: report.map(|report| clash(report, &basis.almanac, now)),
        late,
        note: FieldState { value: typed.content.note.clone(), error: typed.errors.get("note").cloned() },
        answer: None,
        send: if is_change { "Send the change" } else { "Send" }.to_owned(),
        may_save: !is_change,
    };
    let heading = if is_change { "Change request" } else { "New request" };
    let known = ["sets", "note", "late_reason"];
    let is_general = |name: &String| !known.contains(&name.as_str()) && !name.contains('-');
    let errors =
        typed.errors.iter().filter(|(name, _)| is_general(name)).map(|(_, words)| words.clone()).collect();
    Ok(FormPage { deadline, chosen: Some(chosen), errors, ..frame(allowed, basis, heading) })
}

/// `POST /requisitions`: sends, saves, or works the amounts out anew; or takes one of the ways out.
pub(crate) async fn send(
    Extracted(app): Extracted<App>,
    allowed: Allowed<Request>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    if let Some(shown) = carried_content(&fields)
        && fields.find("option").is_none()
        && fields.get("do") != "recount"
    {
        let typed = typed(&fields, &shown);
        if typed.errors.is_empty() {
            return ask(&app, &allowed, None, typed, &fields, &headers).await;
        }
    }
    let mut basis = basis_still(&app, &allowed, fields.get("lesson")).await?;
    let shown = match carried_content(&fields) {
        Some(shown) => Some(shown),
        None => shown_content(&app, &allowed, &basis, &fields).await?,
    };
    let Some(shown) = shown else {
        let form = finding_form(&app, &allowed, &basis, "").await?;
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &form, &headers);
    };
    let mut typed = typed(&fields, &shown);
    let mut fields = fields;
    if let Some(option) = fields.find("option").map(str::to_owned) {
        take_way_out(&app, &allowed, &mut basis, &mut typed, &mut fields, &option).await?;
    }
    if fields.get("do") == "recount" || !typed.errors.is_empty() {
        let status = if typed.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let form = chosen_form(&app, &allowed, &basis, None, typed, &fields, None).await?;
        return page_with(status, &form, &headers);
    }
    ask(&app, &allowed, Some(basis), typed, &fields, &headers).await
}

/// What the form was shown with, as it carries it: so that sending it reads nothing that the deed reads anyway.
/// Forms of before carried only the practical.
fn carried_content(fields: &Fields) -> Option<Content> {
    serde_json::from_str(fields.find("shown")?).ok()
}

/// Sends or saves what was typed, for the lesson of the basis, or else the one that the form names; or shows the form
/// again.
async fn ask(
    app: &App,
    allowed: &Allowed<Request>,
    basis: Option<LessonToAskFor>,
    typed: Typed,
    fields: &Fields,
    headers: &HeaderMap,
) -> Answer {
    let lesson = match &basis {
        Some(basis) => basis.lesson.id,
        None => fields.get("lesson").parse().map_err(|_| Problem::not_found())?,
    };
    let draft: Option<RequisitionId> =
        fields.find("draft").map(str::parse).transpose().map_err(|_| Problem::not_found())?;
    let version = fields.find("version").and_then(|version| version.parse().ok());
    let content = typed.content.clone();
    let (house, permit) = (&app.house, &allowed.permit);
    let is_saving = fields.get("do") == "save";
    let done = if is_saving {
        house.act(permit, (), Save { draft, version, lesson, content }, fields.once()?).await
    } else {
        let late_reason = LateReason::from_key(fields.get("late_reason"));
        let late_words = fields.get("late_words").to_owned();
        // Forms of before said nothing of it.
        let seen = fields.find("lesson_seen").filter(|_| fields.find("option").is_none());
        let seen = seen.and_then(|seen| serde_json::from_str(seen).ok());
        let send = Send { draft, version, lesson, content, late_reason, late_words, seen };
        house.act(permit, (), send, fields.once()?).await
    };
    match done {
        Ok(done) => Ok(see(&sent_address(&done, is_saving))),
        Err(ActionError::Stale) if draft.is_some() => {
            // Another device of theirs, or their mentor, was quicker with the same draft.
            let (now, basis) = own(app, allowed, fields.get("draft")).await?;
            let mut typed = typed;
            typed.errors.insert("overtaken".to_owned(), overtaken(app, allowed, &now).await?);
            again(app, allowed, &basis, Some(&now), typed, fields, ActionError::Stale, headers).await
        }
        Err(error) => {
            let basis = match basis {
                Some(basis) => basis,
                None => basis_still(app, allowed, fields.get("lesson")).await?,
            };
            again(app, allowed, &basis, None, typed, fields, error, headers).await
        }
    }
}

fn sent_address(done: &Done, is_saving: bool) -> String {
    let did = match (done.state.as_str(), done.late) {
        _ if is_saving => "save",
        ("submitted", _) if done.needs_approval => "waits-approval",
        ("accepted", _) => "accepted-at-once",
        (_, true) => "waits-late",
        _ => "waits",
    };
    format!("/requisitions/{}?did={did}&undo={}&at={}&sent=yes", done.id, done.id, done.version)
}

/// Applies one of the ways out of a clash to what was typed.
async fn take_way_out(
    app: &App,
    allowed: &Allowed<Request>,
    basis: &mut LessonToAskFor,
    typed: &mut Typed,
    fields: &mut Fields,
    option: &str,
) -> Result<(), Problem> {
    if let Some(sets) = option.strip_prefix("sets:") {
        let sets = sets.parse().map_err(|_| Problem::not_found())?;
        typed.content = typed.content.with_sets(sets);
    } else if let Some(swap) = option.strip_prefix("item:") {
        let (item, other) = swap.split_once(':').ok_or(Problem::not_found())?;
        let (item, other) = (
            item.parse().map_err(|_| Problem::not_found())?,
            other.parse().map_err(|_| Problem::not_found())?,
        );
        typed.content = swapped(app, allowed, typed.content.clone(), item, other).await?;
        fields.add("swap", swap);
    } else if let Some(item) = option.strip_prefix("transfer:") {
        let item = item.parse().map_err(|_| Problem::not_found())?;
        typed.content = typed.content.with_transfer(item);
    } else if let Some(lesson) = option.strip_prefix("lesson:") {
        *basis = self::basis(app, allowed, lesson).await?;
    } else {
        return Err(Problem::not_found());
    }
    Ok(())
}

/// The form again, with what was typed and what stands in the way.
#[expect(clippy::too_many_arguments, reason = "all that a form is shown again from, used in two places")]
async fn again(
    app: &App,
    allowed: &Allowed<Request>,
    basis: &LessonToAskFor,
    of: Option<&Requisition>,
    mut typed: Typed,
    fields: &Fields,
    error: ActionError,
    headers: &HeaderMap,
) -> Answer {
    let (status, report) = match error {
        ActionError::Clash(report) => (StatusCode::CONFLICT, Some(report)),
        ActionError::Invalid(invalid) => {
            let words = format!("{}.", words::capitalised(&invalid.words));
            typed.errors.insert(invalid.field.to_owned(), words);
            (StatusCode::UNPROCESSABLE_ENTITY, None)
        }
        ActionError::Stale if of.is_some() => (StatusCode::CONFLICT, None),
        other => return Err(other.into()),
    };
    let form = chosen_form(app, allowed, basis, of, typed, fields, report.as_deref()).await?;
    page_with(status, &form, headers)
}

/// `GET /requisitions/{id}/change`: the form over what is asked for now.
pub(crate) async fn change(
    Extracted(app): Extracted<App>,
    Path(id): Path<String>,
    allowed: Allowed<Request>,
    headers: HeaderMap,
) -> Answer {
    let (requisition, basis) = own(&app, &allowed, &id).await?;
    let typed = Typed { content: requisition.content.clone(), ..Typed::default() };
    let form =
        chosen_form(&app, &allowed, &basis, Some(&requisition), typed, &Fields::default(), None).await?;
    page(&form, &headers)
}

async fn own(
    app: &App,
    allowed: &Allowed<Request>,
    id: &str,
) -> Result<(Requisition, LessonToAskFor), Problem> {
    let id: RequisitionId = id.parse().map_err(|_| Problem::not_found())?;
    let permit = allowed
        .actor()
        .permit::<SeeRequisition>()
        .map_err(|error| Problem::from(ActionError::from(error)))?;
    let shown = requisition::find(&app.house, &permit, id).await?;
    let lesson = shown.lesson.ok_or_else(|| {
        Problem::unreadable(
            "The timetable no longer has this lesson, so it cannot be changed. Withdraw it, and ask for another lesson.",
        )
    })?;
    Ok((shown.requisition, LessonToAskFor { almanac: shown.almanac, lesson, asked: Vec::new() }))
}

/// `POST /requisitions/{id}/change`.
pub(crate) async fn send_change(
    Extracted(app): Extracted<App>,
    Path(id): Path<String>,
    allowed: Allowed<Request>,
    headers: HeaderMap,
    mut fields: Fields,
) -> Answer {
    let (requisition, mut basis) = own(&app, &allowed, &id).await?;
    // Read over what the form was shown with, which somebody may have changed since.
    let mut shown = carried_content(&fields);
    if shown.is_none() {
        let mut content = requisition.content.clone();
        for (item, other) in swaps(&fields) {
            content = swapped(&app, &allowed, content, item, other).await?;
        }
        shown = Some(content);
    }
    let shown = shown.unwrap_or_default();
    let mut typed = typed(&fields, &shown);
    let version = fields.get("version").parse().map_err(|_| Problem::not_found())?;
    let seen: Option<Content> = serde_json::from_str(fields.get("seen")).ok();
    // Shown again, it is still a change of what was seen when it was opened.
    typed.begun = Some((version, seen.clone()));
    if let Some(option) = fields.find("option").map(str::to_owned) {
        if option.starts_with("lesson:") {
            return Err(Problem::unreadable(
                "A request that was sent stays with its lesson. Withdraw it, and ask for the other lesson.",
            ));
        }
        take_way_out(&app, &allowed, &mut basis, &mut typed, &mut fields, &option).await?;
    }
    if fields.get("do") == "recount" || !typed.errors.is_empty() {
        let status = if typed.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let form = chosen_form(&app, &allowed, &basis, Some(&requisition), typed, &fields, None).await?;
        return page_with(status, &form, &headers);
    }
    let change = Change {
        version,
        seen: seen.clone(),
        content: typed.content.clone(),
        late_reason: LateReason::from_key(fields.get("late_reason")),
        late_words: fields.get("late_words").to_owned(),
    };
    let once = fields.once()?;
    let done = app.house.act(&allowed.permit, requisition.id, change, once).await;
    match done {
        Ok(done) => {
            Ok(see(&format!("/requisitions/{}?did=change&undo={}&at={}", done.id, done.id, done.version)))
        }
        Err(error) => {
            // As it stands now, and in whose words, where somebody was quicker.
            let (now, basis) = own(&app, &allowed, &id).await?;
            if matches!(error, ActionError::Stale) {
                let words = overtaken(&app, &allowed, &now).await?;
                typed.errors.insert("overtaken".to_owned(), words);
                typed.begun = None;
                if let Some(seen) = &seen {
                    stand_beside(&mut typed, seen, &now.content);
                }
            }
            again(&app, &allowed, &basis, Some(&now), typed, &fields, error, &headers).await
        }
    }
}

/// Leaves what only somebody else has changed as they left it, and says beside a field that both changed what it is
/// now.
fn stand_beside(typed: &mut Typed, seen: &Content, now: &Content) {
    let Beside { whole, disputed } = requisition::content_beside(&typed.content, seen, now);
    typed.content = whole;
    for field in disputed {
        let is = match (field, now.stations.first()) {
            ("note", _) => format!("It is “{}” now.", now.note.trim()),
            ("sets", Some(station)) => format!("It is {} now.", station.sets),
            _ => continue,
        };
        typed.errors.insert(field.to_owned(), is);
    }
}

/// What somebody else has made of a request meanwhile, for whoever was changing it too.
async fn overtaken(
    app: &App,
    allowed: &Allowed<Request>,
    requisition: &Requisition,
) -> Result<String, Problem> {
    let permit = allowed.actor().permit::<SeeRequisition>().map_err(ActionError::from)?;
    let shown = requisition::find(&app.house, &permit, requisition.id).await?;
    let last = shown.history.last().map_or_else(String::new, |event| {
        let when = words::moment(&shown.almanac.calendar, event.at, app.house.now());
        format!(" {}, by {}, {when}.", event.words.trim_end_matches('.'), event.actor)
    });
    let content = &requisition.content;
    let mut now: Vec<String> = content
        .stations
        .iter()
        .flat_map(|station| &station.lines)
        .filter(|line| line.quantity > 0)
        .map(|line| format!("{} {}", line.quantity, line.name))
        .collect();
    if !content.note.trim().is_empty() {
        now.push(format!("“{}”", content.note.trim()));
    }
    let sets: u32 = content.stations.iter().map(|station| station.sets).sum();
    now.insert(0, words::count(sets, "set", "sets"));
    let is_draft = requisition.state == State::Draft;
    let changed = if is_draft { "saved elsewhere" } else { "changed by somebody else" };
    let over = if is_draft { "that" } else { "theirs" };
    Ok(format!(
        "It was {changed} in the meantime.{last} Now it asks for: {}. What you both changed stands below as you typed it, and all else as it is now; send it again to put yours over {over}.",
        now.join("; ")
    ))
}

/// `POST /requisitions/{id}/also`: the same for the lessons that were ticked, each as a requisition of its
/// own. Those that clash are left out and said.
pub(crate) async fn also(
    Extracted(app): Extracted<App>,
    Path(id): Path<String>,
    allowed: Allowed<Request>,
    fields: Fields,
) -> Answer {
    let id: RequisitionId = id.parse().map_err(|_| Problem::not_found())?;
    let mut lessons: Vec<LessonId> = Vec::new();
    for lesson in fields.all("lesson").take(MOST_ALSO) {
        lessons.push(lesson.parse().map_err(|_| Problem::not_found())?);
    }
    let once = fields.once()?;
    let also = app.house.act(&allowed.permit, id, Also { lessons }, once).await?;
    // Whoever has no week of their own comes back to the sheet.
    let page = match actions::timetable::staff_for(allowed.actor()) {
        Some(_) => "/week".to_owned(),
        None => format!("/requisitions/{id}"),
    };
    let sent = format!("{page}?did=send{}", together(&also.sent));
    if also.left_out.is_empty() {
        return Ok(see(&sent));
    }
    Err(Problem::unreadable(format!(
        "{} of the lessons could not be asked for: something is not free then, or it comes too late. Open them in your week; the others were sent.",
        also.left_out.len()
    ))
    .back_to("Go on", sent))
}
