//! Made-up content.

use super::page::{DoubtRow, PairRow, PreviewLesson, PreviewPage, RefusedLine};
use crate::parts::{Choice, EffectsShown, Fact, Section, Shell};

impl PreviewPage {
    /// A made-up plan with everything to say.
    pub fn sample() -> Self {
        let lesson = |period: &str, class: &str, subject: &str, teacher: &str, room: &str| PreviewLesson {
            day: "Monday A".to_owned(),
            period: period.to_owned(),
            class: class.to_owned(),
            subject: subject.to_owned(),
            teacher: teacher.to_owned(),
            room: room.to_owned(),
        };
        Self {
            sentence: "14 lessons added, 6 changed, 2 gone.".to_owned(),
            same: false,
            effects: EffectsShown::sample(),
            doubts: vec![DoubtRow {
                what: "lesson",
                id: "sample".to_owned(),
                was: "9X/Sc2, Physics, Monday A P1, Teacher A, Lab 4".to_owned(),
                choices: ["Tuesday A P2, Teacher A", "Friday A P5, Teacher A", "It ends"]
                    .into_iter()
                    .map(|words| Choice { value: String::new(), words: words.to_owned(), chosen: false })
                    .collect(),
                shown: String::new(),
            }],
            pairs: vec![PairRow {
                id: "sample".to_owned(),
                was: "10B, Physics, Monday A P1, Teacher B, Lab 2".to_owned(),
                is: "10B, Physics, Monday A P3, Teacher B, Chemistry 1".to_owned(),
            }],
            warnings: vec!["The bell times name a period that no lesson uses: “P9”.".to_owned()],
            refused: vec![RefusedLine {
                file: "sample_timetable.csv".to_owned(),
                line: "218".to_owned(),
                reason: "the activity is not scheduled: it has no hour".to_owned(),
            }],
            refused_count: 1,
            science: "188 of 412 lessons are taken to be science.".to_owned(),
            lessons: vec![
                lesson("P1, 09:05 – 09:50", "9X/Sc2", "Chemistry", "Teacher A", "Lab 4"),
                lesson("P1, 09:05 – 09:50", "10B", "Physics", "Teacher B", "Lab 2"),
                lesson(
                    "P2, 09:55 – 10:45",
                    "No class",
                    "Department meeting",
                    "Teacher A, Teacher B",
                    "No room",
                ),
            ],
            ..Self::empty()
        }
    }

    /// The same file again.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("What would change", Section::Setup),
            from: "It would hold from Monday 30 November 2026.".to_owned(),
            sentence: "Nothing would change: the school has this timetable already.".to_owned(),
            same: true,
            facts: vec![
                Fact::new("Rows", "415"),
                Fact::new("Lessons", "412"),
                Fact::new("Days", "10"),
                Fact::new("Periods", "8"),
                Fact::new("Classes", "61"),
                Fact::new("Teachers", "46"),
                Fact::new("Rooms", "38"),
            ],
            effects: EffectsShown::default(),
            error: None,
            doubts: Vec::new(),
            pairs: Vec::new(),
            losing: Vec::new(),
            warnings: Vec::new(),
            refused: Vec::new(),
            refused_count: 0,
            science: String::new(),
            lessons: Vec::new(),
            once: "sample-key".to_owned(),
            draft: "sample".to_owned(),
        }
    }
}
