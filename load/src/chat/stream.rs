//! A room's live stream, as a browser holds it open.

use std::net::SocketAddr;
use std::time::Duration;

use http_body_util::{BodyExt, Empty};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::handshake;
use hyper::{Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

use crate::failure::Failure;

/// Only a server that hangs takes longer to begin a stream.
const LONGEST_OPENING: Duration = Duration::from_secs(30);

/// One event of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Its number, where it has one.
    pub id: Option<i64>,
    /// Its name; empty where it has none.
    pub event: String,
    /// Its data, lines joined.
    pub data: String,
    /// Its length as it came, in bytes.
    pub length: usize,
}

/// Events out of bytes as they come.
#[derive(Debug, Default)]
pub struct Frames {
    buffer: Vec<u8>,
    searched: usize,
}

impl Frames {
    /// Takes more bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next event that is complete. What only keeps the connection alive is passed over.
    pub fn next(&mut self) -> Option<Frame> {
        loop {
            let from = self.searched.saturating_sub(1);
            let Some(end) = self.buffer[from..].windows(2).position(|pair| pair == b"\n\n") else {
                self.searched = self.buffer.len();
                return None;
            };
            let length = from + end + 2;
            let frame = read(&String::from_utf8_lossy(&self.buffer[..length]), length);
            self.buffer.drain(..length);
            self.searched = 0;
            if frame.is_some() {
                return frame;
            }
        }
    }
}

fn read(text: &str, length: usize) -> Option<Frame> {
    let mut frame = Frame { id: None, event: String::new(), data: String::new(), length };
    let mut lines = Vec::new();
    for line in text.lines() {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "id" => frame.id = value.parse().ok(),
            "event" => value.clone_into(&mut frame.event),
            "data" => lines.push(value),
            _ => {}
        }
    }
    frame.data = lines.join("\n");
    (!lines.is_empty()).then_some(frame)
}

/// How asking for a stream ended.
pub enum Opening {
    /// It is open.
    Open(Stream),
    /// The server was too busy, and said so.
    TurnedAway,
    /// There was no server to ask, or it broke off.
    Unreachable,
}

/// An open stream. Dropping it closes the connection at once.
pub struct Stream {
    body: Incoming,
    frames: Frames,
    connection: JoinHandle<()>,
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.connection.abort();
    }
}

impl Stream {
    /// Asks for a stream: from `last` on where there was one before, else from now.
    pub async fn open(
        address: SocketAddr,
        path: &str,
        cookie: Option<&str>,
        last: Option<i64>,
    ) -> Result<Opening, Failure> {
        tokio::time::timeout(LONGEST_OPENING, Self::try_open(address, path, cookie, last))
            .await
            .map_err(|_| Failure::new(format!("{path} did not begin within 30 s")))?
    }

    async fn try_open(
        address: SocketAddr,
        path: &str,
        cookie: Option<&str>,
        last: Option<i64>,
    ) -> Result<Opening, Failure> {
        let Ok(stream) = TcpStream::connect(address).await else { return Ok(Opening::Unreachable) };
        let Ok((mut send, connection)) = handshake(TokioIo::new(stream)).await else {
            return Ok(Opening::Unreachable);
        };
        // What ends the connection is seen by whoever waits for an event.
        let connection = tokio::spawn(async move { connection.await.unwrap_or_default() });
        let mut request = Request::get(path)
            .header(header::HOST, address.to_string())
            .header(header::ACCEPT, "text/event-stream");
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let request = request.body(Empty::<Bytes>::new()).map_err(Failure::of(format!("ask for {path}")))?;
        let Ok(answer) = send.send_request(request).await else { return Ok(Opening::Unreachable) };
        match answer.status() {
            StatusCode::OK => {
                Ok(Opening::Open(Self { body: answer.into_body(), frames: Frames::default(), connection }))
            }
            StatusCode::SERVICE_UNAVAILABLE => Ok(Opening::TurnedAway),
            other => Err(Failure::new(format!("{path} was answered {other}"))),
        }
    }

    /// The next event; none when the stream has ended, in whatever way. Nothing is lost when this is dropped
    /// before it is done.
    pub async fn next(&mut self) -> Option<Frame> {
        loop {
            if let Some(frame) = self.frames.next() {
                return Some(frame);
            }
            let part = self.body.frame().await?.ok()?;
            if let Some(bytes) = part.data_ref() {
                self.frames.push(bytes);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_read_however_they_are_cut() {
        let text = ": here\n\nid: 7\nevent: said\ndata: <p>\ndata: one</p>\n\nretry: 500\n\nid: 8\ndata: two\n\nid: 9";
        for cut in 0..text.len() {
            let mut frames = Frames::default();
            let mut found = Vec::new();
            for part in [&text[..cut], &text[cut..]] {
                frames.push(part.as_bytes());
                found.extend(std::iter::from_fn(|| frames.next()));
            }
            let told: Vec<_> =
                found.iter().map(|frame| (frame.id, frame.event.as_str(), frame.data.as_str())).collect();
            assert_eq!(told, [(Some(7), "said", "<p>\none</p>"), (Some(8), "", "two")], "cut at {cut}");
        }
    }
}
