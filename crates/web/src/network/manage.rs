//! Looking after a network.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::network::{self, MemberSchool, NetworkCode, NetworkPerson, SettingsWanted};
use actions::{ActionError, Once};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use domain::Instant;
use domain::chat::ChatRole;
use domain::chat::chat_permissions::ManageNetwork;
use domain::chat::network::{CodeKind, Readers};
use domain::id::{AccountId, SchoolId};
use jiff::tz::TimeZone;

use super::evenings::zone;
use super::show::counted;
use super::{key, read_readers, readers_choice};
use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::fields::{Fields, Query};
use crate::network::manage::page::{CodeForm, CodeRow, ManagePage, PersonButton, PersonRow, SchoolRow};
use crate::participant::InNetwork;
use crate::parts::{Button, ButtonKind, FieldState, Mark, Meaning, Section};
use crate::routes::Answer;
use crate::routes::typed::{Typed, sentence};
use crate::shell::{shell, with_notice};
use crate::{words, zoned};

/// What is looked after.
pub(super) type Place = InNetwork<ManageNetwork>;

/// What came back with a mistake in it.
#[derive(Default)]
pub(super) struct Mistakes<'a> {
    pub code: Option<&'a Typed<'a>>,
    pub settings: Option<&'a Typed<'a>>,
    pub whole: Option<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    place: Place,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let mut shown = manage_page(&app, &place, Mistakes::default()).await?;
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

pub(super) async fn manage_page(
    app: &App,
    place: &Place,
    mistakes: Mistakes<'_>,
) -> Result<ManagePage, Problem> {
    let found = network::people(&app.house, &place.permit).await?;
    let (now, once, id) = (app.house.now(), key(app), found.network.id.to_string());
    let zone = zone(&found.network.time_zone);
    let is_department = found.network.of_school.is_some();
    let settings = mistakes.settings.map_or_else(
        || [FieldState::of(found.network.name.as_str()), FieldState::of(found.network.time_zone.as_str())],
        |typed| [typed.state("name"), typed.state("time-zone")],
    );
    let chosen = mistakes.settings.map_or(found.network.readers.key(), |typed| typed.fields.get("readers"));
    let [name, zone_name] = settings;
    let readers_error = mistakes.settings.and_then(|typed| typed.error("readers"));
    let since = |at: Instant| zoned::moment(&zone, at, now);
    Ok(ManagePage {
        shell: shell(&place.visitor, &format!("Look after {}", found.network.name), Section::Chats),
        error: mistakes.whole.or(readers_error),
        new_code: code_form(mistakes.code, !is_department),
        codes: found.codes.iter().map(|code| code_row(&id, code, &once, &zone, now)).collect(),
        people: found
            .people
            .iter()
            .map(|person| person_row(&id, person, place, &since(person.joined_at)))
            .collect(),
        schools: found
            .schools
            .iter()
            .map(|school| school_row(&id, school, found.network.of_school, &since(school.joined_at)))
            .collect(),
        settings: ManagePage::settings(name, zone_name),
        readers: readers_choice(chosen),
        once,
        name: found.network.name,
        id,
    })
}

fn code_form(typed: Option<&Typed<'_>>, for_schools: bool) -> CodeForm {
    let Some(typed) = typed else {
        let kinds = ManagePage::kinds(for_schools, CodeKind::Person.key());
        return CodeForm::new(kinds, FieldState::default(), FieldState::of("1"), FieldState::of("14"));
    };
    let kinds = ManagePage::kinds(for_schools, typed.fields.get("kind"));
    let mut form = CodeForm::new(kinds, typed.state("words"), typed.state("uses"), typed.state("days"));
    form.kind_error = typed.error("kind");
    form
}

fn code_row(network: &str, code: &NetworkCode, once: &str, zone: &TimeZone, now: Instant) -> CodeRow {
    let standing = code.standing;
    let works = standing.lets_in(standing.kind, now);
    let mark = if standing.ended_at.is_some() {
        Some("Ended")
    } else if standing.uses_left == 0 {
        Some("Used up")
    } else {
        (!works).then_some("Over")
    };
    let whom = match standing.kind {
        CodeKind::Person => "For people",
        CodeKind::School => "For schools",
    };
    let uses = words::count(standing.uses_left, "use", "uses");
    let until = zoned::moment(zone, standing.ends_at, now);
    CodeRow {
        words: if code.words.is_empty() { "A code".to_owned() } else { code.words.clone() },
        about: format!("{whom}: {uses} left, until {until}"),
        mark: mark.map(|word| Mark::new(word, Meaning::Quiet)),
        end: works.then(|| {
            let action = format!("/networks/{network}/codes/{}/end", code.id);
            Button::new("End", &action, ButtonKind::Danger, once)
        }),
    }
}

fn person_row(network: &str, person: &NetworkPerson, place: &Place, since: &str) -> PersonRow {
    let looks_after_it = person.role == ChatRole::NetworkAdministrator;
    let mut marks = Vec::new();
    if place.permit.account() == Some(person.account) {
        marks.push(Mark::new("You", Meaning::Plain));
    }
    if looks_after_it {
        marks.push(Mark::new("Looks after it", Meaning::Done));
    }
    let handle =
        person.handle.as_ref().map_or_else(|| "No handle yet".to_owned(), |handle| format!("@{handle}"));
    let url = |deed: &str| format!("/networks/{network}/people/{}/{deed}", person.account);
    let (label, wanted) =
        if looks_after_it { ("Make a member again", "no") } else { ("Let them look after it", "yes") };
    PersonRow {
        name: person.name.clone(),
        about: format!("{handle}; joined {since}"),
        marks,
        administrator: PersonButton { label, url: url("administrator"), wanted },
        end_url: url("end"),
    }
}

fn school_row(network: &str, school: &MemberSchool, own: Option<SchoolId>, since: &str) -> SchoolRow {
    SchoolRow {
        name: school.name.clone(),
        about: format!("{}; joined {since}", counted(school.people, "person", "people")),
        end_url: (own != Some(school.id)).then(|| format!("/networks/{network}/schools/{}/end", school.id)),
    }
}

pub(super) async fn settings(
    State(app): State<App>,
    place: Place,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let readers: Readers = read_readers(fields.get("readers"))?;
    let wanted = SettingsWanted {
        name: fields.get("name").to_owned(),
        time_zone: fields.get("time-zone").trim().to_owned(),
        readers,
    };
    let once = fields.once_for("network-settings", place.permit.network())?;
    match network::settings(&app.house, &place.permit, wanted, once).await {
        Ok(()) => Ok(back(&place, "saved", "#settings")),
        Err(error) => {
            let mut typed = Typed::new(&fields);
            typed.refused(error)?;
            let mistakes = Mistakes { settings: Some(&typed), ..Mistakes::default() };
            let shown = manage_page(&app, &place, mistakes).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, &headers)
        }
    }
}

pub(super) async fn end_person(
    State(app): State<App>,
    Path((_, person)): Path<(String, String)>,
    place: Place,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let id: AccountId = person.parse().map_err(|_| Problem::not_found())?;
    let once = fields.once_for("network-end-person", id)?;
    let ended = network::end_person(&app.house, &place.permit, id, once).await;
    if ended.is_ok() && place.permit.account() == Some(id) {
        return Ok(see("/chats?did=left"));
    }
    done(&app, &place, ended, "person-ended", &headers).await
}

pub(super) async fn set_administrator(
    State(app): State<App>,
    Path((_, person)): Path<(String, String)>,
    place: Place,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let id: AccountId = person.parse().map_err(|_| Problem::not_found())?;
    let wanted = match fields.get("wanted") {
        "yes" => true,
        "no" => false,
        _ => return Err(Problem::unreadable("Say whether they look after the network.")),
    };
    let once: Option<Once> = fields.once_for("network-administrator", format_args!("{id}:{wanted}"))?;
    let set = network::set_administrator(&app.house, &place.permit, id, wanted, once).await;
    if set.is_ok() && !wanted && place.permit.account() == Some(id) {
        return Ok(see(&format!("/networks/{}?did=saved", place.permit.network())));
    }
    done(&app, &place, set, "saved", &headers).await
}

pub(super) async fn end_school(
    State(app): State<App>,
    Path((_, school)): Path<(String, String)>,
    place: Place,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let id: SchoolId = school.parse().map_err(|_| Problem::not_found())?;
    let once = fields.once_for("network-end-school", id)?;
    let ended = network::end_school(&app.house, &place.permit, id, once).await;
    done(&app, &place, ended, "school-ended", &headers).await
}

/// Back to the page after a deed on it, or the page again with what was wrong.
async fn done(
    app: &App,
    place: &Place,
    outcome: Result<(), ActionError>,
    did: &str,
    headers: &HeaderMap,
) -> Answer {
    match outcome {
        Ok(()) => Ok(back(place, did, "")),
        Err(ActionError::Invalid(invalid)) => {
            let mistakes = Mistakes { whole: Some(sentence(&invalid.words)), ..Mistakes::default() };
            let shown = manage_page(app, place, mistakes).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, headers)
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) fn back(place: &Place, did: &str, part: &str) -> axum::response::Response {
    see(&format!("/networks/{}/manage?did={did}{part}", place.permit.network()))
}
