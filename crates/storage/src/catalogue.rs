//! The practicals of a school.

use domain::catalogue::{PracticalSource, SchoolPractical, SchoolPracticalLine, Subject, YearRange};
use domain::id::PracticalId;
use domain::source::{Source, Written};

use crate::apparatus::like_pattern;
use crate::connection::{Fields, statements, values};
use crate::error::StorageError;
use crate::source::{read_origin, read_written, source_columns, values_of};
use crate::{Reading, Writing};

macro_rules! practical_columns {
    () => {
        "p.id, p.practical_key, p.title, p.search_title, p.subject, p.year_from, p.year_to, p.pupils_per_group,
         p.notice_days, p.minutes, p.trial, p.details, p.version, p.retired_at"
    };
}

statements! { "practical";
    ALL_PRACTICALS = concat!("select ", practical_columns!(), " from practical p
        where p.school_id = $1 and p.retired_at is null order by p.subject, p.search_title");
    PRACTICAL = concat!("select ", practical_columns!(), " from practical p where p.school_id = $1 and p.id = $2");
    SEARCH = concat!("select ", practical_columns!(), " from practical p
        where p.school_id = $1 and p.retired_at is null and p.search_title like $2
        order by p.search_title limit $3");
    LINES = "select l.item_id, coalesce(i.name, l.words), l.rule, l.amount, l.spares, l.unit, l.detail
        from practical_line l left join item i on i.school_id = l.school_id and i.id = l.item_id
        where l.school_id = $1 and l.practical_id = $2 order by l.position";
    ADD_PRACTICAL = "insert into practical (school_id, id, practical_key, title, search_title, subject, year_from,
        year_to, pupils_per_group, notice_days, minutes, trial, details, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)";
    ADD_LINE = "insert into practical_line (school_id, practical_id, position, item_id, words, rule, amount, spares,
        unit, detail) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    SOURCES = concat!("select practical_id, written_by, written_by_name, written_at, ", source_columns!(), "
        from practical_source where school_id = $1");
    SOURCE = concat!("select practical_id, written_by, written_by_name, written_at, ", source_columns!(), "
        from practical_source where school_id = $1 and practical_id = $2");
    ADD_SOURCE = concat!("insert into practical_source (school_id, practical_id, written_by, written_by_name,
        written_at, ", source_columns!(), ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
}

impl Reading {
    /// Every practical in use, by subject and title.
    pub async fn practicals(&mut self) -> Result<Vec<SchoolPractical>, StorageError> {
        let school = self.scope;
        self.connection.all(ALL_PRACTICALS, values![school], read_practical).await
    }

    /// One practical, retired or not.
    pub async fn find_practical(
        &mut self,
        practical: PracticalId,
    ) -> Result<Option<SchoolPractical>, StorageError> {
        let school = self.scope;
        self.connection.one(PRACTICAL, values![school, practical], read_practical).await
    }

    /// Practicals in use whose folded words hold `folded`, at most `most`.
    pub async fn search_practicals(
        &mut self,
        folded: &str,
        most: u32,
    ) -> Result<Vec<SchoolPractical>, StorageError> {
        let school = self.scope;
        self.connection.all(SEARCH, values![school, like_pattern(folded), most], read_practical).await
    }

    /// Who drafted the practicals of the school's own.
    pub async fn practical_sources(&mut self) -> Result<Vec<PracticalSource>, StorageError> {
        let school = self.scope;
        self.connection.all(SOURCES, values![school], read_practical_source).await
    }

    /// Who drafted a practical, if it is one of the school's own.
    pub async fn practical_source(
        &mut self,
        practical: PracticalId,
    ) -> Result<Option<PracticalSource>, StorageError> {
        let school = self.scope;
        self.connection.one(SOURCE, values![school, practical], read_practical_source).await
    }

    /// The lines of a practical, in order.
    pub async fn practical_lines(
        &mut self,
        practical: PracticalId,
    ) -> Result<Vec<SchoolPracticalLine>, StorageError> {
        let school = self.scope;
        self.connection
            .all(LINES, values![school, practical], |row| {
                Ok(SchoolPracticalLine {
                    item: row.parsed_or_none()?,
                    name: row.text()?,
                    rule: row.json()?,
                    amount: row.number()?,
                    spares: row.number()?,
                    unit: row.text_or_none()?,
                    detail: row.text()?,
                })
            })
            .await
    }
}

impl Writing {
    /// Adds a practical with its lines.
    pub async fn add_practical(
        &mut self,
        practical: &SchoolPractical,
        lines: &[SchoolPracticalLine],
    ) -> Result<(), StorageError> {
        let school = self.scope;
        let row = values![
            school,
            practical.id,
            practical.key.as_ref(),
            &practical.title,
            &practical.search_title,
            practical.subject.code(),
            practical.years.from(),
            practical.years.to(),
            practical.pupils_per_group,
            practical.notice_days,
            practical.minutes,
            practical.trial,
            serde_json::to_string(&practical.details)?
        ];
        self.connection.run_one(ADD_PRACTICAL, row).await?;
        for (position, line) in lines.iter().enumerate() {
            let words = if line.item.is_some() { "" } else { line.name.as_str() };
            let row = values![
                school,
                practical.id,
                position,
                line.item,
                words,
                serde_json::to_string(&line.rule)?,
                i64::try_from(line.amount).unwrap_or(i64::MAX),
                line.spares,
                line.unit.as_ref(),
                &line.detail
            ];
            self.connection.run_one(ADD_LINE, row).await?;
        }
        Ok(())
    }

    /// Keeps who drafted a practical of the school's own, and what it was saved from.
    pub async fn add_practical_source(
        &mut self,
        practical: PracticalId,
        written: &Written,
        source: Option<&Source>,
    ) -> Result<(), StorageError> {
        let mut row = values![self.scope, practical, written.account, &written.name, written.at];
        row.extend(values_of(source));
        self.connection.run_one(ADD_SOURCE, row).await
    }
}

fn read_practical_source(row: &mut Fields<'_>) -> Result<PracticalSource, StorageError> {
    Ok(PracticalSource { practical: row.parsed()?, written: read_written(row)?, origin: read_origin(row)? })
}

fn read_practical(row: &mut Fields<'_>) -> Result<SchoolPractical, StorageError> {
    let id = row.parsed()?;
    let key = row.text_or_none()?;
    let title = row.text()?;
    let search_title = row.text()?;
    let subject = row.text()?;
    let subject = Subject::from_code(&subject).ok_or(StorageError::Inconsistent {
        table: "practical",
        column: 4,
        value: subject,
    })?;
    let (from, to): (u8, u8) = (row.number()?, row.number()?);
    let years = YearRange::new(from, to).ok_or_else(|| StorageError::Inconsistent {
        table: "practical",
        column: 5,
        value: format!("{from} to {to}"),
    })?;
    Ok(SchoolPractical {
        id,
        key,
        title,
        search_title,
        subject,
        years,
        pupils_per_group: row.number()?,
        notice_days: row.number_or_none()?,
        minutes: row.number()?,
        trial: row.flag()?,
        details: row.json()?,
        version: row.number()?,
        retired_at: row.instant_or_none()?,
    })
}
