//! What every handler of a page can reach.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRef;
use http::Server;

use crate::kept::KeptPages;
use crate::room::Rooms;

/// What every handler of a page can reach: what every way in has, and what is kept of pages.
#[derive(Clone)]
pub(crate) struct App {
    server: Server,
    pub kept: Arc<KeptPages>,
    pub rooms: Arc<Rooms>,
}

/// Routes on their way into the server.
pub(crate) type Routes = http::Routes<App>;

impl App {
    /// `frames_kept` is how many frames a room’s shelf holds.
    pub fn new(server: Server, frames_kept: usize) -> Self {
        Self {
            rooms: Arc::new(Rooms::new(server.house.clone(), server.stop.clone(), frames_kept)),
            server,
            kept: Arc::new(KeptPages::default()),
        }
    }
}

/// Handlers of pages speak of the house and the settings as their own, and what stands below them takes a
/// server.
impl Deref for App {
    type Target = Server;

    fn deref(&self) -> &Server {
        &self.server
    }
}

impl FromRef<App> for Server {
    fn from_ref(app: &App) -> Self {
        app.server.clone()
    }
}
