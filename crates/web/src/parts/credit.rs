//! Whom to thank for something that was saved from a chat, with the way back to what they said.

use askama::Template;
use askama::filters::HtmlSafe;

/// A sentence of thanks, such as “Suggested by @handle in an evening’s chat.”
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"{{ deed }} {% match from %}{% when Some with (from) %}by {{ from.credit }} in <a href="{{ from.link }}">an evening’s chat</a>.{% when None %}in an evening’s chat, by somebody whose name has been erased.{% endmatch %}"#,
    ext = "html"
)]
pub struct Credit {
    /// What they did: “Suggested”, “Said”.
    pub deed: &'static str,
    /// Who, and where; none once they have been erased.
    pub from: Option<CreditFrom>,
}

/// Who said it, and where.
#[derive(Debug, Clone)]
pub struct CreditFrom {
    /// As the chat shows them: `@handle`.
    pub credit: String,
    /// The way back to what they said.
    pub link: String,
}

impl HtmlSafe for Credit {}
