//! Identifiers: one type for each kind of thing, so that one can never stand where another belongs.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The text is not an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("that is not an identifier")]
pub struct NotAnId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(out)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Uuid::try_parse(text).map(Self).map_err(|_| NotAnId)
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }
    )*};
}

ids! {
    /// A school: one scope.
    SchoolId;
    /// A person, once on a server.
    AccountId;
    /// A member of a school's staff, as its timetable names them, whether or not they have an account.
    StaffId;
    /// One signed-in browser.
    SessionId;
    /// A link that lets a person join a school.
    InvitationId;
    /// One version of a school's timetable, valid from a date.
    TimetableId;
    /// A meeting of a class in the timetable's cycle, the same through every version that keeps it.
    MeetingId;
    /// A dated lesson.
    LessonId;
    /// A change of what a school's lessons follow from.
    TimeChangeId;
    /// Something that is otherwise than the timetable has it.
    ExceptionId;
    /// A site of a school.
    SiteId;
    /// A practical of a school's catalogue.
    PracticalId;
    /// A pool of interchangeable pieces of apparatus, or a thing used up.
    ItemId;
    /// A teacher's request for one lesson.
    RequisitionId;
    /// One entry of a school's or a network's history.
    EventId;
    /// A network of schools and people: one scope.
    NetworkId;
    /// A code that lets people or a school join a network.
    CodeId;
    /// A subject that somebody proposed for an evening.
    TopicId;
    /// A hosted chat: one evening.
    ChatId;
    /// What somebody said in a chat.
    MessageId;
    /// Word to the moderators that a message needs looking at.
    ReportId;
    /// One entry of an evening's list.
    ListItemId;
    /// A suggestion in a school's ideas box.
    IdeaId;
    /// A note on a practical by somebody who tried it.
    NoteId;
}
