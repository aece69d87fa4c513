//! Measuring: so many connections ask again and again for a while, and every answer's time is kept.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::future::try_join_all;
use hyper::StatusCode;
use serde::Serialize;

use crate::client::{Answer, Ask, Client};
use crate::failure::Failure;

/// One answer in so many is read and looked into.
const SAMPLE: usize = 64;
/// The most answers that one connection waits for in one measure, so that nothing runs for ever.
const MOST_ANSWERS: usize = 5_000_000;

/// How long to measure.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// Before anything is counted.
    pub warm_up: Duration,
    /// While it is counted.
    pub counted: Duration,
}

/// What one connection asks, and what must come back.
pub trait Visitor: Send + Sync + 'static {
    /// The next request, counted from 0.
    fn next(&self, number: usize) -> Result<Ask, Failure>;
    /// The cookie that goes with it.
    fn cookie(&self) -> Option<&str>;
    /// The status that must come back.
    fn status(&self) -> StatusCode;
    /// Whether the answer is what it should be; asked of a sample.
    fn look(&self, answer: &Answer) -> Result<(), Failure>;
}

/// Answers and their times.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Figures {
    /// Answers.
    pub answers: usize,
    /// Answers a second.
    pub a_second: f64,
    /// Half were answered within this, in milliseconds.
    pub p50: f64,
    /// All but one in a hundred were answered within this, in milliseconds.
    pub p99: f64,
    /// Bytes on the wire of one answer, head and body as they came.
    pub bytes: u64,
}

/// What one connection found: times in microseconds, and bytes.
#[derive(Debug, Default)]
pub struct Found {
    times: Vec<u32>,
    bytes: u64,
}

impl Found {
    /// One more answer.
    pub fn note(&mut self, took: Duration, bytes: u64) {
        self.times.push(u32::try_from(took.as_micros()).unwrap_or(u32::MAX));
        self.bytes += bytes;
    }
}

/// Lets every visitor ask over a connection of their own, all at once.
pub async fn run(
    address: SocketAddr,
    visitors: Vec<Arc<dyn Visitor>>,
    span: Span,
) -> Result<Figures, Failure> {
    let mut clients = Vec::new();
    for _ in &visitors {
        clients.push(Client::connect(address).await?);
    }
    let begin = Instant::now() + span.warm_up;
    let tasks = clients.into_iter().zip(visitors).map(|(client, visitor)| {
        let task = tokio::spawn(visit(client, visitor, begin, begin + span.counted));
        async move { task.await.map_err(Failure::of("measure"))? }
    });
    let found = try_join_all(tasks).await?;
    figures(found, span.counted)
}

async fn visit(
    mut client: Client,
    visitor: Arc<dyn Visitor>,
    begin: Instant,
    end: Instant,
) -> Result<Found, Failure> {
    let mut found = Found::default();
    for number in 0..MOST_ANSWERS {
        let asked = Instant::now();
        if asked >= end {
            return Ok(found);
        }
        let ask = visitor.next(number)?;
        let before = client.received();
        let answer = client.ask(&ask, visitor.cookie()).await?;
        let took = asked.elapsed();
        if answer.status != visitor.status() {
            return Err(Failure::new(format!("{} was answered {}", ask.address, answer.status)));
        }
        if number % SAMPLE == 0 {
            visitor.look(&answer)?;
        }
        if asked >= begin {
            found.note(took, client.received() - before);
        }
    }
    Err(Failure::new("more answers came than one measure takes; measure for a shorter time"))
}

/// What all connections found together.
#[expect(clippy::cast_precision_loss, reason = "counts of answers are far below 2⁵³")]
pub fn figures(found: Vec<Found>, counted: Duration) -> Result<Figures, Failure> {
    let bytes: u64 = found.iter().map(|one| one.bytes).sum();
    let mut times: Vec<u32> = found.into_iter().flat_map(|one| one.times).collect();
    times.sort_unstable();
    let answers = times.len();
    if answers == 0 {
        return Err(Failure::new("nothing was answered while it was measured; measure for longer"));
    }
    Ok(Figures {
        answers,
        a_second: answers as f64 / counted.as_secs_f64(),
        p50: milliseconds_at(&times, 50),
        p99: milliseconds_at(&times, 99),
        bytes: bytes / answers as u64,
    })
}

/// A time in whole microseconds.
pub fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

/// The time that so many in a hundred are not above, by nearest rank; times in microseconds.
pub fn milliseconds_at(sorted: &[u32], hundredths: usize) -> f64 {
    let rank = (sorted.len() * hundredths).div_ceil(100).max(1);
    f64::from(sorted.get(rank - 1).copied().unwrap_or(0)) / 1_000.0
}

/// The middle of several measures of the same thing, by answers a second.
pub fn middle(mut measures: Vec<Figures>) -> Figures {
    measures.sort_by(|one, other| one.a_second.total_cmp(&other.a_second));
    let place = measures.len() / 2;
    measures.into_iter().nth(place).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_the_nearest() {
        let times: Vec<u32> = (1..=100).map(|place| place * 1_000).collect();
        assert!((milliseconds_at(&times, 50) - 50.0).abs() < 1e-9);
        assert!((milliseconds_at(&times, 99) - 99.0).abs() < 1e-9);
        assert!((milliseconds_at(&[7_000], 99) - 7.0).abs() < 1e-9);
    }

    #[test]
    fn the_middle_of_three_is_neither_best_nor_worst() {
        let of = |a_second| Figures { a_second, ..Figures::default() };
        assert!((middle(vec![of(9.0), of(1.0), of(5.0)]).a_second - 5.0).abs() < 1e-9);
    }
}
