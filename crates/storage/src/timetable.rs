//! The timetable, its versions, and the subjects that count as science.

use std::collections::BTreeMap;

use domain::Instant;
use domain::id::{MeetingId, StaffId, TimetableId};
use domain::lesson::meeting_tail;
use domain::timetable::{KeptMeeting, Meeting, SubjectRow, TimetableVersion};
use jiff::civil::Date;

use crate::columns::{Kept as _, columns, insert, select, statements};
use crate::connection::{Fields, Value, values};
use crate::error::StorageError;
use crate::{Reading, Writing};

columns! { "timetable", TimetableVersion, |it, row|
    once {
        id: parsed = it.id;
        valid_from: parsed = it.valid_from;
        provisional_times: flag = it.provisional_times;
        days: json = serde_json::to_string(&it.days)?;
    }
    made TimetableVersion { id, valid_from, provisional_times, days }
}

macro_rules! select_meeting {
    () => {
        "select m.timetable_id, m.id, m.activity, m.cycle_day, m.first_period, m.last_period, m.class, m.subject,
         m.room, m.pupils, coalesce(c.science, m.science_guess)"
    };
}

/// What the school chose for a meeting's subject.
macro_rules! chosen {
    () => {
        "left join subject_choice c on c.school_id = m.school_id and c.subject = m.subject"
    };
}

macro_rules! select_teacher {
    () => {
        "select t.meeting_id, t.staff_id, s.name from meeting_teacher t
         join staff s on s.school_id = t.school_id and s.id = t.staff_id"
    };
}

statements! { "timetable";
    VERSIONS: TimetableVersion = select!(TimetableVersion, "from timetable
                where school_id = $1 and replaced_at is null order by valid_from");
    ADD_VERSION = insert!(TimetableVersion in "school_id, created_at");
    REPLACE = "update timetable set replaced_at = $3 where school_id = $1 and id = $2 and replaced_at is null";
    RESTORE = "update timetable set replaced_at = null where school_id = $1 and id = $2 and replaced_at is not null";
    ADD_MEETING = insert!("meeting", "school_id, timetable_id, id, tail, activity, cycle_day, first_period, last_period,
                class, subject, room, pupils, science_guess");
    ADD_TEACHER = insert!("meeting_teacher", "school_id, timetable_id, meeting_id, staff_id, place");
    MEETINGS: [Text, Text, Text, Integer, Integer, Integer, Text, Text, Text, Integer, Flag] = concat!(select_meeting!(), " from meeting m ", chosen!(), "
                where m.school_id = $1 and m.timetable_id = $2
                order by m.cycle_day, m.first_period, m.room, m.id");
    TEACHERS: [Text, Text, Text] = concat!(select_teacher!(), " where t.school_id = $1 and t.timetable_id = $2 order by t.meeting_id, t.place");
    MEETINGS_OF_TEACHER: [Text, Text, Text, Integer, Integer, Integer, Text, Text, Text, Integer, Flag] = concat!(select_meeting!(), " from meeting_teacher t
                join meeting m on m.school_id = t.school_id and m.timetable_id = t.timetable_id and m.id = t.meeting_id
                ", chosen!(), "
                where t.school_id = $1 and t.staff_id = $2 and t.timetable_id = $3
                order by m.cycle_day, m.first_period, m.id");
    TEACHERS_BESIDE: [Text, Text, Text] = concat!(select_teacher!(), " where t.school_id = $1 and t.timetable_id = $3 and t.meeting_id in (
                     select mine.meeting_id from meeting_teacher mine
                     where mine.school_id = $1 and mine.staff_id = $2 and mine.timetable_id = $3)
                order by t.meeting_id, t.place");
    BY_TAIL: [Text, Text, Text, Integer, Integer, Integer, Text, Text, Text, Integer, Flag, Text, Text] = concat!(
                select_meeting!(), ", t.staff_id, s.name from meeting m ", chosen!(), "
                left join meeting_teacher t on t.school_id = m.school_id and t.timetable_id = m.timetable_id
                    and t.meeting_id = m.id
                left join staff s on s.school_id = t.school_id and s.id = t.staff_id
                where m.school_id = $1 and m.timetable_id = $2 and m.tail = $3 order by t.place");
    SUBJECTS: [Text, Integer, Integer, Integer] = "select m.subject, count(*), sum(case when m.science_guess then 1 else 0 end),
                cast(max(case when c.science is null then null when c.science then 1 else 0 end) as bigint)
                from meeting m left join subject_choice c on c.school_id = m.school_id and c.subject = m.subject
                where m.school_id = $1 and m.timetable_id = $2 group by m.subject order by m.subject";
    CHOOSE_SUBJECT = insert!("subject_choice", "school_id, subject, science",
                " on conflict (school_id, subject) do update set science = excluded.science");
    FIND_DRAFT: [Text, Text, Text, Integer] = "select account_id, valid_from, payload, created_at from import_draft
                where school_id = $1 and id = $2 and account_id is not null";
    ADD_DRAFT = insert!("import_draft", "school_id, id, account_id, valid_from, payload, created_at");
    DROP_DRAFT = "delete from import_draft where school_id = $1 and id = $2";
    FORGET_DRAFTS = "delete from import_draft where school_id = $1 and created_at < $2";
}

impl Reading {
    /// The versions in force, oldest first: each holds from its date until the next one's.
    pub async fn timetable_versions(&mut self) -> Result<Vec<TimetableVersion>, StorageError> {
        let school = self.scope;
        self.connection.all(VERSIONS, values![school], TimetableVersion::read).await
    }

    /// Every meeting of a version, by day, period and room.
    pub async fn meetings(&mut self, timetable: TimetableId) -> Result<Vec<KeptMeeting>, StorageError> {
        self.meetings_with(MEETINGS, TEACHERS, vec![Value::from(timetable)]).await
    }

    /// The meetings of one teacher in a version.
    pub async fn meetings_of(
        &mut self,
        staff: StaffId,
        timetable: TimetableId,
    ) -> Result<Vec<KeptMeeting>, StorageError> {
        let values = values![staff, timetable];
        self.meetings_with(MEETINGS_OF_TEACHER, TEACHERS_BESIDE, values).await
    }

    /// The meeting of a version that a lesson comes from.
    pub async fn find_meeting(
        &mut self,
        timetable: TimetableId,
        tail: &str,
    ) -> Result<Option<KeptMeeting>, StorageError> {
        let school = self.scope;
        // One row for each teacher, and one where there is none.
        let rows = self.connection.all(BY_TAIL, values![school, timetable, tail], |row| {
            Ok((read_meeting(row)?, row.parsed_or_none::<StaffId>()?, row.text_or_none()?))
        });
        let mut found: Option<KeptMeeting> = None;
        for (meeting, staff, name) in rows.await? {
            let found = found.get_or_insert(meeting);
            if let Some((staff, name)) = staff.zip(name) {
                found.staff.push(staff);
                found.meeting.teachers.push(name);
            }
        }
        Ok(found)
    }

    /// The subjects of a version, with what the school chose for each.
    pub async fn subjects(&mut self, timetable: TimetableId) -> Result<Vec<SubjectRow>, StorageError> {
        let school = self.scope;
        self.connection
            .all(SUBJECTS, values![school, timetable], |row| {
                Ok(SubjectRow {
                    subject: row.text()?,
                    meetings: row.number()?,
                    guessed: row.number()?,
                    chosen: row.integer_or_none()?.map(|science| science == 1),
                })
            })
            .await
    }

    async fn meetings_with(
        &mut self,
        meetings: crate::connection::Statement,
        teachers: crate::connection::Statement,
        rest: Vec<Value>,
    ) -> Result<Vec<KeptMeeting>, StorageError> {
        let mut values = vec![Value::from(self.scope)];
        values.extend(rest);
        let mut found = self.connection.all(meetings, values.clone(), read_meeting).await?;
        let mut beside: BTreeMap<MeetingId, Vec<(StaffId, String)>> = BTreeMap::new();
        for (meeting, staff, name) in self.connection.all(teachers, values, read_teacher).await? {
            beside.entry(meeting).or_default().push((staff, name));
        }
        for kept in &mut found {
            for (staff, name) in beside.remove(&kept.id).unwrap_or_default() {
                kept.staff.push(staff);
                kept.meeting.teachers.push(name);
            }
        }
        Ok(found)
    }
}

impl Writing {
    /// Takes a version out of force.
    pub async fn replace_timetable(&mut self, version: TimetableId, at: Instant) -> Result<(), StorageError> {
        let school = self.scope;
        self.connection.run_one(REPLACE, values![school, version, at]).await?;
        self.change_almanac().await
    }

    /// Puts a version that was replaced in force again.
    pub async fn restore_timetable(&mut self, version: TimetableId) -> Result<(), StorageError> {
        let school = self.scope;
        self.connection.run_one(RESTORE, values![school, version]).await?;
        self.change_almanac().await
    }

    /// Puts a new version in force, from its date until the next one's.
    pub async fn add_timetable(
        &mut self,
        version: &TimetableVersion,
        meetings: &[KeptMeeting],
        at: Instant,
    ) -> Result<(), StorageError> {
        let school = self.scope;
        let row = version.inserted(values![school, at])?;
        self.connection.run_one(ADD_VERSION, row).await?;
        self.change_almanac().await?;
        for kept in meetings {
            self.add_meeting(version.id, kept).await?;
        }
        Ok(())
    }

    async fn add_meeting(&mut self, timetable: TimetableId, kept: &KeptMeeting) -> Result<(), StorageError> {
        let school = self.scope;
        let meeting = &kept.meeting;
        let row = values![
            school,
            timetable,
            kept.id,
            meeting_tail(kept.id),
            &meeting.activity,
            meeting.day,
            meeting.first_period,
            meeting.last_period,
            meeting.class.as_ref(),
            &meeting.subject,
            meeting.room.as_ref(),
            meeting.pupils,
            kept.science
        ];
        self.connection.run_one(ADD_MEETING, row).await?;
        for (place, staff) in kept.staff.iter().enumerate() {
            self.connection.run_one(ADD_TEACHER, values![school, timetable, kept.id, *staff, place]).await?;
        }
        Ok(())
    }

    /// Says whether a subject is science.
    pub async fn choose_subject(&mut self, subject: &str, science: bool) -> Result<(), StorageError> {
        let school = self.scope;
        self.connection.run_one(CHOOSE_SUBJECT, values![school, subject, science]).await
    }
}

fn read_meeting(row: &mut Fields<'_>) -> Result<KeptMeeting, StorageError> {
    Ok(KeptMeeting {
        timetable: row.parsed()?,
        id: row.parsed()?,
        meeting: Meeting {
            activity: row.text()?,
            day: row.number()?,
            first_period: row.number()?,
            last_period: row.number()?,
            class: row.text_or_none()?,
            subject: row.text()?,
            teachers: Vec::new(),
            room: row.text_or_none()?,
            pupils: row.number_or_none()?,
        },
        staff: Vec::new(),
        science: row.flag()?,
    })
}

fn read_teacher(row: &mut Fields<'_>) -> Result<(MeetingId, StaffId, String), StorageError> {
    Ok((row.parsed()?, row.parsed()?, row.text()?))
}

/// A timetable that somebody has brought and not yet confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportDraft {
    /// Its identifier.
    pub id: uuid::Uuid,
    /// Who brought it.
    pub account: Option<domain::id::AccountId>,
    /// The date it is to hold from.
    pub valid_from: Date,
    /// What was read, as text.
    pub payload: String,
    /// When it was brought.
    pub created_at: Instant,
}

impl Reading {
    /// A timetable brought and not yet confirmed.
    pub async fn find_import_draft(&mut self, id: uuid::Uuid) -> Result<Option<ImportDraft>, StorageError> {
        let school = self.scope;
        let found = self.connection.one(FIND_DRAFT, values![school, id.to_string()], |row| {
            Ok((row.parsed()?, row.parsed()?, row.text()?, row.instant()?))
        });
        Ok(found.await?.map(|(account, valid_from, payload, created_at)| ImportDraft {
            id,
            account: Some(account),
            valid_from,
            payload,
            created_at,
        }))
    }
}

impl Writing {
    /// Keeps a timetable until it is confirmed; what the school has not confirmed by `forget_before` goes.
    pub async fn add_import_draft(
        &mut self,
        draft: &ImportDraft,
        forget_before: Instant,
    ) -> Result<(), StorageError> {
        let school = self.scope;
        self.connection.run(FORGET_DRAFTS, values![school, forget_before]).await?;
        let row = values![
            school,
            draft.id.to_string(),
            draft.account,
            draft.valid_from,
            &draft.payload,
            draft.created_at
        ];
        self.connection.run_one(ADD_DRAFT, row).await
    }

    /// Forgets a timetable that was confirmed or thrown away.
    pub async fn drop_import_draft(&mut self, id: uuid::Uuid) -> Result<(), StorageError> {
        let school = self.scope;
        self.connection.run(DROP_DRAFT, values![school, id.to_string()]).await.map(|_| ())
    }
}
