//! What is true of PostgreSQL alone: row locks, word to other processes, and how it reads lists.

use std::time::Duration;

use domain::apparatus::{Hold, Item};
use domain::catalogue::SchoolPractical;
use domain::chat::Chat;
use domain::requisition::{Occasion, Requisition};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection as _, PgPool};

use crate::columns::{select, statements};
use crate::entry::event_columns;
use crate::error::StorageError;
use crate::kit_list::KitList;
use crate::occasion::booked;

/// Connections that one process may hold.
const CONNECTIONS: u32 = 24;
/// How long somebody may wait for a connection before the answer is “too busy”.
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// A connection that rested this long is asked whether it still lives before it is used; asking each time
/// costs as much as a query.
const DOUBTED_AFTER: Duration = Duration::from_secs(5);
/// The channel on which processes tell one another of a commit.
pub(crate) const CHANNEL: &str = "trolley";

/// Opens the database at `url`.
pub(crate) async fn open(url: &str) -> Result<PgPool, StorageError> {
    let options: PgConnectOptions = url
        .parse()
        .map_err(|error| StorageError::Address(format!("that is not a PostgreSQL address: {error}")))?;
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(LONGEST_WAIT)
        .test_before_acquire(false)
        .before_acquire(|connection, rested| {
            Box::pin(async move {
                if rested.idle_for >= DOUBTED_AFTER {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_with(
            options
                .application_name("trolley")
                .statement_cache_capacity(400)
                // What is looked up is looked up by an index, whatever is asked for. Where there is much of years before,
                // planning each statement anew takes longer than running it.
                .options([("plan_cache_mode", "force_generic_plan")]),
        )
        .await?;
    Ok(pool)
}

/// One of the texts of a JSON list, as a value that an index is asked for.
macro_rules! any_of {
    ($place:literal) => {
        concat!("any (array(select json_array_elements_text(cast(", $place, " as json))))")
    };
}

/// Allots the next number of a history, keeps the entry under it and tells the other processes when the unit
/// commits, all at once.
macro_rules! record {
    ($scope:literal, $event:literal, $scope_id:literal, $more:literal, $more_values:literal) => {
        concat!(
            "with numbered as (update ",
            $scope,
            " set event_sequence = event_sequence + 1 where id = $1
                returning event_sequence),
             written as (insert into ",
            $event,
            " (",
            $scope_id,
            ", ",
            event_columns!(),
            $more,
            ", sequence)
                select $1, $2, cast($3 as bigint), $4, $5, $6, $7, $8",
            $more_values,
            ", event_sequence from numbered
                returning sequence)
             select sequence, pg_notify('trolley', '",
            $scope,
            " ' || $1 || ' ' || sequence) from written"
        )
    };
}

statements! { "postgres";
    /// Locks these items until the unit ends, in the order of their identifiers, so that two units never wait
    /// for one another, and reads each as it is once it is locked.
    LOCK_ITEMS: Item = select!(Item,
        concat!("from item where school_id = $1 and id = ", any_of!("$2"), " order by id for update"));
    /// Locks one requisition until the unit ends. What is read in the same statement is of before the lock but for its own
    /// row, so it is read in the next.
    LOCK_REQUISITION: [Nothing] = "select 1 from requisition where school_id = $1 and id = $2 for update";
    /// Lets nobody change the school's time until the unit ends.
    SHARE_TIME: [Nothing] = "select 1 from (select pg_advisory_xact_lock_shared(hashtextextended($1, 0))) as waited";
    /// Waits for whatever relies on the school's time, and lets nothing more in until the unit ends.
    HOLD_TIME: [Nothing] = "select 1 from (select pg_advisory_xact_lock(hashtextextended($1, 0))) as waited";
    /// Both at once: shares the school's time, and then holds back whoever sends the same form.
    SHARE_TIME_AND_LOCK_FORM: [Nothing] = "select 1 from (select pg_advisory_xact_lock_shared(hashtextextended($1, 0)),
        pg_advisory_xact_lock(hashtextextended($2, 0))) as waited";
    /// Locks the school until the unit ends, for what must happen one at a time in a school.
    LOCK_SCHOOL: [Nothing] = "select 1 from school where id = $1 for update";
    /// Locks one chat until the unit ends, and reads it.
    LOCK_CHAT: Chat = select!(Chat, "from chat where network_id = $1 and id = $2 for update");
    /// Locks the network until the unit ends.
    LOCK_NETWORK: [Nothing] = "select 1 from network where id = $1 for update";
    /// Holds back whoever sends the same form until the unit ends.
    LOCK_FORM: [Nothing] = "select 1 from (select pg_advisory_xact_lock(hashtextextended($1, 0))) as waited";
    /// Adds to the history of a school.
    RECORD: [Integer, Nothing] = record!("school", "event", "school_id", "", "");
    /// Adds to the history of a network.
    RECORD_IN_NETWORK: [Integer, Nothing] =
        record!("network", "network_event", "network_id", ", chat_id, message_id", ", $9, $10");
    /// Whether there is a schema of ours.
    HAS_SCHEMA: [Integer] = "select count(*) from information_schema.tables
        where table_schema = current_schema() and table_name = '_sqlx_migrations'";
    /// These items, in the order of their identifiers.
    ITEMS: Item = select!(Item, concat!("from item where school_id = $1 and id = ", any_of!("$2"), " order by id"));
    /// What is held of these items within a time.
    HOLDS_OF_ITEMS: Hold = select!(Hold, concat!("from hold
        where school_id = $1 and item_id = ", any_of!("$2"), " and until_at > $3 and from_at < $4
        order by item_id, from_at, requisition_id"));
    /// These requisitions.
    REQUISITIONS: (Requisition, Occasion, KitList) = select!((Requisition, Occasion, KitList), concat!(booked!(),
        "where requisition.school_id = $1 and id = ", any_of!("$2")));
    /// Those of these lessons that something is asked for.
    LESSONS_ASKED_FOR: [Text] = concat!("select distinct lesson_id from occasion join requisition
        on requisition.school_id = occasion.school_id and requisition.id = occasion.requisition_id
        where occasion.school_id = $1 and lesson_id = ", any_of!("$2"), "
        and state in ('draft', 'submitted', 'queried', 'accepted', 'prepared', 'delivered', 'collected')");
    /// What can stand in for these items.
    ALTERNATIVES_OF: [Text, Text] = concat!("select item_id, alternative_id from item_alternative
        where school_id = $1 and item_id = ", any_of!("$2"), " order by item_id, alternative_id");
    /// These practicals.
    PRACTICALS: SchoolPractical = select!(SchoolPractical,
        concat!("from practical where school_id = $1 and id = ", any_of!("$2")));
    /// Adds all that a requisition holds: a JSON list of item, number, beginning, end, and when it was
    /// moved where not all was free.
    ADD_HOLDS = "insert into hold (school_id, requisition_id, place, item_id, quantity, from_at, until_at, moved_at)
        select $1, $2, 0, one ->> 0, cast(one ->> 1 as bigint), cast(one ->> 2 as bigint), cast(one ->> 3 as bigint),
        cast(one ->> 4 as bigint)
        from json_array_elements(cast($3 as json)) as one";
}
