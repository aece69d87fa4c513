//! Open rooms: in one process a chat's news are read once, rendered once and handed to every stream.
//!
//! A room follows the history of its network from the first event of its chat on, so its shelf can answer
//! a browser that comes back after any number, also one that came from another process. A shelf holds each
//! message once, as it is now: a message that was hidden is on it as hidden only.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use actions::chat::News;
use actions::{ActionError, Change, House, ScopeId};
use axum::body::Bytes;
use domain::id::{ChatId, MessageId, NetworkId};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval, sleep};
use tokio_util::sync::CancellationToken;

use crate::chat::shown::{self, Place};

/// Frames that a room's shelf holds at most.
pub const FRAMES_KEPT: usize = 2_000;
/// Frames that a stream takes off the shelf at once.
const FRAMES_AT_ONCE: usize = 16;
/// How often a room that nobody reads is looked for.
const LOOK_FOR_READERS: Duration = Duration::from_mins(1);
/// How long a room waits after its news could not be read.
const READ_AGAIN: Duration = Duration::from_secs(1);

/// The rooms that somebody in this process reads.
#[derive(Debug)]
pub(crate) struct Rooms {
    house: House,
    stop: CancellationToken,
    frames_kept: usize,
    open: Mutex<HashMap<ChatId, Arc<Room>>>,
}

/// A room that somebody reads.
#[derive(Debug)]
pub(crate) struct Room {
    network: NetworkId,
    chat: ChatId,
    place: Place,
    shelf: Mutex<Shelf>,
    /// The number of the network's history that the shelf has reached; -1 until it is first filled.
    known: watch::Sender<i64>,
    replaying: tokio::sync::Mutex<Weak<Frames>>,
}

/// Rendered news, ready for the wire.
#[derive(Clone, Debug)]
struct Frame {
    sequence: i64,
    /// The message it shows; none for the head.
    message: Option<MessageId>,
    bytes: Bytes,
}

/// Frames in the order of their numbers, up to a number that everything before is in.
#[derive(Debug)]
pub(crate) struct Frames {
    frames: Vec<Frame>,
    until: i64,
}

#[derive(Debug)]
struct Shelf {
    frames: VecDeque<Frame>,
    /// Everything after this number is on the shelf.
    floor: i64,
    /// Everything up to this number has been.
    known: i64,
}

/// What a stream finds on the shelf.
#[derive(Debug)]
pub(crate) enum Taken {
    /// Frames, which may be none, and the number that the stream has then told.
    Told(Option<Bytes>, i64),
    /// The shelf begins after what the stream has told.
    Behind,
}

impl Rooms {
    pub fn new(house: House, stop: CancellationToken, frames_kept: usize) -> Self {
        Self { house, stop, frames_kept, open: Mutex::new(HashMap::new()) }
    }

    /// A reader's way into a room; the room is opened for the first one. Whether the reader may see it has
    /// been found out before.
    pub fn enter(
        self: &Arc<Self>,
        network: NetworkId,
        chat: ChatId,
        place: Place,
    ) -> (Arc<Room>, watch::Receiver<i64>) {
        let mut open = self.open();
        if let Some(room) = open.get(&chat) {
            return (Arc::clone(room), room.known.subscribe());
        }
        let room = Arc::new(Room {
            network,
            chat,
            place,
            shelf: Mutex::new(Shelf { frames: VecDeque::new(), floor: 0, known: 0 }),
            known: watch::Sender::new(-1),
            replaying: tokio::sync::Mutex::new(Weak::new()),
        });
        let known = room.known.subscribe();
        open.insert(chat, Arc::clone(&room));
        tokio::spawn(Arc::clone(self).keep(Arc::clone(&room), self.house.changes()));
        (room, known)
    }

    /// Keeps a room's shelf until the server stops or nobody reads any more.
    async fn keep(self: Arc<Self>, room: Arc<Room>, mut changes: Receiver<Change>) {
        let mut looks = interval(LOOK_FOR_READERS);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        looks.reset();
        loop {
            if let Err(error) = room.fill(&self.house, self.frames_kept).await {
                tracing::warn!(%error, chat = %room.chat, "a room’s news could not be read; trying again");
                sleep(READ_AGAIN).await;
                if self.stop.is_cancelled() || self.is_left(&room) {
                    return;
                }
                continue;
            }
            loop {
                tokio::select! {
                    () = self.stop.cancelled() => return,
                    _ = looks.tick() => if self.is_left(&room) { return },
                    heard = changes.recv() => match heard {
                        Ok(change) if room.wants(change) => break,
                        Ok(_) => {}
                        Err(RecvError::Lagged(_)) => break,
                        Err(RecvError::Closed) => return,
                    },
                }
            }
        }
    }

    /// Forgets a room that nobody reads. A reader enters under the same lock, so none enters a room that is
    /// forgotten here.
    fn is_left(&self, room: &Room) -> bool {
        let mut open = self.open();
        let left = room.known.receiver_count() == 0;
        if left {
            open.remove(&room.chat);
        }
        left
    }

    fn open(&self) -> MutexGuard<'_, HashMap<ChatId, Arc<Room>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Room {
    /// What a stream that has told everything up to `told` tells next.
    pub fn take(&self, told: i64) -> Taken {
        let shelf = self.shelf();
        if told < shelf.floor {
            return Taken::Behind;
        }
        let first = shelf.frames.partition_point(|frame| frame.sequence <= told);
        let (bytes, last) = joined(shelf.frames.range(first..));
        Taken::Told(bytes, last.unwrap_or_else(|| shelf.known.max(told)))
    }

    /// Everything that ever happened, as it is now, for streams that are behind the shelf: rendered for
    /// the first of them, and shared by those who come while it is in use.
    pub async fn replay(&self, house: &House) -> Result<Arc<Frames>, ActionError> {
        let mut replaying = self.replaying.lock().await;
        let floor = self.shelf().floor;
        if let Some(frames) = replaying.upgrade().filter(|frames| frames.until >= floor) {
            return Ok(frames);
        }
        let mut frames = Frames { frames: Vec::new(), until: 0 };
        loop {
            let news = actions::chat::room_news(house, self.network, self.chat, frames.until).await?;
            if news.sequence == frames.until {
                break;
            }
            frames.frames.extend(self.frames(&news)?);
            frames.until = news.sequence;
        }
        let frames = Arc::new(frames);
        *replaying = Arc::downgrade(&frames);
        Ok(frames)
    }

    fn wants(&self, change: Change) -> bool {
        change.scope == ScopeId::Network(self.network) && change.sequence > *self.known.borrow()
    }

    /// Reads what has happened since, and puts it on the shelf. More than is read at once is told in parts,
    /// but for the first time: then readers wait until all of it is there.
    async fn fill(&self, house: &House, frames_kept: usize) -> Result<(), ActionError> {
        let is_first = *self.known.borrow() < 0;
        let mut since = self.shelf().known;
        loop {
            let news = actions::chat::room_news(house, self.network, self.chat, since).await?;
            if news.sequence == since {
                break;
            }
            let frames = self.frames(&news)?;
            // A replay in use shows things as they were.
            *self.replaying.lock().await = Weak::new();
            since = news.sequence;
            self.shelf().add(frames, since, frames_kept);
            if !is_first {
                self.known.send_replace(since);
            }
        }
        if is_first {
            self.known.send_replace(since);
        }
        Ok(())
    }

    /// Renders news, once for everybody.
    fn frames(&self, news: &News) -> Result<Vec<Frame>, ActionError> {
        let mut pieces = Vec::with_capacity(news.messages.len() + 1);
        for (sequence, message) in &news.messages {
            pieces.push(Piece {
                sequence: *sequence,
                message: Some(message.message.id),
                html: rendered(&shown::said(&self.place, message))?,
            });
        }
        if let Some((sequence, head)) = &news.head {
            let html = rendered(&shown::head(&self.place, head))?;
            // Before the messages that the same entry touched.
            let at = pieces.partition_point(|piece| piece.sequence < *sequence);
            pieces.insert(at, Piece { sequence: *sequence, message: None, html });
        }
        Ok(frames_of(pieces))
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Frames {
    /// What a stream that has told everything up to `told` tells next, and the number it has then told.
    pub fn take(&self, told: i64) -> (Option<Bytes>, i64) {
        let first = self.frames.partition_point(|frame| frame.sequence <= told);
        let (bytes, last) = joined(self.frames[first..].iter());
        (bytes, last.unwrap_or_else(|| self.until.max(told)))
    }
}

impl Shelf {
    /// Adds frames that are newer than all there are. What they show anew is taken off first.
    fn add(&mut self, frames: Vec<Frame>, known: i64, most: usize) {
        for frame in frames {
            self.frames.retain(|old| old.message != frame.message);
            self.frames.push_back(frame);
        }
        while self.frames.len() > most {
            // Frames of one number leave together, so that no stream gets a part of them.
            let Some(oldest) = self.frames.pop_front() else { break };
            self.floor = oldest.sequence;
            while self.frames.front().is_some_and(|frame| frame.sequence == oldest.sequence) {
                self.frames.pop_front();
            }
        }
        self.known = known;
    }
}

/// The first frames as one piece, and the number of the last of them; frames of one number stay together.
fn joined<'frames>(frames: impl Iterator<Item = &'frames Frame> + Clone) -> (Option<Bytes>, Option<i64>) {
    let last = frames.clone().take(FRAMES_AT_ONCE).last().map(|frame| frame.sequence);
    let Some(last) = last else { return (None, None) };
    let taken = frames.take_while(|frame| frame.sequence <= last);
    let mut pieces: Vec<&Bytes> = taken.map(|frame| &frame.bytes).collect();
    let bytes = match pieces.as_mut_slice() {
        [only] => (*only).clone(),
        several => several.iter().flat_map(|piece| piece.iter().copied()).collect(),
    };
    (Some(bytes), Some(last))
}

/// Rendered news on the way to a frame.
struct Piece {
    sequence: i64,
    message: Option<MessageId>,
    html: String,
}

/// Frames of pieces in the order of their numbers. Of several with one number only the last carries it, so
/// that a browser whose connection is lost among them asks for all of them again.
fn frames_of(pieces: Vec<Piece>) -> Vec<Frame> {
    let numbers: Vec<i64> = pieces.iter().map(|piece| piece.sequence).collect();
    let frames = pieces.into_iter().enumerate().map(|(at, Piece { sequence, message, html })| {
        let is_last = numbers.get(at + 1) != Some(&sequence);
        let event = if message.is_some() { "said" } else { "head" };
        let bytes = frame(event, is_last.then_some(sequence), &html);
        Frame { sequence, message, bytes }
    });
    frames.collect()
}

fn rendered(template: &impl askama::Template) -> Result<String, ActionError> {
    template.render().map_err(|error| ActionError::Inside(error.to_string()))
}

/// A server-sent event. A line break within the data begins another line of data, whichever kind it is.
pub(crate) fn frame(event: &str, sequence: Option<i64>, data: &str) -> Bytes {
    let mut text = String::with_capacity(data.len() + 64);
    text.push_str("event: ");
    text.push_str(event);
    if let Some(sequence) = sequence {
        text.push_str("\nid: ");
        text.push_str(&sequence.to_string());
    }
    for line in data.replace("\r\n", "\n").split(['\r', '\n']) {
        text.push_str("\ndata: ");
        text.push_str(line);
    }
    text.push_str("\n\n");
    Bytes::from(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(number: u128) -> MessageId {
        MessageId(uuid::Uuid::from_u128(number))
    }

    fn frame_of(sequence: i64, message: MessageId) -> Frame {
        Frame { sequence, message: Some(message), bytes: Bytes::from(format!("{sequence} ")) }
    }

    fn shelf(frames: Vec<Frame>, most: usize) -> Shelf {
        let mut shelf = Shelf { frames: VecDeque::new(), floor: 0, known: 0 };
        let known = frames.last().map_or(0, |frame| frame.sequence);
        shelf.add(frames, known, most);
        shelf
    }

    #[test]
    fn a_line_break_in_the_data_cannot_begin_an_event() {
        let frame = frame("said", Some(7), "one\r\ntwo\rid: 9\n\nevent: head");
        assert_eq!(
            std::str::from_utf8(&frame).unwrap(),
            "event: said\nid: 7\ndata: one\ndata: two\ndata: id: 9\ndata: \ndata: event: head\n\n"
        );
    }

    #[test]
    fn a_shelf_holds_each_message_once_as_it_is_now() {
        let mut shelf = shelf(vec![frame_of(1, message(1)), frame_of(2, message(2))], 10);
        shelf.add(vec![frame_of(3, message(1))], 3, 10);
        let sequences: Vec<i64> = shelf.frames.iter().map(|frame| frame.sequence).collect();
        assert_eq!(sequences, [2, 3]);
    }

    #[test]
    fn only_the_last_of_several_frames_with_one_number_carries_it() {
        let piece = |sequence, number: Option<u128>| Piece {
            sequence,
            message: number.map(message),
            html: "x".to_owned(),
        };
        let frames = frames_of(vec![piece(4, Some(1)), piece(7, Some(2)), piece(7, Some(3)), piece(7, None)]);
        let carried: Vec<bool> =
            frames.iter().map(|frame| frame.bytes.windows(5).any(|part| part == b"\nid: ")).collect();
        assert_eq!(carried, [true, false, false, true]);
    }

    #[test]
    fn frames_of_one_number_leave_the_shelf_together_and_raise_its_floor() {
        let frames = vec![frame_of(1, message(1)), frame_of(1, message(2)), frame_of(2, message(3))];
        let shelf = shelf(frames, 2);
        assert_eq!((shelf.floor, shelf.frames.len()), (1, 1));
    }

    #[test]
    fn a_stream_takes_a_few_frames_at_a_time_and_never_a_part_of_one_number() {
        let sequence = |place: u32| i64::from(place.clamp(1, 15));
        let frames: Vec<Frame> =
            (1..=20).map(|place| frame_of(sequence(place), message(place.into()))).collect();
        let frames = Frames { frames, until: 30 };
        let (bytes, told) = frames.take(0);
        assert_eq!(told, 15);
        assert_eq!(bytes.unwrap().split(|byte| *byte == b' ').count() - 1, 20);
        assert_eq!(frames.take(15), (None, 30));
    }
}
