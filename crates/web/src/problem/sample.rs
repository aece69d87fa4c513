//! Made-up content.

use super::page::ProblemPage;
use crate::parts::{Section, Shell};

impl ProblemPage {
    /// A page that is not there.
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample_teacher("Not here", Section::Elsewhere),
            heading: "This page is not here".to_owned(),
            advice: "It may have been withdrawn, or the address is not quite right.".to_owned(),
            words: vec!["Which stain do you want, and for how many slides?".to_owned()],
            back_words: "Back to your week".to_owned(),
            back_url: "/week".to_owned(),
            reference: Some("4f2a-91".to_owned()),
        }
    }
}
