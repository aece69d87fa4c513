//! Practicals of the catalogue.

use actions::House;
use actions::catalogue::{self, SchoolPractical};
use domain::Permit;
use domain::people::permissions::SeeCatalogue;
use serde::Serialize;

use super::Read;
use super::parameter::{Given, Parameter};
use crate::Problem;

/// A practical.
#[derive(Debug, Serialize)]
pub(crate) struct PracticalTold {
    id: String,
    version: u32,
    title: String,
    subject: &'static str,
    year_from: u8,
    year_to: u8,
    pupils_per_group: u16,
    notice_days: Option<u16>,
    minutes: u16,
    trial: bool,
    summary: String,
}

impl From<SchoolPractical> for PracticalTold {
    fn from(practical: SchoolPractical) -> Self {
        Self {
            id: practical.id.to_string(),
            version: practical.version,
            title: practical.title,
            subject: practical.subject.code(),
            year_from: practical.years.from(),
            year_to: practical.years.to(),
            pupils_per_group: practical.pupils_per_group,
            notice_days: practical.notice_days,
            minutes: practical.minutes,
            trial: practical.trial,
            summary: practical.details.summary,
        }
    }
}

/// `practicals q=…`
pub(crate) struct Practicals;

impl Read for Practicals {
    type May = SeeCatalogue;
    type Told = Vec<PracticalTold>;
    const NAME: &'static str = "practicals";
    const ABOUT: &'static str = "The practicals of the catalogue, or those that a search finds.";
    const PARAMETERS: &'static [Parameter] = &[Parameter::optional("q", "words of the practical's title")];

    async fn read(
        house: &House,
        permit: &Permit<SeeCatalogue>,
        given: &Given,
    ) -> Result<Vec<PracticalTold>, Problem> {
        let found = match given.text("q").trim() {
            "" => catalogue::list(house, permit).await?,
            words => catalogue::search(house, permit, words).await?,
        };
        Ok(found.into_iter().map(PracticalTold::from).collect())
    }
}
