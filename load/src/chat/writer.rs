//! Somebody who writes in a room, at set instants, whether or not what went before is answered.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::future::try_join_all;
use hyper::StatusCode;
use tokio::time::sleep_until;

use crate::client::{Answer, Ask, Client};
use crate::failure::Failure;
use crate::measure::micros;

/// What every message begins with; the run and its number in it follow.
const MARK: &str = "load message ";
/// As long as what people write: with the mark about 140 characters.
const WORDS: &str = "we set out fifteen springs for the last lesson, had fourteen back, and found the other one in a coat on Friday";

/// One message that was said; times in microseconds after the run began.
#[derive(Clone, Copy, Debug)]
pub struct Sent {
    /// Which message of the run, from 0.
    pub message: u32,
    /// Which server took it, from 0.
    pub server: usize,
    /// Which part of the run it belongs to.
    pub stage: usize,
    /// When it was to be said.
    pub due: u64,
    /// When its form was sent.
    pub begun: u64,
    /// When it was answered.
    pub answered: u64,
}

/// When a server is gone, the writer tries again this much later, and so often.
const AGAIN: Duration = Duration::from_millis(50);
const MOST_TRIES: usize = 400;

/// One writer, with a connection of their own.
pub struct Writer {
    client: Client,
    addresses: Arc<[SocketAddr]>,
    server: usize,
    path: String,
    cookie: Option<String>,
    /// How often the server was too busy for them.
    pub turned_away: usize,
}

/// What is to be said, evenly spread.
#[derive(Clone, Copy, Debug)]
pub struct Speech {
    /// Which run against this server it is, so that no form is like one of another run.
    pub run: usize,
    /// Which part of the run this is.
    pub stage: usize,
    /// The first message's number in the run.
    pub first: u32,
    /// How many.
    pub messages: u32,
    /// From one to the next.
    pub every: Duration,
    /// When the run began.
    pub began: Instant,
}

impl Writer {
    /// Connects.
    pub async fn connect(
        addresses: Arc<[SocketAddr]>,
        server: usize,
        path: String,
        cookie: Option<String>,
    ) -> Result<Self, Failure> {
        let client = Client::connect(addresses[server]).await?;
        Ok(Self { client, addresses, server, path, cookie, turned_away: 0 })
    }

    async fn say(&mut self, message: u32, due: Instant, speech: Speech) -> Result<Sent, Failure> {
        sleep_until(due.into()).await;
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("once", &format!("load-{}-{message}", speech.run))
            .append_pair("body", &body_of(speech.run, message))
            .append_pair("question", "")
            .finish();
        let ask = Ask { address: self.path.clone(), form: Some(form) };
        let begun = micros(speech.began.elapsed());
        let answer = self.ask(&ask).await?;
        let answered = micros(speech.began.elapsed());
        if answer.status != StatusCode::SEE_OTHER {
            return Err(Failure::new(format!("message {message} was answered {}", answer.status)));
        }
        let due = micros(due.duration_since(speech.began));
        Ok(Sent { message, server: self.server, stage: speech.stage, due, begun, answered })
    }

    /// Sends a form until it is taken, to the next server where one is gone: whether or not the first
    /// had taken it, the same form is to have one effect.
    async fn ask(&mut self, ask: &Ask) -> Result<Answer, Failure> {
        for _ in 0..MOST_TRIES {
            if let Ok(answer) = self.client.ask(ask, self.cookie.as_deref()).await {
                if answer.status != StatusCode::SERVICE_UNAVAILABLE {
                    return Ok(answer);
                }
                self.turned_away += 1;
                tokio::time::sleep(AGAIN).await;
                continue;
            }
            self.server = (self.server + 1) % self.addresses.len();
            tokio::time::sleep(AGAIN).await;
            if let Ok(client) = Client::connect(self.addresses[self.server]).await {
                self.client = client;
            }
        }
        Err(Failure::new("no server answered for 20 s"))
    }
}

/// The writers take turns. Each message has an instant at which it is due, and a late answer makes the next
/// one late, not fewer: so a server that stands still is not asked less.
pub async fn say_all(writers: &mut [Writer], speech: Speech) -> Result<Vec<Sent>, Failure> {
    let start = Instant::now();
    let number_of_writers = writers.len();
    let turns = writers.iter_mut().enumerate().map(|(place, writer)| async move {
        let mut sent = Vec::new();
        for turn in (0..speech.messages).skip(place).step_by(number_of_writers) {
            sent.push(writer.say(speech.first + turn, start + speech.every * turn, speech).await?);
        }
        Ok::<_, Failure>(sent)
    });
    Ok(try_join_all(turns).await?.into_iter().flatten().collect())
}

fn body_of(run: usize, message: u32) -> String {
    format!("{MARK}{run}-{message:06}: {WORDS}")
}

/// Which message of a run stands in a text; none where it holds none of that run.
pub fn message_of(text: &str, run: usize) -> Option<u32> {
    let (_, rest) = text.split_once(MARK)?;
    let (found, rest) = rest.split_once('-')?;
    if found.parse() != Ok(run) {
        return None;
    }
    rest.get(..6)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_known_by_its_mark() {
        let body = body_of(2, 412);
        assert_eq!(message_of(&format!("<p>{body}</p>"), 2), Some(412));
        assert_eq!(message_of(&body, 1), None);
        assert_eq!(message_of("<p>load</p>", 2), None);
        assert!((120..=160).contains(&body.chars().count()));
    }
}
