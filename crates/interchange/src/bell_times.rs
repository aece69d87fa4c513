//! A school's bell times: a CSV file with the columns `period,start,end`, and `day` where days differ.

use domain::instant::TimeOfDay;
use domain::timetable::period_times::BellTime;

use crate::sheet::{self, SheetError, column_key, column_place, has_control_characters, label};

/// The most bell times that a file may hold: sixty periods on each of sixty days.
pub const MOST_TIMES: usize = 3_600;

/// When periods start and end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BellTimes {
    /// One for each row of the file.
    pub times: Vec<BellTime>,
}

/// Reads a file of bell times. A row that cannot be read refuses the file.
pub fn read(name: &str, bytes: &[u8]) -> Result<BellTimes, SheetError> {
    let sheet = sheet::read(name, bytes, &["period", "start", "end", "day"])?;
    let period = column_place(name, &sheet.header, "period", "period")?;
    let start = column_place(name, &sheet.header, "start", "start")?;
    let end = column_place(name, &sheet.header, "end", "end")?;
    let has_days = sheet.header.iter().any(|word| column_key(word) == "day");
    let day = if has_days { Some(column_place(name, &sheet.header, "day", "day")?) } else { None };
    if sheet.rows.is_empty() {
        return Err(SheetError::NoRows { file: name.to_owned() });
    }
    let mut times: Vec<BellTime> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for (line, fields) in sheet.rows {
        if times.len() == MOST_TIMES {
            return Err(SheetError::TooManyRows { file: name.to_owned(), line, most: MOST_TIMES });
        }
        let bad =
            |reason: &str| SheetError::BadRow { file: name.to_owned(), line, reason: reason.to_owned() };
        let cell = |at: usize| fields.get(at).map(|cell| label(cell)).unwrap_or_default();
        if fields.iter().any(|field| has_control_characters(field)) {
            return Err(bad("the row holds control characters"));
        }
        let name = cell(period);
        if name.is_empty() {
            return Err(bad("the row has no period"));
        }
        let (Some(from), Some(until)) = (TimeOfDay::parse(&cell(start)), TimeOfDay::parse(&cell(end))) else {
            return Err(bad("start and end are times such as 08:50"));
        };
        if until <= from {
            return Err(bad("the period ends before it starts"));
        }
        let day = day.map(cell).filter(|day| !day.is_empty());
        if !seen.insert((day.clone(), name.clone())) {
            return Err(bad("the file has this period twice"));
        }
        times.push(BellTime { day, period: name, start: from, end: until });
    }
    Ok(BellTimes { times })
}
