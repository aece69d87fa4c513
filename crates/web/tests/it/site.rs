//! A school on a server, and browsers that are signed in to it.

use std::fmt::Write as _;
use std::net::SocketAddr;

use actions::House;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use domain::id::{AccountId, SchoolId};
use http_body_util::BodyExt as _;
use sha2::{Digest as _, Sha256};
use storage::Storage;
use storage::door::Session;
use testing::{Database, Talker, TestSchool};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;
use web::ServeSettings;

use crate::page::{Form, Page};

/// The host that every request names.
pub const HOST: &str = "trolley.example";

/// A school on a server.
pub struct Site<'a> {
    pub database: &'a Database,
    pub school: TestSchool,
    pub router: Router,
    pub stop: CancellationToken,
}

/// A browser, signed in or not.
#[derive(Clone, Debug)]
pub struct Browser {
    router: Router,
    cookie: Option<String>,
}

pub fn settings() -> ServeSettings {
    ServeSettings {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        public_url: None,
        secure_cookies: false,
        most_requests: 512,
    }
}

impl<'a> Site<'a> {
    pub async fn on(database: &'a Database) -> Self {
        let school = TestSchool::on(database).await;
        let stop = CancellationToken::new();
        let router = web::router(school.house.clone(), settings(), stop.clone());
        Self { database, school, router, stop }
    }

    /// Somebody of the school, signed in.
    pub async fn browser(&self, name: &str) -> Browser {
        self.browser_of(&self.school, name).await
    }

    /// Somebody of another school, signed in.
    pub async fn browser_of(&self, school: &TestSchool, name: &str) -> Browser {
        let account = school.member(name).await.account();
        let token = sign_in(&school.house, &school.storage, account, Some(school.id), name).await;
        Browser { router: self.router.clone(), cookie: Some(token) }
    }

    /// Somebody of a network who belongs to no school, signed in.
    pub async fn browser_for(&self, talker: &Talker) -> Browser {
        let token = sign_in(&talker.house, &self.school.storage, talker.account, None, &talker.name).await;
        Browser { router: self.router.clone(), cookie: Some(token) }
    }

    /// Nobody.
    pub fn nobody(&self) -> Browser {
        Browser { router: self.router.clone(), cookie: None }
    }

    /// How many entries the school's history has.
    pub async fn events(&self) -> i64 {
        self.school.storage.read(self.school.id).await.unwrap().event_sequence().await.unwrap()
    }

    /// Every row of the school.
    pub async fn rows(&self) -> Vec<String> {
        self.database.rows_of(self.school.id).await
    }
}

/// Begins a session without a password, which takes long to hash. Returns its token.
async fn sign_in(
    house: &House,
    storage: &Storage,
    account: AccountId,
    school: Option<SchoolId>,
    name: &str,
) -> String {
    let token = format!("{}-{name}", house.secret()).replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    let hash = Sha256::digest(token.as_bytes()).iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    });
    let now = house.now();
    let session =
        Session { id: house.next_id(), browser: "a test".to_owned(), created_at: now, seen_at: now };
    let mut door = storage.open_door().await.unwrap();
    door.add_session(&session, account, school, &hash, now.plus_minutes(60 * 24 * 365)).await.unwrap();
    door.commit().await.unwrap();
    token
}

impl Browser {
    /// The same person at another server.
    pub fn at(&self, router: &Router) -> Self {
        Self { router: router.clone(), cookie: self.cookie.clone() }
    }

    /// A request as this browser makes it.
    pub fn request(&self, method: &str, address: &str) -> axum::http::request::Builder {
        let mut request = Request::builder().method(method).uri(address).header("host", HOST);
        if let Some(token) = &self.cookie {
            request = request.header("cookie", format!("trolley={token}"));
        }
        if method != "GET" {
            request = request.header("sec-fetch-site", "same-origin");
        }
        request
    }

    /// The answer before its body is read.
    pub async fn open(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// The whole answer; of a live stream, its head.
    pub async fn send(&self, request: Request<Body>) -> Page {
        let (parts, body) = self.open(request).await.into_parts();
        let is_stream = parts
            .headers
            .get("content-type")
            .is_some_and(|kind| kind.to_str().unwrap().starts_with("text/event-stream"));
        let bytes =
            if is_stream { axum::body::Bytes::new() } else { body.collect().await.unwrap().to_bytes() };
        Page { status: parts.status, headers: parts.headers, bytes }
    }

    pub async fn get(&self, address: &str) -> Page {
        self.send(self.request("GET", address).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Page {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request =
            self.request("POST", address).header("content-type", "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends a form as it stands.
    pub async fn sends(&self, form: &Form) -> Page {
        let fields: Vec<(&str, &str)> =
            form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(&form.action, &fields).await
    }

    /// Sends a form by one of its buttons.
    pub async fn presses(&self, form: &Form, name: &str, value: &str) -> Page {
        self.sends(&form.clone().with(name, value)).await
    }

    /// Sends a form and follows where it leads.
    pub async fn sends_and_follows(&self, form: &Form) -> Page {
        let sent = self.sends(form).await;
        self.get(sent.location()).await
    }
}
