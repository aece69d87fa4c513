//! Many people at the same instant. Nothing is promised twice, and nobody is told anything but yes or
//! who has it.

use std::collections::BTreeSet;

use actions::requisition::{ClashReport, Done};
use actions::{ActionError, Once};
use domain::Interval;
use domain::apparatus::peak;
use domain::id::{ItemId, RequisitionId};
use domain::lesson::Lesson;
use domain::requisition::{LateReason, State};
use testing::{Person, TEACHERS, TestSchool, asking, within};
use tokio::task::JoinSet;

type Outcome = Result<Done, ActionError>;
/// Who got what they wanted, and who was told who has it, each with how many they wanted.
type Parted = (Vec<(u32, Done)>, Vec<(u32, Box<ClashReport>)>);

/// Lessons that all meet: each teacher's first and second of a Monday, which set-up and turn-round make
/// overlap.
async fn meeting_lessons(school: &TestSchool) -> Vec<(Person, Lesson)> {
    let mut lessons = Vec::new();
    for teacher in TEACHERS {
        for period in [1, 2] {
            let lesson = school.lesson(teacher, school.next_monday(), period).await;
            lessons.push((school.teacher(teacher).await, lesson));
        }
    }
    lessons
}

/// What is wanted at once.
#[derive(Clone)]
enum Wanting {
    Send(Person, Lesson, u32),
    Change(Person, RequisitionId, u32),
    Accept(Person, RequisitionId),
}

impl Wanting {
    async fn does(self, item: ItemId) -> Outcome {
        match self {
            Self::Send(teacher, lesson, quantity) => {
                teacher.sends(&asking("Cells", &[(item, quantity)]), &lesson).await
            }
            Self::Change(teacher, id, quantity) => {
                teacher.changes(id, 1, &asking("Cells", &[(item, quantity)])).await
            }
            Self::Accept(technician, id) => technician.accepts(id).await,
        }
    }
}

/// Two hundred of the three kinds, mixed; `quantity` says what the place in the row wants.
async fn wantings(school: &TestSchool, item: ItemId, quantity: impl Fn(usize) -> u32) -> Vec<(Wanting, u32)> {
    let lessons = meeting_lessons(school).await;
    let technicians = [school.technician().await, school.other_technician().await];
    let mut prepared = Vec::new();
    for at in 0..200 {
        let (teacher, lesson) = &lessons[at % lessons.len()];
        let wanted = quantity(at);
        let wanting = match at % 3 {
            0 => Wanting::Send(teacher.clone(), lesson.clone(), wanted),
            1 => {
                let none_yet = asking("Cells", &[(item, 0)]);
                let id = teacher.sends(&none_yet, lesson).await.unwrap().id;
                Wanting::Change(teacher.clone(), id, wanted)
            }
            _ => {
                // After the deadline; the clock is put back when all are there.
                school.clock.set_to("2026-01-16T09:00:00Z");
                let late = teacher
                    .sends_late(&asking("Cells", &[(item, wanted)]), lesson, LateReason::Forgotten)
                    .await
                    .unwrap();
                assert_eq!(late.state, "submitted");
                school.clock.set_to("2026-01-13T09:00:00Z");
                Wanting::Accept(technicians[at / 3 % 2].clone(), late.id)
            }
        };
        prepared.push((wanting, wanted));
    }
    prepared
}

/// Lets all of them go at once and returns what each wanted and got.
async fn all_at_once(wantings: Vec<(Wanting, u32)>, item: ItemId) -> Vec<(u32, Outcome)> {
    let mut tasks = JoinSet::new();
    let start = std::sync::Arc::new(tokio::sync::Barrier::new(wantings.len()));
    for (wanting, wanted) in wantings {
        let start = start.clone();
        tasks.spawn(async move {
            start.wait().await;
            (wanted, wanting.does(item).await)
        });
    }
    within("everybody's answer", tasks.join_all()).await
}

/// Parts the answers into yes and clash; anything else is no answer.
fn parted(answers: Vec<(u32, Outcome)>) -> Parted {
    let (mut yes, mut no) = (Vec::new(), Vec::new());
    for (wanted, answer) in answers {
        match answer {
            Ok(done) => yes.push((wanted, done)),
            Err(ActionError::Clash(report)) => no.push((wanted, report)),
            Err(other) => panic!("neither yes nor a clash: {other:?}"),
        }
    }
    (yes, no)
}

async fn most_held(school: &TestSchool, item: ItemId) -> u32 {
    let ever = Interval { from: domain::Instant(0), until: domain::Instant(i64::MAX / 2) };
    peak(&school.all_held(item).await, ever)
}

testing::on_both_databases! {
    async fn two_hundred_want_the_last_ten_and_ten_get_them(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 10).await;
        let wantings = wantings(&school, item, |_| 1).await;
        let (yes, no) = parted(all_at_once(wantings.clone(), item).await);
        assert_eq!((yes.len(), no.len()), (10, 190));
        let held = school.all_held(item).await;
        assert_eq!(held.iter().map(|hold| hold.quantity).sum::<u32>(), 10);
        assert_eq!(most_held(&school, item).await, 10);
        let promised: BTreeSet<RequisitionId> = yes.iter().map(|(_, done)| done.id).collect();
        assert_eq!(held.iter().map(|hold| hold.requisition).collect::<BTreeSet<_>>(), promised);
        for (_, report) in &no {
            assert_eq!(report.clashes.len(), 1);
            assert_eq!((report.clashes[0].item, report.clashes[0].wanted, report.clashes[0].free), (item, 1, 0));
            assert!(!report.clashes[0].held_by.is_empty());
        }
        // Who was told no is where they were before.
        for (wanting, _) in wantings {
            let (id, before) = match wanting {
                Wanting::Send(..) => continue,
                Wanting::Change(_, id, _) => (id, State::Accepted),
                Wanting::Accept(_, id) => (id, State::Submitted),
            };
            if !promised.contains(&id) {
                let kept = school.requisition(id).await;
                assert_eq!((kept.state, kept.version), (before, 1));
            }
        }
        school.is_sound().await;
    }

    async fn two_hundred_want_one_to_three_each_and_nothing_is_left_that_would_fit(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Power supply", 40).await;
        let wantings = wantings(&school, item, |at| 1 + u32::try_from(at / 3 % 3).unwrap()).await;
        let (yes, no) = parted(all_at_once(wantings, item).await);
        let promised: u32 = yes.iter().map(|(wanted, _)| wanted).sum();
        let held: u32 = school.all_held(item).await.iter().map(|hold| hold.quantity).sum();
        assert_eq!(held, promised);
        assert_eq!(most_held(&school, item).await, promised);
        assert!(promised <= 40);
        // What was free only ever shrank, so whoever was told no wanted more than is free now.
        for (wanted, report) in &no {
            assert!(*wanted > 40 - promised, "{wanted} wanted with {} left", 40 - promised);
            assert!(report.clashes[0].free < *wanted);
        }
        assert_eq!(yes.len() + no.len(), 200);
        school.is_sound().await;
    }

    async fn two_processes_promise_no_more_than_one(database: &Database) {
        let school = TestSchool::on(database).await;
        let other = school.seen_by_another_process(database, 1_000_000).await;
        let item = school.counted_item("Microscope", 5).await;
        let mut tasks = JoinSet::new();
        for at in 0..40 {
            let process = if at % 2 == 0 { &school } else { &other };
            let teacher = process.teacher(TEACHERS[at % 6]).await;
            let lesson = process.lesson(TEACHERS[at % 6], process.next_monday(), 1).await;
            tasks.spawn(async move { (1, teacher.sends(&asking("Cells", &[(item, 1)]), &lesson).await) });
        }
        let (yes, no) = parted(within("both processes", tasks.join_all()).await);
        assert_eq!((yes.len(), no.len()), (5, 35));
        assert_eq!(most_held(&school, item).await, 5);
        school.is_sound().await;
    }

    async fn two_teachers_want_the_last_eight_and_one_is_told_who_has_them(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 15).await;
        let monday = school.next_monday();
        let third = school.lesson(TEACHERS[2], monday, 1).await;
        let seven = school.teacher(TEACHERS[2]).await.sends(&asking("Cells", &[(item, 7)]), &third).await;
        seven.unwrap();
        let mut tasks = JoinSet::new();
        for teacher in &TEACHERS[..2] {
            let (person, lesson) = (school.teacher(teacher).await, school.lesson(teacher, monday, 1).await);
            tasks.spawn(async move { (8, person.sends(&asking("Cells", &[(item, 8)]), &lesson).await) });
        }
        let (yes, no) = parted(within("both teachers", tasks.join_all()).await);
        assert_eq!((yes.len(), no.len()), (1, 1));
        let winner = school.requisition(yes[0].1.id).await.occasion;
        let clash = &no[0].1.clashes[0];
        assert_eq!((clash.name.as_str(), clash.wanted, clash.free), ("Microscope", 8, 0));
        let told: BTreeSet<(String, String, String, u32)> = clash
            .held_by
            .iter()
            .map(|held| (held.class.clone(), held.teacher.clone(), held.room.clone(), held.hold.quantity))
            .collect();
        let has = BTreeSet::from([
            ("7C".to_owned(), "C. Teacher".to_owned(), "Lab 3".to_owned(), 7),
            (winner.class, winner.teacher, winner.room, 8),
        ]);
        assert_eq!(told, has);
        assert!(!no[0].1.ways_out.is_empty());
        school.is_sound().await;
    }

    async fn one_form_sent_twenty_times_at_once_is_one_request_and_one_answer(database: &Database) {
        let school = TestSchool::on(database).await;
        // All there are, so that the form's own hold would stand in its way.
        let item = school.counted_item("Microscope", 10).await;
        let teacher = school.teacher(TEACHERS[0]).await;
        let lesson = school.lesson(TEACHERS[0], school.next_monday(), 1).await;
        let content = asking("Cells", &[(item, 10)]);
        let mut tasks = JoinSet::new();
        for _ in 0..20 {
            let (teacher, lesson, content) = (teacher.clone(), lesson.clone(), content.clone());
            let once = Once::new("a key", b"the same words").unwrap();
            tasks.spawn(async move { teacher.sends_once(&content, &lesson, once).await });
        }
        let answers = within("twenty answers", tasks.join_all()).await;
        let answers: Vec<Done> = answers.into_iter().map(|answer| answer.unwrap()).collect();
        assert!(answers.iter().all(|answer| *answer == answers[0]));
        assert_eq!(school.check().await.requisitions, 1);
        assert_eq!(most_held(&school, item).await, 10);
        let mut reading = school.storage.read(school.id).await.unwrap();
        assert_eq!(reading.history_of(&answers[0].id.to_string()).await.unwrap().len(), 1);
        drop(reading);
        let other_words = Once::new("a key", b"other words").unwrap();
        let refused = teacher.sends_once(&content, &lesson, other_words).await.unwrap_err();
        assert!(matches!(refused, ActionError::OnceReused), "{refused:?}");
        school.is_sound().await;
    }

    async fn undoing_a_withdrawal_races_with_whoever_wants_it_next(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 10).await;
        let all = asking("Cells", &[(item, 10)]);
        let (one, other) = (school.teacher(TEACHERS[0]).await, school.teacher(TEACHERS[1]).await);
        let lesson = school.lesson(TEACHERS[0], school.next_monday(), 1).await;
        let others = school.lesson(TEACHERS[1], school.next_monday(), 1).await;
        for _ in 0..10 {
            let id = one.sends(&all, &lesson).await.unwrap().id;
            one.withdraws(id).await.unwrap();
            let (undone, sent) =
                within("both", Box::pin(async { tokio::join!(one.undoes(id), other.sends(&all, &others)) })).await;
            let (yes, no) = parted(vec![(10, undone), (10, sent)]);
            assert_eq!((yes.len(), no.len()), (1, 1));
            assert_eq!(most_held(&school, item).await, 10);
            let winner = yes[0].1.id;
            let person = if winner == id { &one } else { &other };
            person.withdraws(winner).await.unwrap();
            assert_eq!(most_held(&school, item).await, 0);
        }
        school.is_sound().await;
    }

    async fn undoing_a_count_and_sending_never_wait_for_each_other(database: &Database) {
        let school = TestSchool::on(database).await;
        let technician = school.technician().await;
        let (one, other) = (school.teacher(TEACHERS[0]).await, school.teacher(TEACHERS[1]).await);
        let lesson = school.lesson(TEACHERS[0], school.next_monday(), 1).await;
        let others = school.lesson(TEACHERS[1], school.next_monday(), 1).await;
        for round in 0..10 {
            let mut items = Vec::new();
            for name in ["Beaker", "Burette"] {
                items.push(school.counted_item(&format!("{name} {round}"), 10).await);
            }
            items.sort_unstable();
            let both = asking("Titration", &[(items[0], 5), (items[1], 5)]);
            let id = one.sends(&both, &lesson).await.unwrap().id;
            technician.counts_back(id, &[(items[1], 3)]).await.unwrap();
            let (undone, sent) =
                within("both", Box::pin(async { tokio::join!(technician.undoes(id), other.sends(&both, &others)) })).await;
            undone.unwrap();
            // Three were left of the second while two were missing; all ten when undoing came first.
            parted(vec![(5, sent)]);
            assert_eq!(school.item(items[1]).await.pool.missing, 0);
        }
        school.is_sound().await;
    }

    async fn undoing_a_count_races_with_whoever_finds_what_was_missing(database: &Database) {
        let school = TestSchool::on(database).await;
        let technician = school.technician().await;
        let teacher = school.teacher(TEACHERS[0]).await;
        let lesson = school.lesson(TEACHERS[0], school.next_monday(), 1).await;
        for round in 0..10 {
            let item = school.counted_item(&format!("Scalpel {round}"), 40).await;
            let id = teacher.sends(&asking("Heart", &[(item, 15)]), &lesson).await.unwrap().id;
            technician.counts_back(id, &[(item, 12)]).await.unwrap();
            let found = round % 4;
            let finding = school.change_item(item, |change| change.missing = found);
            let (undone, ()) =
                within("both", Box::pin(async { tokio::join!(technician.undoes(id), finding) })).await;
            undone.unwrap();
            let missing = school.item(item).await.pool.missing;
            assert!([0, found].contains(&missing), "{missing} after {found}");
        }
        school.is_sound().await;
    }

    async fn a_first_counting_races_with_what_happens_to_the_requests_for_it(database: &Database) {
        let school = TestSchool::on(database).await;
        let lessons = meeting_lessons(&school).await;
        for round in 0..5 {
            let item = school.uncounted_item(&format!("Beaker {round}")).await;
            let beside = school.counted_item(&format!("Stand {round}"), 100).await;
            let content = asking("Boiling", &[(item, 2), (beside, 1)]);
            let more = asking("Boiling", &[(item, 3), (beside, 2)]);
            let mut ids = Vec::new();
            for (teacher, lesson) in &lessons {
                ids.push(teacher.sends(&content, lesson).await.unwrap().id);
            }
            let mut tasks = JoinSet::new();
            for (at, ((teacher, lesson), id)) in lessons.iter().zip(ids.clone()).enumerate() {
                let (teacher, lesson, more) = (teacher.clone(), lesson.clone(), more.clone());
                tasks.spawn(async move {
                    match at % 3 {
                        0 => teacher.withdraws(id).await,
                        1 => teacher.changes(id, 1, &more).await,
                        _ => teacher.sends(&more, &lesson).await,
                    }
                });
            }
            let counting = school.change_item(item, |change| change.counted = Some(100));
            let (answers, ()) = within("all", Box::pin(async { tokio::join!(tasks.join_all(), counting) })).await;
            for answer in answers {
                answer.unwrap();
            }
            // Every request that is open now holds all that it asks for, and no other holds anything.
            for id in ids {
                let requisition = school.requisition(id).await;
                let asked = requisition.content.quantities();
                let asked = asked.get(&domain::requisition::LineWhat::Item(item)).copied().unwrap_or(0);
                let holds = if requisition.state == State::Withdrawn { 0 } else { asked };
                assert_eq!(school.held(id, item).await, holds, "{:?}", requisition.state);
            }
        }
        school.is_sound().await;
    }

    async fn one_requisition_changed_by_many_at_once_is_changed_by_one(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Beaker", 100).await;
        let teacher = school.teacher(TEACHERS[0]).await;
        let lesson = school.lesson(TEACHERS[0], school.next_monday(), 1).await;
        let id = teacher.sends(&asking("Boiling", &[(item, 1)]), &lesson).await.unwrap().id;
        let mut tasks = JoinSet::new();
        for quantity in 2..22 {
            let teacher = teacher.clone();
            tasks.spawn(async move { teacher.changes(id, 1, &asking("Boiling", &[(item, quantity)])).await });
        }
        let answers = within("twenty changes", tasks.join_all()).await;
        let (done, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
        assert_eq!(done.len(), 1);
        assert!(refused.iter().all(|answer| matches!(answer, Err(ActionError::Stale))), "{refused:?}");
        assert_eq!(school.requisition(id).await.version, 2);
        school.is_sound().await;
    }
}
