//! The chat lane: many people listen to one room while messages are said in it, are all cut off at one
//! instant, and come back.

mod check;
mod figures;
mod reader;
mod report;
mod room;
mod run;
mod stream;
mod writer;

use std::net::SocketAddr;
use std::path::PathBuf;

pub use report::Report;
pub use room::measure;

/// What to measure with.
#[derive(Clone, Debug)]
pub struct Bench {
    /// The program.
    pub binary: PathBuf,
    /// Where the floor listens.
    pub floor: SocketAddr,
    /// The floor's process.
    pub floor_process: u32,
    /// How many listen.
    pub readers: usize,
    /// How many messages a second are said.
    pub a_second: u32,
    /// Seconds that messages are said and counted in one round.
    pub seconds: u32,
    /// How often everything is measured.
    pub rounds: usize,
}
