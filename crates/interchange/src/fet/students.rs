//! The students file: how many pupils each set has, and so which labels name single pupils.
//!
//! Its labels may be pupils' names, so no error quotes them, and a row that cannot be read refuses the whole
//! file: without it a pupil might be taken for a class.

use domain::timetable::teaching_group::Roll;

use super::NamedBytes;
use crate::sheet::{self, SheetError, column_place, label};

/// The columns: label and count of each level.
const COLUMNS: [(&str, &str); 6] = [
    ("year", "Year"),
    ("numberofstudentsperyear", "Number of Students per Year"),
    ("group", "Group"),
    ("numberofstudentspergroup", "Number of Students per Group"),
    ("subgroup", "Subgroup"),
    ("numberofstudentspersubgroup", "Number of Students per Subgroup"),
];

pub(super) fn read(file: &NamedBytes) -> Result<Roll, SheetError> {
    let sheet = sheet::read(&file.name, &file.bytes, &COLUMNS.map(|(key, _)| key))?;
    let mut places = [0; COLUMNS.len()];
    for (place, (key, column)) in places.iter_mut().zip(COLUMNS) {
        *place = column_place(&file.name, &sheet.header, key, column)?;
    }
    let mut roll = Roll::default();
    for (line, fields) in &sheet.rows {
        let bad = |reason: String| SheetError::BadRow { file: file.name.clone(), line: *line, reason };
        if fields.len() != sheet.header.len() {
            return Err(bad(format!(
                "the row has {} fields and the header {}",
                fields.len(),
                sheet.header.len()
            )));
        }
        for (level, columns) in places.chunks_exact(2).zip(COLUMNS.chunks_exact(2)) {
            let cell = |at: usize| {
                level.get(at).and_then(|place| fields.get(*place)).map(|cell| label(cell)).unwrap_or_default()
            };
            let (label, count) = (cell(0), cell(1));
            if label.is_empty() {
                continue;
            }
            let column = columns.get(1).map_or("", |(_, column)| column);
            let count = if count.is_empty() {
                0
            } else {
                count.parse().map_err(|_| bad(format!("the column \"{column}\" holds no number")))?
            };
            roll.count(&label, count);
        }
    }
    Ok(roll)
}
