//! What a change of the school's time does to requests and people, before it is confirmed and after.

use actions::calendar::{Effects, Touched, Whereabouts};
use askama::Template;
use askama::filters::HtmlSafe;
use domain::calendar::Calendar;

use crate::words;

/// What a change does, kind by kind; nothing where nobody needs to hear of it.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/effects.html")]
pub struct EffectsShown {
    /// The kinds, each with at least one row.
    pub groups: Vec<EffectGroup>,
}

impl HtmlSafe for EffectsShown {}

/// Things of one kind.
#[derive(Debug, Clone)]
pub struct EffectGroup {
    /// Such as “Lose their lesson”.
    pub heading: String,
    /// Each thing.
    pub rows: Vec<EffectRow>,
}

/// One request or person.
#[derive(Debug, Clone)]
pub struct EffectRow {
    /// Such as “Extension of a spring”.
    pub title: String,
    /// Where the request stands, where it is one.
    pub url: Option<String>,
    /// What becomes of it.
    pub words: String,
}

impl EffectsShown {
    /// What these effects are, in words.
    pub fn of(effects: &Effects, calendar: &Calendar) -> Self {
        let mut groups = Vec::new();
        let mut add = |heading: &str, rows: Vec<EffectRow>| {
            if !rows.is_empty() {
                groups.push(EffectGroup { heading: heading.to_owned(), rows });
            }
        };
        let touched = |one: &Touched| EffectRow {
            title: one.title.clone(),
            url: Some(format!("/requisitions/{}", one.id)),
            words: became(one, calendar),
        };
        let warning = |words: &String| EffectRow { title: words.clone(), url: None, words: String::new() };
        add("Look at this first", effects.warnings.iter().map(warning).collect());
        add("Lose their lesson and wait for a decision", effects.orphaned.iter().map(touched).collect());
        add("Have no teacher and wait for a decision", effects.waiting.iter().map(touched).collect());
        let short = effects.short.iter().map(|one| EffectRow {
            title: one.name.clone(),
            url: Some(format!("/requisitions/{}", one.id)),
            words: match &one.kept_at {
                Some(site) => format!("{} of it, kept at {site}; ask for its transfer", one.wanted),
                None => format!("{} of {} are not free at the new time", one.short, one.wanted),
            },
        });
        add("Run short where they go", short.collect());
        add("Go with their lesson", effects.moved.iter().map(touched).collect());
        add("Have their lesson again", effects.found.iter().map(touched).collect());
        let untied = effects.untied.iter().map(|one| EffectRow {
            title: one.name.clone(),
            url: None,
            words: format!(
                "has an account, is in the timetable no longer, and has {}",
                words::count(u32::try_from(one.open).unwrap_or(u32::MAX), "open request", "open requests")
            ),
        });
        add("Are in the timetable no longer", untied.collect());
        Self { groups }
    }

    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}

/// `9A, Monday 14 December, period 3, 09:00 – 09:50, Lab 1; now Lab 2`: where it was, and what is another now.
fn became(touched: &Touched, calendar: &Calendar) -> String {
    let was = place(&touched.was, calendar);
    let now = touched.now.as_ref().map(|now| place(now, calendar));
    let other: Vec<&str> =
        now.iter().flatten().zip(&was).filter(|(now, was)| now != was).map(|(now, _)| now.as_str()).collect();
    if other.is_empty() { was.join(", ") } else { format!("{}; now {}", was.join(", "), other.join(", ")) }
}

/// Class, day, periods, times, room and teachers, in words.
fn place(place: &Whereabouts, calendar: &Calendar) -> [String; 6] {
    let Whereabouts { date, periods, class, room, from, until, teacher } = place;
    let times = words::times(calendar, domain::Interval { from: *from, until: *until });
    let or = |text: &String, none: &str| if text.is_empty() { none.to_owned() } else { text.clone() };
    [
        or(class, "no class"),
        words::date(*date),
        words::periods(periods),
        times,
        or(room, "no room"),
        or(teacher, "no teacher"),
    ]
}

#[cfg(any(test, feature = "samples"))]
impl EffectsShown {
    /// One that is gone, and one that goes along.
    pub fn sample() -> Self {
        let row = |title: &str, words: &str| EffectRow {
            title: title.to_owned(),
            url: Some("/requisitions/sample".to_owned()),
            words: words.to_owned(),
        };
        let group = |heading: &str, rows| EffectGroup { heading: heading.to_owned(), rows };
        Self {
            groups: vec![
                group(
                    "Lose their lesson and wait for a decision",
                    vec![row(
                        "Extension of a spring",
                        "9X/Sc2, Tuesday 8 December, period 3, 11:05 – 12:00, Lab 4",
                    )],
                ),
                group(
                    "Go with their lesson",
                    vec![row(
                        "Flame tests",
                        "10B, Monday 14 December, period 1, 09:05 – 09:50, Lab 2; now period 3, 11:05 – 12:00, Chemistry 1",
                    )],
                ),
            ],
        }
    }
}
