//! School years as people write them.

/// The most years from the first to the last of a range.
const MOST: u8 = 20;

/// The years that are named: `11, 13`, `Year 11`, `Y7 and Y8`, `7-9`. What names none is the error: read as nobody or as
/// everybody, it would do what nobody meant.
pub fn read_years(text: &str) -> Result<Vec<u8>, String> {
    let text = text.replace(['–', '—'], "-").replace(" to ", "-").replace(" - ", "-");
    let parts = text.split([',', ';', '/', '&', '+']).flat_map(str::split_whitespace);
    let mut years = Vec::new();
    for part in parts.filter(|part| !is_filler(part)) {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let range =
            number(first).zip(number(last)).filter(|(first, last)| first <= last && last - first < MOST);
        let (first, last) = range.ok_or_else(|| part.to_owned())?;
        years.extend((first..=last).filter(|year| !years.contains(year)).collect::<Vec<_>>());
    }
    Ok(years)
}

fn is_filler(word: &str) -> bool {
    ["year", "years", "yr", "yrs", "y", "and"].contains(&word.to_lowercase().as_str())
}

fn number(text: &str) -> Option<u8> {
    let text = text.to_lowercase();
    let figures = ["years", "year", "yrs", "yr", "y"].iter().find_map(|word| text.strip_prefix(word));
    figures.unwrap_or(&text).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_as_people_write_them() {
        for (text, years) in [
            ("11, 13", &[11, 13][..]),
            ("Year 11", &[11]),
            ("Y11", &[11]),
            ("11 13", &[11, 13]),
            ("11;13", &[11, 13]),
            ("7-9", &[7, 8, 9]),
            ("Years 7 to 9 and year 11", &[7, 8, 9, 11]),
            ("Y7 – Y8", &[7, 8]),
            ("", &[]),
        ] {
            assert_eq!(read_years(text).as_deref(), Ok(years), "{text}");
        }
    }

    #[test]
    fn what_is_no_year_is_said_and_not_dropped() {
        for (text, part) in [("eleven", "eleven"), ("11, 300", "300"), ("9-7", "9-7"), ("10A", "10a")] {
            assert_eq!(read_years(text).map_err(|part| part.to_lowercase()), Err(part.to_owned()), "{text}");
        }
    }
}
