//! Growing a database: the requisitions that a school has closed are copied further and further into its past, until
//! it has as many as a school has after some years, or a hundred.

mod database;

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan};
use storage::Address;

use crate::failure::Failure;
use database::{Database, Value};

/// Requisitions that nothing more is done to.
const OVER: &str = "('closed', 'not-used', 'declined', 'withdrawn')";
/// How the identifier of a copy ends: by this, and by four figures of the copy's number. No other has so many zeros
/// there but by a chance of one in four thousand million. It begins with the day of its lesson, as identifiers do with
/// the time at which they were given.
const COPIED: &str = "00000000";
/// What a copy's identifier keeps of the original's.
const KEPT_CHARACTERS: &str = "15, 10";
/// The most copies, which four figures can say.
const MOST_COPIES: u32 = 0xffff;
/// Numbers that no history reaches, by which its entries are moved out of each other's way.
const OUT_OF_THE_WAY: i64 = 1 << 40;

/// The tables of a requisition, each after those that it refers to; the column that names the requisition; and which
/// of its occasions says when.
const TABLES: [(&str, &str, &str); 4] = [
    ("requisition", "id", "0"),
    ("occasion", "requisition_id", "occasion.place"),
    ("occasion_staff", "requisition_id", "occasion_staff.place"),
    ("hold", "requisition_id", "hold.place"),
];

/// What a database has come to.
#[derive(Clone, Copy, Debug)]
pub struct Grown {
    /// Its requisitions.
    pub requisitions: i64,
    /// Those that were added.
    pub added: i64,
}

/// Copies what the school with the most requisitions has closed, until the database has so many in all. Nothing may
/// use it meanwhile.
///
/// # Errors
///
/// Where the database cannot be read, or has nothing that is closed.
pub async fn grow(address: &Address, requisitions: i64) -> Result<Grown, Failure> {
    let mut database = Database::open(address).await?;
    let before = database.number("select count(*) from requisition", &[]).await?;
    let wanted = requisitions - before;
    if wanted <= 0 {
        database.close().await?;
        return Ok(Grown { requisitions: before, added: 0 });
    }
    database.run("begin", &[]).await?;
    let school = School::find(&mut database).await?;
    school.copy(&mut database, wanted).await?;
    database.run("commit", &[]).await?;
    database.put_in_order().await?;
    database.settle().await?;
    let after = database.number("select count(*) from requisition", &[]).await?;
    database.close().await?;
    Ok(Grown { requisitions: after, added: after - before })
}

/// The bytes that a database takes.
///
/// # Errors
///
/// Where the database cannot be read.
pub async fn bytes(address: &Address) -> Result<i64, Failure> {
    let mut database = Database::open(address).await?;
    database.settle().await?;
    let bytes = database.bytes().await?;
    database.close().await?;
    Ok(bytes)
}

/// The school that grows, and what is copied of it.
struct School {
    id: String,
    zone: TimeZone,
    /// Requisitions that are copied.
    originals: i64,
    /// The copies that there are already.
    copies: u32,
    /// The days of what is copied.
    days: BTreeSet<Date>,
    /// What copies the rows of requisitions, table by table.
    statements: Vec<String>,
    /// What copies their history.
    history: String,
}

impl School {
    /// Finds it, and lists what is copied in a table of this connection's own.
    async fn find(database: &mut Database) -> Result<Self, Failure> {
        let busiest = "select school_id from requisition group by school_id order by count(*) desc limit 1";
        let id = database.text(busiest, &[]).await?;
        let zone = database.text("select time_zone from school where id = $1", &[id.as_str().into()]).await?;
        let zone = TimeZone::get(&zone).map_err(Failure::of("find the school's time zone"))?;
        database
            .run("create temporary table original (id text not null primary key, rank bigint not null)", &[])
            .await?;
        database.run("create temporary table day_moved (day text not null primary key, moved_to text not null, later bigint not null, time text not null)", &[]).await?;
        let is_copied = format!("substr(requisition.id, 25, 8) = '{COPIED}'");
        let listed = format!(
            "insert into original (id, rank) select requisition.id, row_number() over (order by max(lesson_date) desc,
            requisition.id) from requisition join occasion on occasion.school_id = requisition.school_id
            and occasion.requisition_id = requisition.id
            where requisition.school_id = $1 and state in {OVER} and not ({is_copied}) group by requisition.id"
        );
        let school = [id.as_str().into()];
        let originals = database.run(&listed, &school).await?;
        let distinct = format!(
            "select count(distinct lesson_date || substr(id, {KEPT_CHARACTERS})) from original
            join occasion on requisition_id = id and place = 0"
        );
        let distinct = database.number(&distinct, &[]).await?;
        if originals == 0 || distinct != originals {
            return Err(Failure::new("the database has no closed requisitions that could be copied"));
        }
        let days = database
            .texts(
                "select distinct lesson_date from occasion join original on original.id = requisition_id",
                &[],
            )
            .await?;
        let days = days
            .iter()
            .map(|day| day.parse())
            .collect::<Result<_, _>>()
            .map_err(Failure::of("read a date"))?;
        let furthest = format!(
            "select coalesce(max(substr(requisition.id, 33)), '0000') from requisition
            where school_id = $1 and {is_copied}"
        );
        let furthest = database.text(&furthest, &school).await?;
        let copies = u32::from_str_radix(&furthest, 16).map_err(Failure::of("count the copies"))?;
        let mut statements = Vec::new();
        for (table, requisition, place) in TABLES {
            statements.push(copying(database, table, requisition, place).await?);
        }
        let history = copying(database, "event", "subject_id", "0").await?;
        Ok(Self { id, zone, originals, copies, days, statements, history })
    }

    /// Adds so many copies, and numbers their history before all that there is. What is furthest back comes first, as it
    /// did in the school: a table that is filled in another order takes more room.
    async fn copy(&self, database: &mut Database, wanted: i64) -> Result<(), Failure> {
        let whole = wanted / self.originals;
        let rest = wanted % self.originals;
        let of_rest = "select count(*) from event join original on original.id = subject_id
            where school_id = $1 and rank <= $2";
        let in_rest = database.number(of_rest, &[self.id.as_str().into(), rest.into()]).await?;
        let in_whole = database.number(of_rest, &[self.id.as_str().into(), self.originals.into()]).await?;
        self.make_room(database, whole * in_whole + in_rest).await?;
        let whole = u32::try_from(whole).map_err(Failure::of("count the copies"))?;
        self.copy_once(database, self.copies + whole + 1, rest, 0).await?;
        let mut entries = in_rest;
        for copy in (self.copies + 1..=self.copies + whole).rev() {
            self.copy_once(database, copy, self.originals, entries).await?;
            entries += in_whole;
        }
        Ok(())
    }

    /// Numbers the history that there is so that `entries` fit before it.
    async fn make_room(&self, database: &mut Database, entries: i64) -> Result<(), Failure> {
        let renumbered = "update event set sequence = sequence + $2 where school_id = $1";
        for by in [OUT_OF_THE_WAY + entries, -OUT_OF_THE_WAY] {
            database.run(renumbered, &[self.id.as_str().into(), by.into()]).await?;
        }
        let counted = "update school set event_sequence = event_sequence + $2 where id = $1";
        database.run(counted, &[self.id.as_str().into(), entries.into()]).await?;
        Ok(())
    }

    /// Copies the latest `most` of the originals; their history is numbered from after `entries` on.
    async fn copy_once(
        &self,
        database: &mut Database,
        copy: u32,
        most: i64,
        entries: i64,
    ) -> Result<(), Failure> {
        if most == 0 {
            return Ok(());
        }
        if copy > MOST_COPIES {
            return Err(Failure::new("the database has as many copies as can be told apart"));
        }
        self.move_days(database, copy).await?;
        let tail = format!("{COPIED}{copy:04x}");
        let mut values: Vec<Value> = vec![self.id.as_str().into(), tail.into(), most.into()];
        for statement in &self.statements {
            database.run(statement, &values).await?;
        }
        values.push(entries.into());
        database.run(&self.history, &values).await?;
        Ok(())
    }

    /// Says where the days of the originals are in a copy: whole weeks earlier, so many that copies do not meet.
    async fn move_days(&self, database: &mut Database, copy: u32) -> Result<(), Failure> {
        let (Some(first), Some(last)) = (self.days.first(), self.days.last()) else {
            return Err(Failure::new("what is closed has no dates"));
        };
        let days = (*last - *first).get_days() + 1;
        // Whole weeks, the last begun one too.
        let weeks = i64::from((days + 6) / 7) * i64::from(copy);
        database.run("delete from day_moved", &[]).await?;
        for day in &self.days {
            let to = day.checked_sub(weeks.weeks()).map_err(Failure::of("go further into the past"))?;
            let later = self.begins(to)?.duration_since(self.begins(*day)?);
            let values = [
                day.to_string().into(),
                to.to_string().into(),
                milliseconds(later).into(),
                time_of(to)?.into(),
            ];
            database
                .run("insert into day_moved (day, moved_to, later, time) values ($1, $2, $3, $4)", &values)
                .await?;
        }
        Ok(())
    }

    fn begins(&self, day: Date) -> Result<jiff::Timestamp, Failure> {
        let midnight = day.to_zoned(self.zone.clone()).map_err(Failure::of("find a day's beginning"))?;
        Ok(midnight.timestamp())
    }
}

fn milliseconds(duration: SignedDuration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MIN)
}

/// The part of a lesson's identifier that is its date. Identifiers know no time before 1970; lessons before that all
/// have its first day's.
fn time_of(day: Date) -> Result<String, Failure> {
    let midnight = day.to_zoned(TimeZone::UTC).map_err(Failure::of("find a day's beginning"))?;
    let time = midnight.timestamp().as_millisecond().max(0);
    let figures = format!("{time:012x}");
    Ok(format!("{}-{}-", &figures[..8], &figures[8..]))
}

/// The statement that copies a table's rows of the originals. What is no identifier, date or instant stays as it is,
/// so that a column which a later program adds is copied too.
async fn copying(
    database: &mut Database,
    table: &str,
    requisition: &str,
    place: &str,
) -> Result<String, Failure> {
    let columns = database.columns(table).await?;
    let values: Vec<String> = columns.iter().map(|column| copied(table, requisition, column)).collect();
    Ok(format!(
        "insert into {table} ({}) select {} from {table} join original on original.id = {table}.{requisition}
        join occasion as at_time on at_time.school_id = {table}.school_id and at_time.requisition_id = original.id
        and at_time.place = {place} join day_moved on day_moved.day = at_time.lesson_date
        where {table}.school_id = $1 and original.rank <= $3 order by {}",
        columns.join(", "),
        values.join(", "),
        // The oldest first.
        if table == "event" { "event.sequence" } else { "original.rank desc" }
    ))
}

/// What a column is in a copy.
fn copied(table: &str, requisition: &str, column: &str) -> String {
    match column {
        "sequence" => format!("$4 + row_number() over (order by {table}.sequence)"),
        "lesson_id" => format!("day_moved.time || substr({table}.lesson_id, 15)"),
        "lesson_date" | "day" => "day_moved.moved_to".to_owned(),
        "id" => renamed(table, column),
        _ if column == requisition => renamed(table, column),
        _ if column == "at" || column.ends_with("_at") => format!("{table}.{column} + day_moved.later"),
        _ => format!("{table}.{column}"),
    }
}

fn renamed(table: &str, column: &str) -> String {
    format!("day_moved.time || substr({table}.{column}, {KEPT_CHARACTERS}) || $2")
}

#[cfg(test)]
mod tests {
    use testing::{TEACHERS, TestSchool, asking};

    use super::grow;

    testing::on_both_databases! {
        async fn what_is_grown_is_whole(database: &Database) {
            let school = TestSchool::on(database).await;
            let item = school.counted_item("Microscope", 15).await;
            let (teacher, technician) = (school.teacher(TEACHERS[0]).await, school.technician().await);
            let content = asking("Onion cells", &[(item, 5)]);
            let mut sent = Vec::new();
            for period in [1, 2, 3] {
                let lesson = school.lesson(TEACHERS[0], school.next_monday(), period).await;
                sent.push(teacher.sends(&content, &lesson).await.unwrap().id);
            }
            technician.counts_back(sent[0], &[(item, 4)]).await.unwrap();
            teacher.withdraws(sent[1]).await.unwrap();
            let before = school.check().await;

            // Three copies of both, and one of the later lesson; and once more on top of them.
            for (wanted, added) in [(10, 7), (14, 4), (14, 0)] {
                let grown = grow(&database.address, wanted).await.unwrap();
                assert_eq!((grown.requisitions, grown.added), (wanted, added));
            }
            school.is_sound().await;
            let after = school.check().await;
            assert_eq!((after.requisitions, after.holds), (14, before.holds));
            // Two entries of each copy.
            assert_eq!(after.events, before.events + 22);
            let copy = "select id from requisition where id like '%00000000000_' and state = 'closed' limit 1";
            let copy = school.requisition(database.texts(copy).await[0].parse().unwrap()).await;
            let original = school.requisition(sent[0]).await;
            assert_eq!(copy.content, original.content);
            assert!(copy.occasion.interval.until < original.occasion.interval.from);
        }
    }
}
