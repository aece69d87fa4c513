//! Somebody who listens to a room, and comes back when they are cut off.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use hyper::StatusCode;
use tokio::sync::watch::Receiver;
use tokio::time::sleep_until;

use super::stream::{Frame, Opening, Stream};
use super::writer::message_of;
use crate::client::{Ask, Client};
use crate::failure::Failure;
use crate::measure::micros;

/// After being turned away, a reader asks again this much later.
const AGAIN: Duration = Duration::from_millis(100);
/// Where a message's number in its chat stands.
const NUMBER: &str = "data-number=\"";
/// Where a message begins on the page, and where the page says how its stream is called.
const MESSAGE: &str = "<li class=\"said";
const LIVE: &str = "data-live=\"";

/// What all readers are told at once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// The last instant at which every stream is cut, in microseconds after the run began; 0 for never.
    pub cut: u64,
    /// Whether they may go.
    pub is_over: bool,
}

/// How far the readers are, for whoever waits for them.
#[derive(Debug, Default)]
pub struct Progress {
    /// How many have had their first stream.
    pub open: AtomicUsize,
    /// Messages that the first has seen, doubles counted.
    pub first: AtomicUsize,
    /// The number in the chat of the last message that each has seen.
    pub last: Vec<AtomicU32>,
}

impl Progress {
    /// For so many readers.
    pub fn of(readers: usize) -> Self {
        let last = (0..readers).map(|_| AtomicU32::new(0)).collect();
        Self { open: AtomicUsize::new(0), first: AtomicUsize::new(0), last }
    }

    /// Whether the first reader has seen so many, and every other one the same last message.
    pub fn has_all(&self, messages: usize) -> bool {
        let Some(newest) = self.last.first().map(|last| last.load(Ordering::Relaxed)) else { return true };
        self.first.load(Ordering::Relaxed) >= messages
            && self.last.iter().all(|last| last.load(Ordering::Relaxed) >= newest)
    }
}

/// One message, as one reader saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The number of the event; none where it stood on the page, or where more of the same number followed.
    pub id: Option<i64>,
    /// Whether it stood on the page.
    pub on_page: bool,
    /// The number of the message in its chat.
    pub number: u32,
    /// Which message of this run it is.
    pub message: u32,
    /// When, in microseconds after the run began.
    pub at: u64,
}

/// Why somebody had to come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// All streams were cut at one instant, by the readers themselves.
    Cut,
    /// The stream ended, or its server was gone.
    BrokeOff,
}

/// One coming back, in microseconds after the run began.
#[derive(Clone, Copy, Debug)]
pub struct Return {
    /// Why.
    pub why: Why,
    /// Since when there was no stream, as far as the reader knows.
    pub since: u64,
    /// When the new stream was answered.
    pub answered: u64,
}

/// Everything that one reader found.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    /// Which reader, from 0.
    pub reader: usize,
    /// Which server they listened to, from 0.
    pub server: usize,
    /// How long the page took to come, from when it was due, in microseconds; none where there is no page.
    pub page: Option<u64>,
    /// Every message, in the order it came: first those of the page.
    pub seen: Vec<Seen>,
    /// Every coming back.
    pub returns: Vec<Return>,
    /// How often the server was too busy for them.
    pub turned_away: usize,
    /// Bytes of all messages, as they came.
    pub bytes: usize,
}

/// Where a reader listens.
pub struct Reader {
    /// Where the servers are; the reader goes to the next one when theirs is gone.
    pub addresses: Arc<[SocketAddr]>,
    /// Where the chat is.
    pub path: Arc<str>,
    /// Whether there is a page that tells where the stream begins, as it does for a browser.
    pub has_page: bool,
    /// When they come, after the run began.
    pub comes: Duration,
    /// Which run it is.
    pub run: usize,
    /// The number of the last event, as a browser keeps it.
    pub last: Option<i64>,
    /// Their session.
    pub cookie: Option<Arc<str>>,
    /// When the run began.
    pub began: Instant,
    /// What they found.
    pub heard: Heard,
    /// Who wants to know.
    pub progress: Arc<Progress>,
}

impl Reader {
    /// Listens until it is over.
    pub async fn listen(mut self, mut words: Receiver<Word>) -> Result<Heard, Failure> {
        sleep_until((self.began + self.comes).into()).await;
        let mut live = format!("{}/live", self.path);
        if self.has_page {
            live = self.read_page().await?;
        }
        let mut server = self.heard.server;
        let mut lost: Option<(Why, u64)> = None;
        loop {
            let Some(mut stream) = self.open(&mut server, &live, &words).await? else {
                return Ok(self.heard);
            };
            match lost {
                None => {
                    self.progress.open.fetch_add(1, Ordering::Relaxed);
                }
                Some((why, since)) => {
                    self.heard.returns.push(Return { why, since, answered: self.now() });
                }
            }
            let why = self.follow(&mut stream, &mut words).await?;
            let word = *words.borrow();
            if word.is_over {
                return Ok(self.heard);
            }
            lost = Some((why, if why == Why::Cut { word.cut } else { self.now() }));
        }
    }

    /// Opens the room as a browser does. The address of its stream.
    async fn read_page(&mut self) -> Result<String, Failure> {
        let ask = Ask::page(&*self.path);
        loop {
            let mut client = Client::connect(self.addresses[self.heard.server]).await?;
            let answer = client.ask(&ask, self.cookie.as_deref()).await?;
            if answer.status == StatusCode::SERVICE_UNAVAILABLE {
                self.heard.turned_away += 1;
                tokio::time::sleep(AGAIN).await;
                continue;
            }
            if answer.status != StatusCode::OK {
                return Err(Failure::new(format!("{} was answered {}", self.path, answer.status)));
            }
            let at = self.now();
            self.heard.page = Some(at - micros(self.comes));
            let page = answer.text()?;
            for part in page.split(MESSAGE).skip(1) {
                if let Some((number, message)) = number_of(part).zip(message_of(part, self.run)) {
                    self.see(Seen { id: None, on_page: true, number, message, at });
                }
            }
            let live = page.split_once(LIVE).and_then(|(_, rest)| rest.split_once('"'));
            let live = live.ok_or_else(|| Failure::new("the room's page names no stream"))?.0;
            return Ok(live.replace("&amp;", "&").replace("&#38;", "&"));
        }
    }

    /// Takes events until the stream is cut or ends.
    async fn follow(&mut self, stream: &mut Stream, words: &mut Receiver<Word>) -> Result<Why, Failure> {
        loop {
            tokio::select! {
                told = words.changed() => {
                    told.map_err(Failure::of("hear when it is over"))?;
                    return Ok(Why::Cut);
                }
                frame = stream.next() => {
                    let Some(frame) = frame else { return Ok(Why::BrokeOff) };
                    self.take(&frame)?;
                }
            }
        }
    }

    /// A stream, asked for until there is one; none when it is over.
    async fn open(
        &mut self,
        server: &mut usize,
        live: &str,
        words: &Receiver<Word>,
    ) -> Result<Option<Stream>, Failure> {
        loop {
            let address = self.addresses[*server];
            match Stream::open(address, live, self.cookie.as_deref(), self.last).await? {
                Opening::Open(stream) => return Ok(Some(stream)),
                Opening::TurnedAway => self.heard.turned_away += 1,
                Opening::Unreachable => *server = (*server + 1) % self.addresses.len(),
            }
            if words.borrow().is_over {
                return Ok(None);
            }
            tokio::time::sleep(AGAIN).await;
        }
    }

    fn take(&mut self, frame: &Frame) -> Result<(), Failure> {
        self.last = frame.id.or(self.last);
        if frame.event != "said" {
            return Ok(());
        }
        let at = self.now();
        let known = number_of(&frame.data).zip(message_of(&frame.data, self.run));
        let Some((number, message)) = known else {
            return Err(Failure::new(format!(
                "reader {} got a message that has no number, or that nobody of this run said: {frame:?}",
                self.heard.reader
            )));
        };
        // The page may be newer than the number it begins its stream at: what stands on it is drawn anew.
        let is_same = |seen: &Seen| seen.on_page && (seen.number, seen.message) == (number, message);
        if self.heard.seen.iter().any(is_same) && self.heard.seen.iter().all(|seen| seen.on_page) {
            return Ok(());
        }
        self.see(Seen { id: frame.id, on_page: false, number, message, at });
        self.heard.bytes += frame.length;
        Ok(())
    }

    fn see(&mut self, seen: Seen) {
        self.heard.seen.push(seen);
        self.progress.last[self.heard.reader].store(seen.number, Ordering::Relaxed);
        if self.heard.reader == 0 {
            self.progress.first.store(self.heard.seen.len(), Ordering::Relaxed);
        }
    }

    fn now(&self) -> u64 {
        micros(self.began.elapsed())
    }
}

fn number_of(data: &str) -> Option<u32> {
    let (_, rest) = data.split_once(NUMBER)?;
    rest.split_once('"')?.0.parse().ok()
}
