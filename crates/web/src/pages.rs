//! What each page shows: plain structs with everything already in words, beside their templates.

pub mod chat_work;
pub mod evening;
