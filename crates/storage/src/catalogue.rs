//! The practicals of a school.

use std::collections::BTreeMap;

use domain::catalogue::{PracticalSource, SchoolPractical, SchoolPracticalLine, Subject, YearRange};
use domain::id::PracticalId;
use domain::source::{Source, Written};

use crate::apparatus::{like_pattern, listed};
use crate::columns::{Kept as _, columns, insert, select, statements};
use crate::connection::{Fields, values};
use crate::error::StorageError;
use crate::source::{read_origin, read_written, source_columns, values_of};
use crate::{Reading, Writing, postgres, sqlite};

columns! { "practical", SchoolPractical, |it, row|
    once {
        id: parsed = it.id;
        practical_key: text_or_none = it.key.as_ref();
        title: text = &it.title;
        search_title: text = &it.search_title;
        subject: keyed(Subject::from_code) = it.subject.code();
        year_from: number = it.years.from();
        year_to: number = it.years.to();
        pupils_per_group: number = it.pupils_per_group;
        notice_days: number_or_none = it.notice_days;
        minutes: number = it.minutes;
        trial: flag = it.trial;
        details: json = serde_json::to_string(&it.details)?;
        version: number = it.version;
        retired_at: instant_or_none = it.retired_at;
    }
    made SchoolPractical {
        id,
        key: practical_key,
        title,
        search_title,
        subject,
        years: YearRange::new(year_from, year_to).ok_or_else(|| StorageError::Inconsistent {
            table: "practical",
            column: "year_from".to_owned(),
            value: format!("{year_from} to {year_to}"),
        })?,
        pupils_per_group,
        notice_days,
        minutes,
        trial,
        details,
        version,
        retired_at,
    }
}

/// Who drafted a practical, and what it was saved from.
macro_rules! drafted_columns {
    () => {
        concat!("practical_id, written_by, written_by_name, written_at, ", source_columns!())
    };
}

statements! { "practical";
    ALL_PRACTICALS: SchoolPractical = select!(SchoolPractical, "from practical
        where school_id = $1 and retired_at is null order by subject, search_title");
    PRACTICAL: SchoolPractical = select!(SchoolPractical, "from practical where school_id = $1 and id = $2");
    SEARCH: SchoolPractical = select!(SchoolPractical, "from practical
        where school_id = $1 and retired_at is null and search_title like $2 order by search_title limit $3");
    LINES: [Text, Text, Text, Integer, Integer, Text, Text] = "select l.item_id, coalesce(i.name, l.words), l.rule,
        l.amount, l.spares, l.unit, l.detail
        from practical_line l left join item i on i.school_id = l.school_id and i.id = l.item_id
        where l.school_id = $1 and l.practical_id = $2 order by l.position";
    ADD_PRACTICAL = insert!(SchoolPractical in "school_id");
    ADD_LINE = insert!("practical_line",
        "school_id, practical_id, position, item_id, words, rule, amount, spares, unit, detail");
    SOURCES: [Text, Text, Text, Integer, Text, Text, Text, Text, Text] = concat!("select ", drafted_columns!(), "
        from practical_source where school_id = $1");
    SOURCE: [Text, Text, Text, Integer, Text, Text, Text, Text, Text] = concat!("select ", drafted_columns!(), "
        from practical_source where school_id = $1 and practical_id = $2");
    ADD_SOURCE = insert!("practical_source", concat!("school_id, ", drafted_columns!()));
}

impl Reading {
    /// Every practical in use, by subject and title.
    pub async fn practicals(&mut self) -> Result<Vec<SchoolPractical>, StorageError> {
        let school = self.scope;
        self.connection.all(ALL_PRACTICALS, values![school], SchoolPractical::read).await
    }

    /// One practical, retired or not.
    pub async fn find_practical(
        &mut self,
        practical: PracticalId,
    ) -> Result<Option<SchoolPractical>, StorageError> {
        let school = self.scope;
        self.connection.one(PRACTICAL, values![school, practical], SchoolPractical::read).await
    }

    /// These practicals, retired or not, in one look; those of other schools are simply not there.
    pub async fn find_practicals(
        &mut self,
        practicals: &[PracticalId],
    ) -> Result<BTreeMap<PracticalId, SchoolPractical>, StorageError> {
        if practicals.is_empty() {
            return Ok(BTreeMap::new());
        }
        let statement = self.connection.either(sqlite::PRACTICALS, postgres::PRACTICALS);
        let row = values![self.scope, listed(practicals)?];
        let found = self.connection.all(statement, row, SchoolPractical::read).await?;
        Ok(found.into_iter().map(|practical| (practical.id, practical)).collect())
    }

    /// Practicals in use whose folded words hold `folded`, at most `most`.
    pub async fn search_practicals(
        &mut self,
        folded: &str,
        most: u32,
    ) -> Result<Vec<SchoolPractical>, StorageError> {
        let school = self.scope;
        self.connection.all(SEARCH, values![school, like_pattern(folded), most], SchoolPractical::read).await
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
        let row = practical.inserted(values![school])?;
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
