//! Who belongs to a school.

use actions::{House, people};
use domain::Permit;
use domain::people::permissions::SeePeople;
use domain::people::{Invitation, Member, Roles, StaffMember};
use serde::Serialize;

use super::Read;
use super::parameter::{Given, Parameter};
use crate::Problem;
use crate::instant::rfc3339;

/// Everybody in a school.
#[derive(Debug, Serialize)]
pub(crate) struct PeopleTold {
    members: Vec<MemberTold>,
    invitations: Vec<InvitationTold>,
    staff: Vec<StaffTold>,
}

/// Somebody who can or could sign in.
#[derive(Debug, Serialize)]
pub(crate) struct MemberTold {
    account: String,
    name: String,
    email: String,
    roles: Vec<&'static str>,
    staff: Option<String>,
    mentor: Option<String>,
    ended_at: Option<String>,
}

#[derive(Debug, Serialize)]
struct InvitationTold {
    id: String,
    name: String,
    email: String,
    roles: Vec<&'static str>,
    ends_at: String,
    used_at: Option<String>,
}

/// Somebody whom the timetable names.
#[derive(Debug, Serialize)]
pub(crate) struct StaffTold {
    id: String,
    name: String,
}

fn keys(roles: &Roles) -> Vec<&'static str> {
    roles.iter().map(domain::people::Role::key).collect()
}

impl From<Member> for MemberTold {
    fn from(member: Member) -> Self {
        Self {
            account: member.account.to_string(),
            roles: keys(&member.roles),
            name: member.name,
            email: member.email,
            staff: member.staff.map(|staff| staff.to_string()),
            mentor: member.mentor.map(|mentor| mentor.to_string()),
            ended_at: member.ended_at.map(rfc3339),
        }
    }
}

impl From<Invitation> for InvitationTold {
    fn from(invitation: Invitation) -> Self {
        Self {
            id: invitation.id.to_string(),
            roles: keys(&invitation.roles),
            name: invitation.name,
            email: invitation.email,
            ends_at: rfc3339(invitation.ends_at),
            used_at: invitation.used_at.map(rfc3339),
        }
    }
}

impl From<StaffMember> for StaffTold {
    fn from(staff: StaffMember) -> Self {
        Self { id: staff.id.to_string(), name: staff.name }
    }
}

/// `people`
pub(crate) struct People;

impl Read for People {
    type May = SeePeople;
    type Told = PeopleTold;
    const NAME: &'static str = "people";
    const ABOUT: &'static str = "Who belongs to the school, who is invited, and whom the timetable names.";
    const PARAMETERS: &'static [Parameter] = &[];

    async fn read(house: &House, permit: &Permit<SeePeople>, _: &Given) -> Result<PeopleTold, Problem> {
        let people = people::list(house, permit).await?;
        Ok(PeopleTold {
            members: people.members.into_iter().map(MemberTold::from).collect(),
            invitations: people.invitations.into_iter().map(InvitationTold::from).collect(),
            staff: people.staff.into_iter().map(StaffTold::from).collect(),
        })
    }
}
