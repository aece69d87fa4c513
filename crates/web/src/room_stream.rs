//! One reader's stream of a room: what was missed, then what happens, each once and in order.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use actions::House;
use axum::body::{Body, Bytes};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use crate::room::{Frames, Room, Taken, frame};

/// A stream ends after this long, and the browser comes back: so a session that was ended ends its
/// streams too.
const LASTS: Duration = Duration::from_mins(15);
/// A word at least this often, so that a lost connection is noticed.
const WORD_EVERY: Duration = Duration::from_secs(15);
/// What a stream begins with: how many milliseconds a browser waits before it comes back.
const BEGINNING: &[u8] = b"retry: 2000\n\n";
/// What is said when nothing is: an event, because a page cannot hear a comment.
const HERE: &[u8] = b"event: here\ndata: here\n\n";

/// What a reader wants to hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hears {
    /// Messages and the head, rendered: a room.
    Everything,
    /// That something happened: a desk, which then looks at itself anew.
    ThatItMoved,
}

/// A reader of a room.
pub(crate) struct Reader {
    house: House,
    room: Arc<Room>,
    known: watch::Receiver<i64>,
    hears: Hears,
    told: i64,
    replay: Option<Arc<Frames>>,
    has_begun: bool,
    until: Instant,
    stop: CancellationToken,
    _place: OwnedSemaphorePermit,
}

impl Reader {
    /// A reader who has seen everything up to `told`.
    pub fn new(
        house: House,
        (room, known): (Arc<Room>, watch::Receiver<i64>),
        hears: Hears,
        told: i64,
        stop: CancellationToken,
        place: OwnedSemaphorePermit,
    ) -> Self {
        Self {
            house,
            room,
            known,
            hears,
            told,
            replay: None,
            has_begun: false,
            until: Instant::now() + LASTS,
            stop,
            _place: place,
        }
    }

    /// The stream as an answer.
    pub fn answer(self) -> Response {
        let headers = [
            ("content-type", "text/event-stream"),
            ("cache-control", "no-store"),
            ("x-accel-buffering", "no"),
        ];
        let pieces = stream::unfold(self, |mut reader| async move {
            let piece = reader.next().await?;
            Some((Ok::<_, Infallible>(piece), reader))
        });
        (headers, Body::from_stream(pieces)).into_response()
    }

    /// The next piece; none when the stream is to end.
    async fn next(&mut self) -> Option<Bytes> {
        if !self.has_begun {
            self.has_begun = true;
            return Some(Bytes::from_static(BEGINNING));
        }
        let word_at = Instant::now() + WORD_EVERY;
        loop {
            if let Some(bytes) = self.take().await? {
                return Some(bytes);
            }
            let told = self.told;
            tokio::select! {
                () = self.stop.cancelled() => return None,
                () = sleep_until(self.until) => return None,
                () = sleep_until(word_at) => return Some(Bytes::from_static(HERE)),
                known = self.known.wait_for(|known| *known > told) => { known.ok()?; }
            }
        }
    }

    /// What there is to tell now, if anything; none when the stream is to end.
    async fn take(&mut self) -> Option<Option<Bytes>> {
        if self.stop.is_cancelled() {
            return None;
        }
        if self.hears == Hears::ThatItMoved {
            return Some(self.moved());
        }
        loop {
            if let Some(replay) = self.replay.take() {
                let (bytes, told) = replay.take(self.told);
                self.told = told;
                if bytes.is_some() {
                    self.replay = Some(replay);
                    return Some(bytes);
                }
            }
            match self.room.take(self.told) {
                Taken::Told(bytes, told) => {
                    self.told = told;
                    return Some(bytes);
                }
                // What cannot be read now, the browser asks for again.
                Taken::Behind => self.replay = Some(self.room.replay(&self.house).await.ok()?),
            }
        }
    }

    fn moved(&mut self) -> Option<Bytes> {
        let known = *self.known.borrow_and_update();
        let has_moved = known > self.told;
        self.told = self.told.max(known);
        has_moved.then(|| frame("moved", Some(known), &known.to_string()))
    }
}
