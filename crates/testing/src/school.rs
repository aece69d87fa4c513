//! A made-up school.

use std::fmt::Write as _;
use std::sync::Arc;

use actions::almanac::Almanac;
use actions::apparatus::{self, ItemChange};
use actions::check::{Findings, check};
use actions::school::{SchoolWanted, create};
use actions::timetable::{self, Brought};
use actions::{Clock as _, House};
use domain::apparatus::{Hold, Item, free_throughout};
use domain::calendar::{Calendar, Term};
use domain::fold::folded;
use domain::id::{AccountId, ItemId, RequisitionId, SchoolId, StaffId};
use domain::lesson::Lesson;
use domain::people::{Actor, Role, Roles};
use domain::policy::Policy;
use domain::requisition::Requisition;
use domain::{Instant, Interval};
use jiff::civil::{Date, date};
use storage::door::Account;
use storage::{Address, Storage};

pub use domain::calendar::Closure;

use crate::{CountingIds, Database, Person, StandingClock};

/// The teachers of the timetable. Each has a laboratory of the same number.
pub const TEACHERS: [&str; 6] =
    ["A. Teacher", "B. Teacher", "C. Teacher", "D. Teacher", "E. Teacher", "F. Teacher"];
/// The periods of every day; a break parts the second from the third, lunch the third from the fourth.
pub const PERIODS: [&str; 5] = ["09:00-10:00", "10:00-11:00", "11:20-12:20", "13:10-14:10", "14:10-15:10"];
/// The classes of each teacher's periods: the last two are one double lesson.
const CLASSES: [&str; 5] = ["7", "8", "9", "10", "10"];
/// When everything begins: a Tuesday.
const NOW: &str = "2026-01-13T09:00:00Z";
const DAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
const SUBJECTS: [&str; 3] = ["Biology", "Chemistry", "Physics"];

/// A school with six teachers, one of whom has a trainee, the people of its prep room and office, and a
/// timetable that is the same every day of the week: four lessons for each teacher, the last a double.
///
/// It is Tuesday 13 January 2026, 09:00. Requests for the week of the 19th close on Thursday the 15th at
/// 12:30, so that what is asked for this week is late.
#[derive(Clone, Debug)]
pub struct TestSchool {
    /// The house it stands in.
    pub house: House,
    /// The database of that house.
    pub storage: Storage,
    /// The clock of that house.
    pub clock: Arc<StandingClock>,
    /// The school.
    pub id: SchoolId,
    /// Its short name.
    pub slug: String,
}

impl TestSchool {
    /// The school, in an empty database.
    pub async fn on(database: &Database) -> Self {
        let clock = Arc::new(StandingClock::at(NOW));
        let ids = Arc::new(CountingIds::default());
        let storage = database.storage().await;
        let house = House::new(storage.clone(), clock.clone(), ids);
        Self::begun(house, storage, clock, "test-school", "Test School").await
    }

    /// Another school beside it, with people of its own.
    pub async fn neighbour(&self) -> Self {
        Self::begun(
            self.house.clone(),
            self.storage.clone(),
            self.clock.clone(),
            "next-school",
            "Next School",
        )
        .await
    }

    /// The same school as another process sees it, on a database opened anew. It counts its identifiers
    /// from `first`.
    pub async fn seen_by_another_process(&self, database: &Database, first: u64) -> Self {
        let ids = Arc::new(CountingIds::from(first));
        let storage = database.storage().await;
        Self { house: House::new(storage.clone(), self.clock.clone(), ids), storage, ..self.clone() }
    }

    /// The school that another process began at an address. It counts its identifiers from `first`.
    pub async fn begun_at(address: &Address, first: u64) -> Self {
        let clock = Arc::new(StandingClock::at(NOW));
        let storage = Storage::open(address).await.unwrap();
        let school = storage.door().await.unwrap().find_school("test-school").await.unwrap();
        let house = House::new(storage.clone(), clock.clone(), Arc::new(CountingIds::from(first)));
        let school = school.expect("a test school at this address");
        Self { house, storage, clock, id: school.id, slug: school.slug }
    }

    async fn begun(
        house: House,
        storage: Storage,
        clock: Arc<StandingClock>,
        slug: &str,
        name: &str,
    ) -> Self {
        let wanted = SchoolWanted {
            slug: slug.to_owned(),
            name: name.to_owned(),
            time_zone: "Europe/London".to_owned(),
            demonstration: false,
        };
        let id = create(&house, &wanted).await.unwrap();
        let school = Self { house, storage, clock, id, slug: slug.to_owned() };
        school.set_calendar().await;
        school.bring(&Brought { files: timetable_files(), ..Brought::default() }).await;
        school.add_everybody().await;
        school
    }

    async fn set_calendar(&self) {
        let term = |name: &str, first, last| Term { name: name.to_owned(), first, last };
        let calendar = Calendar {
            terms: vec![
                term("Spring", date(2026, 1, 5), date(2026, 4, 1)),
                term("Summer", date(2026, 4, 20), date(2026, 7, 22)),
            ],
            closures: vec![Closure {
                first: date(2026, 2, 16),
                last: date(2026, 2, 20),
                reason: "Half term".to_owned(),
            }],
            ..self.almanac().await.calendar
        };
        let permit = Actor::operator(self.id).permit().unwrap();
        self.house.act(&permit, (), actions::calendar::Set::from(calendar), None).await.unwrap();
    }

    /// Brings a timetable at once, as the command does.
    pub async fn bring(&self, brought: &Brought) -> timetable::Preview {
        let permit = Actor::operator(self.id).permit().unwrap();
        let said = timetable::Said { yes: true, ..timetable::Said::default() };
        timetable::apply(&self.house, &permit, brought, &said).await.unwrap()
    }

    /// Adds whoever signs in. Nobody has a password: hashing one takes long, and few tests need it.
    async fn add_everybody(&self) {
        for name in TEACHERS {
            self.add(name, &[Role::Teacher], Some(name), None).await;
        }
        self.add("A. Trainee", &[Role::Trainee], None, Some(TEACHERS[0])).await;
        self.add("A. Technician", &[Role::Technician], None, None).await;
        self.add("B. Technician", &[Role::Technician], None, None).await;
        self.add("A. Senior", &[Role::SeniorTechnician], None, None).await;
        self.add("A. Head", &[Role::HeadOfScience], None, None).await;
        self.add("A. Leader", &[Role::SeniorLeader], None, None).await;
        self.add("An Administrator", &[Role::Administrator], None, None).await;
        self.add("The prep room", &[Role::PrepRoom], None, None).await;
    }

    /// Adds somebody without a password.
    pub async fn add(
        &self,
        name: &str,
        roles: &[Role],
        staff: Option<&str>,
        mentor: Option<&str>,
    ) -> AccountId {
        let email = self.email(name);
        let account = Account {
            id: self.house.next_id(),
            email: email.clone(),
            name: name.to_owned(),
            password_hash: None,
        };
        let mut door = self.storage.open_door().await.unwrap();
        door.add_account(&account, &email, self.clock.now()).await.unwrap();
        let mut writing = door.into_school(self.id, &self.storage);
        let mut ids = [None, None];
        for (id, name) in ids.iter_mut().zip([staff, mentor]) {
            if let Some(name) = name {
                *id = writing.find_staff_named(&folded(name)).await.unwrap().map(|staff| staff.id);
            }
        }
        let roles = Roles::new(roles.iter().copied());
        writing.add_member(account.id, &roles, ids[0], ids[1], self.clock.now()).await.unwrap();
        writing.commit().await.unwrap();
        account.id
    }

    /// The address of somebody of this name.
    pub fn email(&self, name: &str) -> String {
        format!("{}@{}.example", name.to_lowercase().replace([' ', '.'], ""), self.slug)
    }

    /// A member of this name, as they are once they have signed in.
    pub async fn member(&self, name: &str) -> Person {
        let mut reading = self.storage.read(self.id).await.unwrap();
        let members = reading.members().await.unwrap();
        let member = members.into_iter().find(|member| member.name == name);
        let member = member.unwrap_or_else(|| panic!("nobody here is called {name}"));
        let (name, roles) = (member.name, member.roles);
        let initials = if roles.has(Role::PrepRoom) { "PT" } else { "" }.to_owned();
        let actor = Actor::member(self.id, member.account, member.staff, member.mentor, name, roles);
        Person { house: self.house.clone(), actor, initials }
    }

    /// One of [`TEACHERS`].
    pub async fn teacher(&self, name: &str) -> Person {
        self.member(name).await
    }

    /// The trainee whose mentor is A. Teacher.
    pub async fn trainee(&self) -> Person {
        self.member("A. Trainee").await
    }

    /// A technician.
    pub async fn technician(&self) -> Person {
        self.member("A. Technician").await
    }

    /// The other technician.
    pub async fn other_technician(&self) -> Person {
        self.member("B. Technician").await
    }

    /// The senior technician.
    pub async fn senior_technician(&self) -> Person {
        self.member("A. Senior").await
    }

    /// The head of science.
    pub async fn head(&self) -> Person {
        self.member("A. Head").await
    }

    /// A senior leader.
    pub async fn senior_leader(&self) -> Person {
        self.member("A. Leader").await
    }

    /// An administrator.
    pub async fn administrator(&self) -> Person {
        self.member("An Administrator").await
    }

    /// The shared tablet of the prep room.
    pub async fn prep_room(&self) -> Person {
        self.member("The prep room").await
    }

    /// The first Monday whose requests are still on time.
    pub fn next_monday(&self) -> Date {
        date(2026, 1, 19)
    }

    /// Tomorrow, for which every request is late.
    pub fn tomorrow(&self) -> Date {
        date(2026, 1, 14)
    }

    /// The calendar, versions and policy.
    pub async fn almanac(&self) -> Almanac {
        let mut reading = self.storage.read(self.id).await.unwrap();
        Almanac::read(&mut reading).await.unwrap()
    }

    /// A teacher's lesson that begins in `period` (from 1) of a date.
    pub async fn lesson(&self, teacher: &str, on: Date, period: usize) -> Lesson {
        let mut reading = self.storage.read(self.id).await.unwrap();
        let almanac = Almanac::read(&mut reading).await.unwrap();
        let staff = self.staff(teacher).await;
        let lessons = almanac.lessons_of(&mut reading, staff, on, on).await.unwrap();
        let found = lessons.into_iter().find(|lesson| lesson.first_period + 1 == period);
        found.unwrap_or_else(|| panic!("{teacher} has no lesson in period {period} of {on}"))
    }

    /// A member of staff, by their name in the timetable.
    pub async fn staff(&self, name: &str) -> StaffId {
        let mut reading = self.storage.read(self.id).await.unwrap();
        reading.find_staff_named(&folded(name)).await.unwrap().expect("a name of the timetable").id
    }

    /// Adds an item that the school has counted.
    pub async fn counted_item(&self, name: &str, counted: u32) -> ItemId {
        self.add_item(name, |change| change.counted = Some(counted)).await
    }

    /// Adds an item that nobody has counted.
    pub async fn uncounted_item(&self, name: &str) -> ItemId {
        self.add_item(name, |_| ()).await
    }

    /// Adds an item of which `more` says what is not usual.
    pub async fn add_item(&self, name: &str, more: impl FnOnce(&mut ItemChange)) -> ItemId {
        let mut change = ItemChange {
            name: name.to_owned(),
            place: "Shelf 1".to_owned(),
            counted: None,
            out_of_service: 0,
            missing: 0,
            set_up_minutes: None,
            turn_round_minutes: None,
            lives_in: None,
            site: None,
            count_back: false,
            retired: false,
        };
        more(&mut change);
        let permit = self.technician().await.permit().unwrap();
        self.house.act(&permit, (), apparatus::Add { item: change }, None).await.unwrap()
    }

    /// Changes what is kept of an item.
    pub async fn change_item(&self, item: ItemId, how: impl FnOnce(&mut ItemChange)) {
        let mut to = ItemChange::from(&self.item(item).await);
        how(&mut to);
        let permit = self.technician().await.permit().unwrap();
        self.house.act(&permit, (), apparatus::Change { item, to, seen: None }, None).await.unwrap();
    }

    /// An item as it is kept.
    pub async fn item(&self, item: ItemId) -> Item {
        let mut reading = self.storage.read(self.id).await.unwrap();
        reading.find_item(item).await.unwrap().expect("an item of this school")
    }

    /// A requisition as it is kept.
    pub async fn requisition(&self, id: RequisitionId) -> Requisition {
        let mut reading = self.storage.read(self.id).await.unwrap();
        reading.find_requisition(id).await.unwrap().expect("a requisition of this school")
    }

    /// What a requisition holds.
    pub async fn holds(&self, id: RequisitionId) -> Vec<Hold> {
        let mut reading = self.storage.read(self.id).await.unwrap();
        reading.holds_of_requisition(id).await.unwrap()
    }

    /// How many of an item a requisition holds.
    pub async fn held(&self, id: RequisitionId, item: ItemId) -> u32 {
        self.holds(id).await.into_iter().filter(|hold| hold.item == item).map(|hold| hold.quantity).sum()
    }

    /// How many of an item are free through a lesson.
    pub async fn free(&self, item: ItemId, lesson: Interval) -> Option<u32> {
        let mut reading = self.storage.read(self.id).await.unwrap();
        let pool = reading.find_item(item).await.unwrap().expect("an item of this school").pool;
        let holds = reading.holds_of(&[item], lesson).await.unwrap();
        free_throughout(&pool, &holds, lesson)
    }

    /// Everything that is held of an item, ever.
    pub async fn all_held(&self, item: ItemId) -> Vec<Hold> {
        let mut reading = self.storage.read(self.id).await.unwrap();
        let holds = reading.all_holds(Instant(i64::MIN)).await.unwrap();
        holds.into_iter().filter(|hold| hold.item == item).collect()
    }

    /// Changes what the school has decided.
    pub async fn decides(&self, how: impl FnOnce(&mut Policy)) {
        let mut policy = self.almanac().await.school.policy;
        how(&mut policy);
        let permit = self.head().await.permit().unwrap();
        self.house.act(&permit, (), actions::policy::Set::from(policy), None).await.unwrap();
    }

    /// What `trolley check` finds.
    pub async fn check(&self) -> Findings {
        check(&self.house, self.id).await.unwrap()
    }

    /// Asserts that no invariant is broken, and nothing promised is short.
    pub async fn is_sound(&self) {
        let findings = self.check().await;
        assert_eq!(findings.breaches, Vec::<String>::new());
        assert_eq!(findings.exposures, Vec::<String>::new());
    }
}

/// The export of a timetabling program for this school: its timetable, then its students.
pub fn timetable_files() -> Vec<(String, Vec<u8>)> {
    let mut timetable =
        "\"Activity Id\",\"Day\",\"Hour\",\"Students Sets\",\"Subject\",\"Teachers\",\"Activity Tags\",\"Room\",\"Comments\"\n"
            .to_owned();
    let mut students = "\"Year\",\"Number of Students per Year\",\"Group\",\"Number of Students per Group\",\"Subgroup\",\"Number of Students per Subgroup\",\"Comments\"\n".to_owned();
    for (at, teacher) in TEACHERS.iter().enumerate() {
        let letter = &teacher[..1];
        let subject = SUBJECTS[at % SUBJECTS.len()];
        for (period, class) in PERIODS.iter().zip(CLASSES) {
            for (day_at, day) in DAYS.iter().enumerate() {
                let activity = at * 100 + day_at * 10 + class.parse::<usize>().unwrap() - 7;
                writeln!(
                    timetable,
                    "\"{activity}\",\"{day}\",\"{period}\",\"{class}{letter}\",\"{subject}\",\"{teacher}\",\"\",\"Lab {}\",\"\"",
                    at + 1
                )
                .unwrap();
            }
        }
        for class in ["7", "8", "9", "10"] {
            writeln!(students, "\"Year {class}\",180,\"{class}{letter}\",30,,,\"\"").unwrap();
        }
    }
    vec![
        ("Test_timetable.csv".to_owned(), timetable.into_bytes()),
        ("Test_students.csv".to_owned(), students.into_bytes()),
    ]
}
