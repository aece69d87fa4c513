//! What every room above relies on, from either database alike.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod at_once;
mod plans;
mod schema;

use std::collections::BTreeSet;

use domain::apparatus::Hold;
use domain::chat::ChatRole;
use domain::chat::network::{CodeKind, CodeStanding, Readers};
use domain::fold::folded;
use domain::history::{Event, Kind};
use domain::id::{
    CodeId, EventId, IdeaId, InvitationId, ItemId, NetworkId, NoteId, RequisitionId, SchoolId, TopicId,
};
use domain::idea::{Outcome, Settlement};
use domain::lesson::lesson_tail;
use domain::network::{Network, NetworkCode};
use domain::people::{Invitation, Role, Roles};
use domain::source::{Origin, Source, Written};
use domain::{Instant, Interval};
use jiff::civil::date;
use storage::timetable::ImportDraft;
use storage::{Address, Change, Storage, StorageError};
use testing::{Database, TEACHERS, TestSchool, asking, within};
use uuid::Uuid;

fn entry(number: u128, words: &str) -> Event {
    Event {
        id: EventId(Uuid::from_u128(number)),
        at: Instant(1_768_294_800_000),
        account: None,
        actor: "A. Test".to_owned(),
        kind: Kind::from_key("test.entry"),
        subject: Some("a subject".to_owned()),
        words: words.to_owned(),
    }
}

fn new_network(number: u128, slug: &str, of_school: Option<SchoolId>) -> Network {
    Network {
        id: NetworkId(Uuid::from_u128(number)),
        slug: slug.to_owned(),
        name: "Test Network".to_owned(),
        time_zone: "Europe/London".to_owned(),
        of_school,
        readers: Readers::Members,
        demonstration: true,
        created_at: Instant(500),
    }
}

async fn network(storage: &Storage, number: u128, slug: &str, of_school: Option<SchoolId>) -> NetworkId {
    let new = new_network(number, slug, of_school);
    let mut writing = storage.write(new.id).await.unwrap();
    writing.add_network(&new).await.unwrap();
    writing.commit().await.unwrap();
    new.id
}

fn code(number: u128, uses_left: u32) -> NetworkCode {
    let ends_at = Instant(2_000);
    let standing = CodeStanding { kind: CodeKind::School, uses_left, ends_at, ended_at: None };
    let id = CodeId(Uuid::from_u128(number));
    NetworkCode { id, words: "for a test".to_owned(), standing, made_at: Instant(1_000) }
}

async fn commit_entry(storage: &Storage, school: SchoolId, number: u128) -> i64 {
    let mut writing = storage.write(school).await.unwrap();
    let sequence = writing.record(entry(number, "something was done")).await.unwrap();
    writing.commit().await.unwrap();
    sequence
}

testing::on_both_databases! {
    async fn every_statement_takes_what_is_bound_and_gives_what_is_read(database: &Database) {
        let faults = database.storage().await.statement_faults().await.unwrap();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    async fn the_schema_is_made_once_and_made_again_without_harm(database: &Database) {
        let empty = Database::empty(database.kind).await;
        let first = Storage::migrate(&empty.address).await.unwrap();
        assert_eq!(first.door().await.unwrap().list_schools().await.unwrap(), []);
        first.close().await;
        let school = TestSchool::on(&empty).await;
        let before = empty.rows_of(school.id).await;
        Storage::migrate(&empty.address).await.unwrap().close().await;
        assert_eq!(empty.rows_of(school.id).await, before);
        assert!(empty.storage().await.is_well().await.is_ok());
        school.storage.close().await;
        empty.remove().await;
    }

    async fn a_database_without_our_schema_is_not_opened(database: &Database) {
        let empty = Database::empty(database.kind).await;
        if let Some(file) = empty.file() {
            // A file that is there, and holds nothing.
            std::fs::write(file, "").unwrap();
        }
        let refused = Storage::open(&empty.address).await.unwrap_err();
        assert!(matches!(refused, StorageError::NotMigrated), "{refused}");
        assert!(refused.to_string().contains("trolley migrate"), "{refused}");
        empty.run("create table somebody_elses (id text primary key)").await;
        assert!(matches!(Storage::open(&empty.address).await.unwrap_err(), StorageError::NotMigrated));
        empty.remove().await;
    }

    async fn a_newer_schema_is_refused_and_left_alone(database: &Database) {
        database
            .run("insert into _sqlx_migrations (version, description, success, checksum, execution_time)
                  select 9999, 'from the future', success, checksum, execution_time from _sqlx_migrations
                  where version = 1")
            .await;
        let known = |error: StorageError| match error {
            StorageError::Newer { found: 9999, known } => known,
            other => panic!("{other}"),
        };
        assert!(known(Storage::open(&database.address).await.unwrap_err()) < 9999);
        assert!(known(Storage::migrate(&database.address).await.unwrap_err()) < 9999);
    }

    async fn an_address_where_nothing_is_makes_nothing(database: &Database) {
        let (nowhere, file) = match &database.address {
            Address::Sqlite(path) => {
                let path = path.with_file_name("mistyped.db");
                (Address::Sqlite(path.clone()), Some(path))
            }
            Address::Postgres(url) => (Address::Postgres(format!("{url}_mistyped")), None),
        };
        let error = Storage::open(&nowhere).await.unwrap_err();
        if let Some(file) = &file {
            assert!(matches!(error, StorageError::Address(_)), "{error}");
            assert!(!file.exists());
            assert!(Storage::open(&Address::Sqlite(file.parent().unwrap().into())).await.is_err());
            std::fs::write(file, "a shopping list, and no database at all: milk, eggs, copper sulfate").unwrap();
            assert!(Storage::open(&nowhere).await.is_err());
        } else {
            assert!(matches!(error, StorageError::Database(_)), "{error}");
            assert!(Storage::migrate(&nowhere).await.is_err(), "migrate makes no PostgreSQL database");
        }
    }

    async fn search_finds_words_of_any_script_however_they_are_typed(database: &Database) {
        let school = TestSchool::on(database).await;
        let mut ids = Vec::new();
        for name in ["Bécher 250 ml", "Ångström-Gitter", "Große Küvette", "烧杯", "Мензурка", "Ω-Widerstand 100%"] {
            ids.push(school.uncounted_item(name).await);
        }
        let mut reading = school.storage.read(school.id).await.unwrap();
        for (typed, at) in [
            ("becher", 0), ("BÉCHER", 0), ("Be\u{301}cher", 0), ("angstrom", 1), ("ÅNGSTRÖM", 1),
            ("kuvette", 2), ("KÜVETTE", 2), ("烧杯", 3), ("мензурка", 4), ("МЕНЗУРКА", 4),
            ("widerstand 100%", 5), ("Ω-wider", 5), ("ω-WIDER", 5),
        ] {
            let found = reading.search_items(&folded(typed), 10).await.unwrap();
            let found: Vec<ItemId> = found.into_iter().map(|item| item.pool.item).collect();
            assert_eq!(found, [ids[at]], "{typed}");
        }
        assert_eq!(reading.search_items(&folded("vibr%tor"), 10).await.unwrap(), []);
        let names: Vec<String> =
            reading.items().await.unwrap().into_iter().map(|item| item.pool.name).collect();
        assert!(names.contains(&"Große Küvette".to_owned()) && names.contains(&"烧杯".to_owned()));
    }

    async fn nothing_of_another_school_is_found(database: &Database) {
        let home = TestSchool::on(database).await;
        let there = home.neighbour().await;
        let kept = Things::of(&home).await;
        let mut reading = there.storage.read(there.id).await.unwrap();
        let (first, last) = (date(2026, 1, 1), date(2026, 12, 31));
        let ever = Interval { from: Instant(i64::MIN / 2), until: Instant(i64::MAX / 2) };

        assert_eq!(reading.find_item(kept.item).await.unwrap(), None);
        assert!(reading.items().await.unwrap().iter().all(|item| item.pool.item != kept.item));
        assert_eq!(reading.search_items(&folded("Microscope of ours"), 10).await.unwrap(), []);
        assert!(reading.pools(&[kept.item]).await.unwrap().is_empty());
        assert_eq!(reading.alternatives(kept.item).await.unwrap(), []);
        assert_eq!(reading.holds_of(&[kept.item], ever).await.unwrap(), []);
        assert_eq!(reading.held_by(kept.item, ever).await.unwrap(), []);
        assert_eq!(reading.holds_of_requisition(kept.requisition).await.unwrap(), []);
        assert_eq!(reading.all_holds(Instant(i64::MIN)).await.unwrap(), []);

        assert_eq!(reading.find_requisition(kept.requisition).await.unwrap(), None);
        assert_eq!(reading.requisitions_between(first, last).await.unwrap(), []);
        assert_eq!(reading.requisitions_of(kept.staff, first, last).await.unwrap(), []);
        assert_eq!(reading.recent_requisitions_of(kept.staff, 10).await.unwrap(), []);
        assert_eq!(reading.requisitions_waiting().await.unwrap(), []);
        assert_eq!(reading.count_waiting().await.unwrap(), 0);
        assert_eq!(reading.requisitions_open_from(Instant(0)).await.unwrap(), []);
        assert_eq!(reading.requisitions_not_counted_back(ever.until, ever.from).await.unwrap(), []);
        assert_eq!(reading.every_requisition().await.unwrap(), []);
        assert_eq!(reading.day_counts(first, last).await.unwrap(), []);

        assert_eq!(reading.find_practical(kept.practical).await.unwrap(), None);
        assert!(reading.practicals().await.unwrap().iter().all(|one| one.id != kept.practical));
        assert!(reading.practical_lines(kept.practical).await.unwrap().is_empty());
        assert_eq!(reading.practical_notes(kept.practical).await.unwrap(), []);
        assert_eq!(reading.practical_source(kept.practical).await.unwrap(), None);
        assert_eq!(reading.practical_sources().await.unwrap(), []);
        assert_eq!(reading.find_idea(kept.idea).await.unwrap(), None);
        assert_eq!(reading.ideas().await.unwrap(), []);

        assert_eq!(reading.find_staff(kept.staff).await.unwrap(), None);
        assert!(reading.staff().await.unwrap().iter().all(|one| one.id != kept.staff));
        assert_eq!(reading.find_member(kept.account).await.unwrap(), None);
        assert!(reading.members().await.unwrap().iter().all(|one| one.account != kept.account));
        assert!(reading.invitations().await.unwrap().is_empty());

        assert!(reading.timetable_versions().await.unwrap().iter().all(|one| one.id != kept.timetable));
        assert_eq!(reading.meetings(kept.timetable).await.unwrap(), []);
        assert_eq!(reading.meetings_of(kept.staff, kept.timetable).await.unwrap(), []);
        assert_eq!(reading.find_meeting(kept.timetable, &lesson_tail(kept.lesson)).await.unwrap(), None);
        assert_eq!(reading.subjects(kept.timetable).await.unwrap(), []);
        assert_eq!(reading.find_import_draft(kept.draft).await.unwrap(), None);
        assert_eq!(reading.history_of(&kept.requisition.to_string()).await.unwrap(), []);
        assert_eq!(reading.school().await.unwrap().slug, "next-school");
    }

    async fn nothing_of_another_school_is_changed(database: &Database) {
        let home = TestSchool::on(database).await;
        let there = home.neighbour().await;
        let kept = Things::of(&home).await;
        let own_item = there.counted_item("Own item", 5).await;
        let item = home.item(kept.item).await;
        let mut requisition = home.requisition(kept.requisition).await;
        requisition.version += 1;
        let before = database.rows_of(home.id).await;
        let hold = Hold {
            requisition: kept.requisition,
            item: kept.item,
            quantity: 1,
            interval: requisition.occasion.interval,
            moved_at: None,
        };
        macro_rules! tried {
            (|$writing:ident| $deed:expr) => {{
                let mut $writing = there.storage.write(there.id).await.unwrap();
                let outcome = match $deed.await {
                    Ok(told) => $writing.commit().await.map(|()| told),
                    Err(refused) => Err(refused),
                };
                assert_eq!(database.rows_of(home.id).await, before, stringify!($deed));
                outcome
            }};
        }
        assert!(tried!(|writing| writing.change_item(&item)).is_err());
        assert!(tried!(|writing| writing.add_missing(kept.item, 3)).is_err());
        assert!(tried!(|writing| writing.add_alternative(own_item, kept.item)).is_err());
        assert!(tried!(|writing| writing.change_requisition(&requisition)).is_err());
        assert!(tried!(|writing| writing.set_holds(kept.requisition, std::slice::from_ref(&hold))).is_err());
        let own_hold = Hold { item: own_item, ..hold };
        assert!(tried!(|writing| writing.set_holds(kept.requisition, &[own_hold])).is_err());
        tried!(|writing| writing.set_holds(kept.requisition, &[])).unwrap();
        tried!(|writing| writing.drop_holds(kept.requisition)).unwrap();
        assert!(!tried!(|writing| writing.end_member(kept.account, Instant(0))).unwrap());
        let none = domain::people::Roles::default();
        assert!(!tried!(|writing| writing.change_member(kept.account, &none, None, None)).unwrap());
        assert!(!tried!(|writing| writing.rename_member(kept.account, "A. Stranger")).unwrap());
        assert!(!tried!(|writing| writing.drop_invitation(kept.invitation)).unwrap());
        tried!(|writing| writing.drop_import_draft(kept.draft)).unwrap();
        tried!(|writing| writing.choose_subject("Biology", false)).unwrap();
        tried!(|writing| writing.lock_items(&[kept.item])).unwrap();
        tried!(|writing| writing.lock_requisition(kept.requisition)).unwrap();
        tried!(|writing| writing.record(entry(1, "Nothing to do with the others"))).unwrap();
        let settled = Settlement { outcome: Outcome::PutBy, by: "A. Stranger".to_owned(), at: Instant(0) };
        assert!(tried!(|writing| writing.settle_idea(kept.idea, &settled)).is_err());
        let (note, practical, by) = (NoteId(Uuid::from_u128(9)), kept.practical, written("A. Stranger"));
        assert!(tried!(|writing| writing.add_practical_note(practical, note, "Ours", &by, None)).is_err());
        assert!(tried!(|writing| writing.add_practical_source(practical, &by, None)).is_err());
        let policy = there.almanac().await.school.policy;
        tried!(|writing| writing.set_policy(&policy)).unwrap();
        tried!(|writing| writing.rename_school("Theirs", "Asia/Hong_Kong")).unwrap();
        let calendar = there.almanac().await.calendar;
        tried!(|writing| writing.set_calendar(&calendar)).unwrap();
    }

    async fn only_the_version_that_was_seen_is_changed(database: &Database) {
        let school = TestSchool::on(database).await;
        let kept = Things::of(&school).await;
        let mut one = school.requisition(kept.requisition).await;
        let mut other = one.clone();
        one.version += 1;
        "First".clone_into(&mut one.content.note);
        let mut writing = school.storage.write(school.id).await.unwrap();
        writing.change_requisition(&one).await.unwrap();
        writing.commit().await.unwrap();
        other.version += 1;
        "Second".clone_into(&mut other.content.note);
        let mut writing = school.storage.write(school.id).await.unwrap();
        let refused = writing.change_requisition(&other).await.unwrap_err();
        assert!(matches!(refused, StorageError::RowsTouched { touched: 0, expected: 1, .. }), "{refused}");
        drop(writing);
        assert_eq!(school.requisition(kept.requisition).await, one);
    }

    async fn what_was_saved_from_a_message_forgets_its_author_in_every_school(database: &Database) {
        let home = TestSchool::on(database).await;
        let there = home.neighbour().await;
        let (kept, theirs) = (saved(&home).await, saved(&there).await);
        for (school, (idea, _)) in [(&home, kept), (&there, theirs)] {
            let mut reading = school.storage.read(school.id).await.unwrap();
            let idea = reading.find_idea(idea).await.unwrap().unwrap();
            assert_eq!(idea.origin, Some(Origin::Known(source())));
            assert_eq!(idea.written, written("A. Teacher"));
        }
        // Neither another network's message of the same number nor another message is this one.
        let mut door = home.storage.open_door().await.unwrap();
        let (network, message) = (source().network, source().message);
        let elsewhere = domain::id::NetworkId(Uuid::from_u128(0xffff));
        assert_eq!(door.forget_sources(elsewhere, message).await.unwrap(), 0);
        let other = domain::id::MessageId(Uuid::from_u128(0xffff));
        assert_eq!(door.forget_sources(network, other).await.unwrap(), 0);
        // An idea, a note and a practical in each of two schools.
        assert_eq!(door.forget_sources(network, message).await.unwrap(), 6);
        door.commit().await.unwrap();
        for (school, (idea, practical)) in [(&home, kept), (&there, theirs)] {
            let mut reading = school.storage.read(school.id).await.unwrap();
            let idea = reading.find_idea(idea).await.unwrap().unwrap();
            assert_eq!((idea.words.as_str(), idea.origin), ("Try it with cress", Some(Origin::Erased)));
            let notes = reading.practical_notes(practical).await.unwrap();
            assert_eq!(notes.iter().map(|note| &note.origin).collect::<Vec<_>>(), [&Some(Origin::Erased)]);
            let practical = reading.practical_source(practical).await.unwrap().unwrap();
            assert_eq!(practical.origin, Some(Origin::Erased));
        }
        for (table, column, text) in database.every_text().await {
            assert!(!text.contains("@made_up"), "{table}.{column} still names them");
            assert!(!text.contains(&source().link), "{table}.{column} still leads to their words");
            assert!(text != message.to_string(), "{table}.{column} still knows the message");
        }
    }

    async fn a_code_is_used_no_more_often_than_it_says_and_only_in_its_network(database: &Database) {
        let school = TestSchool::on(database).await;
        let storage = &school.storage;
        let (own, other) = (network(storage, 1, "own", None).await, network(storage, 2, "other", None).await);
        let kept = code(3, 2);
        let mut writing = storage.write(own).await.unwrap();
        writing.add_code(&kept, "a hash", None).await.unwrap();
        writing.commit().await.unwrap();
        let mut writing = storage.write(other).await.unwrap();
        assert_eq!(writing.find_code("a hash").await.unwrap(), None);
        assert_eq!(writing.codes().await.unwrap(), []);
        assert!(!writing.use_code(kept.id).await.unwrap());
        assert!(!writing.end_code(kept.id, kept.made_at).await.unwrap());
        drop(writing);
        let mut writing = storage.write(own).await.unwrap();
        writing.lock_network().await.unwrap();
        for expected in [true, true, false] {
            assert_eq!(writing.use_code(kept.id).await.unwrap(), expected);
        }
        writing.commit().await.unwrap();
        let found = storage.read(own).await.unwrap().find_code("a hash").await.unwrap().unwrap();
        let used = CodeStanding { uses_left: 0, ..kept.standing };
        assert_eq!(found, NetworkCode { standing: used, ..kept.clone() });
        assert_eq!(storage.door().await.unwrap().network_of_code("a hash").await.unwrap(), Some(own));
        let mut writing = storage.write(own).await.unwrap();
        assert!(writing.end_code(kept.id, kept.made_at).await.unwrap());
        assert!(!writing.end_code(kept.id, kept.made_at).await.unwrap());
        assert!(!writing.use_code(kept.id).await.unwrap());
    }

    async fn networks_keep_their_people_schools_and_topics_apart(database: &Database) {
        let school = TestSchool::on(database).await;
        let storage = &school.storage;
        let (own, other) = (network(storage, 1, "own", None).await, network(storage, 2, "other", None).await);
        let (account, topic, now) = (school.head().await.account(), TopicId(Uuid::from_u128(9)), Instant(1_000));
        let mut writing = storage.write(own).await.unwrap();
        writing.set_network_person(account, ChatRole::Member, now).await.unwrap();
        writing.add_network_school(school.id, now).await.unwrap();
        writing.add_topic(topic, "Burettes", Some(account), now).await.unwrap();
        assert!(writing.vote(topic, account, now).await.unwrap());
        assert!(!writing.vote(topic, account, now).await.unwrap(), "one vote each");
        writing.set_feed(account, "a feed", now).await.unwrap();
        writing.set_feed(account, "its heir", now).await.unwrap();
        writing.commit().await.unwrap();

        let mut writing = storage.write(other).await.unwrap();
        assert_eq!(writing.network_people().await.unwrap(), []);
        assert_eq!(writing.network_schools().await.unwrap(), []);
        assert_eq!(writing.people_of_schools().await.unwrap(), []);
        assert_eq!(writing.topics().await.unwrap(), []);
        assert_eq!(writing.find_topic(topic).await.unwrap(), None);
        assert_eq!(writing.topic_votes().await.unwrap(), []);
        assert_eq!(writing.feed_made_at(account).await.unwrap(), None);
        assert!(!writing.end_network_person(account, now).await.unwrap());
        assert!(!writing.end_network_school(school.id, now).await.unwrap());
        assert!(!writing.retire_topic(topic).await.unwrap());
        assert!(!writing.take_vote_back(topic, account).await.unwrap());
        assert!(writing.vote(topic, account, now).await.is_err(), "no vote for another network's topic");
        drop(writing);

        let mut door = storage.door().await.unwrap();
        assert_eq!(door.network_of_feed("a feed").await.unwrap(), None, "a new feed ends the old");
        assert_eq!(door.network_of_feed("its heir").await.unwrap(), Some((own, account)));
        drop(door);
        let mut writing = storage.write(own).await.unwrap();
        assert_eq!(writing.topic_votes().await.unwrap(), [(topic, account)]);
        assert!(writing.end_network_person(account, Instant(2_000)).await.unwrap());
        assert_eq!(writing.network_people().await.unwrap(), []);
        writing.set_network_person(account, ChatRole::NetworkAdministrator, Instant(3_000)).await.unwrap();
        let again = writing.find_network_person(account).await.unwrap().unwrap();
        assert_eq!((again.joined_at, again.ended_at), (Instant(3_000), None), "joined anew");
        writing.set_network_person(account, ChatRole::Member, Instant(4_000)).await.unwrap();
        let same = writing.find_network_person(account).await.unwrap().unwrap();
        assert_eq!((same.joined_at, same.role), (Instant(3_000), ChatRole::Member), "only the role is another");
    }

    async fn short_names_and_departments_are_there_once(database: &Database) {
        let school = TestSchool::on(database).await;
        let storage = &school.storage;
        let department = network(storage, 1, "department", Some(school.id)).await;
        for (number, slug, of_school) in [(2, "department", None), (3, "another", Some(school.id))] {
            let wanted = new_network(number, slug, of_school);
            let mut writing = storage.write(wanted.id).await.unwrap();
            let refused = writing.add_network(&wanted).await.unwrap_err();
            assert!(matches!(refused, StorageError::Taken(_)), "{refused}");
        }
        let mut door = storage.door().await.unwrap();
        assert_eq!(door.department_of(school.id).await.unwrap(), Some(department));
        assert_eq!(door.find_network_by_slug("department").await.unwrap(), Some(department));
        assert_eq!(door.every_network().await.unwrap(), [new_network(1, "department", Some(school.id))]);
        drop(door);
        let nowhere = NetworkId(Uuid::from_u128(77));
        assert_eq!(storage.read(nowhere).await.unwrap().network().await.unwrap(), None);
    }

    async fn a_unit_that_is_dropped_leaves_nothing(database: &Database) {
        let school = TestSchool::on(database).await;
        let before = database.rows_of(school.id).await;
        let mut writing = school.storage.write(school.id).await.unwrap();
        writing.record(entry(1, "never kept")).await.unwrap();
        writing.choose_subject("Biology", false).await.unwrap();
        drop(writing);
        assert_eq!(database.rows_of(school.id).await, before);
    }

    async fn history_is_numbered_without_gaps_in_the_order_of_commits(database: &Database) {
        let school = TestSchool::on(database).await;
        let storage = &school.storage;
        let before = storage.read(school.id).await.unwrap().event_sequence().await.unwrap();
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..50 {
            let (storage, id) = (storage.clone(), school.id);
            tasks.spawn(async move { commit_entry(&storage, id, number).await });
        }
        let given: BTreeSet<i64> = within("fifty commits", tasks.join_all()).await.into_iter().collect();
        assert_eq!(given, (before + 1..=before + 50).collect());
        let size = storage.read(school.id).await.unwrap().history_size().await.unwrap();
        assert_eq!(size, (before + 50, before + 50));
        let history = storage.read(school.id).await.unwrap().history_of("a subject").await.unwrap();
        assert_eq!(history.len(), 50);
    }

    async fn a_commit_is_heard_in_this_process(database: &Database) {
        let school = TestSchool::on(database).await;
        let mut heard = school.storage.changes();
        let sequence = commit_entry(&school.storage, school.id, 1).await;
        let change = within("word of a commit", heard.recv()).await.unwrap();
        assert_eq!(change, Change { scope: school.id.into(), sequence });
        let mut writing = school.storage.write(school.id).await.unwrap();
        writing.record(entry(2, "undone")).await.unwrap();
        drop(writing);
        assert!(heard.try_recv().is_err(), "what is undone is not told");
    }

    async fn a_commit_is_heard_in_another_process(database: &Database) {
        let school = TestSchool::on(database).await;
        let other = database.storage().await;
        let mut heard = other.changes();
        let follower = tokio::spawn({
            let other = other.clone();
            async move { other.listen_to_others().await }
        });
        for number in 0..3 {
            let sequence = commit_entry(&school.storage, school.id, number).await;
            let wanted = Change { scope: school.id.into(), sequence };
            let heard_it = async { while heard.recv().await.unwrap() != wanted {} };
            within("word from another process", heard_it).await;
        }
        follower.abort();
    }
}

/// One of everything that has an identifier.
struct Things {
    item: ItemId,
    requisition: RequisitionId,
    lesson: domain::id::LessonId,
    practical: domain::id::PracticalId,
    staff: domain::id::StaffId,
    account: domain::id::AccountId,
    invitation: InvitationId,
    timetable: domain::id::TimetableId,
    draft: Uuid,
    idea: IdeaId,
}

/// A made-up message of a chat.
fn source() -> Source {
    Source {
        network: domain::id::NetworkId(Uuid::from_u128(0xaa01)),
        chat: domain::id::ChatId(Uuid::from_u128(0xaa02)),
        message: domain::id::MessageId(Uuid::from_u128(0xaa03)),
        credit: "@made_up".to_owned(),
        link: "/chats/made-up#message-3".to_owned(),
    }
}

/// An idea, a note and the source of a practical, all saved from that message.
async fn saved(school: &TestSchool) -> (IdeaId, domain::id::PracticalId) {
    let mut writing = school.storage.write(school.id).await.unwrap();
    let practical = writing.practicals().await.unwrap().first().expect("the starting catalogue").id;
    let (idea, note): (IdeaId, NoteId) = (school.house.next_id(), school.house.next_id());
    let (by, from) = (written("A. Teacher"), source());
    writing.add_idea(idea, "Try it with cress", &by, Some(&from)).await.unwrap();
    writing.add_practical_note(practical, note, "Takes an hour", &by, Some(&from)).await.unwrap();
    writing.add_practical_source(practical, &by, Some(&from)).await.unwrap();
    writing.commit().await.unwrap();
    (idea, practical)
}

/// Written by somebody, at the instant of every entry here.
fn written(name: &str) -> Written {
    Written { account: None, name: name.to_owned(), at: Instant(1_768_294_800_000) }
}

impl Things {
    async fn of(school: &TestSchool) -> Self {
        let item = school.counted_item("Microscope of ours", 10).await;
        let alternative = school.counted_item("Hand lens of ours", 10).await;
        let teacher = school.teacher(TEACHERS[0]).await;
        let lesson = school.lesson(TEACHERS[0], school.next_monday(), 1).await;
        let sent = teacher.sends(&asking("Cells", &[(item, 2)]), &lesson).await.unwrap();
        let mut writing = school.storage.write(school.id).await.unwrap();
        writing.add_alternative(item, alternative).await.unwrap();
        let invitation = Invitation {
            id: school.house.next_id(),
            email: "somebody@test-school.example".to_owned(),
            name: "Somebody".to_owned(),
            roles: Roles::new([Role::Teacher]),
            staff: None,
            mentor: None,
            ends_at: school.house.now().plus_minutes(60),
            used_at: None,
        };
        writing.add_invitation(&invitation, "a hash", school.house.now()).await.unwrap();
        let draft = ImportDraft {
            id: Uuid::from_u128(7),
            account: Some(teacher.account()),
            valid_from: date(2026, 1, 19),
            payload: "{}".to_owned(),
            created_at: school.house.now(),
        };
        writing.add_import_draft(&draft, Instant(0)).await.unwrap();
        let practical = writing.practicals().await.unwrap().first().expect("the starting catalogue").id;
        let timetable = writing.timetable_versions().await.unwrap()[0].id;
        writing.commit().await.unwrap();
        let (idea, _) = saved(school).await;
        Self {
            item,
            requisition: sent.id,
            lesson: lesson.id,
            practical,
            staff: school.staff(TEACHERS[0]).await,
            account: teacher.account(),
            invitation: invitation.id,
            timetable,
            draft: draft.id,
            idea,
        }
    }
}

/// A file whose statements nobody compares would pass every other test.
#[test]
fn every_file_with_statements_is_compared() {
    let mut found = BTreeSet::new();
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap() {
        let path = file.unwrap().path();
        assert!(path.is_file(), "{} is a folder, and this test looks into none", path.display());
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let declares = text.lines().any(|line| line.trim_start().starts_with("statements! {"));
        if declares {
            found.insert(name.clone());
        }
        // Nor is there a statement that is not declared.
        let makes = text.contains("Statement {");
        let may = ["connection", "columns"].contains(&name.as_str());
        assert!(!makes || may, "{name} makes a statement without `statements!`");
        let asks = text.contains("sqlx::query");
        assert!(!asks || name == "connection", "{name} speaks to the database by itself");
    }
    let known: BTreeSet<String> = Storage::files_with_statements().map(str::to_owned).collect();
    assert_eq!(known, found);
    assert!(found.len() > 20, "{found:?}");
}

#[test]
fn doubtful_addresses_are_errors_that_say_what_to_write() {
    for text in [
        "",
        "  ",
        "school",
        "/srv/school",
        "mysql://host/school",
        "postgre://host/school",
        "sqlite:",
        ":memory:",
    ] {
        let error = text.parse::<Address>().unwrap_err();
        assert!(matches!(error, StorageError::Address(_)), "{text}");
        assert!(
            error.to_string().contains(".db")
                || error.to_string().contains("sqlite:")
                || error.to_string().contains("file"),
            "{error}"
        );
    }
}
