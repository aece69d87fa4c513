//! The floor: bare handlers that do nothing but answer, in a process of its own as the program is. One answers
//! so many bytes; the others are a room that passes on what is posted to everybody who listens, and keeps
//! nothing.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::body::{Body, Bytes};
use axum::extract::{Form, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::serve::ListenerExt;
use axum::{Router, extract::FromRef};
use futures_util::stream;
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::sync::broadcast::{self, Sender};

use crate::failure::Failure;

/// The longest body it answers, in bytes.
const LONGEST_BODY: usize = 1024 * 1024;
/// Messages that a reader may be behind.
const MOST_BEHIND: usize = 1024;

#[derive(Clone)]
struct Floor {
    bytes: Bytes,
    room: Room,
}

/// The room: whoever listens, and how much was said.
#[derive(Clone)]
struct Room {
    readers: Sender<Bytes>,
    said: Arc<AtomicU32>,
}

impl FromRef<Floor> for Bytes {
    fn from_ref(floor: &Floor) -> Self {
        floor.bytes.clone()
    }
}

impl FromRef<Floor> for Room {
    fn from_ref(floor: &Floor) -> Self {
        floor.room.clone()
    }
}

/// Serves the floor until the process is ended; prints its address first, as the program does.
pub async fn serve() -> Result<(), Failure> {
    let here = SocketAddr::from(([127, 0, 0, 1], 0));
    let listener = TcpListener::bind(here).await.map_err(Failure::of("listen"))?;
    let address = listener.local_addr().map_err(Failure::of("listen"))?;
    println!("{}", serde_json::json!({ "url": format!("http://{address}") }));
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            eprintln!("a connection keeps its delay: {error}");
        }
    });
    axum::serve(listener, router()).await.map_err(Failure::of("serve the floor"))
}

/// The floor as a service.
pub fn router() -> Router {
    let room = Room { readers: broadcast::channel(MOST_BEHIND).0, said: Arc::default() };
    let floor = Floor { bytes: Bytes::from(vec![b'.'; LONGEST_BODY]), room };
    Router::new()
        .route("/{length}", get(answer))
        .route("/chats/{length}/live", get(listen))
        .route("/chats/{length}/messages", post(say))
        .with_state(floor)
}

async fn answer(State(bytes): State<Bytes>, Path(length): Path<usize>) -> Response {
    if length > bytes.len() {
        return StatusCode::NOT_FOUND.into_response();
    }
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], bytes.slice(..length)).into_response()
}

/// Everything that is said from now on. Whoever falls behind is cut off, so that it is noticed.
async fn listen(State(room): State<Room>) -> Response {
    let events = stream::unfold(room.readers.subscribe(), |mut readers| async move {
        let event = readers.recv().await.ok()?;
        Some((Ok::<_, Infallible>(event), readers))
    });
    ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(events)).into_response()
}

#[derive(Deserialize)]
struct Said {
    body: String,
}

/// Passes on what was said, in an event of this length.
async fn say(State(room): State<Room>, Path(length): Path<usize>, Form(said): Form<Said>) -> Response {
    let number = room.said.fetch_add(1, Ordering::Relaxed) + 1;
    let body = said.body;
    let mut event = format!("id: {number}\nevent: said\ndata: <p data-number=\"{number}\">{body}</p>");
    let missing = length.min(LONGEST_BODY).saturating_sub(event.len() + 2);
    event.extend(std::iter::repeat_n('.', missing));
    event.push_str("\n\n");
    // Nobody listening is no failure.
    let _ = room.readers.send(Bytes::from(event));
    (StatusCode::SEE_OTHER, [(header::LOCATION, "/")]).into_response()
}
