//! Looking after a network.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::network::{
    self, ChangeSettings, EndPerson, EndSchool, MemberSchool, NetworkCode, NetworkPerson, SetAdministrator,
};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::chat::ChatRole;
use domain::chat::chat_permissions::ManageNetwork;
use domain::chat::network::CodeKind;
use domain::id::SchoolId;
use domain::{Instant, Permit};
use jiff::tz::TimeZone;

use super::evenings::zone;
use super::show::counted;
use super::{key, read_readers, readers_choice};
use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::fields::Query;
use crate::form::{Form, Sent};
use crate::network::manage::page::{CodeForm, CodeRow, ManagePage, PersonButton, PersonRow, SchoolRow};
use crate::participant::InNetwork;
use crate::parts::{Button, ButtonKind, FieldState, Mark, Meaning, Section};
use crate::shell::{shell, with_notice};
use crate::visitor::Visitor;
use crate::{words, zoned};
use http::Answer;
use http::typed::Typed;

/// Whoever looks after the network.
pub(super) type May = Permit<ManageNetwork>;

/// The form that came back with a mistake in it.
#[derive(Clone, Copy)]
pub(super) enum CameBack<'a> {
    Code(&'a Typed<'a>),
    Settings(&'a Typed<'a>),
    /// A button, which has no field to say it beside.
    Button(&'a Typed<'a>),
}

pub(super) async fn show(
    State(app): State<App>,
    place: InNetwork<ManageNetwork>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let mut shown = manage_page(&app, &place.visitor, &place.permit, None).await?;
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

async fn manage_page(
    app: &App,
    visitor: &Visitor,
    permit: &May,
    came_back: Option<CameBack<'_>>,
) -> Result<ManagePage, Problem> {
    let found = network::people(&app.house, permit).await?;
    let (now, once, id) = (app.house.now(), key(app), found.network.id.to_string());
    let zone = zone(&found.network.time_zone);
    let is_department = found.network.of_school.is_some();
    let (code, settings, button) = match came_back {
        Some(CameBack::Code(typed)) => (Some(typed), None, None),
        Some(CameBack::Settings(typed)) => (None, Some(typed), None),
        Some(CameBack::Button(typed)) => (None, None, typed.first_error().map(str::to_owned)),
        None => (None, None, None),
    };
    let states = settings.map_or_else(
        || [FieldState::of(found.network.name.as_str()), FieldState::of(found.network.time_zone.as_str())],
        |typed| [typed.state("name"), typed.state("time-zone")],
    );
    let chosen = settings.map_or(found.network.readers.key(), |typed| typed.fields.get("readers"));
    let [name, zone_name] = states;
    let readers_error = settings.and_then(|typed| typed.error("readers"));
    let since = |at: Instant| zoned::moment(&zone, at, now);
    Ok(ManagePage {
        shell: shell(visitor, &format!("Look after {}", found.network.name), Section::Chats),
        error: button.or(readers_error),
        new_code: code_form(code, !is_department),
        codes: found.codes.iter().map(|code| code_row(&id, code, &once, &zone, now)).collect(),
        people: found
            .people
            .iter()
            .map(|person| person_row(&id, person, permit, &since(person.joined_at)))
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

fn person_row(network: &str, person: &NetworkPerson, permit: &May, since: &str) -> PersonRow {
    let looks_after_it = person.role == ChatRole::NetworkAdministrator;
    let mut marks = Vec::new();
    if permit.account() == Some(person.account) {
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

/// The page again, with what is wrong.
pub(super) async fn again(sent: &Sent<'_>, permit: &May, came_back: CameBack<'_>) -> Answer {
    let shown = manage_page(sent.app, sent.visitor, permit, Some(came_back)).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, sent.headers)
}

/// Back to the page, with a line that says what was done.
#[expect(clippy::unnecessary_wraps, reason = "it is what a form answers")]
pub(super) fn back(permit: &May, did: &str, part: &str) -> Answer {
    Ok(see(&format!("/networks/{}/manage?did={did}{part}", permit.network())))
}

impl Form for ChangeSettings {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self {
            name: sent.fields.get("name").to_owned(),
            time_zone: sent.fields.get("time-zone").trim().to_owned(),
            readers: read_readers(sent.fields.get("readers"))?,
        })
    }

    async fn done(_: &Sent<'_>, permit: &May, (): ()) -> Answer {
        back(permit, "saved", "#settings")
    }

    async fn came_back(sent: &Sent<'_>, permit: &May, typed: Typed<'_>) -> Answer {
        again(sent, permit, CameBack::Settings(&typed)).await
    }
}

impl Form for EndPerson {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self { person: sent.named("person")? })
    }

    fn part(&self) -> Option<String> {
        Some(self.person.to_string())
    }

    async fn done(sent: &Sent<'_>, permit: &May, (): ()) -> Answer {
        if permit.account() == Some(sent.named("person")?) {
            return Ok(see("/chats?did=left"));
        }
        back(permit, "person-ended", "")
    }

    async fn came_back(sent: &Sent<'_>, permit: &May, typed: Typed<'_>) -> Answer {
        again(sent, permit, CameBack::Button(&typed)).await
    }
}

impl Form for SetAdministrator {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        let person = sent.named("person")?;
        let looks_after_it = match sent.fields.get("wanted") {
            "yes" => true,
            "no" => false,
            _ => return Err(Problem::unreadable("Say whether they look after the network.")),
        };
        Ok(Self { person, looks_after_it })
    }

    fn part(&self) -> Option<String> {
        Some(format!("{}:{}", self.person, self.looks_after_it))
    }

    async fn done(sent: &Sent<'_>, permit: &May, (): ()) -> Answer {
        let is_own = permit.account() == Some(sent.named("person")?);
        if is_own && sent.fields.get("wanted") == "no" {
            return Ok(see(&format!("/networks/{}?did=saved", permit.network())));
        }
        back(permit, "saved", "")
    }

    async fn came_back(sent: &Sent<'_>, permit: &May, typed: Typed<'_>) -> Answer {
        again(sent, permit, CameBack::Button(&typed)).await
    }
}

impl Form for EndSchool {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self { school: sent.named("school")? })
    }

    fn part(&self) -> Option<String> {
        Some(self.school.to_string())
    }

    async fn done(_: &Sent<'_>, permit: &May, (): ()) -> Answer {
        back(permit, "school-ended", "")
    }

    async fn came_back(sent: &Sent<'_>, permit: &May, typed: Typed<'_>) -> Answer {
        again(sent, permit, CameBack::Button(&typed)).await
    }
}
