//! How a requisition moves, what it holds, and who may move it.

use actions::ActionError;
use actions::apparatus::ItemChange;
use actions::requisition::{Done, WayOut, steps_for};
use domain::Interval;
use domain::id::{ItemId, RequisitionId};
use domain::lesson::Lesson;
use domain::requisition::{Content, LateReason, Requisition, State, Step};
use testing::{Database, Person, TEACHERS, TestSchool, asking};

type Outcome = Result<Done, ActionError>;

/// Everybody who could try, by what they are to a requisition for A. Teacher's lesson.
const PEOPLE: [&str; 9] = [
    "A. Teacher",
    "B. Teacher",
    "A. Trainee",
    "A. Technician",
    "A. Senior",
    "A. Head",
    "The prep room",
    "An Administrator",
    "A. Leader",
];
/// The teacher of the lesson, and whoever acts for them.
const ASKERS: &[&str] = &["A. Teacher", "A. Trainee", "A. Technician", "A. Senior", "A. Head"];
const TECHNICIANS: &[&str] = &["A. Technician", "A. Senior"];
const PREP_ROOM: &[&str] = &["A. Technician", "A. Senior", "The prep room"];

/// What becomes of two pieces that were asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Held {
    Two,
    AsBefore,
    None,
}

/// A row of the table, written out again from the rules: deed, from, who, and for each place it starts
/// from, where it leads and what is held then.
struct Row {
    deed: Step,
    who: &'static [&'static str],
    from: &'static [(State, State)],
    held: Held,
}

const fn row(deed: Step, who: &'static [&'static str], from: &'static [(State, State)], held: Held) -> Row {
    Row { deed, who, from, held }
}

use State::{
    Accepted, Closed, Collected, Declined, Delivered, Draft, NotUsed, Prepared, Queried, Submitted, Withdrawn,
};

/// The table of a school that looks at every request itself. Approving and undoing have tests of their
/// own below.
const TABLE: &[Row] = &[
    row(Step::Save, ASKERS, &[(Draft, Draft)], Held::None),
    row(Step::Send, ASKERS, &[(Draft, Submitted)], Held::Two),
    row(Step::Accept, TECHNICIANS, &[(Submitted, Accepted), (Queried, Accepted)], Held::Two),
    row(Step::Query, TECHNICIANS, &[(Submitted, Queried), (Accepted, Queried)], Held::AsBefore),
    row(Step::Answer, ASKERS, &[(Queried, Submitted)], Held::Two),
    row(
        Step::Change,
        ASKERS,
        &[(Queried, Submitted), (Submitted, Submitted), (Accepted, Accepted)],
        Held::Two,
    ),
    row(Step::Decline, TECHNICIANS, &[(Submitted, Declined), (Queried, Declined)], Held::None),
    row(Step::Prepare, PREP_ROOM, &[(Accepted, Prepared)], Held::AsBefore),
    row(Step::Deliver, PREP_ROOM, &[(Accepted, Delivered), (Prepared, Delivered)], Held::AsBefore),
    row(
        Step::Collect,
        PREP_ROOM,
        &[(Accepted, Collected), (Prepared, Collected), (Delivered, Collected)],
        Held::AsBefore,
    ),
    row(
        Step::Count,
        PREP_ROOM,
        &[(Accepted, Closed), (Prepared, Closed), (Delivered, Closed), (Collected, Closed)],
        Held::None,
    ),
    // What is delivered has gone out, and stays held; the rest is free at once.
    row(Step::NotUsed, ASKERS, &[(Accepted, NotUsed), (Prepared, NotUsed)], Held::None),
    row(Step::NotUsed, ASKERS, &[(Delivered, NotUsed)], Held::AsBefore),
    row(
        Step::Withdraw,
        ASKERS,
        &[
            (Draft, Withdrawn),
            (Submitted, Withdrawn),
            (Queried, Withdrawn),
            (Accepted, Withdrawn),
            (Prepared, Withdrawn),
        ],
        Held::None,
    ),
];

/// A school where two of ten are asked for, for a lesson of A. Teacher.
struct Scene {
    school: TestSchool,
    item: ItemId,
    lesson: Lesson,
    content: Content,
}

impl Scene {
    async fn on(database: &Database) -> Self {
        let school = TestSchool::on(database).await;
        school.decides(|policy| policy.accepts_by_itself = false).await;
        let item = school.counted_item("Microscope", 10_000).await;
        let lesson = school.lesson(TEACHERS[0], school.next_monday(), 1).await;
        Self { school, item, lesson, content: asking("Cells", &[(item, 2)]) }
    }

    /// A requisition in this state, brought there by the deeds that lead to it.
    async fn requisition_in(&self, state: State) -> RequisitionId {
        let teacher = self.school.teacher(TEACHERS[0]).await;
        let technician = self.school.other_technician().await;
        if state == Draft {
            return teacher.saves(&self.content, &self.lesson).await.unwrap().id;
        }
        let id = teacher.sends(&self.content, &self.lesson).await.unwrap().id;
        match state {
            Submitted => {}
            Queried => drop(technician.queries(id, "Which stain?").await.unwrap()),
            Declined => drop(technician.declines(id, "No stain left").await.unwrap()),
            _ => drop(technician.accepts(id).await.unwrap()),
        }
        match state {
            Prepared => drop(technician.prepares(id).await.unwrap()),
            Delivered => drop(technician.delivers(id).await.unwrap()),
            Collected => drop(technician.collects(id).await.unwrap()),
            Closed => drop(technician.counts_back(id, &[]).await.unwrap()),
            NotUsed => drop(technician.says_not_used(id, "A fire drill").await.unwrap()),
            Withdrawn => drop(technician.withdraws(id).await.unwrap()),
            _ => {}
        }
        assert_eq!(self.school.requisition(id).await.state, state);
        id
    }

    async fn attempt(&self, person: &Person, deed: Step, id: RequisitionId) -> Outcome {
        match deed {
            Step::Save => person.saves_again(id, &self.content, &self.lesson).await,
            Step::Send => person.sends_draft(id, &self.content, &self.lesson).await,
            Step::Approve => person.approves(id).await,
            Step::Accept => person.accepts(id).await,
            Step::Query => person.queries(id, "Which stain?").await,
            Step::Answer => person.answers(id, "Iodine").await,
            Step::Change => {
                let version = self.school.requisition(id).await.version;
                person.changes(id, version, &self.content).await
            }
            Step::Decline => person.declines(id, "No stain left").await,
            Step::Prepare => person.prepares(id).await,
            Step::Deliver => person.delivers(id).await,
            Step::Collect => person.collects(id).await,
            Step::Count => person.counts_back(id, &[]).await,
            Step::NotUsed => person.says_not_used(id, "A fire drill").await,
            Step::Withdraw => person.withdraws(id).await,
            Step::Undo => person.undoes(id).await,
        }
    }
}

const STEPS: [Step; 15] = [
    Step::Save,
    Step::Send,
    Step::Approve,
    Step::Accept,
    Step::Query,
    Step::Answer,
    Step::Change,
    Step::Decline,
    Step::Prepare,
    Step::Deliver,
    Step::Collect,
    Step::Count,
    Step::NotUsed,
    Step::Withdraw,
    Step::Undo,
];

/// Where a deed leads by the table, where this person may do it.
fn expected(deed: Step, state: State, person: &str) -> Option<(State, Held)> {
    TABLE
        .iter()
        .filter(|row| row.deed == deed && row.who.contains(&person))
        .find_map(|row| row.from.iter().find(|(from, _)| *from == state).map(|(_, to)| (*to, row.held)))
}

fn is_refused(outcome: &Outcome) -> bool {
    matches!(outcome, Err(ActionError::Refused(_) | ActionError::NotPermitted(_)))
}

/// What somebody else makes of an item.
type Set = fn(&mut ItemChange);

testing::on_both_databases! {
    async fn every_deed_of_the_table_works_from_where_it_starts_and_nowhere_else(database: &Database) {
        let scene = Scene::on(database).await;
        let mut people = Vec::new();
        for name in PEOPLE {
            people.push(scene.school.member(name).await);
        }
        let (mut done, mut refused) = (0, 0);
        for state in State::ALL {
            let standing = scene.requisition_in(state).await;
            let before = scene.school.requisition(standing).await;
            let held_before = scene.school.held(standing, scene.item).await;
            // Too long ago for anybody to undo.
            scene.school.clock.pass_minutes(11);
            for (name, person) in PEOPLE.iter().zip(&people) {
                for deed in STEPS {
                    let Some((leads_to, held)) = expected(deed, state, name) else {
                        let outcome = scene.attempt(person, deed, standing).await;
                        assert!(is_refused(&outcome), "{name} {deed:?} from {state:?}: {outcome:?}");
                        refused += 1;
                        continue;
                    };
                    let id = scene.requisition_in(state).await;
                    let had = scene.school.held(id, scene.item).await;
                    let outcome = scene.attempt(person, deed, id).await;
                    let outcome = outcome.unwrap_or_else(|e| panic!("{name} {deed:?} from {state:?}: {e:?}"));
                    assert_eq!(outcome.state, leads_to.key(), "{name} {deed:?} from {state:?}");
                    let holds = match held {
                        Held::Two => 2,
                        Held::AsBefore => had,
                        Held::None => 0,
                    };
                    assert_eq!(scene.school.held(id, scene.item).await, holds, "{name} {deed:?} from {state:?}");
                    done += 1;
                }
                let may: Vec<Step> = steps_for(&scene.school.house, &person.actor, &before);
                let table: Vec<Step> = STEPS.into_iter().filter(|deed| expected(*deed, state, name).is_some()).collect();
                assert_eq!(may, table, "what a page offers {name} in {state:?}");
            }
            assert_eq!(scene.school.requisition(standing).await, before, "refusals change nothing");
            assert_eq!(scene.school.held(standing, scene.item).await, held_before);
        }
        // Nine people, fifteen deeds, eleven states; the table allows these, counted from it by hand.
        assert_eq!((done, refused), (5 + 5 + 4 + 4 + 5 + 15 + 4 + 3 + 6 + 9 + 12 + 15 + 25, 9 * 15 * 11 - 112));
        scene.school.is_sound().await;
    }

    async fn what_is_on_time_and_free_is_accepted_at_once_where_the_school_lets_it(database: &Database) {
        let scene = Scene::on(database).await;
        let teacher = scene.school.teacher(TEACHERS[0]).await;
        let looked_at = teacher.sends(&scene.content, &scene.lesson).await.unwrap();
        assert_eq!((looked_at.state.as_str(), looked_at.late), ("submitted", false));
        scene.school.decides(|policy| policy.accepts_by_itself = true).await;
        let at_once = teacher.sends(&scene.content, &scene.lesson).await.unwrap();
        assert_eq!((at_once.state.as_str(), at_once.late), ("accepted", false));
        let draft = teacher.saves(&scene.content, &scene.lesson).await.unwrap().id;
        assert_eq!(scene.school.held(draft, scene.item).await, 0);
        assert_eq!(teacher.sends_draft(draft, &scene.content, &scene.lesson).await.unwrap().state, "accepted");
        assert_eq!(scene.school.held(draft, scene.item).await, 2);
        scene.school.is_sound().await;
    }

    async fn nobody_asks_for_another_teachers_lesson(database: &Database) {
        let scene = Scene::on(database).await;
        for name in ["B. Teacher", "An Administrator", "A. Leader", "The prep room"] {
            let person = scene.school.member(name).await;
            assert!(is_refused(&person.sends(&scene.content, &scene.lesson).await), "{name}");
            assert!(is_refused(&person.saves(&scene.content, &scene.lesson).await), "{name}");
        }
        // A trainee acts on the mentor's lessons, and on nobody else's.
        let others = scene.school.lesson(TEACHERS[1], scene.school.next_monday(), 1).await;
        assert!(is_refused(&scene.school.trainee().await.sends(&scene.content, &others).await));
        for name in ["A. Technician", "A. Senior", "A. Head"] {
            scene.school.member(name).await.sends(&scene.content, &others).await.unwrap();
        }
        assert_eq!(scene.school.check().await.requisitions, 3);
    }

    async fn a_trainee_waits_for_the_mentor(database: &Database) {
        let scene = Scene::on(database).await;
        let school = &scene.school;
        school.decides(|policy| policy.accepts_by_itself = true).await;
        let (trainee, mentor) = (school.trainee().await, school.teacher(TEACHERS[0]).await);
        let (technician, head) = (school.technician().await, school.head().await);
        let id = trainee.sends(&scene.content, &scene.lesson).await.unwrap().id;
        assert_eq!(school.requisition(id).await.state, Submitted);
        assert_eq!(school.held(id, scene.item).await, 2, "it is held while it waits");
        assert!(technician.accepts(id).await.is_err(), "nobody accepts it before the mentor");
        for person in [&trainee, &technician, &school.teacher(TEACHERS[1]).await, &school.prep_room().await] {
            assert!(is_refused(&person.approves(id).await), "{}", person.actor.name);
        }
        assert_eq!(mentor.approves(id).await.unwrap().state, "accepted");
        assert_eq!(school.held(id, scene.item).await, 2);
        // The head may too; twice is once too often.
        let second = trainee.sends(&scene.content, &scene.lesson).await.unwrap().id;
        assert_eq!(head.approves(second).await.unwrap().state, "accepted");
        assert!(is_refused(&head.approves(second).await));
        // Where the school looks itself, an approved request goes on waiting for a technician.
        school.decides(|policy| policy.accepts_by_itself = false).await;
        let third = trainee.sends(&scene.content, &scene.lesson).await.unwrap().id;
        assert_eq!(mentor.approves(third).await.unwrap().state, "submitted");
        assert_eq!(technician.accepts(third).await.unwrap().state, "accepted");
        // A mentor's draft that the trainee sends waits all the same.
        school.decides(|policy| policy.accepts_by_itself = true).await;
        let draft = mentor.saves(&scene.content, &scene.lesson).await.unwrap().id;
        assert_eq!(trainee.sends_draft(draft, &scene.content, &scene.lesson).await.unwrap().state, "submitted");
        assert_eq!(mentor.approves(draft).await.unwrap().state, "accepted");
        // What the mentor asks for needs nobody's leave.
        assert_eq!(mentor.sends(&scene.content, &scene.lesson).await.unwrap().state, "accepted");
        school.is_sound().await;
    }

    async fn a_late_request_of_a_trainee_waits_for_both(database: &Database) {
        let scene = Scene::on(database).await;
        let school = &scene.school;
        let lesson = school.lesson(TEACHERS[0], school.tomorrow(), 1).await;
        let trainee = school.trainee().await;
        let sent = trainee.sends_late(&scene.content, &lesson, LateReason::PaceOfClass).await.unwrap();
        assert_eq!((sent.state.as_str(), sent.late), ("submitted", true));
        assert_eq!(school.held(sent.id, scene.item).await, 0);
        assert_eq!(school.teacher(TEACHERS[0]).await.approves(sent.id).await.unwrap().state, "submitted");
        assert_eq!(school.held(sent.id, scene.item).await, 0, "late holds nothing until it is accepted");
        assert_eq!(school.technician().await.accepts(sent.id).await.unwrap().state, "accepted");
        assert_eq!(school.held(sent.id, scene.item).await, 2);
        school.is_sound().await;
    }

    async fn lateness_is_judged_when_it_is_sent(database: &Database) {
        let scene = Scene::on(database).await;
        let school = &scene.school;
        school.decides(|policy| policy.accepts_by_itself = true).await;
        let teacher = school.teacher(TEACHERS[0]).await;
        // Thursday the 15th at 12:30 closes the week of the 19th; at that very instant it is in time.
        school.clock.set_to("2026-01-15T12:30:00Z");
        let in_time = teacher.sends(&scene.content, &scene.lesson).await.unwrap();
        assert_eq!((in_time.state.as_str(), in_time.late), ("accepted", false));
        let draft = teacher.saves(&scene.content, &scene.lesson).await.unwrap().id;
        school.clock.pass_seconds(1);
        let without = teacher.sends(&scene.content, &scene.lesson).await.unwrap_err();
        assert!(matches!(&without, ActionError::Invalid(invalid) if invalid.field == "late_reason"), "{without:?}");
        let without = teacher.sends_draft(draft, &scene.content, &scene.lesson).await.unwrap_err();
        assert!(matches!(without, ActionError::Invalid(_)), "a draft is judged when it is sent");
        let late = teacher.sends_late(&scene.content, &scene.lesson, LateReason::Absence).await.unwrap();
        assert_eq!((late.state.as_str(), late.late), ("submitted", true));
        assert_eq!(school.held(late.id, scene.item).await, 0);
        let kept = school.requisition(late.id).await.lateness;
        assert_eq!(kept.reason.as_deref(), Some("absence"));
        assert_eq!(kept.received_at, Some(school.house.now()));
        assert_eq!(kept.deadline_at.map(|at| at.to_string()).as_deref(), Some("2026-01-15T12:30:00Z"));
        // Whoever acts for the teacher gives a reason too.
        assert!(school.technician().await.sends(&scene.content, &scene.lesson).await.is_err());
        // Nothing can be asked for what is over.
        school.clock.set_to("2026-01-19T10:00:00Z");
        assert!(teacher.sends_late(&scene.content, &scene.lesson, LateReason::Absence).await.is_err());
        school.is_sound().await;
    }

    async fn a_change_after_the_deadline_is_late_only_where_it_grows(database: &Database) {
        let scene = Scene::on(database).await;
        let school = &scene.school;
        school.decides(|policy| policy.accepts_by_itself = true).await;
        let teacher = school.teacher(TEACHERS[0]).await;
        let first_receipt = Some(school.house.now());
        let id = teacher.sends(&asking("Cells", &[(scene.item, 5)]), &scene.lesson).await.unwrap().id;
        school.clock.set_to("2026-01-16T09:00:00Z");
        // Fewer, and in other words: never late.
        let mut fewer = asking("Plant cells", &[(scene.item, 3)]);
        "The far bench, please".clone_into(&mut fewer.note);
        let done = teacher.changes(id, 1, &fewer).await.unwrap();
        assert_eq!((done.state.as_str(), done.late), ("accepted", false));
        assert_eq!(school.held(id, scene.item).await, 3);
        // The prep room's own change is never late either.
        let done = school.technician().await.changes(id, 2, &asking("Cells", &[(scene.item, 4)])).await.unwrap();
        assert_eq!((done.state.as_str(), done.late), ("accepted", false));
        // More: a reason, and the technician looks again; what was held stays held.
        let more = asking("Cells", &[(scene.item, 6)]);
        assert!(matches!(teacher.changes(id, 3, &more).await.unwrap_err(), ActionError::Invalid(_)));
        let done = teacher.changes_late(id, 3, &more, LateReason::PaceOfClass).await.unwrap();
        assert_eq!((done.state.as_str(), done.late), ("submitted", true));
        assert_eq!(school.held(id, scene.item).await, 4);
        let kept = school.requisition(id).await.lateness;
        assert_eq!(kept.received_at, first_receipt, "the first receipt is kept");
        assert_eq!(kept.reason.as_deref(), Some("pace"));
        let accepted = school.technician().await.accepts(id).await.unwrap();
        assert_eq!((accepted.state.as_str(), accepted.late), ("accepted", true), "late says late for good");
        assert_eq!(school.held(id, scene.item).await, 6);
        assert_eq!(school.requisition(id).await.lateness.received_at, first_receipt);
        school.is_sound().await;
    }

    async fn another_item_after_the_deadline_is_late(database: &Database) {
        let scene = Scene::on(database).await;
        let school = &scene.school;
        let other = school.counted_item("Slide box", 4).await;
        let teacher = school.teacher(TEACHERS[0]).await;
        let id = teacher.sends(&scene.content, &scene.lesson).await.unwrap().id;
        school.clock.set_to("2026-01-16T09:00:00Z");
        let swapped = asking("Cells", &[(other, 1)]);
        assert!(matches!(teacher.changes(id, 1, &swapped).await.unwrap_err(), ActionError::Invalid(_)));
        let done = teacher.changes_late(id, 1, &swapped, LateReason::Other).await.unwrap();
        assert!(done.late);
        assert_eq!(school.held(id, other).await, 0, "nothing new is held before it is accepted");
        assert_eq!(school.held(id, scene.item).await, 0, "what is no longer wanted is free");
        school.is_sound().await;
    }

    async fn a_change_of_another_version_is_stale(database: &Database) {
        let scene = Scene::on(database).await;
        let teacher = scene.school.teacher(TEACHERS[0]).await;
        let id = teacher.sends(&scene.content, &scene.lesson).await.unwrap().id;
        teacher.changes(id, 1, &scene.content).await.unwrap();
        let stale = teacher.changes(id, 1, &scene.content).await.unwrap_err();
        assert!(matches!(stale, ActionError::Stale));
    }

    async fn reducing_and_withdrawing_work_whatever_is_over_committed(database: &Database) {
        let scene = Scene::on(database).await;
        let school = &scene.school;
        school.decides(|policy| policy.accepts_by_itself = true).await;
        let item = school.counted_item("Power supply", 12).await;
        let (one, other) = (school.teacher(TEACHERS[0]).await, school.teacher(TEACHERS[1]).await);
        let others = school.lesson(TEACHERS[1], school.next_monday(), 1).await;
        let first = one.sends(&asking("Circuits", &[(item, 8)]), &scene.lesson).await.unwrap().id;
        let second = other.sends(&asking("Circuits", &[(item, 4)]), &others).await.unwrap().id;
        school.clock.pass_minutes(5);
        // Corrected downwards: always works, and shows as an exposure, not as a breach.
        school.change_item(item, |change| change.counted = Some(5)).await;
        let findings = school.check().await;
        assert_eq!((findings.breaches.len(), findings.exposures.len()), (0, 2));
        let permit = school.technician().await.permit().unwrap();
        let inbox = actions::prep::inbox(&school.house, &permit).await.unwrap();
        let mut short: Vec<(RequisitionId, u32)> =
            inbox.exposures.iter().map(|exposure| (exposure.requisition.id, exposure.short)).collect();
        short.sort_unstable();
        let mut by_hand = vec![(first, 8 + 4 - 5), (second, 8 + 4 - 5)];
        by_hand.sort_unstable();
        assert_eq!(short, by_hand);
        // Fewer works though eight and seven are both more than there are; more does not.
        school.clock.pass_minutes(5);
        assert_eq!(one.changes(first, 1, &asking("Circuits", &[(item, 7)])).await.unwrap().state, "accepted");
        assert_eq!(one.changes(first, 2, &asking("Circuits", &[(item, 7)])).await.unwrap().state, "accepted");
        let more = one.changes(first, 3, &asking("Circuits", &[(item, 8)])).await.unwrap_err();
        assert!(matches!(more, ActionError::Clash(_)));
        // A tick on the board does not turn an exposure into a breach.
        school.clock.pass_minutes(5);
        school.technician().await.prepares(first).await.unwrap();
        assert_eq!(school.check().await.breaches, Vec::<String>::new());
        one.withdraws(first).await.unwrap();
        school.is_sound().await;
        assert_eq!(school.free(item, others.interval).await, Some(1));
    }

    async fn undoing_brings_back_what_was(database: &Database) {
        let scene = Scene::on(database).await;
        let school = &scene.school;
        school.decides(|policy| policy.accepts_by_itself = true).await;
        let (teacher, technician) = (school.teacher(TEACHERS[0]).await, school.technician().await);
        let permit = teacher.permit().unwrap();
        let practicals = actions::catalogue::list(&school.house, &permit).await.unwrap();
        let hazardous = practicals
            .iter()
            .find(|practical| !practical.details.hazards.is_empty() && practical.notice_days.is_none())
            .unwrap();
        let plain = scene.content.clone();
        let id = teacher.sends(&plain, &scene.lesson).await.unwrap().id;
        let sent = school.requisition(id).await;
        // A change, with its content and its marks.
        let mut other = asking("Something else", &[(scene.item, 5)]);
        other.stations[0].practical = Some(hazardous.id);
        teacher.changes(id, 1, &other).await.unwrap();
        assert!(school.requisition(id).await.hazard);
        teacher.undoes(id).await.unwrap();
        is_as_before(&school.requisition(id).await, &sent);
        assert_eq!(school.held(id, scene.item).await, 2);
        // Each tick of the board.
        for deed in [Step::Prepare, Step::Deliver, Step::Collect, Step::NotUsed, Step::Query, Step::Withdraw] {
            let held = school.holds(id).await;
            scene.attempt(&technician, deed, id).await.unwrap();
            technician.undoes(id).await.unwrap();
            is_as_before(&school.requisition(id).await, &sent);
            assert_eq!(school.holds(id).await, held, "{deed:?}");
        }
        // Counting back, with what was missing.
        technician.counts_back(id, &[(scene.item, 1)]).await.unwrap();
        assert_eq!(school.item(scene.item).await.pool.missing, 1);
        let counted = school.requisition(id).await;
        assert_eq!((counted.returned[0].out, counted.returned[0].back), (2, 1));
        technician.undoes(id).await.unwrap();
        assert_eq!(school.item(scene.item).await.pool.missing, 0);
        assert_eq!(school.held(id, scene.item).await, 2);
        is_as_before(&school.requisition(id).await, &sent);
        // Sending itself: a draft again, which holds nothing.
        let second = teacher.sends(&plain, &scene.lesson).await.unwrap().id;
        assert_eq!(teacher.undoes(second).await.unwrap().state, "draft");
        assert_eq!(school.held(second, scene.item).await, 0);
        assert_eq!(teacher.sends_draft(second, &plain, &scene.lesson).await.unwrap().state, "accepted");
        school.is_sound().await;
    }

    async fn only_the_same_person_undoes_only_the_last_deed_within_ten_minutes(database: &Database) {
        let scene = Scene::on(database).await;
        let school = &scene.school;
        let (teacher, technician) = (school.teacher(TEACHERS[0]).await, school.technician().await);
        let id = teacher.sends(&scene.content, &scene.lesson).await.unwrap().id;
        technician.accepts(id).await.unwrap();
        for name in PEOPLE.into_iter().filter(|name| *name != "A. Technician") {
            assert!(is_refused(&school.member(name).await.undoes(id).await), "{name}");
        }
        // At ten minutes it may; a second later it may not.
        school.clock.pass_minutes(10);
        technician.undoes(id).await.unwrap();
        let again = technician.undoes(id).await.unwrap_err();
        assert!(matches!(again, ActionError::Refused(_)), "undoing is not undone");
        technician.accepts(id).await.unwrap();
        school.clock.pass_minutes(10);
        school.clock.pass_seconds(1);
        assert!(is_refused(&technician.undoes(id).await));
        assert_eq!(school.requisition(id).await.state, Accepted);
        school.is_sound().await;
    }

    async fn what_was_taken_meanwhile_is_not_brought_back(database: &Database) {
        let scene = Scene::on(database).await;
        let school = &scene.school;
        let item = school.counted_item("Microscope, the good one", 1).await;
        let (one, other) = (school.teacher(TEACHERS[0]).await, school.teacher(TEACHERS[1]).await);
        let id = one.sends(&asking("Cells", &[(item, 1)]), &scene.lesson).await.unwrap().id;
        one.withdraws(id).await.unwrap();
        let others = school.lesson(TEACHERS[1], school.next_monday(), 1).await;
        other.sends(&asking("Cells", &[(item, 1)]), &others).await.unwrap();
        let Err(ActionError::Clash(report)) = one.undoes(id).await else { panic!("it is taken") };
        assert_eq!(report.clashes[0].held_by[0].teacher, "B. Teacher");
        assert!(report.ways_out.iter().all(|way| !matches!(way, WayOut::FewerSets { .. })));
        assert_eq!(school.requisition(id).await.state, Withdrawn);
        assert_eq!(school.held(id, item).await, 0);
        school.is_sound().await;
    }

    async fn what_does_not_come_back_is_missing_from_what_is_free(database: &Database) {
        let scene = Scene::on(database).await;
        let school = &scene.school;
        school.decides(|policy| policy.accepts_by_itself = true).await;
        let thermometer = school.counted_item("Thermometer", 10).await;
        let uncounted = school.uncounted_item("Splint").await;
        let (teacher, tablet) = (school.teacher(TEACHERS[0]).await, school.prep_room().await);
        let content = asking("Cooling", &[(thermometer, 6), (uncounted, 30)]);
        let id = teacher.sends(&content, &scene.lesson).await.unwrap().id;
        assert_eq!(school.free(thermometer, scene.lesson.interval).await, Some(4));
        let too_many = tablet.counts_back(id, &[(thermometer, 7)]).await.unwrap_err();
        assert!(matches!(too_many, ActionError::Invalid(_)));
        let not_part = tablet.counts_back(id, &[(scene.item, 1)]).await.unwrap_err();
        assert!(matches!(not_part, ActionError::Invalid(_)));
        school.clock.set(scene.lesson.interval.until.plus_minutes(5));
        tablet.counts_back(id, &[(thermometer, 4), (uncounted, 3)]).await.unwrap();
        let pool = school.item(thermometer).await.pool;
        assert_eq!((pool.missing, pool.usable()), (2, Some(8)));
        assert_eq!(school.item(uncounted).await.pool.missing, 0, "nobody counts splints");
        // The hold ended when it was counted, five minutes into its turn-round.
        let now = school.house.now();
        assert_eq!(school.holds(id).await, []);
        let in_turn_round = Interval { from: now, until: now.plus_minutes(1) };
        assert_eq!(school.free(thermometer, in_turn_round).await, Some(8));
        let later = school.lesson(TEACHERS[0], school.next_monday(), 3).await;
        assert_eq!(school.free(thermometer, later.interval).await, Some(8));
        let mut reading = school.storage.read(school.id).await.unwrap();
        let last = reading.history_of(&id.to_string()).await.unwrap().pop().unwrap();
        assert_eq!(last.actor, "The prep room (PT)");
        assert!(last.words.contains("2 of 6 Thermometer missing"), "{}", last.words);
        drop(reading);
        school.is_sound().await;
    }

    async fn undoing_a_count_leaves_what_others_counted_since(database: &Database) {
        let scene = Scene::on(database).await;
        let school = &scene.school;
        let (teacher, technician) = (school.teacher(TEACHERS[0]).await, school.technician().await);
        let since: [(Set, u32, bool); 6] = [
            (|_| (), 0, false),
            (|scalpel| scalpel.missing = 0, 0, true),
            (|scalpel| scalpel.missing = 2, 0, true),
            (|scalpel| scalpel.missing = 5, 2, false),
            (|scalpel| scalpel.counted = None, 0, true),
            (|scalpel| (scalpel.counted, scalpel.missing) = (Some(37), 0), 0, true),
        ];
        for (at, (set_by_another, right, stands)) in since.into_iter().enumerate() {
            let scalpel = school.counted_item(&format!("Scalpel {at}"), 40).await;
            let id = teacher.sends(&asking("Heart", &[(scalpel, 15)]), &scene.lesson).await.unwrap().id;
            technician.accepts(id).await.unwrap();
            technician.counts_back(id, &[(scalpel, 12)]).await.unwrap();
            assert_eq!(school.item(scalpel).await.pool.missing, 3);
            school.change_item(scalpel, set_by_another).await;
            technician.undoes(id).await.unwrap();
            assert_eq!(school.item(scalpel).await.pool.missing, right, "change {at}");
            assert_eq!(school.requisition(id).await.state, Accepted);
            assert_eq!(school.held(id, scalpel).await, if at == 4 { 0 } else { 15 }, "change {at}");
            let history = school.storage.read(school.id).await.unwrap().history_of(&id.to_string()).await.unwrap();
            let words = &history.last().unwrap().words;
            assert_eq!(words.contains(&format!("what was counted of Scalpel {at} since")), stands, "{words}");
        }
        school.is_sound().await;
    }

    async fn the_shared_tablet_gives_initials(database: &Database) {
        let scene = Scene::on(database).await;
        let mut tablet = scene.school.prep_room().await;
        let id = scene.requisition_in(Accepted).await;
        tablet.initials = String::new();
        assert!(matches!(tablet.prepares(id).await.unwrap_err(), ActionError::Invalid(_)));
        "much too long".clone_into(&mut tablet.initials);
        assert!(matches!(tablet.prepares(id).await.unwrap_err(), ActionError::Invalid(_)));
        "JB".clone_into(&mut tablet.initials);
        tablet.prepares(id).await.unwrap();
    }

    async fn what_nobody_counted_never_clashes_and_a_first_counting_holds_what_was_promised(database: &Database) {
        let scene = Scene::on(database).await;
        let school = &scene.school;
        school.decides(|policy| policy.accepts_by_itself = true).await;
        let item = school.uncounted_item("Beaker").await;
        let (one, other) = (school.teacher(TEACHERS[0]).await, school.teacher(TEACHERS[1]).await);
        let others = school.lesson(TEACHERS[1], school.next_monday(), 1).await;
        let first = one.sends(&asking("Boiling", &[(item, 9_000)]), &scene.lesson).await.unwrap().id;
        let second = other.sends(&asking("Boiling", &[(item, 20)]), &others).await.unwrap().id;
        let tomorrow = school.lesson(TEACHERS[1], school.tomorrow(), 1).await;
        let late = other.sends_late(&asking("Boiling", &[(item, 5)]), &tomorrow, LateReason::Forgotten).await;
        let late = late.unwrap().id;
        let gone = one.sends(&asking("Boiling", &[(item, 1)]), &scene.lesson).await.unwrap().id;
        one.withdraws(gone).await.unwrap();
        assert_eq!(school.all_held(item).await, []);
        assert_eq!(school.free(item, scene.lesson.interval).await, None);
        school.clock.pass_minutes(1);
        school.change_item(item, |change| change.counted = Some(50)).await;
        for (id, holds) in [(first, 9_000), (second, 20), (late, 0), (gone, 0)] {
            assert_eq!(school.held(id, item).await, holds);
        }
        let findings = school.check().await;
        assert_eq!((findings.breaches.len(), findings.exposures.len()), (0, 2), "{findings:?}");
        // Counted for nobody, and counted again: held once.
        school.change_item(item, |change| change.counted = None).await;
        one.sends(&asking("Boiling", &[(item, 500)]), &scene.lesson).await.unwrap();
        school.change_item(item, |change| change.counted = Some(10_000)).await;
        assert_eq!(school.held(first, item).await, 9_000);
        school.is_sound().await;
        let more = other.changes(second, 1, &asking("Boiling", &[(item, 501)])).await.unwrap_err();
        assert!(matches!(more, ActionError::Clash(_)));
        other.changes(second, 1, &asking("Boiling", &[(item, 500)])).await.unwrap();
    }

    async fn what_lives_in_a_room_is_never_held(database: &Database) {
        let scene = Scene::on(database).await;
        let school = &scene.school;
        let goggles = school
            .add_item("Goggles", |change| {
                change.counted = Some(1);
                change.lives_in = Some("Lab 1".to_owned());
            })
            .await;
        let teacher = school.teacher(TEACHERS[0]).await;
        let id = teacher.sends(&asking("Acids", &[(goggles, 30)]), &scene.lesson).await.unwrap().id;
        assert_eq!(school.holds(id).await, []);
        school.technician().await.accepts(id).await.unwrap();
        assert_eq!(school.holds(id).await, []);
        // It leaves its room: from then on what was promised is held.
        school.change_item(goggles, |change| (change.lives_in, change.counted) = (None, Some(40))).await;
        assert_eq!(school.held(id, goggles).await, 30);
        school.is_sound().await;
    }

    async fn set_up_and_turn_round_are_the_items_own_or_the_schools(database: &Database) {
        let scene = Scene::on(database).await;
        let school = &scene.school;
        school.decides(|policy| (policy.set_up_minutes, policy.turn_round_minutes) = (15, 25)).await;
        let slow = school
            .add_item("Oven-dried flask", |change| {
                (change.counted, change.set_up_minutes, change.turn_round_minutes) = (Some(9), Some(60), Some(1_440));
            })
            .await;
        let id = school.teacher(TEACHERS[0]).await;
        let id = id.sends(&asking("Drying", &[(slow, 1), (scene.item, 1)]), &scene.lesson).await.unwrap().id;
        for hold in school.holds(id).await {
            let (before, after) = if hold.item == slow { (60, 1_440) } else { (15, 25) };
            assert_eq!(hold.interval.from, scene.lesson.interval.from.plus_minutes(-before));
            assert_eq!(hold.interval.until, scene.lesson.interval.until.plus_minutes(after));
        }
    }

    async fn not_used_frees_what_never_went_out(database: &Database) {
        let scene = Scene::on(database).await;
        let school = &scene.school;
        let teacher = school.teacher(TEACHERS[0]).await;
        let stayed = scene.requisition_in(Prepared).await;
        let went_out = scene.requisition_in(Delivered).await;
        let wordless = teacher.says_not_used(stayed, "  ").await.unwrap_err();
        assert!(matches!(wordless, ActionError::Invalid(_)));
        for id in [stayed, went_out] {
            assert_eq!(teacher.says_not_used(id, "A fire drill").await.unwrap().state, "not-used");
        }
        assert_eq!(school.held(stayed, scene.item).await, 0);
        assert_eq!(school.held(went_out, scene.item).await, 2);
        school.is_sound().await;
    }

    async fn words_are_asked_for_where_somebody_needs_them(database: &Database) {
        let scene = Scene::on(database).await;
        let technician = scene.school.technician().await;
        let submitted = scene.requisition_in(Submitted).await;
        let queried = scene.requisition_in(Queried).await;
        for outcome in [
            technician.queries(submitted, " ").await,
            technician.declines(submitted, "").await,
            scene.school.teacher(TEACHERS[0]).await.answers(queried, "\n").await,
        ] {
            assert!(matches!(outcome, Err(ActionError::Invalid(_))), "{outcome:?}");
        }
        assert_eq!(scene.school.requisition(submitted).await.version, 1);
    }

    async fn a_draft_is_seen_by_those_who_may_send_it(database: &Database) {
        let scene = Scene::on(database).await;
        let school = &scene.school;
        let draft = scene.requisition_in(Draft).await;
        for (name, sees) in [("A. Teacher", true), ("A. Trainee", true), ("B. Teacher", false), ("The prep room", false)] {
            let permit = school.member(name).await.permit().unwrap();
            let shown = actions::requisition::find(&school.house, &permit, draft).await;
            match shown {
                Ok(shown) => assert!(sees && shown.requisition.id == draft, "{name}"),
                Err(error) => assert!(!sees && matches!(error, ActionError::NotFound(_)), "{name}: {error:?}"),
            }
        }
        let permit = school.technician().await.permit().unwrap();
        let board = actions::prep::board(&school.house, &permit, scene.lesson.date).await.unwrap();
        assert!(board.requisitions.is_empty());
    }

    async fn a_half_term_has_no_lessons(database: &Database) {
        let scene = Scene::on(database).await;
        let almanac = scene.school.almanac().await;
        let staff = scene.school.staff(TEACHERS[0]).await;
        let mut reading = scene.school.storage.read(scene.school.id).await.unwrap();
        let (first, last) = (jiff::civil::date(2026, 2, 9), jiff::civil::date(2026, 2, 27));
        let lessons = almanac.lessons_of(&mut reading, staff, first, last).await.unwrap();
        // Ten school days around the week of half term, four lessons each, the last a double.
        assert_eq!(lessons.len(), 2 * 5 * 4);
        assert!(lessons.iter().all(|lesson| !(16..=22).contains(&lesson.date.day()) || lesson.date.month() != 2));
        assert_eq!(lessons.iter().filter(|lesson| lesson.last_period > lesson.first_period).count(), 10);
    }
}

/// All but the version and the last deed.
fn is_as_before(now: &Requisition, before: &Requisition) {
    let last = now.last.clone();
    let plain = |requisition: &Requisition| Requisition {
        version: 0,
        last: last.clone(),
        before_last: None,
        ..requisition.clone()
    };
    assert_eq!(plain(now), plain(before));
}
