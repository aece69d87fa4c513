//! The floor: a bare handler that answers so many bytes and does nothing else, in a process of its own as
//! the program is.

use std::net::SocketAddr;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;

use crate::failure::Failure;

/// The longest body it answers, in bytes.
const LONGEST_BODY: usize = 1024 * 1024;

/// Serves the floor until the process is ended; prints its address first, as the program does.
pub async fn serve() -> Result<(), Failure> {
    let here = SocketAddr::from(([127, 0, 0, 1], 0));
    let listener = TcpListener::bind(here).await.map_err(Failure::of("listen"))?;
    let address = listener.local_addr().map_err(Failure::of("listen"))?;
    let bytes = Bytes::from(vec![b'.'; LONGEST_BODY]);
    let router = Router::new().route("/{length}", get(answer)).with_state(bytes);
    println!("{}", serde_json::json!({ "url": format!("http://{address}") }));
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            eprintln!("a connection keeps its delay: {error}");
        }
    });
    axum::serve(listener, router).await.map_err(Failure::of("serve the floor"))
}

async fn answer(State(bytes): State<Bytes>, Path(length): Path<usize>) -> Response {
    if length > bytes.len() {
        return StatusCode::NOT_FOUND.into_response();
    }
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], bytes.slice(..length)).into_response()
}
