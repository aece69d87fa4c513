//! Made-up content.

use super::page::{
    Chosen, Clash, ClashItem, ClashOption, Find, FormLine, FormPage, FormSentence, FreeLine, Hidden,
    LateReason, LineGroup, PracticalFound, PracticalGroup, PracticalsFragment, Transfer,
};
use crate::parts::{Choice, FieldState, Meaning, Section, Shell};

impl FormPage {
    /// A late request with a clash, everything shown.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample_teacher("New request", Section::Week),
            close_url: "/week".to_owned(),
            heading: "New request".to_owned(),
            lesson: "9X/Sc2 in Lab 4".to_owned(),
            when: "Thursday 26 November, periods 3 and 4, 11:05 to 12:50".to_owned(),
            deadline: None,
            asked: Vec::new(),
            question: None,
            errors: Vec::new(),
            find: None,
            chosen: Some(Chosen {
                clash: Some(sample_clash()),
                late: Some(LateReason {
                    sentence: "Requests for this week closed last Thursday at 12:30, so a technician will answer this one."
                        .to_owned(),
                    reasons: ["Plans changed", "Cover lesson", "Room change", "It slipped"]
                        .into_iter()
                        .map(|words| Choice { value: words.to_lowercase(), words: words.to_owned(), chosen: false })
                        .collect(),
                    error: Some("Choose what fits best.".to_owned()),
                    words: FieldState::of("The set swapped with Thursday’s theory lesson."),
                }),
                ..sample_chosen()
            }),
        }
    }

    /// A request in time, with nothing in its way.
    pub fn sample_free() -> Self {
        Self {
            deadline: Some(FormSentence {
                words: "In time: requests for this lesson close Thursday 12:30, in 3 hours 20 minutes."
                    .to_owned(),
                meaning: Meaning::Done,
            }),
            chosen: Some(sample_chosen()),
            ..Self::sample()
        }
    }

    /// Before anything is chosen, with results for two letters.
    pub fn sample_finding() -> Self {
        Self {
            deadline: Some(FormSentence {
                words: "Requests for this lesson close Thursday 12:30, in 3 hours 20 minutes.".to_owned(),
                meaning: Meaning::Plain,
            }),
            find: Some(Find {
                action: "/requisitions/new".to_owned(),
                results_url: "/requisitions/practicals".to_owned(),
                hidden: vec![Hidden { name: "lesson".to_owned(), value: "sample".to_owned() }],
                query: "fl".to_owned(),
                results: PracticalsFragment::sample(),
            }),
            chosen: None,
            ..Self::sample()
        }
    }

    /// Before anything is chosen or typed, for somebody new.
    pub fn empty() -> Self {
        let mut page = Self::sample_finding();
        if let Some(find) = &mut page.find {
            find.query = String::new();
            find.results = PracticalsFragment::default();
        }
        page
    }
}

impl PracticalsFragment {
    /// Results for two letters.
    pub fn sample() -> Self {
        let found = |title: &str, detail: &str, favourite| PracticalFound {
            title: title.to_owned(),
            detail: detail.to_owned(),
            url: "/requisitions/new?lesson=sample&practical=sample".to_owned(),
            favourite,
        };
        Self {
            query: "fl".to_owned(),
            groups: vec![
                PracticalGroup {
                    label: "Your favourites".to_owned(),
                    practicals: vec![found("Flame tests", "Year 9 chemistry · 15 sets last time", true)],
                },
                PracticalGroup {
                    label: "With this class lately".to_owned(),
                    practicals: vec![found(
                        "Fluid pressure in a bottle",
                        "Year 9 physics · in October",
                        false,
                    )],
                },
                PracticalGroup {
                    label: "Catalogue".to_owned(),
                    practicals: vec![
                        found("Flower dissection", "Year 8 biology", false),
                        found("Floating and sinking", "Year 7 physics", false),
                    ],
                },
            ],
            free_list_url: Some("/requisitions/new?lesson=sample&words=fl".to_owned()),
        }
    }
}

fn sample_chosen() -> Chosen {
    let line = |key: &str, name: &str, quantity: &str, rule: &str, stock: &str, meaning| FormLine {
        key: key.to_owned(),
        name: name.to_owned(),
        quantity: FieldState::of(quantity),
        unit: if name.contains("acid") { "cm³".to_owned() } else { String::new() },
        rule: rule.to_owned(),
        each: rule.strip_suffix(" for each set").map(str::to_owned),
        stock: FormSentence { words: stock.to_owned(), meaning },
        instead: Vec::new(),
        transfer: name
            .contains("loop")
            .then(|| Transfer { words: "Ask for its transfer from Lower Site".to_owned(), is_asked: false }),
    };
    Chosen {
        action: "/requisitions".to_owned(),
        once: "sample-key".to_owned(),
        version: None,
        hidden: vec![Hidden { name: "lesson".to_owned(), value: "sample".to_owned() }],
        title: "Flame tests".to_owned(),
        other_url: Some("/requisitions/new?lesson=sample".to_owned()),
        sets: FieldState::of("15"),
        pupils: Some("30 pupils in pairs make 15 sets. You had 15 last time.".to_owned()),
        groups: vec![
            LineGroup {
                label: "For each group".to_owned(),
                lines: vec![
                    line(
                        "1",
                        "Flame test loop",
                        "15",
                        "1 for each set",
                        "Kept at Lower Site, 20 minutes away; ask for its transfer; 8 of 15 free; 7 with 10B in Lab 2 until 11:20",
                        Meaning::Stop,
                    ),
                    line("2", "Heatproof mat", "15", "1 for each set", "40 of 40 free", Meaning::Done),
                    line(
                        "3",
                        "Hydrochloric acid 0.5 mol/dm³",
                        "150",
                        "10 for each set",
                        "Not counted",
                        Meaning::Quiet,
                    ),
                ],
            },
            LineGroup {
                label: "For the class".to_owned(),
                lines: vec![line(
                    "4",
                    "Metal chloride samples, set of five",
                    "3",
                    "3 for the class",
                    "4 of 4 free",
                    Meaning::Done,
                )],
            },
            LineGroup {
                label: "For you".to_owned(),
                lines: vec![line(
                    "5",
                    "Cobalt glass",
                    "1",
                    "1 for the teacher",
                    "Not counted",
                    Meaning::Quiet,
                )],
            },
        ],
        free_lines: vec![
            FreeLine {
                key: "1".to_owned(),
                words: FieldState::of("Wooden splints, soaked"),
                quantity: FieldState::of("60"),
            },
            FreeLine { key: "2".to_owned(), ..FreeLine::default() },
            FreeLine { key: "3".to_owned(), ..FreeLine::default() },
        ],
        safety: vec![
            "Eye protection for everyone. Tie back hair; open flames throughout.".to_owned(),
            "Copper chloride solid is harmful if swallowed and dangerous to water life.".to_owned(),
        ],
        safety_more: vec![
            "Use the solids in spatula-tip amounts.".to_owned(),
            "Keep the acid in labelled dropper bottles.".to_owned(),
        ],
        clash: None,
        late: None,
        note: FieldState::of("Lab 4’s gas taps at the back are stiff; front benches, please."),
        answer: None,
        send: "Send".to_owned(),
        may_save: true,
    }
}

fn sample_clash() -> Clash {
    let option = |label: &str, detail: &str, value: &str| ClashOption {
        label: label.to_owned(),
        detail: detail.to_owned(),
        value: value.to_owned(),
    };
    Clash {
        sentence: "Flame test loops are short for this lesson. Nothing has been sent.".to_owned(),
        items: vec![ClashItem {
            name: "Flame test loop".to_owned(),
            sentence: "You asked for 15; 8 are free.".to_owned(),
            holders: vec!["7 are with 10B, B. Teacher, in Lab 2 until 11:20".to_owned()],
            options: vec![option(
                "Use wooden splints instead",
                "60 free, soaked overnight",
                "alternative:1:splint",
            )],
        }],
        options: vec![
            option("Take 8 sets", "Groups of four", "sets:8"),
            option("Move to Friday period 2", "9X/Sc2’s next lesson, all 15 free", "lesson:next"),
        ],
    }
}
