//! Text as search sees it, so that "benedicts" and "Benedict’s", "cafe" and "Café" meet.
//!
//! Both databases compare bytes after this fold; neither database's own idea of upper and lower case or of
//! accents is asked, because the two differ.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The folded form of a text: lower case, Latin letters without accents, sub- and superscript figures as plain
/// figures (`₂` → `2`, `³` → `3`), typographic apostrophes and dashes as typed ones, runs of white space as one
/// space, none at the ends. Folding twice gives the same as folding once.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut after_latin = false;
    let mut space_owed = false;
    for letter in text.nfkd().flat_map(char::to_lowercase) {
        if letter.is_whitespace() {
            space_owed = !out.is_empty();
            after_latin = false;
            continue;
        }
        if is_combining_mark(letter) && after_latin {
            continue;
        }
        if space_owed {
            out.push(' ');
            space_owed = false;
        }
        after_latin = push_plain(&mut out, letter);
    }
    out
}

/// Appends the plain spelling of one lower-case letter; says whether it was a Latin letter, whose accents
/// are dropped.
fn push_plain(out: &mut String, letter: char) -> bool {
    let spelling = match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        '‘' | '’' | 'ʼ' => "'",
        '“' | '”' => "\"",
        '‐' | '‑' | '‒' | '–' | '—' | '−' => "-",
        _ => {
            out.push(letter);
            return letter.is_ascii_alphabetic();
        }
    };
    out.push_str(spelling);
    spelling.starts_with(|c: char| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::folded;
    use proptest::prelude::*;

    #[test]
    fn people_find_what_they_type() {
        let pairs = [
            ("Benedict’s solution", "benedict's solution"),
            ("H₂SO₄, 20 cm³", "h2so4, 20 cm3"),
            ("  Café\u{a0} au\tLAIT ", "cafe au lait"),
            ("Crème brûlée, Łódź, Ærø, Straße", "creme brulee, lodz, aero, strasse"),
            ("I–V characteristics", "i-v characteristics"),
            ("cafe\u{301}", "cafe"),
            ("İstanbul ısı", "istanbul isi"),
            ("\u{a0}\n", ""),
        ];
        for (typed, expected) in pairs {
            assert_eq!(folded(typed), expected, "{typed:?}");
        }
    }

    #[test]
    fn marks_outside_the_latin_script_stay() {
        assert_eq!(folded("हिन्दी"), "हिन्दी");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            let once = folded(&text);
            prop_assert_eq!(folded(&once), once);
        }

        #[test]
        fn white_space_never_doubles(text in "[a-z \t\n]{0,40}") {
            let words: Vec<&str> = text.split_whitespace().collect();
            prop_assert_eq!(folded(&text), words.join(" "));
        }
    }
}
