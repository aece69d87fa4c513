//! Who looks after an evening: giving roles and taking them back.

use actions::ActionError;
use actions::chat::{GiveRole, TakeRole};
use axum::http::StatusCode;
use domain::Permit;
use domain::chat::ChatRole;
use domain::chat::chat_permissions::SetUpChat;
use domain::id::ChatId;

use super::refused;
use super::set_up::set_up_page;
use crate::answer::{Problem, page_with, see};
use crate::chat::this_chat;
use crate::fields::Fields;
use crate::form::{Form, Sent, nowhere_to_show};
use crate::participant::InChat;
use http::Answer;
use http::typed::Typed;

fn role_of(fields: &Fields) -> Result<ChatRole, Problem> {
    let role: Option<ChatRole> = fields.get("role").parse().ok();
    role.filter(|role| ChatRole::OF_A_CHAT.contains(role))
        .ok_or_else(|| Problem::unreadable("Choose host, moderator or curator."))
}

fn back(sent: &Sent<'_>, did: &str) -> Answer {
    let chat: ChatId = sent.named("chat")?;
    Ok(see(&format!("/chats/{chat}/set-up?did={did}#people")))
}

impl Form for GiveRole {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        let role = role_of(sent.fields)?;
        let handle = sent.fields.get("handle").trim().trim_start_matches('@').to_owned();
        Ok(Self { handle, role })
    }

    async fn done(sent: &Sent<'_>, _: &Permit<SetUpChat>, (): ()) -> Answer {
        back(sent, "role-given")
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<SetUpChat>, typed: Typed<'_>) -> Answer {
        let (permit, visitor) = (permit.clone(), sent.visitor.clone());
        let place = InChat { permit, visitor, chat: sent.named("chat")? };
        let shown = set_up_page(sent.app, &place, None, typed.state("handle")).await?;
        page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, sent.headers)
    }

    fn refused(typed: &mut Typed<'_>, error: ActionError) -> Result<(), Problem> {
        refused(typed, error, &["handle"])
    }
}

impl Form for TakeRole {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self { person: sent.named("person")?, role: role_of(sent.fields)? })
    }

    fn part_here(&self, sent: &Sent<'_>) -> Option<String> {
        Some(format!("{}:{}:{}", this_chat(sent)?, self.person, self.role))
    }

    async fn done(sent: &Sent<'_>, _: &Permit<SetUpChat>, (): ()) -> Answer {
        back(sent, "role-taken")
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<SetUpChat>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}
