//! The board: everything the prep room does for one day.

use domain::Permit;
use std::sync::Arc;

use domain::people::permissions;
use domain::requisition::{Requisition, State};
use jiff::civil::Date;

use crate::almanac::Almanac;
use crate::{ActionError, House};

/// One day of the prep room.
#[derive(Clone, Debug)]
pub struct Board {
    /// The date.
    pub date: Date,
    /// The almanac, for periods and times.
    pub almanac: Arc<Almanac>,
    /// What is asked for that day, by time and room.
    pub requisitions: Vec<Requisition>,
    /// How many requests wait for an answer, on any day.
    pub waiting: u32,
}

/// The board of a date.
pub async fn board(
    house: &House,
    permit: &Permit<permissions::SeeBoard>,
    date: Date,
) -> Result<Board, ActionError> {
    let mut reading = house.storage.read(permit.school()).await?;
    let almanac = house.almanac(&mut reading).await?;
    let mut requisitions = reading.requisitions_between(date, date).await?;
    requisitions.retain(|requisition| {
        !matches!(requisition.state, State::Draft | State::Withdrawn | State::Declined)
    });
    let waiting = reading.count_waiting().await?;
    Ok(Board { date, almanac, requisitions, waiting })
}
