//! Correcting what is kept of a person.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::people::{Correct, PersonSeen, PersonShown};
use actions::sign_in::Visitor;
use actions::{ActionError, Beside};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use domain::Permit;
use domain::people::permissions::InvitePeople;
use domain::people::{Role, Roles};

use super::list::{role_choices, staff_words};
use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::fields::Fields;
use crate::form::{Form, Sent, key, nowhere_to_show};
use crate::parts::{FieldState, Section};
use crate::people::correct::page::{CorrectFields, CorrectPage};
use crate::shell::shell;
use crate::visitor::Allowed;
use crate::words;
use http::Answer;
use http::typed::Typed;

pub(super) async fn show(
    State(app): State<App>,
    Path(person): Path<String>,
    allowed: Allowed<InvitePeople>,
    headers: HeaderMap,
) -> Answer {
    let id = person.parse().map_err(|_| Problem::not_found())?;
    let shown = actions::people::show(&app.house, &allowed.permit, id).await?;
    let (member, name_of) = (&shown.member, |staff| FieldState::of(shown.name_of(staff)));
    let fields = CorrectFields {
        name: FieldState::of(&member.name),
        staff: name_of(member.staff),
        mentor: name_of(member.mentor),
    };
    let ticked: Vec<&str> = member.roles.iter().map(Role::key).collect();
    page(&correct_page(&app, &allowed.visitor, &shown, fields, &ticked), &headers)
}

fn correct_page(
    app: &App,
    visitor: &Visitor,
    shown: &PersonShown,
    fields: CorrectFields,
    ticked: &[&str],
) -> CorrectPage {
    let member = &shown.member;
    let staff = shown.staff.iter().map(|one| one.name.clone()).collect();
    CorrectPage {
        person: member.account.to_string(),
        once: key(app),
        seen: serde_json::to_string(&shown.seen).unwrap_or_default(),
        email: member.email.clone(),
        roles: role_choices(ticked),
        ..CorrectPage::around(
            shell(visitor, &format!("Edit {}", member.name), Section::People),
            &member.name,
            fields,
            shown.elsewhere,
            staff,
        )
    }
}

/// What is kept of somebody, for whoever meant to change something else.
fn kept_words(shown: &PersonShown) -> String {
    let member = &shown.member;
    let some = |staff| Some(shown.name_of(staff).to_owned()).filter(|name| !name.is_empty());
    let lines = [
        member.name.clone(),
        words::capitalised(&member.roles.words()),
        staff_words(some(member.staff), some(member.mentor)),
    ];
    lines
        .into_iter()
        .filter(|line| !line.is_empty())
        .map(|line| format!("{line}."))
        .collect::<Vec<_>>()
        .join(" ")
}

/// What was typed, and what was seen when the form was opened. A name that is not this school's alone is left.
fn read(fields: &Fields) -> (PersonSeen, Option<PersonSeen>) {
    let seen: Option<PersonSeen> = serde_json::from_str(fields.get("seen")).ok();
    let name = fields.find("name").map(str::to_owned);
    let wanted = PersonSeen {
        name: name.or_else(|| seen.as_ref().map(|seen| seen.name.clone())).unwrap_or_default(),
        roles: Roles::new(fields.all("role").filter_map(|role| role.parse().ok())),
        staff: fields.get("staff").to_owned(),
        mentor: fields.get("mentor").to_owned(),
    };
    (wanted, seen)
}

/// What stands in the fields after both corrections, with what is kept now beside each that both corrected.
fn overtaken(
    wanted: PersonSeen,
    seen: &PersonSeen,
    now: &PersonSeen,
) -> (CorrectFields, Roles, Option<String>) {
    let Beside { whole, disputed } = wanted.beside(seen, now);
    let state = |name: &str, value: String, now: &str| {
        let error = disputed.contains(&name).then(|| match now {
            "" => "It is empty now.".to_owned(),
            now => format!("It is “{now}” now."),
        });
        FieldState { value, error }
    };
    let fields = CorrectFields {
        name: state("name", whole.name, &now.name),
        staff: state("staff", whole.staff, &now.staff),
        mentor: state("mentor", whole.mentor, &now.mentor),
    };
    let roles_now = words::capitalised(&now.roles.words());
    let roles_error = disputed.contains(&"roles").then(|| format!("They are now: {roles_now}."));
    (fields, whole.roles, roles_error)
}

impl Form for Correct {
    fn read(sent: &Sent<'_>, typed: &mut Typed<'_>) -> Result<Self, Problem> {
        let person = sent.named("person")?;
        let (PersonSeen { roles, staff, mentor, .. }, seen) = read(sent.fields);
        if seen.is_none() && !sent.fields.get("seen").is_empty() {
            typed.fail("seen", "this form is older than the program");
        }
        let name = sent.fields.find("name").map(str::to_owned);
        Ok(Self { person, seen, name, roles, staff: Some(staff), mentor: Some(mentor) })
    }

    fn part(&self) -> Option<String> {
        Some(self.person.to_string())
    }

    async fn done(_: &Sent<'_>, _: &Permit<InvitePeople>, (): ()) -> Answer {
        Ok(see("/people?did=saved"))
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<InvitePeople>, typed: Typed<'_>) -> Answer {
        if typed.error("person").is_some() {
            return Err(nowhere_to_show(&typed));
        }
        let shown = actions::people::show(&sent.app.house, permit, sent.named("person")?).await?;
        if typed.error("seen").is_some() {
            let (wanted, seen) = read(typed.fields);
            let seen = seen.unwrap_or_else(|| shown.seen.clone());
            let (fields, roles, roles_error) = overtaken(wanted, &seen, &shown.seen);
            let ticked: Vec<&str> = roles.iter().map(Role::key).collect();
            let mut page = correct_page(sent.app, sent.visitor, &shown, fields, &ticked);
            page.roles_error = roles_error;
            page.overtaken = Some(kept_words(&shown));
            return page_with(StatusCode::CONFLICT, &page, sent.headers);
        }
        let fields = CorrectFields {
            name: typed.state("name"),
            staff: typed.state("staff"),
            mentor: typed.state("mentor"),
        };
        let ticked: Vec<&str> = typed.fields.all("role").collect();
        let mut page = correct_page(sent.app, sent.visitor, &shown, fields, &ticked);
        page.roles_error = typed.error("roles");
        // It was opened when that was seen, and what others have changed since is still theirs.
        typed.fields.get("seen").clone_into(&mut page.seen);
        page_with(StatusCode::UNPROCESSABLE_ENTITY, &page, sent.headers)
    }

    fn refused(typed: &mut Typed<'_>, error: ActionError) -> Result<(), Problem> {
        if matches!(error, ActionError::Stale) {
            typed.fail("seen", &error.to_string());
            return Ok(());
        }
        typed.refused(error)
    }
}
