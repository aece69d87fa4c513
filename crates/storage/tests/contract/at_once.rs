//! What is read, locked or kept at once: the same as one by one, in fewer statements, whoever races.

use std::collections::{BTreeMap, BTreeSet};

use domain::apparatus::Hold;
use domain::chat::{Chat, ChatRole, ChatState, SchoolTie, Ties};
use domain::history::{Kind, NetworkEvent};
use domain::id::{ChatId, EventId, ItemId, NetworkId, RequisitionId};
use domain::people::{Role, Roles};
use domain::requisition::Requisition;
use domain::{Instant, Interval};
use storage::{Change, Storage};
use testing::{TEACHERS, TestNetwork, TestSchool, asking, within};
use uuid::Uuid;

use super::{commit_entry, entry, network};

/// What `deed` comes to, and how many statements it ran.
macro_rules! counted {
    ($storage:expr, $deed:expr) => {{
        let before = $storage.statements_run();
        let came_to = $deed;
        (came_to, $storage.statements_run() - before)
    }};
}

/// Requisitions like one that was sent, under identifiers of their own, which hold nothing.
async fn requisitions(school: &TestSchool, count: u128) -> Vec<RequisitionId> {
    let teacher = school.teacher(TEACHERS[0]).await;
    let lesson = school.lesson(TEACHERS[0], school.next_monday(), 1).await;
    let splints = school.uncounted_item("Splints of ours").await;
    let sent = teacher.sends(&asking("Cells", &[(splints, 1)]), &lesson).await.unwrap();
    let sent = school.requisition(sent.id).await;
    let mut writing = school.storage.write(school.id).await.unwrap();
    let ids: Vec<RequisitionId> = (1..=count).map(|number| RequisitionId(Uuid::from_u128(number))).collect();
    for id in &ids {
        let like_it = Requisition { id: *id, ..sent.clone() };
        writing.add_requisition(&like_it).unwrap();
    }
    writing.commit().await.unwrap();
    ids
}

fn hold(requisition: RequisitionId, item: ItemId, quantity: u32) -> Hold {
    Hold {
        requisition,
        item,
        quantity,
        interval: Interval { from: Instant(1_000), until: Instant(2_000) },
        moved_at: None,
    }
}

/// Holds one of `item` where one is free, and says whether it did.
async fn holds_one(
    storage: &Storage,
    school: &TestSchool,
    requisition: RequisitionId,
    items: [ItemId; 2],
) -> bool {
    let mut writing = storage.write(school.id).await.unwrap();
    let found = writing.lock_and_find_items(&items).await.unwrap();
    let within = Interval { from: Instant(0), until: Instant(10_000) };
    let held = writing.holds_of(&items, within).await.unwrap();
    let is_free = items.iter().all(|item| {
        let taken: u32 = held.iter().filter(|hold| hold.item == *item).map(|hold| hold.quantity).sum();
        taken < found[item].pool.counted.unwrap()
    });
    if !is_free {
        return false;
    }
    let holds: Vec<Hold> = items.iter().map(|item| hold(requisition, *item, 1)).collect();
    writing.add_holds(requisition, &holds).unwrap();
    writing.commit().await.unwrap();
    true
}

fn chat_entry(number: u128, chat: ChatId) -> NetworkEvent {
    let event = domain::history::Event { id: EventId(Uuid::from_u128(number)), ..entry(number, "done") };
    NetworkEvent { event, chat: Some(chat), message: None }
}

testing::on_both_databases! {
    async fn holds_are_kept_in_one_statement_however_many_they_are(database: &Database) {
        let school = TestSchool::on(database).await;
        let storage = &school.storage;
        let requisition = requisitions(&school, 1).await[0];
        let mut holds = Vec::new();
        for number in 1..=12 {
            holds.push(hold(requisition, school.counted_item(&format!("Kit {number:02}"), 30).await, number));
        }
        holds.sort_by_key(|hold| hold.item);
        let mut writing = storage.write(school.id).await.unwrap();
        macro_rules! kept_by {
            ($deed:expr) => {{
                let (kept, ran) = counted!(storage, {
                    $deed;
                    writing.holds_of_requisition(requisition).await.unwrap()
                });
                (kept, ran - 1)
            }};
        }
        let (kept, ran) = kept_by!(writing.add_holds(requisition, &holds).unwrap());
        // On SQLite what is added goes along with whatever comes next, so it is no statement of its own.
        let added = u64::from(database.kind == testing::Kind::Postgres);
        assert_eq!((kept, ran), (holds.clone(), added));

        let ((), ran) = counted!(storage, writing.replace_holds(requisition, &holds, &holds).await.unwrap());
        assert_eq!(ran, 0, "nothing to replace");
        let fewer = &holds[3..];
        let (kept, ran) = kept_by!(writing.replace_holds(requisition, &holds, fewer).await.unwrap());
        assert_eq!((kept.as_slice(), ran), (fewer, 1 + added));
        let (kept, ran) = kept_by!(writing.replace_holds(requisition, fewer, &[]).await.unwrap());
        assert_eq!((kept, ran), (Vec::new(), 1));
        let (kept, ran) = kept_by!(writing.replace_holds(requisition, &[], &holds).await.unwrap());
        assert_eq!((kept, ran), (holds.clone(), added));
        writing.set_holds(requisition, &holds[..2]).await.unwrap();
        assert_eq!(writing.holds_of_requisition(requisition).await.unwrap(), holds[..2]);
        // What is held already is not held twice, and nothing is added where one of several cannot be.
        writing.add_holds(requisition, &holds).unwrap();
        assert!(writing.commit().await.is_err());
        assert_eq!(school.holds(requisition).await, []);
    }

    async fn items_are_found_by_their_identifiers_and_by_nothing_like_them(database: &Database) {
        let school = TestSchool::on(database).await;
        let there = school.neighbour().await;
        let storage = &school.storage;
        let (own, other) = (school.counted_item("Balance", 3).await, school.uncounted_item("Tongs").await);
        let theirs = there.counted_item("Balance", 3).await;
        let nowhere = ItemId(Uuid::from_u128(9));
        let mut writing = storage.write(school.id).await.unwrap();
        writing.add_alternative(own, other).await.unwrap();
        let wanted = [theirs, other, nowhere, own, own];
        let expected = BTreeMap::from([(own, school.item(own).await), (other, school.item(other).await)]);
        let (locked, ran) = counted!(storage, writing.lock_and_find_items(&wanted).await.unwrap());
        assert_eq!((&locked, ran), (&expected, 1));
        assert_eq!(writing.find_items(&wanted).await.unwrap(), expected);
        let (found, ran) = counted!(storage, writing.alternatives_of(&wanted).await.unwrap());
        assert_eq!((found, ran), (BTreeMap::from([(own, vec![other])]), 1));
        let (found, ran) = counted!(storage, writing.lock_and_find_items(&[]).await.unwrap());
        assert_eq!((found, ran), (BTreeMap::new(), 0));
        assert_eq!(writing.alternatives_of(&[]).await.unwrap(), BTreeMap::new());

        let practicals: Vec<_> = writing.practicals().await.unwrap().into_iter().take(3).collect();
        let mut ids: Vec<_> = practicals.iter().map(|practical| practical.id).collect();
        ids.push(there.storage.read(there.id).await.unwrap().practicals().await.unwrap()[0].id);
        let (found, ran) = counted!(storage, writing.find_practicals(&ids).await.unwrap());
        assert_eq!(ran, 1);
        assert_eq!(found, practicals.into_iter().map(|practical| (practical.id, practical)).collect());
        assert_eq!(writing.find_practicals(&[]).await.unwrap(), BTreeMap::new());
    }

    async fn what_is_locked_and_read_at_once_is_never_promised_twice(database: &Database) {
        let school = TestSchool::on(database).await;
        let (one, two) = (school.counted_item("Balance", 5).await, school.counted_item("Burette", 9).await);
        let mut tasks = tokio::task::JoinSet::new();
        for (place, requisition) in requisitions(&school, 16).await.into_iter().enumerate() {
            let (school, storage) = (school.clone(), school.storage.clone());
            // In either order, so that two that lock one after the other would wait for one another.
            let items = if place % 2 == 0 { [one, two] } else { [two, one] };
            tasks.spawn(async move { holds_one(&storage, &school, requisition, items).await });
        }
        let won = within("sixteen units", tasks.join_all()).await.into_iter().filter(|won| *won).count();
        assert_eq!(won, 5);
        let held = school.all_held(one).await;
        assert_eq!(held.iter().filter(|hold| hold.item == one).map(|hold| hold.quantity).sum::<u32>(), 5);
    }

    async fn a_requisition_and_a_chat_are_read_as_they_are_once_they_are_locked(database: &Database) {
        let school = TestSchool::on(database).await;
        let network = TestNetwork::on(&school).await;
        let storage = school.storage.clone();
        let requisition = requisitions(&school, 1).await[0];
        let before = (school.requisition(requisition).await.version, network.kept_chat(network.chat).await.version);
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..12_u128 {
            let (storage, school, network) = (storage.clone(), school.id, network.clone());
            tasks.spawn(async move {
                // A change is refused where the version is not the one that is kept: nothing may come between.
                let mut writing = storage.write(school).await.unwrap();
                writing.lock_requisition(requisition).await.unwrap();
                let mut found = writing.find_requisition(requisition).await.unwrap().unwrap();
                found.version += 1;
                // Another list and another occasion, each in a row of its own.
                found.content.stations[0].lines[0].detail = format!("list {number}");
                found.occasion.room = format!("Lab {}", found.version);
                writing.change_requisition(&found).await.unwrap();
                writing.change_occasion(&found).await.unwrap();
                writing.commit().await.unwrap();
                let mut writing = storage.write(network.id).await.unwrap();
                writing.lock_chat(network.chat).await.unwrap();
                let found = writing.find_chat(network.chat).await.unwrap().unwrap();
                writing.set_chat(&Chat { subject: format!("Take {number}"), ..found }).await.unwrap();
                writing.commit().await.unwrap();
            });
        }
        within("twelve units of each", tasks.join_all()).await;
        let after = (school.requisition(requisition).await.version, network.kept_chat(network.chat).await.version);
        assert_eq!(after, (before.0 + 12, before.1 + 12));

        let found = school.requisition(requisition).await;
        assert_eq!(found.occasion.room, format!("Lab {}", found.version), "nobody read what was there before");
    }

    async fn several_entries_of_one_unit_are_numbered_and_heard(database: &Database) {
        let school = TestSchool::on(database).await;
        let storage = &school.storage;
        let other = database.storage().await;
        let mut heard = other.changes();
        let follower = tokio::spawn({
            let other = other.clone();
            async move { other.listen_to_others().await }
        });
        let before = storage.read(school.id).await.unwrap().event_sequence().await.unwrap();
        let mut writing = storage.write(school.id).await.unwrap();
        for number in 1..=3_i64 {
            let given = writing.record(entry(100 + u128::from(number.unsigned_abs()), "one of three")).await.unwrap();
            assert_eq!(given, before + number);
        }
        writing.commit().await.unwrap();
        let wanted = Change { scope: school.id.into(), sequence: before + 3 };
        within("the last of three", async { while heard.recv().await.unwrap() != wanted {} }).await;
        follower.abort();
        assert_eq!(storage.read(school.id).await.unwrap().event_sequence().await.unwrap(), before + 3);

        let network = network(storage, 1, "own", None).await;
        let mut writing = storage.write(network).await.unwrap();
        let chat = ChatId(Uuid::from_u128(7));
        for number in 1..=2_u128 {
            let given = writing.record(chat_entry(number, chat)).await.unwrap();
            assert_eq!(u128::from(given.unsigned_abs()), number);
        }
        writing.commit().await.unwrap();
        let mut reading = storage.read(network).await.unwrap();
        assert_eq!(reading.history_of_chat(chat).await.unwrap(), [chat_entry(1, chat).event, chat_entry(2, chat).event]);
        let told = reading.room_events(chat, 0, 9).await.unwrap();
        assert!(told.iter().all(|event| event.kind == Kind::from_key("test.entry")));
        assert_eq!(told.iter().map(|event| event.sequence).collect::<Vec<_>>(), [1, 2]);
    }

    async fn statements_are_counted_with_the_beginning_and_the_end(database: &Database) {
        let school = TestSchool::on(database).await;
        let storage = school.storage.clone();
        let (_, ran) = counted!(storage, commit_entry(&storage, school.id, 1).await);
        let expected = match database.kind {
            testing::Kind::Sqlite => 2,
            testing::Kind::Postgres => 3,
        };
        assert_eq!(ran, expected, "begin, the entry with its number, commit; SQLite begins with the entry");
        let (_, ran) = counted!(storage, storage.read(school.id).await.unwrap().school().await.unwrap());
        assert_eq!(ran, 1);
        assert_eq!(database.storage().await.statements_run(), 2, "what opening asks, of its own count");
    }

    async fn what_a_deed_in_a_school_is_judged_by_is_read_at_once(database: &Database) {
        let school = TestSchool::on(database).await;
        let there = school.neighbour().await;
        let storage = &school.storage;
        let account = school.teacher(TEACHERS[0]).await.account();
        let (form, now) = (("requisition.send", "k1"), school.house.now());
        let mut writing = storage.write(school.id).await.unwrap();
        writing.keep_answer(account, form.0, form.1, "a hash", "an answer", now);
        let almanac = writing.almanac_version().await.unwrap();
        let (entered, ran) = counted!(storage, writing.enter(Some(account), Some(form)).await.unwrap());
        assert_eq!(ran, 1);
        assert_eq!(entered.almanac, almanac);
        assert_eq!(entered.member, writing.find_member(account).await.unwrap());
        assert!(entered.member.is_some_and(|member| member.roles.has(Role::Teacher) && member.ended_at.is_none()));
        assert_eq!(entered.answer, Some(("a hash".to_owned(), "an answer".to_owned())));
        for other in [Some(("requisition.send", "k2")), Some(("item.change", "k1")), None] {
            assert_eq!(writing.enter(Some(account), other).await.unwrap().answer, None);
        }
        let nobody = writing.enter(None, Some(form)).await.unwrap();
        assert_eq!((nobody.member, nobody.answer), (None, None));
        assert!(writing.end_member(account, now).await.unwrap());
        let ended = writing.enter(Some(account), None).await.unwrap().member.unwrap();
        assert_eq!(ended.ended_at, Some(now));
        writing.commit().await.unwrap();
        let mut reading = storage.read(there.id).await.unwrap();
        assert_eq!(reading.enter(Some(account), None).await.unwrap().member, None, "of the school it is asked in");
        let nowhere = storage.read(domain::id::SchoolId(Uuid::from_u128(5))).await.unwrap().enter(None, None).await;
        assert!(nowhere.is_err());
    }

    async fn what_a_deed_in_a_network_is_judged_by_is_read_at_once(database: &Database) {
        let school = TestSchool::on(database).await;
        let there = school.neighbour().await;
        let storage = &school.storage;
        let own = network(storage, 1, "own", Some(school.id)).await;
        let account = school.head().await.account();
        let roles = storage.read(school.id).await.unwrap().find_member(account).await.unwrap().unwrap().roles;
        let (chat, now) = (ChatId(Uuid::from_u128(3)), Instant(1_000));
        let mut writing = storage.write(own).await.unwrap();
        writing.add_chat(&a_chat(chat)).await.unwrap();
        writing.add_network_school(school.id, now).await.unwrap();
        writing.add_network_school(there.id, now).await.unwrap();
        writing.set_network_person(account, ChatRole::NetworkAdministrator, now).await.unwrap();
        writing.choose_handle(account, &"head_of_it".parse().unwrap(), now).await.unwrap();
        writing.add_role(chat, account, ChatRole::Host, now).await.unwrap();
        writing.add_role(chat, account, ChatRole::Curator, now).await.unwrap();
        writing.keep_answer(account, "chat.plan", "k1", "a hash", "an answer", now);
        writing.record(chat_entry(1, chat)).await.unwrap();

        let form = Some(("chat.plan", "k1"));
        let (entered, ran) = counted!(storage, writing.enter(Some(account), Some(chat), form).await.unwrap());
        let entered = entered.unwrap();
        assert_eq!((ran, entered.sequence), (1, 1));
        let is_own = SchoolTie { roles, is_own_department: true };
        assert_eq!(entered.ties.ties, Ties { joined_as: Some(ChatRole::NetworkAdministrator), schools: vec![is_own] });
        assert_eq!((entered.ties.network, entered.ties.slug.as_str(), entered.ties.of_school), (own, "own", Some(school.id)));
        assert_eq!(entered.ties.handle.as_ref().map(ToString::to_string).as_deref(), Some("head_of_it"));
        let made: BTreeSet<&str> = entered.chat_roles.iter().map(|role| role.key()).collect();
        assert_eq!(made, BTreeSet::from([ChatRole::Host.key(), ChatRole::Curator.key()]));
        assert_eq!(entered.answer, Some(("a hash".to_owned(), "an answer".to_owned())));

        let elsewhere = writing.enter(Some(account), Some(ChatId(Uuid::from_u128(4))), None).await.unwrap().unwrap();
        assert_eq!((elsewhere.chat_roles, elsewhere.answer), (Vec::new(), None));
        let nobody = writing.enter(None, Some(chat), form).await.unwrap().unwrap();
        assert_eq!((nobody.ties.ties, nobody.ties.handle, nobody.answer), (Ties::default(), None, None));
        writing.end_network_person(account, now).await.unwrap();
        writing.end_network_school(school.id, now).await.unwrap();
        let left = writing.enter(Some(account), Some(chat), None).await.unwrap().unwrap();
        assert_eq!(left.ties.ties, Ties::default());
        // The department is not that of the other school, whose technician belongs to both all the same.
        let technician = there.technician().await.account();
        let theirs = writing.enter(Some(technician), None, None).await.unwrap().unwrap();
        assert_eq!(theirs.ties.ties.schools, [SchoolTie { roles: Roles::new([Role::Technician]), is_own_department: false }]);
        writing.commit().await.unwrap();

        let mut door = storage.door().await.unwrap();
        let (found, ran) = counted!(storage, door.find_ties_and_roles(technician, own, Some(chat)).await.unwrap());
        assert_eq!((found, ran), (Some((theirs.ties, Vec::new())), 1));
        assert_eq!(door.find_ties_and_roles(account, own, Some(chat)).await.unwrap().unwrap().1.len(), 2);
        let nowhere = NetworkId(Uuid::from_u128(8));
        assert_eq!(door.find_ties(account, nowhere).await.unwrap(), None);
        drop(door);
        assert_eq!(storage.read(nowhere).await.unwrap().enter(Some(account), None, None).await.unwrap(), None);
    }

    async fn an_almanac_is_read_at_once_and_is_what_its_parts_are(database: &Database) {
        let school = TestSchool::on(database).await;
        let storage = &school.storage;
        let mut writing = storage.write(school.id).await.unwrap();
        let mut calendar = writing.calendar().await.unwrap();
        calendar.overrides.insert(school.next_monday(), 3);
        calendar.overrides.insert(school.tomorrow(), 1);
        writing.set_calendar(&calendar).await.unwrap();
        let (rows, ran) = counted!(storage, writing.almanac_rows().await.unwrap());
        assert_eq!(ran, 1);
        assert_eq!(rows.version, writing.almanac_version().await.unwrap());
        assert_eq!(rows.school, writing.school().await.unwrap());
        assert_eq!(rows.calendar, calendar);
        assert!(calendar.terms.len() > 1 && !calendar.closures.is_empty(), "{calendar:?}");
        assert_eq!(rows.versions, writing.timetable_versions().await.unwrap());
        assert!(!rows.versions.is_empty());
        drop(writing);
        let nowhere = domain::id::SchoolId(Uuid::from_u128(5));
        assert!(storage.read(nowhere).await.unwrap().almanac_rows().await.is_err());
    }
}

fn a_chat(id: ChatId) -> Chat {
    Chat {
        id,
        version: 1,
        state: ChatState::Open,
        imported: false,
        tag: "test".to_owned(),
        subject: "What goes wrong".to_owned(),
        welcome: String::new(),
        starts_at: Instant(1_000),
        ends_at: Instant(2_000),
        topic: None,
        hold: domain::chat::room::Hold::Nobody,
        slow_seconds: 0,
        question_now: 0,
        pinned: None,
        numbered: 0,
        host_seen_at: None,
        opened_at: None,
        closed_at: None,
        review_ends_at: None,
        published_at: None,
        revision: 0,
        preamble: None,
        created_by: None,
        created_at: Instant(500),
    }
}
