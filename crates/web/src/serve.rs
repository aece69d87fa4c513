//! Serving: the router with its layers, listening, and stopping gracefully.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use actions::House;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Router, serve::ListenerExt};
use http::headers::with_strict_headers;
use tokio::net::{TcpListener, TcpSocket};
use tokio_util::sync::CancellationToken;
use tower_http::catch_panic::CatchPanicLayer;

use crate::answer::Problem;
use crate::app::App;
use crate::room::FRAMES_KEPT;
use crate::{problems, routes};

/// The largest form, in bytes; uploads have a limit of their own.
const LARGEST_FORM: usize = 512 * 1024;
/// How long open answers have to end when the server is asked to stop.
const LAST_WORDS: Duration = Duration::from_secs(10);
/// Connections that may wait to be taken. When a server comes back, everybody comes back at one instant, and
/// whoever finds the queue full is not heard for a second.
const MOST_WAITING: u32 = 4_096;

/// How long one answer may take to begin; live streams begin at once.
const LONGEST_TURN: Duration = Duration::from_mins(1);

/// How the server is to serve.
#[derive(Clone, Debug)]
pub struct ServeSettings {
    /// The address to listen on; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The address people use, for links in invitations; taken from the request where there is none.
    pub public_url: Option<String>,
    /// Whether cookies are for HTTPS only: behind a proxy that speaks it.
    pub secure_cookies: bool,
    /// Requests answered at once; beyond it the answer is 503.
    pub most_requests: usize,
}

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
/// new is taken.
pub async fn serve(
    house: House,
    settings: ServeSettings,
    stop: CancellationToken,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let address = settings.listen;
    let listen = |source| ServeError::Listen { address, source };
    let listener = listen_at(address).map_err(listen)?;
    let address = listener.local_addr().map_err(listen)?;
    // An answer is sent when it is written, not when there is more of it.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its delay");
        }
    });
    let app = router(house, settings, stop.clone()).into_make_service_with_connect_info::<SocketAddr>();
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

/// The whole server as a service: every route, and the layers around all of them.
pub fn router(house: House, settings: ServeSettings, stop: CancellationToken) -> Router {
    router_keeping(house, settings, stop, FRAMES_KEPT)
}

/// The same, with rooms that keep this many frames on their shelves; a stream that is further behind is
/// served from the database.
pub fn router_keeping(
    house: House,
    settings: ServeSettings,
    stop: CancellationToken,
    frames_kept: usize,
) -> Router {
    let app = App::new(house, settings, stop, frames_kept);
    routes::all(&app)
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(from_fn(from_here))
        .layer(from_fn(readable))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            tracing::error!("a handler panicked");
            Problem::inside(&io::Error::other("a handler panicked")).into_response()
        }))
        .layer(from_fn_with_state(app.clone(), in_turn))
        .layer(from_fn(problems::as_pages))
        .layer(from_fn(with_strict_headers))
        .with_state(app)
}

/// Answers so many at once, and tells the rest to come back.
async fn in_turn(State(app): State<App>, request: Request, next: Next) -> Response {
    let Ok(_turn) = app.turns.clone().try_acquire_owned() else {
        return Problem::busy().into_response();
    };
    // Whoever sends their form a byte at a time does not keep a turn for ever.
    tokio::time::timeout(LONGEST_TURN, next.run(request))
        .await
        .unwrap_or_else(|_| Problem::busy().into_response())
}

/// An address that is no text names no page.
async fn readable(request: Request, next: Next) -> Response {
    let path = request.uri().path().replace('+', "%2B");
    let is_text =
        form_urlencoded::parse(path.as_bytes()).all(|(name, value)| !has_lost(&name) && !has_lost(&value));
    if is_text { next.run(request).await } else { Problem::not_found().into_response() }
}

fn has_lost(text: &str) -> bool {
    text.contains(char::REPLACEMENT_CHARACTER)
}

/// What changes something must come from a page of this server: browsers say where a request comes from.
async fn from_here(request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_safe || comes_from_here(request.headers()) {
        return next.run(request).await;
    }
    Problem::foreign().into_response()
}

fn comes_from_here(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    // Browsers from before 2023 say at least the origin.
    let Some((origin, host)) = text(header::ORIGIN.as_str()).zip(text(header::HOST.as_str())) else {
        return false;
    };
    origin.split_once("://").is_some_and(|(_, from)| from == host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_form_must_come_from_a_page_of_this_server() {
        assert!(comes_from_here(&headers(&[("sec-fetch-site", "same-origin")])));
        assert!(!comes_from_here(&headers(&[("sec-fetch-site", "cross-site")])));
        assert!(!comes_from_here(&headers(&[("sec-fetch-site", "same-site")])));
        assert!(comes_from_here(&headers(&[("origin", "http://a:1"), ("host", "a:1")])));
        assert!(!comes_from_here(&headers(&[("origin", "http://evil"), ("host", "a:1")])));
        assert!(!comes_from_here(&headers(&[("host", "a:1")])));
    }
}
