//! The calendar that programs follow.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::network::{self, FeedEvening};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::IntoResponse;
use domain::chat::chat_permissions::{FollowCalendar, SeeNetwork};
use interchange::evening_calendar::{CalendarEvening, EveningCalendar, write};

use super::{permit, public_address};
use crate::answer::page;
use crate::app::App;
use crate::fields::Fields;
use crate::network::feed::page::FeedPage;
use crate::participant::InNetwork;
use crate::parts::Section;
use crate::routes::Answer;
use crate::shell::shell;

pub(super) async fn make(
    State(app): State<App>,
    place: InNetwork<FollowCalendar>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let once = fields.once_for("network-feed", place.permit.network())?;
    let secret = network::make_feed(&app.house, &place.permit, once).await?;
    let found = network::show(&app.house, &permit::<SeeNetwork>(place.participant())?).await?;
    let shown = FeedPage {
        shell: shell(&place.visitor, "A calendar address", Section::Chats),
        back_url: format!("/networks/{}", place.permit.network()),
        network: found.network.name,
        address: (!secret.is_empty()).then(|| format!("{}/feeds/{secret}", public_address(&app, &headers))),
    };
    page(&shown, &headers)
}

pub(super) async fn calendar(
    State(app): State<App>,
    Path(secret): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let found = network::feed(&app.house, &secret).await?;
    let address = public_address(&app, &headers);
    let calendar = EveningCalendar {
        name: found.name,
        written_at: app.house.now(),
        evenings: found.evenings.into_iter().map(|evening| in_calendar(evening, &address)).collect(),
    };
    let mut response = write(&calendar).into_response();
    let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}

fn in_calendar(evening: FeedEvening, address: &str) -> CalendarEvening {
    CalendarEvening {
        uid: format!("{}@trolley", evening.chat),
        sequence: evening.version,
        starts_at: evening.starts_at,
        ends_at: evening.ends_at,
        summary: if evening.put_off { "Put off".to_owned() } else { evening.subject },
        description: if evening.tag.is_empty() { String::new() } else { format!("#{}", evening.tag) },
        url: Some(format!("{address}/chats/{}", evening.chat)),
        is_cancelled: evening.put_off,
    }
}
