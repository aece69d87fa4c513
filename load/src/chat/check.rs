//! Whether every reader got every message, once, and in one order for all.

use super::reader::{Heard, Seen};
use super::writer::Sent;
use crate::failure::Failure;

/// Fails with the reader, what was expected and what came. What holds afterwards: all saw the same list; it is
/// everything that was said, once each; the numbers of messages have no gap and those of events rise; and a
/// message that was answered before another was begun stands before it.
pub fn check(heard: &[Heard], sent: &[Sent]) -> Result<(), Failure> {
    let first = heard.first().ok_or_else(|| Failure::new("nobody listened"))?;
    let order: Vec<(u32, u32)> = first.seen.iter().map(|seen| (seen.number, seen.message)).collect();
    for reader in heard {
        check_numbers(reader)?;
        check_same(reader, &order)?;
    }
    check_whole(first, sent)?;
    check_real_time(first, sent)
}

fn wrong(reader: &Heard, place: usize, expected: &str, got: &str) -> Failure {
    let words = format!(
        "reader {} (of server {}), place {place}: expected {expected}, got {got}",
        reader.reader + 1,
        reader.server + 1
    );
    Failure::new(words)
}

fn told(seen: Option<&Seen>) -> String {
    seen.map_or_else(
        || "nothing".to_owned(),
        |seen| format!("message {} as number {}", seen.message, seen.number),
    )
}

fn check_numbers(reader: &Heard) -> Result<(), Failure> {
    for (place, pair) in reader.seen.windows(2).enumerate() {
        if pair[1].number != pair[0].number + 1 {
            let expected = format!("number {}", pair[0].number + 1);
            return Err(wrong(reader, place + 1, &expected, &told(pair.get(1))));
        }
        if let (Some(before), Some(id)) = (pair[0].id, pair[1].id)
            && id <= before
        {
            let expected = format!("an event after {before}");
            let got = format!("event {id}, {}", told(pair.get(1)));
            return Err(wrong(reader, place + 1, &expected, &got));
        }
    }
    Ok(())
}

fn check_same(reader: &Heard, order: &[(u32, u32)]) -> Result<(), Failure> {
    // A page shows the newest messages: whoever came later than the first reader may begin later.
    let begins = reader.seen.first().filter(|seen| seen.on_page).map_or(0, |seen| seen.number);
    let before = order.iter().take_while(|(number, _)| *number < begins).count();
    let order = &order[before..];
    for place in 0..order.len().max(reader.seen.len()) {
        let expected = order.get(place);
        let got = reader.seen.get(place);
        if expected.copied() != got.map(|seen| (seen.number, seen.message)) {
            let expected = expected.map_or_else(
                || "nothing more".to_owned(),
                |(number, message)| format!("message {message} as number {number}, as reader 1 did"),
            );
            return Err(wrong(reader, place, &expected, &told(got)));
        }
    }
    Ok(())
}

fn check_whole(first: &Heard, sent: &[Sent]) -> Result<(), Failure> {
    let mut said: Vec<u32> = sent.iter().map(|sent| sent.message).collect();
    let mut seen: Vec<u32> = first.seen.iter().map(|seen| seen.message).collect();
    said.sort_unstable();
    seen.sort_unstable();
    for place in 0..said.len().max(seen.len()) {
        let (expected, got) = (said.get(place), seen.get(place));
        if expected != got {
            let words = |message: Option<&u32>| {
                message.map_or_else(|| "nothing".to_owned(), |message| format!("message {message}"))
            };
            return Err(wrong(first, place, &words(expected), &words(got)));
        }
    }
    Ok(())
}

/// From the last to the first: nothing that comes later may have been answered before this one was begun.
fn check_real_time(first: &Heard, sent: &[Sent]) -> Result<(), Failure> {
    let times = |message: u32| sent.iter().find(|sent| sent.message == message);
    let mut soonest: Option<&Sent> = None;
    for (place, seen) in first.seen.iter().enumerate().rev() {
        let Some(here) = times(seen.message) else { continue };
        if let Some(later) = soonest.filter(|later| later.answered < here.begun) {
            let expected = format!("message {}, which was answered first", later.message);
            return Err(wrong(first, place, &expected, &told(Some(seen))));
        }
        if soonest.is_none_or(|later| here.answered < later.answered) {
            soonest = Some(here);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(reader: usize, messages: &[(u32, u32)]) -> Heard {
        let seen = messages.iter().map(|(number, message)| Seen {
            id: Some(i64::from(*number) * 3),
            on_page: false,
            number: *number,
            message: *message,
            at: 0,
        });
        Heard { reader, seen: seen.collect(), ..Heard::default() }
    }

    fn sent(message: u32, begun: u64, answered: u64) -> Sent {
        Sent { message, server: 0, stage: 0, due: begun, begun, answered }
    }

    fn failure(heard: &[Heard], sent: &[Sent]) -> String {
        check(heard, sent).unwrap_err().to_string()
    }

    #[test]
    fn one_order_for_all_is_good_even_where_it_is_not_that_of_sending() {
        let order = [(5, 0), (6, 2), (7, 1)];
        let said = [sent(0, 0, 9), sent(1, 10, 25), sent(2, 20, 24)];
        assert!(check(&[heard(0, &order), heard(1, &order)], &said).is_ok());
    }

    #[test]
    fn what_is_missing_doubled_or_out_of_order_is_named() {
        let said = [sent(0, 0, 9), sent(1, 10, 25), sent(2, 20, 24)];
        let good = heard(0, &[(5, 0), (6, 1), (7, 2)]);
        let missing = failure(&[good.clone(), heard(1, &[(5, 0), (7, 2)])], &said);
        assert_eq!(missing, "reader 2 (of server 1), place 1: expected number 6, got message 2 as number 7");
        let short = failure(&[good.clone(), heard(1, &[(5, 0), (6, 1)])], &said);
        assert_eq!(
            short,
            "reader 2 (of server 1), place 2: expected message 2 as number 7, as reader 1 did, got nothing"
        );
        let doubled = failure(&[good.clone(), heard(1, &[(5, 0), (6, 1), (6, 1), (7, 2)])], &said);
        assert!(doubled.contains("place 2: expected number 7, got message 1"), "{doubled}");
        let other = failure(&[good, heard(1, &[(5, 0), (6, 2), (7, 1)])], &said);
        assert!(other.contains("expected message 1 as number 6, as reader 1 did"), "{other}");
        let lost_by_all = failure(&[heard(0, &[(5, 0), (6, 1)])], &said);
        assert!(lost_by_all.contains("expected message 2, got nothing"), "{lost_by_all}");
    }

    #[test]
    fn whoever_came_by_the_page_may_begin_later_but_misses_nothing_after() {
        let said = [sent(0, 0, 9), sent(1, 10, 25), sent(2, 30, 34)];
        let whole = heard(0, &[(5, 0), (6, 1), (7, 2)]);
        let mut late = heard(1, &[(6, 1), (7, 2)]);
        assert!(check(&[whole.clone(), late.clone()], &said).is_err());
        late.seen[0].on_page = true;
        assert!(check(&[whole.clone(), late.clone()], &said).is_ok());
        late.seen.pop();
        assert!(check(&[whole, late], &said).is_err());
    }

    #[test]
    fn events_rise() {
        let said = [sent(0, 0, 9), sent(1, 10, 25)];
        let mut reader = heard(0, &[(5, 0), (6, 1)]);
        reader.seen[1].id = reader.seen[0].id;
        assert!(failure(&[reader], &said).contains("expected an event after 15"));
    }

    #[test]
    fn what_was_answered_first_stands_first() {
        let said = [sent(0, 0, 9), sent(1, 10, 25)];
        let turned = failure(&[heard(0, &[(5, 1), (6, 0)])], &said);
        assert!(turned.contains("expected message 0, which was answered first"), "{turned}");
    }
}
