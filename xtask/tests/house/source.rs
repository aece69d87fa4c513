//! Sources as the circles' test reads them: the words of a file, without comments, texts and tests.

use std::fs;
use std::path::{Path, PathBuf};

/// One word of a source: a name, `::`, or a sign.
pub type Word = String;

/// Every `.rs` file under a folder, built ones left out.
pub fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The words of a source. What is compiled for tests alone is left out: a test may look at anybody.
pub fn words(text: &str) -> Vec<Word> {
    without_tests(&all_words(text))
}

fn all_words(text: &str) -> Vec<Word> {
    let signs: Vec<char> = text.chars().collect();
    let mut words = Vec::new();
    let mut at = 0;
    while at < signs.len() {
        let rest = &signs[at..];
        let length = match rest {
            ['/', '/', ..] => rest.iter().position(|sign| *sign == '\n').unwrap_or(rest.len()),
            ['/', '*', ..] => comment(rest),
            ['"', ..] => text_length(rest),
            ['\'', ..] => letter(rest),
            [first, ..] if first.is_alphabetic() || *first == '_' => {
                let length = rest.iter().position(|sign| !is_of_name(*sign)).unwrap_or(rest.len());
                let name: String = rest[..length].iter().collect();
                match (name.as_str(), rest.get(length)) {
                    ("r" | "br", Some('"' | '#')) if raw(&rest[length..]).is_some() => {
                        length + raw(&rest[length..]).unwrap_or(1)
                    }
                    _ => {
                        words.push(name);
                        length
                    }
                }
            }
            [first, ..] if first.is_ascii_digit() => {
                rest.iter().position(|sign| !is_of_name(*sign)).unwrap_or(rest.len())
            }
            [':', ':', ..] => {
                words.push("::".to_owned());
                2
            }
            [first, ..] => {
                if !first.is_whitespace() {
                    words.push(first.to_string());
                }
                1
            }
            [] => break,
        };
        at += length;
    }
    words
}

fn is_of_name(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}

/// The length of a comment that may hold others.
fn comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        match rest[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] if depth == 1 => return at + 2,
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    rest.len()
}

fn text_length(rest: &[char]) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// The length of a raw text from its first `#` or quote; none where it is none, as in `r#type`.
fn raw(rest: &[char]) -> Option<usize> {
    let marks = rest.iter().take_while(|sign| **sign == '#').count();
    if rest.get(marks) != Some(&'"') {
        return None;
    }
    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', marks)).collect();
    let body = &rest[marks + 1..];
    let length = body.windows(end.len()).position(|window| window == end)?;
    Some(marks + 1 + length + end.len())
}

/// The length of a letter in quotes, or of the quote of a lifetime.
fn letter(rest: &[char]) -> usize {
    match rest {
        ['\'', '\\', ..] => {
            3 + rest.iter().skip(3).position(|sign| *sign == '\'').map_or(0, |length| length + 1)
        }
        ['\'', _, '\'', ..] => 3,
        _ => 1,
    }
}

/// Leaves out each item under `#[cfg(test)]` or `#[test]`.
fn without_tests(words: &[Word]) -> Vec<Word> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if let Some(mark) = test_mark(&words[at..]) {
            at += mark + item_length(&words[at + mark..]);
        } else {
            kept.push(words[at].clone());
            at += 1;
        }
    }
    kept
}

fn test_mark(words: &[Word]) -> Option<usize> {
    [&["#", "[", "cfg", "(", "test", ")", "]"][..], &["#", "[", "test", "]"][..]]
        .into_iter()
        .find(|mark| words.len() >= mark.len() && words.iter().zip(*mark).all(|(word, sign)| word == sign))
        .map(<[&str]>::len)
}

/// Up to the end of the item that begins here, other marks before it included.
fn item_length(words: &[Word]) -> usize {
    let mut depth = 0_usize;
    for (at, word) in words.iter().enumerate() {
        match word.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" if depth == 1 => return at + 1,
            "}" | ")" | "]" => depth = depth.saturating_sub(1),
            ";" if depth == 0 => return at + 1,
            _ => {}
        }
    }
    words.len()
}

#[test]
fn what_is_no_code_is_not_read() {
    let text = r##"
        // use crate::a;
        use crate::b; /* crate::c /* nested */ crate::d */
        fn f<'a>(text: &'a str) -> char { let _ = ("crate::e \" crate::f", r#"crate::"g"#, b'"', '\'', 'x'); 'y' }
        #[cfg(test)] mod tests { use crate::h; fn g() { [crate::i]; } }
        #[test] #[ignore] fn t() { crate::j() }
        use crate::k;
    "##;
    let found = words(text).join(" ");
    assert_eq!(found.matches("crate").count(), 2, "{found}");
    assert!(found.contains("use crate :: b ;") && found.contains("use crate :: k ;"), "{found}");
}
