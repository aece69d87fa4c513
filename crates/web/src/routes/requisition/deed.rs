//! The deeds done to a requisition by one form each.

use domain::Permission;
use std::collections::BTreeMap;

use actions::ActionError;
use actions::requisition::{self, CountBack, Done, Tick};
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::id::{RequisitionId, SchoolId};
use domain::people::permissions::{AnswerRequests, Approve, Prepare, Request, SeeRequisition};
use domain::requisition::Deed;

use super::super::Answer;
use super::super::prep::initials::{SIGNED_AS, Sending, given, question};
use crate::answer::{Problem, see};
use crate::app::App;
use crate::fields::{Fields, Query};
use crate::visitor::Allowed;

/// The longest words about what is missing, in characters.
const LONGEST_WORDS: usize = 200;

/// What every deed gets: the requisition, the form, and the page it came from.
pub(crate) struct Sent<P: Permission> {
    app: App,
    id: RequisitionId,
    allowed: Allowed<P>,
    fields: Fields,
    query: Fields,
    headers: HeaderMap,
    address: String,
}

impl<P: Permission<Scope = SchoolId>> axum::extract::FromRequest<App> for Sent<P> {
    type Rejection = Problem;

    async fn from_request(request: axum::extract::Request, app: &App) -> Result<Self, Problem> {
        use axum::extract::FromRequestParts as _;
        let (mut parts, body) = request.into_parts();
        let Path(id) =
            Path::<String>::from_request_parts(&mut parts, app).await.map_err(|_| Problem::not_found())?;
        let id = id.parse().map_err(|_| Problem::not_found())?;
        let allowed = Allowed::from_request_parts(&mut parts, app).await?;
        let Query(query) = Query::from_request_parts(&mut parts, app).await?;
        let headers = parts.headers.clone();
        let address = parts.uri.path_and_query().map_or_else(String::new, ToString::to_string);
        let fields = Fields::from_request(axum::extract::Request::from_parts(parts, body), app).await?;
        Ok(Self { app: app.clone(), id, allowed, fields, query, headers, address })
    }
}

impl<P: Permission<Scope = SchoolId>> Sent<P> {
    /// Back to the page that the form stood on, with a line that says what was done and takes it back.
    fn back(&self, done: Result<Done, ActionError>, deed: Deed) -> Answer {
        let done = match done {
            Ok(done) => done,
            // What clashes is shown on the sheet, with its ways out.
            Err(ActionError::Clash(_)) => {
                return Ok(see(&format!("/requisitions/{}?clash=yes", self.id)));
            }
            Err(error) => return Err(error.into()),
        };
        // What was undone is not undone again.
        let mut did = match deed {
            Deed::Undo => "did=undo".to_owned(),
            _ => format!("did={}&undo={}&at={}", deed.key(), done.id, done.version),
        };
        let by = given(self.allowed.actor(), &self.fields, &self.query);
        if !by.is_empty() {
            let by: String = form_urlencoded::byte_serialize(by.as_bytes()).collect();
            did = format!("{did}&{SIGNED_AS}={by}");
        }
        let from = self.query.get("from");
        let board = from.parse::<jiff::civil::Date>().ok();
        Ok(see(&match (from, board) {
            ("board", _) => format!("/board?{did}"),
            ("inbox", _) => format!("/inbox?{did}"),
            (_, Some(date)) => format!("/board/{date}?{did}"),
            _ => format!("/requisitions/{}?{did}", done.id),
        }))
    }
}

impl Sent<Prepare> {
    /// The tick, or the page that first asks whose hand it is.
    async fn tick(&self, route: &'static str) -> Result<Result<Tick, Response>, Problem> {
        let sending = Sending {
            fields: &self.fields,
            query: &self.query,
            address: &self.address,
            headers: &self.headers,
        };
        if let Some(question) = question(&self.app, &self.allowed, sending).await? {
            return Ok(Err(question));
        }
        let initials = given(self.allowed.actor(), &self.fields, &self.query);
        Ok(Ok(Tick { initials, once: self.fields.once(route)? }))
    }
}

pub(crate) async fn accept(sent: Sent<AnswerRequests>) -> Answer {
    let once = sent.fields.once("accept")?;
    let done = requisition::accept(&sent.app.house, &sent.allowed.permit, sent.id, once).await;
    sent.back(done, Deed::Accept)
}

pub(crate) async fn approve(sent: Sent<Approve>) -> Answer {
    let once = sent.fields.once("approve")?;
    let done = requisition::approve(&sent.app.house, &sent.allowed.permit, sent.id, once).await;
    sent.back(done, Deed::Approve)
}

pub(crate) async fn query(sent: Sent<AnswerRequests>) -> Answer {
    let once = sent.fields.once("query")?;
    let words = sent.fields.get("words");
    let done = requisition::query(&sent.app.house, &sent.allowed.permit, sent.id, words, once).await;
    sent.back(done, Deed::Query)
}

pub(crate) async fn decline(sent: Sent<AnswerRequests>) -> Answer {
    let once = sent.fields.once("decline")?;
    let words = sent.fields.get("words");
    let done = requisition::decline(&sent.app.house, &sent.allowed.permit, sent.id, words, once).await;
    sent.back(done, Deed::Decline)
}

pub(crate) async fn answer(sent: Sent<Request>) -> Answer {
    let once = sent.fields.once("answer")?;
    let words = sent.fields.get("words");
    let late = (None, String::new());
    let done =
        requisition::answer(&sent.app.house, &sent.allowed.permit, sent.id, words, None, late, once).await;
    sent.back(done, Deed::Answer)
}

pub(crate) async fn withdraw(sent: Sent<Request>) -> Answer {
    let once = sent.fields.once("withdraw")?;
    let done = requisition::withdraw(&sent.app.house, &sent.allowed.permit, sent.id, once).await;
    sent.back(done, Deed::Withdraw)
}

pub(crate) async fn not_used(sent: Sent<Request>) -> Answer {
    let once = sent.fields.once("not-used")?;
    let words = sent.fields.get("words");
    let done = requisition::not_used(&sent.app.house, &sent.allowed.permit, sent.id, words, once).await;
    sent.back(done, Deed::NotUsed)
}

pub(crate) async fn prepare(sent: Sent<Prepare>) -> Answer {
    let tick = match sent.tick("prepare").await? {
        Ok(tick) => tick,
        Err(question) => return Ok(question),
    };
    let done = requisition::prepare(&sent.app.house, &sent.allowed.permit, sent.id, tick).await;
    sent.back(done, Deed::Prepare)
}

pub(crate) async fn deliver(sent: Sent<Prepare>) -> Answer {
    let tick = match sent.tick("deliver").await? {
        Ok(tick) => tick,
        Err(question) => return Ok(question),
    };
    let done = requisition::deliver(&sent.app.house, &sent.allowed.permit, sent.id, tick).await;
    sent.back(done, Deed::Deliver)
}

pub(crate) async fn collect(sent: Sent<Prepare>) -> Answer {
    let tick = match sent.tick("collect").await? {
        Ok(tick) => tick,
        Err(question) => return Ok(question),
    };
    let done = requisition::collect(&sent.app.house, &sent.allowed.permit, sent.id, tick).await;
    sent.back(done, Deed::Collect)
}

/// Counting back: fields `back-ITEM` say how many are back; what is not named is all there.
pub(crate) async fn count(sent: Sent<Prepare>) -> Answer {
    let tick = match sent.tick("count").await? {
        Ok(tick) => tick,
        Err(question) => return Ok(question),
    };
    let mut back = BTreeMap::new();
    for (item, number) in sent.fields.beginning("back-") {
        let item = item.parse().map_err(|_| Problem::not_found())?;
        let number = number.trim().parse().map_err(|_| {
            Problem::unreadable(format!(
                "“{number}” is not a number of pieces. Nothing was counted; go back and correct it."
            ))
        })?;
        back.insert(item, number);
    }
    let mut words = BTreeMap::new();
    for (item, said) in sent.fields.beginning("words-").filter(|(_, said)| !said.trim().is_empty()) {
        let item = item.parse().map_err(|_| Problem::not_found())?;
        words.insert(item, said.chars().take(LONGEST_WORDS).collect());
    }
    let counted = CountBack { back, words };
    let done = requisition::count(&sent.app.house, &sent.allowed.permit, sent.id, counted, tick).await;
    sent.back(done, Deed::Count)
}

pub(crate) async fn undo(sent: Sent<SeeRequisition>) -> Answer {
    let once = sent.fields.once("undo")?;
    let done = requisition::undo(&sent.app.house, &sent.allowed.permit, sent.id, once).await;
    sent.back(done, Deed::Undo)
}
