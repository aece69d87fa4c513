//! Sending a message: by a form that answers with the page, or by the room's script, which keeps its place.

pub(crate) mod form;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::ActionError;
use actions::message::{Say, Saying};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::chat::chat_permissions::Say as MaySay;
use domain::chat::room::SayRefusal;
use domain::id::ChatId;
use serde_json::json;

use super::key;
use super::room::room_page;
use crate::answer::{Problem, page_with, see};
use crate::app::App;
use crate::fields::Fields;
use crate::participant::InChat;
use http::Answer;
use http::typed::{Typed, sentence};

pub(super) async fn say(
    State(app): State<App>,
    inside: InChat<MaySay>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let for_script = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.starts_with("application/json"));
    let refused = match wanted(&fields) {
        Ok(wanted) => {
            let once = fields.once_for(inside.chat)?;
            match app.house.act(&inside.permit, inside.chat, wanted, once).await {
                Ok(saying) if for_script => return Ok(told(&app, &saying)),
                Ok(saying) => return Ok(see(&came_from(inside.chat, &saying))),
                Err(error) => Refused::of(error)?,
            }
        }
        Err(refused) => refused,
    };
    if for_script {
        return Ok(refused.told(&app));
    }
    let mut typed = Typed::new(&fields);
    typed.fail("body", &refused.words);
    let shown = room_page(&app, inside.participant(), &inside.visitor, inside.chat, &typed).await?;
    Ok(refused.with_headers(page_with(refused.status, &shown, &headers)?))
}

/// What a form says, or what is wrong with it.
fn wanted(fields: &Fields) -> Result<Say, Refused> {
    let named = |name: &str| match fields.get(name) {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Refused::unreadable("the message it answers is not here")),
    };
    let question = match fields.get("question") {
        "" => None,
        text => Some(text.parse().map_err(|_| Refused::unreadable("choose one of the questions"))?),
    };
    Ok(Say {
        // Browsers send line breaks as two characters; people count them as one.
        body: fields.get("body").replace("\r\n", "\n"),
        question,
        reply_to: named("reply_to")?,
        quotes: named("quotes")?,
    })
}

fn came_from(chat: ChatId, saying: &Saying) -> String {
    if saying.held {
        format!("/chats/{chat}?did=waits-for-moderator#say")
    } else {
        format!("/chats/{chat}#say")
    }
}

fn told(app: &App, saying: &Saying) -> Response {
    let answer = json!({
        "message": saying.message.to_string(),
        "number": saying.number,
        "held": saying.held,
        "once": key(app),
    });
    (StatusCode::CREATED, Json(answer)).into_response()
}

/// Why a message was not taken; what was typed is kept.
struct Refused {
    status: StatusCode,
    words: String,
    seconds: Option<u32>,
}

impl Refused {
    fn of(error: ActionError) -> Result<Self, Problem> {
        let (status, seconds) = match &error {
            ActionError::Unsaid(SayRefusal::TooSoon { seconds }) => (StatusCode::CONFLICT, Some(*seconds)),
            ActionError::Unsaid(SayRefusal::Empty | SayRefusal::TooLong(_)) | ActionError::Invalid(_) => {
                (StatusCode::UNPROCESSABLE_ENTITY, None)
            }
            ActionError::Unsaid(_) | ActionError::Unmoved(_) | ActionError::OnceReused => {
                (StatusCode::CONFLICT, None)
            }
            _ => return Err(error.into()),
        };
        Ok(Self { status, words: sentence(&error.to_string()), seconds })
    }

    fn unreadable(words: &str) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, words: sentence(words), seconds: None }
    }

    /// The same for the room's script, with a key for the next try.
    fn told(&self, app: &App) -> Response {
        let answer = json!({ "error": self.words, "seconds": self.seconds, "once": key(app) });
        self.with_headers((self.status, Json(answer)).into_response())
    }

    fn with_headers(&self, mut response: Response) -> Response {
        if let Some(seconds) = self.seconds {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
