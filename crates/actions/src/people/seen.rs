//! What can be corrected of a person, as somebody saw it, and two who correct one person.

use domain::fold::folded;
use domain::people::{Member, Role, Roles};
use serde::{Deserialize, Serialize};

use crate::beside::{Beside, Disputed};

/// What can be corrected of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonSeen {
    /// Their name.
    pub name: String,
    /// What they are.
    pub roles: Roles,
    /// Who they are in the timetable, by name; empty for nobody.
    #[serde(default)]
    pub staff: String,
    /// Their mentor in the timetable, by name; empty for none.
    #[serde(default)]
    pub mentor: String,
}

impl PersonSeen {
    /// A member whom the timetable calls so, with a mentor whom it calls so.
    pub(super) fn of(member: &Member, staff: &str, mentor: &str) -> Self {
        Self {
            name: member.name.clone(),
            roles: member.roles.clone(),
            staff: staff.to_owned(),
            mentor: mentor.to_owned(),
        }
    }

    /// This correction of a person who was `seen`, beside what is kept of them `now`.
    pub fn beside(self, seen: &Self, now: &Self) -> Beside<Self> {
        let mut disputed = Disputed::default();
        let by_name = |to: String, seen: &str| {
            if folded(&to) == folded(seen) { seen.to_owned() } else { to.trim().to_owned() }
        };
        let (staff, mentor) = (by_name(self.staff, &seen.staff), by_name(self.mentor, &seen.mentor));
        let name = self.name.trim().to_owned();
        let whole = Self {
            name: disputed.field("name", name, &seen.name, &now.name),
            roles: disputed.field("roles", self.roles, &seen.roles, &now.roles),
            staff: disputed.field("staff", staff, &seen.staff, &now.staff),
            mentor: disputed.field("mentor", mentor, &seen.mentor, &now.mentor),
        };
        Beside { whole, disputed: disputed.0 }
    }
}

/// One as it could be, for examples of deeds.
pub(super) fn example() -> PersonSeen {
    PersonSeen {
        name: "A. Teacher".to_owned(),
        roles: Roles::new([Role::Teacher]),
        staff: String::new(),
        mentor: String::new(),
    }
}
