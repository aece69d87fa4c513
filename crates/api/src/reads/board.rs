//! The board of a day.

use actions::{House, prep};
use domain::Permit;
use domain::people::permissions::SeeBoard;
use serde::Serialize;

use super::Read;
use super::parameter::{Given, Parameter};
use super::requisition::RequisitionTold;
use crate::Problem;

/// A day of the prep room.
#[derive(Debug, Serialize)]
pub(crate) struct BoardTold {
    date: String,
    requisitions: Vec<RequisitionTold>,
    /// How many requests wait for an answer, on any day.
    waiting: u32,
}

/// `board date=…`
pub(crate) struct Board;

impl Read for Board {
    type May = SeeBoard;
    type Told = BoardTold;
    const NAME: &'static str = "board";
    const ABOUT: &'static str = "Everything the prep room does on one day, by time and room.";
    const PARAMETERS: &'static [Parameter] = &[Parameter::required("date", "the day, as 2026-11-24")];

    async fn read(house: &House, permit: &Permit<SeeBoard>, given: &Given) -> Result<BoardTold, Problem> {
        let board = prep::board(house, permit, given.get("date")?).await?;
        Ok(BoardTold {
            date: board.date.to_string(),
            requisitions: board.requisitions.iter().map(RequisitionTold::from).collect(),
            waiting: board.waiting,
        })
    }
}
