//! Bodies with their compressed twins.

use std::io::Write as _;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Bodies below this size are not worth compressing.
const WORTH_COMPRESSING: usize = 1_000;
/// Long lists are packed more closely: they are read seldom, and by phones too.
const WORTH_PACKING: usize = 100_000;

/// A text with its compressed twin.
#[derive(Clone, Debug)]
pub struct Packed {
    plain: Bytes,
    /// Empty where compressing is not worth it.
    gzip: Bytes,
}

impl Packed {
    /// Compresses a text, where that is worth it.
    pub fn of(text: String) -> Self {
        let gzip = if text.len() < WORTH_COMPRESSING { Vec::new() } else { compressed(text.as_bytes()) };
        Self { plain: Bytes::from(text), gzip: Bytes::from(gzip) }
    }

    /// Bytes that both take.
    pub fn weight(&self) -> usize {
        self.plain.len() + self.gzip.len()
    }

    /// The answer to a request with these headers: compressed where the browser takes it.
    pub fn answer(&self, asked: &HeaderMap, content_type: &'static str, status: StatusCode) -> Response {
        let takes_gzip = asked
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.contains("gzip"));
        let is_compressed = takes_gzip && !self.gzip.is_empty();
        let body = if is_compressed { self.gzip.clone() } else { self.plain.clone() };
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, hx-request, cookie"));
        if is_compressed {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }
}

fn compressed(bytes: &[u8]) -> Vec<u8> {
    let level = if bytes.len() < WORTH_PACKING { Compression::fast() } else { Compression::default() };
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), level);
    // Writing to memory cannot fail; if it did, the body goes uncompressed.
    if encoder.write_all(bytes).is_err() {
        return Vec::new();
    }
    encoder.finish().unwrap_or_default()
}
