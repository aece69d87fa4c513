//! Correcting who somebody is to the school: their name, their roles, and who they are in the timetable.

use domain::id::AccountId;
use domain::people::permissions::InvitePeople;
use domain::people::{Member, Role, Roles};
use serde::{Deserialize, Serialize};

use super::add::{check_name, staff_named};
use super::show::seen;
use crate::ActionError;
use crate::deed::{Deed, Entry, Told};
use crate::school::OneSchool;
use crate::unit::Turn;

/// Corrects what is kept of a person. They are what they are corrected to be from their next request on.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correct {
    /// Whom.
    pub person: AccountId,
    /// What was seen of them, as [`super::show()`] gave it: where somebody else has changed it since, nothing is
    /// done. None where nobody looked.
    #[serde(default)]
    pub seen: Option<String>,
    /// Their name. It goes with them to every school of the server, so that it is corrected here only while
    /// they belong to no other; none to leave it.
    #[serde(default)]
    pub name: Option<String>,
    /// What they are: one role at least.
    pub roles: Roles,
    /// Who they are in the timetable, by name.
    #[serde(default)]
    pub staff: Option<String>,
    /// Their mentor in the timetable, by name.
    #[serde(default)]
    pub mentor: Option<String>,
}

impl Deed for Correct {
    type At = OneSchool;
    type May = InvitePeople;
    type Answer = ();
    const KEY: &'static str = "people.correct";

    fn example() -> Self {
        Self {
            person: AccountId(uuid::Uuid::nil()),
            seen: None,
            name: None,
            roles: Roles::new([Role::Teacher, Role::HeadOfScience]),
            staff: Some("A. Teacher".to_owned()),
            mentor: None,
        }
    }

    async fn act(self, turn: &mut Turn<OneSchool>) -> Result<Told<()>, ActionError> {
        let unit = &mut turn.unit;
        let before = unit.find_member(self.person).await?.ok_or(ActionError::NotFound("person"))?;
        self.check(&before)?;
        if loses_administrator(&before, &self.roles) {
            if unit.actor.account == Some(self.person) {
                let words =
                    "you cannot take the administrator’s role from yourself; ask another administrator";
                return Err(ActionError::field("roles", words));
            }
            if !unit.members().await?.iter().any(|other| administers(other) && other.account != self.person) {
                return Err(ActionError::field(
                    "roles",
                    "the school needs an administrator; make another first",
                ));
            }
        }
        let house = unit.house.clone();
        let staff = staff_named(&house, unit, self.staff.as_deref(), "staff").await?;
        let mentor = staff_named(&house, unit, self.mentor.as_deref(), "mentor").await?;
        if mentor.is_some() && mentor == staff {
            return Err(ActionError::field("mentor", "nobody is their own mentor"));
        }
        let name = self.name.as_deref().map_or(before.name.as_str(), str::trim).to_owned();
        let after = Member { name, roles: self.roles, staff, mentor, ..before.clone() };
        if after == before {
            return Ok(Told::nothing(()));
        }
        if after.name != before.name && !unit.rename_member(self.person, &after.name).await? {
            let words = "they belong to another school too, which calls them by this name";
            return Err(ActionError::field("name", words));
        }
        unit.change_member(self.person, &after.roles, staff, mentor).await?;
        Ok(Told::done((), Entry::new(words_for(&before, &after)).about(self.person)))
    }
}

impl Correct {
    fn check(&self, before: &Member) -> Result<(), ActionError> {
        if before.ended_at.is_some() {
            return Err(ActionError::field("person", "their access has ended; invite them again"));
        }
        if self.seen.as_ref().is_some_and(|known| *known != seen(before)) {
            return Err(ActionError::Stale);
        }
        if let Some(name) = &self.name {
            check_name(name)?;
        }
        if self.roles.is_empty() {
            return Err(ActionError::field("roles", "choose at least one role"));
        }
        Ok(())
    }
}

fn administers(member: &Member) -> bool {
    member.ended_at.is_none() && member.roles.has(Role::Administrator)
}

fn loses_administrator(before: &Member, roles: &Roles) -> bool {
    administers(before) && !roles.has(Role::Administrator)
}

/// What was corrected. History keeps no name that it would have to forget.
fn words_for(before: &Member, after: &Member) -> String {
    let mut words = Vec::new();
    if before.roles != after.roles {
        words.push(format!("roles {} (was {})", after.roles.words(), before.roles.words()));
    }
    if before.name != after.name {
        words.push("another name".to_owned());
    }
    if before.staff != after.staff {
        words.push(
            if after.staff.is_some() { "who they are in the timetable" } else { "not in the timetable" }
                .to_owned(),
        );
    }
    if before.mentor != after.mentor {
        words.push(if after.mentor.is_some() { "another mentor" } else { "no mentor" }.to_owned());
    }
    format!("Corrected a person: {}", words.join(", "))
}
