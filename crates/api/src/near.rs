//! Names near to one that is not known.

/// The most names that a sentence offers.
const MOST_OFFERED: usize = 3;
/// The most changes of a letter that make two names near.
const MOST_CHANGES: usize = 4;

/// The names nearest to `wanted`, nearest first: those that hold it, then those a few letters away.
pub(crate) fn near<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut ranked: Vec<(usize, &str)> =
        names.filter_map(|name| Some((distance(wanted, name)?, name))).collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, name)| name).take(MOST_OFFERED).collect()
}

fn distance(wanted: &str, name: &str) -> Option<usize> {
    if !wanted.is_empty() && name.contains(wanted) {
        return Some(0);
    }
    let changes = changes(wanted, name);
    (changes <= MOST_CHANGES).then_some(changes)
}

/// How many letters have to be put in, taken out or changed (Levenshtein's distance).
fn changes(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    // A name is a few dozen letters; what is longer is near to none.
    let one: Vec<char> = one.chars().take(100).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.iter().enumerate() {
        let mut before = row[0];
        row[0] = line + 1;
        for (place, with) in other.iter().enumerate() {
            let here = (before + usize::from(letter != with)).min(row[place] + 1).min(row[place + 1] + 1);
            before = std::mem::replace(&mut row[place + 1], here);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_finds_its_name() {
        let names = ["requisition.accept", "requisition.send", "message.hide"];
        assert_eq!(near("requisition.acept", names.into_iter())[0], "requisition.accept");
        assert_eq!(near("send", names.into_iter()), ["requisition.send"]);
        assert!(near("something else entirely", names.into_iter()).is_empty());
    }
}
