//! Hosted chats: who is who in them, planning an evening, talking, and what is kept of it.

mod agree;
mod ask;
mod close;
mod desk;
mod give_role;
mod hold;
mod import;
mod mute;
pub(crate) mod one;
mod open;
mod pin;
mod plan;
mod put_off;
mod reopen;
mod review;
mod room;
mod schedule;
mod set_up;
mod shown;
mod slow;
mod step;
mod take_chair;
mod take_role;
pub mod ties;
mod unmute;
mod unpin;
mod written;

pub use domain::chat::{Chat, ChatPerson, ChatQuestion};
pub use domain::message::{Message, MessageState};
pub use domain::report::{Report, ReportKind, ReportSettled, SettledAs};

pub use agree::Agree;
pub use ask::Ask;
pub use close::Close;
pub use desk::{Desk, MutedShown, ReportShown, desk};
pub use give_role::GiveRole;
pub use hold::Hold;
pub use import::{Imported, PrivateNetwork, import, import_privately};
pub use mute::Mute;
pub use one::OneChat;
pub use open::Open;
pub use pin::Pin;
pub use plan::Plan;
pub use put_off::PutOff;
pub use reopen::Reopen;
pub use review::Review;
pub use room::{
    Entrance, Head, LinkShown, MOST_MESSAGES, NetworkShown, News, OneMessage, Room, entrance, every, message,
    room, room_news,
};
pub use schedule::Schedule;
pub use set_up::SetUp;
pub use shown::{QUOTES_SHOWN, QuoteShown, ReplyShown, RoomMessage};
pub use slow::Slow;
pub use take_chair::TakeChair;
pub use take_role::TakeRole;
pub use unmute::Unmute;
pub use unpin::Unpin;
pub(crate) use written::{line, written};
