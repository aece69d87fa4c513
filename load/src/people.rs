//! Signing in over the door that people use.

use std::net::SocketAddr;
use std::sync::Arc;

use hyper::{StatusCode, header};

use crate::client::{Ask, Client};
use crate::failure::Failure;
use crate::program::Program;

/// A session: the cookie that a browser would keep.
#[derive(Clone, Debug)]
pub struct Session {
    /// Whose.
    pub role: &'static str,
    /// `name=token`, as it is sent back.
    pub cookie: Arc<str>,
}

/// So many sessions, the roles taking turns; each is a sign-in of its own.
pub async fn sign_in(
    program: &Program,
    roles: &[&'static str],
    number: usize,
) -> Result<Vec<Session>, Failure> {
    let mut sessions = Vec::new();
    for role in roles.iter().cycle().take(number) {
        sessions.push(begin(program, role).await?);
    }
    Ok(sessions)
}

async fn begin(program: &Program, role: &'static str) -> Result<Session, Failure> {
    let person = program
        .people
        .get(role)
        .ok_or_else(|| Failure::new(format!("the demonstration has nobody who is a {role}")))?;
    let form = form_urlencoded::Serializer::new(String::new())
        .append_pair("once", "sign-in")
        .append_pair("next", "")
        .append_pair("email", &person.email)
        .append_pair("password", &person.password)
        .finish();
    let mut client = Client::connect(program.address).await?;
    let answer = client.ask(&Ask { address: "/sign-in".to_owned(), form: Some(form) }, None).await?;
    let cookie = answer
        .headers
        .get(header::SET_COOKIE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .filter(|_| answer.status == StatusCode::SEE_OTHER);
    let cookie =
        cookie.ok_or_else(|| Failure::new(format!("signing in as {role} was answered {}", answer.status)))?;
    Ok(Session { role, cookie: cookie.into() })
}

/// A page as text, which must be answered 200.
pub async fn read(address: SocketAddr, session: &Session, page: &str) -> Result<String, Failure> {
    let answer = Client::connect(address).await?.ask(&Ask::page(page), Some(&session.cookie)).await?;
    if answer.status != StatusCode::OK {
        return Err(Failure::new(format!("{page} was answered {} to the {}", answer.status, session.role)));
    }
    answer.text()
}
