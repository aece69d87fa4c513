//! Who belongs to the school, who is invited, and inviting somebody.

use askama::Template;

use crate::parts::{Button, Choice, FieldKind, FieldState, Link, Mark, Shell, TextField};

/// Everybody in the school.
#[derive(Debug, Clone, Template)]
#[template(path = "people/list/page.html")]
pub struct PeoplePage {
    /// The frame.
    pub shell: Shell,
    /// Those who can sign in, and after them those who could.
    pub members: Vec<MemberRow>,
    /// Invitations that nobody has used yet.
    pub invitations: Vec<InvitationRow>,
    /// The form, where the reader may invite.
    pub invite: Option<InviteForm>,
    /// What is wrong with a deed on this page, such as ending one's own access.
    pub error: Option<String>,
}

/// One member.
#[derive(Debug, Clone)]
pub struct MemberRow {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their roles, such as “Teacher, head of science”.
    pub roles: String,
    /// Who they are in the timetable, such as “In the timetable as TEA”; may be empty.
    pub staff: String,
    /// “You”, “Access ended”.
    pub marks: Vec<Mark>,
    /// Where they are corrected, where the reader may.
    pub edit: Option<String>,
    /// Ending their access, where the reader may.
    pub end: Option<EndForm>,
    /// What stays of theirs when their access ends, or has stayed; none where nothing is open.
    pub open: Option<OpenRequests>,
}

/// Ending somebody's access, which asks again.
#[derive(Debug, Clone)]
pub struct EndForm {
    /// Where it is sent.
    pub action: String,
    /// Idempotency key.
    pub once: String,
}

/// What is open of what a member asked for.
#[derive(Debug, Clone)]
pub struct OpenRequests {
    /// Such as “2 requests of theirs are open”.
    pub words: String,
    /// Each, with its address; none where the reader may not see them.
    pub requests: Vec<Link>,
}

/// One invitation.
#[derive(Debug, Clone)]
pub struct InvitationRow {
    /// For whom.
    pub name: String,
    /// Their address.
    pub email: String,
    /// The roles they are to have.
    pub roles: String,
    /// Such as “Works until Friday 4 December”.
    pub until: String,
    /// Taking it back, where the reader may.
    pub take_back: Option<Button>,
}

/// The form that invites.
#[derive(Debug, Clone)]
pub struct InviteForm {
    /// Idempotency key.
    pub once: String,
    /// Name and address.
    pub who: Vec<TextField>,
    /// The roles to tick. Sent as `role`.
    pub roles: Vec<Choice>,
    /// What is wrong with the roles.
    pub roles_error: Option<String>,
    /// Who they are in the timetable, and whose lessons a trainee acts on.
    pub in_timetable: Vec<TextField>,
    /// The names that the timetable has.
    pub staff: Vec<String>,
    /// What is wrong with the whole.
    pub error: Option<String>,
}

/// What stands in the fields of the form.
#[derive(Debug, Clone, Default)]
pub struct InviteFields {
    /// Name.
    pub name: FieldState,
    /// Address.
    pub email: FieldState,
    /// Who they are in the timetable.
    pub staff: FieldState,
    /// Whose lessons a trainee acts on.
    pub mentor: FieldState,
}

impl InviteForm {
    /// The form around these fields.
    pub fn new(once: String, fields: InviteFields, roles: Vec<Choice>, staff: Vec<String>) -> Self {
        Self {
            once,
            who: vec![
                TextField::new("name", "Name", fields.name).required(),
                TextField::new("email", "E-mail address", fields.email).kind(FieldKind::Email).required(),
            ],
            roles,
            roles_error: None,
            in_timetable: vec![
                TextField::new("staff", "In the timetable as", fields.staff)
                    .hint("as the timetable spells it; empty for none")
                    .list("staff"),
                TextField::new("mentor", "Mentor", fields.mentor).hint("for a trainee").list("staff"),
            ],
            staff,
            error: None,
        }
    }
}
