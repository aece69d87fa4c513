//! Every identifier of one school, tried by the people of another: there is no such thing here.

use std::collections::BTreeMap;

use actions::ActionError;
use actions::apparatus::{Change, ItemChange};
use actions::people::{EndAccess, Invite, TakeBack};
use actions::timetable::Brought;
use actions::timetable::Confirm;
use domain::people::{Role, Roles};
use domain::requisition::LateReason;
use testing::{TEACHERS, TestSchool, asking};

fn is_not_found<T: std::fmt::Debug>(outcome: &Result<T, ActionError>) -> bool {
    matches!(outcome, Err(ActionError::NotFound(_)))
}

macro_rules! not_found {
    ($outcome:expr) => {{
        let outcome = $outcome;
        assert!(is_not_found(&outcome), "{}: {outcome:?}", stringify!($outcome));
    }};
}

testing::on_both_databases! {
    async fn nothing_of_one_school_is_there_for_another(database: &Database) {
        let home = TestSchool::on(database).await;
        let there = home.neighbour().await;
        let item = home.counted_item("Microscope of ours", 10).await;
        let lesson = home.lesson(TEACHERS[0], home.next_monday(), 1).await;
        let content = asking("Cells", &[(item, 2)]);
        let teacher = home.teacher(TEACHERS[0]).await;
        let accepted = teacher.sends(&content, &lesson).await.unwrap().id;
        let draft = teacher.saves(&content, &lesson).await.unwrap().id;
        let late_lesson = home.lesson(TEACHERS[0], home.tomorrow(), 1).await;
        let submitted = teacher.sends_late(&content, &late_lesson, LateReason::Absence).await.unwrap().id;
        let administrator = home.administrator().await;
        let roles = Roles::new([Role::Teacher]);
        let may_invite = administrator.permit().unwrap();
        let invite = Invite {
            name: "New Person".to_owned(),
            email: "new@test-school.example".to_owned(),
            roles,
            staff: None,
            mentor: None,
        };
        home.house.act(&may_invite, (), invite, None).await.unwrap();
        let people = actions::people::list(&home.house, &administrator.permit().unwrap()).await.unwrap();
        let invitation = people.invitations[0].id;
        let brought = Brought { files: one_row(), ..Brought::default() };
        let preview = actions::timetable::bring(&home.house, &administrator.permit().unwrap(), &brought).await;
        let import = preview.unwrap().draft.unwrap();
        let before = database.rows_of(home.id).await;

        let own_item = there.counted_item("Microscope of theirs", 5).await;
        let own_lesson = there.lesson(TEACHERS[0], there.next_monday(), 1).await;
        for name in ["A. Teacher", "A. Trainee", "A. Technician", "A. Senior", "A. Head", "The prep room"] {
            let stranger = there.member(name).await;
            if stranger.actor.may::<domain::people::permissions::Request>() {
                not_found!(stranger.sends(&asking("Cells", &[(own_item, 1)]), &lesson).await);
                not_found!(stranger.saves(&asking("Cells", &[(own_item, 1)]), &lesson).await);
                for id in [accepted, draft, submitted] {
                    not_found!(stranger.saves_again(id, &content, &lesson).await);
                    not_found!(stranger.sends_draft(id, &content, &lesson).await);
                    not_found!(stranger.changes(id, 1, &content).await);
                    not_found!(stranger.answers(id, "words").await);
                    not_found!(stranger.says_not_used(id, "words").await);
                    not_found!(stranger.withdraws(id).await);
                }
                // An item or practical of ours in a request of theirs is no line of it.
                let foreign = stranger.sends(&content, &own_lesson).await;
                assert!(foreign.is_err(), "{foreign:?}");
                let mut practical = asking("Cells", &[]);
                practical.stations[0].practical = Some(first_practical(&home).await);
                assert!(stranger.sends(&practical, &own_lesson).await.is_err());
            }
            for id in [accepted, draft, submitted] {
                not_found!(stranger.undoes(id).await);
                if stranger.actor.may::<domain::people::permissions::Prepare>() {
                    not_found!(stranger.prepares(id).await);
                    not_found!(stranger.delivers(id).await);
                    not_found!(stranger.collects(id).await);
                    not_found!(stranger.counts_back(id, &[(item, 1)]).await);
                }
                if stranger.actor.may::<domain::people::permissions::AnswerRequests>() {
                    not_found!(stranger.accepts(id).await);
                    not_found!(stranger.queries(id, "words").await);
                    not_found!(stranger.declines(id, "words").await);
                }
                if stranger.actor.may::<domain::people::permissions::Approve>() {
                    not_found!(stranger.approves(id).await);
                }
                let permit = stranger.permit().unwrap();
                not_found!(actions::requisition::find(&there.house, &permit, id).await);
            }
        }

        let technician = there.technician().await;
        let house = &there.house;
        not_found!(actions::apparatus::show(house, &technician.permit().unwrap(), item).await);
        let change = ItemChange {
            name: "Ours now".to_owned(),
            place: String::new(),
            counted: Some(1),
            out_of_service: 0,
            missing: 0,
            set_up_minutes: None,
            turn_round_minutes: None,
            lives_in: None,
            site: None,
            count_back: false,
            retired: true,
        };
        not_found!(house.act(&technician.permit().unwrap(), (), Change { item, to: change, seen: None }, None).await);
        let practical = first_practical(&home).await;
        not_found!(actions::catalogue::show(house, &technician.permit().unwrap(), practical).await);
        let staff = home.staff(TEACHERS[0]).await;
        not_found!(actions::timetable::week(house, &technician.permit().unwrap(), staff, lesson.date).await);
        let board = actions::prep::board(house, &technician.permit().unwrap(), lesson.date).await.unwrap();
        assert!(board.requisitions.is_empty());
        let inbox = actions::prep::inbox(house, &technician.permit().unwrap()).await.unwrap();
        assert!(inbox.submitted.is_empty() && inbox.exposures.is_empty() && inbox.not_counted_back.is_empty());

        let stranger = there.administrator().await;
        not_found!(house.act(&stranger.permit().unwrap(), (), EndAccess { person: teacher.account() }, None).await);
        not_found!(house.act(&stranger.permit().unwrap(), (), TakeBack { invitation }, None).await);
        not_found!(house.act(&stranger.permit().unwrap(), (), Confirm { draft: import, said: actions::timetable::Said::default() }, None).await);
        let listed = actions::people::list(house, &stranger.permit().unwrap()).await.unwrap();
        let accounts: BTreeMap<_, _> =
            listed.members.iter().map(|member| (member.account, &member.name)).collect();
        assert!(!accounts.contains_key(&teacher.account()));
        let evidence = actions::evidence::weeks(house, &there.head().await.permit().unwrap()).await.unwrap();
        assert!(evidence.weeks.iter().all(|(_, week)| week.asked == 0));

        assert_eq!(database.rows_of(home.id).await, before, "not a row of the school has changed");
        home.is_sound().await;
        there.is_sound().await;
    }
}

async fn first_practical(school: &TestSchool) -> domain::id::PracticalId {
    let permit = school.technician().await.permit().unwrap();
    actions::catalogue::list(&school.house, &permit).await.unwrap()[0].id
}

fn one_row() -> Vec<(String, Vec<u8>)> {
    let text = "Activity Id,Day,Hour,Students Sets,Subject,Teachers,Activity Tags,Room,Comments\n\
                1,Monday,09:00-10:00,7A,Biology,A. Teacher,,Lab 1,\n";
    vec![("New_timetable.csv".to_owned(), text.as_bytes().to_vec())]
}
