//! Requisitions.

use domain::Interval;
use domain::id::{LessonId, RequisitionId, StaffId};
use domain::requisition::{Deed, LastDeed, Lateness, LessonSnapshot, Requisition, State};
use jiff::civil::Date;

use crate::connection::{Fields, Value, statements, values};
use crate::error::StorageError;
use crate::{Reading, Writing};

macro_rules! requisition_columns {
    () => {
        "r.id, r.version, r.state, r.lesson_id, r.meeting_id, r.lesson_date, r.first_period, r.last_period,
         r.periods, r.class, r.subject, r.staff_id, r.teacher, r.room, r.start_at, r.end_at, r.content, r.late,
         r.late_reason, r.late_words, r.received_at, r.deadline_at, r.needs_approval, r.asked_by,
         r.asked_by_name, r.question, r.hazard, r.trial, r.last_deed, r.last_deed_by, r.last_deed_at,
         r.before_last, r.returned, r.created_at"
    };
}

statements! { "requisition";
    ONE = concat!("select ", requisition_columns!(), " from requisition r where r.school_id = $1 and r.id = $2");
    BETWEEN = concat!("select ", requisition_columns!(), " from requisition r
        where r.school_id = $1 and r.lesson_date >= $2 and r.lesson_date <= $3 order by r.start_at, r.room, r.id");
    OF_STAFF = concat!("select ", requisition_columns!(), " from requisition r
        where r.school_id = $1 and r.staff_id = $2 and r.lesson_date >= $3 and r.lesson_date <= $4
        order by r.start_at, r.id");
    OF_LESSON = concat!("select ", requisition_columns!(), " from requisition r
        where r.school_id = $1 and r.lesson_id = $2 order by r.created_at");
    WAITING = concat!("select ", requisition_columns!(), " from requisition r
        where r.school_id = $1 and r.state in ('submitted', 'queried') order by r.start_at, r.id");
    OPEN_FROM = concat!("select ", requisition_columns!(), " from requisition r
        where r.school_id = $1 and r.state in ('submitted', 'queried', 'accepted', 'prepared', 'delivered', 'collected')
        and r.end_at >= $2 order by r.start_at, r.id");
    NOT_COUNTED_BACK = concat!("select ", requisition_columns!(), " from requisition r
        where r.school_id = $1 and r.state in ('accepted', 'prepared', 'delivered', 'collected')
        and r.end_at < $2 and r.end_at >= $3 order by r.start_at, r.id");
    EVERY = concat!("select ", requisition_columns!(), " from requisition r where r.school_id = $1 order by r.id");
    RECENT_OF_STAFF = concat!("select ", requisition_columns!(), " from requisition r
        where r.school_id = $1 and r.staff_id = $2 order by r.lesson_date desc, r.start_at desc limit $3");
    COUNT_WAITING = "select count(*) from requisition where school_id = $1 and state = 'submitted'";
    ADD = "insert into requisition (school_id, id, version, state, lesson_id, meeting_id, lesson_date, first_period,
        last_period, periods, class, subject, staff_id, teacher, room, start_at, end_at, title, sets, hazard, trial,
        content, late, late_reason, late_words, received_at, deadline_at, needs_approval, asked_by, asked_by_name,
        question, last_deed, last_deed_by, last_deed_at, before_last, returned, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
        $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37)";
    CHANGE = "update requisition set version = $3, state = $4, title = $5, sets = $6, hazard = $7, trial = $8,
        content = $9, late = $10, late_reason = $11, late_words = $12, received_at = $13, deadline_at = $14,
        needs_approval = $15, question = $16, last_deed = $17, last_deed_by = $18, last_deed_at = $19,
        before_last = $20, returned = $21, asked_by = $22, asked_by_name = $23, lesson_id = $24, meeting_id = $25,
        lesson_date = $26, first_period = $27, last_period = $28, periods = $29, class = $30, subject = $31,
        staff_id = $32, teacher = $33, room = $34, start_at = $35, end_at = $36
        where school_id = $1 and id = $2 and version = $37";
    EVIDENCE = "select lesson_date, state, late, count(*) from requisition
        where school_id = $1 and lesson_date >= $2 and lesson_date <= $3 and state <> 'draft'
        group by lesson_date, state, late order by lesson_date, state, late";
}

/// How many requisitions of one kind a day had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayCount {
    /// The lessons' date.
    pub date: Date,
    /// Where they stand.
    pub state: State,
    /// Whether they came late.
    pub late: bool,
    /// How many.
    pub count: u32,
}

impl Reading {
    /// One requisition.
    pub async fn find_requisition(&mut self, id: RequisitionId) -> Result<Option<Requisition>, StorageError> {
        let school = self.scope;
        self.connection.one(ONE, values![school, id], read_requisition).await
    }

    /// Every requisition for lessons from `first` to `last`, both included, by time and room.
    pub async fn requisitions_between(
        &mut self,
        first: Date,
        last: Date,
    ) -> Result<Vec<Requisition>, StorageError> {
        self.list(BETWEEN, values![self.scope, first, last]).await
    }

    /// One teacher's requisitions for lessons from `first` to `last`.
    pub async fn requisitions_of(
        &mut self,
        staff: StaffId,
        first: Date,
        last: Date,
    ) -> Result<Vec<Requisition>, StorageError> {
        self.list(OF_STAFF, values![self.scope, staff, first, last]).await
    }

    /// One teacher's latest requisitions, newest lesson first.
    pub async fn recent_requisitions_of(
        &mut self,
        staff: StaffId,
        most: u32,
    ) -> Result<Vec<Requisition>, StorageError> {
        self.list(RECENT_OF_STAFF, values![self.scope, staff, most]).await
    }

    /// The requisitions for one lesson.
    pub async fn requisitions_for(&mut self, lesson: LessonId) -> Result<Vec<Requisition>, StorageError> {
        self.list(OF_LESSON, values![self.scope, lesson]).await
    }

    /// What waits for an answer.
    pub async fn requisitions_waiting(&mut self) -> Result<Vec<Requisition>, StorageError> {
        self.list(WAITING, values![self.scope]).await
    }

    /// How many sent requisitions wait for a technician.
    pub async fn count_waiting(&mut self) -> Result<u32, StorageError> {
        let school = self.scope;
        Ok(self.connection.one(COUNT_WAITING, values![school], |row| row.number()).await?.unwrap_or(0))
    }

    /// What is open for lessons that end at or after `from`.
    pub async fn requisitions_open_from(
        &mut self,
        from: domain::Instant,
    ) -> Result<Vec<Requisition>, StorageError> {
        self.list(OPEN_FROM, values![self.scope, from]).await
    }

    /// What nobody has counted back, for lessons that ended before `now` and not before `since`.
    pub async fn requisitions_not_counted_back(
        &mut self,
        now: domain::Instant,
        since: domain::Instant,
    ) -> Result<Vec<Requisition>, StorageError> {
        self.list(NOT_COUNTED_BACK, values![self.scope, now, since]).await
    }

    /// Every requisition of the school, for checking.
    pub async fn every_requisition(&mut self) -> Result<Vec<Requisition>, StorageError> {
        self.list(EVERY, values![self.scope]).await
    }

    /// How many requisitions each day had, by state and lateness.
    pub async fn day_counts(&mut self, first: Date, last: Date) -> Result<Vec<DayCount>, StorageError> {
        let school = self.scope;
        self.connection
            .all(EVIDENCE, values![school, first, last], |row| {
                Ok(DayCount {
                    date: row.parsed()?,
                    state: row.parsed()?,
                    late: row.flag()?,
                    count: row.number()?,
                })
            })
            .await
    }

    async fn list(
        &mut self,
        statement: crate::connection::Statement,
        values: Vec<Value>,
    ) -> Result<Vec<Requisition>, StorageError> {
        self.connection.all(statement, values, read_requisition).await
    }
}

impl Writing {
    /// Adds a requisition.
    pub async fn add_requisition(&mut self, requisition: &Requisition) -> Result<(), StorageError> {
        let lesson = &requisition.lesson;
        let lateness = &requisition.lateness;
        let row = values![
            self.scope,
            requisition.id,
            requisition.version,
            requisition.state.key(),
            lesson.id,
            lesson.meeting,
            lesson.date,
            lesson.first_period,
            lesson.last_period,
            &lesson.periods,
            &lesson.class,
            &lesson.subject,
            lesson.staff,
            &lesson.teacher,
            &lesson.room,
            lesson.interval.from,
            lesson.interval.until,
            requisition.content.title(),
            sets_of(requisition),
            requisition.hazard,
            requisition.trial,
            serde_json::to_string(&requisition.content)?,
            lateness.late,
            lateness.reason.as_ref(),
            &lateness.words,
            lateness.received_at,
            lateness.deadline_at,
            requisition.needs_approval,
            requisition.asked_by,
            &requisition.asked_by_name,
            &requisition.question,
            requisition.last.deed.key(),
            requisition.last.by,
            requisition.last.at,
            before_text(requisition)?,
            serde_json::to_string(&requisition.returned)?,
            requisition.created_at
        ];
        self.connection.run_one(ADD, row).await
    }

    /// Keeps a requisition as it now is; its version must be one more than the one kept.
    pub async fn change_requisition(&mut self, requisition: &Requisition) -> Result<(), StorageError> {
        let lesson = &requisition.lesson;
        let lateness = &requisition.lateness;
        let row = values![
            self.scope,
            requisition.id,
            requisition.version,
            requisition.state.key(),
            requisition.content.title(),
            sets_of(requisition),
            requisition.hazard,
            requisition.trial,
            serde_json::to_string(&requisition.content)?,
            lateness.late,
            lateness.reason.as_ref(),
            &lateness.words,
            lateness.received_at,
            lateness.deadline_at,
            requisition.needs_approval,
            &requisition.question,
            requisition.last.deed.key(),
            requisition.last.by,
            requisition.last.at,
            before_text(requisition)?,
            serde_json::to_string(&requisition.returned)?,
            requisition.asked_by,
            &requisition.asked_by_name,
            lesson.id,
            lesson.meeting,
            lesson.date,
            lesson.first_period,
            lesson.last_period,
            &lesson.periods,
            &lesson.class,
            &lesson.subject,
            lesson.staff,
            &lesson.teacher,
            &lesson.room,
            lesson.interval.from,
            lesson.interval.until,
            requisition.version.saturating_sub(1)
        ];
        self.connection.run_one(CHANGE, row).await
    }
}

fn sets_of(requisition: &Requisition) -> u32 {
    requisition.content.stations.iter().map(|station| station.sets).sum()
}

fn before_text(requisition: &Requisition) -> Result<Option<String>, StorageError> {
    Ok(requisition.before_last.as_ref().map(serde_json::to_string).transpose()?)
}

fn read_requisition(row: &mut Fields<'_>) -> Result<Requisition, StorageError> {
    let id = row.parsed()?;
    let version = row.number()?;
    let state = row.parsed()?;
    let lesson = LessonSnapshot {
        id: row.parsed()?,
        meeting: row.parsed()?,
        date: row.parsed()?,
        first_period: row.number()?,
        last_period: row.number()?,
        periods: row.text()?,
        class: row.text()?,
        subject: row.text()?,
        staff: row.parsed_or_none()?,
        teacher: row.text()?,
        room: row.text()?,
        interval: Interval { from: row.instant()?, until: row.instant()? },
    };
    Ok(Requisition {
        id,
        version,
        state,
        lesson,
        content: row.json()?,
        lateness: Lateness {
            late: row.flag()?,
            reason: row.text_or_none()?,
            words: row.text()?,
            received_at: row.instant_or_none()?,
            deadline_at: row.instant_or_none()?,
        },
        needs_approval: row.flag()?,
        asked_by: row.parsed_or_none()?,
        asked_by_name: row.text()?,
        question: row.text()?,
        hazard: row.flag()?,
        trial: row.flag()?,
        last: read_last_deed(row)?,
        before_last: row.json_or_none()?,
        returned: row.json()?,
        created_at: row.instant()?,
    })
}

fn read_last_deed(row: &mut Fields<'_>) -> Result<LastDeed, StorageError> {
    let deed = row.text()?;
    let deed = Deed::from_key(&deed).ok_or(StorageError::Inconsistent {
        table: "requisition",
        column: 28,
        value: deed,
    })?;
    Ok(LastDeed { deed, by: row.parsed_or_none()?, at: row.instant()? })
}
