//! Made-up content.

use super::page::{EndForm, InvitationRow, InviteFields, InviteForm, MemberRow, OpenRequests, PeoplePage};
use super::role_choices;
use crate::parts::{Button, ButtonKind, FieldState, Link, Mark, Meaning, Section, Shell};

impl PeoplePage {
    /// A made-up department, seen by its administrator, with a mistake in the form.
    pub fn sample() -> Self {
        let member = |name: &str, email: &str, roles: &str, staff: &str| MemberRow {
            name: name.to_owned(),
            email: email.to_owned(),
            roles: roles.to_owned(),
            staff: staff.to_owned(),
            marks: Vec::new(),
            edit: Some("/people/sample".to_owned()),
            end: Some(EndForm { action: "/people/sample/end".to_owned(), once: "sample-key".to_owned() }),
            open: None,
        };
        let mut members = vec![
            member("A. Teacher", "a.teacher@school.example", "Teacher", "In the timetable as Teacher A"),
            member("P. Administrator", "office@school.example", "Administrator", ""),
            member("T. Technician", "t.technician@school.example", "Senior technician", ""),
            member("Z. Former", "z.former@school.example", "Teacher", "In the timetable as Former Z"),
        ];
        members[1].marks = vec![Mark::new("You", Meaning::Plain)];
        members[1].end = None;
        members[3].marks = vec![Mark::new("Access ended", Meaning::Quiet)];
        members[3].end = None;
        members[3].edit = None;
        members[0].open = Some(OpenRequests {
            words: "1 request of theirs is open.".to_owned(),
            requests: vec![Link {
                words: "Flame tests for 9X, Thursday 26 November".to_owned(),
                url: "/requisitions/sample".to_owned(),
            }],
        });
        let fields = InviteFields {
            name: FieldState::of("B. Teacher"),
            email: FieldState {
                value: "b.teacher".to_owned(),
                error: Some("that is not an e-mail address; write it like name@school.example".to_owned()),
            },
            ..InviteFields::default()
        };
        Self {
            members,
            invitations: vec![InvitationRow {
                name: "C. Biologist".to_owned(),
                email: "c.biologist@school.example".to_owned(),
                roles: "Teacher".to_owned(),
                until: "Works until Friday 4 December".to_owned(),
                take_back: Some(Button::new(
                    "Take back",
                    "/people/invitations/sample/take-back",
                    ButtonKind::Danger,
                    "sample-key",
                )),
            }],
            invite: Some(InviteForm::new(
                "sample-key".to_owned(),
                fields,
                role_choices(&["teacher"]),
                vec!["Teacher A".to_owned(), "Teacher B".to_owned()],
            )),
            ..Self::empty()
        }
    }

    /// A school with nobody in it, seen by a technician.
    pub fn empty() -> Self {
        Self {
            shell: Shell::sample_technician("People", Section::People),
            members: Vec::new(),
            invitations: Vec::new(),
            invite: None,
            error: None,
        }
    }
}
