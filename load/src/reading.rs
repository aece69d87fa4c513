//! Reading pages: as kept, and rendered for every request.

use std::sync::Arc;

use hyper::StatusCode;

use crate::client::{Answer, Ask};
use crate::failure::Failure;
use crate::measure::Visitor;
use crate::people::Session;

/// How a page is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Again and again at its address, and nothing changes: a kept page may serve.
    Kept,
    /// At an address that says what was just done (`did`): rendered every time, as after every form, and new
    /// each time besides.
    Anew,
    /// As kept, while others send requisitions.
    Mixed,
    /// As it is opened, which is all there is of a page that is not kept.
    Opened,
}

impl Way {
    /// As the table says it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Anew => "never kept",
            Self::Mixed => "one sent every 100 ms",
            Self::Opened => "as opened",
        }
    }
}

/// A page that is measured.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Its name in the table.
    pub name: &'static str,
    /// Its address, as the people open it whose day begins there.
    pub address: &'static str,
    /// Who looks at it, taking turns.
    pub roles: &'static [&'static str],
    /// In which ways.
    pub ways: &'static [Way],
    /// What stands in it, or it is not the page.
    pub marks: &'static [&'static str],
}

/// The pages that are measured.
pub const PAGES: [Page; 4] = [
    Page {
        name: "week",
        address: "/week",
        roles: &["teacher", "head-of-science", "trainee"],
        ways: &[Way::Kept, Way::Anew, Way::Mixed],
        marks: &["<article class=\"lesson ", "class=\"asked-for\"", "</html>"],
    },
    Page {
        name: "board",
        address: "/board",
        roles: &["technician", "senior-technician", "prep-room", "head-of-science"],
        ways: &[Way::Kept, Way::Anew, Way::Mixed],
        marks: &["id=\"cards\"", "<li class=\"card ", "</html>"],
    },
    Page {
        name: "inbox",
        address: "/inbox",
        roles: &["technician"],
        ways: &[Way::Opened],
        marks: &["class=\"inbox-page\"", "<li class=\"entry\"", "</html>"],
    },
    Page {
        name: "apparatus",
        address: "/apparatus",
        roles: &["technician"],
        ways: &[Way::Opened],
        marks: &["class=\"list-page\"", "<li class=\"item\"", "</html>"],
    },
];

impl Page {
    /// Whether a text is this page.
    pub fn is(&self, text: &str) -> Result<(), Failure> {
        match self.marks.iter().find(|mark| !text.contains(**mark)) {
            Some(mark) => Err(Failure::new(format!("a {} came without {mark}", self.name))),
            None => Ok(()),
        }
    }
}

/// Somebody who reads a page again and again.
#[derive(Clone, Debug)]
pub struct Reader {
    page: Page,
    way: Way,
    session: Session,
}

impl Reader {
    /// One reader for each session.
    pub fn each(page: Page, way: Way, sessions: &[Session]) -> Vec<Arc<dyn Visitor>> {
        let reader = |session: &Session| Arc::new(Self { page, way, session: session.clone() });
        sessions.iter().map(|session| reader(session) as Arc<dyn Visitor>).collect()
    }
}

impl Visitor for Reader {
    fn next(&self, number: usize) -> Result<Ask, Failure> {
        let address = self.page.address;
        let is_new = self.way == Way::Anew;
        Ok(Ask::page(if is_new { format!("{address}?did=load-{number}") } else { address.to_owned() }))
    }

    fn cookie(&self) -> Option<&str> {
        Some(&self.session.cookie)
    }

    fn status(&self) -> StatusCode {
        StatusCode::OK
    }

    fn look(&self, answer: &Answer) -> Result<(), Failure> {
        self.page.is(&answer.text()?)
    }
}

/// Somebody who asks the floor for so many bytes.
#[derive(Clone, Debug)]
pub struct FloorReader {
    /// The length of the body.
    pub length: u64,
}

impl Visitor for FloorReader {
    fn next(&self, _: usize) -> Result<Ask, Failure> {
        Ok(Ask::page(format!("/{}", self.length)))
    }

    fn cookie(&self) -> Option<&str> {
        None
    }

    fn status(&self) -> StatusCode {
        StatusCode::OK
    }

    fn look(&self, answer: &Answer) -> Result<(), Failure> {
        if answer.body.len() as u64 == self.length {
            return Ok(());
        }
        Err(Failure::new("the floor answered another length than it was asked for"))
    }
}
