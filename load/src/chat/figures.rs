//! What a run comes to: times by rank, and how coming back went.

use std::collections::HashMap;

use serde::Serialize;

use super::reader::{Heard, Return, Why};
use super::writer::Sent;
use crate::measure::milliseconds_at;

/// Times by rank, in milliseconds.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Times {
    /// How many there were.
    pub count: usize,
    /// Half were within this.
    pub p50: f64,
    /// All but five in a hundred were within this.
    pub p95: f64,
    /// All but one in a hundred were within this.
    pub p99: f64,
    /// The longest.
    pub most: f64,
}

impl Times {
    /// Of times in microseconds; none where there are none.
    pub fn of(times: impl Iterator<Item = u64>) -> Option<Self> {
        let mut sorted: Vec<u32> = times.map(|time| u32::try_from(time).unwrap_or(u32::MAX)).collect();
        if sorted.is_empty() {
            return None;
        }
        sorted.sort_unstable();
        Some(Self {
            count: sorted.len(),
            p50: milliseconds_at(&sorted, 50),
            p95: milliseconds_at(&sorted, 95),
            p99: milliseconds_at(&sorted, 99),
            most: milliseconds_at(&sorted, 100),
        })
    }
}

/// From when a message was due to when each reader saw it, for the messages of one stage, where the server
/// of the reader and that of the message are `of_interest`.
pub fn seen_after(
    heard: &[Heard],
    sent: &[Sent],
    stage: usize,
    of_interest: impl Fn(usize, usize) -> bool,
) -> Option<Times> {
    let said: HashMap<u32, &Sent> =
        sent.iter().filter(|sent| sent.stage == stage).map(|sent| (sent.message, sent)).collect();
    let mut times = Vec::new();
    for reader in heard {
        for seen in &reader.seen {
            if let Some(sent) = said.get(&seen.message).filter(|sent| of_interest(reader.server, sent.server))
            {
                times.push(seen.at.saturating_sub(sent.due));
            }
        }
    }
    Times::of(times.into_iter())
}

/// From when a message was due to when its writer was answered, for the messages of one stage.
pub fn answered_after(sent: &[Sent], stage: usize) -> Option<Times> {
    Times::of(sent.iter().filter(|sent| sent.stage == stage).map(|sent| sent.answered - sent.due))
}

/// How coming back went.
#[derive(Clone, Debug, Serialize)]
pub struct Comeback {
    /// How many came back.
    pub readers: usize,
    /// From losing the stream to the answer of the new one.
    pub answered: Times,
    /// From losing the stream to when the reader held everything that had been said when the new one was answered.
    pub caught_up: Times,
    /// The most messages that somebody was sent out of the past.
    pub missed: usize,
}

/// How coming back went for those who had to for this reason; none where nobody had to.
pub fn comeback(heard: &[Heard], sent: &[Sent], why: Why) -> Option<Comeback> {
    let said: HashMap<u32, &Sent> = sent.iter().map(|sent| (sent.message, sent)).collect();
    let mut answered = Vec::new();
    let mut caught_up = Vec::new();
    let mut most_missed = 0;
    for reader in heard {
        for back in reader.returns.iter().filter(|back| back.why == why) {
            let missed: Vec<u64> = missed_by(reader, &said, back);
            answered.push(back.answered - back.since);
            caught_up.push(missed.iter().copied().fold(back.answered, u64::max) - back.since);
            most_missed = most_missed.max(missed.len());
        }
    }
    let readers = answered.len();
    let (answered, caught_up) = (Times::of(answered.into_iter())?, Times::of(caught_up.into_iter())?);
    Some(Comeback { readers, answered, caught_up, missed: most_missed })
}

/// When the reader saw what had been said before the new stream was answered, and seen only afterwards.
fn missed_by(reader: &Heard, said: &HashMap<u32, &Sent>, back: &Return) -> Vec<u64> {
    let was_said = |message| said.get(&message).is_some_and(|sent| sent.answered <= back.answered);
    let later = reader.seen.iter().filter(|seen| seen.at >= back.answered && was_said(seen.message));
    later.map(|seen| seen.at).collect()
}

#[cfg(test)]
mod tests {
    use super::super::reader::Seen;
    use super::*;

    #[test]
    fn caught_up_is_when_everything_said_before_the_answer_is_there() {
        let sent = |message, answered| Sent { message, server: 0, stage: 0, due: 0, begun: 0, answered };
        let said = [sent(0, 1_000), sent(1, 12_000), sent(2, 30_000)];
        let seen =
            |message, at| Seen { id: Some(i64::from(message)), on_page: false, number: message, message, at };
        let reader = Heard {
            seen: vec![seen(0, 2_000), seen(1, 25_000), seen(2, 31_000)],
            returns: vec![Return { why: Why::Cut, since: 10_000, answered: 20_000 }],
            ..Heard::default()
        };
        let found = comeback(&[reader], &said, Why::Cut).unwrap();
        assert!((found.answered.most - 10.0).abs() < 1e-9);
        assert!((found.caught_up.most - 15.0).abs() < 1e-9);
        assert_eq!(found.missed, 1);
    }
}
