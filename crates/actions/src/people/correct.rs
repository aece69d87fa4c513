//! Correcting who somebody is to the school: their name, their roles, and who they are in the timetable.

use domain::id::{AccountId, SchoolId};
use domain::people::permissions::InvitePeople;
use domain::people::{Member, Role, Roles};
use serde::{Deserialize, Serialize};

use super::add::{check_name, staff_named};
use super::seen::{self, PersonSeen};
use crate::ActionError;
use crate::deed::{Deed, Entry, Told};
use crate::school::OneSchool;
use crate::unit::{Turn, Unit};

/// Corrects what is kept of a person. They are what they are corrected to be from their next request on.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correct {
    /// Whom.
    pub person: AccountId,
    /// What was seen of them when this was begun: what others have corrected since stands, and where both corrected
    /// the same, nothing is done. None where nobody looked.
    #[serde(default)]
    pub seen: Option<PersonSeen>,
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
            seen: Some(seen::example()),
            name: None,
            roles: Roles::new([Role::Teacher, Role::HeadOfScience]),
            staff: Some("A. Teacher".to_owned()),
            mentor: None,
        }
    }

    async fn act(self, turn: &mut Turn<OneSchool>) -> Result<Told<()>, ActionError> {
        let unit = &mut turn.unit;
        let before = unit.find_member(self.person).await?.ok_or(ActionError::NotFound("person"))?;
        if before.ended_at.is_some() {
            return Err(ActionError::field("person", "their access has ended; invite them again"));
        }
        let now = seen_now(unit, &before).await?;
        let person = self.person;
        let to = self.beside(&now)?;
        check_name(&to.name)?;
        if to.roles.is_empty() {
            return Err(ActionError::field("roles", "choose at least one role"));
        }
        if loses_administrator(&before, &to.roles) {
            still_has_administrator(unit, person).await?;
        }
        let house = unit.house.clone();
        let mut named = [
            (before.staff, &now.staff, &to.staff, "staff"),
            (before.mentor, &now.mentor, &to.mentor, "mentor"),
        ];
        for (id, is, name, field) in &mut named {
            if is != name {
                *id = staff_named(&house, unit, Some(name), field).await?;
            }
        }
        let [(staff, ..), (mentor, ..)] = named;
        if mentor.is_some() && mentor == staff {
            return Err(ActionError::field("mentor", "nobody is their own mentor"));
        }
        let after = Member { name: to.name, roles: to.roles, staff, mentor, ..before.clone() };
        if after == before {
            return Ok(Told::nothing(()));
        }
        if after.name != before.name && !unit.rename_member(person, &after.name).await? {
            let words = "they belong to another school too, which calls them by this name";
            return Err(ActionError::field("name", words));
        }
        unit.change_member(person, &after.roles, staff, mentor).await?;
        Ok(Told::done((), Entry::new(words_for(&before, &after)).about(person)))
    }
}

impl Correct {
    /// What is wanted of somebody of whom this is kept `now`, beside what others have corrected meanwhile.
    fn beside(self, now: &PersonSeen) -> Result<PersonSeen, ActionError> {
        let Self { seen, name, roles, staff, mentor, .. } = self;
        let seen = seen.as_ref().unwrap_or(now);
        let name = name.unwrap_or_else(|| seen.name.clone());
        let (staff, mentor) = (staff.unwrap_or_default(), mentor.unwrap_or_default());
        PersonSeen { name, roles, staff, mentor }.beside(seen, now).agreed()
    }
}

/// What is kept of a member, by names.
async fn seen_now(unit: &mut Unit<SchoolId>, member: &Member) -> Result<PersonSeen, ActionError> {
    let mut names = [String::new(), String::new()];
    for (name, id) in names.iter_mut().zip([member.staff, member.mentor]) {
        if let Some(id) = id {
            *name = unit.find_staff(id).await?.map_or_else(String::new, |found| found.name);
        }
    }
    Ok(PersonSeen::of(member, &names[0], &names[1]))
}

/// Refuses to leave the school without an administrator, or whoever does this without their own role.
async fn still_has_administrator(unit: &mut Unit<SchoolId>, without: AccountId) -> Result<(), ActionError> {
    if unit.actor.account == Some(without) {
        let words = "you cannot take the administrator’s role from yourself; ask another administrator";
        return Err(ActionError::field("roles", words));
    }
    if unit.members().await?.iter().any(|other| administers(other) && other.account != without) {
        return Ok(());
    }
    Err(ActionError::field("roles", "the school needs an administrator; make another first"))
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
