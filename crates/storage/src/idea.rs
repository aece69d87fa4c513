//! The ideas box of a school.

use domain::id::IdeaId;
use domain::idea::{Idea, Settlement};
use domain::source::{Source, Written};

use crate::columns::{insert, statements};
use crate::connection::{Fields, values};
use crate::error::StorageError;
use crate::source::{read_origin, read_written, source_columns, values_of};
use crate::{Reading, Writing};

/// What is written when an idea is put into the box; what was decided about it comes later.
macro_rules! idea_columns {
    () => {
        concat!("id, words, written_by, written_by_name, written_at, ", source_columns!())
    };
}

statements! { "idea";
    EVERY: [Text, Text, Text, Text, Integer, Text, Text, Text, Text, Text, Text, Text, Integer] = concat!(
        "select ", idea_columns!(), ", outcome, settled_by_name, settled_at from idea where school_id = $1
        order by written_at desc, id desc");
    ONE: [Text, Text, Text, Text, Integer, Text, Text, Text, Text, Text, Text, Text, Integer] = concat!(
        "select ", idea_columns!(), ", outcome, settled_by_name, settled_at from idea
        where school_id = $1 and id = $2");
    ADD = insert!("idea", concat!("school_id, ", idea_columns!()));
    SETTLE = "update idea set outcome = $3, settled_by_name = $4, settled_at = $5
        where school_id = $1 and id = $2";
}

impl Reading {
    /// Every idea, newest first.
    pub async fn ideas(&mut self) -> Result<Vec<Idea>, StorageError> {
        let school = self.scope;
        self.connection.all(EVERY, values![school], read_idea).await
    }

    /// One idea.
    pub async fn find_idea(&mut self, idea: IdeaId) -> Result<Option<Idea>, StorageError> {
        let school = self.scope;
        self.connection.one(ONE, values![school, idea], read_idea).await
    }
}

impl Writing {
    /// Puts an idea into the box.
    pub async fn add_idea(
        &mut self,
        idea: IdeaId,
        words: &str,
        written: &Written,
        source: Option<&Source>,
    ) -> Result<(), StorageError> {
        let mut row = values![self.scope, idea, words, written.account, &written.name, written.at];
        row.extend(values_of(source));
        self.connection.run_one(ADD, row).await
    }

    /// Keeps what was decided about an idea.
    pub async fn settle_idea(&mut self, idea: IdeaId, settled: &Settlement) -> Result<(), StorageError> {
        let row = values![self.scope, idea, settled.outcome.code(), &settled.by, settled.at];
        self.connection.run_one(SETTLE, row).await
    }
}

fn read_idea(row: &mut Fields<'_>) -> Result<Idea, StorageError> {
    let (id, words, written, origin) = (row.parsed()?, row.text()?, read_written(row)?, read_origin(row)?);
    let (outcome, by, at) = (row.parsed_or_none()?, row.text_or_none()?, row.instant_or_none()?);
    let settled = match (outcome, by, at) {
        (Some(outcome), Some(by), Some(at)) => Some(Settlement { outcome, by, at }),
        _ => None,
    };
    Ok(Idea { id, words, written, settled, origin })
}
