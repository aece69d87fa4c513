//! Inviting somebody, and taking the invitation back.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use domain::id::InvitationId;
use domain::people::permissions::InvitePeople;
use domain::people::{Role, Roles};

use super::list::list_page;
use super::once_for;
use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::fields::Fields;
use crate::parts::Section;
use crate::people::invite::page::InvitedPage;
use crate::routes::Answer;
use crate::routes::typed::Typed;
use crate::shell::shell;
use crate::visitor::Allowed;

pub(super) async fn invite(
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

pub(super) async fn take_back(
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
