//! What the label of a period says: when it starts and ends, and its number.

use super::spelling::{self, Token};
use crate::instant::TimeOfDay;

/// What could be read from a period's label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HourLabel {
    /// When the period starts.
    pub start: Option<TimeOfDay>,
    /// When it ends; only where it starts too, and later than that.
    pub end: Option<TimeOfDay>,
    /// The period's number, or its letter as 1 for A; what follows a number breaks ties (`3a`, `3b`).
    pub order: Option<(u32, u32)>,
    /// Whether the label says which half of the day it means (`1:15 pm`, or any time after 12:59).
    sure_of_half: bool,
}

/// Nothing says in which order the periods come.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "nothing says in which order these periods come: {}; give bell times, a CSV file with the columns \
     period,start,end",
    .labels.join(", ")
)]
pub struct UnknownHourOrder {
    /// The labels, as far as they are shown.
    pub labels: Vec<String>,
}

impl HourLabel {
    /// Reads a label such as `07:50 - 08:05`, `[1]08:00-08:50 (Lunch 2)`, `01:15-02:05p` or `Period 3/Break`.
    pub fn parse(label: &str) -> Self {
        let (times, rest) = take_times(label);
        let order = number(&rest);
        let Some(first) = times.first().copied() else {
            return Self { order, ..Self::default() };
        };
        let Some(second) = times.get(1).copied() else {
            return Self { start: first.time(), end: None, order, sure_of_half: first.is_sure() };
        };
        let (start, end) = span(first, second);
        Self { start, end, order, sure_of_half: first.is_sure() || second.is_sure() }
    }

    fn half_a_day_later(self) -> Self {
        let later = |time: TimeOfDay| TimeOfDay::from_minutes(time.minutes() + HALF_DAY).unwrap_or(time);
        Self { start: self.start.map(later), end: self.end.map(later), ..self }
    }
}

/// The labels in order of time, else of number, with what each says. `labels` are distinct.
///
/// Where a timetable runs on a twelve-hour clock without saying so (`11:00`, `1:00`), hours before six are
/// taken for the afternoon.
pub fn in_order(labels: &[String]) -> Result<Vec<(String, HourLabel)>, UnknownHourOrder> {
    let mut hours: Vec<(String, HourLabel)> = parse_all(labels);
    let timed = hours.iter().all(|(_, hour)| hour.start.is_some());
    if timed {
        hours.sort_by_key(|(_, hour)| (hour.start, hour.end, hour.order));
    } else {
        hours.sort_by_key(|(_, hour)| hour.order);
    }
    let decided = hours.len() < 2
        || hours.windows(2).all(|pair| {
            let (one, other) = (pair[0].1, pair[1].1);
            if timed {
                (one.start, one.end, one.order) != (other.start, other.end, other.order)
            } else {
                one.order.is_some() && one.order != other.order
            }
        });
    if decided {
        Ok(hours)
    } else {
        Err(UnknownHourOrder { labels: labels.iter().take(12).cloned().collect() })
    }
}

/// What each label says, on the clock that all of them together seem to use.
pub(super) fn parse_all(labels: &[String]) -> Vec<(String, HourLabel)> {
    let hours: Vec<_> = labels.iter().map(|label| (label.clone(), HourLabel::parse(label))).collect();
    let before_six = |hour: &HourLabel| hour.start.is_some_and(|start| start.minutes() < 6 * 60);
    let twelve_hour_clock = hours.iter().any(|(_, hour)| !hour.sure_of_half && before_six(hour))
        && hours.iter().any(|(_, hour)| hour.start.is_some() && !before_six(hour))
        && !hours.iter().any(|(_, hour)| hour.start.is_some_and(|start| start.minutes() >= 13 * 60));
    if !twelve_hour_clock {
        return hours;
    }
    hours
        .into_iter()
        .map(|(label, hour)| {
            let later = !hour.sure_of_half && before_six(&hour);
            (label, if later { hour.half_a_day_later() } else { hour })
        })
        .collect()
}

const HALF_DAY: u16 = 12 * 60;

/// A time as written, before it is known which half of the day it means.
#[derive(Clone, Copy)]
struct Written {
    minutes: u16,
    /// `Some(false)` for a.m., `Some(true)` for p.m.
    afternoon: Option<bool>,
}

impl Written {
    fn is_sure(self) -> bool {
        self.afternoon.is_some() || self.minutes >= 13 * 60 || self.minutes < 60
    }

    fn in_half(self, afternoon: bool) -> u16 {
        if self.minutes >= 13 * 60 {
            return self.minutes;
        }
        self.minutes % HALF_DAY + if afternoon { HALF_DAY } else { 0 }
    }

    fn in_minutes(self) -> u16 {
        self.afternoon.map_or(self.minutes, |afternoon| self.in_half(afternoon))
    }

    fn time(self) -> Option<TimeOfDay> {
        TimeOfDay::from_minutes(self.in_minutes())
    }
}

/// Start and end of a range; one mark of the half of the day serves both where that makes sense.
fn span(first: Written, second: Written) -> (Option<TimeOfDay>, Option<TimeOfDay>) {
    let end = second.in_minutes();
    let start = match (first.afternoon, second.afternoon) {
        (None, Some(afternoon)) if first.in_half(afternoon) < end => first.in_half(afternoon),
        _ => first.in_minutes(),
    };
    let end = if end <= start && second.afternoon.is_none() && end + HALF_DAY > start && end < HALF_DAY + 60 {
        end + HALF_DAY
    } else {
        end
    };
    let end = TimeOfDay::from_minutes(end).filter(|end| end.minutes() > start);
    (TimeOfDay::from_minutes(start), end)
}

/// The times in a label, at most two, and the label without them.
fn take_times(label: &str) -> (Vec<Written>, String) {
    let letters: Vec<char> = label.chars().flat_map(char::to_lowercase).collect();
    let mut times = Vec::new();
    let mut rest = String::new();
    let mut at = 0;
    while let Some(letter) = letters.get(at).copied() {
        let starts_number = spelling::digit(letter).is_some()
            && at
                .checked_sub(1)
                .and_then(|before| letters.get(before))
                .is_none_or(|c| spelling::digit(*c).is_none());
        if let Some((time, length)) = starts_number.then(|| time_at(&letters[at..])).flatten() {
            if times.len() < 2 {
                times.push(time);
            }
            rest.push(' ');
            at += length;
        } else {
            rest.push(letter);
            at += 1;
        }
    }
    (times, rest)
}

/// The time at the start of the text and how many letters it takes: `8:05`, `8.05`, `8h05`, `8h`, `8am`,
/// `08:05:00`.
fn time_at(letters: &[char]) -> Option<(Written, usize)> {
    let (hour, hour_digits) = digits(letters, 2)?;
    let mut at = hour_digits;
    let mark = letters.get(at).copied();
    let minute = match mark {
        Some(':' | '.' | 'h' | '：' | '٫')
            if digits(&letters[at + 1..], 3).is_some_and(|(_, count)| count == 2) =>
        {
            let (minute, count) = digits(&letters[at + 1..], 2)?;
            at += 1 + count;
            if mark == Some(':') && letters.get(at) == Some(&':') && digits(&letters[at + 1..], 2).is_some() {
                at += 3;
            }
            Some(minute)
        }
        Some('h') if !letters.get(at + 1).is_some_and(|next| next.is_alphanumeric()) => {
            at += 1;
            Some(0)
        }
        _ => None,
    };
    let (afternoon, mark_length) = half_at(letters.get(at..).unwrap_or_default(), minute.is_some());
    // A bare number is a time only where it says which half of the day: `8am`.
    if minute.is_none() && afternoon.is_none() {
        return None;
    }
    let minute = minute.unwrap_or(0);
    if minute > 59 || hour > 24 || (hour == 24 && minute > 0) {
        return None;
    }
    Some((Written { minutes: hour * 60 + minute, afternoon }, at + mark_length))
}

/// `am`, `pm`, `a.m.`, `p.m.`, and after minutes also `a` and `p`, with or without a space before.
fn half_at(letters: &[char], after_minutes: bool) -> (Option<bool>, usize) {
    let spaces = letters.iter().take_while(|letter| letter.is_whitespace()).count();
    let text: String = letters.iter().skip(spaces).take(5).collect();
    for (mark, afternoon) in
        [("a.m.", false), ("p.m.", true), ("am", false), ("pm", true), ("a", false), ("p", true)]
    {
        if mark.len() == 1 && (!after_minutes || spaces > 0) {
            continue;
        }
        let ends = text.strip_prefix(mark).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        if ends {
            return (Some(afternoon), spaces + mark.len());
        }
    }
    (None, 0)
}

/// Up to `most` digits at the start: their value and count; `None` where more digits follow.
fn digits(letters: &[char], most: usize) -> Option<(u16, usize)> {
    let count = letters.iter().take_while(|letter| spelling::digit(**letter).is_some()).count();
    if count == 0 || count > most {
        return None;
    }
    let value = letters
        .iter()
        .take(count)
        .filter_map(|letter| spelling::digit(*letter))
        .fold(0, |sum, digit| sum * 10 + digit);
    Some((u16::try_from(value).ok()?, count))
}

/// The number by which a label is ordered: one in square brackets, else the first outside round brackets,
/// else the first; where there is none, a letter standing alone, or a Roman numeral.
fn number(rest: &str) -> Option<(u32, u32)> {
    let bracketed =
        rest.split_once('[').and_then(|(_, after)| after.split_once(']')).map(|(inside, _)| inside);
    let outside = rest.split(['(', '（']).next().unwrap_or_default();
    bracketed
        .and_then(first_number)
        .or_else(|| first_number(outside))
        .or_else(|| lone_letter(outside))
        .or_else(|| first_number(rest))
}

fn first_number(text: &str) -> Option<(u32, u32)> {
    let tokens = spelling::tokens(text);
    let at = tokens.iter().position(|token| matches!(token, Token::Number(_)))?;
    let Some(Token::Number(number)) = tokens.get(at) else { return None };
    let follows = match tokens.get(at + 1) {
        Some(Token::Word(word)) => letter_number(word).unwrap_or(0),
        _ => 0,
    };
    Some((*number, follows))
}

fn lone_letter(text: &str) -> Option<(u32, u32)> {
    let tokens = spelling::tokens(text);
    let words: Vec<&str> = tokens
        .iter()
        .filter_map(|token| if let Token::Word(word) = token { Some(word.as_str()) } else { None })
        .collect();
    words
        .iter()
        .rev()
        .find_map(|word| if word.len() > 1 { roman(word) } else { letter_number(word) })
        .map(|value| (value, 0))
}

/// 1 for a, 26 for z, where the word is that one letter.
pub(super) fn letter_number(word: &str) -> Option<u32> {
    match word.as_bytes() {
        [letter @ b'a'..=b'z'] => Some(u32::from(letter - b'a') + 1),
        _ => None,
    }
}

/// The value of a Roman numeral of one to twelve, folded.
pub(super) fn roman(word: &str) -> Option<u32> {
    let numerals = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    numerals.iter().zip(1..).find(|(numeral, _)| **numeral == word).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(label: &str) -> (Option<String>, Option<String>, Option<u32>) {
        let hour = HourLabel::parse(label);
        (
            hour.start.map(|time| time.to_string()),
            hour.end.map(|time| time.to_string()),
            hour.order.map(|order| order.0),
        )
    }

    #[test]
    fn the_forms_that_schools_write() {
        let cases = [
            ("07:50 - 08:05", Some("07:50"), Some("08:05"), None),
            ("13:30~14:10", Some("13:30"), Some("14:10"), None),
            ("[1]08:00-08:50 (Lunch 2)", Some("08:00"), Some("08:50"), Some(1)),
            ("01:15-02:05p", Some("13:15"), Some("14:05"), None),
            ("11:30-12:20p", Some("11:30"), Some("12:20"), None),
            ("Period 3/Break", None, None, Some(3)),
            ("P1", None, None, Some(1)),
            ("10:00", Some("10:00"), None, None),
            ("8.30-9.20", Some("08:30"), Some("09:20"), None),
            ("8h30", Some("08:30"), None, None),
            ("8h-9h", Some("08:00"), Some("09:00"), None),
            ("12:30-1:20", Some("12:30"), Some("13:20"), None),
            ("8am - 9am", Some("08:00"), Some("09:00"), None),
            ("2:05 PM to 2:55 PM", Some("14:05"), Some("14:55"), None),
            ("4. Stunde", None, None, Some(4)),
            ("Block C", None, None, Some(3)),
            ("Registration", None, None, None),
            ("29:99", None, None, Some(29)),
        ];
        for (label, start, end, order) in cases {
            assert_eq!(read(label), (start.map(str::to_owned), end.map(str::to_owned), order), "{label}");
        }
    }

    #[test]
    fn a_twelve_hour_clock_runs_through_noon() {
        let labels = ["1:00", "11:00", "2:00", "12:00"].map(str::to_owned);
        let hours: Vec<String> = in_order(&labels).unwrap().into_iter().map(|(label, _)| label).collect();
        assert_eq!(hours, ["11:00", "12:00", "1:00", "2:00"]);
    }

    #[test]
    fn numbers_order_periods_and_words_do_not() {
        let order = |labels: &[&str]| {
            let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
            in_order(&labels).map(|hours| hours.into_iter().map(|(label, _)| label).collect::<Vec<_>>())
        };
        assert_eq!(order(&["P10", "P9", "P1"]).unwrap(), ["P1", "P9", "P10"]);
        assert!(order(&["Early", "Late"]).unwrap_err().to_string().contains("bell times"));
        assert!(order(&["P1", "L1"]).is_err());
    }
}
