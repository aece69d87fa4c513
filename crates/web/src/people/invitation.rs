//! An invitation, as the person who got it sees it.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::ActionError;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::answer::{Problem, bare_shell, page, page_with};
use crate::app::App;
use crate::fields::Fields;
use crate::parts::FieldState;
use crate::people::invitation::page::InvitationPage;
use crate::problem::page::ProblemPage;
use crate::sign_in::{begin, browser_words};
use http::Answer;
use http::typed::Typed;

pub(super) async fn invitation(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Answer {
    match actions::sign_in::invitation(&app.house, &token).await {
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
        words: Vec::new(),
        back_words: "Sign in".to_owned(),
        back_url: "/sign-in".to_owned(),
        reference: None,
    };
    page_with(StatusCode::GONE, &shown, headers).map(IntoResponse::into_response)
}

pub(super) async fn accept(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Problem> {
    let browser = browser_words(&headers);
    let (name, password) = (fields.get("name"), fields.get("password"));
    let error = match actions::sign_in::accept_invitation(&app.house, &token, name, password, &browser).await
    {
        Ok(signed_in) => return begin(&app, &signed_in.token, "/"),
        Err(ActionError::DeadLink) => return dead_link(&headers),
        Err(error) => error,
    };
    let mut typed = Typed::new(&fields);
    typed.refused(error)?;
    let (_, email) = actions::sign_in::invitation(&app.house, &token).await?;
    // A password is never sent back.
    let password = FieldState { value: String::new(), error: typed.error("password") };
    let shown = invitation_page(&token, email, typed.state("name"), password);
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, &headers)
}
