//! Several sites: what has to be asked for from another, how long it is then held, and what becomes of it when rooms,
//! sites or shelves change.

use actions::ActionError;
use actions::apparatus::ItemChange;
use actions::calendar::{PutBack, SchoolTime, SetSite, SetSites, TimeChanged, Way};
use actions::deed::Deed;
use actions::exception::{MoveRoom, SwapRooms};
use actions::prep::Exposure;
use actions::requisition::{ClashReport, Done, WayOut};
use actions::timetable::{Brought, Said, apply};
use domain::Interval;
use domain::id::{ItemId, RequisitionId, SiteId, TimeChangeId};
use domain::people::Actor;
use domain::requisition::{Content, LateReason, State};
use domain::site::Sites;
use testing::{TEACHERS, TestSchool, asking, timetable_files};

/// Lab 2 to Lab 4 are at the lower site, 25 minutes away; all else is at the upper one.
fn two_sites() -> SetSites {
    let site = |name: &str, rooms: &[&str]| SetSite {
        id: None,
        name: name.to_owned(),
        rooms: rooms.iter().map(|room| (*room).to_owned()).collect(),
    };
    SetSites {
        sites: vec![site("Upper Site", &[]), site("Lower Site", &["Lab 2", "lab 3", "Lab 4"])],
        travel: vec![way("Upper Site", "Lower Site", 25)],
        seen: None,
    }
}

fn way(one: &str, other: &str, minutes: u32) -> Way {
    Way { between: [one.to_owned(), other.to_owned()], minutes }
}

async fn does<D: Deed<At = SchoolTime, Answer = TimeChanged>>(school: &TestSchool, deed: D) -> TimeChanged {
    tries(school, deed).await.unwrap()
}

async fn tries<D: Deed<At = SchoolTime, Answer = TimeChanged>>(
    school: &TestSchool,
    deed: D,
) -> Result<TimeChanged, ActionError> {
    let permit = school.administrator().await.permit().unwrap();
    school.house.act(&permit, (), deed, None).await
}

async fn puts_back(school: &TestSchool, change: Option<TimeChangeId>) -> TimeChanged {
    does(school, PutBack { change: change.unwrap() }).await
}

async fn site(school: &TestSchool, name: &str) -> SiteId {
    school.almanac().await.sites.list.iter().find(|site| site.name == name).unwrap().id
}

async fn exposures(school: &TestSchool) -> Vec<Exposure> {
    let permit = school.technician().await.permit().unwrap();
    actions::prep::inbox(&school.house, &permit).await.unwrap().exposures
}

fn clash(result: Result<Done, ActionError>) -> ClashReport {
    match result {
        Err(ActionError::Clash(report)) => *report,
        other => panic!("that should clash, and came to {other:?}"),
    }
}

fn field(result: Result<TimeChanged, ActionError>) -> &'static str {
    match result {
        Err(ActionError::Invalid(invalid)) => invalid.field,
        other => panic!("that cannot be, and came to {other:?}"),
    }
}

/// What a lesson is held for: ten minutes before and after, and the way.
fn around(lesson: Interval, minutes: i64) -> Interval {
    Interval { from: lesson.from.plus_minutes(-10 - minutes), until: lesson.until.plus_minutes(10 + minutes) }
}

async fn is_held(school: &TestSchool, id: RequisitionId, within: Interval, is_moved: bool) {
    let held = school.holds(id).await;
    assert_eq!(held.len(), 1);
    assert_eq!((held[0].interval, held[0].moved_at.is_some()), (within, is_moved));
}

/// What a school finds that looks for what is wrong: nothing broken, and so many short.
async fn finds(school: &TestSchool, exposed: usize) {
    let findings = school.check().await;
    assert_eq!(findings.breaches, Vec::<String>::new());
    assert_eq!(findings.exposures.len(), exposed, "{:?}", findings.exposures);
    assert_eq!(exposures(school).await.len(), exposed, "the inbox lists what is found");
}

async fn changes(
    school: &TestSchool,
    teacher: &str,
    id: RequisitionId,
    content: &Content,
) -> Result<Done, ActionError> {
    let version = school.requisition(id).await.version;
    school.teacher(teacher).await.changes(id, version, content).await
}

testing::on_both_databases! {
    async fn what_is_kept_at_another_site_is_free_once_its_transfer_is_asked_for(database: &Database) {
        let school = TestSchool::on(database).await;
        does(&school, two_sites()).await;
        let item = school.counted_item("Microscope", 15).await;
        let monday = school.next_monday();
        let (ann, ben) = (school.teacher(TEACHERS[0]).await, school.teacher(TEACHERS[1]).await);
        // A. Teacher is in Lab 1, where it is kept; B. Teacher in Lab 2, where it is not.
        let (here, there) = (school.lesson(TEACHERS[0], monday, 1).await, school.lesson(TEACHERS[1], monday, 3).await);
        let content = asking("Onion cells", &[(item, 10)]);
        let at_home = ann.sends(&content, &here).await.unwrap().id;
        is_held(&school, at_home, around(here.interval, 0), false).await;

        let report = clash(ben.sends(&content, &there).await);
        let kept_at = report.clashes[0].kept_at.clone().unwrap();
        assert_eq!((kept_at.site.as_str(), kept_at.minutes, report.clashes[0].free), ("Upper Site", 25, 15));
        assert_eq!(
            report.ways_out,
            [WayOut::Transfer { item, name: "Microscope".to_owned(), from: kept_at }],
            "there is one way, and nothing else would help"
        );
        let carried = ben.sends(&content.with_transfer(item), &there).await.unwrap();
        assert_eq!(carried.state, "accepted");
        is_held(&school, carried.id, around(there.interval, 25), false).await;

        // On its way there it is nobody else's: the second period ends twenty minutes before the third, and both would fit
        // but for the way.
        let second = school.lesson(TEACHERS[4], monday, 2).await;
        let report = clash(school.teacher(TEACHERS[4]).await.sends(&content, &second).await);
        assert_eq!((report.clashes[0].free, report.clashes[0].kept_at.clone()), (5, None));
        finds(&school, 0).await;

        // Less is always taken; doing without the transfer is not.
        changes(&school, TEACHERS[1], carried.id, &asking("Onion cells", &[(item, 4)]).with_transfer(item)).await.unwrap();
        clash(changes(&school, TEACHERS[1], carried.id, &asking("Onion cells", &[(item, 4)])).await);
        ben.undoes(carried.id).await.unwrap();
        assert_eq!(school.holds(carried.id).await[0].quantity, 10);
        finds(&school, 0).await;
    }

    async fn a_change_that_waits_holds_nothing_whose_transfer_it_asks_for_no_more(database: &Database) {
        let school = TestSchool::on(database).await;
        does(&school, two_sites()).await;
        let item = school.counted_item("Microscope", 15).await;
        let lesson = school.lesson(TEACHERS[1], school.next_monday(), 3).await;
        let ben = school.teacher(TEACHERS[1]).await;
        let content = asking("Onion cells", &[(item, 4)]).with_transfer(item);
        let id = ben.sends(&content, &lesson).await.unwrap().id;
        school.clock.set_to("2026-01-19T08:00:00Z");
        // More, after the deadline, waits for a technician; without the transfer there is nothing to hold meanwhile.
        let more = asking("Onion cells", &[(item, 6)]);
        let version = school.requisition(id).await.version;
        ben.changes_late(id, version, &more, LateReason::ALL[0]).await.unwrap();
        assert_eq!(school.requisition(id).await.state, State::Submitted);
        assert_eq!(school.holds(id).await, []);
        finds(&school, 0).await;
        let report = clash(school.technician().await.accepts(id).await);
        assert!(report.clashes[0].kept_at.is_some());
    }

    async fn a_school_of_one_site_sees_nothing_of_sites(database: &Database) {
        let school = TestSchool::on(database).await;
        let only = SetSites { sites: two_sites().sites[1..].to_vec(), travel: Vec::new(), seen: None };
        for set in [SetSites { sites: Vec::new(), travel: Vec::new(), seen: None }, only] {
            does(&school, set).await;
            let item = school.counted_item("Microscope", 15).await;
            let lesson = school.lesson(TEACHERS[1], school.next_monday(), 3).await;
            let ben = school.teacher(TEACHERS[1]).await;
            let id = ben.sends(&asking("Onion cells", &[(item, 10)]), &lesson).await.unwrap().id;
            is_held(&school, id, around(lesson.interval, 0), false).await;
            finds(&school, 0).await;
        }
    }

    async fn what_nobody_has_counted_is_not_refused_and_is_held_once_it_is_counted(database: &Database) {
        let school = TestSchool::on(database).await;
        does(&school, two_sites()).await;
        let item = school.uncounted_item("Microscope").await;
        let lesson = school.lesson(TEACHERS[1], school.next_monday(), 3).await;
        let ben = school.teacher(TEACHERS[1]).await;
        let id = ben.sends(&asking("Onion cells", &[(item, 10)]), &lesson).await.unwrap().id;
        assert_eq!(school.holds(id).await, []);
        school.change_item(item, |change| change.counted = Some(15)).await;
        is_held(&school, id, around(lesson.interval, 25), true).await;
        finds(&school, 1).await;
        assert_eq!(exposures(&school).await[0].kept_at.as_ref().map(|away| away.minutes), Some(25));
    }

    async fn a_lesson_that_goes_to_another_site_is_short_until_the_transfer_is_asked_for(database: &Database) {
        let school = TestSchool::on(database).await;
        does(&school, two_sites()).await;
        let item = school.counted_item("Microscope", 15).await;
        let monday = school.next_monday();
        let lesson = school.lesson(TEACHERS[0], monday, 1).await;
        let ann = school.teacher(TEACHERS[0]).await;
        let content = asking("Onion cells", &[(item, 10)]);
        let id = ann.sends(&content, &lesson).await.unwrap().id;

        let moves = MoveRoom { lesson: lesson.id, room: "Lab 3".to_owned(), new_room: true };
        let permit = school.administrator().await.permit().unwrap();
        let seen = school.house.preview(&permit, (), moves.clone()).await.unwrap();
        let short: Vec<_> = seen.effects.short.iter().map(|one| (one.id, one.kept_at.as_deref())).collect();
        assert_eq!(short, [(id, Some("Upper Site"))], "it is said before it is done");
        is_held(&school, id, around(lesson.interval, 0), false).await;
        let moved = does(&school, moves).await;
        assert_eq!(moved.effects, seen.effects);
        is_held(&school, id, around(lesson.interval, 25), true).await;
        finds(&school, 1).await;

        // Within the lower site nothing changes; smaller it may become; asked for, it is short no more.
        does(&school, SwapRooms { date: monday, one: "Lab 3".to_owned(), other: "Lab 4".to_owned() }).await;
        is_held(&school, id, around(lesson.interval, 25), true).await;
        changes(&school, TEACHERS[0], id, &asking("Onion cells", &[(item, 8)])).await.unwrap();
        finds(&school, 1).await;
        changes(&school, TEACHERS[0], id, &asking("Onion cells", &[(item, 8)]).with_transfer(item)).await.unwrap();
        is_held(&school, id, around(lesson.interval, 25), false).await;
        finds(&school, 0).await;

        // Back in its room there is no way to hold it for.
        puts_back(&school, moved.change).await;
        is_held(&school, id, around(lesson.interval, 0), false).await;
        finds(&school, 0).await;
    }

    async fn rooms_that_a_timetable_has_at_another_site_are_carried_to(database: &Database) {
        let school = TestSchool::on(database).await;
        does(&school, two_sites()).await;
        let item = school.counted_item("Microscope", 15).await;
        let monday = school.next_monday();
        let lesson = school.lesson(TEACHERS[0], monday, 1).await;
        let ann = school.teacher(TEACHERS[0]).await;
        let id = ann.sends(&asking("Onion cells", &[(item, 10)]), &lesson).await.unwrap().id;
        let mut files = timetable_files();
        let text = String::from_utf8(files[0].1.clone()).unwrap();
        let text = text.replace("Lab 1", "Lab 0").replace("Lab 2", "Lab 1").replace("Lab 0", "Lab 2");
        files[0].1 = text.into_bytes();
        let brought = Brought { files, from: Some(monday), ..Brought::default() };
        let permit = Actor::operator(school.id).permit().unwrap();
        let seen = apply(&school.house, &permit, &brought, &Said { yes: true, ..Said::default() }).await.unwrap();
        assert_eq!(seen.effects.short.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
        assert_eq!(school.requisition(id).await.occasion.room, "Lab 2");
        is_held(&school, id, around(lesson.interval, 25), true).await;
        finds(&school, 1).await;
        puts_back(&school, seen.change).await;
        is_held(&school, id, around(lesson.interval, 0), false).await;
        finds(&school, 0).await;
    }

    async fn sites_that_are_set_move_what_is_held_and_are_put_back(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let monday = school.next_monday();
        let (first, third) = (school.lesson(TEACHERS[1], monday, 1).await, school.lesson(TEACHERS[0], monday, 3).await);
        let content = asking("Onion cells", &[(item, 10)]);
        let away = school.teacher(TEACHERS[1]).await.sends(&content, &first).await.unwrap().id;
        let stays = school.teacher(TEACHERS[0]).await.sends(&content, &third).await.unwrap().id;
        let mut wide = two_sites();
        wide.travel[0].minutes = 90;
        let permit = school.administrator().await.permit().unwrap();
        let seen = school.house.preview(&permit, (), wide.clone()).await.unwrap();
        let set = does(&school, wide).await;
        assert_eq!(set.effects, seen.effects);
        // The way back takes until the other lesson, which was promised where it is: so that one stays.
        let short: Vec<_> = set.effects.short.iter().map(|one| (one.id, one.kept_at.is_some(), one.short)).collect();
        assert_eq!(short, [(away, true, 10), (away, false, 5)]);
        is_held(&school, away, around(first.interval, 90), true).await;
        is_held(&school, stays, around(third.interval, 0), false).await;
        finds(&school, 2).await;

        // Nearer, it fits; it is still to be asked for.
        let nearer = does(&school, two_sites()).await;
        is_held(&school, away, around(first.interval, 25), true).await;
        finds(&school, 1).await;
        changes(&school, TEACHERS[1], away, &content.with_transfer(item)).await.unwrap();
        finds(&school, 0).await;

        let again = puts_back(&school, nearer.change).await;
        is_held(&school, away, around(first.interval, 90), true).await;
        finds(&school, 1).await;
        puts_back(&school, again.change).await;
        puts_back(&school, set.change).await;
        assert_eq!(school.almanac().await.sites, Sites::default());
        is_held(&school, away, around(first.interval, 0), false).await;
        finds(&school, 0).await;
    }

    async fn an_item_that_is_kept_elsewhere_from_now_on_is_carried_from_there(database: &Database) {
        let school = TestSchool::on(database).await;
        does(&school, two_sites()).await;
        let (item, other) = (school.counted_item("Microscope", 15).await, school.counted_item("Lamp", 15).await);
        let monday = school.next_monday();
        let lesson = school.lesson(TEACHERS[0], monday, 1).await;
        let ann = school.teacher(TEACHERS[0]).await;
        let id = ann.sends(&asking("Onion cells", &[(item, 10), (other, 3)]), &lesson).await.unwrap().id;
        let held = |item: ItemId| {
            let school = school.clone();
            async move { school.holds(id).await.into_iter().find(|hold| hold.item == item).unwrap() }
        };
        let lower = site(&school, "Lower Site").await;
        school.change_item(item, |change| change.site = Some(lower)).await;
        assert_eq!(held(item).await.interval, around(lesson.interval, 25));
        assert_eq!(held(other).await.interval, around(lesson.interval, 0));
        finds(&school, 1).await;
        let mut reading = school.storage.read(school.id).await.unwrap();
        let history = reading.history_of(&item.to_string()).await.unwrap();
        drop(reading);
        assert!(history.last().unwrap().words.contains("kept at Lower Site"));

        school.change_item(item, |change| change.site = Some(change.site.unwrap())).await;
        school.change_item(item, |change| change.site = None).await;
        assert_eq!((held(item).await.interval, held(item).await.moved_at), (around(lesson.interval, 0), None));
        finds(&school, 0).await;

        let technician = school.technician().await.permit().unwrap();
        let to = ItemChange { site: Some(SiteId(uuid::Uuid::nil())), ..ItemChange::from(&school.item(item).await) };
        let change = actions::apparatus::Change { item, to, seen: None };
        let refused = school.house.act(&technician, (), change, None).await;
        assert!(matches!(refused, Err(ActionError::Invalid(invalid)) if invalid.field == "site"));
    }

    async fn sites_that_cannot_be_are_refused_by_their_field(database: &Database) {
        let school = TestSchool::on(database).await;
        let with = |how: fn(&mut SetSites)| {
            let mut set = two_sites();
            how(&mut set);
            set
        };
        assert_eq!(field(tries(&school, with(|set| set.travel[0].minutes = 241)).await), "travel");
        assert_eq!(field(tries(&school, with(|set| set.travel.clear())).await), "travel");
        assert_eq!(field(tries(&school, with(|set| set.travel.push(way("Upper Site", "Moon", 1)))).await), "travel");
        assert_eq!(field(tries(&school, with(|set| set.sites[0].name.clear())).await), "sites");
        assert_eq!(field(tries(&school, with(|set| set.sites[0].rooms.push("LAB 2".to_owned()))).await), "rooms");
        assert_eq!(field(tries(&school, with(|set| set.sites[0].id = Some(SiteId(uuid::Uuid::nil())))).await), "sites");
        assert_eq!(school.almanac().await.sites, Sites::default(), "nothing of it was kept");
        assert!(school.technician().await.permit::<<SetSites as Deed>::May>().is_err());

        // Where something is kept, a site stays; and so it does where taking a change back would end it.
        let set = does(&school, two_sites()).await;
        let lower = site(&school, "Lower Site").await;
        let item = school.add_item("Microscope", |change| change.site = Some(lower)).await;
        assert_eq!(field(tries(&school, SetSites { sites: Vec::new(), travel: Vec::new(), seen: None }).await), "sites");
        assert_eq!(field(tries(&school, PutBack { change: set.change.unwrap() }).await), "change");
        school.change_item(item, |change| change.site = None).await;
        puts_back(&school, set.change).await;
        assert_eq!(school.almanac().await.sites, Sites::default());
    }

    async fn a_site_under_another_name_is_the_same_and_what_others_set_meanwhile_stays(database: &Database) {
        let school = TestSchool::on(database).await;
        does(&school, two_sites()).await;
        let seen = school.almanac().await.sites;
        let lower = site(&school, "Lower Site").await;
        let item = school.add_item("Microscope", |change| change.site = Some(lower)).await;
        // One gives the site another name, while another, who has not seen that, says where Lab 6 is.
        let mut renamed = two_sites();
        renamed.sites[1] = SetSite { id: Some(lower), name: "River Site".to_owned(), ..renamed.sites[1].clone() };
        "River Site".clone_into(&mut renamed.travel[0].between[1]);
        does(&school, SetSites { seen: Some(Box::new(seen.clone())), ..renamed }).await;
        let mut more = two_sites();
        more.sites[1].id = Some(lower);
        more.sites[1].rooms.push("Lab 6".to_owned());
        does(&school, SetSites { seen: Some(Box::new(seen)), ..more }).await;
        let now = school.almanac().await.sites;
        assert_eq!((now.list[1].id, now.list[1].name.as_str(), now.list[1].rooms.len()), (lower, "River Site", 4));
        assert_eq!(school.item(item).await.pool.site, Some(lower));
        assert_eq!(now.travel[0].minutes, 25);
    }

    async fn a_hold_that_is_too_short_for_the_way_is_found(database: &Database) {
        let school = TestSchool::on(database).await;
        does(&school, two_sites()).await;
        let item = school.counted_item("Microscope", 15).await;
        let lesson = school.lesson(TEACHERS[1], school.next_monday(), 3).await;
        let content = asking("Onion cells", &[(item, 10)]).with_transfer(item);
        let id = school.teacher(TEACHERS[1]).await.sends(&content, &lesson).await.unwrap().id;
        finds(&school, 0).await;
        let mut holds = school.holds(id).await;
        holds[0].interval = around(lesson.interval, 0);
        let mut writing = school.storage.write(school.id).await.unwrap();
        writing.set_holds(id, &holds).await.unwrap();
        let requisition = school.requisition(id).await;
        writing.change_requisition(&domain::requisition::Requisition {
            content: asking("Onion cells", &[(item, 10)]),
            version: requisition.version + 1,
            ..requisition
        }).await.unwrap();
        writing.commit().await.unwrap();
        let findings = school.check().await;
        assert_eq!(findings.breaches.len(), 2, "{:?}", findings.breaches);
        assert!(findings.breaches[0].contains("the way from Upper Site"));
        assert!(findings.breaches[1].contains("its transfer is not asked for"));
    }
}
