//! What every way in has: the house, how it is served, when it stops, and how many are let in at once.

use std::net::SocketAddr;
use std::sync::Arc;

use actions::House;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

/// Live streams that one process serves at once.
const MOST_STREAMS: usize = 4_000;

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

/// What every way in has. Copies share their turns and places.
#[derive(Clone, Debug)]
pub struct Server {
    /// What deeds and reads need.
    pub house: House,
    /// How it is served.
    pub settings: Arc<ServeSettings>,
    /// Cancelled when the server is to stop: live streams end then.
    pub stop: CancellationToken,
    /// A turn for each request that is being answered.
    pub turns: Arc<Semaphore>,
    /// A place for each live stream.
    pub streams: Arc<Semaphore>,
}

impl Server {
    /// A server that nobody has come to yet.
    pub fn new(house: House, settings: ServeSettings, stop: CancellationToken) -> Self {
        Self {
            house,
            turns: Arc::new(Semaphore::new(settings.most_requests)),
            settings: Arc::new(settings),
            stop,
            streams: Arc::new(Semaphore::new(MOST_STREAMS)),
        }
    }
}
