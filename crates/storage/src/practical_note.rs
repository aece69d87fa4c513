//! Trial notes on practicals: what somebody who tried one wants the next to know.

use domain::catalogue::PracticalNote;
use domain::id::{NoteId, PracticalId};
use domain::source::{Source, Written};

use crate::columns::{insert, statements};
use crate::connection::{Fields, values};
use crate::error::StorageError;
use crate::source::{read_origin, read_written, source_columns, values_of};
use crate::{Reading, Writing};

macro_rules! note_columns {
    () => {
        concat!("id, words, written_by, written_by_name, written_at, ", source_columns!())
    };
}

statements! { "practical_note";
    OF_PRACTICAL: [Text, Text, Text, Text, Integer, Text, Text, Text, Text, Text] = concat!(
        "select ", note_columns!(), " from practical_note where school_id = $1 and practical_id = $2
        order by written_at desc, id desc");
    ADD = insert!("practical_note", concat!("school_id, practical_id, ", note_columns!()));
}

impl Reading {
    /// The notes on a practical, newest first.
    pub async fn practical_notes(
        &mut self,
        practical: PracticalId,
    ) -> Result<Vec<PracticalNote>, StorageError> {
        let school = self.scope;
        self.connection.all(OF_PRACTICAL, values![school, practical], read_note).await
    }
}

impl Writing {
    /// Adds a note to a practical.
    pub async fn add_practical_note(
        &mut self,
        practical: PracticalId,
        note: NoteId,
        words: &str,
        written: &Written,
        source: Option<&Source>,
    ) -> Result<(), StorageError> {
        let mut row = values![self.scope, practical, note, words, written.account, &written.name, written.at];
        row.extend(values_of(source));
        self.connection.run_one(ADD, row).await
    }
}

fn read_note(row: &mut Fields<'_>) -> Result<PracticalNote, StorageError> {
    Ok(PracticalNote {
        id: row.parsed()?,
        words: row.text()?,
        written: read_written(row)?,
        origin: read_origin(row)?,
    })
}
