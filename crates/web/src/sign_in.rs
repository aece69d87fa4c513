//! Signing in and out.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;
pub(crate) mod sessions;

use std::net::SocketAddr;

use actions::ActionError;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect};

use crate::answer::{Problem, bare_shell, page_with};
use crate::app::App;
use crate::app::Routes;
use crate::fields::{Fields, Query};
use crate::parts::FieldState;
use crate::sign_in::page::{Carried, SignInPage};
use crate::visitor::{cookie, token};
use http::Answer;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get_open("/sign-in", show)
        .post_open("/sign-in", sign_in)
        .post_open("/sign-out", sign_out)
        .merge(sessions::routes)
}

fn sign_in_page(next: &str, email: &str, error: Option<String>) -> SignInPage {
    SignInPage {
        shell: bare_shell("Sign in"),
        action: "/sign-in".to_owned(),
        // Signing in twice makes two sessions, each of which the person sees and can end.
        once: "sign-in".to_owned(),
        next: next.to_owned(),
        error,
        email: FieldState::of(email),
        demonstration: Vec::new(),
        carried: None,
    }
}

/// The page by which somebody whose session has ended signs in, and sends what they typed.
pub(crate) fn sign_in_to_send(carried: Carried) -> SignInPage {
    SignInPage { carried: Some(carried), ..sign_in_page("", "", None) }
}

async fn show(Query(query): Query, headers: HeaderMap) -> Answer {
    page_with(StatusCode::OK, &sign_in_page(here(query.get("next")), "", None), &headers)
}

/// Only addresses on this server are followed after signing in. Browsers leave tabs and line ends out of
/// an address, so that `/<tab>/elsewhere` would lead elsewhere: only what can be seen is let through.
fn here(next: &str) -> &str {
    let is_local = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    if is_local && next.chars().all(|c| c.is_ascii_graphic()) { next } else { "" }
}

async fn sign_in(
    State(app): State<App>,
    connection: Option<axum::Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let from = connection.map_or_else(String::new, |info| info.0.0.ip().to_string());
    let browser = browser_words(&headers);
    let signed_in =
        actions::sign_in::sign_in(&app.house, fields.get("email"), fields.get("password"), &from, &browser)
            .await;
    let signed_in = match signed_in {
        Ok(signed_in) => signed_in,
        Err(error @ (ActionError::WrongPassword | ActionError::TooManyTries { .. })) => {
            let status = match error {
                ActionError::WrongPassword => StatusCode::UNPROCESSABLE_ENTITY,
                _ => StatusCode::TOO_MANY_REQUESTS,
            };
            let words = format!("{}.", crate::words::capitalised(&error.to_string()));
            let page = SignInPage {
                carried: Carried::of(&fields),
                ..sign_in_page(here(fields.get("next")), fields.get("email"), Some(words))
            };
            return page_with(status, &page, &headers);
        }
        Err(error) => return Err(error.into()),
    };
    let next = here(fields.get("next"));
    let address = if next.is_empty() { "/" } else { next };
    begin(&app, &signed_in.token, address)
}

/// Gives the browser its session and sends it on.
pub(crate) fn begin(app: &App, token: &str, address: &str) -> Answer {
    let mut response = Redirect::to(address).into_response();
    let cookie = cookie(Some(token), app.settings.secure_cookies).ok_or(Problem::signed_out())?;
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Answer {
    if let Some(token) = token(&headers, app.settings.secure_cookies) {
        actions::sign_in::sign_out(&app.house, &token).await?;
    }
    let mut response = Redirect::to("/sign-in").into_response();
    if let Some(cookie) = cookie(None, app.settings.secure_cookies) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The browser and the kind of machine in a word or two, for a person to know their own sessions by.
pub(crate) fn browser_words(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let known = |names: &[(&'static str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser =
        known(&[("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]);
    let machine = known(&[
        ("iPad", "iPad"),
        ("iPhone", "iPhone"),
        ("Android", "Android"),
        ("CrOS", "Chromebook"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (browser, machine) {
        (Some(browser), Some(machine)) => format!("{browser} on {machine}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "another program".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::here;

    #[test]
    fn nobody_is_led_elsewhere_after_signing_in() {
        assert_eq!(here("/week?x=1"), "/week?x=1");
        for elsewhere in
            ["//evil", "https://evil", "/\\evil", "evil", "", "/\t/evil", "/\n/evil", "/ /evil", "/é"]
        {
            assert_eq!(here(elsewhere), "", "{elsewhere}");
        }
    }
}
