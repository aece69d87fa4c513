//! Bringing a timetable: what it counts, what it keeps, and what it never keeps.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use actions::ActionError;
use actions::school::{SchoolWanted, create};
use actions::timetable::{Brought, ImportCounts};
use domain::id::{MeetingId, SchoolId};
use domain::people::Actor;
use jiff::ToSpan;
use testing::{TEACHERS, TestSchool, asking, shared_timetables};

/// The made-up export, and real ones where they lie beside the project.
fn folders() -> Vec<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../interchange/tests/fixtures");
    std::iter::once(own).chain(shared_timetables()).collect()
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .filter(|path| path.extension().is_some_and(|ending| ending == "csv"))
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&path).unwrap()))
        .collect()
}

/// A file as plain rows of cells, without its header.
fn rows(files: &[(String, Vec<u8>)], ending: &str) -> Vec<Vec<String>> {
    let (_, bytes) = files.iter().find(|(name, _)| name.ends_with(ending)).unwrap();
    let text = std::str::from_utf8(bytes).unwrap().trim_start_matches('\u{feff}');
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    for letter in text.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => rows.last_mut().unwrap().push(String::new()),
            '\n' if !quoted => rows.push(vec![String::new()]),
            '\r' if !quoted => {}
            letter => rows.last_mut().unwrap().last_mut().unwrap().push(letter),
        }
    }
    rows.retain(|row| row.len() > 1);
    rows.remove(0);
    rows
}

fn parts(cell: &str) -> BTreeSet<String> {
    cell.split('+').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The labels that count one pupil anywhere.
fn pupils(files: &[(String, Vec<u8>)]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for row in rows(files, "_students.csv") {
        for (label, count) in [(0, 1), (2, 3), (4, 5)] {
            if row[count] == "1" {
                found.insert(row[label].clone());
            }
        }
    }
    found
}

/// Minutes after midnight at which a label begins and ends, where it says so.
fn times(label: &str) -> Option<(u32, u32)> {
    let (start, end) = label.split_once('~')?;
    let minutes = |text: &str| {
        let (hour, minute) = text.trim().split_once(':')?;
        Some(hour.parse::<u32>().ok()? * 60 + minute.parse::<u32>().ok()?)
    };
    Some((minutes(start)?, minutes(end)?))
}

/// The first of the rows that are joined with this one.
fn root(group: &[usize], mut at: usize) -> usize {
    while group[at] != at {
        at = group[at];
    }
    at
}

/// Counts an export by hand: plain loops over the rows, and over all pairs of rows that could be a double.
fn by_hand(files: &[(String, Vec<u8>)]) -> ImportCounts {
    let pupils = pupils(files);
    let rows = rows(files, "_timetable.csv");
    let column = |at: usize| -> BTreeSet<&str> {
        rows.iter().map(|row| row[at].as_str()).filter(|cell| !cell.is_empty()).collect()
    };
    let hours: Vec<&str> = column(2).into_iter().collect();
    let follows = |one: &str, other: &str| match (times(one), times(other)) {
        (Some((_, end)), Some((start, _))) => {
            let between = hours.iter().filter_map(|hour| times(hour)).any(|(s, e)| s >= end && e <= start);
            start >= end && start - end < 30 && !between
        }
        _ => {
            hours.iter().position(|hour| *hour == other)
                == hours.iter().position(|hour| *hour == one).map(|at| at + 1)
        }
    };
    // A class is the named sets of a row; a row of nothing but pupils is its subject and those pupils.
    let class = |row: &[String]| -> Option<(String, BTreeSet<String>)> {
        let labels = parts(&row[3]);
        let named: BTreeSet<String> = labels.difference(&pupils).cloned().collect();
        match (labels.is_empty(), named.is_empty()) {
            (true, _) => None,
            (_, true) => Some((row[4].clone(), labels)),
            _ => Some((String::new(), named)),
        }
    };
    let mut by_slot: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        by_slot.entry((&row[1], &row[2])).or_default().push(at);
    }
    // Rows that are one lesson are joined; each join leaves one lesson fewer.
    let mut group: Vec<usize> = (0..rows.len()).collect();
    for ((day, hour), places) in &by_slot {
        for ((next_day, next_hour), next_places) in &by_slot {
            if day != next_day || !follows(hour, next_hour) {
                continue;
            }
            for one in places {
                for other in next_places {
                    let (first, second) = (&rows[*one], &rows[*other]);
                    let company = |row: &Vec<String>| {
                        let subject = if class(row).is_none() { row[4].clone() } else { String::new() };
                        (class(row), subject, parts(&row[5]), row[7].clone())
                    };
                    if first[0] == second[0] || company(first) == company(second) {
                        let (one, other) = (root(&group, *one), root(&group, *other));
                        group[one] = other;
                    }
                }
            }
        }
    }
    let lessons = (0..rows.len()).filter(|at| root(&group, *at) == *at).count();
    ImportCounts {
        rows: rows.len(),
        cycle_days: column(1).len(),
        periods: hours.len(),
        rooms: column(7).len(),
        teachers: rows.iter().flat_map(|row| parts(&row[5])).collect::<BTreeSet<_>>().len(),
        classes: rows.iter().filter_map(|row| class(row)).collect::<BTreeSet<_>>().len(),
        lessons,
        ..ImportCounts::default()
    }
}

/// A school that has nothing yet but its name.
async fn begun(school: &TestSchool, slug: &str) -> SchoolId {
    let wanted = SchoolWanted {
        slug: slug.to_owned(),
        name: "Import School".to_owned(),
        time_zone: "Asia/Dubai".to_owned(),
        demonstration: false,
    };
    create(&school.house, &wanted).await.unwrap()
}

async fn bring(school: &TestSchool, into: SchoolId, brought: &Brought) -> ImportCounts {
    let permit = Actor::operator(into).permit().unwrap();
    actions::timetable::apply(&school.house, &permit, brought, &yes()).await.unwrap().counts
}

/// What the timetable of a school says, by meeting.
async fn meetings(school: &TestSchool, of: SchoolId) -> BTreeMap<MeetingId, domain::timetable::Meeting> {
    let mut reading = school.storage.read(of).await.unwrap();
    let version = reading.timetable_versions().await.unwrap().pop().unwrap().id;
    reading.meetings(version).await.unwrap().into_iter().map(|kept| (kept.id, kept.meeting)).collect()
}

testing::on_both_databases! {
    async fn an_import_counts_what_is_in_the_files_and_a_second_changes_nothing(database: &Database) {
        let school = TestSchool::on(database).await;
        for (at, folder) in folders().iter().enumerate() {
            let files = files(folder);
            let into = begun(&school, &format!("import-{at}")).await;
            let brought = Brought { files: files.clone(), ..Brought::default() };
            let counts = bring(&school, into, &brought).await;
            let by_hand = by_hand(&files);
            assert_eq!(counts, ImportCounts { added: by_hand.lessons, ..by_hand.clone() }, "{}", folder.display());
            let said = (counts.rows, counts.cycle_days, counts.periods, counts.rooms, counts.teachers, counts.classes, counts.lessons);
            match folder.file_name().unwrap().to_str().unwrap() {
                "ibdp-2016" => assert_eq!(said, (1794, 5, 7, 93, 104, 246, 1573)),
                "hk-six-day" => assert_eq!(said, (1274, 6, 9, 36, 55, 100, 860)),
                _ => {}
            }
            let kept = meetings(&school, into).await;
            assert_eq!(kept.len(), counts.lessons);

            let versions = || async { school.storage.read(into).await.unwrap().timetable_versions().await.unwrap() };
            let before = versions().await;
            assert_eq!(before.len(), 1);
            let again = bring(&school, into, &brought).await;
            assert_eq!(again, by_hand, "nothing added, changed or gone");
            assert_eq!(versions().await, before);
            assert_eq!(meetings(&school, into).await, kept);
        }
    }

    async fn no_label_of_a_pupil_is_kept_anywhere(database: &Database) {
        let school = TestSchool::on(database).await;
        let mut labels = BTreeSet::new();
        for (at, folder) in folders().iter().enumerate() {
            let files = files(folder);
            let found = pupils(&files);
            let into = begun(&school, &format!("import-{at}")).await;
            let brought = Brought { files, ..Brought::default() };
            // Looked at first, which keeps a draft, and then confirmed.
            let permit = Actor::operator(into).permit().unwrap();
            actions::timetable::bring(&school.house, &permit, &brought).await.unwrap();
            bring(&school, into, &brought).await;
            labels.extend(found);
        }
        assert!(labels.contains("Pupil One"), "the made-up export has pupils to forget");
        let texts = database.every_text().await;
        assert!(texts.len() > 1_000, "the whole database was read");
        assert!(texts.iter().any(|(table, column, _)| (table.as_str(), column.as_str()) == ("import_draft", "payload")));
        for (table, column, text) in texts {
            for label in &labels {
                assert!(!text.contains(label.as_str()), "a pupil's label stands in {table}.{column}");
            }
        }
    }

    async fn a_later_timetable_leaves_the_past_and_the_requests_alone(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 10).await;
        let teacher = school.teacher(TEACHERS[0]).await;
        let (before, after) = (school.next_monday(), school.next_monday().saturating_add(14.days()));
        let unchanged = school.lesson(TEACHERS[0], before, 1).await;
        let moved = school.lesson(TEACHERS[0], after, 1).await;
        let kept = school.lesson(TEACHERS[0], after, 2).await;
        let mut sent = Vec::new();
        for lesson in [&unchanged, &moved, &kept] {
            sent.push(teacher.sends(&asking("Cells", &[(item, 2)]), lesson).await.unwrap().id);
        }
        let mut requisitions = Vec::new();
        for id in &sent {
            requisitions.push(school.requisition(*id).await);
        }
        // From the week of the 2nd of February, 7A's Monday lesson is in another laboratory, B. Teacher's
        // lessons of the 8th year are no more, and there is a new class.
        let from = after;
        let text = String::from_utf8(testing::timetable_files().remove(0).1).unwrap();
        let changed: Vec<String> = text
            .lines()
            .filter(|line| !line.contains("\"8B\""))
            .map(|line| {
                let is_moved = line.contains("\"Monday\"") && line.contains("\"7A\"");
                if is_moved { line.replace("Lab 1", "Lab 9") } else { line.to_owned() }
            })
            .chain(["\"900\",\"Friday\",\"09:00-10:00\",\"9Z\",\"Physics\",\"Z. Newcomer\",\"\",\"Lab 8\",\"\"".to_owned()])
            .collect();
        let mut files = testing::timetable_files();
        files[0].1 = changed.join("\n").into_bytes();
        let brought = Brought { files, from: Some(from), ..Brought::default() };
        let permit = school.administrator().await.permit().unwrap();
        let seen = actions::timetable::preview(&school.house, &permit, &brought, &yes()).await.unwrap();
        assert_eq!((seen.effects.moved.len(), seen.effects.orphaned.len()), (1, 0));
        assert_eq!(school.almanac().await.versions.len(), 1, "looking changes nothing");
        let counts = school.bring(&brought).await.counts;
        assert_eq!((counts.added, counts.changed, counts.gone), (1, 1, 5));

        assert_eq!(school.almanac().await.versions.len(), 2);
        assert_eq!(school.lesson(TEACHERS[0], before, 1).await, unchanged, "the past keeps what it had");
        assert_eq!(school.lesson(TEACHERS[1], before, 2).await.class.as_deref(), Some("8B"));
        assert_eq!(school.lesson(TEACHERS[0], after, 2).await, kept);
        let now = school.lesson(TEACHERS[0], after, 1).await;
        assert_eq!((now.id, now.room.as_deref()), (moved.id, Some("Lab 9")));
        for (id, requisition) in sent.iter().zip(&requisitions) {
            let is = school.requisition(*id).await;
            if *id == sent[1] {
                assert_eq!((is.occasion.room.as_str(), is.occasion.interval), ("Lab 9", requisition.occasion.interval));
            } else {
                assert_eq!(is, *requisition);
            }
            assert_eq!(school.held(*id, item).await, 2);
        }
        let permit = school.technician().await.permit().unwrap();
        let inbox = actions::prep::inbox(&school.house, &permit).await.unwrap();
        assert!(inbox.lesson_gone.is_empty(), "what is in another room now has gone with its lesson");
        // The same file again from the same date, and the old one again: nothing vanishes twice.
        assert_eq!(school.bring(&brought).await.counts.changed, 0);
        assert_eq!(school.almanac().await.versions.len(), 2);
        school.is_sound().await;
    }

    async fn a_timetable_is_looked_at_and_then_confirmed_once(database: &Database) {
        let school = TestSchool::on(database).await;
        let into = begun(&school, "import-school").await;
        let account = school.administrator().await.account();
        let roles = domain::people::Roles::new([domain::people::Role::Administrator]);
        let mut writing = school.storage.write(into).await.unwrap();
        writing.add_member(account, &roles, None, None, school.house.now()).await.unwrap();
        writing.commit().await.unwrap();
        let actor = Actor::member(into, account, None, None, "An Administrator".to_owned(), roles);
        let brought = Brought { files: testing::timetable_files(), ..Brought::default() };
        let preview = actions::timetable::bring(&school.house, &actor.permit().unwrap(), &brought).await.unwrap();
        assert_eq!((preview.counts.added, preview.counts.lessons), (120, 120));
        let draft = preview.draft.unwrap();
        let mut reading = school.storage.read(into).await.unwrap();
        assert_eq!(reading.timetable_versions().await.unwrap(), []);
        drop(reading);
        let counts = school.house.act(&actor.permit().unwrap(), (), actions::timetable::Confirm { draft, said: yes() }, None).await.unwrap();
        assert!(counts.changed_time.change.is_some(), "it can be put back");
        assert_eq!(ImportCounts { changed_time: actions::calendar::TimeChanged::default(), ..counts }, preview.counts);
        assert_eq!(meetings(&school, into).await.len(), 120);
        let again = school.house.act(&actor.permit().unwrap(), (), actions::timetable::Confirm { draft, said: yes() }, None).await;
        assert!(matches!(again, Err(ActionError::NotFound(_))), "{again:?}");
    }

    async fn a_file_that_cannot_be_read_changes_nothing(database: &Database) {
        let school = TestSchool::on(database).await;
        let before = database.rows_of(school.id).await;
        let permit = Actor::operator(school.id).permit().unwrap();
        for bytes in [
            b"".to_vec(),
            b"Activity Id,Day\n1,Monday\n".to_vec(),
            b"\xff\xfeA\0c\0".to_vec(),
            vec![0; 100],
            b"\"Activity Id\",\"Day\",\"Hour\",\"Students Sets\",\"Subject\",\"Teachers\",\"Activity Tags\",\"Room\",\"Comments\"\n\"1\",\"Mon".to_vec(),
        ] {
            let brought = Brought { files: vec![("Bad_timetable.csv".to_owned(), bytes)], ..Brought::default() };
            let refused = actions::timetable::apply(&school.house, &permit, &brought, &yes()).await;
            assert!(matches!(refused, Err(ActionError::File(_))), "{refused:?}");
        }
        assert_eq!(database.rows_of(school.id).await, before);
    }
}

/// Whatever is proposed is meant.
fn yes() -> actions::timetable::Said {
    actions::timetable::Said { yes: true, ..Default::default() }
}
