//! The pieces that pages are put together from. Each knows how to write itself, so a template just names it.

mod button;
pub(crate) mod chat;
mod credit;
mod effects;
mod empty;
mod fact;
mod icon;
mod link;
mod linked;
mod mark;
pub(crate) mod requisition;
#[cfg(any(test, feature = "samples"))]
mod sample;
pub mod shell;
mod text_field;
pub(crate) mod ways_out;
mod written;

pub use crate::assets::Icon;
pub use button::{Button, ButtonKind, Choice, ReasonField};
pub use credit::{Credit, CreditFrom};
pub use effects::{EffectGroup, EffectRow, EffectsShown};
pub use empty::Empty;
pub use fact::Fact;
pub use http::FieldState;
pub use link::Link;
pub use linked::Linked;
pub use mark::{Mark, Meaning};
pub use shell::{Notice, Provisional, Section, Shell, ShellLink, ShellPerson, Theme, UndoLink};
pub use text_field::{FieldKind, TextField};
pub use written::Written;
