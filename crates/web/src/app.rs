//! What every handler can reach.

use std::sync::Arc;

use actions::House;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::ServeSettings;
use crate::kept::KeptPages;

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
}

impl App {
    pub fn new(house: House, settings: ServeSettings, stop: CancellationToken) -> Self {
        Self {
            house,
            turns: Arc::new(Semaphore::new(settings.most_requests)),
            settings: Arc::new(settings),
            stop,
            kept: Arc::new(KeptPages::default()),
            streams: Arc::new(Semaphore::new(MOST_STREAMS)),
        }
    }
}
