//! Requisitions.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{LessonId, RequisitionId, StaffId};
use domain::requisition::{Content, LastStep, Lateness, Occasion, Requisition, State, Step, Tie};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::apparatus::listed;
use crate::columns::{Kept as _, columns, insert, select, statements, update};
use crate::connection::{Value, values};
use crate::error::StorageError;
use crate::kit_list::{self, KitList, Shared, numbers_of, whole};
use crate::occasion::{booked, with_kit_list};
use crate::{Reading, Writing, postgres, sqlite};

columns! { "requisition", Requisition, |it, row|
    once {
        id: parsed = it.id;
        created_at: instant = it.created_at;
    }
    again {
        version: number = it.version;
        state: parsed = it.state.key();
        content: text = numbers_of(&it.content)?;
        late: flag = it.lateness.late;
        late_reason: text_or_none = it.lateness.reason.as_ref();
        late_words: text = &it.lateness.words;
        received_at: instant_or_none = it.lateness.received_at;
        deadline_at: instant_or_none = it.lateness.deadline_at;
        needs_approval: flag = it.needs_approval;
        asked_by: parsed_or_none = it.asked_by;
        asked_by_name: text = &it.asked_by_name;
        question: text = &it.question;
        hazard: flag = it.hazard;
        trial: flag = it.trial;
        last_deed: keyed(Step::from_key) = it.last.step.key();
        last_deed_by: parsed_or_none = it.last.by;
        last_deed_at: instant = it.last.at;
        before_last: json_or_none = it.before_last.as_ref().map(serde_json::to_string).transpose()?;
        returned: json = serde_json::to_string(&it.returned)?;
    }
    written {
        kit_list = Shared::of(&it.content)?.hash;
    }
    made Requisition {
        id,
        version,
        state,
        // The columns of its occasion and of its kit list follow its own.
        occasion: Occasion::read(row)?,
        content: {
            let list = KitList::read(row)?;
            whole(&content, &list).ok_or_else(|| row.cannot_be(&content))?
        },
        lateness: Lateness { late, reason: late_reason, words: late_words, received_at, deadline_at },
        needs_approval,
        asked_by,
        asked_by_name,
        question,
        hazard,
        trial,
        last: LastStep { step: last_deed, by: last_deed_by, at: last_deed_at },
        before_last,
        returned,
        created_at,
    }
}

/// Each requisition for a lesson that somebody teaches, with its occasion: as the first of its teachers, or beside them.
/// Which of the occasions of each kind is said of both.
macro_rules! taught {
    ($first:literal, $beside:literal, $rest:literal) => {
        concat!(
            "from (select * from (select school_id, requisition_id, place, lesson_date as day from occasion ",
            $first,
            ") as first_teacher union all select * from (select school_id, requisition_id, place, day from occasion_staff ",
            $beside,
            ") as beside) as taught join requisition on requisition.school_id = taught.school_id
            and requisition.id = taught.requisition_id join occasion on occasion.school_id = taught.school_id
            and occasion.requisition_id = taught.requisition_id and occasion.place = taught.place ",
            with_kit_list!(),
            $rest
        )
    };
}

statements! { "requisition";
    ONE: (Requisition, Occasion, KitList) = select!((Requisition, Occasion, KitList), concat!(booked!(),
        "where requisition.school_id = $1 and id = $2"));
    BETWEEN: (Requisition, Occasion, KitList) = select!((Requisition, Occasion, KitList), concat!(booked!(),
        "where requisition.school_id = $1 and lesson_date >= $2 and lesson_date <= $3 order by start_at, room, id"));
    OF_STAFF: (Requisition, Occasion, KitList) = select!((Requisition, Occasion, KitList),
        taught!("where school_id = $1 and staff_id = $2 and lesson_date >= $3 and lesson_date <= $4",
            "where school_id = $1 and staff_id = $2 and day >= $3 and day <= $4", "order by start_at, id"));
    FOR_LESSON: (Requisition, Occasion, KitList) = select!((Requisition, Occasion, KitList), concat!(booked!(),
        "where occasion.school_id = $1 and lesson_id = $2 order by created_at, id"));
    ASKED_FOR: [Text] = "select requisition_id from occasion where lesson_id = $2 and school_id = $1";
    WAITING: (Requisition, Occasion, KitList) = select!((Requisition, Occasion, KitList), concat!(booked!(),
        "where requisition.school_id = $1 and state in ('submitted', 'queried') order by start_at, id"));
    /// The last of all dates is said too: of what lies between two PostgreSQL expects less.
    OPEN_FROM: (Requisition, Occasion, KitList) = select!((Requisition, Occasion, KitList), concat!(booked!(),
        "where occasion.school_id = $1 and lesson_date >= $3 and lesson_date <= '9999-12-31' and end_at >= $2
        and state in ('draft', 'submitted', 'queried', 'accepted', 'prepared', 'delivered', 'collected')
        order by start_at, id"));
    TIED: (Requisition, Occasion, KitList) = select!((Requisition, Occasion, KitList), concat!(booked!(),
        "where occasion.school_id = $1 and tie = $2 and tie <> 'follows' and end_at >= $3
        and state in ('draft', 'submitted', 'queried', 'accepted', 'prepared', 'delivered', 'collected')
        order by start_at, id"));
    /// Dates have both their ends: one open end seems to be a third of all years to PostgreSQL, which then goes through
    /// every requisition instead.
    NOT_COUNTED_BACK: (Requisition, Occasion, KitList) = select!((Requisition, Occasion, KitList), concat!(booked!(),
        "where occasion.school_id = $1 and state in ('accepted', 'prepared', 'delivered', 'collected')
        and lesson_date >= $4 and lesson_date <= $5 and end_at < $2 and end_at >= $3 order by start_at, id"));
    EVERY: (Requisition, Occasion, KitList) = select!((Requisition, Occasion, KitList), concat!(booked!(),
        "where requisition.school_id = $1 order by id"));
    /// The school is asked for once the latest are found: otherwise PostgreSQL goes through all the school's days until it
    /// has as many, and some teachers have fewer.
    RECENT_OF_STAFF: (Requisition, Occasion, KitList) = select!((Requisition, Occasion, KitList),
        taught!("where staff_id = $2 order by lesson_date desc, requisition_id desc limit $3",
            "where school_id = $1 and staff_id = $2 order by day desc, requisition_id desc limit $3",
            "where taught.school_id = $1 order by taught.day desc, id desc limit $3"));
    COUNT_WAITING: [Integer] = "select count(*) from requisition
        where school_id = $1 and state in ('submitted', 'queried') and state = 'submitted'";
    ADD = insert!(Requisition in "school_id");
    CHANGE = update!(Requisition, " where school_id = $1 and id = $2 and version = $3");
    ADD_OCCASION = insert!(Occasion in "school_id, requisition_id, place");
    CHANGE_OCCASION = update!(Occasion, " where school_id = $1 and requisition_id = $2 and place = $3");
    ADD_STAFF = insert!("occasion_staff", "school_id, staff_id, day, requisition_id, place");
    CLEAR_STAFF = "delete from occasion_staff where school_id = $1 and requisition_id = $2 and place = $3";
    EVIDENCE: [Text, Text, Flag, Integer] = "select lesson_date, state, late, count(*) from occasion
        join requisition on requisition.school_id = occasion.school_id and requisition.id = occasion.requisition_id
        where occasion.school_id = $1 and lesson_date >= $2 and lesson_date <= $3 and state <> 'draft'
        group by lesson_date, state, late order by lesson_date, state, late";
}

/// The place of the one occasion that a requisition has so far.
pub(crate) const ONLY: i64 = 0;

/// The first date that an occasion can have which ends at or after an instant, wherever its school is: clocks are behind
/// those of UTC by less than a day.
fn first_date(from: domain::Instant) -> Date {
    let date = TimeZone::UTC.to_datetime(from.timestamp()).date();
    date.yesterday().unwrap_or(Date::MIN)
}

/// The last date that an occasion can have which ends before an instant, wherever its school is: clocks are ahead of
/// those of UTC by less than a day.
fn last_date(until: domain::Instant) -> Date {
    let date = TimeZone::UTC.to_datetime(until.timestamp()).date();
    date.tomorrow().unwrap_or(Date::MAX)
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
        self.connection.one(ONE, values![school, id], Requisition::read).await
    }

    /// These requisitions, in one look; those of other schools are simply not there.
    pub async fn find_requisitions(
        &mut self,
        ids: &[RequisitionId],
    ) -> Result<BTreeMap<RequisitionId, Requisition>, StorageError> {
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let statement = self.connection.either(sqlite::REQUISITIONS, postgres::REQUISITIONS);
        let found = self.list(statement, values![self.scope, listed(ids)?]).await?;
        Ok(found.into_iter().map(|requisition| (requisition.id, requisition)).collect())
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

    /// Those of these lessons that something is asked for, drafts among it.
    pub async fn lessons_asked_for(
        &mut self,
        lessons: &[LessonId],
    ) -> Result<BTreeSet<LessonId>, StorageError> {
        if lessons.is_empty() {
            return Ok(BTreeSet::new());
        }
        let statement = self.connection.either(sqlite::LESSONS_ASKED_FOR, postgres::LESSONS_ASKED_FOR);
        let values = values![self.scope, listed(lessons)?];
        Ok(self.connection.all(statement, values, |row| row.parsed()).await?.into_iter().collect())
    }

    /// Which were ever asked for a lesson.
    pub async fn requests_for(&mut self, lesson: LessonId) -> Result<Vec<RequisitionId>, StorageError> {
        self.connection.all(ASKED_FOR, values![self.scope, lesson], |row| row.parsed()).await
    }

    /// What was ever asked for a lesson.
    pub async fn requisitions_for(&mut self, lesson: LessonId) -> Result<Vec<Requisition>, StorageError> {
        self.list(FOR_LESSON, values![self.scope, lesson]).await
    }

    /// One teacher's latest requisitions, newest lesson first.
    pub async fn recent_requisitions_of(
        &mut self,
        staff: StaffId,
        most: u32,
    ) -> Result<Vec<Requisition>, StorageError> {
        self.list(RECENT_OF_STAFF, values![self.scope, staff, most]).await
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

    /// What stands to its lesson otherwise than by following it, in this way, is open, and ends at or after `from`.
    pub async fn requisitions_tied(
        &mut self,
        tie: Tie,
        from: domain::Instant,
    ) -> Result<Vec<Requisition>, StorageError> {
        self.list(TIED, values![self.scope, tie, from]).await
    }

    /// What is open, drafts among it, for lessons that end at or after `from`.
    pub async fn requisitions_open_from(
        &mut self,
        from: domain::Instant,
    ) -> Result<Vec<Requisition>, StorageError> {
        self.list(OPEN_FROM, values![self.scope, from, first_date(from)]).await
    }

    /// What nobody has counted back, for lessons that ended before `now` and not before `since`.
    pub async fn requisitions_not_counted_back(
        &mut self,
        now: domain::Instant,
        since: domain::Instant,
    ) -> Result<Vec<Requisition>, StorageError> {
        self.list(NOT_COUNTED_BACK, values![self.scope, now, since, first_date(since), last_date(now)]).await
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
        self.connection.all(statement, values, Requisition::read).await
    }
}

impl Writing {
    /// Adds a requisition.
    pub fn add_requisition(&mut self, requisition: &Requisition) -> Result<(), StorageError> {
        self.add_kit_list(&requisition.content)?;
        let row = requisition.inserted(values![self.scope])?;
        self.connection.later(ADD, row);
        let row = requisition.occasion.inserted(values![self.scope, requisition.id, ONLY])?;
        self.connection.later(ADD_OCCASION, row);
        self.add_occasion_staff(requisition);
        Ok(())
    }

    /// Keeps where, when and with whom a requisition now is.
    pub async fn change_occasion(&mut self, requisition: &Requisition) -> Result<(), StorageError> {
        let found_by = values![self.scope, requisition.id, ONLY];
        let row = requisition.occasion.changed(found_by.clone())?;
        self.connection.run_one(CHANGE_OCCASION, row).await?;
        self.connection.run(CLEAR_STAFF, found_by).await?;
        self.add_occasion_staff(requisition);
        Ok(())
    }

    fn add_occasion_staff(&mut self, requisition: &Requisition) {
        let Occasion { staff, date, .. } = &requisition.occasion;
        for one in staff.iter().skip(1) {
            let row = values![self.scope, *one, *date, requisition.id, ONLY];
            self.connection.later(ADD_STAFF, row);
        }
    }

    /// Keeps a requisition as it now is; its version must be one more than the one kept.
    pub async fn change_requisition(&mut self, requisition: &Requisition) -> Result<(), StorageError> {
        let before = requisition.version.saturating_sub(1);
        let row = requisition.changed(values![self.scope, requisition.id, before])?;
        self.connection.run_one(CHANGE, row).await?;
        self.add_kit_list(&requisition.content)
    }

    /// Keeps the list of a content, where it is not kept yet.
    fn add_kit_list(&mut self, content: &Content) -> Result<(), StorageError> {
        let Shared { hash, stations } = Shared::of(content)?;
        let row = values![self.scope, hash, stations];
        self.connection.later(kit_list::ADD, row);
        Ok(())
    }
}
