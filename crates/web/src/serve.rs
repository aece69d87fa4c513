//! The pages as a service: every route, and the layers around all of them.

use std::net::SocketAddr;
use std::sync::Arc;

use actions::House;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use http::headers::with_strict_headers;
use http::origin::from_here;
use http::serve::within_limits;
use http::{RouteEntry, ServeError, ServeSettings, Server};
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::room::FRAMES_KEPT;
use crate::{problems, routes};

/// Serves until `stop` is cancelled: then live streams end, answers under way are finished, and nothing
/// new is taken.
pub async fn serve(
    house: House,
    settings: ServeSettings,
    stop: CancellationToken,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let address = settings.listen;
    http::serve::serve(router(house, settings, stop.clone()), address, stop, ready).await
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
    let app = App::new(Server::new(house, settings, stop), frames_kept);
    let (list, pages) = routes::all(&app);
    let list: Arc<[RouteEntry]> = list.into();
    let pages = within_limits(pages.layer(from_fn(from_here)), &app)
        .layer(from_fn_with_state(list.clone(), problems::as_pages))
        .layer(from_fn(with_strict_headers))
        .with_state(app);
    // Around the whole, so that what is sent on finds its own route.
    Router::new().fallback_service(pages).layer(from_fn_with_state(list, problems::send_on))
}
