//! Looking after a network: its name and readers, its codes, its people and its schools.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::parts::{Button, Choice, FieldKind, FieldState, Mark, Shell, TextField};

/// All that whoever looks after a network works on.
#[derive(Debug, Clone, Template)]
#[template(path = "network/manage/page.html")]
pub struct ManagePage {
    /// The frame.
    pub shell: Shell,
    /// Its identifier, for addresses.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Idempotency key of the forms.
    pub once: String,
    /// What is wrong with a deed on this page.
    pub error: Option<String>,
    /// The form that makes a code.
    pub new_code: CodeForm,
    /// Codes that work, newest first.
    pub codes: Vec<CodeRow>,
    /// Those who joined by themselves.
    pub people: Vec<PersonRow>,
    /// Its schools.
    pub schools: Vec<SchoolRow>,
    /// Name and zone.
    pub settings: Vec<TextField>,
    /// Who reads what is published.
    pub readers: ReadersChoice,
}

/// The form that makes a code.
#[derive(Debug, Clone)]
pub struct CodeForm {
    /// For people or for schools; one choice in a department.
    pub kinds: Vec<Choice>,
    /// What is wrong with that.
    pub kind_error: Option<String>,
    /// For whom, how many, how long.
    pub fields: Vec<TextField>,
}

impl CodeForm {
    /// The form around these fields.
    pub fn new(kinds: Vec<Choice>, words: FieldState, uses: FieldState, days: FieldState) -> Self {
        Self {
            kinds,
            kind_error: None,
            fields: vec![
                TextField::new("words", "For whom", words).hint("for you to know it again"),
                TextField::new("uses", "Uses", uses).kind(FieldKind::Number).hint("1 to 500").required(),
                TextField::new("days", "Days", days).kind(FieldKind::Number).hint("1 to 90").required(),
            ],
        }
    }
}

/// One code.
#[derive(Debug, Clone)]
pub struct CodeRow {
    /// Whom it is for.
    pub words: String,
    /// Such as “For people: 4 uses left, until Monday 7 December”.
    pub about: String,
    /// Why it no longer works.
    pub mark: Option<Mark>,
    /// Ending it.
    pub end: Option<Button>,
}

/// Somebody who joined by themselves.
#[derive(Debug, Clone)]
pub struct PersonRow {
    /// Their name.
    pub name: String,
    /// Their handle, and since when.
    pub about: String,
    /// “Looks after it”, “You”.
    pub marks: Vec<Mark>,
    /// Letting them look after it, or no longer.
    pub administrator: PersonButton,
    /// Where taking them out is sent.
    pub end_url: String,
}

/// Making somebody an administrator, or a member again.
#[derive(Debug, Clone)]
pub struct PersonButton {
    /// What the button says.
    pub label: &'static str,
    /// Where it is sent.
    pub url: String,
    /// What is sent.
    pub wanted: &'static str,
}

/// One school.
#[derive(Debug, Clone)]
pub struct SchoolRow {
    /// Its name.
    pub name: String,
    /// How many belong by it, and since when.
    pub about: String,
    /// Where letting it go is sent; none for a department's own.
    pub end_url: Option<String>,
}

/// Who reads what is published.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"<fieldset><legend>Who reads what is published</legend><div class="ticks wide">{% for choice in choices %}<label class="tick"><input type="radio" name="readers" value="{{ choice.value }}"{% if choice.chosen %} checked{% endif %} required><span>{{ choice.words }}</span></label>{% endfor %}</div></fieldset>"#,
    ext = "html"
)]
pub struct ReadersChoice {
    /// The choices.
    pub choices: Vec<Choice>,
}

impl HtmlSafe for ReadersChoice {}

/// The field for a time zone.
pub fn zone_field(zone: FieldState) -> TextField {
    TextField::new("time-zone", "Time zone", zone).hint("such as Europe/London").required()
}

impl ManagePage {
    /// The fields of the settings.
    pub fn settings(name: FieldState, zone: FieldState) -> Vec<TextField> {
        vec![TextField::new("name", "Name", name).required(), zone_field(zone)]
    }

    /// The kinds of code: of these two, the first for people.
    pub fn kinds(for_schools: bool, chosen: &str) -> Vec<Choice> {
        let mut kinds = vec![("person", "People, one for each use")];
        if for_schools {
            kinds.push(("school", "Schools, one for each use"));
        }
        kinds
            .into_iter()
            .map(|(value, words)| Choice {
                value: value.to_owned(),
                words: words.to_owned(),
                chosen: value == chosen,
            })
            .collect()
    }
}
