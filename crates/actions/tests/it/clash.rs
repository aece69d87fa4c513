//! What a teacher is told when not everything is free: who has it, and what would fit.

use actions::ActionError;
use actions::requisition::{ClashReport, WayOut};
use domain::id::ItemId;
use domain::requisition::LateReason;
use jiff::civil::Date;
use testing::{TEACHERS, TestSchool, asking, asking_by_the_group};

fn clash<T: std::fmt::Debug>(outcome: Result<T, ActionError>) -> ClashReport {
    match outcome {
        Err(ActionError::Clash(report)) => *report,
        other => panic!("no clash: {other:?}"),
    }
}

fn fewer_sets(report: &ClashReport) -> Option<u32> {
    report.ways_out.iter().find_map(|way| match way {
        WayOut::FewerSets { sets } => Some(*sets),
        _ => None,
    })
}

fn alternatives(report: &ClashReport) -> Vec<(ItemId, ItemId, String, Option<u32>)> {
    let of = |way: &WayOut| match way {
        WayOut::Alternative { item, alternative, name, free } => {
            Some((*item, *alternative, name.clone(), *free))
        }
        _ => None,
    };
    report.ways_out.iter().filter_map(of).collect()
}

fn other_lessons(report: &ClashReport) -> Vec<(Date, String)> {
    let of = |way: &WayOut| match way {
        WayOut::OtherLesson { date, periods, .. } => Some((*date, periods.clone())),
        _ => None,
    };
    report.ways_out.iter().filter_map(of).collect()
}

testing::on_both_databases! {
    async fn it_says_who_has_it_until_when_and_how_many_are_free(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let (one, other) = (school.teacher(TEACHERS[0]).await, school.teacher(TEACHERS[1]).await);
        let monday = school.next_monday();
        let theirs = school.lesson(TEACHERS[0], monday, 1).await;
        one.sends(&asking("Onion cells", &[(item, 7)]), &theirs).await.unwrap();
        let mine = school.lesson(TEACHERS[1], monday, 1).await;
        let report = clash(other.sends(&asking("Cheek cells", &[(item, 9)]), &mine).await);
        assert_eq!(report.clashes.len(), 1);
        let told = &report.clashes[0];
        assert_eq!((told.item, told.name.as_str(), told.wanted, told.free), (item, "Microscope", 9, 8));
        assert_eq!(told.held_by.len(), 1);
        let held = &told.held_by[0];
        assert_eq!((held.class.as_str(), held.teacher.as_str(), held.room.as_str()), ("7A", "A. Teacher", "Lab 1"));
        assert_eq!((held.hold.quantity, held.lesson), (7, theirs.interval));
        // Ten minutes of set-up and of turn-round, as the school has it.
        assert_eq!(held.hold.interval.from, theirs.interval.from.plus_minutes(-10));
        assert_eq!(held.hold.interval.until, theirs.interval.until.plus_minutes(10));
        other.sends(&asking("Cheek cells", &[(item, 8)]), &mine).await.unwrap();
        school.is_sound().await;
    }

    async fn fewer_sets_are_the_most_that_fit(database: &Database) {
        let school = TestSchool::on(database).await;
        let monday = school.next_monday();
        let (one, other) = (school.teacher(TEACHERS[0]).await, school.teacher(TEACHERS[1]).await);
        let theirs = school.lesson(TEACHERS[0], monday, 1).await;
        let mine = school.lesson(TEACHERS[1], monday, 1).await;
        for (at, (counted, taken, each, sets)) in
            [(30, 0, 2, 16), (30, 7, 2, 15), (30, 29, 2, 15), (10, 3, 1, 15), (12, 5, 3, 8), (50, 1, 5, 10), (7, 7, 1, 2)]
                .into_iter()
                .enumerate()
        {
            let item = school.counted_item(&format!("Lens {at}"), counted).await;
            let beside = school.counted_item(&format!("Lamp {at}"), 9).await;
            if taken > 0 {
                one.sends(&asking("Lenses", &[(item, taken)]), &theirs).await.unwrap();
            }
            let asked = |sets| asking_by_the_group("Lenses", sets, &[(item, each), (beside, 1)]);
            let report = clash(other.sends(&asked(sets), &mine).await);
            // By trying every number, from the plain sums.
            let most = (1..sets).filter(|sets| sets * each <= counted - taken && *sets <= 9).max();
            assert_eq!(fewer_sets(&report), most, "{counted} counted, {taken} taken, {each} each, {sets} sets");
            // And it does fit, and one more does not.
            if let Some(most) = most {
                clash(other.sends(&asked(most + 1), &mine).await);
                let sent = other.sends(&asked(most), &mine).await.unwrap();
                other.withdraws(sent.id).await.unwrap();
            }
        }
        school.is_sound().await;
    }

    async fn what_is_retired_is_not_to_be_had_and_what_was_promised_of_it_is_short(database: &Database) {
        let school = TestSchool::on(database).await;
        let monday = school.next_monday();
        let (one, other) = (school.teacher(TEACHERS[0]).await, school.teacher(TEACHERS[1]).await);
        let theirs = school.lesson(TEACHERS[0], monday, 1).await;
        let mine = school.lesson(TEACHERS[1], monday, 1).await;
        let counted = school.counted_item("Microscope", 15).await;
        let uncounted = school.uncounted_item("Splint").await;
        let in_its_room = school.add_item("Fume cupboard", |item| item.lives_in = Some("Lab 1".to_owned())).await;
        let camera = school.counted_item("Camera", 20).await;
        for item in [counted, uncounted, in_its_room] {
            let mut writing = school.storage.write(school.id).await.unwrap();
            writing.add_alternative(item, camera).await.unwrap();
            writing.commit().await.unwrap();
            let promised = one.sends(&asking("Cells", &[(item, 15)]), &theirs).await.unwrap();
            school.clock.pass_minutes(1);
            school.change_item(item, |item| item.retired = true).await;

            assert_eq!(school.free(item, mine.interval).await, Some(0));
            let report = clash(other.sends(&asking("Cells", &[(item, 1)]), &mine).await);
            assert_eq!((report.clashes[0].item, report.clashes[0].free, report.clashes[0].retired), (item, 0, true));
            assert_eq!(alternatives(&report), [(item, camera, "Camera".to_owned(), Some(20))]);
            assert_eq!((fewer_sets(&report), other_lessons(&report)), (None, Vec::new()));

            // What was promised is short, and no breach; it may be reduced, and taken back.
            let findings = school.check().await;
            assert_eq!(findings.breaches, Vec::<String>::new());
            assert_eq!(findings.exposures.len(), 1, "{:?}", findings.exposures);
            let permit = school.technician().await.permit().unwrap();
            let inbox = actions::prep::inbox(&school.house, &permit).await.unwrap();
            let short: Vec<_> =
                inbox.exposures.iter().map(|found| (found.requisition.id, found.item, found.short)).collect();
            assert_eq!(short, [(promised.id, item, 15)]);
            assert!(inbox.exposures[0].retired);
            one.changes(promised.id, promised.version, &asking("Cells", &[(item, 14)])).await.unwrap();
            clash(one.changes(promised.id, promised.version + 1, &asking("Cells", &[(item, 15)])).await);
            one.withdraws(promised.id).await.unwrap();
            clash(one.undoes(promised.id).await);
            school.is_sound().await;

            school.change_item(item, |item| item.retired = false).await;
            let sent = other.sends(&asking("Cells", &[(item, 15)]), &mine).await.unwrap();
            other.withdraws(sent.id).await.unwrap();
        }
        school.is_sound().await;
    }

    async fn what_is_retired_is_not_accepted_for_a_request_that_waits(database: &Database) {
        let school = TestSchool::on(database).await;
        let (teacher, technician) = (school.teacher(TEACHERS[0]).await, school.technician().await);
        let lesson = school.lesson(TEACHERS[0], school.tomorrow(), 1).await;
        let item = school.uncounted_item("Splint").await;
        let asked = asking("Flames", &[(item, 15)]);
        let late = teacher.sends_late(&asked, &lesson, LateReason::Forgotten).await.unwrap();
        school.change_item(item, |item| item.retired = true).await;
        let report = clash(technician.accepts(late.id).await);
        assert!(report.clashes[0].retired);
        assert_eq!(school.held(late.id, item).await, 0);
        // What is on time holds while it waits; accepting it would be another promise all the same.
        school.change_item(item, |item| (item.retired, item.counted) = (false, Some(15))).await;
        school.decides(|policy| policy.accepts_by_itself = false).await;
        let lesson = school.lesson(TEACHERS[0], school.next_monday(), 1).await;
        let waits = teacher.sends(&asked, &lesson).await.unwrap();
        assert_eq!((waits.state.as_str(), school.held(waits.id, item).await), ("submitted", 15));
        school.clock.pass_minutes(1);
        school.change_item(item, |item| item.retired = true).await;
        assert!(clash(technician.accepts(waits.id).await).clashes[0].retired);
        teacher.withdraws(waits.id).await.unwrap();
        school.is_sound().await;
    }

    async fn an_alternative_is_named_where_enough_of_it_is_free(database: &Database) {
        let school = TestSchool::on(database).await;
        let beam = school.counted_item("Beam balance", 2).await;
        let top_pan = school.counted_item("Top-pan balance", 6).await;
        let spring = school.counted_item("Spring balance", 5).await;
        let bathroom = school.uncounted_item("Bathroom scales").await;
        let mut writing = school.storage.write(school.id).await.unwrap();
        for alternative in [top_pan, spring, bathroom] {
            writing.add_alternative(beam, alternative).await.unwrap();
        }
        writing.commit().await.unwrap();
        let monday = school.next_monday();
        let (one, other) = (school.teacher(TEACHERS[0]).await, school.teacher(TEACHERS[1]).await);
        let theirs = school.lesson(TEACHERS[0], monday, 1).await;
        one.sends(&asking("Springs", &[(spring, 3)]), &theirs).await.unwrap();
        let mine = school.lesson(TEACHERS[1], monday, 1).await;
        let content = asking("Density", &[(beam, 4)]);
        let report = clash(other.sends(&content, &mine).await);
        let mut found = alternatives(&report);
        found.sort_by(|one, other| one.2.cmp(&other.2));
        assert_eq!(
            found,
            [
                (beam, bathroom, "Bathroom scales".to_owned(), None),
                (beam, top_pan, "Top-pan balance".to_owned(), Some(6)),
            ]
        );
        let instead = content.with_alternative(beam, top_pan, "Top-pan balance");
        other.sends(&instead, &mine).await.unwrap();
        school.is_sound().await;
    }

    async fn other_lessons_are_those_of_the_same_class_where_it_would_fit(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 10).await;
        let (one, other) = (school.teacher(TEACHERS[0]).await, school.teacher(TEACHERS[1]).await);
        let monday = school.next_monday();
        // Taken on Monday and Wednesday; on Tuesday and Thursday the same class meets at the same time.
        for date in [monday, monday.saturating_add(jiff::Span::new().days(2))] {
            let lesson = school.lesson(TEACHERS[0], date, 1).await;
            one.sends(&asking("Cells", &[(item, 6)]), &lesson).await.unwrap();
        }
        let mine = school.lesson(TEACHERS[1], monday, 1).await;
        let report = clash(other.sends(&asking("Cells", &[(item, 5)]), &mine).await);
        let day = |days: i64| monday.saturating_add(jiff::Span::new().days(days));
        let period = "09:00-10:00".to_owned();
        assert_eq!(
            other_lessons(&report),
            [(day(1), period.clone()), (day(3), period.clone()), (day(4), period)]
        );
    }

    async fn a_change_and_an_acceptance_are_told_the_same(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 10).await;
        let (one, other) = (school.teacher(TEACHERS[0]).await, school.teacher(TEACHERS[1]).await);
        let technician = school.technician().await;
        let tomorrow = school.tomorrow();
        let mine = school.lesson(TEACHERS[1], tomorrow, 1).await;
        let late = domain::requisition::LateReason::Forgotten;
        let waiting = other.sends_late(&asking("Cells", &[(item, 5)]), &mine, late).await.unwrap().id;
        let theirs = school.lesson(TEACHERS[0], tomorrow, 1).await;
        let first = one.sends_late(&asking("Cells", &[(item, 6)]), &theirs, late).await.unwrap();
        technician.accepts(first.id).await.unwrap();
        let report = clash(technician.accepts(waiting).await);
        assert_eq!((report.clashes[0].wanted, report.clashes[0].free), (5, 4));
        assert_eq!(report.clashes[0].held_by[0].class, "7A");
        let fewer = other.changes(waiting, 1, &asking("Cells", &[(item, 4)])).await.unwrap();
        assert_eq!(fewer.state, "submitted");
        technician.accepts(waiting).await.unwrap();
        let report = clash(technician.changes(waiting, 3, &asking("Cells", &[(item, 5)])).await);
        // What it holds itself is not in its own way.
        assert_eq!((report.clashes[0].wanted, report.clashes[0].free), (5, 4));
        assert_eq!(report.clashes[0].held_by.len(), 1);
        school.is_sound().await;
    }
}
