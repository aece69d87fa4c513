//! The direction of writing: a name may turn its own letters, and nothing beside them.

use std::borrow::Cow;

/// Turns what follows by its first letter, apart from what stands around it.
const ISOLATE: char = '\u{2068}';
/// Ends an isolate.
const END_OF_ISOLATE: char = '\u{2069}';
/// Ends an embedding or an override.
const END_OF_EMBEDDING: char = '\u{202c}';

/// A name as it can stand within a sentence: where it holds a character that turns the direction of writing, it is
/// set apart from its neighbours, and what it leaves open is closed. Any other name stays as it is.
pub fn isolated(name: &str) -> Cow<'_, str> {
    if !name.contains(turns) {
        return Cow::Borrowed(name);
    }
    let mut open: Vec<char> = Vec::new();
    let mut kept = String::from(ISOLATE);
    for letter in name.chars() {
        match letter {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => open.push(END_OF_EMBEDDING),
            '\u{2066}'..='\u{2068}' => open.push(END_OF_ISOLATE),
            // What ends nothing that the name began would end what the sentence began.
            END_OF_EMBEDDING | END_OF_ISOLATE if open.last() != Some(&letter) => continue,
            END_OF_EMBEDDING | END_OF_ISOLATE => {
                open.pop();
            }
            _ => {}
        }
        kept.push(letter);
    }
    kept.extend(open.into_iter().rev());
    kept.push(END_OF_ISOLATE);
    Cow::Owned(kept)
}

/// Whether a character turns the direction of writing until it is ended.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
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
}
