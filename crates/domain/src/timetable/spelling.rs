//! Spelling without the differences that people do not mean: case, accents, spaces.

/// The text in lower case without accents, for comparing words. Letters of scripts without case stay.
pub(super) fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).filter_map(base_letter).collect()
}

/// Whether two labels are the same but for case and spaces.
pub(super) fn same_label(one: &str, other: &str) -> bool {
    label_key(one) == label_key(other)
}

/// A label in lower case with single spaces.
pub(super) fn label_key(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The value of a decimal digit in the scripts that timetables are written in.
pub(super) fn digit(letter: char) -> Option<u32> {
    let code = u32::from(letter);
    // The zeros of Latin, Arabic, Persian, Devanagari, Bengali, Thai and full-width digits.
    [0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10]
        .into_iter()
        .find_map(|zero| code.checked_sub(zero).filter(|value| *value < 10))
}

/// The runs of letters and the runs of digits of a text, in order, folded.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut open = false;
    for letter in folded(text).chars() {
        if let Some(value) = digit(letter) {
            match tokens.last_mut() {
                Some(Token::Number(number)) if open => {
                    *number = number.saturating_mul(10).saturating_add(value);
                }
                _ => tokens.push(Token::Number(value)),
            }
            open = true;
        } else if letter.is_alphabetic() || is_joined_to_words(letter) {
            match tokens.last_mut() {
                Some(Token::Word(word)) if open => word.push(letter),
                _ => tokens.push(Token::Word(letter.to_string())),
            }
            open = true;
        } else {
            open = false;
        }
    }
    tokens
}

/// A run of letters or of digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Word(String),
    Number(u32),
}

/// Vowel signs and such, which belong to the word but are not letters.
fn is_joined_to_words(letter: char) -> bool {
    matches!(u32::from(letter), 0x93A..=0x94F | 0x981..=0x9CD | 0xE31..=0xE4E | 0x200C..=0x200D)
}

fn base_letter(letter: char) -> Option<char> {
    Some(match letter {
        // Combining accents, Hebrew points, Arabic vowel signs and stretching.
        '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}' | '\u{640}' => return None,
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'ạ' | 'ả' | 'ấ' | 'ầ' | 'ậ' | 'ắ' => {
            'a'
        }
        'ç' | 'ć' | 'č' | 'ċ' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ế' | 'ệ' | 'ə' => 'e',
        'ğ' | 'ġ' | 'ģ' => 'g',
        'ħ' => 'h',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => 'i',
        'ķ' => 'k',
        'ł' | 'ľ' | 'ļ' | 'ĺ' => 'l',
        'ñ' | 'ń' | 'ň' | 'ņ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' | 'ơ' | 'ọ' | 'ộ' => 'o',
        'ř' | 'ŕ' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' | 'ư' | 'ứ' | 'ủ' | 'ừ' | 'ử' | 'ữ' | 'ự' | 'ụ' => {
            'u'
        }
        'ý' | 'ÿ' | 'ỳ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' => 'υ',
        'ώ' => 'ω',
        'ё' => 'е',
        'أ' | 'إ' | 'آ' => 'ا',
        'ة' => 'ه',
        'ى' => 'ي',
        other => other,
    })
}
