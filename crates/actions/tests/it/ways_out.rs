//! What would help a request that waits for a decision: short of what it was promised, without its lesson, or without
//! its teacher.

use actions::ActionError;
use actions::calendar::Close;
use actions::deed::Deed;
use actions::requisition::{Alternative, Done, FewerSets, OneRequisition, WayOut};
use domain::id::{ItemId, RequisitionId};
use domain::people::permissions::Request;
use domain::requisition::{LateReason, State, Tie};
use testing::{Person, TEACHERS, TestSchool, asking, asking_by_the_group};

async fn ways_out(school: &TestSchool, id: RequisitionId) -> Vec<WayOut> {
    let permit = school.technician().await.permit().unwrap();
    let inbox = actions::prep::inbox(&school.house, &permit).await.unwrap();
    inbox.ways_out.get(&id).cloned().unwrap_or_default()
}

async fn does<D>(school: &TestSchool, who: &Person, id: RequisitionId, deed: D) -> Result<Done, ActionError>
where
    D: Deed<At = OneRequisition, May = Request, Answer = Done>,
{
    school.house.act(&who.permit().unwrap(), id, deed, None).await
}

async fn stands_in(school: &TestSchool, item: ItemId, alternative: ItemId) {
    let mut writing = school.storage.write(school.id).await.unwrap();
    writing.add_alternative(item, alternative).await.unwrap();
    writing.commit().await.unwrap();
}

fn field(refused: Result<Done, ActionError>) -> &'static str {
    match refused {
        Err(ActionError::Invalid(invalid)) => invalid.field,
        other => panic!("not refused for a field: {other:?}"),
    }
}

testing::on_both_databases! {
    async fn what_came_to_be_short_fits_again_with_fewer_sets_or_something_else(database: &Database) {
        let school = TestSchool::on(database).await;
        let microscope = school.counted_item("Microscope", 15).await;
        let lens = school.counted_item("Hand lens", 12).await;
        let far = school.counted_item("Telescope", 30).await;
        stands_in(&school, microscope, lens).await;
        let (ann, ben) = (school.teacher(TEACHERS[0]).await, school.teacher(TEACHERS[1]).await);
        let monday = school.next_monday();
        let asked = asking_by_the_group("Onion cells", 10, &[(microscope, 1)]);
        let id = ann.sends(&asked, &school.lesson(TEACHERS[0], monday, 1).await).await.unwrap().id;
        let other = asking("Cheek cells", &[(microscope, 5)]);
        ben.sends(&other, &school.lesson(TEACHERS[1], monday, 1).await).await.unwrap();
        assert_eq!(ways_out(&school, id).await, [], "nothing is amiss");
        school.change_item(microscope, |item| item.counted = Some(12)).await;

        // Twelve less the five of the other class leave seven; and twelve lenses are free for ten groups.
        let ways = ways_out(&school, id).await;
        assert_eq!(ways[0], WayOut::FewerSets { sets: 7 });
        let instead =
            WayOut::Alternative { item: microscope, alternative: lens, name: "Hand lens".to_owned(), free: Some(12) };
        assert_eq!(ways[1], instead);
        let lessons = &ways[2..];
        assert!(!lessons.is_empty());
        assert!(lessons.iter().all(|way| matches!(way, WayOut::OtherLesson { fits: true, .. })), "{lessons:?}");

        // Each does what it says.
        let head = school.head().await;
        assert_eq!(field(does(&school, &head, id, FewerSets { sets: 10 }).await), "sets");
        assert_eq!(field(does(&school, &head, id, FewerSets { sets: 0 }).await), "sets");
        let unknown = Alternative { item: microscope, alternative: far };
        assert_eq!(field(does(&school, &head, id, unknown).await), "alternative");
        let other_item = Alternative { item: far, alternative: lens };
        assert_eq!(field(does(&school, &head, id, other_item).await), "item");
        does(&school, &head, id, FewerSets { sets: 7 }).await.unwrap();
        assert_eq!((school.held(id, microscope).await, school.requisition(id).await.state), (7, State::Accepted));
        school.is_sound().await;

        school.change_item(microscope, |item| item.counted = Some(9)).await;
        // The evening before, long after the deadline: what the school cannot give after all is nobody's lateness.
        school.clock.set(school.lesson(TEACHERS[0], monday, 1).await.interval.from.plus_minutes(-60));
        let done = does(&school, &ann, id, Alternative { item: microscope, alternative: lens }).await.unwrap();
        assert!(!done.late);
        assert_eq!((school.held(id, microscope).await, school.held(id, lens).await), (0, 7));
        assert_eq!(school.requisition(id).await.state, State::Accepted);
        school.is_sound().await;
    }

    async fn another_lesson_says_whether_everything_is_free_and_is_not_asked_for_yet(database: &Database) {
        let school = TestSchool::on(database).await;
        let microscope = school.counted_item("Microscope", 15).await;
        let ann = school.teacher(TEACHERS[0]).await;
        let monday = school.next_monday();
        let lesson = school.lesson(TEACHERS[0], monday, 1).await;
        let id = ann.sends(&asking("Onion cells", &[(microscope, 15)]), &lesson).await.unwrap().id;
        let close = Close { first: monday, last: monday, reason: "Boiler".to_owned() };
        let administrator = school.administrator().await.permit().unwrap();
        school.house.act(&administrator, (), close, None).await.unwrap();
        assert_eq!(school.requisition(id).await.occasion.tie, Tie::Gone);
        let offered = |ways: Vec<WayOut>| -> Vec<_> {
            let lessons = ways.into_iter().filter_map(|way| match way {
                WayOut::OtherLesson { lesson, fits, .. } => Some((lesson, fits)),
                _ => None,
            });
            lessons.collect()
        };
        let free = offered(ways_out(&school, id).await);
        assert!(free.len() > 1 && free.iter().all(|(_, fits)| *fits), "{free:?}");
        // One breaks, so fifteen are free nowhere; and the second lesson is asked for by itself.
        school.change_item(microscope, |item| item.counted = Some(14)).await;
        let almanac = school.almanac().await;
        let mut reading = school.storage.read(school.id).await.unwrap();
        let second = almanac.find_lesson(&mut reading, free[1].0).await.unwrap().unwrap();
        drop(reading);
        ann.sends_late(&asking("Pond life", &[]), &second, LateReason::Forgotten).await.unwrap();
        let left = offered(ways_out(&school, id).await);
        assert_eq!(left[0], (free[0].0, false));
        assert!(left.iter().all(|(lesson, _)| *lesson != free[1].0), "{left:?}");
    }
}
