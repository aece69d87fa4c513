//! What stands around every page: the school's name, the ways to go, the search box, the person's menu, a notice.

use crate::assets::Icon;
use crate::parts::Meaning;

/// The part of the book that a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// A teacher's own timetable.
    Week,
    /// The technicians' day.
    Board,
    /// What waits for a technician.
    Inbox,
    /// The practicals.
    Catalogue,
    /// What the school has.
    Apparatus,
    /// Talk among technicians.
    Chats,
    /// Who is in the school.
    People,
    /// Timetable, calendar, deadline.
    Setup,
    /// Sign-in, errors, a person's own pages.
    Elsewhere,
}

impl Section {
    /// The drawing beside its name.
    pub const fn icon(self) -> Icon {
        match self {
            Self::Week => Icon::CalendarDays,
            Self::Board => Icon::LayoutGrid,
            Self::Inbox => Icon::Inbox,
            Self::Catalogue => Icon::BookOpen,
            Self::Apparatus => Icon::Microscope,
            Self::Chats => Icon::MessageCircle,
            Self::People => Icon::Users,
            Self::Setup => Icon::Settings,
            Self::Elsewhere => Icon::Ellipsis,
        }
    }
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the reader's device has it.
    #[default]
    Device,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// Value of the page's `data-theme`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// One way to go.
#[derive(Debug, Clone)]
pub struct ShellLink {
    /// Where it leads, for marking the current one.
    pub section: Section,
    /// Its name.
    pub words: String,
    /// Its address.
    pub url: String,
    /// How many things wait there.
    pub count: Option<u32>,
    /// Whether it is one of the four at the thumb on a phone.
    pub thumb: bool,
}

/// The person who is signed in.
#[derive(Debug, Clone)]
pub struct ShellPerson {
    /// Name as others see it.
    pub name: String,
    /// Roles in plain words, such as “Teacher, head of science”.
    pub roles_line: String,
    /// Idempotency key of the sign-out form.
    pub sign_out_key: String,
}

/// A way to take the last deed back.
#[derive(Debug, Clone)]
pub struct UndoLink {
    /// What its button says.
    pub words: &'static str,
    /// Where the form is sent.
    pub url: String,
    /// Its idempotency key.
    pub key: String,
    /// The requisitions that one touch changed, where it changed several.
    pub requisitions: Vec<String>,
}

/// What just happened, in one line at the top.
#[derive(Debug, Clone)]
pub struct Notice {
    /// Whether it went well.
    pub kind: Meaning,
    /// One sentence.
    pub words: String,
    /// The way back, where there is one.
    pub undo: Option<UndoLink>,
}

/// That what is shown is not settled yet.
#[derive(Debug, Clone)]
pub struct Provisional {
    /// Why, in a sentence.
    pub words: String,
    /// Where this person may settle it.
    pub url: Option<String>,
}

/// The frame of a page.
#[derive(Debug, Clone)]
pub struct Shell {
    /// Name of the school; empty before anybody is signed in.
    pub school: String,
    /// Title of the page in the browser's tab.
    pub title: String,
    /// Who is signed in.
    pub person: Option<ShellPerson>,
    /// Which way is the current one.
    pub current: Section,
    /// The ways this person may go, in order.
    pub links: Vec<ShellLink>,
    /// What just happened.
    pub notice: Option<Notice>,
    /// Why what is shown is not settled yet, such as a calendar nobody has checked.
    pub provisional: Option<Provisional>,
    /// Light or dark.
    pub theme: Theme,
}
