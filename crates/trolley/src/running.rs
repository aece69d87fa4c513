//! Running the server until it is told to stop, and stopping in bounded time.

use std::net::SocketAddr;
use std::time::Duration;

use actions::House;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
pub use web::ServeSettings;

use crate::failure::Failure;

/// How long requests that are being answered may take once the program is told to stop.
const LONGEST_GOODBYE: Duration = Duration::from_secs(9);
/// How long connections to the database may then take to be given back.
const LONGEST_CLOSE: Duration = Duration::from_secs(1);

/// Serves until SIGTERM or SIGINT; live streams then end, and what is being answered is answered.
pub async fn serve(
    house: House,
    settings: ServeSettings,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), Failure> {
    let stop = CancellationToken::new();
    stop_on_signals(&stop)?;
    let followed = house.clone();
    let closed = house.clone();
    let following = tokio::spawn(async move { followed.listen_to_others().await });
    let serving = web::serve(house, settings, stop.clone(), ready);
    let overdue = async {
        stop.cancelled().await;
        tokio::time::sleep(LONGEST_GOODBYE).await;
    };
    let served = tokio::select! {
        served = serving => served.map_err(|error| Failure::new(error.to_string())),
        () = overdue => {
            tracing::warn!("some requests were still being answered after nine seconds; stopping all the same");
            Ok(())
        }
    };
    following.abort();
    // A connection that somebody still holds after that is the database's to clean up.
    let _ = tokio::time::timeout(LONGEST_CLOSE, closed.close()).await;
    served
}

fn stop_on_signals(stop: &CancellationToken) -> Result<(), Failure> {
    for kind in [SignalKind::terminate(), SignalKind::interrupt()] {
        let mut signals = signal(kind)
            .map_err(|error| Failure::new(format!("the program cannot listen for signals: {error}")))?;
        let stop = stop.clone();
        tokio::spawn(async move {
            signals.recv().await;
            stop.cancel();
        });
    }
    Ok(())
}
