//! Hosted chats: who is who in them, planning an evening, talking, and what is kept of it.

mod agree;
mod bring;
mod chair;
mod deed;
mod desk;
mod erase;
mod evening;
mod history;
mod import;
mod lead;
mod list;
mod moderate;
mod one;
mod plan;
mod publish;
mod published;
mod report;
mod role;
mod room;
mod say;
mod shown;
pub mod ties;
mod turn;
mod withdraw_words;

pub use domain::chat::{Chat, ChatPerson, ChatQuestion};
pub use domain::message::{Message, MessageState};
pub use domain::report::{Report, ReportKind, ReportSettled, SettledAs};

pub use agree::agree;
pub use bring::{BringWanted, bring};
pub use chair::take_chair;
pub use deed::{close, open, put_off, reopen, review, schedule};
pub use desk::{Desk, MutedShown, ReportShown, desk};
pub use erase::{Touched, erase, erase_account, erasure_of, erasure_of_account};
pub use evening::{archive, evening};
pub use import::{Imported, PrivateNetwork, import, import_privately};
pub use lead::{ask, hold, pin, slow, star};
pub use list::{
    ItemWanted, ListItem, MOST_ITEMS, add_item, change_item, list, move_item, remove_item, seed_list,
};
pub use moderate::{approve, hide, mute, refuse, restore, unmute};
pub use one::OneChat;
pub(crate) use plan::line;
pub use plan::{PlanWanted, plan, set_up};
pub use publish::{RevisionShown, publish, revisions, withdraw};
pub use published::{Found, PublishedEvening, PublishedShown, published, published_list, search_published};
pub use report::{ReportOutcome, report, settle_report};
pub use role::{give_role, take_role, take_role_of};
pub use room::{
    Entrance, Head, LinkShown, MOST_MESSAGES, NetworkShown, News, OneMessage, Room, entrance, every, message,
    room, room_news,
};
pub use say::{SayWanted, Saying, say};
pub use shown::{QUOTES_SHOWN, QuoteShown, ReplyShown, RoomMessage};
pub use withdraw_words::take_back;
