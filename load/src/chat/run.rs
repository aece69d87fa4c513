//! One run in one room: everybody arrives, messages are said, all are cut off and come back, and every
//! reader's list is checked.

use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use futures_util::future::try_join_all;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::sleep;

use super::check::check;
use super::figures::{Comeback, Times, answered_after, comeback, seen_after};
use super::reader::{Heard, Progress, Reader, Return, Why, Word};
use super::writer::{Sent, Speech, Writer, say_all};
use crate::failure::Failure;
use crate::measure::micros;
use crate::{memory, processor};

/// People who write, taking turns.
const WRITERS: usize = 10;
/// How often to look whether everybody has everything.
const LOOK: Duration = Duration::from_millis(20);
/// After everybody has everything: what comes twice comes now.
const AFTERWARDS: Duration = Duration::from_millis(500);

/// One server of a room.
#[derive(Clone, Debug)]
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    /// Its process, where its memory and time are of interest.
    pub process: u32,
}

/// A room to measure.
#[derive(Clone, Debug)]
pub struct Room {
    /// Every server; readers and writers are spread over them evenly.
    pub servers: Vec<Server>,
    /// Where the chat is: `/chats/…`.
    pub path: String,
    /// Whether it has a page, by which people come, while messages are said already.
    pub has_page: bool,
    /// Sessions, taken in turn; none where nobody signs in.
    pub cookies: Vec<Arc<str>>,
}

/// How much is said and heard, and when.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// Which run against these servers it is.
    pub run: usize,
    /// How many listen.
    pub readers: usize,
    /// How many messages a second are said.
    pub a_second: u32,
    /// Seconds of messages before they are counted; where there is a page, people come meanwhile.
    pub warm_up: u32,
    /// Within how long all come.
    pub arrivals: Duration,
    /// Seconds of messages that are counted.
    pub seconds: u32,
    /// Seconds of messages around a disturbance.
    pub around: u32,
    /// From the first of them to the disturbance.
    pub before: Duration,
    /// Before memory at rest is read.
    pub rest: Duration,
    /// How long the last message may be on its way.
    pub patience: Duration,
}

/// What is done to the readers' streams after messages were counted.
pub enum Disturbance<'a> {
    /// Nothing.
    None,
    /// All are cut off at one instant.
    Cut,
    /// All are cut off at one instant; later a server is lost, by this deed.
    CutAndLoss(Pin<Box<dyn Future<Output = Result<(), Failure>> + 'a>>),
}

/// What one run found.
#[derive(Clone, Debug)]
pub struct Found {
    /// From when the page was due to when it was there, where there is one.
    pub page: Option<Times>,
    /// From when a message was due to when each reader saw it.
    pub seen: Times,
    /// The same for readers on the server that took the message, where there are several.
    pub seen_own: Option<Times>,
    /// The same for readers on another server.
    pub seen_other: Option<Times>,
    /// From when a message was due to when its writer was answered.
    pub answered: Times,
    /// How coming back from the cut went.
    pub cut: Option<Comeback>,
    /// From due to seen while all came back.
    pub seen_around_cut: Option<Times>,
    /// How coming back went for those whose server was lost.
    pub loss: Option<Comeback>,
    /// From due to seen while a server was lost.
    pub seen_around_loss: Option<Times>,
    /// Messages that every reader got once and in order.
    pub messages: usize,
    /// Bytes of one message as it came, on average.
    pub bytes: usize,
    /// How often a reader was turned away because the server was busy.
    pub turned_away: usize,
    /// How often a writer was.
    pub writers_turned_away: usize,
    /// Streams that ended though nobody cut them and no server was lost.
    pub broke_off: usize,
    /// Resident memory of each server with everybody listening and nothing said, in KiB.
    pub rest: Vec<Option<u64>>,
    /// The largest resident memory of each server while messages were said, in KiB.
    pub most: Vec<Option<u64>>,
    /// Processor time of all servers for each second that messages were counted, in seconds.
    pub servers_time: f64,
    /// The same of this program.
    pub own_time: f64,
}

/// Everybody in a room.
struct Crowd {
    began: Instant,
    words: watch::Sender<Word>,
    progress: Arc<Progress>,
    readers: Vec<JoinHandle<Result<Heard, Failure>>>,
    writers: Vec<Writer>,
    sent: Vec<Sent>,
    load: Load,
    most: Vec<Option<u64>>,
}

/// What is said when.
const WARM: usize = 0;
const COUNTED: usize = 1;
const AROUND_CUT: usize = 2;
const AROUND_LOSS: usize = 3;

/// Measures a room.
pub async fn run(room: &Room, load: Load, disturbance: Disturbance<'_>) -> Result<Found, Failure> {
    for server in &room.servers {
        memory::forget_peak(server.process).map_err(Failure::of("forget how large a server was"))?;
    }
    let mut crowd = Crowd::gather(room, load).await?;
    let is_here = move |progress: &Progress| progress.open.load(Ordering::Relaxed) == load.readers;
    if room.has_page {
        crowd.say(WARM, load.warm_up).await?;
        crowd.wait("hear the room begin", is_here).await?;
    } else {
        crowd.wait("hear the room begin", is_here).await?;
        crowd.say(WARM, load.warm_up).await?;
    }
    sleep(load.rest).await;
    let rest =
        room.servers.iter().map(|server| memory::of(server.process).map(|memory| memory.rss)).collect();
    let (servers, own) = (servers_time(room), own_time());
    crowd.say(COUNTED, load.seconds).await?;
    let servers_time = a_second(servers, servers_time(room), load);
    let own_time = a_second(own, own_time(), load);
    let lost_at = crowd.disturb(disturbance, room).await?;
    let most = crowd.most.clone();
    let writers_turned_away = crowd.writers.iter().map(|writer| writer.turned_away).sum();
    let (heard, sent) = crowd.end().await?;
    let missing = || Failure::new("nothing was said while it was counted; measure for longer");
    let is_several = room.servers.len() > 1;
    let of = |stage, of_interest: fn(usize, usize) -> bool| seen_after(&heard, &sent, stage, of_interest);
    let broke_off =
        |back: &&Return| back.why == Why::BrokeOff && lost_at.is_none_or(|lost| back.since < lost);
    let streamed = heard[0].seen.iter().filter(|seen| !seen.on_page).count();
    Ok(Found {
        page: Times::of(heard.iter().filter_map(|reader| reader.page)),
        seen: of(COUNTED, |_, _| true).ok_or_else(missing)?,
        seen_own: of(COUNTED, |reader, writer| reader == writer).filter(|_| is_several),
        seen_other: of(COUNTED, |reader, writer| reader != writer),
        answered: answered_after(&sent, COUNTED).ok_or_else(missing)?,
        cut: comeback(&heard, &sent, Why::Cut),
        seen_around_cut: of(AROUND_CUT, |_, _| true),
        loss: lost_at.and_then(|_| comeback(&heard, &sent, Why::BrokeOff)),
        seen_around_loss: of(AROUND_LOSS, |_, _| true),
        messages: sent.len(),
        bytes: heard[0].bytes / streamed.max(1),
        turned_away: heard.iter().map(|reader| reader.turned_away).sum(),
        writers_turned_away,
        broke_off: heard.iter().flat_map(|reader| &reader.returns).filter(broke_off).count(),
        rest,
        most,
        servers_time,
        own_time,
    })
}

fn a_second(before: Duration, after: Duration, load: Load) -> f64 {
    after.saturating_sub(before).as_secs_f64() / f64::from(load.seconds)
}

fn servers_time(room: &Room) -> Duration {
    room.servers.iter().filter_map(|server| processor::time(server.process)).sum()
}

fn own_time() -> Duration {
    processor::time(std::process::id()).unwrap_or_default()
}

impl Crowd {
    /// Everybody, on their way.
    async fn gather(room: &Room, load: Load) -> Result<Self, Failure> {
        let began = Instant::now();
        let readers = load.readers;
        let progress = Arc::new(Progress::of(readers));
        let addresses: Arc<[SocketAddr]> = room.servers.iter().map(|server| server.address).collect();
        let (words, listening) = watch::channel(Word::default());
        let path: Arc<str> = room.path.clone().into();
        let between = load.arrivals / u32::try_from(readers.max(1)).map_err(Failure::of("count readers"))?;
        let mut comes = Duration::ZERO;
        let cookie = |place: usize| {
            (!room.cookies.is_empty()).then(|| Arc::clone(&room.cookies[place % room.cookies.len()]))
        };
        let mut tasks = Vec::new();
        for reader in 0..readers {
            let server = reader % room.servers.len();
            let reader = Reader {
                addresses: Arc::clone(&addresses),
                path: Arc::clone(&path),
                has_page: room.has_page,
                comes,
                run: load.run,
                last: None,
                cookie: cookie(reader),
                began,
                heard: Heard { reader, server, ..Heard::default() },
                progress: Arc::clone(&progress),
            };
            tasks.push(tokio::spawn(reader.listen(listening.clone())));
            comes += between;
        }
        let mut writers = Vec::new();
        for writer in 0..WRITERS {
            let server = writer % room.servers.len();
            let path = format!("{}/messages", room.path);
            let cookie = cookie(writer).map(|cookie| cookie.to_string());
            writers.push(Writer::connect(Arc::clone(&addresses), server, path, cookie).await?);
        }
        let crowd = Self {
            began,
            words,
            progress,
            readers: tasks,
            writers,
            sent: Vec::new(),
            load,
            most: Vec::new(),
        };
        Ok(crowd)
    }

    /// Says messages for so many seconds, evenly spread.
    async fn say(&mut self, stage: usize, seconds: u32) -> Result<(), Failure> {
        let first = u32::try_from(self.sent.len()).map_err(Failure::of("count messages"))?;
        let every = Duration::from_secs(1) / self.load.a_second;
        let messages = seconds * self.load.a_second;
        let speech = Speech { run: self.load.run, stage, first, messages, every, began: self.began };
        self.sent.extend(say_all(&mut self.writers, speech).await?);
        Ok(())
    }

    /// Disturbs everybody while messages go on being said. When a server was lost, if one was, in microseconds.
    async fn disturb(&mut self, disturbance: Disturbance<'_>, room: &Room) -> Result<Option<u64>, Failure> {
        let (words, began, before) = (self.words.clone(), self.began, self.load.before);
        let cut = async move {
            sleep(before).await;
            words.send_modify(|word| word.cut = micros(began.elapsed()));
            Ok(())
        };
        if !matches!(disturbance, Disturbance::None) {
            tokio::try_join!(self.say(AROUND_CUT, self.load.around), cut)?;
        }
        self.most = room.servers.iter().map(|server| memory::peak(server.process)).collect();
        let Disturbance::CutAndLoss(loss) = disturbance else { return Ok(None) };
        let lose = async move {
            sleep(before).await;
            let lost = micros(began.elapsed());
            loss.await.map(|()| lost)
        };
        let ((), lost) = tokio::try_join!(self.say(AROUND_LOSS, self.load.around), lose)?;
        Ok(Some(lost))
    }

    /// Waits until everybody has everything, and a little longer.
    async fn end(mut self) -> Result<(Vec<Heard>, Vec<Sent>), Failure> {
        let all = self.sent.len();
        // Whoever never gets everything is named by the check.
        let in_time = self.wait("hear everything", |progress| progress.has_all(all)).await;
        if in_time.is_ok() {
            sleep(AFTERWARDS).await;
        }
        self.words.send_modify(|word| word.is_over = true);
        let heard = try_join_all(self.readers).await.map_err(Failure::of("listen"))?;
        let heard: Vec<Heard> = heard.into_iter().collect::<Result<_, _>>()?;
        check(&heard, &self.sent)?;
        in_time?;
        Ok((heard, self.sent))
    }

    /// Waits until the readers are so far; fails early when one of them has failed.
    async fn wait(&mut self, what: &str, is_so: impl Fn(&Progress) -> bool) -> Result<(), Failure> {
        let began = Instant::now();
        while !is_so(&self.progress) {
            if let Some(place) = self.readers.iter().position(JoinHandle::is_finished) {
                let ended = self.readers.swap_remove(place).await.map_err(Failure::of("listen"))?;
                return Err(ended.err().unwrap_or_else(|| Failure::new("a reader left early")));
            }
            if began.elapsed() > self.load.patience {
                return Err(Failure::new(format!("not everybody could {what} in time")));
            }
            sleep(LOOK).await;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, Bytes};
    use axum::extract::Request;
    use axum::middleware::{Next, from_fn};
    use axum::response::IntoResponse;
    use futures_util::stream;
    use tokio::net::TcpListener;

    use super::*;
    use crate::floor;

    async fn room(router: axum::Router) -> Room {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let server = Server { address, process: std::process::id() };
        Room { servers: vec![server], path: "/chats/700".to_owned(), has_page: false, cookies: Vec::new() }
    }

    /// The floor, but whoever comes back is told nothing more.
    fn forgetful() -> axum::Router {
        floor::router().layer(from_fn(async |request: Request, next: Next| {
            if request.headers().contains_key("last-event-id") {
                return Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>()).into_response();
            }
            next.run(request).await
        }))
    }

    const SHORT: Load = Load {
        run: 0,
        readers: 25,
        a_second: 50,
        warm_up: 0,
        arrivals: Duration::ZERO,
        seconds: 1,
        around: 1,
        before: Duration::from_millis(300),
        rest: Duration::ZERO,
        patience: Duration::from_secs(2),
    };

    #[tokio::test]
    async fn every_reader_of_a_room_is_heard_of() {
        let found = run(&room(floor::router()).await, SHORT, Disturbance::None).await.unwrap();
        assert_eq!((found.messages, found.seen.count, found.bytes), (50, 50 * 25, 700));
        assert_eq!((found.turned_away, found.writers_turned_away, found.broke_off), (0, 0, 0));
        assert!(found.cut.is_none());
    }

    #[tokio::test]
    async fn a_room_that_forgets_whoever_comes_back_is_found_out() {
        let outcome = run(&room(forgetful()).await, SHORT, Disturbance::Cut).await;
        let failure = outcome.unwrap_err().to_string();
        assert!(failure.starts_with("reader 1 (of server 1), place "), "{failure}");
        assert!(failure.ends_with("got nothing"), "{failure}");
    }
}
