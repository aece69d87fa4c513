//! Looking after a network: its name and readers, its codes, its people and its schools.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::parts::{
    Button, ButtonKind, Choice, FieldKind, FieldState, Mark, Meaning, Section, Shell, TextField,
};

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

impl ReadersChoice {
    /// Both choices, the first chosen.
    pub fn sample() -> Self {
        let choice = |value: &str, words: &str, chosen| Choice {
            value: value.to_owned(),
            words: words.to_owned(),
            chosen,
        };
        Self {
            choices: vec![
                choice("members", "The people of this network", true),
                choice("everybody", "Everybody, signed in or not", false),
            ],
        }
    }
}

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

    /// A network with people, schools and codes, after a mistake in the form.
    pub fn sample() -> Self {
        let person = |name: &str, is_administrator: bool| PersonRow {
            name: name.to_owned(),
            about: "sample_one; since Monday 9 November".to_owned(),
            marks: if is_administrator {
                vec![Mark::new("Looks after it", Meaning::Done)]
            } else {
                Vec::new()
            },
            administrator: PersonButton {
                label: if is_administrator { "Make a member again" } else { "Let them look after it" },
                url: "/networks/1/people/sample/administrator".to_owned(),
                wanted: if is_administrator { "no" } else { "yes" },
            },
            end_url: "/networks/1/people/sample/end".to_owned(),
        };
        let uses =
            FieldState { value: "900".to_owned(), error: Some("A code is for 1 to 500 uses.".to_owned()) };
        Self {
            new_code: CodeForm::new(
                Self::kinds(true, "person"),
                FieldState::of("The October meeting"),
                uses,
                FieldState::of("14"),
            ),
            codes: vec![
                CodeRow {
                    words: "Sample High School".to_owned(),
                    about: "For schools: 1 use left, until Monday 7 December".to_owned(),
                    mark: None,
                    end: Some(Button::new(
                        "End",
                        "/networks/1/codes/1/end",
                        ButtonKind::Danger,
                        "sample-key",
                    )),
                },
                CodeRow {
                    words: "The September meeting".to_owned(),
                    about: "For people: 0 uses left, until Monday 30 November".to_owned(),
                    mark: Some(Mark::new("Used up", Meaning::Quiet)),
                    end: None,
                },
            ],
            people: vec![person("T. Technician", true), person("N. Comer", false)],
            schools: vec![SchoolRow {
                name: "Sample High School".to_owned(),
                about: "9 people; since Monday 9 November".to_owned(),
                end_url: Some("/networks/1/schools/1/end".to_owned()),
            }],
            ..Self::empty()
        }
    }

    /// A network that has just begun.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("Look after Sample County Technicians", Section::Chats),
            id: "1".to_owned(),
            name: "Sample County Technicians".to_owned(),
            once: "sample-key".to_owned(),
            error: None,
            new_code: CodeForm::new(
                Self::kinds(true, "person"),
                FieldState::default(),
                FieldState::of("1"),
                FieldState::of("14"),
            ),
            codes: Vec::new(),
            people: Vec::new(),
            schools: Vec::new(),
            settings: Self::settings(
                FieldState::of("Sample County Technicians"),
                FieldState::of("Europe/London"),
            ),
            readers: ReadersChoice::sample(),
        }
    }
}
