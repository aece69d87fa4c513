//! Who acts in a school, and what each role may do there.

use super::role::{Role, Roles};
use crate::id::{AccountId, SchoolId, StaffId};
use crate::permission::{Acts, NotPermitted, Permission, Permit, Scope, permission_table};

impl Scope for SchoolId {
    type Role = Role;
    type Actor = Actor;
}

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
    pub fn permit<P: Permission<Scope = SchoolId>>(&self) -> Result<Permit<P>, NotPermitted> {
        Permit::of(self)
    }

    /// Whether `P` is allowed, for pages that show only what a person can use.
    pub fn may<P: Permission<Scope = SchoolId>>(&self) -> bool {
        self.is_any_of(P::ROLES)
    }

    /// Whether they act for anyone: technicians and heads of science.
    pub fn acts_for_anyone(&self) -> bool {
        self.is_any_of(&[Role::Technician, Role::SeniorTechnician, Role::HeadOfScience])
    }
}

impl Acts for Actor {
    type Scope = SchoolId;

    fn scope(&self) -> SchoolId {
        self.school
    }

    fn account(&self) -> Option<AccountId> {
        self.account
    }

    fn shown(&self) -> String {
        self.name.clone()
    }

    fn is_any_of(&self, roles: &[Role]) -> bool {
        self.operator || self.roles.has_any(roles)
    }
}

impl<P: Permission<Scope = SchoolId>> Permit<P> {
    /// The school it is for.
    pub fn school(&self) -> SchoolId {
        self.actor().school
    }
}

permission_table! {
    /// The permissions in a school, each a type of its own.
    permissions,
    /// The whole table of permissions in a school.
    ALL_PERMISSIONS, crate::id::SchoolId, Role;
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
    SeeHistory: "read the school's history" => [Technician, SeniorTechnician, HeadOfScience];
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
    ChangeDay: "say what is otherwise on a day" =>
        [Technician, SeniorTechnician, HeadOfScience, Administrator];
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
