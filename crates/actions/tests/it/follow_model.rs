//! Random schools, whose timetable, calendar and people change under their requests, against a model so plain that it
//! keeps nothing but what is true: which lesson is when, and minute by minute what is held.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::time::{Duration, Instant as Started};

use actions::calendar::{Close, Lift, PutBack};
use actions::exception::{MarkOut, MoveRoom};
use actions::school::{SchoolWanted, create};
use actions::timetable::{Brought, Said, apply};
use domain::id::{ItemId, RequisitionId, TimeChangeId};
use domain::lesson::Lesson;
use domain::people::{Actor, Role};
use domain::requisition::{Requisition, Tie};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use testing::{Database, Person, TestSchool, asking};

/// How many schools each test tries every day, and for how long it tries them where there is time.
const SCHOOLS: u64 = 50;
const LONG: Duration = Duration::from_mins(10);
/// What is done to each.
const DEEDS: usize = 40;
/// How many of the one item there are.
const COUNTED: u32 = 12;
const WEEKS: [Date; 2] = [date(2026, 1, 19), date(2026, 1, 26)];
const DAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
const HOURS: [&str; 4] = ["09:00-10:00", "10:00-11:00", "11:20-12:20", "13:30-14:30"];
/// The same in minutes after midnight.
const MINUTES: [(i64, i64); 4] = [(540, 600), (600, 660), (680, 740), (810, 870)];

/// A source of chance that a seed tells (`SplitMix64`, Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most as u64).unwrap()
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        if list.is_empty() { None } else { list.get(self.below(list.len())) }
    }
}

/// A lesson of the week as it truly is, whatever the file calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct True {
    /// What stays the same.
    identity: usize,
    number: usize,
    class: String,
    subject: String,
    teachers: Vec<String>,
    room: String,
    day: usize,
    hour: usize,
}

/// What is true of a school: its timetable by the Monday it holds from, and the days without school.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Truth {
    versions: BTreeMap<Date, Vec<True>>,
    closed: BTreeSet<Date>,
    /// Lessons of a date that are in another room.
    rooms: BTreeMap<(usize, Date), String>,
    /// Teachers who are out on a date.
    out: BTreeSet<(String, Date)>,
}

impl Truth {
    fn on(&self, date: Date) -> &Vec<True> {
        self.versions.range(..=date).next_back().unwrap().1
    }

    /// Where a lesson of a week is; none where it is gone or the school is closed.
    fn place(&self, identity: usize, week: Date) -> Option<(Date, True)> {
        let mut lesson = self.on(week).iter().find(|lesson| lesson.identity == identity)?.clone();
        let date = week.saturating_add(i64::try_from(lesson.day).unwrap().days());
        // A room is given to the lesson of a date; where the lesson moves to another day, it is another's no more.
        if let Some(room) = self.rooms.get(&(identity, date)) {
            lesson.room.clone_from(room);
        }
        (!self.closed.contains(&date)).then_some((date, lesson))
    }

    /// Whether each teacher of a lesson is out.
    fn is_without_teacher(&self, date: Date, lesson: &True) -> bool {
        lesson.teachers.iter().all(|name| self.out.contains(&(name.clone(), date)))
    }
}

/// A school with its truth, and what was asked for.
struct Tried {
    school: TestSchool,
    item: ItemId,
    truth: Truth,
    /// For which lesson of which week each request is.
    asked: BTreeMap<RequisitionId, (usize, Date)>,
    /// Changes, with what was true before each, newest last.
    changes: Vec<(TimeChangeId, Truth)>,
    /// Who may sign in, by who they were first in the timetable.
    people: BTreeMap<String, Person>,
    /// What was asked for while its teachers were out, until one of them is there.
    ahead: BTreeSet<RequisitionId>,
    names: usize,
    told: Vec<String>,
}

impl Tried {
    async fn begun(origin: &TestSchool, seed: u64, chance: &mut Chance) -> Self {
        let slug = format!("school-{seed}");
        let wanted = SchoolWanted {
            slug: slug.clone(),
            name: format!("School {seed}"),
            time_zone: "Europe/London".to_owned(),
            demonstration: false,
        };
        let id = create(&origin.house, &wanted).await.unwrap();
        let school = TestSchool { id, slug, ..origin.clone() };
        let mut lessons: Vec<True> = Vec::new();
        for (class_at, class) in ["7A", "8B", "9C"].into_iter().enumerate() {
            // On days of their own: what touches in time is one double lesson.
            let mut slots = BTreeMap::new();
            while slots.len() < 3 {
                slots.insert(chance.below(5), chance.below(4));
            }
            for (day, hour) in slots {
                let identity = lessons.len();
                lessons.push(True {
                    identity,
                    number: identity + 1,
                    class: class.to_owned(),
                    subject: ["Biology", "Chemistry", "Physics"][class_at].to_owned(),
                    teachers: vec![format!("Teacher {class_at}"), format!("Teacher {}", (class_at + 1) % 3)],
                    room: format!("Lab {}", class_at + 1),
                    day,
                    hour,
                });
            }
        }
        let first = date(2026, 1, 5);
        let truth = Truth {
            versions: [(first, lessons)].into(),
            closed: BTreeSet::new(),
            rooms: BTreeMap::new(),
            out: BTreeSet::new(),
        };
        let mut people = BTreeMap::new();
        let mut tried = Self {
            item: ItemId(uuid::Uuid::nil()),
            asked: BTreeMap::new(),
            changes: Vec::new(),
            people: BTreeMap::new(),
            ahead: BTreeSet::new(),
            names: 0,
            told: Vec::new(),
            truth,
            school,
        };
        tried.brings(first).await;
        tried.changes.clear();
        for at in 0..3 {
            let name = format!("Teacher {at}");
            tried.school.add(&name, &[Role::Teacher], Some(&name), None).await;
            people.insert(name.clone(), tried.school.member(&name).await);
        }
        for (name, role) in [("A. Technician", Role::Technician), ("An Administrator", Role::Administrator)] {
            tried.school.add(name, &[role], None, None).await;
            people.insert(name.to_owned(), tried.school.member(name).await);
        }
        tried.people = people;
        tried.item = tried.school.counted_item("Microscope", COUNTED).await;
        tried
    }

    fn csv(&self, from: Date) -> String {
        let mut text =
            "Activity Id,Day,Hour,Students Sets,Subject,Teachers,Activity Tags,Room,Comments\n".to_owned();
        for lesson in self.truth.on(from) {
            let True { number, class, subject, teachers, room, day, hour, .. } = lesson;
            let teachers = teachers.join("+");
            let (day, hour) = (DAYS[*day], HOURS[*hour]);
            writeln!(text, "{number},{day},{hour},{class},{subject},{teachers},,{room},").unwrap();
        }
        text
    }

    /// Brings what is true from a date on, as the command does.
    async fn brings(&mut self, from: Date) {
        let students = "Year,Number of Students per Year,Group,Number of Students per Group,Subgroup,Number of Students per Subgroup,Comments\n";
        let mut students = students.to_owned();
        let classes: BTreeSet<&String> = self.truth.on(from).iter().map(|lesson| &lesson.class).collect();
        for class in classes {
            writeln!(students, "{class},30,,,,,").unwrap();
        }
        let files = vec![
            ("T_timetable.csv".to_owned(), self.csv(from).into_bytes()),
            ("T_students.csv".to_owned(), students.into_bytes()),
        ];
        let brought = Brought { files, from: Some(from), ..Brought::default() };
        let permit = Actor::operator(self.school.id).permit().unwrap();
        let said = Said { yes: true, ..Said::default() };
        let seen = apply(&self.school.house, &permit, &brought, &said).await.unwrap();
        assert!(seen.doubts.is_empty(), "one thing changed, and yet it is not plain: {:?}", seen.doubts);
        if let Some(change) = seen.change {
            self.changes.push((change, self.truth.clone()));
        }
    }

    /// One deed of many.
    async fn does_something(&mut self, chance: &mut Chance) {
        match chance.below(23) {
            0..=6 => self.asks(chance).await,
            7 => self.withdraws(chance).await,
            8 => self.changes_and_undoes(chance).await,
            9..=14 => self.another_timetable(chance).await,
            15..=16 => self.closes(chance).await,
            17 => self.lifts(chance).await,
            18 => self.gives_a_room(chance).await,
            19..=20 => self.marks_out(chance).await,
            _ => self.puts_back().await,
        }
    }

    async fn lesson(&self, identity: usize, week: Date) -> Option<Lesson> {
        let (date, truth) = self.truth.place(identity, week)?;
        let staff = self.school.staff(&truth.teachers[0]).await;
        let mut reading = self.school.storage.read(self.school.id).await.unwrap();
        let almanac = self.school.almanac().await;
        let lessons = almanac.lessons_of(&mut reading, staff, date, date).await.unwrap();
        let from = MINUTES[truth.hour].0;
        let found = lessons.into_iter().find(|lesson| {
            let local = almanac.calendar.local(lesson.interval.from).1;
            i64::from(local.minutes()) == from && lesson.class.as_deref() == Some(truth.class.as_str())
        });
        Some(found.unwrap_or_else(|| panic!("{truth:?} is not in the week of {week}")))
    }

    async fn asks(&mut self, chance: &mut Chance) {
        let week = WEEKS[chance.below(2)];
        let identity = chance.below(9);
        let Some(lesson) = self.lesson(identity, week).await else { return };
        let quantity = u32::try_from(chance.below(8) + 1).unwrap();
        let free =
            COUNTED.saturating_sub(self.most_held(lesson.interval.from.0, lesson.interval.until.0).await);
        let technician = &self.people["A. Technician"];
        let outcome = technician.sends(&asking("Cells", &[(self.item, quantity)]), &lesson).await;
        self.told.push(format!("ask for {quantity} in {identity} of {week}: {}", outcome.is_ok()));
        assert_eq!(outcome.is_ok(), quantity <= free, "{quantity} of {free} free: {outcome:?}");
        if let Ok(done) = outcome {
            self.asked.insert(done.id, (identity, week));
            if self.is_out(identity, week) {
                self.ahead.insert(done.id);
            }
        }
    }

    /// The most that is held at one minute from ten before a lesson until ten after it.
    async fn most_held(&self, from: i64, until: i64) -> u32 {
        let holds = self.school.all_held(self.item).await;
        let minutes = (from / 60_000 - 10)..(until / 60_000 + 10);
        let at = |minute: i64| -> u32 {
            let held = holds.iter().filter(|hold| {
                hold.interval.from.0 / 60_000 <= minute && minute < hold.interval.until.0 / 60_000
            });
            held.map(|hold| hold.quantity).sum()
        };
        minutes.step_by(5).map(at).max().unwrap_or(0)
    }

    async fn withdraws(&mut self, chance: &mut Chance) {
        let ids: Vec<RequisitionId> = self.asked.keys().copied().collect();
        let Some(id) = chance.of(&ids).copied() else { return };
        self.told.push(format!("withdraw {id}"));
        self.people["A. Technician"].withdraws(id).await.unwrap();
        self.asked.remove(&id);
    }

    async fn changes_and_undoes(&mut self, chance: &mut Chance) {
        let ids: Vec<RequisitionId> = self.asked.keys().copied().collect();
        let Some(id) = chance.of(&ids).copied() else { return };
        let before = self.school.requisition(id).await;
        self.told.push(format!("change {id} and undo it"));
        let technician = &self.people["A. Technician"];
        let one = asking("Cells", &[(self.item, 1)]);
        if technician.changes(id, before.version, &one).await.is_ok() {
            // Others may not have taken what it gave up: nothing was done between.
            let undone = technician.undoes(id).await;
            let after = self.school.requisition(id).await;
            if undone.is_ok() {
                assert_eq!(after.content.quantities(), before.content.quantities());
            } else {
                assert_eq!(after.content.quantities().values().sum::<u32>(), 1, "{undone:?}");
            }
            assert_eq!(after.occasion, before.occasion);
        }
    }

    fn name(&mut self) -> usize {
        self.names += 1;
        self.names
    }

    async fn another_timetable(&mut self, chance: &mut Chance) {
        let from = WEEKS[chance.below(2)];
        let before = self.truth.clone();
        let mut lessons = self.truth.on(from).clone();
        if lessons.is_empty() {
            return;
        }
        let at = chance.below(lessons.len());
        let what = chance.below(8);
        match what {
            0 => {
                let turn = chance.below(lessons.len());
                let numbers: Vec<usize> = lessons.iter().map(|lesson| lesson.number).collect();
                for (place, lesson) in lessons.iter_mut().enumerate() {
                    lesson.number = numbers[(place + turn) % numbers.len()];
                }
            }
            1 => {
                let (old, new) = (lessons[at].room.clone(), format!("Room {}", self.name()));
                lessons.iter_mut().filter(|one| one.room == old).for_each(|one| one.room.clone_from(&new));
            }
            2 => {
                let (old, new) = (lessons[at].class.clone(), format!("{}X", 10 + self.name()));
                lessons.iter_mut().filter(|one| one.class == old).for_each(|one| one.class.clone_from(&new));
            }
            3 => {
                let (old, new) = (lessons[at].teachers[0].clone(), format!("Newly {}", self.name()));
                let out = std::mem::take(&mut self.truth.out).into_iter();
                self.truth.out = out
                    .map(|(name, day)| if name == old { (new.clone(), day) } else { (name, day) })
                    .collect();
                // Whoever goes by another name goes by it in every timetable.
                let everywhere = self.truth.versions.values_mut().flatten().chain(&mut lessons);
                for name in everywhere.flat_map(|one| &mut one.teachers).filter(|name| **name == old) {
                    name.clone_from(&new);
                }
            }
            4 | 5 => {
                let (day, hour) = (chance.below(5), chance.below(4));
                let class = &lessons[at].class;
                let there = lessons.iter().enumerate().find(|(_, one)| one.class == *class && one.day == day);
                if there.is_some_and(|(other, one)| other != at || one.hour == hour) {
                    return;
                }
                (lessons[at].day, lessons[at].hour) = (day, hour);
            }
            6 => {
                let other = chance.below(lessons.len());
                let (room, others) = (lessons[at].room.clone(), lessons[other].room.clone());
                lessons[at].room = others;
                lessons[other].room = room;
            }
            _ => lessons[at].teachers.swap(0, 1),
        }
        self.told.push(format!("bring from {from}, with change {what} of {at}"));
        self.truth.versions.insert(from, lessons);
        // What is brought is true before anybody hears of it, so that what was true is kept beside it.
        let known = self.changes.len();
        self.brings(from).await;
        match self.changes.get_mut(known) {
            Some(change) => change.1 = before,
            // The same as before leaves no trace.
            None => self.truth = before,
        }
    }

    async fn closes(&mut self, chance: &mut Chance) {
        let day = WEEKS[chance.below(2)].saturating_add(i64::try_from(chance.below(5)).unwrap().days());
        if self.truth.closed.contains(&day) {
            return;
        }
        self.told.push(format!("close {day}"));
        let before = self.truth.clone();
        let permit = self.people["An Administrator"].permit().unwrap();
        let close = Close { first: day, last: day, reason: "Snow".to_owned() };
        let told = self.school.house.act(&permit, (), close, None).await.unwrap();
        self.truth.closed.insert(day);
        self.changes.push((told.change.unwrap(), before));
    }

    async fn lifts(&mut self, chance: &mut Chance) {
        let closed: Vec<Date> = self.truth.closed.iter().copied().collect();
        let Some(day) = chance.of(&closed).copied() else { return };
        self.told.push(format!("lift {day}"));
        let before = self.truth.clone();
        let permit = self.people["An Administrator"].permit().unwrap();
        let told = self.school.house.act(&permit, (), Lift { first: day, last: day }, None).await.unwrap();
        self.truth.closed.remove(&day);
        self.changes.push((told.change.unwrap(), before));
    }

    async fn gives_a_room(&mut self, chance: &mut Chance) {
        let (identity, week) = (chance.below(9), WEEKS[chance.below(2)]);
        let Some(lesson) = self.lesson(identity, week).await else { return };
        if self.truth.rooms.contains_key(&(identity, lesson.date)) {
            return;
        }
        let room = format!("Hut {}", self.name());
        self.told.push(format!("{identity} of {} is in {room}", lesson.date));
        let before = self.truth.clone();
        let permit = self.people["A. Technician"].permit().unwrap();
        let to = MoveRoom { lesson: lesson.id, room: room.clone() };
        let told = self.school.house.act(&permit, (), to, None).await.unwrap();
        self.truth.rooms.insert((identity, lesson.date), room);
        self.changes.push((told.change.unwrap(), before));
    }

    async fn marks_out(&mut self, chance: &mut Chance) {
        let day = WEEKS[chance.below(2)].saturating_add(i64::try_from(chance.below(5)).unwrap().days());
        let names: Vec<String> =
            self.truth.on(day).iter().flat_map(|lesson| lesson.teachers.clone()).collect();
        let Some(name) = chance.of(&names).cloned() else { return };
        if self.truth.out.contains(&(name.clone(), day)) {
            return;
        }
        self.told.push(format!("{name} is out on {day}"));
        let before = self.truth.clone();
        let permit = self.people["A. Technician"].permit().unwrap();
        let out = MarkOut { teacher: name.clone(), first: day, last: day };
        let told = self.school.house.act(&permit, (), out, None).await.unwrap();
        self.truth.out.insert((name, day));
        self.changes.push((told.change.unwrap(), before));
    }

    async fn puts_back(&mut self) {
        let Some((change, before)) = self.changes.pop() else { return };
        self.told.push(format!("put back {change}"));
        let permit = self.people["An Administrator"].permit().unwrap();
        self.school.house.act(&permit, (), PutBack { change }, None).await.unwrap();
        self.truth = before;
    }

    /// Everything that must hold at any time.
    async fn is_true(&mut self) {
        let ahead = std::mem::take(&mut self.ahead).into_iter();
        let stays =
            |id: &RequisitionId| self.asked.get(id).is_some_and(|(lesson, week)| self.is_out(*lesson, *week));
        self.ahead = ahead.filter(stays).collect();
        let mut excess = false;
        for (id, (identity, week)) in &self.asked {
            let requisition = self.school.requisition(*id).await;
            self.stands_where_it_should(&requisition, *identity, *week).await;
        }
        let holds = self.school.all_held(self.item).await;
        let ends: BTreeSet<i64> = holds.iter().map(|hold| hold.interval.from.0).collect();
        for at in ends {
            let there: Vec<_> = holds
                .iter()
                .filter(|hold| hold.interval.from.0 <= at && at < hold.interval.until.0)
                .collect();
            let held: u32 = there.iter().map(|hold| hold.quantity).sum();
            if held > COUNTED {
                excess = true;
                assert!(there.iter().any(|hold| hold.moved_at.is_some()), "promised where nothing was free");
            }
        }
        let findings = self.school.check().await;
        assert_eq!(findings.breaches, Vec::<String>::new());
        let (gone, out) = (self.gone(), self.without_teacher());
        let short = findings.exposures.len() - gone - out;
        assert_eq!(short > 0, excess, "{:?}", findings.exposures);
        let permit = self.people["A. Technician"].permit().unwrap();
        let inbox = actions::prep::inbox(&self.school.house, &permit).await.unwrap();
        let listed = (inbox.exposures.len(), inbox.lesson_gone.len(), inbox.teacher_out.len());
        assert_eq!(listed, (short, gone, out), "the inbox lists what check finds");
        let permit = self.people["A. Technician"].permit().unwrap();
        let inbox = actions::prep::inbox(&self.school.house, &permit).await.unwrap();
        assert_eq!(
            (inbox.exposures.len(), inbox.lesson_gone.len()),
            (short, gone),
            "the inbox lists what check finds"
        );
    }

    fn gone(&self) -> usize {
        self.asked.values().filter(|(identity, week)| self.truth.place(*identity, *week).is_none()).count()
    }

    /// Whether a lesson takes place and each of its teachers is out.
    fn is_out(&self, identity: usize, week: Date) -> bool {
        let place = self.truth.place(identity, week);
        place.is_some_and(|(date, lesson)| self.truth.is_without_teacher(date, &lesson))
    }

    fn without_teacher(&self) -> usize {
        let waits = |(id, (lesson, week)): &(&RequisitionId, &(usize, Date))| {
            self.is_out(*lesson, *week) && !self.ahead.contains(id)
        };
        self.asked.iter().filter(waits).count()
    }

    async fn stands_where_it_should(&self, requisition: &Requisition, identity: usize, week: Date) {
        let occasion = &requisition.occasion;
        let Some((date, lesson)) = self.truth.place(identity, week) else {
            assert_eq!(occasion.tie, Tie::Gone, "its lesson is gone");
            return;
        };
        let tie = match (self.is_out(identity, week), self.ahead.contains(&requisition.id)) {
            (false, _) => Tie::Follows,
            (true, false) => Tie::TeacherOut,
            (true, true) => Tie::GoesAhead,
        };
        assert_eq!(occasion.tie, tie);
        let zone = self.school.almanac().await.calendar.zone;
        let instant = |minute: i64| {
            let local = date.at(0, 0, 0, 0).saturating_add(minute.minutes());
            local.to_zoned(zone.clone()).unwrap().timestamp().as_millisecond()
        };
        let (from, until) = MINUTES[lesson.hour];
        assert_eq!((occasion.interval.from.0, occasion.interval.until.0), (instant(from), instant(until)));
        assert_eq!((&occasion.class, &occasion.room), (&lesson.class, &lesson.room));
        assert_eq!(occasion.teacher, lesson.teachers.join(", "));
        for hold in self.school.holds(requisition.id).await {
            assert_eq!(
                (hold.interval.from.0, hold.interval.until.0),
                (instant(from - 10), instant(until + 10))
            );
        }
    }
}

async fn tries(origin: &TestSchool, seed: u64) {
    let mut chance = Chance(seed);
    let mut tried = Tried::begun(origin, seed, &mut chance).await;
    for _ in 0..DEEDS {
        tried.does_something(&mut chance).await;
        tried.told.drain(..).for_each(|told| println!("  {told}"));
        tried.is_true().await;
    }
}

/// Tries schools from one seed on: so many every day, and for ten minutes where there is time. `TROLLEY_SEED` names
/// the one that failed.
async fn tries_schools(database: &Database, first: u64) {
    let school = TestSchool::on(database).await;
    let begun = Started::now();
    let is_long = std::env::var_os("TROLLEY_LONG").is_some();
    let given = std::env::var("TROLLEY_SEED").ok().and_then(|seed| seed.parse::<u64>().ok());
    let mut seed = given.unwrap_or(first);
    loop {
        println!("seed {seed}");
        tries(&school, seed).await;
        seed += 1;
        let is_enough = if is_long { begun.elapsed() > LONG } else { seed >= first + SCHOOLS };
        if given.is_some() || is_enough {
            return;
        }
    }
}

testing::on_both_databases! {
    async fn nothing_is_promised_twice_and_every_request_is_where_its_lesson_is(database: &Database) {
        tries_schools(database, 1).await;
    }

    async fn nor_in_fifty_other_schools(database: &Database) {
        tries_schools(database, 1_000_001).await;
    }

    async fn nor_in_fifty_more(database: &Database) {
        tries_schools(database, 2_000_001).await;
    }
}
