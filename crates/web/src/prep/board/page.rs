//! The technicians’ day: periods as columns, cards in the order of rooms.

use askama::Template;

use crate::parts::{Choice, Mark, Meaning, Section, Shell};

/// One day of the prep room.
#[derive(Debug, Clone, Template)]
#[template(path = "prep/board/page.html")]
pub struct BoardPage {
    /// The frame.
    pub shell: Shell,
    /// Such as “Tuesday 24 November”.
    pub date: String,
    /// Such as “Week A” or “Today, week A”.
    pub label: String,
    /// Address of the school day before.
    pub previous_url: String,
    /// Address of today, unless it is the one shown.
    pub today_url: Option<String>,
    /// Address of the school day after.
    pub next_url: String,
    /// Why there is no school, where there is none.
    pub closed: Option<String>,
    /// What waits in the inbox, in one sentence; none when nothing does.
    pub waiting: Option<String>,
    /// Address of the inbox.
    pub inbox_url: String,
    /// Lists that narrow the board, as they stand.
    pub filters: Vec<Filter>,
    /// Address without any filter, where one is set.
    pub all_url: Option<String>,
    /// Address of the live stream for this day.
    pub live_url: String,
    /// Address of this same page, for taking the cards anew.
    pub here_url: String,
    /// The cards.
    pub cards: BoardCards,
}

/// One list that narrows the board.
#[derive(Debug, Clone)]
pub struct Filter {
    /// Name of the field in the address.
    pub name: String,
    /// Such as “Rooms”.
    pub label: String,
    /// The choices, “all” among them.
    pub choices: Vec<Choice>,
}

/// The part of the board that is taken anew when something changes.
#[derive(Debug, Clone, Template)]
#[template(path = "prep/board/cards.html")]
pub struct BoardCards {
    /// The periods across.
    pub periods: Vec<BoardPeriod>,
    /// What to say when the whole day holds no card.
    pub empty: Option<String>,
    /// Such as “6 to prepare, 2 to deliver, 3 to collect”.
    pub summary: String,
}

impl askama::filters::HtmlSafe for BoardCards {}

/// One period across.
#[derive(Debug, Clone)]
pub struct BoardPeriod {
    /// Unlike any other on the page, such as `period-3`.
    pub anchor: String,
    /// Such as “Period 3”.
    pub label: String,
    /// Such as “11:05 – 12:00”.
    pub times: String,
    /// Whether it is going on now.
    pub present: bool,
    /// Whether it is over.
    pub over: bool,
    /// One deed for the whole period, such as “All delivered”; none where it does not apply.
    pub all: Option<Step>,
    /// The cards, in the order of rooms.
    pub cards: Vec<Card>,
}

/// One requisition on the board.
#[derive(Debug, Clone)]
pub struct Card {
    /// Stays the same while the requisition lives, such as `card-0198…`.
    pub id: String,
    /// Changes whenever anything on the card does.
    pub version: String,
    /// Such as “Lab 4”.
    pub room: String,
    /// Such as “9X/Sc2”.
    pub class: String,
    /// Teacher’s name.
    pub teacher: String,
    /// The practical.
    pub practical: String,
    /// Such as “15 sets, 5 trays”.
    pub amount: String,
    /// Late, query, trial, hazard, helper.
    pub marks: Vec<Mark>,
    /// Its state.
    pub state: Mark,
    /// Such as “until 12:50”, for a double; may be empty.
    pub until: String,
    /// Address of the sheet.
    pub url: String,
    /// The next step, where the reader may take it.
    pub step: Option<Step>,
}

/// A step as one large button.
#[derive(Debug, Clone)]
pub struct Step {
    /// Such as “Prepared”.
    pub label: String,
    /// The key that presses it on the card in hand, such as `p`.
    pub letter: String,
    /// Where the form is sent.
    pub action: String,
    /// Idempotency key.
    pub once: String,
}

impl BoardPage {
    /// A made-up busy day.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample_technician("Board", Section::Board),
            date: "Tuesday 24 November".to_owned(),
            label: "Today, week A".to_owned(),
            previous_url: "/board/2026-11-23".to_owned(),
            today_url: None,
            next_url: "/board/2026-11-25".to_owned(),
            closed: None,
            waiting: Some("2 late requests, 1 answer and 1 shortage wait for you.".to_owned()),
            inbox_url: "/inbox".to_owned(),
            filters: sample_filters(),
            all_url: None,
            live_url: "/live?day=2026-11-24".to_owned(),
            here_url: "/board/2026-11-24".to_owned(),
            cards: BoardCards {
                periods: sample_periods(),
                empty: None,
                summary: "4 to prepare, 2 to deliver, 3 to collect".to_owned(),
            },
        }
    }

    /// A made-up day without cards.
    pub fn empty() -> Self {
        Self {
            waiting: None,
            today_url: Some("/board".to_owned()),
            label: "Week B".to_owned(),
            cards: BoardCards {
                periods: Vec::new(),
                empty: Some("Nothing is asked for this day yet.".to_owned()),
                summary: String::new(),
            },
            ..Self::sample()
        }
    }
}

fn sample_filters() -> Vec<Filter> {
    let filter = |name: &str, label: &str, words: [&str; 3]| Filter {
        name: name.to_owned(),
        label: label.to_owned(),
        choices: words
            .into_iter()
            .enumerate()
            .map(|(index, words)| Choice {
                value: words.to_lowercase(),
                words: words.to_owned(),
                chosen: index == 0,
            })
            .collect(),
    };
    vec![
        filter("room", "Rooms", ["All rooms", "Lab 4", "Lab 5"]),
        filter("subject", "Subjects", ["All subjects", "Biology", "Chemistry"]),
        filter("state", "States", ["All states", "To prepare", "To collect"]),
    ]
}

/// Period, room, class, teacher, practical, amount, state, next step, one mark.
const SAMPLE_CARDS: &str = "\
1|Lab 2|7C|B. Physicist|Pendulum swing|10 sets, 2 trays|Closed||
1|Lab 5|12A/Ch|A. Teacher|Titration of vinegar|9 sets, 3 trays|Delivered|Collected|Short of 1
2|Lab 1|10W|C. Biologist|Osmosis in potato|12 sets, 4 trays|Delivered|Collected|
2|Lab 6|8B|D. Chemist|Chromatography of inks|15 sets, 5 trays|Collected|Counted|
3|Lab 1|11Z/Bi|C. Biologist|Enzymes and pH|10 sets, 4 trays|Prepared|Delivered|Trial
3|Lab 4|11Y/Ch1|A. Teacher|Making copper sulfate crystals|15 sets, 5 trays|Accepted|Prepared|Late
3|Maths 3|9Q|E. Cover|Density of regular solids|8 sets, 2 trays|Prepared|Delivered|Helper wanted
4|Lab 3|13B/Ph|B. Physicist|Young modulus of a wire|4 sets, 1 trolley|Queried||
6|Lab 2|7A|B. Physicist|Series and parallel circuits|15 sets, 5 trays|Accepted|Prepared|
6|Lab 4|9X/Sc2|A. Teacher|Flame tests|15 sets, 5 trays|Accepted|Prepared|Hazard";

fn sample_periods() -> Vec<BoardPeriod> {
    let times = [
        "09:05 – 09:50",
        "09:55 – 10:45",
        "11:05 – 12:00",
        "12:05 – 12:50",
        "14:10 – 15:00",
        "15:05 – 15:55",
    ];
    (1_usize..)
        .zip(times)
        .map(|(number, times)| BoardPeriod {
            anchor: format!("period-{number}"),
            label: format!("Period {number}"),
            times: times.to_owned(),
            present: number == 3,
            over: number < 3,
            all: (number == 2).then(|| sample_step("All collected", "")),
            cards: SAMPLE_CARDS
                .lines()
                .enumerate()
                .filter_map(|(line, text)| sample_card(&format!("card-{line}"), &number.to_string(), text))
                .collect(),
        })
        .collect()
}

fn sample_card(id: &str, number: &str, text: &str) -> Option<Card> {
    let parts: Vec<&str> = text.split('|').collect();
    let [period, room, class, teacher, practical, amount, state, step, mark] = parts[..] else { return None };
    if period != number {
        return None;
    }
    let meaning = match state {
        "Queried" => Meaning::Attention,
        "Prepared" | "Delivered" => Meaning::Done,
        "Closed" => Meaning::Quiet,
        _ => Meaning::Plain,
    };
    let mark_meaning = match mark {
        "Late" | "Question" | "Hazard" => Meaning::Attention,
        "Short of 1" => Meaning::Stop,
        _ => Meaning::Plain,
    };
    Some(Card {
        id: id.to_owned(),
        version: "1".to_owned(),
        room: room.to_owned(),
        class: class.to_owned(),
        teacher: teacher.to_owned(),
        practical: practical.to_owned(),
        amount: amount.to_owned(),
        marks: if mark.is_empty() { Vec::new() } else { vec![Mark::new(mark, mark_meaning)] },
        state: Mark::new(state, meaning),
        until: if practical.starts_with("Titration") { "until 10:45".to_owned() } else { String::new() },
        url: "/requisitions/sample".to_owned(),
        step: (!step.is_empty()).then(|| sample_step(step, &step[..1].to_lowercase())),
    })
}

fn sample_step(label: &str, letter: &str) -> Step {
    Step {
        label: label.to_owned(),
        letter: letter.to_owned(),
        action: "/requisitions/sample/step".to_owned(),
        once: "sample-key".to_owned(),
    }
}
