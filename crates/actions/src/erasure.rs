//! Erasing a person from everything that a network keeps of them.

mod erase;
mod erase_account;
mod eraser;
mod person;
mod preview;
mod tombstone;
mod touched;
mod whole_network;

pub use erase::Erase;
pub use erase_account::EraseAccount;
pub use preview::{account_of, erasure_of, erasure_of_account};
pub use touched::Touched;
pub use whole_network::WholeNetwork;
