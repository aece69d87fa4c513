//! A form as it came, for whoever has to show a problem in its place: the words in it are somebody's.

use std::sync::{Arc, OnceLock};

use axum::RequestExt as _;
use axum::body::Bytes;
use axum::extract::Request;
use axum::http::header;

/// The fields of a form as they came, once they were read. A layer puts it into the request; whoever reads the form
/// keeps it there.
#[derive(Clone, Debug, Default)]
pub struct SentForm(Arc<OnceLock<Bytes>>);

impl SentForm {
    /// That of a request, where a layer wants it.
    pub(crate) fn of(request: &Request) -> Option<Self> {
        request.extensions().get().cloned()
    }

    /// Keeps what was read.
    pub(crate) fn keep(&self, body: &Bytes) {
        // A form is read once; a second reading would be of the same.
        let _ = self.0.set(body.clone());
    }

    /// The fields, encoded as they came; none where there was no form, or nobody read it.
    pub fn body(&self) -> Option<&str> {
        std::str::from_utf8(self.0.get()?).ok()
    }
}

/// Reads the form of a request that is turned away at the door, so that its words are not lost.
pub(crate) async fn keep_form(request: Request) {
    let Some(form) = SentForm::of(&request) else { return };
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded")) {
        return;
    }
    // What is too long, or breaks off, is answered as if it had not been read.
    if let Ok(body) = request.extract::<Bytes, _>().await {
        form.keep(&body);
    }
}
