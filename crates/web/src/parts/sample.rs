//! Made-up frames and thanks.

use super::{Credit, CreditFrom, Section, Shell, ShellLink, ShellPerson, Theme};

impl Credit {
    /// A made-up credit.
    pub fn sample(deed: &'static str) -> Self {
        let from = CreditFrom { credit: "@a_technician".to_owned(), link: "/chats/sample".to_owned() };
        Self { deed, from: Some(from) }
    }

    /// The same, once whoever said it has been erased.
    pub fn erased(deed: &'static str) -> Self {
        Self { deed, from: None }
    }
}

impl Shell {
    /// A made-up teacher's frame.
    pub fn sample_teacher(title: &str, current: Section) -> Self {
        Self {
            school: "Sample High School".to_owned(),
            title: title.to_owned(),
            person: Some(ShellPerson {
                name: "A. Teacher".to_owned(),
                roles_line: "Teacher".to_owned(),
                sign_out_key: "sample-key".to_owned(),
            }),
            current,
            links: vec![
                link(Section::Week, "Week", "/week", None, true),
                link(Section::Board, "Board", "/board", None, true),
                link(Section::Catalogue, "Catalogue", "/catalogue", None, true),
                link(Section::Apparatus, "Apparatus", "/apparatus", None, true),
            ],
            notice: None,
            provisional: None,
            theme: Theme::Device,
        }
    }

    /// A made-up technician's frame.
    pub fn sample_technician(title: &str, current: Section) -> Self {
        Self {
            person: Some(ShellPerson {
                name: "T. Technician".to_owned(),
                roles_line: "Senior technician".to_owned(),
                sign_out_key: "sample-key".to_owned(),
            }),
            links: vec![
                link(Section::Board, "Board", "/board", None, true),
                link(Section::Inbox, "Inbox", "/inbox", Some(4), true),
                link(Section::Catalogue, "Catalogue", "/catalogue", None, true),
                link(Section::Apparatus, "Apparatus", "/apparatus", None, true),
                link(Section::People, "People", "/people", None, false),
                link(Section::Setup, "Timetable", "/timetable", None, false),
            ],
            ..Self::sample_teacher(title, current)
        }
    }
}

fn link(section: Section, words: &str, url: &str, count: Option<u32>, thumb: bool) -> ShellLink {
    ShellLink { section, words: words.to_owned(), url: url.to_owned(), count, thumb }
}
