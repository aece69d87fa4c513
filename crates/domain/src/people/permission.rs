//! Permissions by type: a deed takes a `Permit<P>`, and a permit can only be had from an actor whose
//! roles allow it, so that a forgotten check does not compile.

use std::marker::PhantomData;

use super::role::{Role, Roles};
use crate::id::{AccountId, SchoolId, StaffId};

/// Who is acting, in which school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The school whose things they act on.
    pub school: SchoolId,
    /// Their account; none for a command that the operator of the server runs.
    pub account: Option<AccountId>,
    /// The member of staff they are in the timetable, where they are one.
    pub staff: Option<StaffId>,
    /// The mentor whose lessons a trainee acts on.
    pub mentor: Option<StaffId>,
    /// Their name, as history shows it.
    pub name: String,
    /// What they are to the school.
    pub roles: Roles,
    operator: bool,
}

impl Actor {
    /// A member of a school.
    pub fn member(
        school: SchoolId,
        account: AccountId,
        staff: Option<StaffId>,
        mentor: Option<StaffId>,
        name: String,
        roles: Roles,
    ) -> Self {
        Self { school, account: Some(account), staff, mentor, name, roles, operator: false }
    }

    /// Whoever runs the server, by a command on it. They may do what an administrator may, and more:
    /// they hold the database in their hands.
    pub fn operator(school: SchoolId) -> Self {
        Self {
            school,
            account: None,
            staff: None,
            mentor: None,
            name: "the operator".to_owned(),
            roles: Roles::default(),
            operator: true,
        }
    }

    /// A permit for `P`, if one of this person's roles allows it.
    pub fn permit<P: Permission>(&self) -> Result<Permit<P>, NotPermitted> {
        if self.operator || self.roles.has_any(P::ROLES) {
            return Ok(Permit { actor: self.clone(), permission: PhantomData });
        }
        Err(NotPermitted { what: P::WORDS })
    }

    /// Whether `P` is allowed, for pages that show only what a person can use.
    pub fn may<P: Permission>(&self) -> bool {
        self.operator || self.roles.has_any(P::ROLES)
    }

    /// Whether they act for anyone: technicians and heads of science.
    pub fn acts_for_anyone(&self) -> bool {
        self.operator || self.roles.has_any(&[Role::Technician, Role::SeniorTechnician, Role::HeadOfScience])
    }
}

/// Something that roles allow or not.
pub trait Permission: Send + Sync + 'static {
    /// Its name in code and in the route table.
    const NAME: &'static str;
    /// What it lets a person do, in words that follow “may”.
    const WORDS: &'static str;
    /// The roles that have it.
    const ROLES: &'static [Role];
}

/// The proof that an actor may do `P`.
#[derive(Clone, Debug)]
pub struct Permit<P> {
    actor: Actor,
    permission: PhantomData<P>,
}

impl<P> Permit<P> {
    /// Who holds it.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The school it is for.
    pub fn school(&self) -> SchoolId {
        self.actor.school
    }
}

/// None of the person's roles allows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("your roles do not let you {what}")]
pub struct NotPermitted {
    /// What was wanted, in words that follow “let you”.
    pub what: &'static str,
}

/// One row of the table of permissions, for tests and the user's book.
#[derive(Clone, Copy, Debug)]
pub struct PermissionEntry {
    /// Its name.
    pub name: &'static str,
    /// What it lets a person do.
    pub words: &'static str,
    /// The roles that have it.
    pub roles: &'static [Role],
}

macro_rules! permission_table {
    ($($name:ident: $words:literal => [$($role:ident),*];)*) => {
        /// The permissions, each a type of its own.
        pub mod permissions {
            use super::{Permission, Role};
            $(
                #[doc = concat!("May ", $words, ".")]
                #[derive(Clone, Copy, Debug)]
                pub struct $name;

                impl Permission for $name {
                    const NAME: &'static str = stringify!($name);
                    const WORDS: &'static str = $words;
                    const ROLES: &'static [Role] = &[$(Role::$role),*];
                }
            )*
        }

        /// The whole table of permissions.
        pub const ALL_PERMISSIONS: &[PermissionEntry] = &[$(
            PermissionEntry { name: stringify!($name), words: $words, roles: &[$(Role::$role),*] },
        )*];
    };
}

permission_table! {
    SeeWeek: "see the timetable of a week" =>
        [Teacher, Trainee, Technician, SeniorTechnician, HeadOfScience];
    Request: "ask for a practical" =>
        [Teacher, Trainee, Technician, SeniorTechnician, HeadOfScience];
    SeeRequisition: "read a requisition" =>
        [Teacher, Trainee, Technician, SeniorTechnician, HeadOfScience, PrepRoom];
    Approve: "approve a trainee's requisition" => [Teacher, HeadOfScience];
    AnswerRequests: "accept, query or decline a requisition" => [Technician, SeniorTechnician];
    Prepare: "prepare, deliver, collect and count" => [Technician, SeniorTechnician, PrepRoom];
    SeeBoard: "see the board" => [Technician, SeniorTechnician, HeadOfScience, PrepRoom];
    SeeInbox: "see what waits for an answer" => [Technician, SeniorTechnician, HeadOfScience];
    SeeCatalogue: "read the catalogue" =>
        [Teacher, Trainee, Technician, SeniorTechnician, HeadOfScience, PrepRoom];
    SeeApparatus: "see the apparatus" =>
        [Teacher, Trainee, Technician, SeniorTechnician, HeadOfScience, PrepRoom];
    ChangeApparatus: "count and change apparatus" => [Technician, SeniorTechnician, HeadOfScience];
    BeginNetwork: "begin a network of schools" => [SeniorTechnician, HeadOfScience, Administrator];
    JoinNetworks: "let the school join a network" => [HeadOfScience, Administrator];
    SeeDepartmentChats: "see the department's own chats" =>
        [Teacher, Trainee, Technician, SeniorTechnician, HeadOfScience];
    SeeIdeas: "see the ideas box" => [Teacher, Trainee, Technician, SeniorTechnician, HeadOfScience];
    SuggestIdea: "put an idea into the box" =>
        [Teacher, Trainee, Technician, SeniorTechnician, HeadOfScience];
    SettleIdea: "take up an idea or put it by" => [Technician, SeniorTechnician, HeadOfScience];
    NotePractical: "write a trial note on a practical" =>
        [Teacher, Technician, SeniorTechnician, HeadOfScience];
    DraftPractical: "draft a practical" => [Technician, SeniorTechnician, HeadOfScience];
    SetPolicy: "set the deadline and the other policies" => [SeniorTechnician, HeadOfScience];
    ChooseScience: "choose which subjects are science" =>
        [SeniorTechnician, HeadOfScience, Administrator];
    SeeSetUp: "see how the school is set up" => [SeniorTechnician, HeadOfScience, Administrator];
    SetCalendar: "set terms, closures and weeks" => [Administrator];
    ImportTimetable: "bring a timetable" => [Administrator];
    SeePeople: "see who belongs to the school" =>
        [Technician, SeniorTechnician, HeadOfScience, Administrator];
    InvitePeople: "invite people and end their access" => [Administrator];
    SeeEvidence: "see what the prep room does" =>
        [SeniorLeader, HeadOfScience, SeniorTechnician];
    UseOwnAccount: "see and end their own sessions" => [
        Teacher, Trainee, Technician, SeniorTechnician, HeadOfScience, SeniorLeader, Administrator, PrepRoom
    ];
}
