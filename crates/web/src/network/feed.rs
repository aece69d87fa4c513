//! The calendar that programs follow.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::network::{self, FeedEvening, MadeFeed, MakeFeed};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::IntoResponse;
use domain::Permit;
use domain::chat::chat_permissions::{FollowCalendar, SeeNetwork};
use interchange::evening_calendar::{CalendarEvening, EveningCalendar, write};

use super::{permit, public_address};
use crate::answer::{Problem, page};
use crate::app::App;
use crate::form::{Form, Sent, nowhere_to_show};
use crate::network::feed::page::FeedPage;
use crate::parts::Section;
use crate::shell::shell;
use http::Answer;
use http::typed::Typed;

impl Form for MakeFeed {
    fn read(_: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self {})
    }

    async fn done(sent: &Sent<'_>, made_by: &Permit<FollowCalendar>, made: MadeFeed) -> Answer {
        let found = network::show(&sent.app.house, &permit::<SeeNetwork>(made_by.participant())?).await?;
        let address = || format!("{}/feeds/{}", public_address(sent.app, sent.headers), made.secret);
        let shown = FeedPage {
            shell: shell(sent.visitor, "A calendar address", Section::Chats),
            back_url: format!("/networks/{}", made_by.network()),
            network: found.network.name,
            address: (!made.secret.is_empty()).then(address),
        };
        page(&shown, sent.headers)
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<FollowCalendar>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
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
