//! Hosted chats: who is what in them, how an evening moves from plan to publication, what may be said when,
//! and what is kept of it.

pub mod archive;
pub mod erasure;
pub mod evening;
pub mod handle;
mod hosted;
pub mod network;
mod permission;
pub mod pseudonym;
pub mod reply;
mod role;
pub mod room;
pub mod schedule;
mod state;
pub mod tag;
pub mod words;
pub mod zone;

pub use hosted::{Chat, ChatPerson, ChatQuestion, KeptPreamble, Mute};
pub use permission::{ALL_CHAT_PERMISSIONS, Participant, chat_permissions};
pub use role::{ChatRole, DEPARTMENT_ADMINISTRATORS, SchoolTie, TALKING_ROLES, Ties, UnknownChatRole};
pub use state::{ChatFacts, ChatRefusal, ChatState, ChatStep, REVIEW_HOURS, UnknownChatState, moved};
