//! Made-up content.

use super::page::{Day, Lesson, LessonRequisition, Row, Sentence, WeekPage};
use crate::parts::{Empty, Link, Mark, Meaning, Section, Shell};

fn without_lesson() -> Link {
    Link {
        words: "Flame tests for 9X/Sc2, Tuesday 24 November: its lesson is gone; it waits for a decision"
            .to_owned(),
        url: "/requisitions/sample".to_owned(),
    }
}

impl WeekPage {
    /// A made-up week with everything in it.
    pub fn sample() -> Self {
        let mut page = Self {
            shell: Shell::sample_teacher("Your week", Section::Week),
            heading: "Your week".to_owned(),
            label: "Week A, 23 to 27 November".to_owned(),
            deadline: Some(Sentence {
                words: "Requests for next week close Thursday 12:30, in 3 hours 20 minutes.".to_owned(),
                meaning: Meaning::Attention,
            }),
            previous_url: "/week/2026-11-16".to_owned(),
            this_url: None,
            next_url: "/week/2026-11-30".to_owned(),
            days: sample_days(),
            rows: sample_rows(),
            empty: None,
            without_lesson: vec![without_lesson()],
        };
        let places: [(usize, SamplePlace); 15] = [
            (
                0,
                (
                    1,
                    1,
                    "9X/Sc2",
                    "Chemistry",
                    "Lab 4",
                    Some(("Neutralisation with indicators", "Closed", Meaning::Quiet, false)),
                ),
            ),
            (
                0,
                (
                    2,
                    1,
                    "11Y/Ch1",
                    "Chemistry",
                    "Lab 4",
                    Some(("Rates: disappearing cross", "Prepared", Meaning::Done, false)),
                ),
            ),
            (0, (7, 1, "7C", "Science", "Lab 2", None)),
            (
                1,
                (
                    1,
                    2,
                    "12A/Ch",
                    "Chemistry",
                    "Lab 5",
                    Some(("Titration of vinegar", "Delivered", Meaning::Done, false)),
                ),
            ),
            (1, (4, 1, "8B", "Science", "Lab 4", None)),
            (1, (7, 1, "10Z", "Tutor time", "B12", None)),
            (
                2,
                (
                    2,
                    1,
                    "9X/Sc2",
                    "Chemistry",
                    "Lab 4",
                    Some(("Flame tests", "Accepted", Meaning::Plain, false)),
                ),
            ),
            (
                2,
                (
                    4,
                    2,
                    "13A/Ch",
                    "Chemistry",
                    "Lab 5",
                    Some(("Electrochemical cells", "Queried", Meaning::Attention, false)),
                ),
            ),
            (2, (7, 1, "7C", "Science", "Lab 2", None)),
            (3, (1, 1, "8B", "Science", "Maths 3", None)),
            (
                3,
                (
                    4,
                    2,
                    "11Y/Ch1",
                    "Chemistry",
                    "Lab 4",
                    Some(("Making copper sulfate crystals", "Sent", Meaning::Plain, true)),
                ),
            ),
            (3, (8, 1, "9Y", "Chemistry", "Lab 6", Some(("Flame tests", "Draft", Meaning::Quiet, false)))),
            (0, (4, 2, "13A/Ch", "Chemistry", "Lab 5", None)),
            (2, (8, 1, "10W/Ch", "Chemistry", "Lab 4", None)),
            (3, (2, 1, "12A/Ch", "Chemistry", "Lab 5", None)),
        ];
        for (day, place) in places {
            page.days[day].lessons.push(sample_lesson(place));
        }
        for day in &mut page.days {
            day.lessons.sort_by_key(|lesson| lesson.from);
        }
        page
    }

    /// A made-up week without lessons.
    pub fn empty() -> Self {
        Self {
            days: sample_days(),
            deadline: None,
            this_url: Some("/week".to_owned()),
            without_lesson: Vec::new(),
            empty: Some(Empty {
                words: "Your timetable has no lessons this week.".to_owned(),
                advice:
                    "If that looks wrong, ask whoever looks after the timetable to check that you are in it."
                        .to_owned(),
                link: Some(Link { words: "Go to next week".to_owned(), url: "/week/2026-11-30".to_owned() }),
            }),
            ..Self::sample()
        }
    }
}

/// From, span, class, subject, room, and a requisition with title, state, meaning and lateness.
type SamplePlace = (
    usize,
    usize,
    &'static str,
    &'static str,
    &'static str,
    Option<(&'static str, &'static str, Meaning, bool)>,
);

fn sample_lesson((from, span, class, subject, room, asked): SamplePlace) -> Lesson {
    let science = subject != "Tutor time";
    let rows = sample_rows();
    Lesson {
        from,
        span,
        periods: if span == 1 {
            format!("Period {}", rows[from - 1].label)
        } else {
            format!("Periods {} and {}", rows[from - 1].label, rows[from].label)
        },
        times: format!(
            "{} – {}",
            &rows[from - 1].times[..5],
            &rows[from + span - 2].times[rows[from + span - 2].times.len() - 5..]
        ),
        class: class.to_owned(),
        subject: subject.to_owned(),
        room: room.to_owned(),
        science,
        over: false,
        ask_url: (science && asked.is_none()).then(|| "/requisitions/new?lesson=sample".to_owned()),
        requisitions: asked
            .into_iter()
            .map(|(title, state, meaning, late)| LessonRequisition {
                title: title.to_owned(),
                state: Mark::new(state, meaning),
                late: late.then(|| Mark::new("Late", Meaning::Attention)),
                url: "/requisitions/sample".to_owned(),
            })
            .collect(),
    }
}

fn sample_days() -> Vec<Day> {
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
        .into_iter()
        .enumerate()
        .map(|(index, name)| Day {
            column: index + 1,
            anchor: name.to_lowercase(),
            name: name.to_owned(),
            date: format!("{} November", 23 + index),
            short: name[..3].to_owned(),
            number: (23 + index).to_string(),
            today: index == 1,
            closed: (index == 4).then(|| "Staff training day".to_owned()),
            lessons: Vec::new(),
        })
        .collect()
}

fn sample_rows() -> Vec<Row> {
    [
        ("1", "09:05 – 09:50", false),
        ("2", "09:55 – 10:45", false),
        ("Break", "10:45 – 11:05", true),
        ("3", "11:05 – 12:00", false),
        ("4", "12:05 – 12:50", false),
        ("Lunch", "12:50 – 14:10", true),
        ("5", "14:10 – 15:00", false),
        ("6", "15:05 – 15:55", false),
    ]
    .into_iter()
    .enumerate()
    .map(|(index, (label, times, pause))| Row {
        line: index + 1,
        label: label.to_owned(),
        times: times.to_owned(),
        pause,
        present: index == 3,
    })
    .collect()
}
