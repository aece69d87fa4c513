//! One practical of the catalogue.

use askama::Template;

use crate::parts::{Credit, Fact, FieldState, Mark, Shell};

/// Everything that is known of a practical.
#[derive(Debug, Clone, Template)]
#[template(path = "catalogue/show/page.html")]
pub struct PracticalPage {
    /// The frame.
    pub shell: Shell,
    /// What teachers call it.
    pub title: String,
    /// Such as “Chemistry, years 9 to 11”.
    pub subject_line: String,
    /// Such as “Try it first”.
    pub marks: Vec<Mark>,
    /// What pupils do.
    pub summary: String,
    /// Who drafted it, and when; none for what the catalogue came with.
    pub drafted: Option<String>,
    /// Whom to thank, where it was saved from a chat.
    pub credit: Option<Credit>,
    /// Where specifications name it.
    pub references: Vec<String>,
    /// Groups, time, notice.
    pub facts: Vec<Fact>,
    /// What it needs, by whom it is for.
    pub groups: Vec<KitGroup>,
    /// How it is made ready, step by step.
    pub make_up: Vec<String>,
    /// What is hazardous.
    pub hazards: Vec<HazardShown>,
    /// What to do about that.
    pub precautions: Vec<String>,
    /// Where its facts come from.
    pub sources: Vec<String>,
    /// Where one asks for it; none for those who do not.
    pub ask_url: Option<String>,
    /// The trial notes, newest first.
    pub notes: Vec<NoteShown>,
    /// The form for another note, for those who may write one.
    pub note_form: Option<NoteForm>,
}

/// A trial note.
#[derive(Debug, Clone)]
pub struct NoteShown {
    /// Its identifier.
    pub id: String,
    /// What was found.
    pub words: String,
    /// Who wrote it here, and when.
    pub written: String,
    /// Whom to thank, where it was saved from a chat.
    pub credit: Option<Credit>,
}

/// The form for a trial note.
#[derive(Debug, Clone)]
pub struct NoteForm {
    /// Where it is sent.
    pub action: String,
    /// Idempotency key.
    pub once: String,
    /// What was typed, and what is wrong with it.
    pub words: FieldState,
}

/// Lines for the same people.
#[derive(Debug, Clone)]
pub struct KitGroup {
    /// Such as “For each group”.
    pub label: String,
    /// The lines.
    pub lines: Vec<KitLine>,
}

/// One thing that is needed.
#[derive(Debug, Clone)]
pub struct KitLine {
    /// Its name.
    pub name: String,
    /// Address of the item's page; none for plain words.
    pub url: Option<String>,
    /// Such as “25 cm³” or “2, and 1 spare”.
    pub amount: String,
    /// Concentration and notes; may be empty.
    pub detail: String,
}

/// A hazard with where it is laid down.
#[derive(Debug, Clone)]
pub struct HazardShown {
    /// The substance or thing.
    pub what: String,
    /// What is hazardous about it.
    pub words: String,
    /// Where that is laid down.
    pub source: String,
}
