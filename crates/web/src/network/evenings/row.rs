//! One evening in a list: what it is about, when, and where it stands.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::parts::Mark;

/// One evening in a list.
#[derive(Debug, Clone, Template)]
#[template(
    source = r##"<li class="item"><div><h3><a href="{{ url }}">{{ subject }}</a>{% if let Some(mark) = mark %} {{ mark }}{% endif %}</h3><p>{{ when }}{% if !tag.is_empty() %} <span class="soft">#{{ tag }}</span>{% endif %}</p>{% if !network.is_empty() %}<p class="soft">{{ network }}</p>{% endif %}</div>{% if !next.is_empty() %}<div class="deeds"><a class="button{% if is_open %} primary{% endif %}" href="{{ url }}" aria-label="{{ next }}: {{ subject }}">{{ next }}</a></div>{% endif %}</li>"##,
    ext = "html"
)]
pub struct EveningRow {
    /// Where it leads.
    pub url: String,
    /// What it is about.
    pub subject: String,
    /// The tag it meets under, without “#”; may be empty.
    pub tag: String,
    /// Such as “Monday 20:00 to 21:00, London time”.
    pub when: String,
    /// The network it belongs to; empty on the network's own page.
    pub network: String,
    /// Where it stands, where the heading of the list does not say so.
    pub mark: Option<Mark>,
    /// What the reader can do there, such as “Go in”; may be empty.
    pub next: String,
    /// Whether people talk there now.
    pub is_open: bool,
}

impl HtmlSafe for EveningRow {}

/// A list of evenings under one heading.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"<section class="shelf"><h2>{{ heading }} <span class="figure">{{ evenings.len() }}</span></h2>{% if !words.is_empty() %}<p class="soft">{{ words }}</p>{% endif %}<ul class="rows">{% for evening in evenings %}{{ evening }}{% endfor %}</ul></section>"#,
    ext = "html"
)]
pub struct EveningShelf {
    /// Such as “Open now”.
    pub heading: &'static str,
    /// What is to be done with them; may be empty.
    pub words: &'static str,
    /// The evenings; never none.
    pub evenings: Vec<EveningRow>,
}

impl HtmlSafe for EveningShelf {}
