//! One requisition on one sheet, which prints on one side of A4.

use askama::Template;

use crate::parts::{Button, Fact, FieldState, Linked, Mark, Shell};

/// Everything about one requisition.
#[derive(Debug, Clone, Template)]
#[template(path = "requisition/sheet/page.html")]
pub struct SheetPage {
    /// The frame.
    pub shell: Shell,
    /// Where the reader came from, in words: “Board, Tuesday”.
    pub back_words: String,
    /// Its address.
    pub back_url: String,
    /// The practical.
    pub title: String,
    /// Such as “12A/Ch”.
    pub class: String,
    /// Such as “Lab 5”.
    pub room: String,
    /// Such as “Tuesday 24 November, periods 1 and 2, 09:05 to 10:45”.
    pub when: String,
    /// Teacher’s name.
    pub teacher: String,
    /// Its state.
    pub state: Mark,
    /// What the state means for the reader, in one sentence.
    pub state_sentence: String,
    /// Late, trial, helper wanted and the like.
    pub marks: Vec<Mark>,
    /// How many and how: sets, pupils, trays.
    pub facts: Vec<Fact>,
    /// A word from the teacher.
    pub note: Option<String>,
    /// What the reader may do, the next step first.
    pub buttons: Vec<Button>,
    /// Address of the form that changes it, where the reader may.
    pub change_url: Option<String>,
    /// The lines, by whom they are for.
    pub groups: Vec<SheetGroup>,
    /// How to make things up.
    pub make_up: Vec<MakeUp>,
    /// Hazards, worst first.
    pub hazards: Vec<Hazard>,
    /// Counting back, where numbers are asked for.
    pub count: Option<CountBack>,
    /// The same practical for other classes, right after sending.
    pub also: Option<AlsoFor>,
    /// What was said, oldest first.
    pub conversation: Vec<Said>,
    /// The field for a question or an answer.
    pub say: Option<SayField>,
    /// What happened, newest first.
    pub history: Vec<Happened>,
    /// Small print at the foot of the paper: when it was printed.
    pub printed: String,
}

/// Lines for one kind of reader.
#[derive(Debug, Clone)]
pub struct SheetGroup {
    /// “For each group”, “For the class” or “For the teacher”.
    pub label: String,
    /// The lines.
    pub lines: Vec<SheetLine>,
}

/// One thing to put out.
#[derive(Debug, Clone)]
pub struct SheetLine {
    /// The thing, with its strength.
    pub name: String,
    /// How many or how much in all, with unit.
    pub quantity: String,
    /// Such as “1 for each set”; may be empty.
    pub rule: String,
    /// Where it is kept; may be empty.
    pub place: String,
    /// A warning on this line, such as “Short of 2”.
    pub mark: Option<Mark>,
}

/// How to make something up.
#[derive(Debug, Clone)]
pub struct MakeUp {
    /// Such as “Sodium hydroxide 0.10 mol/dm³, 2 dm³”.
    pub title: String,
    /// Steps, in order.
    pub steps: Vec<String>,
}

/// One hazard.
#[derive(Debug, Clone)]
pub struct Hazard {
    /// The thing.
    pub name: String,
    /// What it does and what to wear.
    pub words: String,
    /// Where to read more, such as a card’s number; may be empty.
    pub reference: String,
}

/// The form that counts things back.
#[derive(Debug, Clone)]
pub struct CountBack {
    /// Where it is sent.
    pub action: String,
    /// Idempotency key.
    pub key: String,
    /// The things whose numbers are asked for.
    pub lines: Vec<CountLine>,
}

/// One thing to count. Its fields are named `back-KEY` and `words-KEY`.
#[derive(Debug, Clone)]
pub struct CountLine {
    /// What the field names end in.
    pub key: String,
    /// The thing.
    pub name: String,
    /// How many went out.
    pub out: String,
    /// How many are back.
    pub back: FieldState,
}

/// The same for other classes. The form sends `lesson` once per tick.
#[derive(Debug, Clone)]
pub struct AlsoFor {
    /// Such as “Also for 9Y and 9Z?”
    pub heading: String,
    /// Where it is sent.
    pub action: String,
    /// Idempotency key.
    pub key: String,
    /// Their lessons.
    pub lessons: Vec<AlsoLesson>,
}

/// One lesson to tick.
#[derive(Debug, Clone)]
pub struct AlsoLesson {
    /// Value sent as `lesson`.
    pub value: String,
    /// Such as “9Y, Friday period 6, Lab 6”.
    pub words: String,
    /// Whether it is ticked.
    pub ticked: bool,
    /// Such as “All 15 free”, or why it does not fit.
    pub stock: Mark,
}

/// One thing said.
#[derive(Debug, Clone)]
pub struct Said {
    /// Who.
    pub who: String,
    /// When, as people say it.
    pub when: String,
    /// What.
    pub words: String,
}

/// The field for a question or an answer.
#[derive(Debug, Clone)]
pub struct SayField {
    /// Where it is sent.
    pub action: String,
    /// Idempotency key.
    pub key: String,
    /// Such as “Ask A. Teacher”.
    pub label: String,
    /// The verb on the button.
    pub button: String,
    /// What was typed; the field is named `words`.
    pub field: FieldState,
}

/// One line of the history.
#[derive(Debug, Clone)]
pub struct Happened {
    /// Such as “Moved from Tuesday period 3 by A. Teacher”.
    pub words: String,
    /// Such as “Monday 09:14”.
    pub when: String,
}
