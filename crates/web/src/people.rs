//! People: who belongs to the school, inviting them, ending their access, and accepting an invitation.

pub(crate) mod invitation;
pub(crate) mod invite;
pub(crate) mod list;

use actions::{ActionError, Once};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::{AccountId, InvitationId, SchoolId, StaffId};
use domain::people::permissions::{InvitePeople, SeePeople};
use domain::people::{Role, Roles};
use domain::{Permission, Permit};

use crate::answer::{Problem, bare_shell, page, page_with, see};
use crate::app::App;
use crate::fields::{Fields, Query};
use crate::parts::{Choice, DeedButton, DeedKind, FieldState, Mark, Meaning, Section};
use crate::people::invitation::page::InvitationPage;
use crate::people::invite::page::InvitedPage;
use crate::people::list::page::{EndAccess, InvitationRow, InviteFields, InviteForm, MemberRow, PeoplePage};
use crate::problem::page::ProblemPage;
use crate::routes::typed::{Typed, sentence};
use crate::routes::{Answer, Routes};
use crate::shell::{shell, with_notice};
use crate::sign_in::{begin, browser_words};
use crate::visitor::Allowed;
use crate::words;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get::<SeePeople, _>("/people", list)
        .post::<InvitePeople, _>("/people/invitations", invite)
        .post::<InvitePeople, _>("/people/invitations/{invitation}/take-back", take_back)
        .post::<InvitePeople, _>("/people/{person}/end", end)
        .get_open("/invitation/{token}", invitation)
        .post_open("/invitation/{token}", accept)
}

async fn list(
    State(app): State<App>,
    allowed: Allowed<SeePeople>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let mut shown = list_page(&app, &allowed, None, None).await?;
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

async fn list_page<P: Permission<Scope = SchoolId>>(
    app: &App,
    allowed: &Allowed<P>,
    typed: Option<&Typed<'_>>,
    error: Option<String>,
) -> Result<PeoplePage, Problem> {
    let permit: Permit<SeePeople> = allowed.actor().permit().map_err(ActionError::from)?;
    let mut people = actions::people::list(&app.house, &permit).await?;
    let calendar = app.house.storage.read(permit.school()).await?.calendar().await?;
    let may_invite = allowed.actor().may::<InvitePeople>();
    let name_of = |staff: Option<StaffId>| {
        people.staff.iter().find(|one| Some(one.id) == staff).map(|one| one.name.clone())
    };
    people.members.sort_by_key(|member| member.ended_at.is_some());
    let members = people
        .members
        .iter()
        .map(|member| {
            let is_you = allowed.actor().account == Some(member.account);
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
                end: (may_invite && !is_you && member.ended_at.is_none())
                    .then(|| EndAccess { action: format!("/people/{}/end", member.account), once: key(app) }),
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
                format!("Works until {}", words::date(calendar.local(invitation.ends_at).0))
            } else {
                "Too old to be used. Take it back and make another.".to_owned()
            },
            take_back: may_invite.then(|| {
                let action = format!("/people/invitations/{}/take-back", invitation.id);
                DeedButton::new("Take back", &action, DeedKind::Danger, &key(app))
            }),
        })
        .collect();
    let staff = people.staff.iter().map(|one| one.name.clone()).collect();
    Ok(PeoplePage {
        shell: shell(&allowed.visitor, "People", Section::People),
        members,
        invitations,
        invite: may_invite.then(|| invite_form(app, typed, staff)),
        error,
    })
}

fn key(app: &App) -> String {
    app.house.next_id::<uuid::Uuid>().to_string()
}

fn staff_words(staff: Option<String>, mentor: Option<String>) -> String {
    let staff = staff.map(|name| format!("In the timetable as {name}"));
    let mentor = mentor.map(|name| format!("with {name} as mentor"));
    words::capitalised(&staff.into_iter().chain(mentor).collect::<Vec<_>>().join(", "))
}

fn invite_form(app: &App, typed: Option<&Typed<'_>>, staff: Vec<String>) -> InviteForm {
    let ticked: Vec<&str> = typed.map_or_else(Vec::new, |typed| typed.fields.all("role").collect());
    let roles = Role::ALL
        .into_iter()
        .map(|role| Choice {
            value: role.key().to_owned(),
            words: words::capitalised(role.words()),
            chosen: ticked.contains(&role.key()),
        })
        .collect();
    let fields = typed.map_or_else(InviteFields::default, |typed| InviteFields {
        name: typed.state("name"),
        email: typed.state("email"),
        staff: typed.state("staff"),
        mentor: typed.state("mentor"),
    });
    let mut form = InviteForm::new(key(app), fields, roles, staff);
    form.roles_error = typed.and_then(|typed| typed.error("roles"));
    form
}

async fn invite(
    State(app): State<App>,
    allowed: Allowed<InvitePeople>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let mut typed = Typed::new(&fields);
    let roles: Vec<Role> = fields.all("role").filter_map(|role| role.parse().ok()).collect();
    let (name, email) = (fields.get("name").trim(), fields.get("email").trim());
    let wanted = actions::people::InvitationWanted {
        name,
        email,
        roles: Roles::new(roles),
        staff: fields.find("staff"),
        mentor: fields.find("mentor"),
    };
    let invited = actions::people::invite(&app.house, &allowed.permit, wanted, fields.once("invite")?).await;
    match invited {
        Ok(invited) => {
            let link = (!invited.token.is_empty())
                .then(|| format!("{}/invitation/{}", public_address(&app, &headers), invited.token));
            let shown = InvitedPage {
                shell: shell(&allowed.visitor, "Invitation", Section::People),
                name: invited.name,
                email: email.to_owned(),
                link,
            };
            page(&shown, &headers)
        }
        Err(error) => {
            typed.refused(error)?;
            let shown = list_page(&app, &allowed, Some(&typed), None).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, &headers)
        }
    }
}

/// The address by which people reach this server: the one it was given, or the one this request came to.
fn public_address(app: &App, headers: &HeaderMap) -> String {
    if let Some(url) = &app.settings.public_url {
        return url.trim_end_matches('/').to_owned();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let scheme = if app.settings.secure_cookies { "https" } else { "http" };
    format!("{scheme}://{host}")
}

async fn take_back(
    State(app): State<App>,
    Path(invitation): Path<String>,
    allowed: Allowed<InvitePeople>,
    fields: Fields,
) -> Answer {
    let id: InvitationId = invitation.parse().map_err(|_| Problem::not_found())?;
    let once = once_for("take-back", &fields, &invitation)?;
    actions::people::take_back(&app.house, &allowed.permit, id, Some(once)).await?;
    Ok(see("/people?did=taken-back"))
}

async fn end(
    State(app): State<App>,
    Path(person): Path<String>,
    allowed: Allowed<InvitePeople>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let id: AccountId = person.parse().map_err(|_| Problem::not_found())?;
    let once = once_for("end-access", &fields, &person)?;
    match actions::people::end_access(&app.house, &allowed.permit, id, Some(once)).await {
        Ok(()) => Ok(see("/people?did=ended")),
        Err(ActionError::Invalid(invalid)) => {
            let shown = list_page(&app, &allowed, None, Some(sentence(&invalid.words))).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, &headers)
        }
        Err(error) => Err(error.into()),
    }
}

/// The key of a form that says nothing but whom it is about, which stands in its address.
fn once_for(route: &'static str, fields: &Fields, about: &str) -> Result<Once, Problem> {
    Ok(Once::new(route, fields.get("once"), about.as_bytes())?)
}

async fn invitation(State(app): State<App>, Path(token): Path<String>, headers: HeaderMap) -> Answer {
    match actions::door::invitation(&app.house, &token).await {
        Ok((name, email)) => {
            page(&invitation_page(&token, email, FieldState::of(name), FieldState::default()), &headers)
        }
        Err(ActionError::DeadLink) => dead_link(&headers),
        Err(error) => Err(error.into()),
    }
}

fn invitation_page(token: &str, email: String, name: FieldState, password: FieldState) -> InvitationPage {
    InvitationPage {
        shell: bare_shell("You are invited"),
        action: format!("/invitation/{token}"),
        // The link itself works once.
        once: "invitation".to_owned(),
        email,
        fields: InvitationPage::fields(name, password),
        error: None,
    }
}

fn dead_link(headers: &HeaderMap) -> Answer {
    let shown = ProblemPage {
        shell: bare_shell("This link no longer works"),
        heading: "This link no longer works".to_owned(),
        advice: "It was used already, was taken back, or is more than a fortnight old. If you have used it, sign in; otherwise ask whoever invited you for a new one.".to_owned(),
        back_words: "Sign in".to_owned(),
        back_url: "/sign-in".to_owned(),
        reference: None,
    };
    page_with(StatusCode::GONE, &shown, headers).map(IntoResponse::into_response)
}

async fn accept(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Problem> {
    let browser = browser_words(&headers);
    let (name, password) = (fields.get("name"), fields.get("password"));
    let error = match actions::door::accept_invitation(&app.house, &token, name, password, &browser).await {
        Ok(signed_in) => return begin(&app, &signed_in.token, "/"),
        Err(ActionError::DeadLink) => return dead_link(&headers),
        Err(error) => error,
    };
    let mut typed = Typed::new(&fields);
    typed.refused(error)?;
    let (_, email) = actions::door::invitation(&app.house, &token).await?;
    // A password is never sent back.
    let password = FieldState { value: String::new(), error: typed.error("password") };
    let shown = invitation_page(&token, email, typed.state("name"), password);
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, &headers)
}
