//! One evening as a file for calendar programs.

use axum::extract::State;
use axum::http::HeaderMap;
use domain::chat::ChatState;
use domain::chat::chat_permissions::SeeRoom;
use interchange::evening_calendar::{CalendarEvening, EveningCalendar, write};

use crate::app::App;
use crate::evening::download;
use crate::network::public_address;
use crate::participant::InChat;
use http::Answer;

pub(super) async fn file(State(app): State<App>, place: InChat<SeeRoom>, headers: HeaderMap) -> Answer {
    let room = actions::chat::room(&app.house, &place.permit, place.chat, None, 1).await?;
    let chat = &room.chat;
    let calendar = EveningCalendar {
        name: room.network.name.clone(),
        written_at: app.house.now(),
        evenings: vec![CalendarEvening {
            uid: format!("{}@trolley", chat.id),
            sequence: chat.version,
            starts_at: chat.starts_at,
            ends_at: chat.ends_at,
            summary: chat.subject.clone(),
            description: if chat.tag.is_empty() { String::new() } else { format!("#{}", chat.tag) },
            url: Some(format!("{}/chats/{}", public_address(&app, &headers), chat.id)),
            is_cancelled: chat.state == ChatState::Draft,
        }],
    };
    download(write(&calendar), "text/calendar; charset=utf-8", "evening.ics", &headers)
}
