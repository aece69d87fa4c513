//! Words as people write them, made ready to be kept.

use crate::ActionError;

/// Words as they are kept: lines part at `\n`, with nothing before the first word or after the last, and
/// without characters that are no text.
pub(crate) fn written(typed: &str) -> String {
    let text = typed.replace("\r\n", "\n").replace('\r', "\n");
    let text: String =
        text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect();
    text.trim().to_owned()
}

/// One line as it was typed, without space around it or line breaks in it; none where nothing is left.
pub(crate) fn line(field: &'static str, typed: &str, longest: usize) -> Result<Option<String>, ActionError> {
    let words = written(typed).replace('\n', " ");
    if words.chars().count() > longest {
        let advice = format!("that is longer than {longest} characters; shorten it");
        return Err(ActionError::field(field, advice));
    }
    Ok(Some(words).filter(|words| !words.is_empty()))
}
