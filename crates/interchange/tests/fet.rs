//! What a person relies on when they bring a FET export.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use domain::timetable::DayPlace;
use interchange::bell_times;
use interchange::fet::{self, Counts, FetError, FetFiles, FetImport, FetOptions, NamedBytes};
use interchange::sheet::{self, SheetError};
use jiff::civil::Weekday;
use proptest::prelude::*;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// The made-up export, and real ones where they lie beside the project.
fn folders() -> Vec<PathBuf> {
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/timetables");
    let mut folders = vec![fixtures()];
    if let Ok(entries) = std::fs::read_dir(real) {
        folders.extend(entries.map(|entry| entry.unwrap().path()));
    }
    folders
}

fn files(folder: &Path) -> FetFiles {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&path).unwrap())
    });
    FetFiles::choose(files.collect()).unwrap()
}

fn read(files: &FetFiles) -> FetImport {
    fet::read(files, &FetOptions::default()).unwrap()
}

/// A made-up timetable file of these rows, without a students file.
fn sheet(rows: &[&str]) -> FetFiles {
    let header = "Activity Id,Day,Hour,Students Sets,Subject,Teachers,Activity Tags,Room,Comments\n";
    bytes(format!("{header}{}\n", rows.join("\n")).into_bytes())
}

fn bytes(bytes: Vec<u8>) -> FetFiles {
    FetFiles { timetable: NamedBytes { name: "S_timetable.csv".into(), bytes }, students: None }
}

/// Splits a file in which every field of the timetable is quoted: plainly, one character after another.
fn split(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (vec![], vec![], String::new(), false);
    let letters: Vec<char> = text.trim_start_matches('\u{feff}').chars().collect();
    let mut at = 0;
    while at < letters.len() {
        match letters[at] {
            '"' if quoted && letters.get(at + 1) == Some(&'"') => {
                field.push('"');
                at += 1;
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            letter => field.push(letter),
        }
        at += 1;
    }
    rows
}

fn sorted(cell: &str) -> Vec<String> {
    let mut labels: Vec<String> =
        cell.split('+').filter(|label| !label.is_empty()).map(str::to_owned).collect();
    labels.sort();
    labels
}

fn pupils(files: &FetFiles) -> BTreeSet<String> {
    let text = String::from_utf8(files.students.clone().unwrap().bytes).unwrap();
    let rows = split(&text);
    let pairs = rows
        .iter()
        .skip(1)
        .flat_map(|row| [(0, 1), (2, 3), (4, 5)].map(|(label, count)| (&row[label], &row[count])));
    pairs.filter(|(_, count)| *count == "1").map(|(label, _)| label.clone()).collect()
}

/// Counts an export as its readers would by hand: plain loops over all pairs of rows.
fn by_hand(files: &FetFiles) -> (usize, Counts) {
    let pupils = pupils(files);
    let text = String::from_utf8(files.timetable.bytes.clone()).unwrap();
    let rows: Vec<Vec<String>> = split(&text).into_iter().skip(1).collect();
    let hours: Vec<String> =
        rows.iter().map(|row| row[2].clone()).collect::<BTreeSet<_>>().into_iter().collect();
    let minutes = |text: &str| -> Option<i32> {
        Some(text.get(0..2)?.parse::<i32>().ok()? * 60 + text.get(3..5)?.parse::<i32>().ok()?)
    };
    let touch = |one: &str, other: &str| {
        let (at, next) =
            (hours.iter().position(|h| h == one).unwrap(), hours.iter().position(|h| h == other).unwrap());
        let apart = match (one.get(6..).and_then(minutes), minutes(other)) {
            (Some(end), Some(start)) => start - end,
            _ => 0,
        };
        next == at + 1 && apart < 30
    };
    let class = |row: &Vec<String>| {
        let labels = sorted(&row[3]);
        let named: Vec<String> = labels.iter().filter(|label| !pupils.contains(*label)).cloned().collect();
        if labels.is_empty() || named.is_empty() { (row[4].clone(), labels) } else { (String::new(), named) }
    };
    let mut root: Vec<usize> = (0..rows.len()).collect();
    for (i, one) in rows.iter().enumerate() {
        for (j, other) in rows.iter().enumerate() {
            let company = |row: &Vec<String>| (class(row), sorted(&row[5]), row[7].clone());
            if one[1] == other[1]
                && touch(&one[2], &other[2])
                && (one[0] == other[0] || company(one) == company(other))
            {
                let (keep, drop) = (root[i], root[j]);
                root.iter_mut().filter(|root| **root == drop).for_each(|root| *root = keep);
            }
        }
    }
    let distinct =
        |texts: Vec<String>| texts.into_iter().filter(|text| !text.is_empty()).collect::<BTreeSet<_>>().len();
    let counts = Counts {
        cycle_days: distinct(rows.iter().map(|row| row[1].clone()).collect()),
        periods: hours.len(),
        rooms: distinct(rows.iter().map(|row| row[7].clone()).collect()),
        teachers: distinct(rows.iter().flat_map(|row| sorted(&row[5])).collect()),
        classes: rows.iter().filter(|row| !row[3].is_empty()).map(class).collect::<BTreeSet<_>>().len(),
        lessons: root.into_iter().collect::<BTreeSet<_>>().len(),
    };
    (rows.len(), counts)
}

#[test]
fn counts_are_those_of_an_independent_reading() {
    for folder in folders() {
        let files = files(&folder);
        let import = read(&files);
        assert_eq!((import.rows, import.counts), by_hand(&files), "{}", folder.display());
        assert_eq!(import.refused, [], "{}", folder.display());
        println!("{} {} {:?} {:?}", folder.display(), import.rows, import.counts, import.warnings);
    }
}

#[test]
fn no_pupil_is_named_anywhere() {
    for folder in folders() {
        let files = files(&folder);
        let shown = format!("{:?}", read(&files));
        for pupil in pupils(&files) {
            assert!(!shown.contains(&pupil), "{}", folder.display());
        }
    }
}

#[test]
fn doubles_classes_and_head_counts_of_the_made_up_school() {
    let import = read(&files(&fixtures()));
    let days: Vec<&str> = import.timetable.days.iter().map(|day| day.label.as_str()).collect();
    assert_eq!(days, ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday"]);
    assert_eq!(import.timetable.days[0].place, DayPlace::Weekday { week: 0, weekday: Weekday::Sunday });
    assert!(import.timetable.provisional_times);
    let meeting = |activity: &str| {
        import.timetable.meetings.iter().find(|meeting| meeting.activity == activity).unwrap()
    };
    assert_eq!((meeting("1").first_period, meeting("1").last_period), (0, 1));
    assert_eq!((meeting("2").first_period, meeting("2").last_period), (2, 3));
    assert_eq!((meeting("4").class.as_deref(), meeting("4").pupils), (Some("7A+7B"), Some(40)));
    assert_eq!((meeting("7").class.as_deref(), meeting("7").pupils), (Some("HL Biology 1"), Some(3)));
    assert_eq!((meeting("9").class.as_deref(), meeting("9").pupils), (Some("HL Biology 2"), Some(2)));
    assert_eq!((meeting("10").class.as_deref(), meeting("10").pupils), (Some("HL Physics"), Some(1)));
    assert_eq!((meeting("11").class.as_deref(), meeting("11").pupils), (Some("7A"), Some(21)));
    assert_eq!((meeting("12").class.as_deref(), meeting("12").last_period), (None, 3));
    assert_eq!((meeting("14").class.as_deref(), meeting("14").first_period), (None, 4));
}

#[test]
fn a_break_keeps_a_double_whole_and_lunch_parts_it() {
    let import = read(&sheet(&[
        "1,DAY 1,08:30~09:10,1A,Biology,T,,Lab,",
        "1,DAY 1,09:35~10:15,1A,Biology,T,,Lab,",
        "1,DAY 1,10:45~11:25,1A,Biology,T,,Lab,",
        "2,DAY 2,08:30~09:10,1A,Biology,T,,Lab,",
        "3,DAY 10,08:30~09:10,1A,Biology,T,,Lab,",
    ]));
    let days: Vec<_> = import.timetable.days.iter().map(|day| (day.label.as_str(), day.place)).collect();
    assert_eq!(
        days,
        [("DAY 1", DayPlace::Rotating), ("DAY 2", DayPlace::Rotating), ("DAY 10", DayPlace::Rotating)]
    );
    let spans: Vec<_> = import
        .timetable
        .meetings
        .iter()
        .map(|meeting| (meeting.day, meeting.first_period, meeting.last_period))
        .collect();
    assert_eq!(spans, [(0, 0, 1), (0, 2, 2), (1, 0, 0), (2, 0, 0)]);
    assert!(!import.timetable.provisional_times);
}

#[test]
fn a_skipped_period_does_not_touch() {
    let import =
        read(&sheet(&["1,Monday,P1,1A,Art,T,,R,", "1,Monday,P3,1A,Art,T,,R,", "2,Monday,P4,1A,Art,T,,R,"]));
    assert_eq!(import.counts.lessons, 2);
}

#[test]
fn columns_in_any_order_and_with_other_separators() {
    for separator in [',', ';', '\t'] {
        let text = "Room,Extra,Teachers,Subject,Students Sets,Hour,Day,Activity Id\r\nLab,x,A+B,Physics,1A,P1,Mon,7\r\n";
        let import = read(&bytes(text.replace(',', &separator.to_string()).into_bytes()));
        let meeting = &import.timetable.meetings[0];
        assert_eq!(
            (meeting.activity.as_str(), meeting.room.as_deref(), meeting.teachers.len()),
            ("7", Some("Lab"), 2)
        );
    }
}

#[test]
fn rows_that_cannot_be_used_are_refused_with_their_line() {
    let import = read(&sheet(&[
        "1,Mon,P1,1A,Art,T,,R,\"two\nlines\"",
        "",
        "2,,P1,1A,Art,T,,R,",
        "3,Mon,,1A,Art,T,,R,",
        "4,Mon,P1",
        "1,Mon,P1,1A,Art,T,,R,\"two\nlines\"",
        "5,Mon,P1,1A,Art,T,,R,,extra",
        "6,Mon,P1,1A,A\u{7}rt,T,,R,",
        ",Mon,P1,1A,Art,T,,R,",
        "8,Mon,P2,1A,=1+1,T,,<b>R</b>,",
    ]));
    let lines: Vec<u64> = import.refused.iter().map(|refused| refused.line).collect();
    assert_eq!(lines, [5, 6, 7, 8, 10, 11, 12]);
    assert_eq!((import.rows, import.counts.lessons), (9, 2));
    assert_eq!(import.timetable.meetings[1].room.as_deref(), Some("<b>R</b>"));
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let header = "Activity Id,Day,Hour,Students Sets,Subject,Teachers,Activity Tags,Room,Comments\n";
    let says = |content: Vec<u8>| fet::read(&bytes(content), &FetOptions::default()).unwrap_err();
    assert!(matches!(says(vec![]), FetError::Sheet(SheetError::Empty { .. })));
    assert!(matches!(says(header.into()), FetError::Sheet(SheetError::NoRows { .. })));
    assert!(matches!(says(vec![0xFF, 0xFE, b'A', 0]), FetError::Sheet(SheetError::Utf16 { .. })));
    let latin = [header.as_bytes(), b"1,Mon,P1,1A,Art,T,,R,\n2,Mon,P1,1A,Fran\xE7ais,T,,R,\n"].concat();
    assert!(matches!(says(latin), FetError::Sheet(SheetError::NotUtf8 { line: 3, .. })));
    assert_eq!(
        says(header.replace("Room", "Place").into()).to_string(),
        "S_timetable.csv has no column \"Room\"; bring it with its header row"
    );
    assert!(matches!(
        says(format!("{header}1,Mon,P1,\"1A").into()),
        FetError::Sheet(SheetError::OpenQuote { line: 2, .. })
    ));
    assert!(matches!(
        says(format!("{header}1,Mon,P1,1A,{},T,,R,\n", "x".repeat(5000)).into()),
        FetError::Sheet(SheetError::LongField { line: 2, .. })
    ));
    assert!(matches!(says(vec![b'a'; sheet::MOST_BYTES + 1]), FetError::Sheet(SheetError::TooLarge { .. })));
    let days = (0..61).map(|day| format!("1,Day {day},P1,,,,,,\n")).collect::<Vec<_>>().concat();
    assert!(matches!(says(format!("{header}{days}").into()), FetError::TooManyLabels { line: 62, .. }));
    let many = format!("{header}{}", "\"\",,,,,,,,\n".repeat(sheet::MOST_ROWS + 1));
    assert!(matches!(says(many.into()), FetError::Sheet(SheetError::TooManyRows { .. })));
    assert!(says(format!("{header}1,Red,P1,,,,,,\n2,Blue,P1,,,,,,\n").into()).to_string().contains("--days"));
    assert!(
        says(format!("{header}1,Mon,Early,,,,,,\n2,Mon,Late,,,,,,\n").into())
            .to_string()
            .contains("bell times")
    );
}

#[test]
fn given_days_and_bell_times_decide() {
    let files = sheet(&["1,Red,Early,1A,Art,T,,R,", "2,Blue,Late,1A,Art,T,,R,"]);
    let bell_times = bell_times::read(
        "bells.csv",
        b"period,start,end,day\nEarly,09:00,09:50,\nLate,09:50,10:40,\nLate,11:00,11:50,Blue\n",
    )
    .unwrap();
    let days = Some(vec!["red".to_owned(), "Blue".to_owned(), "Green".to_owned()]);
    let import = fet::read(&files, &FetOptions { days, bell_times: Some(bell_times) }).unwrap();
    let starts: Vec<_> = import
        .timetable
        .days
        .iter()
        .map(|day| (day.label.clone(), day.periods[1].start.to_string()))
        .collect();
    assert_eq!(
        starts,
        [("Red".into(), "09:50".into()), ("Blue".into(), "11:00".into()), ("Green".into(), "09:50".into())]
    );
    assert!(!import.timetable.provisional_times);
}

#[test]
fn bell_times_that_cannot_be_are_refused() {
    let files = sheet(&["1,Mon,P1,1A,Art,T,,R,", "2,Mon,P2,1B,Art,U,,S,", "3,Tue,P1,1A,Art,T,,R,"]);
    let refused = |rows: &str| {
        let bytes = format!("period,start,end,day\n{rows}");
        let bell_times =
            bell_times::read("bells.csv", bytes.as_bytes()).map_err(|error| error.to_string())?;
        let options = FetOptions { days: None, bell_times: Some(bell_times) };
        fet::read(&files, &options).map(|_| ()).map_err(|error| error.to_string())
    };
    assert_eq!(refused("P1,09:00,09:50,\nP2,09:50,10:40,\nP1,09:30,09:50,Tue\n"), Ok(()));
    for (rows, says) in [
        ("P1,09:00,11:40,\nP2,10:00,10:50,\n", "end at 11:40 on Mon, after \"P2\" begins at 10:00"),
        ("P1,09:00,09:50,\nP2,09:50,10:40,\nP1,09:20,10:00,Mon\n", "end at 10:00 on Mon"),
        ("P1,09:00,09:50,\nP2,09:50,10:40,\n1,08:00,08:50,\n", "\"P1\" twice"),
        ("P1,09:00,09:50,\nP2,09:50,10:40,\np1,08:00,08:50,\n", "\"P1\" twice"),
        ("P1,09:00,09:50,Mon\nP1,09:00,09:40,Monday\nP2,09:50,10:40,\n", "twice"),
        ("P1,09:00,09:50,\nP1,09:00,09:50,\nP2,09:50,10:40,\n", "this period twice"),
        ("P1,09:00,24:50,\nP2,09:50,10:40,\n", "times such as 08:50"),
    ] {
        let told = refused(rows).unwrap_err();
        assert!(told.contains(says), "{rows}: {told}");
    }
}

#[test]
fn many_labels_without_a_students_file_are_pupils() {
    let import = read(&sheet(&["1,Mon,P1,Ann A+Ben B+Cem C+Dee D,HL Art,T,,R,", "2,Mon,P2,1A+1B,Art,T,,R,"]));
    assert_eq!(
        (import.timetable.meetings[0].class.as_deref(), import.timetable.meetings[0].pupils),
        (Some("HL Art"), Some(4))
    );
    assert_eq!(import.timetable.meetings[1].class.as_deref(), Some("1A+1B"));
    assert!(import.warnings.iter().any(|warning| warning.contains("students file")));
    assert!(!format!("{import:?}").contains("Ben B"));
}

#[test]
fn every_cut_is_read_or_refused_clearly() {
    let whole = files(&fixtures());
    for length in 0..whole.timetable.bytes.len() {
        let mut cut = whole.clone();
        cut.timetable.bytes.truncate(length);
        check(&cut);
    }
    for length in 0..whole.students.as_ref().unwrap().bytes.len() {
        let mut cut = whole.clone();
        cut.students.as_mut().unwrap().bytes.truncate(length);
        check(&cut);
    }
}

/// Reads files that may be anything: an answer is sound, an error says something.
fn check(files: &FetFiles) {
    match fet::read(files, &FetOptions::default()) {
        Ok(import) => {
            assert!(import.counts.lessons <= import.rows);
            for meeting in &import.timetable.meetings {
                assert!(meeting.first_period <= meeting.last_period);
                assert!(import.timetable.days[meeting.day].periods.len() > meeting.last_period);
            }
            for period in import.timetable.days.iter().flat_map(|day| &day.periods) {
                assert!(period.start < period.end);
            }
        }
        Err(error) => assert!(error.to_string().len() > 10),
    }
}

fn cases() -> u32 {
    std::env::var("TROLLEY_FUZZ_CASES")
        .map_or(2000, |cases| cases.parse().expect("TROLLEY_FUZZ_CASES is a number"))
        / 2
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(content in proptest::collection::vec(any::<u8>(), 0..2000), students in proptest::option::of(proptest::collection::vec(any::<u8>(), 0..300))) {
        let students = students.map(|bytes| NamedBytes { name: "S_students.csv".into(), bytes });
        check(&FetFiles { students, ..bytes(content.clone()) });
        let _ = bell_times::read("b.csv", &content);
    }

    #[test]
    fn a_damaged_file_is_read_or_refused(changes in proptest::collection::vec((any::<prop::sample::Index>(), prop_oneof![any::<u8>(), prop::sample::select(b"\",;\n\r\t+0129:APap[]()".to_vec())], 0_u8..3), 1..20)) {
        let mut files = files(&fixtures());
        let bytes = &mut files.timetable.bytes;
        for (at, byte, deed) in changes {
            let at = at.index(bytes.len());
            match deed { 0 => bytes[at] = byte, 1 => bytes.insert(at, byte), _ => { bytes.remove(at); } }
        }
        check(&files);
    }
}

#[test]
fn the_students_file_counts_by_label() {
    let counts: BTreeMap<&str, Option<u32>> = BTreeMap::from([("2", Some(20)), ("12", None)]);
    let import = read(&files(&fixtures()));
    for (activity, pupils) in counts {
        assert_eq!(
            import.timetable.meetings.iter().find(|meeting| meeting.activity == activity).unwrap().pupils,
            pupils
        );
    }
}

#[test]
fn as_many_rows_as_are_read_take_no_more_than_they_should() {
    let header = "Activity Id,Day,Hour,Students Sets,Subject,Teachers,Activity Tags,Room,Comments\n";
    let rows = (0..sheet::MOST_ROWS)
        .map(|at| format!("{at},D{},P{},a{at}+b+c+d,Art,T{at},,R,\n", at % 60, at / 60 % 60))
        .collect::<Vec<_>>()
        .concat();
    let import = read(&bytes(format!("{header}{rows}").into_bytes()));
    assert_eq!(
        (import.counts.cycle_days, import.counts.periods, import.counts.classes),
        (60, 60, sheet::MOST_ROWS)
    );
}
