//! Live updates: a stream that says “changed” with the number of the school's newest event. The page then
//! asks for its own part anew, so that what it shows is always a page that was rendered whole.

use std::convert::Infallible;
use std::time::Duration;

use actions::{Change, ScopeId};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use domain::people::permissions::UseOwnAccount;
use futures_util::stream::{self, Stream};
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use crate::fields::Query;
use crate::visitor::Allowed;
use crate::{Problem, Server};

/// A stream ends after this long, and the browser comes back: so a session that was ended ends its
/// streams too.
const LASTS: Duration = Duration::from_mins(15);
/// A word at least this often, so that a lost connection is noticed.
const WORD_EVERY: Duration = Duration::from_secs(15);

struct Listening {
    changes: Receiver<Change>,
    school: domain::id::SchoolId,
    told: i64,
    now_at: i64,
    until: Instant,
    stop: CancellationToken,
    _place: OwnedSemaphorePermit,
}

/// `GET /live`: everything that happens in the visitor's school, from the last event they have seen.
pub async fn live(
    State(server): State<Server>,
    allowed: Allowed<UseOwnAccount>,
    Query(query): Query,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    let place = server.streams.clone().try_acquire_owned().map_err(|_| Problem::busy())?;
    let changes = server.house.changes();
    let school = allowed.permit.school();
    // Read after listening has begun, so that nothing falls between.
    let now_at = server.house.newest_entry(&allowed.permit).await?;
    let last_seen = headers.get("last-event-id").and_then(|value| value.to_str().ok());
    // Nobody has seen what has not happened: a number from elsewhere would keep its stream silent.
    let told = last_seen.unwrap_or(query.get("after")).parse().unwrap_or(now_at).min(now_at);
    let listening = Listening {
        changes,
        school,
        told,
        now_at,
        until: Instant::now() + LASTS,
        stop: server.stop.clone(),
        _place: place,
    };
    let keep_alive = KeepAlive::new().interval(WORD_EVERY).text("here");
    let headers = [("cache-control", "no-store"), ("x-accel-buffering", "no")];
    Ok((headers, Sse::new(events(listening)).keep_alive(keep_alive)))
}

fn events(listening: Listening) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(listening, |mut listening| async move {
        let sequence = listening.next().await?;
        listening.told = sequence;
        let event = Event::default().event("changed").id(sequence.to_string()).data(sequence.to_string());
        Some((Ok(event), listening))
    })
}

impl Listening {
    /// The next number to tell; none when the stream is to end.
    async fn next(&mut self) -> Option<i64> {
        if self.now_at > self.told {
            return Some(self.now_at);
        }
        loop {
            let heard = tokio::select! {
                () = self.stop.cancelled() => return None,
                () = sleep_until(self.until) => return None,
                heard = self.changes.recv() => heard,
            };
            match heard {
                Ok(change) if change.scope == ScopeId::School(self.school) && change.sequence > self.told => {
                    return Some(change.sequence);
                }
                Ok(_) => {}
                // Too much at once to keep up with: the number after the last one told makes the page
                // look again, which is all that a missed word would have done.
                Err(RecvError::Lagged(_)) => return Some(self.told + 1),
                Err(RecvError::Closed) => return None,
            }
        }
    }
}
