//! An answer, read as a browser reads it: its forms, with what stands in them.

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};

/// An answer.
#[derive(Clone, Debug)]
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Bytes,
}

/// A form of a page.
#[derive(Clone, Debug, Default)]
pub struct Form {
    pub action: String,
    pub fields: Vec<(String, String)>,
    /// Buttons that have a name, with their value.
    pub buttons: Vec<(String, String)>,
    /// All words in it.
    pub words: String,
}

impl Page {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Where a redirect leads.
    pub fn location(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "no redirect: {}", self.words());
        self.header("location")
    }

    pub fn html(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    /// The words that are shown, without tags, with single spaces.
    pub fn words(&self) -> String {
        words_of(self.html())
    }

    pub fn shows(&self, words: &str) -> bool {
        self.words().contains(words)
    }

    /// Every form that is sent by POST.
    pub fn forms(&self) -> Vec<Form> {
        let parts = self.html().split("<form ").skip(1).map(|part| part.split("</form>").next().unwrap());
        parts
            .filter(|part| attribute(tag(part), "method") == Some("post".to_owned()))
            .map(read_form)
            .collect()
    }

    /// The one form whose action begins so.
    pub fn form(&self, action: &str) -> Form {
        let found = self.forms().into_iter().find(|form| form.action.starts_with(action));
        found.unwrap_or_else(|| panic!("no form to {action} in: {}", self.words()))
    }
}

impl Form {
    /// The same form with a field typed into.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(key, _)| key != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// The value of the button of this name whose value begins so.
    pub fn button(&self, name: &str, beginning: &str) -> String {
        let found = self.buttons.iter().find(|(key, value)| key == name && value.starts_with(beginning));
        found.unwrap_or_else(|| panic!("no such button: {:?}", self.buttons)).1.clone()
    }
}

fn tag(part: &str) -> &str {
    part.split('>').next().unwrap()
}

fn read_form(part: &str) -> Form {
    let mut form = Form {
        action: attribute(tag(part), "action").unwrap_or_default(),
        words: words_of(&format!("<form {part}")),
        ..Form::default()
    };
    for piece in part.split('<').skip(1) {
        let tag = tag(piece);
        if tag.starts_with("option") && tag.contains(" selected") {
            let chosen = attribute(tag, "value").unwrap_or_default();
            form.fields.last_mut().expect("an option stands in a list").1 = chosen;
        }
        let Some(name) = attribute(tag, "name") else { continue };
        let value = attribute(tag, "value").unwrap_or_default();
        if tag.starts_with("input") {
            let is_tick = tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"");
            if !is_tick {
                form.fields.push((name, value));
            } else if tag.contains(" checked") {
                let value = attribute(tag, "value").unwrap_or_else(|| "on".to_owned());
                form.fields.push((name, value));
            }
        } else if tag.starts_with("textarea") {
            form.fields.push((name, unescaped(piece.split_once('>').unwrap().1)));
        } else if tag.starts_with("select") {
            form.fields.push((name, String::new()));
        } else if tag.starts_with("button") {
            form.buttons.push((name, value));
        }
    }
    form
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let marked = format!(" {name}=\"");
    let padded = format!(" {tag}");
    let from = padded.find(&marked)? + marked.len();
    let until = padded[from..].find('"')? + from;
    Some(unescaped(&padded[from..until]))
}

fn words_of(html: &str) -> String {
    let mut words = String::new();
    let mut is_tag = false;
    for c in html.chars() {
        match c {
            '<' => is_tag = true,
            '>' => {
                is_tag = false;
                words.push(' ');
            }
            c if !is_tag => words.push(c),
            _ => {}
        }
    }
    unescaped(&words).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn unescaped(text: &str) -> String {
    [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (escaped, plain)| text.replace(escaped, plain))
}
