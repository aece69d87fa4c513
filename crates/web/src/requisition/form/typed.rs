//! The form: what stands in it, read from what was sent and from the catalogue, and shown again as typed.

use std::collections::BTreeMap;

use actions::almanac::Almanac;
use actions::requisition::{ClashReport, ItemFree, WayOut};
use domain::Instant;
use domain::calendar::Calendar;
use domain::id::ItemId;
use domain::lesson::Lesson;
use domain::quantity::{QuantityRule, Thousandths};
use domain::requisition::deadline::{Deadline, DeadlineReason};
use domain::requisition::{
    Content, LateReason, Line, LineWhat, MOST_LINES, MOST_QUANTITY, MOST_SETS, Station,
};
use domain::site::Away;

use crate::fields::Fields;
use crate::parts::{Choice, FieldState, Meaning};
use crate::requisition::form::page::{
    Clash, ClashItem, ClashOption, FormLine, FormSentence, FreeLine, LateReason as LatePart, LineGroup,
    Transfer,
};
use crate::words;

/// Empty lines in plain words that a form offers without script.
const SPARE_LINES: usize = 3;

/// What was typed into a form, and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typed {
    pub content: Content,
    /// Errors by the name of their field.
    pub errors: BTreeMap<String, String>,
    /// What stands in fields that could not be read, by the name of the field.
    pub kept: BTreeMap<String, String>,
    /// The version that a change was begun from, and what that asked for; none where it is begun from the latest.
    pub begun: Option<(u32, Option<Content>)>,
}

impl Typed {
    fn field(&self, name: &str, otherwise: String) -> FieldState {
        FieldState {
            value: self.kept.get(name).cloned().unwrap_or(otherwise),
            error: self.errors.get(name).cloned(),
        }
    }

    fn wrong(&mut self, name: String, value: &str, words: &str) {
        self.kept.insert(name.clone(), value.to_owned());
        self.errors.insert(name, words.to_owned());
    }
}

/// An empty list of the teacher's own.
pub(crate) fn free_list(title: &str, sets: u32, pupils: u32) -> Content {
    Content {
        stations: vec![Station {
            practical: None,
            title: title.to_owned(),
            sets: sets.clamp(1, MOST_SETS),
            pupils: Some(pupils),
            lines: Vec::new(),
        }],
        note: String::new(),
    }
}

/// Reads a form over the content it was shown with: quantities by the place of their line, lines in plain
/// words after them. A quantity that nobody touched follows the number of sets.
pub(crate) fn typed(fields: &Fields, shown: &Content) -> Typed {
    let mut typed = Typed::default();
    let Some(station) = shown.stations.first() else { return typed };
    let mut station = station.clone();
    let shown_sets = station.sets;
    let pupils = station.pupils.unwrap_or(0);
    if let Some(title) = fields.find("title") {
        title.trim().clone_into(&mut station.title);
    }
    match read_number(fields.get("sets")) {
        Some(sets) if (1..=MOST_SETS).contains(&sets) => station.sets = sets,
        _ => typed.wrong("sets".to_owned(), fields.get("sets"), "Give a whole number of sets from 1 to 200."),
    }
    let plain = station.lines.iter().filter(|line| is_plain(line)).cloned().collect::<Vec<_>>();
    station.lines.retain(|line| !is_plain(line));
    for (key, line) in station.lines.iter_mut().enumerate() {
        let name = format!("quantity-{key}");
        let Some(sent) = fields.find(&name) else { continue };
        let was = line.quantity;
        match read_number(sent) {
            Some(quantity) if quantity <= MOST_QUANTITY => line.quantity = quantity,
            _ => typed.wrong(name, sent, "Give a whole number, or 0 to leave it out."),
        }
        if fields.all("away").any(|away| away == key.to_string()) {
            line.transfer = fields.is_ticked(&format!("transfer-{key}"));
        }
        let untouched = line.quantity == was && was == line.quantity_by_rule(shown_sets, pupils);
        if untouched {
            line.quantity = line.quantity_by_rule(station.sets, pupils);
        }
    }
    let mut words = read_plain(fields, &mut typed, &plain);
    for line in &mut words {
        let was = plain.iter().find(|before| before.name == line.name).map(|before| before.quantity);
        if was == Some(line.quantity) && line.quantity == line.quantity_by_rule(shown_sets, pupils) {
            line.quantity = line.quantity_by_rule(station.sets, pupils);
        }
    }
    station.lines.extend(words);
    fields.get("note").clone_into(&mut typed.content.note);
    typed.content.stations = vec![station];
    typed
}

fn is_plain(line: &Line) -> bool {
    matches!(line.what, LineWhat::Words(_))
}

/// The lines in plain words, as they were sent; those emptied are left out.
fn read_plain(fields: &Fields, typed: &mut Typed, shown: &[Line]) -> Vec<Line> {
    let mut lines = Vec::new();
    for key in 0..MOST_LINES {
        let Some(words) = fields.find(&format!("words-{key}")) else { break };
        let (words, sent) = (words.trim(), fields.get(&format!("words-quantity-{key}")).trim());
        if words.is_empty() && sent.is_empty() {
            continue;
        }
        if words.is_empty() {
            typed.wrong(format!("words-{key}"), words, "Say what you need so many of.");
            continue;
        }
        let quantity = if sent.is_empty() { Some(1) } else { read_number(sent) };
        let quantity = quantity.unwrap_or_else(|| {
            typed.wrong(format!("words-quantity-{key}"), sent, "Give a whole number.");
            1
        });
        let before = shown.iter().find(|line| line.name == words);
        lines.push(Line {
            what: LineWhat::Words(words.to_owned()),
            name: words.to_owned(),
            rule: before.map_or(QuantityRule::ForTheClass, |line| line.rule),
            amount: before.map_or(1_000, |line| line.amount),
            spares: before.map_or(0, |line| line.spares),
            quantity,
            unit: before.and_then(|line| line.unit.clone()),
            detail: before.map_or_else(String::new, |line| line.detail.clone()),
            transfer: false,
        });
    }
    lines
}

fn read_number(text: &str) -> Option<u32> {
    text.trim().parse().ok()
}

/// The lines of the form, by whom they are for, each with what is free.
pub(crate) fn line_groups(typed: &Typed, free: &[ItemFree], calendar: &Calendar) -> Vec<LineGroup> {
    let Some(station) = typed.content.stations.first() else { return Vec::new() };
    let items = station.lines.iter().filter(|line| !is_plain(line)).enumerate();
    let mut groups: Vec<LineGroup> = ["For each group", "For the class", "For you"]
        .into_iter()
        .map(|label| LineGroup { label: label.to_owned(), lines: Vec::new() })
        .collect();
    for (key, line) in items {
        let place = match line.rule {
            QuantityRule::PerGroup | QuantityRule::PerGroups(_) | QuantityRule::PerPupil => 0,
            QuantityRule::ForTheClass | QuantityRule::PerRoom => 1,
            QuantityRule::ForTheTeacher => 2,
        };
        groups[place].lines.push(form_line(typed, key, line, free, calendar));
    }
    groups.retain(|group| !group.lines.is_empty());
    groups
}

fn form_line(typed: &Typed, key: usize, line: &Line, free: &[ItemFree], calendar: &Calendar) -> FormLine {
    let follows = line.rule == QuantityRule::PerGroup && line.spares == 0;
    FormLine {
        key: key.to_string(),
        name: line.name.clone(),
        quantity: typed.field(&format!("quantity-{key}"), line.quantity.to_string()),
        unit: line.unit.clone().unwrap_or_default(),
        rule: rule_words(line),
        each: follows.then(|| amount_words(line.amount)),
        stock: stock_words(line, free, calendar),
        instead: instead_of(line, free),
        transfer: found_for(line, free).and_then(|found| found.away.as_ref()).map(|away| Transfer {
            words: format!("Ask for its transfer from {}", away.site),
            is_asked: line.transfer,
        }),
    }
}

fn found_for<'a>(line: &Line, free: &'a [ItemFree]) -> Option<&'a ItemFree> {
    let LineWhat::Item(item) = line.what else { return None };
    free.iter().find(|free| free.item == item)
}

/// What stands in for a line whose item is retired, each as one touch.
fn instead_of(line: &Line, free: &[ItemFree]) -> Vec<ClashOption> {
    let LineWhat::Item(item) = line.what else { return Vec::new() };
    found_for(line, free)
        .and_then(|free| free.instead.as_deref())
        .unwrap_or_default()
        .iter()
        .map(|other| ClashOption {
            label: format!("Take {} instead", other.name),
            detail: other
                .usable()
                .map_or_else(|| "not counted".to_owned(), |count| format!("{count} in all")),
            value: format!("item:{item}:{}", other.item),
        })
        .collect()
}

fn amount_words(amount: u64) -> String {
    Thousandths::new(amount).map_or_else(String::new, |amount| amount.to_string())
}

/// `2 for each group, 1 spare · 0.5 mol/dm³`.
pub(crate) fn rule_words(line: &Line) -> String {
    let unit = line.unit.as_deref().map_or_else(String::new, |unit| format!(" {unit}"));
    let mut words = format!("{}{unit} {}", amount_words(line.amount), line.rule);
    if line.spares > 0 {
        words = format!("{words}, {}", words_spares(line.spares));
    }
    if !line.detail.is_empty() {
        words = format!("{words} · {}", line.detail);
    }
    words
}

fn words_spares(spares: u32) -> String {
    words::count(spares, "spare", "spares")
}

/// `8 of 15 free; 7 with 10B in Lab 2 until 11:20`.
fn stock_words(line: &Line, free: &[ItemFree], calendar: &Calendar) -> FormSentence {
    let quiet = |words: String| FormSentence { words, meaning: Meaning::Quiet };
    if is_plain(line) {
        return quiet(String::new());
    }
    let Some(found) = found_for(line, free) else {
        return quiet("Not on the list".to_owned());
    };
    if let Some(instead) = &found.instead {
        let advice = if instead.is_empty() { "set it to 0 to do without" } else { "take something instead" };
        let words = format!("Retired, so it is not to be had; {advice}");
        return FormSentence { words, meaning: Meaning::Attention };
    }
    if !found.comes_back {
        return quiet(format!("From {}", found.place));
    }
    if found.lives_in.is_some() {
        return quiet("Stays in its room".to_owned());
    }
    let kept = found.away.as_ref().map(|away| kept_words(away, line.transfer));
    let (Some(usable), Some(left)) = (found.usable, found.free) else {
        return quiet(kept.map_or_else(|| "Not counted".to_owned(), |kept| format!("{kept}; not counted")));
    };
    let mut words = format!("{left} of {usable} free");
    if let Some(kept) = kept {
        words = format!("{kept}; {words}");
    }
    if let Some(held) = found.held_by.first() {
        let until = words::time(calendar, held.hold.interval.until);
        let place = if held.room.is_empty() { String::new() } else { format!(" in {}", held.room) };
        words = format!("{words}; {} with {}{place} until {until}", held.hold.quantity, held.class);
        if found.held_by.len() > 1 {
            words = format!("{words}, and {} more", found.held_by.len() - 1);
        }
    }
    let is_unasked = found.away.is_some() && !line.transfer && line.quantity > 0;
    let meaning = if is_unasked || left < line.quantity { Meaning::Attention } else { Meaning::Done };
    FormSentence { words, meaning }
}

/// `Kept at Lower Site, 20 minutes away; ask for its transfer`.
fn kept_words(away: &Away, is_asked: bool) -> String {
    let Away { site, minutes } = away;
    let way = words::count(*minutes, "minute", "minutes");
    if is_asked {
        format!("Comes from {site}, {way} away")
    } else {
        format!("Kept at {site}, {way} away; ask for its transfer")
    }
}

/// The lines in plain words, and a few empty ones.
pub(crate) fn free_lines(typed: &Typed) -> Vec<FreeLine> {
    let Some(station) = typed.content.stations.first() else { return Vec::new() };
    let plain: Vec<&Line> = station.lines.iter().filter(|line| is_plain(line)).collect();
    let room = MOST_LINES.saturating_sub(station.lines.len()).min(SPARE_LINES);
    (0..plain.len() + room)
        .map(|key| {
            let line = plain.get(key);
            let quantity = line.map_or_else(String::new, |line| line.quantity.to_string());
            FreeLine {
                key: key.to_string(),
                words: typed
                    .field(&format!("words-{key}"), line.map_or_else(String::new, |line| line.name.clone())),
                quantity: typed.field(&format!("words-quantity-{key}"), quantity),
            }
        })
        .collect()
}

/// What clashes, in words, and the ways out, each as one button.
pub(crate) fn clash(report: &ClashReport, almanac: &Almanac, now: Instant) -> Clash {
    let calendar = &almanac.calendar;
    let items: Vec<ClashItem> = report
        .clashes
        .iter()
        .map(|clash| ClashItem {
            name: clash.name.clone(),
            sentence: if clash.retired {
                "It is retired, so it is not to be had. Take something instead, or set it to 0 to do without."
                    .to_owned()
            } else if let Some(away) = &clash.kept_at {
                let words = kept_words(away, false);
                format!(
                    "{words}. You asked for {}; {} free for so long.",
                    clash.wanted,
                    free_words(clash.free)
                )
            } else {
                format!("You asked for {}; {} free.", clash.wanted, free_words(clash.free))
            },
            holders: clash
                .held_by
                .iter()
                .map(|held| {
                    let teacher =
                        if held.teacher.is_empty() { String::new() } else { format!(", {}", held.teacher) };
                    let room =
                        if held.room.is_empty() { String::new() } else { format!(", in {}", held.room) };
                    let until = words::moment(calendar, held.hold.interval.until, now);
                    format!("{} with {}{teacher}{room} until {until}", held.hold.quantity, held.class)
                })
                .collect(),
            options: report.ways_out.iter().filter_map(|way| alternative(way, clash.item)).collect(),
        })
        .collect();
    let short = items.len();
    Clash {
        sentence: match short {
            1 => "One thing is short for this lesson. Nothing was sent yet.".to_owned(),
            more => format!("{more} things are short for this lesson. Nothing was sent yet."),
        },
        items,
        options: report.ways_out.iter().filter_map(|way| whole_way(way, calendar, now)).collect(),
    }
}

fn free_words(free: u32) -> String {
    match free {
        0 => "none is".to_owned(),
        1 => "1 is".to_owned(),
        more => format!("{more} are"),
    }
}

fn alternative(way: &WayOut, of: ItemId) -> Option<ClashOption> {
    match way {
        WayOut::Transfer { item, from, .. } if *item == of => Some(ClashOption {
            label: format!("Ask for its transfer from {}", from.site),
            detail: format!("{} there, and as many back", words::count(from.minutes, "minute", "minutes")),
            value: format!("transfer:{item}"),
        }),
        WayOut::Alternative { item, alternative, name, free } if *item == of => Some(ClashOption {
            label: format!("Take {name} instead"),
            detail: free.map_or_else(|| "not counted".to_owned(), |free| format!("{free} free")),
            value: format!("item:{item}:{alternative}"),
        }),
        _ => None,
    }
}

fn whole_way(way: &WayOut, calendar: &Calendar, now: Instant) -> Option<ClashOption> {
    match way {
        WayOut::FewerSets { sets } => Some(ClashOption {
            label: format!("Take {}", words::count(*sets, "set", "sets")),
            detail: "everything fits, in larger groups".to_owned(),
            value: format!("sets:{sets}"),
        }),
        WayOut::OtherLesson { lesson, periods, start, fits: true, .. } => Some(ClashOption {
            label: format!("Do it {}", words::moment(calendar, *start, now)),
            detail: format!("the same class, {}; everything is free", words::periods(periods)),
            value: format!("lesson:{lesson}"),
        }),
        WayOut::OtherLesson { .. }
        | WayOut::Follow { .. }
        | WayOut::Transfer { .. }
        | WayOut::Alternative { .. } => None,
    }
}

/// What the form says of the deadline, and the field for being late.
pub(crate) fn deadline_parts(
    deadline: Option<Deadline>,
    calendar: &Calendar,
    now: Instant,
    fields: &Fields,
    error: Option<String>,
) -> (Option<FormSentence>, Option<LatePart>) {
    let Some(deadline) = deadline else { return (None, None) };
    let at = words::moment(calendar, deadline.at, now);
    if now <= deadline.at {
        let meaning = Meaning::before(deadline.at, now);
        let words = format!("In time until {at}, {}.", words::from_now(calendar, deadline.at, now));
        return (Some(FormSentence { words, meaning }), None);
    }
    let why = match deadline.because {
        DeadlineReason::WeeklyCutOff => "Requests for this week closed",
        DeadlineReason::Notice => "The department's notice ended",
        DeadlineReason::PracticalNotice => "This practical needs longer notice: it ended",
    };
    let part = LatePart {
        sentence: format!("{why} {at}, so a technician will look at this one and answer."),
        reasons: LateReason::ALL
            .into_iter()
            .map(|reason| Choice {
                value: reason.key().to_owned(),
                words: words::capitalised(reason.words()),
                chosen: fields.get("late_reason") == reason.key(),
            })
            .collect(),
        error,
        words: FieldState::of(fields.get("late_words")),
    };
    let sentence = FormSentence {
        words: "This comes after the deadline. Choose a reason below, and a technician will answer."
            .to_owned(),
        meaning: Meaning::Attention,
    };
    (Some(sentence), Some(part))
}

/// `30 pupils in pairs`-like words for where the number of sets comes from.
pub(crate) fn pupils_words(
    lesson: &Lesson,
    content: &Content,
    per_group: Option<u16>,
    last: Option<u32>,
) -> Option<String> {
    let station = content.stations.first()?;
    let pupils = station.pupils?;
    let from = if lesson.pupils.is_some() { "" } else { " (a usual class; the timetable does not say)" };
    let groups = match per_group {
        Some(1) => ", each on their own".to_owned(),
        Some(2) => " in pairs".to_owned(),
        Some(more) => format!(" in groups of {more}"),
        None => String::new(),
    };
    let last = last.map_or_else(String::new, |sets| {
        format!(" You had {} last time.", words::count(sets, "set", "sets"))
    });
    Some(format!("{}{groups}{from}.{last}", words::count(pupils, "pupil", "pupils")))
}
