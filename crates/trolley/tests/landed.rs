//! A database of the first schema, with history of every kind and a form answered at every route that keeps its
//! answers: what was kept then is still read, and whoever sends one of those forms again gets the answer of then.
//! `landed/README.md` says how it came about.

#![expect(clippy::unwrap_used, reason = "what fails in a test's own helpers fails the test")]

#[path = "landed/rows.rs"]
mod rows;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::process::Command;
use std::sync::Arc;

use actions::House;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use serde::Deserialize;
use storage::{Address, Storage};
use testing::{CountingIds, Database, StandingClock};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;
use web::ServeSettings;

/// What is told of the database: everybody's password, the kinds of its history, and its forms.
const TOLD: &str = include_str!("landed/forms.json");

#[derive(Deserialize)]
struct Told {
    password: String,
    kinds: Vec<String>,
    forms: Vec<Form>,
}

/// A form that was answered.
#[derive(Deserialize)]
struct Form {
    address: String,
    body: String,
    /// Who sent it, by their address.
    by: String,
    #[serde(flatten)]
    answer: Answer,
    /// What the program of then said when it came again, where that was another answer: of somebody who had left,
    /// of somebody who was erased.
    again: Option<Answer>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Answer {
    status: u16,
    location: Option<String>,
}

fn told() -> Told {
    serde_json::from_str(TOLD).unwrap()
}

/// Puts the database of then in the place of this one, and brings it up to date.
async fn brought_forward(database: &Database) -> Storage {
    rows::put_into(database).await;
    Storage::migrate(&database.address).await.unwrap()
}

/// The server of now, a minute after the last form was answered.
async fn server(database: &Database) -> Router {
    let storage = brought_forward(database).await;
    let last = database.texts("select cast(max(given_at) as text) from answer_given").await;
    let last: i64 = last[0].parse().unwrap();
    let clock = StandingClock::at("2026-01-01T00:00:00Z");
    clock.set(domain::Instant(last + 60_000));
    let settings = ServeSettings {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        public_url: None,
        secure_cookies: false,
        most_requests: 64,
    };
    let house = House::new(storage, Arc::new(clock), Arc::new(CountingIds::from(1_000_000)));
    web::router(house, settings, CancellationToken::new())
}

fn request(method: &str, address: &str, cookie: &str) -> axum::http::request::Builder {
    let request = Request::builder().method(method).uri(address).header("host", "trolley.example");
    if cookie.is_empty() { request } else { request.header("cookie", cookie) }
}

async fn post(router: &Router, address: &str, cookie: &str, body: &str) -> Response<Body> {
    let request = request("POST", address, cookie)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body.to_owned()))
        .unwrap();
    router.clone().oneshot(request).await.unwrap()
}

async fn status_of(router: &Router, address: &str, cookie: &str) -> StatusCode {
    let request = request("GET", address, cookie).body(Body::empty()).unwrap();
    router.clone().oneshot(request).await.unwrap().status()
}

fn header(response: &Response<Body>, name: &str) -> Option<String> {
    response.headers().get(name).map(|value| value.to_str().unwrap().to_owned())
}

/// Signs somebody in with the password of then. Their cookie.
async fn sign_in(router: &Router, email: &str, password: &str) -> String {
    let (email, password) = (email.replace('@', "%40"), password.replace(' ', "+"));
    let body = format!("once=sign-in&next=&email={email}&password={password}");
    let response = post(router, "/sign-in", "", &body).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER, "{email} signs in");
    header(&response, "set-cookie").unwrap().split(';').next().unwrap().to_owned()
}

/// How much history and how many kept answers there are.
async fn sizes(database: &Database) -> Vec<String> {
    let tables = ["event", "network_event", "answer_given", "requisition", "hold", "message"];
    let counts: Vec<String> =
        tables.iter().map(|table| format!("select '{table} ' || count(*) from {table}")).collect();
    database.texts(&counts.join(" union all ")).await
}

/// A form of then that was not answered the same when it was sent again, and why it is now.
const ANSWERED_THE_SAME_NOW: [(&str, &str); 1] =
    [("once=landed-104&", "whom a role is given to is looked up after what was answered, and not before it")];

/// Where a form leads, without the way to take back all that it did, which addresses did not carry then.
fn without_undo_of_all(answer: Answer) -> Answer {
    let without = |location: String| {
        let Some((before, after)) = location.split_once("&together=") else { return location };
        let fragment = after.split_once('#').map(|(_, fragment)| format!("#{fragment}"));
        format!("{before}{}", fragment.unwrap_or_default())
    };
    Answer { location: answer.location.map(without), ..answer }
}

testing::on_both_databases! {
    async fn what_was_kept_is_opened_and_sound(database: &Database) {
        brought_forward(database).await.close().await;
        let kinds = "select kind from event union select kind from network_event order by kind";
        let mut kinds = database.texts(kinds).await;
        kinds.sort();
        assert_eq!(kinds, told().kinds);
        let url = match &database.address {
            Address::Sqlite(path) => format!("sqlite:{}", path.display()),
            Address::Postgres(url) => url.clone(),
        };
        let check = Command::new(env!("CARGO_BIN_EXE_trolley")).args(["check", "--database", &url]).output().unwrap();
        let found = String::from_utf8_lossy(&check.stdout);
        assert!(check.status.success(), "{found}{}", String::from_utf8_lossy(&check.stderr));
        // The school, and the networks: its department's, three that were begun, and one for an archive.
        assert_eq!(found.matches("Nothing found.").count(), 6, "{found}");
    }

    async fn every_history_is_read(database: &Database) {
        let router = server(database).await;
        let pages = [
            ("head", "select '/requisitions/' || id from requisition where state <> 'draft'"),
            ("technician", "select '/apparatus/' || subject_id from event where kind like 'item.%'"),
            ("head", "select '/networks/' || id || '/manage' from network where slug in ('shire-technicians', 'passing-network')"),
            ("a.teacher", "select '/chats/' || chat_id || '/desk' from network_event where kind = 'message.star'"),
            ("technician", "select '/chats/' || chat_id from network_event where kind = 'message.say'"),
            ("head", "select '/evenings/' || chat_id from revision where number = 2"),
        ];
        let mut cookies: BTreeMap<&str, String> = BTreeMap::new();
        for (who, addresses) in pages {
            let email = format!("{who}@hillside.example");
            if !cookies.contains_key(who) {
                cookies.insert(who, sign_in(&router, &email, &told().password).await);
            }
            let addresses = database.texts(addresses).await;
            assert!(!addresses.is_empty(), "nothing to read for {who}");
            for address in addresses {
                let status = status_of(&router, &address, &cookies[who]).await;
                assert_eq!(status, StatusCode::OK, "{address} for {who}");
            }
        }
    }

    async fn every_form_that_was_answered_is_answered_the_same(database: &Database) {
        let router = server(database).await;
        let told = told();
        let before = sizes(database).await;
        let mut cookies: BTreeMap<String, String> = BTreeMap::new();
        for form in &told.forms {
            if !cookies.contains_key(&form.by) {
                cookies.insert(form.by.clone(), sign_in(&router, &form.by, &told.password).await);
            }
        }
        let mut wrong = Vec::new();
        for form in told.forms {
            let response = post(&router, &form.address, &cookies[&form.by], &form.body).await;
            let found = Answer { status: response.status().as_u16(), location: header(&response, "location") };
            let found = without_undo_of_all(found);
            let is_mended = ANSWERED_THE_SAME_NOW.iter().any(|(key, _)| form.body.starts_with(key));
            let expected = form.again.filter(|_| !is_mended).unwrap_or(form.answer);
            if found != expected {
                wrong.push(format!("{} by {}: {found:?}, and not {expected:?}", form.address, form.by));
            }
            let after = sizes(database).await;
            if after != before {
                wrong.push(format!("{} by {} did something: {after:?}", form.address, form.by));
                break;
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
