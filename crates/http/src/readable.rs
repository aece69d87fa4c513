//! What a text may hold, said once for every way in. A character that only steers a machine is in no name and
//! no sentence, and the databases part ways over it: `PostgreSQL` keeps no NUL, and `SQLite` does. Characters that
//! turn the direction of writing stay, since names hold them; but they turn nothing beside the field they came in
//! (`domain::direction`), wherever it is shown.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::Problem;

/// Characters of a field's name that an answer repeats.
const MOST_OF_A_NAME: usize = 40;

/// The layer that finds nothing at an address that is no text.
pub(crate) async fn readable(request: Request, next: Next) -> Response {
    let path = request.uri().path().replace('+', "%2B");
    let query = request.uri().query().unwrap_or_default();
    let is_text = all_parts(&path, |part| !has_lost(part) && is_line(part)) && all_parts(query, is_line);
    if is_text { next.run(request).await } else { Problem::not_found().into_response() }
}

/// Whether every name and value, decoded, is as it should be.
fn all_parts(encoded: &str, is_fine: impl Fn(&str) -> bool) -> bool {
    form_urlencoded::parse(encoded.as_bytes()).all(|(name, value)| is_fine(&name) && is_fine(&value))
}

fn has_lost(text: &str) -> bool {
    text.contains(char::REPLACEMENT_CHARACTER)
}

/// Whether a text is one line: no control character at all.
pub(crate) fn is_line(text: &str) -> bool {
    !text.contains(char::is_control)
}

/// Whether a text is lines of words: no control character but those that part lines and columns.
pub(crate) fn is_lines(text: &str) -> bool {
    !text.contains(|c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

/// What is wrong with a field that may hold lines, in a sentence; nothing where it can be read.
pub fn wrong_with(name: &str, value: &str) -> Option<String> {
    if !is_line(name) {
        return Some("The name of a field holds a character that cannot be seen or kept.".to_owned());
    }
    let name: String = name.chars().take(MOST_OF_A_NAME).collect();
    (!is_lines(value)).then(|| {
        format!(
            "The field “{name}” holds a character that cannot be seen or kept. Nothing was done: type it \
             again, rather than pasting it."
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_lines_and_columns_and_no_other_control() {
        assert!(is_lines("one\ttwo\r\nthree"));
        assert!(!is_line("one\ttwo") && !is_line("one\ntwo"));
        for control in ['\0', '\u{1}', '\u{8}', '\u{b}', '\u{c}', '\u{1b}', '\u{7f}', '\u{85}', '\u{9f}'] {
            assert!(!is_lines(&format!("a{control}b")), "{control:?}");
        }
    }

    #[test]
    fn what_turns_the_direction_of_writing_is_let_through() {
        for turn in ('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}') {
            assert!(is_line(&format!("a{turn}b")), "{turn:?}");
        }
    }

    #[test]
    fn the_sentence_names_the_field() {
        assert_eq!(wrong_with("words", "Onions"), None);
        assert!(wrong_with("words", "Oni\0ns").unwrap().contains("“words”"));
        assert!(wrong_with("wo\0rds", "Onions").unwrap().starts_with("The name of a field"));
        assert!(wrong_with(&"n".repeat(1_000), "\0").unwrap().len() < 200);
    }
}
