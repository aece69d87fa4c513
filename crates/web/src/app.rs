//! What every handler can reach.

use std::sync::Arc;

use actions::House;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::ServeSettings;
use crate::kept::KeptPages;
use crate::room::Rooms;

/// Live streams that one process serves at once.
const MOST_STREAMS: usize = 4_000;

/// What every handler can reach.
#[derive(Clone)]
pub(crate) struct App {
    pub house: House,
    pub settings: Arc<ServeSettings>,
    pub stop: CancellationToken,
    pub kept: Arc<KeptPages>,
    pub turns: Arc<Semaphore>,
    pub streams: Arc<Semaphore>,
    pub rooms: Arc<Rooms>,
}

impl App {
    /// `frames_kept` is how many frames a room’s shelf holds.
    pub fn new(house: House, settings: ServeSettings, stop: CancellationToken, frames_kept: usize) -> Self {
        Self {
            rooms: Arc::new(Rooms::new(house.clone(), stop.clone(), frames_kept)),
            house,
            turns: Arc::new(Semaphore::new(settings.most_requests)),
            settings: Arc::new(settings),
            stop,
            kept: Arc::new(KeptPages::default()),
            streams: Arc::new(Semaphore::new(MOST_STREAMS)),
        }
    }
}
