//! Pages of an evening: the room, its desk, and one message with what may be done to it.

pub mod desk;
pub mod head;
pub mod message;
pub mod room;
pub mod said;
pub mod say;
