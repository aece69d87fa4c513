//! Which of the files of an export are which.

use super::FetError;

/// A file's name and content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedBytes {
    /// The name, without folders.
    pub name: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// The files of one FET export that say something about lessons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetFiles {
    /// `*_timetable.csv`.
    pub timetable: NamedBytes,
    /// `*_students.csv`, which tells classes from single pupils.
    pub students: Option<NamedBytes>,
}

impl FetFiles {
    /// Picks the files of an export from a folder or an upload; others are left alone.
    pub fn choose(files: Vec<(String, Vec<u8>)>) -> Result<Self, FetError> {
        let mut timetables = Vec::new();
        let mut students = Vec::new();
        for (name, bytes) in files {
            let name = name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
            let lower = name.to_lowercase();
            if lower.ends_with("timetable.csv") {
                timetables.push(NamedBytes { name, bytes });
            } else if lower.ends_with("students.csv") {
                students.push(NamedBytes { name, bytes });
            }
        }
        let timetable = only(timetables, "timetable")?.ok_or(FetError::NoTimetable)?;
        Ok(Self { timetable, students: only(students, "students")? })
    }
}

/// The only file, preferring one whose name parts the kind off with `_`, as FET writes it.
fn only(files: Vec<NamedBytes>, kind: &'static str) -> Result<Option<NamedBytes>, FetError> {
    let ending = format!("_{kind}.csv");
    let (parted, others): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|file| file.name.to_lowercase().ends_with(&ending));
    let mut files = if parted.is_empty() { others } else { parted };
    if files.len() > 1 {
        let names = files.into_iter().map(|file| file.name).take(12).collect();
        return Err(FetError::SeveralFiles { kind, names });
    }
    Ok(files.pop())
}
