//! The fields of a form, as they were sent: in order, with repeats, and with the key that lets the form
//! be sent twice.

use actions::Once;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use domain::direction::isolated;

use crate::Problem;
use crate::readable::wrong_with;
use crate::sent_form::SentForm;

/// The fields of a form or of an address.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    pairs: Vec<(String, String)>,
    body: Bytes,
}

impl Fields {
    /// The fields in an address's query. What no address may hold has been refused before.
    pub fn of_query(query: Option<&str>) -> Self {
        Self { pairs: parse(query.unwrap_or_default().as_bytes()), body: Bytes::new() }
    }

    /// The fields of a form as it came.
    pub fn of_form(body: &str) -> Self {
        Self { pairs: parse(body.as_bytes()), body: Bytes::new() }
    }

    /// The first value of a field; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default()
    }

    /// The first value of a field, if it was sent.
    pub fn find(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Every value of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Every field whose name begins with `prefix`: the rest of its name, and its value.
    pub fn beginning<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.pairs
            .iter()
            .filter_map(move |(key, value)| key.strip_prefix(prefix).map(|rest| (rest, value.as_str())))
    }

    /// Whether a tick was set.
    pub fn is_ticked(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Adds a field, as if it had been sent.
    pub fn add(&mut self, name: &str, value: &str) {
        self.pairs.push((name.to_owned(), value.to_owned()));
    }

    /// Every field, as it was sent.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// The key of this sending.
    pub fn once(&self) -> Result<Option<Once>, Problem> {
        Ok(Some(Once::new(self.get("once"), &self.body)?))
    }

    /// The key of one part of what this form does, where it does several things that are kept apart.
    pub fn once_for(&self, part: impl std::fmt::Display) -> Result<Option<Once>, Problem> {
        let whole = self.get("once");
        let key = if whole.is_empty() { String::new() } else { format!("{whole}:{part}") };
        Ok(Some(Once::new(&key, &self.body)?))
    }
}

fn parse(bytes: &[u8]) -> Vec<(String, String)> {
    let pairs = form_urlencoded::parse(bytes);
    pairs.map(|(name, value)| (name.into_owned(), isolated(&value).into_owned())).collect()
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let sent = SentForm::of(&request);
        let body = Bytes::from_request(request, state).await.map_err(|rejection| {
            if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                Problem::too_large()
            } else {
                Problem::unreadable("The form broke off on the way. Send it again.")
            }
        })?;
        if let Some(sent) = sent {
            sent.keep(&body);
        }
        let pairs = parse(&body);
        let wrong = pairs.iter().find_map(|(name, value)| wrong_with(name, value));
        wrong.map_or(Ok(Self { pairs, body }), |wrong| Err(Problem::unreadable(wrong)))
    }
}

/// The fields in the address of a request.
#[derive(Clone, Debug)]
pub struct Query(pub Fields);

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self(Fields::of_query(parts.uri.query())))
    }
}
