//! Roles: what a person is to a school.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a person is to a school. One person may have several roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Asks for practicals for their own lessons.
    Teacher,
    /// Learns to teach: acts on a mentor's lessons, and the mentor approves.
    Trainee,
    /// Prepares, delivers, collects and counts; acts for anyone.
    Technician,
    /// A technician who also sets policy.
    SeniorTechnician,
    /// Answers for safety; sets policy; acts for anyone.
    HeadOfScience,
    /// Reads evidence, and nothing else.
    SeniorLeader,
    /// Sets up people, calendar and timetable, and has no part in requisitions.
    Administrator,
    /// The shared tablet of the prep room; whoever ticks gives their initials.
    PrepRoom,
}

impl Role {
    /// Every role, in the order pages list them.
    pub const ALL: [Self; 8] = [
        Self::Teacher,
        Self::Trainee,
        Self::Technician,
        Self::SeniorTechnician,
        Self::HeadOfScience,
        Self::SeniorLeader,
        Self::Administrator,
        Self::PrepRoom,
    ];

    /// The name that is kept and that commands take: `senior-technician`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Teacher => "teacher",
            Self::Trainee => "trainee",
            Self::Technician => "technician",
            Self::SeniorTechnician => "senior-technician",
            Self::HeadOfScience => "head-of-science",
            Self::SeniorLeader => "senior-leader",
            Self::Administrator => "administrator",
            Self::PrepRoom => "prep-room",
        }
    }

    /// The name as a page says it: `senior technician`.
    pub fn words(self) -> &'static str {
        match self {
            Self::SeniorTechnician => "senior technician",
            Self::HeadOfScience => "head of science",
            Self::SeniorLeader => "senior leader",
            Self::PrepRoom => "prep room",
            other => other.key(),
        }
    }
}

/// The text names no role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not a role; the roles are teacher, trainee, technician, senior-technician, head-of-science, senior-leader, administrator and prep-room"
)]
pub struct UnknownRole(pub String);

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        let wanted = text.trim();
        Self::ALL
            .into_iter()
            .find(|role| role.key() == wanted || role.words() == wanted)
            .ok_or_else(|| UnknownRole(wanted.to_owned()))
    }
}

/// The roles that one person has in one school.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Role>")]
pub struct Roles(Vec<Role>);

impl From<Vec<Role>> for Roles {
    fn from(roles: Vec<Role>) -> Self {
        Self::new(roles)
    }
}

impl Roles {
    /// The given roles, each once.
    pub fn new(roles: impl IntoIterator<Item = Role>) -> Self {
        let mut list: Vec<Role> = roles.into_iter().collect();
        list.sort_unstable();
        list.dedup();
        Self(list)
    }

    /// Whether this is one of them.
    pub fn has(&self, role: Role) -> bool {
        self.0.contains(&role)
    }

    /// Whether any of `wanted` is among them.
    pub fn has_any(&self, wanted: &[Role]) -> bool {
        wanted.iter().any(|role| self.has(*role))
    }

    /// Them, in order.
    pub fn iter(&self) -> impl Iterator<Item = Role> + '_ {
        self.0.iter().copied()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As a page says them: `teacher, head of science`.
    pub fn words(&self) -> String {
        self.0.iter().map(|role| role.words()).collect::<Vec<_>>().join(", ")
    }
}

/// As they are kept: keys joined by commas.
impl fmt::Display for Roles {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, role) in self.0.iter().enumerate() {
            if place > 0 {
                out.write_str(",")?;
            }
            out.write_str(role.key())?;
        }
        Ok(())
    }
}

impl FromStr for Roles {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        text.split(',')
            .filter(|part| !part.trim().is_empty())
            .map(Role::from_str)
            .collect::<Result<Vec<_>, _>>()
            .map(Self::new)
    }
}
