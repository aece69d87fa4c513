//! The requisition form: new, changed or answered. It stands alone or beside the week.

use askama::Template;

use crate::parts::{Choice, FieldState, Link, Meaning, Shell};

/// The form on a page of its own. Beside the week, only its `#requisition-form` is taken.
#[derive(Debug, Clone, Template)]
#[template(path = "requisition/form/page.html")]
pub struct FormPage {
    /// The frame.
    pub shell: Shell,
    /// Address that closes the form.
    pub close_url: String,
    /// “New request”, “Change request” or “Answer”.
    pub heading: String,
    /// Such as “9X/Sc2 in Lab 4”.
    pub lesson: String,
    /// Such as “Thursday 26 November, periods 3 and 4, 11:05 to 12:50”.
    pub when: String,
    /// The deadline, or what being late means here.
    pub deadline: Option<FormSentence>,
    /// What is asked for the lesson already.
    pub asked: Vec<Link>,
    /// The question that is being answered, with who asked it.
    pub question: Option<String>,
    /// Errors that belong to no single field.
    pub errors: Vec<String>,
    /// The search for a practical; shown until one is chosen.
    pub find: Option<Find>,
    /// The practical or free list that was chosen.
    pub chosen: Option<Chosen>,
}

/// A sentence with its meaning.
#[derive(Debug, Clone)]
pub struct FormSentence {
    /// The sentence.
    pub words: String,
    /// What it means.
    pub meaning: Meaning,
}

/// The first field: “What are they doing?”
#[derive(Debug, Clone)]
pub struct Find {
    /// Address of the whole page, which shows results without script.
    pub action: String,
    /// Address of the results alone (see [`PracticalsFragment`]).
    pub results_url: String,
    /// Hidden fields that go along: name and value.
    pub hidden: Vec<Hidden>,
    /// What was typed; its field is named `q`.
    pub query: String,
    /// The results.
    pub results: PracticalsFragment,
}

/// A hidden field.
#[derive(Debug, Clone)]
pub struct Hidden {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// The practicals found, by where they come from.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "requisition/form/practicals.html")]
pub struct PracticalsFragment {
    /// What was looked for.
    pub query: String,
    /// Favourites, recently, catalogue.
    pub groups: Vec<PracticalGroup>,
    /// Address that starts a free list with these words.
    pub free_list_url: Option<String>,
}

/// Practicals from one source.
#[derive(Debug, Clone)]
pub struct PracticalGroup {
    /// Such as “Your favourites”.
    pub label: String,
    /// The practicals, best first.
    pub practicals: Vec<PracticalFound>,
}

/// One practical to choose.
#[derive(Debug, Clone)]
pub struct PracticalFound {
    /// Its title.
    pub title: String,
    /// Such as “Year 9 chemistry · 50 minutes”.
    pub detail: String,
    /// Address of the form with it chosen.
    pub url: String,
    /// Whether it is a favourite.
    pub favourite: bool,
}

/// Everything about what is asked for; one form, sent as a whole.
///
/// Its fields: `once`, `version`, those in `hidden`, `sets`, `quantity-KEY` per line, `words-KEY` and
/// `words-quantity-KEY` per line in plain words, `late_reason`, `late_words`, `note`, `answer`; the buttons send
/// `do` = `send`, `save` or `recount`, or `option` = the value of the way out that was pressed.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// Where the form is sent.
    pub action: String,
    /// Idempotency key.
    pub once: String,
    /// Version of the requisition that is changed; none for a new one.
    pub version: Option<String>,
    /// Hidden fields that go along.
    pub hidden: Vec<Hidden>,
    /// The practical, or “A list of your own”.
    pub title: String,
    /// Address for choosing another; none where the practical cannot change.
    pub other_url: Option<String>,
    /// Number of sets.
    pub sets: FieldState,
    /// Such as “30 pupils in pairs make 15 sets. You had 15 last time.”
    pub pupils: Option<String>,
    /// The lines, by whom they are for.
    pub groups: Vec<LineGroup>,
    /// Lines in plain words: those there are, and a few empty ones.
    pub free_lines: Vec<FreeLine>,
    /// Safety, two lines at most.
    pub safety: Vec<String>,
    /// More on safety, on demand.
    pub safety_more: Vec<String>,
    /// What stands in the way, and the ways out.
    pub clash: Option<Clash>,
    /// The reason for being late, only where it is.
    pub late: Option<LateReason>,
    /// A word to the technicians.
    pub note: FieldState,
    /// The answer to the question, where there is one.
    pub answer: Option<FieldState>,
    /// Words of the sending button: “Send”, “Send the change”, “Answer”.
    pub send: String,
    /// Whether it can be kept as a draft.
    pub may_save: bool,
}

/// Lines for one kind of reader.
#[derive(Debug, Clone)]
pub struct LineGroup {
    /// “For each group”, “For the class” or “For you”.
    pub label: String,
    /// The lines.
    pub lines: Vec<FormLine>,
}

/// One thing asked for from the catalogue.
#[derive(Debug, Clone)]
pub struct FormLine {
    /// What field names end in.
    pub key: String,
    /// The thing.
    pub name: String,
    /// How many or how much, in all.
    pub quantity: FieldState,
    /// Unit, such as “cm³”; empty for pieces.
    pub unit: String,
    /// Where it comes from, such as “2 for each set”.
    pub rule: String,
    /// Pieces for each set, for working it out while typing; none where it does not follow the sets.
    pub each: Option<String>,
    /// Such as “8 of 15 free; 7 with 10B in Lab 2 until 11:20”, or “Not counted”.
    pub stock: FormSentence,
    /// What can be taken instead, where it is not to be had.
    pub instead: Vec<ClashOption>,
    /// Asking for it from another site, where it is kept at one. Sent as `transfer-KEY`.
    pub transfer: Option<Transfer>,
}

/// Asking for something from another site.
#[derive(Debug, Clone)]
pub struct Transfer {
    /// Such as “Ask for its transfer from Lower Site”.
    pub words: String,
    /// Whether it is asked for.
    pub is_asked: bool,
}

/// One thing asked for in plain words.
#[derive(Debug, Clone, Default)]
pub struct FreeLine {
    /// What field names end in.
    pub key: String,
    /// The thing.
    pub words: FieldState,
    /// How many or how much.
    pub quantity: FieldState,
}

/// Why it cannot be promised as asked, and what could be.
#[derive(Debug, Clone)]
pub struct Clash {
    /// Such as “Two things are short for this lesson.”
    pub sentence: String,
    /// Each thing that is short.
    pub items: Vec<ClashItem>,
    /// Ways out that serve all of them.
    pub options: Vec<ClashOption>,
}

/// One thing that is short.
#[derive(Debug, Clone)]
pub struct ClashItem {
    /// The thing.
    pub name: String,
    /// Such as “You asked for 15; 8 are free.”
    pub sentence: String,
    /// Such as “7 are with 10B, B. Teacher, in Lab 2 until 11:20”.
    pub holders: Vec<String>,
    /// Ways out for this thing.
    pub options: Vec<ClashOption>,
}

/// One way out, as one button.
#[derive(Debug, Clone)]
pub struct ClashOption {
    /// A verb and what it does: “Take 8 sets”.
    pub label: String,
    /// What that means: “Groups of four”.
    pub detail: String,
    /// Value sent as `option`.
    pub value: String,
}

/// The reason for being late.
#[derive(Debug, Clone)]
pub struct LateReason {
    /// Such as “Requests for Thursday closed last Thursday at 12:30, so a technician will answer this one.”
    pub sentence: String,
    /// The short list; its field is named `late_reason`.
    pub reasons: Vec<Choice>,
    /// What is wrong with the choice.
    pub error: Option<String>,
    /// More in plain words; its field is named `late_words`.
    pub words: FieldState,
}
