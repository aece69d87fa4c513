//! Serving: the limits around every route, listening, and stopping gracefully.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Router, serve::ListenerExt};
use tokio::net::{TcpListener, TcpSocket};
use tokio_util::sync::CancellationToken;
use tower_http::catch_panic::CatchPanicLayer;

use crate::readable::readable;
use crate::{Problem, Server};

/// The largest form, in bytes; uploads have a limit of their own.
const LARGEST_FORM: usize = 512 * 1024;
/// How long open answers have to end when the server is asked to stop.
const LAST_WORDS: Duration = Duration::from_secs(10);
/// Connections that may wait to be taken. When a server comes back, everybody comes back at one instant, and
/// whoever finds the queue full is not heard for a second.
const MOST_WAITING: u32 = 4_096;

/// How long one answer may take to begin; live streams begin at once.
const LONGEST_TURN: Duration = Duration::from_mins(1);

/// Why the server could not serve.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address is taken, or not this machine's.
    #[error("cannot listen on {address}: {source}; choose another with --listen")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// The server broke off.
    #[error("the server broke off: {0}")]
    Broke(#[source] io::Error),
}

/// Serves until `stop` is cancelled: then live streams end, answers under way are finished, and nothing
/// new is taken. `ready` is told the address once it is listened on.
pub async fn serve(
    router: Router,
    address: SocketAddr,
    stop: CancellationToken,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let listen = |source| ServeError::Listen { address, source };
    let listener = listen_at(address).map_err(listen)?;
    let address = listener.local_addr().map_err(listen)?;
    // An answer is sent when it is written, not when there is more of it.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its delay");
        }
    });
    let app = router.into_make_service_with_connect_info::<SocketAddr>();
    ready(address);
    let server = axum::serve(listener, app).with_graceful_shutdown(stop.clone().cancelled_owned());
    let out_of_patience = async {
        stop.cancelled().await;
        tokio::time::sleep(LAST_WORDS).await;
    };
    tokio::select! {
        served = server => served.map_err(ServeError::Broke),
        () = out_of_patience => {
            tracing::warn!("stopped before every answer had ended");
            Ok(())
        }
    }
}

fn listen_at(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // Connections of before that are not forgotten yet do not keep a restart from its address.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(MOST_WAITING)
}

/// The limits around every route of a way in: sizes of forms, addresses that are text, turns, time, and an
/// answer where there was a panic.
pub fn within_limits<S: Clone + Send + Sync + 'static>(router: Router<S>, server: &Server) -> Router<S> {
    router
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(from_fn(readable))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            tracing::error!("a handler panicked");
            Problem::inside(&io::Error::other("a handler panicked")).into_response()
        }))
        .layer(from_fn_with_state(server.clone(), in_turn))
}

/// Answers so many at once, and tells the rest to come back.
async fn in_turn(State(server): State<Server>, request: Request, next: Next) -> Response {
    let Ok(_turn) = server.turns.clone().try_acquire_owned() else {
        return Problem::busy().into_response();
    };
    // Whoever sends their form a byte at a time does not keep a turn for ever.
    tokio::time::timeout(LONGEST_TURN, next.run(request))
        .await
        .unwrap_or_else(|_| Problem::busy().into_response())
}
