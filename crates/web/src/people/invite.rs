//! Inviting somebody, and taking the invitation back.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::people::{Invite, Invited, TakeBack};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use domain::Permit;
use domain::id::InvitationId;
use domain::people::Roles;
use domain::people::permissions::InvitePeople;

use super::list::list_page;
use super::once_for;
use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::fields::Fields;
use crate::form::{Form, Sent};
use crate::parts::Section;
use crate::people::invite::page::InvitedPage;
use crate::shell::shell;
use crate::visitor::Allowed;
use http::Answer;
use http::typed::Typed;

impl Form for Invite {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        let fields = sent.fields;
        let named = |name| fields.find(name).map(str::to_owned);
        Ok(Self {
            name: fields.get("name").trim().to_owned(),
            email: fields.get("email").trim().to_owned(),
            roles: Roles::new(fields.all("role").filter_map(|role| role.parse().ok())),
            staff: named("staff"),
            mentor: named("mentor"),
        })
    }

    async fn done(sent: &Sent<'_>, _: &Permit<InvitePeople>, invited: Invited) -> Answer {
        let address = public_address(sent.app, sent.headers);
        let link = (!invited.token.is_empty()).then(|| format!("{address}/invitation/{}", invited.token));
        let shown = InvitedPage {
            shell: shell(sent.visitor, "Invitation", Section::People),
            name: invited.name,
            email: sent.fields.get("email").trim().to_owned(),
            link,
        };
        page(&shown, sent.headers)
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<InvitePeople>, typed: Typed<'_>) -> Answer {
        let shown = list_page(sent.app, sent.visitor, permit.actor(), Some(&typed), None).await?;
        page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, sent.headers)
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
    let once = once_for(&fields, &invitation)?;
    app.house.act(&allowed.permit, (), TakeBack { invitation: id }, Some(once)).await?;
    Ok(see("/people?did=taken-back"))
}
