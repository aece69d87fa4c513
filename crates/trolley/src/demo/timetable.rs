//! The timetable of the demonstration school, written as the files that FET would export, so that it
//! comes in as any school's does.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::people::TEACHERS;

/// Laboratories.
const LABORATORIES: usize = 9;
/// Days of the two weeks.
const DAYS: usize = 10;
/// Periods that a double may begin with: breaks and lunch lie between the pairs.
const PAIRS: [usize; 3] = [0, 2, 4];
/// Periods of a day.
const PERIODS: usize = 6;

/// When the periods are.
pub const BELL_TIMES: &str = "period,start,end\nP1,08:45,09:35\nP2,09:35,10:25\nP3,10:45,11:35\nP4,11:35,12:25\nP5,13:15,14:05\nP6,14:05,14:55\n";

/// A class that learns one subject from one teacher.
struct Course {
    class: String,
    subject: &'static str,
    teacher: usize,
    doubles: usize,
    singles: usize,
}

/// A meeting in the cycle.
#[derive(Debug)]
struct Placed {
    course: usize,
    day: usize,
    first: usize,
    periods: usize,
    laboratory: usize,
}

/// The files of the export, by name.
pub fn export() -> Vec<(String, Vec<u8>)> {
    let courses = courses();
    let placed = place(&courses);
    vec![
        ("Demonstration_timetable.csv".to_owned(), timetable(&courses, &placed).into_bytes()),
        ("Demonstration_students.csv".to_owned(), students().into_bytes()),
    ]
}

/// The classes of each year, with how many pupils each has.
fn classes() -> Vec<(u8, String, usize)> {
    let mut classes = Vec::new();
    for year in 7..=13_u8 {
        let letters = if year < 12 { "ABCDEF" } else { "ABC" };
        for (place, letter) in letters.chars().enumerate() {
            let pupils = if year < 12 { 26 + (usize::from(year) + place * 3) % 5 } else { 12 + place * 2 };
            classes.push((year, format!("{year}{letter}"), pupils));
        }
    }
    classes
}

fn courses() -> Vec<Course> {
    let mut load = [0; TEACHERS.len()];
    let mut courses = Vec::new();
    for (year, class, _) in classes() {
        let subjects: &[(&'static str, usize, usize)] = match year {
            7..=9 => &[("Science", 2, 4)],
            10 | 11 => &[("Biology", 2, 1), ("Chemistry", 2, 1), ("Physics", 2, 1)],
            _ => match class.chars().last() {
                Some('A') => &[("Biology", 5, 0)],
                Some('B') => &[("Chemistry", 5, 0)],
                _ => &[("Physics", 5, 0)],
            },
        };
        for (subject, doubles, singles) in subjects {
            let periods = doubles * 2 + singles;
            let teacher = least_loaded(&load, subject);
            load[teacher] += periods;
            courses.push(Course {
                class: class.clone(),
                subject,
                teacher,
                doubles: *doubles,
                singles: *singles,
            });
        }
    }
    courses
}

/// The teacher of the subject with the fewest periods; anyone for general science.
fn least_loaded(load: &[usize; TEACHERS.len()], subject: &str) -> usize {
    (0..TEACHERS.len())
        .filter(|teacher| subject == "Science" || TEACHERS[*teacher].1 == subject)
        .min_by_key(|teacher| load[*teacher])
        .unwrap_or(0)
}

/// A place for every meeting: no class, teacher or laboratory twice at once, and no course twice a day.
fn place(courses: &[Course]) -> Vec<Placed> {
    let mut busy = Busy::default();
    let mut placed = Vec::new();
    let doubles = courses.iter().enumerate().flat_map(|(at, course)| vec![(at, 2); course.doubles]);
    let singles = courses.iter().enumerate().flat_map(|(at, course)| vec![(at, 1); course.singles]);
    for (turn, (course, periods)) in doubles.chain(singles).enumerate() {
        placed.extend(busy.first_place(course, &courses[course], periods, turn));
    }
    placed.sort_by_key(|meeting| (meeting.day, meeting.first, meeting.laboratory));
    placed
}

#[derive(Default)]
struct Busy {
    classes: BTreeSet<(String, usize, usize)>,
    teachers: BTreeSet<(usize, usize, usize)>,
    laboratories: BTreeSet<(usize, usize, usize)>,
    days: BTreeSet<(usize, usize)>,
}

impl Busy {
    fn first_place(&mut self, at: usize, course: &Course, periods: usize, turn: usize) -> Option<Placed> {
        let starts: Vec<usize> = if periods == 2 { PAIRS.to_vec() } else { (0..PERIODS).collect() };
        for step in 0..DAYS {
            // Three has no factor in common with ten, so every day comes up.
            let day = (turn * 7 + step * 3) % DAYS;
            if self.days.contains(&(at, day)) {
                continue;
            }
            for place in 0..starts.len() {
                let first = starts[(place + turn) % starts.len()];
                let slots = first..first + periods;
                let free = slots.clone().all(|period| {
                    !self.classes.contains(&(course.class.clone(), day, period))
                        && !self.teachers.contains(&(course.teacher, day, period))
                });
                let laboratory =
                    (0..LABORATORIES).map(|step| (course.teacher + step) % LABORATORIES).find(|room| {
                        slots.clone().all(|period| !self.laboratories.contains(&(*room, day, period)))
                    });
                let (true, Some(laboratory)) = (free, laboratory) else { continue };
                for period in slots {
                    self.classes.insert((course.class.clone(), day, period));
                    self.teachers.insert((course.teacher, day, period));
                    self.laboratories.insert((laboratory, day, period));
                }
                self.days.insert((at, day));
                return Some(Placed { course: at, day, first, periods, laboratory });
            }
        }
        None
    }
}

fn timetable(courses: &[Course], placed: &[Placed]) -> String {
    let mut text =
        "\"Activity Id\",\"Day\",\"Hour\",\"Students Sets\",\"Subject\",\"Teachers\",\"Activity Tags\",\"Room\",\"Comments\"\n"
            .to_owned();
    for (activity, meeting) in placed.iter().enumerate() {
        let course = &courses[meeting.course];
        let weekday = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"][meeting.day % 5];
        let week = if meeting.day < 5 { 'A' } else { 'B' };
        for period in meeting.first..meeting.first + meeting.periods {
            // Writing to a string cannot fail.
            let _ = writeln!(
                text,
                "\"{}\",\"{weekday} {week}\",\"P{}\",\"{}\",\"{}\",\"{}\",\"\",\"Lab {}\",\"\"",
                activity + 1,
                period + 1,
                course.class,
                course.subject,
                TEACHERS[course.teacher].0,
                meeting.laboratory + 1
            );
        }
    }
    text
}

fn students() -> String {
    let classes = classes();
    let mut text = "\"Year\",\"Number of Students per Year\",\"Group\",\"Number of Students per Group\",\"Subgroup\",\"Number of Students per Subgroup\",\"Comments\"\n".to_owned();
    for (year, class, pupils) in &classes {
        let in_year: usize =
            classes.iter().filter(|(other, ..)| other == year).map(|(_, _, pupils)| pupils).sum();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "\"Year {year}\",\"{in_year}\",\"{class}\",\"{pupils}\",\"\",\"\",\"\"");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_meeting_finds_a_place_and_nobody_is_in_two_places() {
        let courses = courses();
        let placed = place(&courses);
        let wanted: usize = courses.iter().map(|course| course.doubles + course.singles).sum();
        assert_eq!(placed.len(), wanted);
        let mut seen = BTreeSet::new();
        for meeting in &placed {
            let course = &courses[meeting.course];
            for period in meeting.first..meeting.first + meeting.periods {
                assert!(period < PERIODS);
                for who in [&course.class, TEACHERS[course.teacher].0, &format!("Lab {}", meeting.laboratory)]
                {
                    assert!(seen.insert((who.to_owned(), meeting.day, period)), "{who} twice at once");
                }
            }
        }
    }

    #[test]
    fn the_export_reads_as_the_school_it_is_meant_to_be() {
        let bell_times = interchange::bell_times::read("bells.csv", BELL_TIMES.as_bytes()).unwrap();
        let files = interchange::fet::FetFiles::choose(export()).unwrap();
        let options = interchange::fet::FetOptions { days: None, bell_times: Some(bell_times) };
        let read = interchange::fet::read(&files, &options).unwrap();
        assert_eq!(read.refused, []);
        assert_eq!(read.warnings, Vec::<String>::new());
        let counts = read.counts;
        assert_eq!((counts.cycle_days, counts.periods, counts.rooms), (10, 6, 9));
        assert_eq!((counts.teachers, counts.classes), (12, 36));
        // 18 classes with 6 meetings, 12 with three times 3, 6 with 5.
        assert_eq!(counts.lessons, 18 * 6 + 12 * 9 + 6 * 5);
    }
}
