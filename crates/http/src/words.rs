//! Words of errors made into sentences.

/// The first letter made large.
pub fn capitalised(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// Words made into a sentence: a large letter first and a full stop last.
pub fn sentence(words: &str) -> String {
    let words = capitalised(words);
    if words.ends_with(['.', '?']) { words } else { format!("{words}.") }
}
