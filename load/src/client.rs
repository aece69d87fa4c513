//! One keep-alive connection, which counts what comes over the wire.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use flate2::read::GzDecoder;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{HeaderMap, Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::failure::Failure;

/// Only a server that hangs takes longer.
const LONGEST_ANSWER: Duration = Duration::from_secs(15);

/// An answer, with its body as it came over the wire.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body, compressed if it came so.
    pub body: Bytes,
}

impl Answer {
    /// The body as text, uncompressed.
    pub fn text(&self) -> Result<String, Failure> {
        let is_compressed = self.headers.get(header::CONTENT_ENCODING).is_some_and(|value| value == "gzip");
        if !is_compressed {
            return Ok(String::from_utf8_lossy(&self.body).into_owned());
        }
        let mut text = String::new();
        io::Read::read_to_string(&mut GzDecoder::new(self.body.as_ref()), &mut text)
            .map_err(Failure::of("uncompress a page"))?;
        Ok(text)
    }
}

/// A request that can be sent: an address, and a form where there is one.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The path and query.
    pub address: String,
    /// The fields of a form, encoded; none for a page.
    pub form: Option<String>,
}

impl Ask {
    /// A page.
    pub fn page(address: impl Into<String>) -> Self {
        Self { address: address.into(), form: None }
    }
}

/// A connection to the server.
pub struct Client {
    send: SendRequest<Full<Bytes>>,
    received: Arc<AtomicU64>,
    host: String,
}

impl Client {
    /// Connects.
    pub async fn connect(address: SocketAddr) -> Result<Self, Failure> {
        let stream = TcpStream::connect(address).await.map_err(Failure::of("connect"))?;
        stream.set_nodelay(true).map_err(Failure::of("connect"))?;
        let received = Arc::new(AtomicU64::new(0));
        let counted = Counted { stream, received: Arc::clone(&received) };
        let (send, connection) = handshake(TokioIo::new(counted)).await.map_err(Failure::of("connect"))?;
        // What ends the connection is seen by whoever waits for an answer.
        tokio::spawn(async move { connection.await.ok() });
        Ok(Self { send, received, host: address.to_string() })
    }

    /// Bytes received so far, headers and all.
    pub fn received(&self) -> u64 {
        self.received.load(Ordering::Relaxed)
    }

    /// Sends a request and reads the whole answer.
    pub async fn ask(&mut self, ask: &Ask, cookie: Option<&str>) -> Result<Answer, Failure> {
        let mut request = Request::builder()
            .method(if ask.form.is_some() { "POST" } else { "GET" })
            .uri(&ask.address)
            .header(header::HOST, &self.host)
            .header(header::ACCEPT_ENCODING, "gzip");
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if ask.form.is_some() {
            request = request
                .header("sec-fetch-site", "same-origin")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        let body = Full::new(ask.form.clone().map_or_else(Bytes::new, Bytes::from));
        let request = request.body(body).map_err(Failure::of(format_args!("ask for {}", ask.address)))?;
        tokio::time::timeout(LONGEST_ANSWER, self.exchange(request))
            .await
            .map_err(|_| Failure::new(format!("no answer to {} within 15 s", ask.address)))?
            .map_err(Failure::of(format_args!("read the answer to {}", ask.address)))
    }

    async fn exchange(&mut self, request: Request<Full<Bytes>>) -> Result<Answer, hyper::Error> {
        self.send.ready().await?;
        let (head, body) = self.send.send_request(request).await?.into_parts();
        let body = body.collect().await?.to_bytes();
        Ok(Answer { status: head.status, headers: head.headers, body })
    }
}

/// A stream that counts what it reads.
struct Counted {
    stream: TcpStream,
    received: Arc<AtomicU64>,
}

impl AsyncRead for Counted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.received.fetch_add((buffer.filled().len() - before) as u64, Ordering::Relaxed);
        polled
    }
}

impl AsyncWrite for Counted {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
