//! Where a form comes from. Whoever has a session by cookie needs this: a browser sends the cookie along with
//! whatever page asks for it.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::Problem;

/// The layer for pages: what changes something must come from one of this server, and browsers say where a
/// request comes from.
pub async fn from_here(request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_safe || comes_from_here(request.headers()) {
        return next.run(request).await;
    }
    Problem::foreign().into_response()
}

fn comes_from_here(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    // Browsers from before 2023 say at least the origin.
    let Some((origin, host)) = text(header::ORIGIN.as_str()).zip(text(header::HOST.as_str())) else {
        return false;
    };
    origin.split_once("://").is_some_and(|(_, from)| from == host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_form_must_come_from_a_page_of_this_server() {
        assert!(comes_from_here(&headers(&[("sec-fetch-site", "same-origin")])));
        assert!(!comes_from_here(&headers(&[("sec-fetch-site", "cross-site")])));
        assert!(!comes_from_here(&headers(&[("sec-fetch-site", "same-site")])));
        assert!(comes_from_here(&headers(&[("origin", "http://a:1"), ("host", "a:1")])));
        assert!(!comes_from_here(&headers(&[("origin", "http://evil"), ("host", "a:1")])));
        assert!(!comes_from_here(&headers(&[("host", "a:1")])));
    }
}
