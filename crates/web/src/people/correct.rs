//! Correcting what is kept of a person.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::ActionError;
use actions::people::{Correct, PersonShown};
use actions::sign_in::Visitor;
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
        seen: shown.seen.clone(),
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

impl Form for Correct {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        let fields: &Fields = sent.fields;
        let typed = |name| fields.find(name).map(str::to_owned);
        Ok(Self {
            person: sent.named("person")?,
            seen: Some(fields.get("seen").to_owned()),
            name: typed("name"),
            roles: Roles::new(fields.all("role").filter_map(|role| role.parse().ok())),
            staff: typed("staff"),
            mentor: typed("mentor"),
        })
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
        let fields = CorrectFields {
            name: typed.state("name"),
            staff: typed.state("staff"),
            mentor: typed.state("mentor"),
        };
        let ticked: Vec<&str> = typed.fields.all("role").collect();
        let mut page = correct_page(sent.app, sent.visitor, &shown, fields, &ticked);
        page.roles_error = typed.error("roles");
        page.overtaken = typed.error("seen").map(|_| kept_words(&shown));
        let is_overtaken = page.overtaken.is_some();
        let status = if is_overtaken { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
        page_with(status, &page, sent.headers)
    }

    fn refused(typed: &mut Typed<'_>, error: ActionError) -> Result<(), Problem> {
        if matches!(error, ActionError::Stale) {
            typed.fail("seen", &error.to_string());
            return Ok(());
        }
        typed.refused(error)
    }
}
