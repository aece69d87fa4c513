//! The almanac of a school, read at once: the school itself, its calendar and the versions of its timetable.

use std::collections::BTreeMap;

use domain::calendar::{Calendar, Closure, Cycle, Term};
use domain::id::StaffId;
use domain::school::School;
use domain::site::Sites;
use domain::timetable::TimetableVersion;
use domain::timetable::exception::KeptException;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::columns::statements;
use crate::connection::{Fields, values};
use crate::error::StorageError;
use crate::{Reading, Writing};

/// What an almanac is made of, as it stood at one entry of the school's history.
#[derive(Clone, Debug)]
pub struct AlmanacRows {
    /// Grows with every change of what follows.
    pub version: i64,
    /// The school.
    pub school: School,
    /// Its calendar.
    pub calendar: Calendar,
    /// The versions of its timetable that are in force, oldest first: each holds from its date until the next
    /// one's.
    pub versions: Vec<TimetableVersion>,
    /// What is otherwise on some dates, in the order in which it was made.
    pub exceptions: Vec<KeptException>,
    /// The names of the staff.
    pub staff: BTreeMap<StaffId, String>,
    /// Its sites.
    pub sites: Sites,
}

statements! { "almanac";
    SET_SITES = "update school set sites = $2, almanac_version = almanac_version + 1 where id = $1";
    CHANGE = "update school set almanac_version = almanac_version + 1 where id = $1";
    VERSION: [Integer] = "select almanac_version from school where id = $1";
    // Every column is text, because the rows are of seven kinds; each kind is ordered by its second column.
    ROWS: [Text, Text, Text, Text, Text, Text, Text, Text, Text, Text] =
        "select 'school' as what, slug as place, id, name, policy, case when demonstration then 'yes' else 'no' end,
        time_zone, cycle, case when provisional then 'yes' else 'no' end, cast(almanac_version as text)
        from school where id = $1
        union all
        select 'sites', '', sites, null, null, null, null, null, null, null from school where id = $1
        union all
        select 'term', first_date, last_date, name, null, null, null, null, null, null
        from term where school_id = $1
        union all
        select 'closure', first_date, last_date, reason, null, null, null, null, null, null
        from closure where school_id = $1
        union all
        select 'override', day_date, cast(cycle_day as text), null, null, null, null, null, null, null
        from day_override where school_id = $1
        union all
        select 'timetable', valid_from, id, days, case when provisional_times then 'yes' else 'no' end,
        null, null, null, null, null
        from timetable where school_id = $1 and replaced_at is null
        union all
        select 'exception', id, payload, cast(place as text), null, null, null, null, null, null
        from exception where school_id = $1 and ended_at is null
        union all
        select 'staff', id, name, null, null, null, null, null, null, null
        from staff where school_id = $1
        order by 1, 2, 3";
}

/// One row of an almanac.
enum AlmanacRow {
    School(Box<(School, Frame)>),
    Sites(Sites),
    Term(Term),
    Closure(Closure),
    Override(Date, usize),
    Timetable(TimetableVersion),
    Exception(i64, KeptException),
    Staff(StaffId, String),
}

/// What stands in the school's own row beside the school.
struct Frame {
    zone: TimeZone,
    cycle: Cycle,
    provisional: bool,
    version: i64,
}

impl Reading {
    /// The number of the almanac as it stands; 0 before it was first changed.
    pub async fn almanac_version(&mut self) -> Result<i64, StorageError> {
        let scope = self.scope;
        Ok(self.connection.one(VERSION, values![scope], |row| row.integer()).await?.unwrap_or(0))
    }

    /// The school, its calendar and the versions of its timetable, all as they are at one moment.
    pub async fn almanac_rows(&mut self) -> Result<AlmanacRows, StorageError> {
        let scope = self.scope;
        let mut found = None;
        let (mut terms, mut closures) = (Vec::new(), Vec::new());
        let mut sites = Sites::default();
        let (mut overrides, mut versions) = (BTreeMap::new(), Vec::new());
        let (mut exceptions, mut staff) = (BTreeMap::new(), BTreeMap::new());
        for row in self.connection.all(ROWS, values![scope], read_row).await? {
            match row {
                AlmanacRow::School(school) => found = Some(*school),
                AlmanacRow::Sites(found) => sites = found,
                AlmanacRow::Term(term) => terms.push(term),
                AlmanacRow::Closure(closure) => closures.push(closure),
                AlmanacRow::Override(date, cycle_day) => {
                    overrides.insert(date, cycle_day);
                }
                AlmanacRow::Timetable(version) => versions.push(version),
                AlmanacRow::Exception(place, exception) => {
                    exceptions.insert((place, exception.id), exception);
                }
                AlmanacRow::Staff(id, name) => {
                    staff.insert(id, name);
                }
            }
        }
        let (school, frame) =
            found.ok_or(StorageError::RowsTouched { table: "school", touched: 0, expected: 1 })?;
        let Frame { zone, cycle, provisional, version } = frame;
        let dated_cycles = BTreeMap::new();
        let calendar = Calendar { zone, terms, closures, cycle, dated_cycles, overrides, provisional };
        let exceptions = exceptions.into_values().collect();
        Ok(AlmanacRows { version, school, calendar, versions, exceptions, staff, sites })
    }
}

impl Writing {
    /// Sets the school's sites.
    pub async fn set_sites(&mut self, sites: &Sites) -> Result<(), StorageError> {
        let row = values![self.scope, serde_json::to_string(sites)?];
        self.connection.run_one(SET_SITES, row).await
    }

    /// Gives the almanac its next number, so that it is read anew.
    pub(crate) async fn change_almanac(&mut self) -> Result<(), StorageError> {
        let scope = self.scope;
        self.connection.run_one(CHANGE, values![scope]).await
    }
}

fn read_row(row: &mut Fields<'_>) -> Result<AlmanacRow, StorageError> {
    let what = row.text()?;
    let read = match what.as_str() {
        "school" => {
            let slug = row.text()?;
            let school = School {
                slug,
                id: row.parsed()?,
                name: row.text()?,
                policy: row.json()?,
                demonstration: row.keyed(yes_or_no)?,
            };
            let frame = Frame {
                zone: row.keyed(domain::zone::named)?,
                cycle: row.json()?,
                provisional: row.keyed(yes_or_no)?,
                version: row.parsed()?,
            };
            AlmanacRow::School(Box::new((school, frame)))
        }
        "sites" => {
            let _place = row.text()?;
            AlmanacRow::Sites(row.json()?)
        }
        "term" => AlmanacRow::Term(Term { first: row.parsed()?, last: row.parsed()?, name: row.text()? }),
        "closure" => {
            AlmanacRow::Closure(Closure { first: row.parsed()?, last: row.parsed()?, reason: row.text()? })
        }
        "override" => AlmanacRow::Override(row.parsed()?, row.parsed()?),
        "timetable" => AlmanacRow::Timetable(TimetableVersion {
            valid_from: row.parsed()?,
            id: row.parsed()?,
            days: row.json()?,
            provisional_times: row.keyed(yes_or_no)?,
        }),
        "exception" => {
            let kept = KeptException { id: row.parsed()?, exception: row.json()? };
            AlmanacRow::Exception(row.parsed()?, kept)
        }
        "staff" => AlmanacRow::Staff(row.parsed()?, row.text()?),
        _ => return Err(row.cannot_be(&what)),
    };
    row.leave_rest();
    Ok(read)
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}
