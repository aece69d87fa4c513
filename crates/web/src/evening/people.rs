//! Who looks after an evening: giving roles and taking them back.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use domain::chat::ChatRole;
use domain::chat::chat_permissions::SetUpChat;
use domain::id::AccountId;

use super::refused;
use super::set_up::set_up_page;
use crate::answer::{Problem, page_with, see};
use crate::app::App;
use crate::fields::Fields;
use crate::participant::InChat;
use crate::routes::Answer;
use crate::routes::typed::Typed;

fn role_of(fields: &Fields) -> Result<ChatRole, Problem> {
    let role: Option<ChatRole> = fields.get("role").parse().ok();
    role.filter(|role| ChatRole::OF_A_CHAT.contains(role))
        .ok_or_else(|| Problem::unreadable("Choose host, moderator or curator."))
}

pub(super) async fn give(
    State(app): State<App>,
    place: InChat<SetUpChat>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let role = role_of(&fields)?;
    let mut typed = Typed::new(&fields);
    let handle = typed.fields.get("handle").trim().trim_start_matches('@').to_owned();
    let once = fields.once_for("chat-role", place.chat)?;
    match actions::chat::give_role(&app.house, &place.permit, place.chat, &handle, role, once).await {
        Ok(()) => return Ok(see(&format!("/chats/{}/set-up?did=role-given#people", place.chat))),
        Err(error) => refused(&mut typed, error, &["handle"])?,
    }
    let shown = set_up_page(&app, &place, None, typed.state("handle")).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, &headers)
}

pub(super) async fn take(
    State(app): State<App>,
    Path((_, person)): Path<(String, String)>,
    place: InChat<SetUpChat>,
    fields: Fields,
) -> Answer {
    let account: AccountId = person.parse().map_err(|_| Problem::not_found())?;
    let role = role_of(&fields)?;
    let once = fields.once_for("chat-role-end", format_args!("{}:{account}:{role}", place.chat))?;
    actions::chat::take_role_of(&app.house, &place.permit, place.chat, account, role, once).await?;
    Ok(see(&format!("/chats/{}/set-up?did=role-taken#people", place.chat)))
}
