//! Signing in and out, and invitations.

use actions::people::{EndAccess, Invite, PersonWanted, TakeBack, add};
use actions::sign_in::{
    SignedIn, accept_invitation, end_session, invitation, sessions, sign_in, sign_out, visitor,
};
use actions::{ActionError, House};
use domain::people::{Role, Roles};
use testing::{Database, TestSchool};

const PASSWORD: &str = "blue crystals in water";

async fn school_with_a_password(database: &Database) -> TestSchool {
    let school = TestSchool::on(database).await;
    let wanted = PersonWanted {
        name: "P. Word".to_owned(),
        email: "P.Word@Test-School.example".to_owned(),
        roles: Roles::new([Role::Teacher]),
        staff: Some("A. Teacher".to_owned()),
        mentor: None,
        password: PASSWORD.to_owned(),
    };
    add(&school.house, school.id, &wanted).await.unwrap();
    school
}

async fn tries(house: &House, email: &str, password: &str, from: &str) -> Result<SignedIn, ActionError> {
    sign_in(house, email, password, from, "A browser").await
}

async fn invited(school: &TestSchool, email: &str) -> String {
    let permit = school.administrator().await.permit().unwrap();
    let roles = Roles::new([Role::Technician]);
    let (name, email) = ("N. Comer".to_owned(), email.to_owned());
    let invite = Invite { name, email, roles, staff: None, mentor: None };
    school.house.act(&permit, (), invite, None).await.unwrap().token
}

fn is_dead<T: std::fmt::Debug>(outcome: &Result<T, ActionError>) -> bool {
    matches!(outcome, Err(ActionError::DeadLink))
}

testing::on_both_databases! {
    async fn a_password_opens_the_door_however_the_address_is_typed(database: &Database) {
        let school = school_with_a_password(database).await;
        let signed_in = tries(&school.house, "  p.word@TEST-school.example ", PASSWORD, "192.0.2.1").await.unwrap();
        let found = visitor(&school.house, &signed_in.token).await.unwrap().unwrap();
        let actor = found.actor.unwrap();
        assert_eq!((actor.name.as_str(), actor.school), ("P. Word", school.id));
        assert_eq!(actor.staff, Some(school.staff("A. Teacher").await));
        assert!(actor.roles.has(Role::Teacher));
        // Neither the password nor the token is kept.
        for (table, column, text) in database.every_text().await {
            assert!(!text.contains(PASSWORD) && !text.contains(&signed_in.token), "{table}.{column}");
        }
        assert!(visitor(&school.house, "no such token").await.unwrap().is_none());
        sign_out(&school.house, &signed_in.token).await.unwrap();
        assert!(visitor(&school.house, &signed_in.token).await.unwrap().is_none());
    }

    async fn nobody_learns_whether_an_account_exists(database: &Database) {
        let school = school_with_a_password(database).await;
        let wrong = tries(&school.house, "p.word@test-school.example", "not this one", "192.0.2.1").await;
        let unknown = tries(&school.house, "nobody@test-school.example", "not this one", "192.0.2.2").await;
        let without = tries(&school.house, &school.email("A. Head"), "not this one", "192.0.2.3").await;
        let words: Vec<String> = [wrong, unknown, without]
            .into_iter()
            .map(|outcome| match outcome.unwrap_err() {
                error @ ActionError::WrongPassword => error.to_string(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert!(words.iter().all(|one| *one == words[0]));
        // An account that does not exist is slowed as one that does.
        for _ in 0..4 {
            tries(&school.house, "nobody@test-school.example", "not this one", "192.0.2.9").await.unwrap_err();
        }
        let slowed = tries(&school.house, "nobody@test-school.example", "not this one", "192.0.2.10").await;
        assert!(matches!(slowed, Err(ActionError::TooManyTries { .. })), "{slowed:?}");
    }

    async fn each_wrong_password_beyond_the_fifth_doubles_the_wait(database: &Database) {
        let school = school_with_a_password(database).await;
        let email = "p.word@test-school.example";
        for at in 0..5 {
            let outcome = tries(&school.house, email, "wrong wrong", &format!("192.0.2.{at}")).await;
            assert!(matches!(outcome, Err(ActionError::WrongPassword)), "{outcome:?}");
        }
        let mut wait = 0;
        for _ in 0..4 {
            // Even the right password waits, from wherever it comes.
            let outcome = tries(&school.house, email, PASSWORD, "198.51.100.7").await;
            let Err(ActionError::TooManyTries { seconds }) = outcome else { panic!("{outcome:?}") };
            assert!(seconds > wait, "{seconds} after {wait}");
            assert!(wait == 0 || seconds == 2 * wait);
            wait = seconds;
            school.clock.pass_seconds(i64::from(seconds) - 1);
            assert!(matches!(tries(&school.house, email, PASSWORD, "198.51.100.7").await, Err(ActionError::TooManyTries { seconds: 1 })));
            school.clock.pass_seconds(1);
            let outcome = tries(&school.house, email, "wrong wrong", "203.0.113.1").await;
            assert!(matches!(outcome, Err(ActionError::WrongPassword)), "{outcome:?}");
        }
        // Others are not slowed with them; and the right password ends it.
        school.clock.pass_seconds(i64::from(wait) * 2);
        tries(&school.house, email, PASSWORD, "198.51.100.7").await.unwrap();
        let outcome = tries(&school.house, email, "wrong wrong", "198.51.100.7").await;
        assert!(matches!(outcome, Err(ActionError::WrongPassword)));
    }

    async fn one_address_is_slowed_over_all_accounts(database: &Database) {
        let school = school_with_a_password(database).await;
        // A whole school may stand behind one address, so it has sixty free tries.
        for at in 0..60 {
            let outcome = tries(&school.house, &format!("guess{at}@test-school.example"), "wrong wrong", "192.0.2.1").await;
            assert!(matches!(outcome, Err(ActionError::WrongPassword)));
        }
        let email = "p.word@test-school.example";
        let outcome = tries(&school.house, email, PASSWORD, "192.0.2.1").await;
        assert!(matches!(outcome, Err(ActionError::TooManyTries { .. })), "{outcome:?}");
        tries(&school.house, email, PASSWORD, "192.0.2.2").await.unwrap();
    }

    async fn sessions_are_listed_and_ended_by_their_owner_only(database: &Database) {
        let school = school_with_a_password(database).await;
        let email = "p.word@test-school.example";
        let first = sign_in(&school.house, email, PASSWORD, "192.0.2.1", "A phone").await.unwrap();
        school.clock.pass_minutes(1);
        let second = sign_in(&school.house, email, PASSWORD, "192.0.2.1", "A desktop").await.unwrap();
        assert_ne!(first.token, second.token);
        let listed = sessions(&school.house, first.account).await.unwrap();
        let browsers: Vec<&str> = listed.iter().map(|session| session.browser.as_str()).collect();
        assert_eq!(browsers, ["A desktop", "A phone"]);
        let stranger = school.teacher("B. Teacher").await.account();
        assert_eq!(sessions(&school.house, stranger).await.unwrap(), []);
        end_session(&school.house, stranger, listed[1].id).await.unwrap();
        assert!(visitor(&school.house, &first.token).await.unwrap().is_some(), "not theirs to end");
        end_session(&school.house, first.account, listed[1].id).await.unwrap();
        assert!(visitor(&school.house, &first.token).await.unwrap().is_none());
        assert!(visitor(&school.house, &second.token).await.unwrap().is_some());
        // Unseen for a fortnight, it is over; seen, it runs on.
        school.clock.pass_minutes(13 * 24 * 60);
        assert!(visitor(&school.house, &second.token).await.unwrap().is_some());
        school.clock.pass_minutes(13 * 24 * 60);
        assert!(visitor(&school.house, &second.token).await.unwrap().is_some());
        school.clock.pass_minutes(14 * 24 * 60 + 1);
        assert!(visitor(&school.house, &second.token).await.unwrap().is_none());
        assert_eq!(sessions(&school.house, first.account).await.unwrap(), []);
    }

    async fn whoever_has_left_the_school_is_nobody_in_it(database: &Database) {
        let school = school_with_a_password(database).await;
        let signed_in = tries(&school.house, "p.word@test-school.example", PASSWORD, "192.0.2.1").await.unwrap();
        let administrator = school.administrator().await;
        let (house, may) = (&school.house, administrator.permit().unwrap());
        house.act(&may, (), EndAccess { person: signed_in.account }, None).await.unwrap();
        let found = visitor(&school.house, &signed_in.token).await.unwrap();
        assert!(found.is_none_or(|found| found.actor.is_none()));
        let own = house.act(&may, (), EndAccess { person: administrator.account() }, None).await;
        assert!(matches!(own, Err(ActionError::Invalid(_))));
    }

    async fn an_invitation_works_once(database: &Database) {
        let school = TestSchool::on(database).await;
        let token = invited(&school, "n.comer@test-school.example").await;
        assert_eq!(
            invitation(&school.house, &token).await.unwrap(),
            ("N. Comer".to_owned(), "n.comer@test-school.example".to_owned())
        );
        for (_, _, text) in database.every_text().await {
            assert!(!text.contains(&token));
        }
        let short = accept_invitation(&school.house, &token, "N. Comer", "short", "A browser").await;
        assert!(matches!(short, Err(ActionError::Invalid(_))));
        let signed_in = accept_invitation(&school.house, &token, "N. Comer", PASSWORD, "A browser").await.unwrap();
        let actor = visitor(&school.house, &signed_in.token).await.unwrap().unwrap().actor.unwrap();
        assert!(actor.roles.has(Role::Technician) && actor.school == school.id);
        assert!(is_dead(&invitation(&school.house, &token).await));
        assert!(is_dead(&accept_invitation(&school.house, &token, "N. Comer", PASSWORD, "A browser").await));
        assert!(is_dead(&accept_invitation(&school.house, "made up", "N. Comer", PASSWORD, "A browser").await));
        tries(&school.house, "n.comer@test-school.example", PASSWORD, "192.0.2.1").await.unwrap();
    }

    async fn an_invitation_accepted_twice_at_once_is_accepted_once(database: &Database) {
        let school = TestSchool::on(database).await;
        let token = invited(&school, "n.comer@test-school.example").await;
        let accept = || accept_invitation(&school.house, &token, "N. Comer", PASSWORD, "A browser");
        let (one, other) = tokio::join!(accept(), accept());
        let outcomes = [one, other];
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
        assert_eq!(outcomes.iter().filter(|outcome| is_dead(outcome)).count(), 1, "{outcomes:?}");
    }

    async fn an_invitation_runs_out_and_can_be_taken_back(database: &Database) {
        let school = TestSchool::on(database).await;
        let token = invited(&school, "n.comer@test-school.example").await;
        school.clock.pass_minutes(14 * 24 * 60 - 1);
        assert!(invitation(&school.house, &token).await.is_ok());
        school.clock.pass_minutes(1);
        assert!(is_dead(&invitation(&school.house, &token).await));
        assert!(is_dead(&accept_invitation(&school.house, &token, "N. Comer", PASSWORD, "A browser").await));
        let second = invited(&school, "n.comer@test-school.example").await;
        let administrator = school.administrator().await;
        let people = actions::people::list(&school.house, &administrator.permit().unwrap()).await.unwrap();
        let take_back = TakeBack { invitation: people.invitations[0].id };
        school.house.act(&administrator.permit().unwrap(), (), take_back, None).await.unwrap();
        assert!(is_dead(&invitation(&school.house, &second).await));
    }

    async fn whoever_has_an_account_proves_it_to_accept(database: &Database) {
        let school = school_with_a_password(database).await;
        let there = school.neighbour().await;
        let token = invited(&there, "p.word@test-school.example").await;
        let wrong = accept_invitation(&there.house, &token, "P. Word", "another password", "A browser").await;
        assert!(matches!(wrong, Err(ActionError::Invalid(_))), "{wrong:?}");
        accept_invitation(&there.house, &token, "P. Word", PASSWORD, "A browser").await.unwrap();
        let there_too = there.member("P. Word").await;
        assert!(there_too.actor.roles.has(Role::Technician));
        assert_eq!(there_too.account(), school.member("P. Word").await.account());
        assert!(!school.member("P. Word").await.actor.roles.has(Role::Technician));
    }
}
