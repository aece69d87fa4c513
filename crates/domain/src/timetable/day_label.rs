//! What the labels of cycle days say: their weekday and week, or their number; and so their order.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Weekday;

use super::DayPlace;
use super::hour_label::{letter_number, roman};
use super::spelling::{Token, label_key, tokens};

/// Nothing says in which order the cycle days come.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nothing says in which order these days come: {}; give the order with --days LIST", .labels.join(", "))]
pub struct UnknownDayOrder {
    /// The labels, as far as they are shown.
    pub labels: Vec<String>,
}

/// The days in cycle order, with the place of each. `labels` are distinct, in any order.
///
/// Weekdays come by week, and start after the longest run of days off, so that Sunday to Thursday starts on
/// Sunday. Five numbered days are Monday to Friday; any other days that are numbered or lettered rotate.
pub fn in_order(labels: &[String]) -> Result<Vec<(String, DayPlace)>, UnknownDayOrder> {
    if let Some(days) = weekdays(labels, false) {
        return Ok(days);
    }
    if let Some(keys) = numbered(labels) {
        let by_number = keys.values().all(|(key, _)| matches!(key.as_slice(), [Key::Number(_)]));
        let mut days: Vec<(Vec<Key>, String)> = keys.into_values().collect();
        days.sort();
        return Ok(placed(days.into_iter().map(|(_, label)| label).collect(), by_number));
    }
    if let [only] = labels {
        return Ok(vec![(only.clone(), DayPlace::Rotating)]);
    }
    Err(UnknownDayOrder { labels: labels.iter().take(12).cloned().collect() })
}

/// The place of each day where the school has given their order.
pub fn in_given_order(labels: &[String]) -> Vec<(String, DayPlace)> {
    if let Some(days) = weekdays(labels, true) {
        let place = |label: &String| {
            days.iter().find(|(day, _)| day == label).map_or(DayPlace::Rotating, |(_, place)| *place)
        };
        return labels.iter().map(|label| (label.clone(), place(label))).collect();
    }
    let by_number = numbered(labels)
        .is_some_and(|keys| keys.values().all(|(key, _)| matches!(key.as_slice(), [Key::Number(_)])));
    placed(labels.to_vec(), by_number)
}

/// The weekday that a label names in any of the languages known here, if all that know it agree.
pub fn weekday(label: &str) -> Option<Weekday> {
    let found: BTreeSet<i8> = LANGUAGES
        .iter()
        .filter_map(|language| split_weekday(label, language))
        .map(|(weekday, _)| weekday.to_monday_zero_offset())
        .collect();
    let mut found = found.into_iter();
    let first = found.next()?;
    if found.next().is_some() {
        return None;
    }
    Weekday::from_monday_zero_offset(first).ok()
}

fn placed(labels: Vec<String>, by_number: bool) -> Vec<(String, DayPlace)> {
    let weekdays = by_number && labels.len() == 5;
    let mut offset = 0..;
    labels
        .into_iter()
        .map(|label| {
            let weekday = offset.next().and_then(|offset| Weekday::from_monday_zero_offset(offset).ok());
            let place = match weekday {
                Some(weekday) if weekdays => DayPlace::Weekday { week: 0, weekday },
                _ => DayPlace::Rotating,
            };
            (label, place)
        })
        .collect()
}

/// What numbered days are ordered by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(u32),
    Letter(u32),
}

/// The key of each label, where all have keys of one shape and no two the same.
fn numbered(labels: &[String]) -> Option<BTreeMap<usize, (Vec<Key>, String)>> {
    [letter_number, roman].into_iter().find_map(|word_value| {
        let keys: BTreeMap<usize, (Vec<Key>, String)> = labels
            .iter()
            .enumerate()
            .map(|(at, label)| {
                let key = tokens(label)
                    .iter()
                    .filter_map(|token| match token {
                        Token::Number(number) => Some(Key::Number(*number)),
                        Token::Word(word) => word_value(word).map(Key::Letter),
                    })
                    .collect();
                (at, (key, label.clone()))
            })
            .collect();
        let keys = without_common_letter(keys);
        let shape =
            |key: &[Key]| -> Vec<bool> { key.iter().map(|part| matches!(part, Key::Number(_))).collect() };
        let shapes: BTreeSet<Vec<bool>> = keys.values().map(|(key, _)| shape(key)).collect();
        let distinct: BTreeSet<&Vec<Key>> = keys.values().map(|(key, _)| key).collect();
        let one_shape = shapes.len() == 1 && !shapes.contains(&Vec::new());
        (one_shape && distinct.len() == labels.len()).then_some(keys)
    })
}

/// `D1`, `D2`: the letter that all begin with says nothing.
fn without_common_letter(
    mut keys: BTreeMap<usize, (Vec<Key>, String)>,
) -> BTreeMap<usize, (Vec<Key>, String)> {
    let firsts: BTreeSet<Option<&Key>> = keys.values().map(|(key, _)| key.first()).collect();
    let common = firsts.len() == 1
        && firsts.iter().all(|first| matches!(first, Some(Key::Letter(_))))
        && keys.values().all(|(key, _)| key.len() > 1);
    if common {
        for (key, _) in keys.values_mut() {
            key.remove(0);
        }
    }
    keys
}

/// The days as weekdays, if some language reads them all, and every language that does agrees.
fn weekdays(labels: &[String], given_order: bool) -> Option<Vec<(String, DayPlace)>> {
    let readings: Vec<Vec<(String, DayPlace)>> =
        LANGUAGES.iter().filter_map(|language| in_language(labels, language, given_order)).collect();
    one_of(&readings).or_else(|| {
        let unbroken: Vec<_> = readings.into_iter().filter(|days| is_unbroken(days)).collect();
        one_of(&unbroken)
    })
}

fn one_of(readings: &[Vec<(String, DayPlace)>]) -> Option<Vec<(String, DayPlace)>> {
    let first = readings.first()?;
    readings.iter().all(|reading| reading == first).then(|| first.clone())
}

/// Whether the weekdays used follow on one another, as a school's do.
fn is_unbroken(days: &[(String, DayPlace)]) -> bool {
    let used: BTreeSet<i8> = days
        .iter()
        .filter_map(|(_, place)| match place {
            DayPlace::Weekday { weekday, .. } => Some(weekday.to_monday_zero_offset()),
            DayPlace::Rotating => None,
        })
        .collect();
    let ends = used.iter().filter(|day| !used.contains(&((**day + 1) % 7))).count();
    ends <= 1
}

fn in_language(labels: &[String], language: &Language, given_order: bool) -> Option<Vec<(String, DayPlace)>> {
    let read: Vec<(Weekday, String)> =
        labels.iter().map(|label| split_weekday(label, language)).collect::<Option<_>>()?;
    let used: BTreeSet<i8> = read.iter().map(|(weekday, _)| weekday.to_monday_zero_offset()).collect();
    let start = first_weekday(&used);
    let position = |weekday: Weekday| (weekday.to_monday_zero_offset() - start).rem_euclid(7);
    let weeks = weeks(&read, given_order, position)?;
    let mut days: Vec<(u8, i8, String, Weekday)> = labels
        .iter()
        .zip(&read)
        .zip(weeks)
        .map(|((label, (weekday, _)), week)| (week, position(*weekday), label.clone(), *weekday))
        .collect();
    days.sort_by_key(|(week, position, _, _)| (*week, *position));
    let clash = days.windows(2).any(|pair| (pair[0].0, pair[0].1) == (pair[1].0, pair[1].1));
    if clash {
        return None;
    }
    Some(
        days.into_iter()
            .map(|(week, _, label, weekday)| (label, DayPlace::Weekday { week, weekday }))
            .collect(),
    )
}

/// The weekday (0 is Monday) on which weeks begin, as the calendar has it: Monday, or the first of those that run up to
/// it without a gap.
fn first_weekday(used: &BTreeSet<i8>) -> i8 {
    let run_up = (1_i8..=7).take_while(|back| used.contains(&(-back).rem_euclid(7)));
    run_up.last().map_or(0, |back| (-back).rem_euclid(7))
}

/// The week of each day, from what its label says beside the weekday.
fn weeks(read: &[(Weekday, String)], given_order: bool, position: impl Fn(Weekday) -> i8) -> Option<Vec<u8>> {
    let rests: BTreeSet<&str> = read.iter().map(|(_, rest)| rest.as_str()).collect();
    if rests.len() == 1 {
        return Some(vec![0; read.len()]);
    }
    let Some(markers) = read.iter().map(|(_, rest)| Marker::parse(rest)).collect::<Option<Vec<_>>>() else {
        return if given_order { Some(by_appearance(read)) } else { None };
    };
    let distinct: BTreeSet<u32> = markers.iter().map(|marker| marker.value).collect();
    if distinct.len() == read.len() && markers.iter().all(|marker| marker.counts_days) {
        return Some(by_running_number(read, &markers, position));
    }
    markers
        .iter()
        .map(|marker| {
            distinct.iter().position(|value| *value == marker.value).and_then(|at| u8::try_from(at).ok())
        })
        .collect()
}

/// `1Mon` to `10Fri`: the numbers count the days; a new week starts where the weekdays start again.
fn by_running_number(
    read: &[(Weekday, String)],
    markers: &[Marker],
    position: impl Fn(Weekday) -> i8,
) -> Vec<u8> {
    let mut order: Vec<usize> = (0..read.len()).collect();
    order.sort_by_key(|at| markers[*at].value);
    let mut weeks = vec![0; read.len()];
    let (mut week, mut before) = (0_u8, -1);
    for at in order {
        let here = position(read[at].0);
        if here <= before {
            week = week.saturating_add(1);
        }
        weeks[at] = week;
        before = here;
    }
    weeks
}

fn by_appearance(read: &[(Weekday, String)]) -> Vec<u8> {
    let mut seen: Vec<&str> = Vec::new();
    read.iter()
        .map(|(_, rest)| {
            let at = seen.iter().position(|text| text == rest).unwrap_or_else(|| {
                seen.push(rest);
                seen.len() - 1
            });
            u8::try_from(at).unwrap_or(u8::MAX)
        })
        .collect()
}

/// What a label says beside its weekday: a week letter or number.
struct Marker {
    value: u32,
    /// Whether it might count days and not weeks: a bare number.
    counts_days: bool,
}

impl Marker {
    fn parse(rest: &str) -> Option<Self> {
        let mut says_week = false;
        let mut value = None;
        for token in tokens(rest) {
            let found = match token {
                Token::Number(number) => (number, true),
                Token::Word(word) if WEEK_WORDS.contains(&word.as_str()) => {
                    says_week = true;
                    continue;
                }
                Token::Word(word) => (letter_number(word.strip_prefix("wk").unwrap_or(&word))?, false),
            };
            if value.replace(found).is_some() {
                return None;
            }
        }
        let (value, is_number) = value?;
        Some(Self { value, counts_days: is_number && !says_week })
    }
}

const WEEK_WORDS: &[&str] = &[
    "week",
    "wk",
    "w",
    "woche",
    "semaine",
    "sem",
    "semana",
    "settimana",
    "vecka",
    "v",
    "uke",
    "uge",
    "viikko",
    "tyden",
    "tydzien",
    "неделя",
    "тиждень",
    "hafta",
    "minggu",
    "εβδομαδα",
];

/// The weekday of a label in one language, and what else the label says, in lower case.
fn split_weekday(label: &str, language: &Language) -> Option<(Weekday, String)> {
    let folded = tokens(label);
    let mut found: Option<i8> = None;
    let mut rest: Vec<String> = Vec::new();
    for token in &folded {
        let Token::Word(word) = token else {
            if let Token::Number(number) = token {
                rest.push(number.to_string());
            }
            continue;
        };
        match (found, position_in(language, word)) {
            (None, Some(day)) => found = Some(day),
            (Some(day), Some(again)) if day == again => {}
            _ => rest.push(word.clone()),
        }
    }
    // Weekdays of several words (`thứ hai`) and those written without spaces (`星期一`).
    let Some(found) = found else { return whole_weekday(label, language) };
    // A second language beside the first says nothing new.
    rest.retain(|word| {
        word != "feira"
            && (word.chars().count() < 3
                || !LANGUAGES.iter().any(|other| position_in(other, word) == Some(found)))
    });
    Some((Weekday::from_monday_zero_offset(found).ok()?, rest.join(" ")))
}

fn whole_weekday(label: &str, language: &Language) -> Option<(Weekday, String)> {
    let text = label_key(&super::spelling::folded(label));
    let (day, form) = language
        .iter()
        .zip(0..)
        .flat_map(|(forms, day)| forms.split('|').map(move |form| (day, form)))
        .filter(|(_, form)| (form.contains(' ') || !form.is_ascii()) && text.contains(form))
        .filter(|(_, form)| form.chars().count() > 1 || text == **form)
        .max_by_key(|(_, form)| form.len())?;
    Some((Weekday::from_monday_zero_offset(day).ok()?, label_key(&text.replacen(form, " ", 1))))
}

fn position_in(language: &Language, word: &str) -> Option<i8> {
    language.iter().zip(0..).find(|(forms, _)| forms.split('|').any(|form| form == word)).map(|(_, day)| day)
}

/// The names of the weekdays from Monday to Sunday, folded, with their usual abbreviations, parted by `|`.
type Language = [&'static str; 7];

/// The weekdays in the languages that school timetables are mostly written in.
const LANGUAGES: &[Language] = &[
    // English
    [
        "monday|mon|mo|m",
        "tuesday|tue|tues|tu|t",
        "wednesday|wed|weds|we|w",
        "thursday|thu|thur|thurs|th|r",
        "friday|fri|fr|f",
        "saturday|sat|sa|s",
        "sunday|sun|su|u",
    ],
    // French
    [
        "lundi|lun|lu|l",
        "mardi|mar|ma|m",
        "mercredi|mer|me",
        "jeudi|jeu|je|j",
        "vendredi|ven|ve|v",
        "samedi|sam|sa|s",
        "dimanche|dim|di|d",
    ],
    // German
    [
        "montag|mon|mo",
        "dienstag|die|di",
        "mittwoch|mit|mi",
        "donnerstag|don|do",
        "freitag|fre|fr",
        "samstag|sonnabend|sam|sa",
        "sonntag|son|so",
    ],
    // Spanish
    [
        "lunes|lun|lu|l",
        "martes|mar|ma|m",
        "miercoles|mie|mier|mi|x",
        "jueves|jue|ju|j",
        "viernes|vie|vi|v",
        "sabado|sab|sa|s",
        "domingo|dom|do|d",
    ],
    // Portuguese
    ["segunda|seg", "terca|ter", "quarta|qua", "quinta|qui", "sexta|sex", "sabado|sab", "domingo|dom"],
    // Italian
    [
        "lunedi|lun|lu",
        "martedi|mar|ma",
        "mercoledi|mer|me",
        "giovedi|gio|gi",
        "venerdi|ven|ve",
        "sabato|sab|sa",
        "domenica|dom|do",
    ],
    // Dutch
    [
        "maandag|maa|ma",
        "dinsdag|din|di",
        "woensdag|woe|wo",
        "donderdag|don|do",
        "vrijdag|vri|vr",
        "zaterdag|zat|za",
        "zondag|zon|zo",
    ],
    // Danish, Norwegian
    [
        "mandag|man|ma",
        "tirsdag|tirs|tir|ti|tysdag|tys",
        "onsdag|ons|on",
        "torsdag|tors|tor|to",
        "fredag|fre|fr",
        "lordag|lor|lo|laurdag",
        "sondag|son|so|sundag",
    ],
    // Swedish
    [
        "mandag|man|ma",
        "tisdag|tis|ti",
        "onsdag|ons|on",
        "torsdag|tors|tor|to",
        "fredag|fre|fr",
        "lordag|lor|lo",
        "sondag|son|so",
    ],
    // Icelandic
    [
        "manudagur|man",
        "þriðjudagur|þridjudagur|þri",
        "midvikudagur|mid",
        "fimmtudagur|fim",
        "fostudagur|fos",
        "laugardagur|lau",
        "sunnudagur|sun",
    ],
    // Finnish
    [
        "maanantai|ma",
        "tiistai|ti",
        "keskiviikko|ke",
        "torstai|to",
        "perjantai|pe",
        "lauantai|la",
        "sunnuntai|su",
    ],
    // Estonian
    ["esmaspaev|e", "teisipaev|t", "kolmapaev|k", "neljapaev|n", "reede|r", "laupaev|l", "puhapaev|p"],
    // Latvian
    [
        "pirmdiena|p",
        "otrdiena|o",
        "tresdiena|t",
        "ceturtdiena|c",
        "piektdiena|pk",
        "sestdiena|s",
        "svetdiena|sv",
    ],
    // Lithuanian
    [
        "pirmadienis|pr",
        "antradienis|an",
        "treciadienis|tr",
        "ketvirtadienis|kt",
        "penktadienis|pn",
        "sestadienis|st",
        "sekmadienis|sk",
    ],
    // Polish
    [
        "poniedzialek|pon|pn|po",
        "wtorek|wto|wt",
        "sroda|sro|sr",
        "czwartek|czw|cz",
        "piatek|pia|pt|pi",
        "sobota|sob|so",
        "niedziela|nie|nd|ni",
    ],
    // Czech
    [
        "pondeli|pon|po",
        "utery|ute|ut",
        "streda|stre|st",
        "ctvrtek|ctv|ct",
        "patek|pat|pa",
        "sobota|sob|so",
        "nedele|ned|ne",
    ],
    // Slovak
    [
        "pondelok|pon|po",
        "utorok|uto|ut",
        "streda|str|st",
        "stvrtok|stv",
        "piatok|pia|pi",
        "sobota|sob|so",
        "nedela|ned|ne",
    ],
    // Slovene, Croatian, Serbian (Latin), Bosnian
    [
        "ponedeljek|ponedjeljak|ponedeljak|pon|po",
        "torek|utorak|tor|uto|ut",
        "sreda|srijeda|sre|sri|sr",
        "cetrtek|cetvrtak|cet|ce",
        "petek|petak|pet|pe",
        "sobota|subota|sob|sub|su",
        "nedelja|nedjelja|ned|ne",
    ],
    // Hungarian
    [
        "hetfo|het|h|he",
        "kedd|ked|k|ke",
        "szerda|sze|sz",
        "csutortok|csut|csu|cs",
        "pentek|pen|p|pe",
        "szombat|szo",
        "vasarnap|vas|v|va",
    ],
    // Romanian
    [
        "luni|lun|lu|l",
        "marti|mar|ma",
        "miercuri|mie|mi",
        "joi|jo|j",
        "vineri|vin|vi|v",
        "sambata|sam|sa|s",
        "duminica|dum|du|d",
    ],
    // Greek
    [
        "δευτερα|δευ|δε",
        "τριτη|τρι|τρ",
        "τεταρτη|τετ|τε",
        "πεμπτη|πεμ|πε",
        "παρασκευη|παρ|πα",
        "σαββατο|σαβ|σα",
        "κυριακη|κυρ|κυ",
    ],
    // Turkish
    [
        "pazartesi|pzt|pts",
        "sali|sal",
        "carsamba|car|crs",
        "persembe|per|prs",
        "cuma|cum",
        "cumartesi|cmt|cts",
        "pazar|paz",
    ],
    // Albanian
    [
        "e hene|hene|hen",
        "e marte|marte|mar",
        "e merkure|merkure|mer",
        "e enjte|enjte|enj",
        "e premte|premte|pre",
        "e shtune|shtune|sht",
        "e diel|diel|die",
    ],
    // Russian
    [
        "понедельник|пон|пн",
        "вторник|вто|вт",
        "среда|сре|ср",
        "четверг|чет|чт",
        "пятница|пят|пт",
        "суббота|суб|сб",
        "воскресенье|вос|вс",
    ],
    // Ukrainian
    [
        "понедилок|понеділок|пон|пн",
        "вівторок|вів|вт",
        "середа|сер|ср",
        "четвер|чет|чт",
        "п ятниця|п’ятниця|п'ятниця|пят|пт",
        "субота|суб|сб",
        "неділя|нед|нд",
    ],
    // Bulgarian, Macedonian, Serbian (Cyrillic)
    [
        "понеделник|понедељак|пон|пн",
        "вторник|уторак|вто|уто|вт",
        "сряда|среда|сря|сре|ср",
        "четвъртък|четврток|четвртак|чет|чт",
        "петък|петок|петак|пет|пт",
        "събота|сабота|субота|съб|саб|суб|сб",
        "неделя|недела|недеља|нед|нд",
    ],
    // Catalan, Galician, Basque
    [
        "dilluns|dl|luns|astelehena",
        "dimarts|dt|asteartea",
        "dimecres|dc|mercores|asteazkena",
        "dijous|dj|xoves|osteguna",
        "divendres|dv|venres|ostirala",
        "dissabte|ds|sabado|larunbata",
        "diumenge|dg|domingo|igandea",
    ],
    // Welsh
    [
        "dydd llun|llun",
        "dydd mawrth|mawrth",
        "dydd mercher|mercher",
        "dydd iau|iau",
        "dydd gwener|gwener",
        "dydd sadwrn|sadwrn",
        "dydd sul|sul",
    ],
    // Irish
    [
        "luan|de luain",
        "mairt|de mairt",
        "ceadaoin|de ceadaoin",
        "deardaoin",
        "aoine|de haoine",
        "satharn|de sathairn",
        "domhnach|de domhnaigh",
    ],
    // Arabic
    [
        "الاثنين|الإثنين|اثنين",
        "الثلاثاء|ثلاثاء",
        "الاربعاء|اربعاء",
        "الخميس|خميس",
        "الجمعه|جمعه",
        "السبت|سبت",
        "الاحد|احد",
    ],
    // Persian
    [
        "دوشنبه",
        "سه شنبه|سه\u{200c}شنبه|سهشنبه",
        "چهارشنبه",
        "پنجشنبه|پنج شنبه|پنج\u{200c}شنبه",
        "جمعه",
        "شنبه",
        "یکشنبه|یک شنبه|یک\u{200c}شنبه",
    ],
    // Hebrew
    [
        "שני|יום שני",
        "שלישי|יום שלישי",
        "רביעי|יום רביעי",
        "חמישי|יום חמישי",
        "שישי|יום שישי",
        "שבת|יום שבת",
        "ראשון|יום ראשון",
    ],
    // Hindi
    [
        "सोमवार|सोम",
        "मंगलवार|मंगल",
        "बुधवार|बुध",
        "गुरुवार|गुरु|बृहस्पतिवार",
        "शुक्रवार|शुक्र",
        "शनिवार|शनि",
        "रविवार|रवि|इतवार",
    ],
    // Chinese, simplified
    [
        "星期一|周一|礼拜一|一",
        "星期二|周二|礼拜二|二",
        "星期三|周三|礼拜三|三",
        "星期四|周四|礼拜四|四",
        "星期五|周五|礼拜五|五",
        "星期六|周六|礼拜六|六",
        "星期日|星期天|周日|礼拜天|日",
    ],
    // Chinese, traditional
    [
        "星期一|週一|禮拜一|一",
        "星期二|週二|禮拜二|二",
        "星期三|週三|禮拜三|三",
        "星期四|週四|禮拜四|四",
        "星期五|週五|禮拜五|五",
        "星期六|週六|禮拜六|六",
        "星期日|星期天|週日|禮拜日|日",
    ],
    // Japanese
    [
        "月曜日|月曜|月",
        "火曜日|火曜|火",
        "水曜日|水曜|水",
        "木曜日|木曜|木",
        "金曜日|金曜|金",
        "土曜日|土曜|土",
        "日曜日|日曜|日",
    ],
    // Korean
    ["월요일|월", "화요일|화", "수요일|수", "목요일|목", "금요일|금", "토요일|토", "일요일|일"],
    // Indonesian
    ["senin|sen", "selasa|sel", "rabu|rab", "kamis|kam", "jumat|jum at|jum", "sabtu|sab", "minggu|ahad|min"],
    // Malay
    ["isnin|isn", "selasa|sel", "rabu|rab", "khamis|kha", "jumaat|jum", "sabtu|sab", "ahad|ahd"],
    // Filipino
    ["lunes", "martes", "miyerkules", "huwebes", "biyernes", "sabado", "linggo"],
    // Vietnamese
    ["thu hai", "thu ba", "thu tu", "thu nam", "thu sau", "thu bay", "chu nhat|cn"],
    // Swahili
    ["jumatatu", "jumanne", "jumatano", "alhamisi", "ijumaa", "jumamosi", "jumapili"],
    // Afrikaans
    ["maandag|ma", "dinsdag|di", "woensdag|wo", "donderdag|do", "vrydag|vr", "saterdag|sa", "sondag|so"],
];

#[cfg(test)]
mod tests {
    use super::*;

    fn order(labels: &[&str]) -> Vec<(String, DayPlace)> {
        let mut labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
        labels.reverse();
        in_order(&labels).unwrap()
    }

    fn names(days: &[(String, DayPlace)]) -> Vec<&str> {
        days.iter().map(|(label, _)| label.as_str()).collect()
    }

    #[test]
    fn weekdays_in_many_languages_come_in_order() {
        for week in [
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
            ["MON", "TUE", "WED", "THU", "FRI"],
            ["M", "T", "W", "Th", "F"],
            ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi"],
            ["Lu", "Ma", "Me", "Je", "Ve"],
            ["Mo", "Di", "Mi", "Do", "Fr"],
            ["lunes", "martes", "miércoles", "jueves", "viernes"],
            ["L", "M", "X", "J", "V"],
            ["Segunda-feira", "Terça-feira", "Quarta-feira", "Quinta-feira", "Sexta-feira"],
            ["Lunedì", "Martedì", "Mercoledì", "Giovedì", "Venerdì"],
            ["Poniedziałek", "Wtorek", "Środa", "Czwartek", "Piątek"],
            ["Pondělí", "Úterý", "Středa", "Čtvrtek", "Pátek"],
            ["Hétfő", "Kedd", "Szerda", "Csütörtök", "Péntek"],
            ["Luni", "Marți", "Miercuri", "Joi", "Vineri"],
            ["Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma"],
            ["Δευτέρα", "Τρίτη", "Τετάρτη", "Πέμπτη", "Παρασκευή"],
            ["Понедельник", "Вторник", "Среда", "Четверг", "Пятница"],
            ["星期一", "星期二", "星期三", "星期四", "星期五"],
            ["週一", "週二", "週三", "週四", "週五"],
            ["月", "火", "水", "木", "金"],
            ["월요일", "화요일", "수요일", "목요일", "금요일"],
            ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu"],
            ["Senin", "Selasa", "Rabu", "Kamis", "Jumat"],
            ["Maanantai", "Tiistai", "Keskiviikko", "Torstai", "Perjantai"],
            [
                "Monday / Lundi",
                "Tuesday / Mardi",
                "Wednesday / Mercredi",
                "Thursday / Jeudi",
                "Friday / Vendredi",
            ],
        ] {
            let days = order(&week);
            assert_eq!(names(&days), week);
            let monday = DayPlace::Weekday { week: 0, weekday: Weekday::Monday };
            assert_eq!(days[0].1, monday, "{week:?}");
        }
    }

    #[test]
    fn a_week_starts_after_the_days_off() {
        let sunday = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday"];
        assert_eq!(names(&order(&sunday)), sunday);
        let arabic = ["الأحد", "الإثنين", "الثلاثاء", "الأربعاء", "الخميس"];
        assert_eq!(names(&order(&arabic)), arabic);
        assert_eq!(names(&order(&["Friday", "Monday"])), ["Monday", "Friday"]);
        assert_eq!(names(&order(&["Thursday", "Sunday", "Monday"])), ["Sunday", "Monday", "Thursday"]);
        let saturday = ["Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];
        assert_eq!(names(&order(&saturday)), saturday);
    }

    #[test]
    fn week_markers_make_weeks() {
        for labels in [
            ["Monday A", "Tuesday A", "Monday B", "Tuesday B"],
            ["Mon A", "Tue A", "Mon B", "Tue B"],
            ["Week 1 Mon", "Week 1 Tue", "Week 2 Mon", "Week 2 Tue"],
            ["1Mon", "1Tue", "2Mon", "2Tue"],
        ] {
            let days = order(&labels);
            assert_eq!(names(&days), labels);
            assert_eq!(days[2].1, DayPlace::Weekday { week: 1, weekday: Weekday::Monday });
        }
    }

    #[test]
    fn five_numbered_days_are_a_week_and_others_rotate() {
        assert_eq!(
            order(&["DAY 1", "DAY 2", "DAY 3", "DAY 4", "DAY 5"])[4].1,
            DayPlace::Weekday { week: 0, weekday: Weekday::Friday }
        );
        let six = ["DAY 1", "DAY 2", "DAY 3", "DAY 4", "DAY 5", "DAY 6"];
        assert!(order(&six).iter().all(|(_, place)| *place == DayPlace::Rotating));
        assert_eq!(names(&order(&["Day D", "Day E", "Day F"])), ["Day D", "Day E", "Day F"]);
    }

    #[test]
    fn days_that_nothing_orders_ask_for_a_list() {
        let labels = ["Red", "Blue"].map(str::to_owned);
        assert!(in_order(&labels).unwrap_err().to_string().contains("--days LIST"));
        assert_eq!(in_given_order(&labels)[0], ("Red".to_owned(), DayPlace::Rotating));
    }
}
