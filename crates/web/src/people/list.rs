//! Who belongs to the school, and ending their access.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::ActionError;
use actions::people::{EndAccess, People};
use actions::sign_in::Visitor;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use domain::Permit;
use domain::id::{AccountId, StaffId};
use domain::people::permissions::{InvitePeople, SeePeople, SeeRequisition};
use domain::people::{Actor, Member, Role};

use super::{key, once_for};
use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::fields::{Fields, Query};
use crate::parts::{Button, ButtonKind, Choice, Link, Mark, Meaning, Section};
use crate::people::list::page::{
    EndForm, InvitationRow, InviteFields, InviteForm, MemberRow, OpenRequests, PeoplePage,
};
use crate::shell::{shell, with_notice};
use crate::visitor::Allowed;
use crate::words;
use http::Answer;
use http::typed::{Typed, sentence};

pub(super) async fn list(
    State(app): State<App>,
    allowed: Allowed<SeePeople>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let mut shown = list_page(&app, &allowed.visitor, allowed.actor(), None, None).await?;
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

pub(super) async fn list_page(
    app: &App,
    visitor: &Visitor,
    actor: &Actor,
    typed: Option<&Typed<'_>>,
    error: Option<String>,
) -> Result<PeoplePage, Problem> {
    let permit: Permit<SeePeople> = actor.permit().map_err(ActionError::from)?;
    let mut people = actions::people::list(&app.house, &permit).await?;
    let may_invite = actor.may::<InvitePeople>();
    let name_of = |staff: Option<StaffId>| {
        people.staff.iter().find(|one| Some(one.id) == staff).map(|one| one.name.clone())
    };
    people.members.sort_by_key(|member| member.ended_at.is_some());
    let members = people
        .members
        .iter()
        .map(|member| {
            let is_you = actor.account == Some(member.account);
            let mut marks = Vec::new();
            if is_you {
                marks.push(Mark::new("You", Meaning::Plain));
            }
            if member.ended_at.is_some() {
                marks.push(Mark::new("Access ended", Meaning::Quiet));
            }
            MemberRow {
                name: member.name.clone(),
                email: member.email.clone(),
                roles: words::capitalised(&member.roles.words()),
                staff: staff_words(name_of(member.staff), name_of(member.mentor)),
                marks,
                edit: (may_invite && member.ended_at.is_none())
                    .then(|| format!("/people/{}", member.account)),
                open: (has_ended(member) || may_invite && !is_you)
                    .then(|| open_requests(&people, member, actor))
                    .flatten(),
                end: (may_invite && !is_you && member.ended_at.is_none())
                    .then(|| EndForm { action: format!("/people/{}/end", member.account), once: key(app) }),
            }
        })
        .collect();
    let now = app.house.now();
    let invitations = people
        .invitations
        .iter()
        .map(|invitation| InvitationRow {
            name: invitation.name.clone(),
            email: invitation.email.clone(),
            roles: words::capitalised(&invitation.roles.words()),
            until: if invitation.ends_at > now {
                format!("Works until {}", words::date(people.calendar.local(invitation.ends_at).0))
            } else {
                "Too old to be used. Take it back and make another.".to_owned()
            },
            take_back: may_invite.then(|| {
                let action = format!("/people/invitations/{}/take-back", invitation.id);
                Button::new("Take back", &action, ButtonKind::Danger, &key(app))
            }),
        })
        .collect();
    let staff = people.staff.iter().map(|one| one.name.clone()).collect();
    Ok(PeoplePage {
        shell: shell(visitor, "People", Section::People),
        members,
        invitations,
        invite: may_invite.then(|| invite_form(app, typed, staff)),
        error,
    })
}

/// Whether their access has ended.
fn has_ended(member: &Member) -> bool {
    member.ended_at.is_some()
}

/// What is open of what a member asked for, each with the way to it where the reader may see it.
fn open_requests(people: &People, member: &Member, actor: &Actor) -> Option<OpenRequests> {
    let open: Vec<_> = people.open_of(member).collect();
    let words = match open.len() {
        0 => return None,
        1 => "1 request of theirs is open.".to_owned(),
        more => format!("{more} requests of theirs are open."),
    };
    let may_read = actor.may::<SeeRequisition>();
    let requests = open
        .into_iter()
        .filter(|_| may_read)
        .map(|requisition| Link {
            words: format!(
                "{} for {}, {}",
                requisition.content.title(),
                requisition.occasion.class,
                words::date(requisition.occasion.date)
            ),
            url: format!("/requisitions/{}", requisition.id),
        })
        .collect();
    Some(OpenRequests { words, requests })
}

pub(super) fn staff_words(staff: Option<String>, mentor: Option<String>) -> String {
    let staff = staff.map(|name| format!("In the timetable as {name}"));
    let mentor = mentor.map(|name| format!("with {name} as mentor"));
    words::capitalised(&staff.into_iter().chain(mentor).collect::<Vec<_>>().join(", "))
}

/// Every role, to tick.
pub(super) fn role_choices(ticked: &[&str]) -> Vec<Choice> {
    let choice = |role: Role| Choice {
        value: role.key().to_owned(),
        words: words::capitalised(role.words()),
        chosen: ticked.contains(&role.key()),
    };
    Role::ALL.into_iter().map(choice).collect()
}

fn invite_form(app: &App, typed: Option<&Typed<'_>>, staff: Vec<String>) -> InviteForm {
    let ticked: Vec<&str> = typed.map_or_else(Vec::new, |typed| typed.fields.all("role").collect());
    let fields = typed.map_or_else(InviteFields::default, |typed| InviteFields {
        name: typed.state("name"),
        email: typed.state("email"),
        staff: typed.state("staff"),
        mentor: typed.state("mentor"),
    });
    let mut form = InviteForm::new(key(app), fields, role_choices(&ticked), staff);
    form.roles_error = typed.and_then(|typed| typed.error("roles"));
    form
}

pub(super) async fn end(
    State(app): State<App>,
    Path(person): Path<String>,
    allowed: Allowed<InvitePeople>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let id: AccountId = person.parse().map_err(|_| Problem::not_found())?;
    let once = once_for(&fields, &person)?;
    match app.house.act(&allowed.permit, (), EndAccess { person: id }, Some(once)).await {
        Ok(()) => Ok(see("/people?did=ended")),
        Err(ActionError::Invalid(invalid)) => {
            let shown =
                list_page(&app, &allowed.visitor, allowed.actor(), None, Some(sentence(&invalid.words)))
                    .await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, &headers)
        }
        Err(error) => Err(error.into()),
    }
}
