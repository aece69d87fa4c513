//! The direction of writing: what somebody wrote may turn its own letters, and nothing beside them.

use std::borrow::Cow;

/// Turns what follows by its first letter, apart from what stands around it.
const ISOLATE: char = '\u{2068}';
/// Ends an isolate.
const END_OF_ISOLATE: char = '\u{2069}';
/// Ends an embedding or an override.
const END_OF_EMBEDDING: char = '\u{202c}';

/// A text as it can stand within a sentence: where a line of it holds a character that turns the direction of
/// writing, the line is set apart from its neighbours, and what it leaves open is closed. Any other stays as it
/// is, and so does what is set apart already.
pub fn isolated(text: &str) -> Cow<'_, str> {
    if !text.contains(turns) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split('\n').map(isolated_line).collect::<Vec<_>>().join("\n"))
}

fn isolated_line(line: &str) -> String {
    if stands_apart(line) {
        return line.to_owned();
    }
    let (line, end) = line.strip_suffix('\r').map_or((line, ""), |line| (line, "\r"));
    let mut open: Vec<char> = Vec::new();
    let mut kept = String::from(ISOLATE);
    for letter in line.chars() {
        match end_of(letter) {
            Some(end) => open.push(end),
            // What ends nothing that the text began would end what the sentence began.
            None if is_end(letter) && open.last() != Some(&letter) => continue,
            None if is_end(letter) => {
                open.pop();
            }
            None => {}
        }
        kept.push(letter);
    }
    kept.extend(open.into_iter().rev());
    kept.push(END_OF_ISOLATE);
    kept.push_str(end);
    kept
}

/// Whether whatever turns a line does so within an isolate, and ends there.
fn stands_apart(line: &str) -> bool {
    let mut open: Vec<char> = Vec::new();
    for letter in line.chars() {
        match end_of(letter) {
            Some(end) if open.is_empty() && end != END_OF_ISOLATE => return false,
            Some(end) => open.push(end),
            None if is_end(letter) && open.pop() != Some(letter) => return false,
            None => {}
        }
    }
    open.is_empty()
}

/// What ends the turning that a character begins; nothing where it begins none.
fn end_of(letter: char) -> Option<char> {
    match letter {
        '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => Some(END_OF_EMBEDDING),
        '\u{2066}'..='\u{2068}' => Some(END_OF_ISOLATE),
        _ => None,
    }
}

fn is_end(letter: char) -> bool {
    matches!(letter, END_OF_EMBEDDING | END_OF_ISOLATE)
}

fn turns(letter: char) -> bool {
    end_of(letter).is_some() || is_end(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_name_stays_as_it_is() {
        for name in ["A. Technician", "", "نورة", "שרה כהן"] {
            assert_eq!(isolated(name), name);
        }
    }

    #[test]
    fn what_a_name_leaves_open_ends_with_it() {
        assert_eq!(isolated("A\u{202e}B"), "\u{2068}A\u{202e}B\u{202c}\u{2069}");
        assert_eq!(isolated("\u{202b}A\u{2066}B"), "\u{2068}\u{202b}A\u{2066}B\u{2069}\u{202c}\u{2069}");
        assert_eq!(isolated("\u{202e}A\u{202c}B"), "\u{2068}\u{202e}A\u{202c}B\u{2069}");
    }

    #[test]
    fn a_name_cannot_end_what_the_sentence_began() {
        assert_eq!(isolated("A\u{2069}\u{202c}B"), "\u{2068}AB\u{2069}");
    }

    #[test]
    fn what_is_set_apart_stays_as_it_is() {
        for text in [
            "A\u{202e}B",
            "\u{202b}A\u{2066}B",
            "\u{2066}x\u{2069} y",
            "A\u{2069}\u{202c}B",
            "\u{2068}\u{202e}x\u{2069}",
        ] {
            let once = isolated(text);
            assert_eq!(isolated(&once), once, "{text:?}");
        }
        assert_eq!(isolated("x \u{2067}y\u{2069}"), "x \u{2067}y\u{2069}");
    }

    #[test]
    fn every_line_is_set_apart_by_itself() {
        assert_eq!(isolated("one\r\nA\u{202e}B\r\ntwo"), "one\r\n\u{2068}A\u{202e}B\u{202c}\u{2069}\r\ntwo");
    }
}
