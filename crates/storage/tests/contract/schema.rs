//! The schema, as each database has it: everything of a school or a network leads with it, so that an engine
//! that splits by school can take it; and nothing is there that such an engine does not know.

use std::collections::BTreeSet;

use testing::{Database, Kind};

/// The tables outside every scope.
const OUTSIDE: [(&str, &str); 6] = [
    ("account", "a person is once on a server, whatever schools and networks they belong to"),
    ("session", "a browser is signed in as a person; the school it is in may change"),
    ("sign_in_attempt", "nobody knows yet who tries"),
    ("answer_given", "a form is a person's: the same key is the same form in every scope"),
    ("school", "it is a scope"),
    ("network", "it is a scope"),
];

/// Keys of tables within a scope that do not lead with it.
const EXCEPTIONS: [(&str, &str, &str); 4] = [
    ("invitation", "token_hash", "a link is followed before anybody knows into which school it leads"),
    ("network_code", "code_hash", "a code is typed before anybody knows into which network it lets"),
    ("calendar_feed", "token_hash", "a calendar asks by its secret alone"),
    ("chat", "id", "a chat's address names no network; it is looked up before the network is known"),
];

/// The columns of every primary and unique key: `table columns`, columns parted by commas.
fn keys(kind: Kind) -> &'static str {
    match kind {
        Kind::Sqlite => {
            "select t.name || ' ' || (select group_concat(i.name, ',' order by i.seqno) from pragma_index_info(l.name) i)
             from sqlite_master t, pragma_index_list(t.name) l
             where t.type = 'table' and t.name not like '\\_%' escape '\\' and l.\"unique\" = 1 order by 1"
        }
        Kind::Postgres => {
            "select t.relname || ' ' || (select string_agg(a.attname, ',' order by k.place)
                from unnest(i.indkey) with ordinality k(number, place)
                join pg_attribute a on a.attrelid = t.oid and a.attnum = k.number)
             from pg_index i join pg_class t on t.oid = i.indrelid
             where i.indisunique and t.relnamespace = current_schema()::regnamespace and t.relname not like '\\_%'
             order by 1"
        }
    }
}

/// The columns of every foreign key, and the table it refers to: `table columns other`.
fn foreign_keys(kind: Kind) -> &'static str {
    match kind {
        Kind::Sqlite => {
            "select t.name || ' ' || group_concat(f.\"from\", ',' order by f.seq) || ' ' || f.\"table\"
             from sqlite_master t, pragma_foreign_key_list(t.name) f
             where t.type = 'table' group by t.name, f.id, f.\"table\" order by 1"
        }
        Kind::Postgres => {
            "select t.relname || ' ' || (select string_agg(a.attname, ',' order by k.place)
                from unnest(c.conkey) with ordinality k(number, place)
                join pg_attribute a on a.attrelid = t.oid and a.attnum = k.number) || ' ' || other.relname
             from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_class other on other.oid = c.confrelid
             where c.contype = 'f' and t.relnamespace = current_schema()::regnamespace order by 1"
        }
    }
}

/// The scope's column, or columns, of every table that has one: `table column`.
fn scope_columns(kind: Kind) -> &'static str {
    match kind {
        Kind::Sqlite => {
            "select t.name || ' ' || c.name from sqlite_master t, pragma_table_info(t.name) c
             where t.type = 'table' and c.name in ('school_id', 'network_id') order by 1"
        }
        Kind::Postgres => {
            "select table_name || ' ' || column_name from information_schema.columns
             where table_schema = current_schema() and column_name in ('school_id', 'network_id') order by 1"
        }
    }
}

/// Every table.
fn tables(kind: Kind) -> &'static str {
    match kind {
        Kind::Sqlite => {
            "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'
             and name <> '_sqlx_migrations' order by 1"
        }
        Kind::Postgres => {
            "select cast(table_name as text) from information_schema.tables
             where table_schema = current_schema() and table_name <> '_sqlx_migrations' order by 1"
        }
    }
}

/// What an engine that splits by school does not know: sequences, triggers, exclusion constraints, keys that
/// are checked later; and functions and views of our own, in which any of them could hide.
fn strange(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Sqlite => &[
            "select type || ' ' || name from sqlite_master where type in ('trigger', 'view')",
            "select 'sequence ' || name from sqlite_master where name = 'sqlite_sequence' or sql like '%autoincrement%'",
            "select 'deferrable in ' || name from sqlite_master where lower(sql) like '%deferrable%'",
        ],
        Kind::Postgres => &[
            "select 'sequence or view ' || relname from pg_class
             where relnamespace = current_schema()::regnamespace and relkind not in ('r', 'i', 't')",
            "select 'trigger ' || tgname from pg_trigger where not tgisinternal",
            "select 'constraint ' || conname from pg_constraint
             where connamespace = current_schema()::regnamespace and (contype in ('x', 't') or condeferrable)",
            "select 'function ' || proname from pg_proc where pronamespace = current_schema()::regnamespace",
            "select 'identity or generated ' || table_name || '.' || column_name from information_schema.columns
             where table_schema = current_schema() and (is_identity = 'YES' or is_generated <> 'NEVER'
             or column_default like 'nextval%') and table_name <> '_sqlx_migrations'",
        ],
    }
}

/// The keys of tables within a scope that do not lead with it, as `table columns`.
async fn not_led(database: &Database) -> BTreeSet<String> {
    let scopes = database.texts(scope_columns(database.kind)).await;
    let leads = |table: &str, columns: &str| {
        let first = columns.split(',').next().unwrap();
        scopes.iter().any(|scope| *scope == format!("{table} {first}"))
    };
    let is_within = |table: &str| {
        let is_outside = OUTSIDE.iter().any(|(outside, _)| *outside == table);
        !is_outside && scopes.iter().any(|scope| scope.starts_with(&format!("{table} ")))
    };
    let mut found = BTreeSet::new();
    for key in database.texts(keys(database.kind)).await {
        let (table, columns) = key.split_once(' ').unwrap();
        if is_within(table) && !leads(table, columns) {
            found.insert(key);
        }
    }
    for key in database.texts(foreign_keys(database.kind)).await {
        let [table, columns, other] = key.split(' ').collect::<Vec<_>>()[..] else { panic!("{key}") };
        // What stands outside every scope is everywhere, and can be referred to from everywhere.
        if is_within(table) && is_within(other) && !leads(table, columns) {
            found.insert(key);
        }
    }
    found
}

testing::on_both_databases! {
    async fn every_key_of_a_scope_leads_with_it(database: &Database) {
        let expected: BTreeSet<String> =
            EXCEPTIONS.iter().map(|(table, columns, _)| format!("{table} {columns}")).collect();
        assert_eq!(not_led(database).await, expected);
    }

    async fn every_table_is_of_a_scope_or_is_known_to_stand_outside(database: &Database) {
        let scopes = database.texts(scope_columns(database.kind)).await;
        let with_scope: BTreeSet<&str> = scopes.iter().filter_map(|scope| scope.split(' ').next()).collect();
        let outside: BTreeSet<&str> = OUTSIDE.iter().map(|(table, _)| *table).collect();
        let tables = database.texts(tables(database.kind)).await;
        assert!(tables.len() > 35, "{tables:?}");
        for table in &tables {
            assert!(with_scope.contains(table.as_str()) || outside.contains(table.as_str()), "{table}");
        }
        for table in outside {
            assert!(tables.iter().any(|known| known == table), "{table} is gone");
        }
    }

    async fn nothing_is_there_that_an_engine_split_by_school_does_not_know(database: &Database) {
        for sql in strange(database.kind) {
            assert_eq!(database.texts(sql).await, Vec::<String>::new(), "{sql}");
        }
    }

    async fn a_key_that_does_not_lead_with_its_scope_is_found(database: &Database) {
        database.run("create table shelf (school_id text not null, id text primary key, door text)").await;
        database.run("create unique index one_door on shelf (door, school_id)").await;
        let before: BTreeSet<String> =
            EXCEPTIONS.iter().map(|(table, columns, _)| format!("{table} {columns}")).collect();
        let found: Vec<String> = not_led(database).await.difference(&before).cloned().collect();
        assert_eq!(found, ["shelf door,school_id", "shelf id"]);
    }

    async fn an_invitation_survives_its_table_made_anew(database: &Database) {
        let empty = Database::empty(database.kind).await;
        let [begun, rebuilt] = [&["0001_house", "0002_chat", "0003_ideas"][..], &["0004_invitation"][..]];
        if let Some(file) = empty.file() {
            std::fs::write(file, "").unwrap();
        }
        for name in begun {
            empty.run(&migration(name)).await;
        }
        empty
            .run("insert into school (id, slug, name, time_zone, cycle, provisional, policy, demonstration,
                  event_sequence, created_at) values ('s', 's', 'S', 'UTC', '', true, '', true, 0, 0)")
            .await;
        let columns = "id, token_hash, school_id, email, name, roles, staff_id, mentor_id, created_at, ends_at, used_at";
        empty
            .run(&format!("insert into invitation ({columns}) values
                  ('1', 'h1', 's', 'a@b', 'A', 'teacher', 'st', null, 1, 2, null),
                  ('2', 'h2', 's', 'c@d', 'C', 'trainee', null, 'me', 3, 4, 5)"))
            .await;
        let every = "select id || ' ' || token_hash || ' ' || school_id || ' ' || email || ' ' || name || ' ' || roles
            || ' ' || coalesce(staff_id, '-') || ' ' || coalesce(mentor_id, '-') || ' ' || created_at || ' ' || ends_at
            || ' ' || coalesce(cast(used_at as text), '-') from invitation order by id";
        let before = empty.texts(every).await;
        assert_eq!(before, ["1 h1 s a@b A teacher st - 1 2 -", "2 h2 s c@d C trainee - me 3 4 5"]);
        for name in rebuilt {
            empty.run(&migration(name)).await;
        }
        assert_eq!(empty.texts(every).await, before);
        empty.remove().await;
    }
}

fn migration(name: &str) -> String {
    let path = format!("{}/migrations/{name}.sql", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}
