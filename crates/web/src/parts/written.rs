//! Words that somebody wrote in a chat, with their links.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::chat::words::{Piece, pieces};

/// Somebody’s words, with their links.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"{% for piece in self.pieces() %}{% match piece %}{% when Piece::Link(url) %}<a class="posted" href="{{ url }}" rel="nofollow noreferrer noopener">{{ url }}</a>{% when Piece::Mention(name) %}<span class="name">{{ name }}</span>{% when Piece::Tag(tag) %}<span class="name">{{ tag }}</span>{% when Piece::Plain(words) %}{{ words }}{% endmatch %}{% endfor %}"#,
    ext = "html"
)]
pub struct Written(pub String);

impl HtmlSafe for Written {}

impl Written {
    fn pieces(&self) -> Vec<Piece<'_>> {
        pieces(&self.0)
    }
}
