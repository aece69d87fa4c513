//! Words that somebody wrote for the prep room, whose links can be pressed.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::chat::words::{Piece, pieces};

/// Somebody’s words as they were written; web addresses in them are links.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"{% for piece in self.pieces() %}{% match piece %}{% when Piece::Link(url) %}<a href="{{ url }}" rel="nofollow noreferrer noopener">{{ url }}</a>{% when _ %}{{ piece.text() }}{% endmatch %}{% endfor %}"#,
    ext = "html"
)]
pub struct Linked<'a>(pub &'a str);

impl HtmlSafe for Linked<'_> {}

impl Linked<'_> {
    fn pieces(&self) -> Vec<Piece<'_>> {
        pieces(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_links_and_all_else_stands_as_it_was_written() {
        let words = "See https://example.org/a?b=1&c=2, @ten <b> #7 javascript:alert(1)";
        let html = Linked(words).render().expect("words render");
        let link = "<a href=\"https://example.org/a?b=1&#38;c=2\" rel=\"nofollow noreferrer noopener\">";
        assert!(html.starts_with(&format!("See {link}https://example.org/a?b=1&#38;c=2</a>")), "{html}");
        assert!(html.ends_with(" @ten &#60;b&#62; #7 javascript:alert(1)"), "{html}");
        assert_eq!(html.matches("<a ").count(), 1);
    }
}
