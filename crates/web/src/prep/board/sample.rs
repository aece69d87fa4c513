//! Made-up content.

use super::page::{BoardCards, BoardPage, BoardPeriod, Card, Filter, StepButton};
use crate::parts::{Choice, Mark, Meaning, Section, Shell};

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
            day_url: Some("/day/2026-11-24".to_owned()),
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
        site: if room == "Lab 4" { "Lower Site".to_owned() } else { String::new() },
        way: if room == "Lab 4" { "from Upper Site, 20 minutes".to_owned() } else { String::new() },
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

fn sample_step(label: &str, letter: &str) -> StepButton {
    StepButton {
        label: label.to_owned(),
        letter: letter.to_owned(),
        action: "/requisitions/sample/step".to_owned(),
        once: "sample-key".to_owned(),
    }
}
