//! A file of comma-, semicolon- or tab-separated values, read within fixed limits, with true line numbers.

use domain::direction::isolated;

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;
/// The most rows that a file may have, without its header.
pub const MOST_ROWS: usize = 100_000;
/// The longest field, in bytes.
pub const LONGEST_FIELD: usize = 4 * 1024;
/// The longest field that joins labels (`A+B`): a whole school may meet at once. In bytes.
pub const LONGEST_JOINED_FIELD: usize = 64 * 1024;
/// The most columns that a row may have.
pub const MOST_COLUMNS: usize = 256;

/// A file that cannot be read as a sheet.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "each field is what the message of its variant says it is")]
pub enum SheetError {
    /// The file is larger than is read.
    #[error("{file} is larger than {} MiB, the most that is read", .most / (1024 * 1024))]
    TooLarge { file: String, most: usize },
    /// The file has more rows than are read.
    #[error("{file}, line {line}: more than {most} rows")]
    TooManyRows { file: String, line: u64, most: usize },
    /// A row has more columns than are read.
    #[error("{file}, line {line}: more than {most} columns")]
    TooManyColumns { file: String, line: u64, most: usize },
    /// A field is longer than is read.
    #[error("{file}, line {line}: a field is longer than {most} bytes")]
    LongField { file: String, line: u64, most: usize },
    /// The file is in UTF-16.
    #[error("{file} is in UTF-16; save it as \"CSV UTF-8\" and bring it again")]
    Utf16 { file: String },
    /// The file is in no encoding that is read.
    #[error(
        "{file}, line {line}: this is not UTF-8 (perhaps Latin-1); save the file as \"CSV UTF-8\" and bring it again"
    )]
    NotUtf8 { file: String, line: u64 },
    /// A quoted field has no end.
    #[error("{file}, line {line}: a quotation mark is opened here and never closed; is the file complete?")]
    OpenQuote { file: String, line: u64 },
    /// The file has no header.
    #[error("{file} is empty")]
    Empty { file: String },
    /// The file has a header and no rows.
    #[error("{file} has a header and no rows")]
    NoRows { file: String },
    /// A column is not there.
    #[error("{file} has no column \"{column}\"; bring it with its header row")]
    NoColumn { file: String, column: &'static str },
    /// A column is there twice.
    #[error("{file} has two columns \"{column}\"")]
    TwoColumns { file: String, column: &'static str },
    /// A row cannot be read.
    #[error("{file}, line {line}: {reason}")]
    BadRow { file: String, line: u64, reason: String },
}

/// A file's rows.
#[derive(Debug)]
pub struct Sheet {
    /// The header, as written.
    pub header: Vec<String>,
    /// The rows, each with the line that it starts on, counted from 1.
    pub rows: Vec<(u64, Vec<String>)>,
}

/// Reads the bytes of the file `name`. The separator is the one with which the header has most of `columns`
/// (words as [`column_key`] gives them).
pub fn read(name: &str, bytes: &[u8], columns: &[&str]) -> Result<Sheet, SheetError> {
    if bytes.len() > MOST_BYTES {
        return Err(SheetError::TooLarge { file: name.to_owned(), most: MOST_BYTES });
    }
    let text = text(name, bytes)?;
    let separator = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|separator| (recognised(text, *separator, columns), *separator == b','))
        .unwrap_or(b',');
    check_fields(name, text, separator)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut lines = Lines::of(text);
    let mut header = None;
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        let line = lines.at(reader.position().byte());
        let more = reader
            .read_record(&mut record)
            .map_err(|_| SheetError::NotUtf8 { file: name.to_owned(), line })?;
        if !more {
            break;
        }
        if record.len() > MOST_COLUMNS {
            return Err(SheetError::TooManyColumns { file: name.to_owned(), line, most: MOST_COLUMNS });
        }
        let fields: Vec<String> = record.iter().map(str::to_owned).collect();
        if header.is_none() {
            header = Some(fields);
        } else if rows.len() == MOST_ROWS {
            return Err(SheetError::TooManyRows { file: name.to_owned(), line, most: MOST_ROWS });
        } else {
            rows.push((line, fields));
        }
    }
    let header = header.ok_or_else(|| SheetError::Empty { file: name.to_owned() })?;
    Ok(Sheet { header, rows })
}

/// A header word without case, spaces and signs: `Students Sets` is `studentssets`.
pub fn column_key(word: &str) -> String {
    word.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Where a column is.
pub fn column_place(
    file: &str,
    header: &[String],
    key: &str,
    column: &'static str,
) -> Result<usize, SheetError> {
    let mut places = header.iter().enumerate().filter(|(_, word)| column_key(word) == key).map(|(at, _)| at);
    let place = places.next().ok_or_else(|| SheetError::NoColumn { file: file.to_owned(), column })?;
    if places.next().is_some() {
        return Err(SheetError::TwoColumns { file: file.to_owned(), column });
    }
    Ok(place)
}

/// Control characters, but not what only ends lines or fills space.
pub fn has_control_characters(text: &str) -> bool {
    text.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'))
}

/// The text on one line with single spaces, and without what nobody can see.
pub fn plain(text: &str) -> String {
    let seen: String = text.chars().filter(|letter| !UNSEEN.contains(letter)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters without width that only say where a line may break. Those that join letters are part of a word.
const UNSEEN: [char; 4] = ['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}'];

/// The same of a cell that names one thing, which turns nothing beside it where it is shown.
pub fn label(text: &str) -> String {
    isolated(&plain(text)).into_owned()
}

fn text<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, SheetError> {
    let utf_16 = bytes.starts_with(&[0xFF, 0xFE])
        || bytes.starts_with(&[0xFE, 0xFF])
        || bytes.get(..4).is_some_and(|start| start.contains(&0) && start != [0; 4]);
    if utf_16 {
        return Err(SheetError::Utf16 { file: name.to_owned() });
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        SheetError::NotUtf8 { file: name.to_owned(), line: 1 + line_ends(before) }
    })
}

fn recognised(text: &str, separator: u8, columns: &[&str]) -> usize {
    let first = text.trim_start_matches(['\r', '\n']).split(['\r', '\n']).next().unwrap_or_default();
    first
        .split(char::from(separator))
        .take(MOST_COLUMNS)
        .filter(|word| columns.contains(&column_key(word).as_str()))
        .count()
}

/// Refuses fields that are too long and quotes that nothing closes, as the reader sees quotes.
fn check_fields(name: &str, text: &str, separator: u8) -> Result<(), SheetError> {
    let (mut line, mut length, mut quoted_since) = (1_u64, 0_usize, None);
    let mut before = separator;
    let mut just_closed = false;
    for byte in text.bytes() {
        if byte == b'\n' || before == b'\r' {
            line += u64::from(byte == b'\n') + u64::from(before == b'\r' && byte != b'\n');
        }
        length += 1;
        if length > LONGEST_JOINED_FIELD {
            return Err(SheetError::LongField { file: name.to_owned(), line, most: LONGEST_JOINED_FIELD });
        }
        if quoted_since.is_some() {
            if byte == b'"' {
                quoted_since = None;
                just_closed = true;
            }
        } else if byte == b'"' && (length == 1 || just_closed) {
            quoted_since = Some(line);
            just_closed = false;
        } else {
            just_closed = false;
            if byte == separator || byte == b'\n' || byte == b'\r' {
                length = 0;
            }
        }
        before = byte;
    }
    quoted_since.map_or(Ok(()), |line| Err(SheetError::OpenQuote { file: name.to_owned(), line }))
}

/// How many lines end in the bytes; `\r\n` ends one.
fn line_ends(bytes: &[u8]) -> u64 {
    let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => at.checked_sub(1).and_then(|before| bytes.get(before)) != Some(&b'\r'),
        b'\r' => true,
        _ => false,
    });
    ends.count() as u64
}

/// Turns places in a text into line numbers, going forward only.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, line: 1 }
    }

    /// The line of the first row at or after the byte: what ends lines before it is skipped.
    fn at(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX).min(self.bytes.len());
        let skipped = self
            .bytes
            .get(byte..)
            .unwrap_or_default()
            .iter()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'))
            .count();
        let until = byte + skipped;
        self.line += line_ends(self.bytes.get(self.at..until).unwrap_or_default());
        self.at = self.at.max(until);
        self.line
    }
}
