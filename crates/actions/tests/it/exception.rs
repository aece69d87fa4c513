//! What is otherwise on a day, said one after the other, and what becomes of it when names and periods change.

use actions::calendar::Close;
use actions::exception::{Cover, MarkOut, SwapLessons, SwapRooms};
use actions::requisition::KeepHour;
use actions::timetable::Said;
use domain::requisition::Tie;
use jiff::ToSpan;
use jiff::civil::Date;
use testing::{PERIODS, TEACHERS, TestSchool, asking};

use crate::follow::{brings, does, is_monday, puts_back, with_lines};

/// Brings what rows had before the order of exceptions was kept up to date.
const UPGRADE: &str = include_str!("../../../storage/migrations/0013_exception_order.sql");

fn swap(date: Date, one: &str, other: &str) -> SwapRooms {
    SwapRooms { date, one: one.to_owned(), other: other.to_owned() }
}

async fn rooms_of(school: &TestSchool, mondays: &[Date]) -> Vec<Option<String>> {
    let mut rooms = Vec::new();
    for monday in mondays {
        rooms.push(school.lesson(TEACHERS[0], *monday, 1).await.room);
    }
    rooms
}

testing::on_both_databases! {
    async fn what_is_said_later_counts_on_top_of_what_was_said_before(database: &Database) {
        let school = TestSchool::on(database).await;
        let mondays: Vec<Date> = (0..4).map(|week| school.next_monday().saturating_add((7 * week).days())).collect();
        let mut last = None;
        for monday in &mondays {
            for (one, other) in [("Lab 1", "Lab 2"), ("Lab 2", "Lab 3"), ("Lab 3", "Lab 4")] {
                last = does(&school, swap(*monday, one, other)).await.change;
                school.clock.pass_seconds(1);
            }
        }
        let in_lab_4 = vec![Some("Lab 4".to_owned()); 4];
        assert_eq!(rooms_of(&school, &mondays).await, in_lab_4, "each swap is of the rooms as they were by then");
        // What is put back and then again counts where it did.
        let back = puts_back(&school, last).await;
        assert_eq!(rooms_of(&school, &mondays[3..]).await, [Some("Lab 3".to_owned())]);
        puts_back(&school, back.change).await;
        assert_eq!(rooms_of(&school, &mondays).await, in_lab_4);
        // Rows of before have their order by when they were made.
        database.run("update exception set place = 0").await;
        database.run(&UPGRADE[UPGRADE.find("update").unwrap()..]).await;
        database.run("update school set almanac_version = almanac_version + 1").await;
        assert_eq!(rooms_of(&school, &mondays).await, in_lab_4);
    }

    async fn whoever_covers_and_falls_ill_is_out_and_whoever_is_out_and_takes_it_is_there(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let monday = school.next_monday();
        let lesson = school.lesson(TEACHERS[0], monday, 1).await;
        let ann = school.teacher(TEACHERS[0]).await;
        let id = ann.sends(&asking("Onion cells", &[(item, 5)]), &lesson).await.unwrap().id;
        let out = |name: &str| MarkOut { teacher: name.to_owned(), first: monday, last: monday };
        let cover = |name: &str| Cover { lesson: lesson.id, teacher: name.to_owned() };
        let mut ties = Vec::new();
        does(&school, out(TEACHERS[0])).await;
        ties.push(school.requisition(id).await.occasion.tie);
        does(&school, cover(TEACHERS[2])).await;
        ties.push(school.requisition(id).await.occasion.tie);
        let ill = does(&school, out(TEACHERS[2])).await;
        ties.push(school.requisition(id).await.occasion.tie);
        assert_eq!(ill.effects.waiting.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
        // She comes for this lesson after all.
        does(&school, cover(TEACHERS[0])).await;
        ties.push(school.requisition(id).await.occasion.tie);
        assert_eq!(ties, [Tie::TeacherOut, Tie::Follows, Tie::TeacherOut, Tie::Follows]);
        school.is_sound().await;
    }

    async fn whoever_goes_by_another_name_goes_by_it_wherever_they_teach(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let monday = school.next_monday();
        let (ann, carol) = (school.teacher(TEACHERS[0]).await, school.teacher(TEACHERS[2]).await);
        let content = asking("Onion cells", &[(item, 2)]);
        let lesson = school.lesson(TEACHERS[0], monday, 1).await;
        let covered = ann.sends(&content, &lesson).await.unwrap().id;
        does(&school, Cover { lesson: lesson.id, teacher: TEACHERS[2].to_owned() }).await;
        // Two that follow no lesson: one waits for a decision, and one keeps its hour.
        let tuesday = monday.tomorrow().unwrap();
        let kept = carol.sends(&content, &school.lesson(TEACHERS[2], tuesday, 1).await).await.unwrap().id;
        let gone = carol.sends(&content, &school.lesson(TEACHERS[2], tuesday, 2).await).await.unwrap().id;
        does(&school, Close { first: tuesday, last: tuesday, reason: "Snow".to_owned() }).await;
        school.house.act(&carol.permit().unwrap(), kept, KeepHour {}, None).await.unwrap();
        let names = async || {
            let mut names = Vec::new();
            for id in [covered, kept, gone] {
                names.push(school.requisition(id).await.occasion.teacher);
            }
            names
        };
        let (was, is) = (TEACHERS[2], "C. Meadow");
        let before = [format!("{was}, {}", TEACHERS[0]), was.to_owned(), was.to_owned()];
        assert_eq!(names().await, before);
        let married = with_lines(|line| line.replace(was, is));
        let said = Said { people: [(school.staff(was).await, Some(is.to_owned()))].into(), ..Said::default() };
        let done = brings(&school, married, monday, said).await;
        let changed = done.change;
        assert_eq!((done.effects.moved.len(), done.effects.orphaned.len()), (3, 0), "none is gone anew");
        assert_eq!(names().await, [format!("{is}, {}", TEACHERS[0]), is.to_owned(), is.to_owned()]);
        assert_eq!(school.check().await.breaches, Vec::<String>::new());
        puts_back(&school, changed).await;
        assert_eq!(names().await, before);
        assert_eq!(school.requisition(gone).await.occasion.tie, Tie::Gone);
        assert_eq!(school.requisition(kept).await.occasion.tie, Tie::KeepsHour);
    }

    async fn cover_that_was_kept_with_a_name_is_of_the_person_whom_it_names(database: &Database) {
        let school = TestSchool::on(database).await;
        let monday = school.next_monday();
        let lesson = school.lesson(TEACHERS[0], monday, 1).await;
        does(&school, Cover { lesson: lesson.id, teacher: TEACHERS[2].to_owned() }).await;
        database.run("update exception set payload = replace(payload, '}}', ',\"name\":\"C. Maiden\"}}')").await;
        database.run("update school set almanac_version = almanac_version + 1").await;
        let kept = database.texts("select payload from exception").await;
        assert!(kept[0].contains("C. Maiden"), "{kept:?}");
        let names: Vec<String> = school
            .almanac()
            .await
            .lessons_of(&mut school.storage.read(school.id).await.unwrap(), school.staff(TEACHERS[2]).await, monday, monday)
            .await
            .unwrap()
            .into_iter()
            .filter(|one| one.id == lesson.id)
            .map(|one| one.teacher_words())
            .collect();
        assert_eq!(names, [format!("{}, {}", TEACHERS[2], TEACHERS[0])]);
    }

    async fn a_lesson_that_was_swapped_keeps_its_hour_when_periods_are_added(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let monday = school.next_monday();
        let ann = school.teacher(TEACHERS[0]).await;
        let first = school.lesson(TEACHERS[0], monday, 1).await;
        let third = school.lesson(TEACHERS[1], monday, 3).await;
        let id = ann.sends(&asking("Onion cells", &[(item, 5)]), &first).await.unwrap().id;
        does(&school, SwapLessons { one: first.id, other: third.id }).await;
        assert_eq!(school.requisition(id).await.occasion.interval, third.interval);
        // Tutor time comes before the first period.
        let longer = with_lines(|line| {
            if is_monday(line, "7F") && line.contains(PERIODS[0]) {
                let tutor = line.replace(PERIODS[0], "08:10-08:40").replace("7F", "10F").replacen("\"5", "\"9", 1);
                format!("{line}\n{tutor}")
            } else {
                line.to_owned()
            }
        });
        brings(&school, longer, monday, Said { yes: true, ..Said::default() }).await;
        let rows = school.almanac().await;
        assert_eq!(rows.versions.last().unwrap().days[0].periods.len(), PERIODS.len() + 1);
        assert_eq!(school.requisition(id).await.occasion.interval, third.interval);
        assert_eq!(school.holds(id).await[0].interval.from, third.interval.from.plus_minutes(-10));
        school.is_sound().await;
    }
}
