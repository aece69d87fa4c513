//! Made-up content.

use super::page::{Carried, DemonstrationPerson, SignInPage};
use crate::parts::{FieldState, Section, Shell};

impl SignInPage {
    /// After a wrong password, at a demonstration school.
    pub fn sample() -> Self {
        let person = |role: &str, email: &str| DemonstrationPerson {
            role: role.to_owned(),
            email: email.to_owned(),
            password: "made-up-password".to_owned(),
        };
        Self {
            error: Some(
                "The address and the password do not belong together. Check both and try again.".to_owned(),
            ),
            email: FieldState::of("a.teacher@school.example"),
            demonstration: vec![
                person("Teacher", "a.teacher@school.example"),
                person("Technician", "t.technician@school.example"),
            ],
            ..Self::empty()
        }
    }

    /// Before anything is typed.
    pub fn empty() -> Self {
        Self {
            shell: Shell {
                school: String::new(),
                person: None,
                links: Vec::new(),
                ..Shell::sample_teacher("Sign in", Section::Elsewhere)
            },
            action: "/sign-in".to_owned(),
            once: "sample-key".to_owned(),
            next: "/week".to_owned(),
            error: None,
            email: FieldState::default(),
            demonstration: Vec::new(),
            carried: None,
        }
    }

    /// After a session ended in the middle of a form.
    pub fn sample_to_send() -> Self {
        let carried =
            Carried { to: "/requisitions".to_owned(), body: "note=Leave+the+balances+out".to_owned() };
        Self { carried: Some(carried), ..Self::empty() }
    }
}
