//! The people of the demonstration school, all made up.

use std::collections::BTreeMap;

use actions::people::PersonWanted;
use actions::{ActionError, House, Storage, StorageError};
use domain::fold::folded;
use domain::id::{AccountId, SchoolId, StaffId};
use domain::people::{Actor, Role, Roles};

/// Somebody who can sign in.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    /// What they are.
    pub role: Role,
    /// Their name.
    pub name: &'static str,
    /// Who they are in the timetable.
    pub staff: Option<&'static str>,
    /// Their mentor.
    pub mentor: Option<&'static str>,
}

impl Person {
    /// Their address, in a domain that can never be anybody's (RFC 2606).
    pub fn email(&self) -> String {
        format!("{}@demonstration.example", self.role.key())
    }

    /// Their password, which is no secret: a demonstration is all that it opens.
    pub fn password(&self) -> String {
        format!("demo-{}", self.role.key())
    }
}

/// One for each role. The last of them is added last, so that a school with her is finished.
pub const PEOPLE: &[Person] = &[
    Person { role: Role::Teacher, name: "Ms Example", staff: Some("Ms Example"), mentor: None },
    Person { role: Role::Technician, name: "Pat Tray", staff: None, mentor: None },
    Person { role: Role::HeadOfScience, name: "Dr Sample", staff: Some("Dr Sample"), mentor: None },
    Person { role: Role::SeniorLeader, name: "Mx Overview", staff: None, mentor: None },
    Person { role: Role::Administrator, name: "Mr Settings", staff: None, mentor: None },
    Person { role: Role::Trainee, name: "Mr Beginner", staff: None, mentor: Some("Ms Example") },
    Person { role: Role::SeniorTechnician, name: "Sam Spatula", staff: None, mentor: None },
    Person { role: Role::PrepRoom, name: "Prep room", staff: None, mentor: None },
];

/// A teacher of the timetable, and the science they mostly teach.
pub const TEACHERS: [(&str, &str); 12] = [
    ("Ms Example", "Biology"),
    ("Dr Sample", "Chemistry"),
    ("Mr Pretend", "Physics"),
    ("Mrs Placeholder", "Biology"),
    ("Dr Fictional", "Chemistry"),
    ("Ms Invented", "Physics"),
    ("Mr Specimen", "Biology"),
    ("Ms Notional", "Chemistry"),
    ("Mr Supposed", "Physics"),
    ("Mrs Imagined", "Biology"),
    ("Mr Sketch", "Chemistry"),
    ("Ms Drawn", "Physics"),
];

/// The third technician, who has no account: the tablet of the prep room does for them.
const THIRD_TECHNICIAN: &str = "Jo Beaker";

/// Everybody who does something in the history.
#[derive(Debug)]
pub struct Cast {
    teachers: BTreeMap<StaffId, Actor>,
    /// The teacher with an account.
    pub teacher: Actor,
    /// The trainee, whose mentor is that teacher.
    pub trainee: Actor,
    /// The senior technician, a technician, and one without account.
    pub technicians: [Actor; 3],
}

impl Cast {
    /// The teacher that a lesson's staff is.
    pub fn teacher_of(&self, staff: StaffId) -> &Actor {
        self.teachers.get(&staff).unwrap_or(&self.teacher)
    }
}

/// Lets the people in, except the last, and gives everybody their part.
pub async fn gather(house: &House, storage: &Storage, school: SchoolId) -> Result<Cast, ActionError> {
    let mut accounts: BTreeMap<Role, AccountId> = BTreeMap::new();
    // Passwords are hashed two at a time.
    let (most, _) = PEOPLE.split_at(PEOPLE.len() - 1);
    for pair in most.chunks(2) {
        match pair {
            [one, other] => {
                let (first, second) = tokio::join!(let_in(house, school, one), let_in(house, school, other));
                accounts.insert(one.role, first?);
                accounts.insert(other.role, second?);
            }
            rest => {
                for person in rest {
                    accounts.insert(person.role, let_in(house, school, person).await?);
                }
            }
        }
    }
    let mut reading = storage.read(school).await?;
    let staff: BTreeMap<String, StaffId> =
        reading.staff().await?.into_iter().map(|staff| (folded(&staff.name), staff.id)).collect();
    drop(reading);
    let staff_of = |name: &str| staff.get(&folded(name)).copied();
    let member = |role: Role| -> Result<Actor, ActionError> {
        let person = PEOPLE.iter().find(|person| person.role == role);
        let (Some(person), Some(account)) = (person, accounts.get(&role)) else {
            return Err(ActionError::NotFound("person"));
        };
        Ok(Actor::member(
            school,
            *account,
            person.staff.and_then(staff_of),
            person.mentor.and_then(staff_of),
            person.name.to_owned(),
            Roles::new([role]),
        ))
    };
    let teacher = member(Role::Teacher)?;
    let mut teachers = BTreeMap::new();
    for (name, _) in TEACHERS {
        let id = staff_of(name).ok_or(ActionError::NotFound("teacher"))?;
        teachers.insert(id, without_account(school, name, Some(id), Role::Teacher));
    }
    for with_account in [&teacher, &member(Role::HeadOfScience)?] {
        teachers.extend(with_account.staff.map(|staff| (staff, with_account.clone())));
    }
    Ok(Cast {
        teachers,
        teacher,
        trainee: member(Role::Trainee)?,
        technicians: [
            member(Role::SeniorTechnician)?,
            member(Role::Technician)?,
            without_account(school, THIRD_TECHNICIAN, None, Role::Technician),
        ],
    })
}

/// Somebody who has no account: the operator enters what they did, under their name.
fn without_account(school: SchoolId, name: &str, staff: Option<StaffId>, role: Role) -> Actor {
    let mut actor = Actor::operator(school);
    name.clone_into(&mut actor.name);
    actor.staff = staff;
    actor.roles = Roles::new([role]);
    actor
}

async fn let_in(house: &House, school: SchoolId, person: &Person) -> Result<AccountId, ActionError> {
    let wanted = PersonWanted {
        name: person.name.to_owned(),
        email: person.email(),
        roles: Roles::new([person.role]),
        staff: person.staff.map(str::to_owned),
        mentor: person.mentor.map(str::to_owned),
        password: person.password(),
    };
    actions::people::add(house, school, &wanted).await
}

/// Lets the last of the people in: the school is finished.
pub async fn finish(house: &House, school: SchoolId) -> Result<(), ActionError> {
    if let Some(last) = PEOPLE.last() {
        let_in(house, school, last).await?;
    }
    Ok(())
}

/// Whether the last of the people has been let in.
pub async fn is_finished(storage: &Storage, school: SchoolId) -> Result<bool, StorageError> {
    let last = PEOPLE.last().map(Person::email);
    let members = storage.read(school).await?.members().await?;
    Ok(members.into_iter().any(|member| Some(member.email) == last))
}
