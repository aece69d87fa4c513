//! How many tests passed and failed, as the test runners themselves count them.

use std::fmt;
use std::ops::AddAssign;

/// Counts of tests; a test that timed out, could not be started or was cancelled has failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that ran and were content.
    pub passed: u64,
    /// Tests that ran and were not.
    pub failed: u64,
}

impl Tally {
    /// No test yet.
    pub const NONE: Self = Self { passed: 0, failed: 0 };

    /// Reads the line `Summary [   0.012s] 5 tests run: 4 passed (1 slow), 1 failed, 2 skipped` of cargo-nextest.
    pub fn of_nextest(text: &str) -> Option<Self> {
        let plain = without_colour(text);
        let summary = plain.lines().rev().find(|line| line.trim_start().starts_with("Summary ["))?;
        let (_, counts) = summary.split_once("run: ")?;
        let mut tally = Self::NONE;
        for part in without_brackets(counts).split(',') {
            let (count, outcome) = part.trim().split_once(' ')?;
            let count: u64 = count.parse().ok()?;
            match outcome.trim() {
                "passed" => tally.passed += count,
                "skipped" => {}
                _ => tally.failed += count,
            }
        }
        Some(tally)
    }

    /// Reads the lines `test result: ok. 3 passed; 0 failed; …` of cargo's own harness, which runs the examples in
    /// documentation; there is one line for each crate.
    pub fn of_doc_tests(text: &str) -> Option<Self> {
        let plain = without_colour(text);
        let mut tally = None;
        for line in plain.lines().filter_map(|line| line.strip_prefix("test result: ")) {
            let (_, counts) = line.split_once(". ")?;
            let count = |outcome: &str| {
                counts
                    .split("; ")
                    .find_map(|part| part.trim().strip_suffix(outcome)?.trim().parse::<u64>().ok())
            };
            *tally.get_or_insert(Self::NONE) += Self { passed: count("passed")?, failed: count("failed")? };
        }
        tally
    }

    /// Reads the closing lines `ℹ pass 3`, `ℹ fail 0` and `ℹ cancelled 0` of Node's test runner.
    pub fn of_node(text: &str) -> Option<Self> {
        let plain = without_colour(text);
        let count = |name: &str| {
            plain.lines().rev().find_map(|line| {
                let line = line.strip_prefix('ℹ').or_else(|| line.strip_prefix('#'))?;
                line.trim().strip_prefix(name)?.strip_prefix(' ')?.parse::<u64>().ok()
            })
        };
        Some(Self { passed: count("pass")?, failed: count("fail")? + count("cancelled")? })
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Drops terminal colours: escape, `[`, parameters, and the letter that ends them.
fn without_colour(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\u{1b}' {
            plain.push(character);
            continue;
        }
        let _ = characters.by_ref().skip_while(|character| *character == '[').find(char::is_ascii_alphabetic);
    }
    plain
}

/// Drops remarks in brackets, such as `(1 slow, 2 leaky)`.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|character| {
            match character {
                '(' => depth += 1,
                ')' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn tally(passed: u64, failed: u64) -> Tally {
        Tally { passed, failed }
    }

    // The sample lines were written by cargo-nextest 0.9, by rustdoc's harness and by Node.js 20.

    #[test]
    fn nextest_counts_are_read() {
        let text = "────────────\n     Summary [   0.005s] 2 tests run: 2 passed, 0 skipped\n";
        assert_eq!(Tally::of_nextest(text), Some(tally(2, 0)));
        let text = "     Summary [  61.010s] 9/12 tests run: 5 passed (1 slow, 1 leaky), 3 failed, 1 timed out, 4 skipped\n\
                    \u{20}       FAIL [   0.003s] domain calendar::tests::weeks\nerror: test run failed\n";
        assert_eq!(Tally::of_nextest(text), Some(tally(5, 4)));
        assert_eq!(Tally::of_nextest("error: could not compile `domain`"), None);
    }

    #[test]
    fn colours_do_not_hide_a_count() {
        let text = "\u{1b}[32;1m     Summary\u{1b}[0m [   0.005s] \u{1b}[1m1\u{1b}[0m test run: \u{1b}[1m1\u{1b}[0m \
                    \u{1b}[32;1mpassed\u{1b}[0m, \u{1b}[1m0\u{1b}[0m \u{1b}[33;1mskipped\u{1b}[0m\n";
        assert_eq!(Tally::of_nextest(text), Some(tally(1, 0)));
    }

    #[test]
    fn doc_tests_of_all_crates_are_added() {
        let text = "   Doc-tests domain\n\ntest result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; \
                    finished in 0.20s\n\n   Doc-tests web\n\ntest result: FAILED. 1 passed; 2 failed; 0 ignored; \
                    0 measured; 0 filtered out; finished in 0.10s\n";
        assert_eq!(Tally::of_doc_tests(text), Some(tally(4, 2)));
        assert_eq!(Tally::of_doc_tests("error[E0425]"), None);
    }

    #[test]
    fn node_counts_are_read() {
        let text =
            "✔ x (2.2ms)\nℹ tests 5\nℹ suites 0\nℹ pass 2\nℹ fail 1\nℹ cancelled 1\nℹ skipped 1\nℹ todo 0\n";
        assert_eq!(Tally::of_node(text), Some(tally(2, 2)));
        let text =
            "\u{1b}[34mℹ pass 7\u{1b}[39m\n\u{1b}[34mℹ fail 0\u{1b}[39m\n\u{1b}[34mℹ cancelled 0\u{1b}[39m\n";
        assert_eq!(Tally::of_node(text), Some(tally(7, 0)));
        assert_eq!(Tally::of_node("SyntaxError: Unexpected token"), None);
    }
}
