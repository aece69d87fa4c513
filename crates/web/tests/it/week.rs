//! `/week`: a teacher's own lessons, and what was asked for them.

use axum::http::StatusCode;
use testing::asking;

use crate::site::Site;

testing::on_both_databases! {
    async fn a_teacher_sees_their_own_lessons_and_a_way_to_ask_for_each(database: &Database) {
        let site = Site::on(database).await;
        let page = site.browser("A. Teacher").await.get("/week/2026-01-19").await;
        assert!(page.shows("Your week"), "{}", page.words());
        for class in ["7A", "8A", "9A", "10A"] {
            assert!(page.shows(class), "{class}");
        }
        assert!(!page.shows("7B"), "somebody else's lesson");
        // Four lessons on each of five days, the double once.
        let ways: std::collections::BTreeSet<&str> =
            page.html().split("/requisitions/new?lesson=").skip(1).map(|rest| &rest[..36]).collect();
        assert_eq!(ways.len(), 20);
        assert!(page.shows("Requests for next week close Thursday 12:30, in 2 days."), "{}", page.words());
    }

    async fn a_trainee_sees_their_mentors_week_and_a_technician_anybodys(database: &Database) {
        let site = Site::on(database).await;
        let trainee = site.browser("A. Trainee").await.get("/week").await;
        assert!(trainee.shows("A. Teacher’s week") && trainee.shows("7A"), "{}", trainee.words());
        let staff = site.school.staff("B. Teacher").await;
        let page = site.browser("A. Technician").await.get(&format!("/week/of/{staff}/2026-01-19")).await;
        assert!(page.shows("B. Teacher’s week") && page.shows("7B"), "{}", page.words());
        let own = site.browser("A. Technician").await.get("/week").await;
        assert_eq!(own.location(), "/week/choose");
    }

    async fn a_lesson_that_is_over_cannot_be_asked_for(database: &Database) {
        let site = Site::on(database).await;
        site.school.clock.set_to("2026-01-19T10:30:00Z");
        let browser = site.browser("A. Teacher").await;
        let over = site.school.lesson("A. Teacher", site.school.next_monday(), 1).await.id.to_string();
        let page = browser.get("/week/2026-01-19").await;
        assert!(!page.html().contains(&format!("lesson={over}")));
        let fields = [("once", "k"), ("lesson", over.as_str()), ("free", "Onions"), ("sets", "2"), ("words-0", "Onions")];
        let sent = browser.post("/requisitions", &fields).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(sent.shows("lesson is over"), "{}", sent.words());
    }

    async fn a_teacher_asks_for_nobody_elses_lesson(database: &Database) {
        let site = Site::on(database).await;
        let browser = site.browser("A. Teacher").await;
        let theirs = site.school.lesson("B. Teacher", site.school.next_monday(), 1).await.id.to_string();
        assert_eq!(browser.get(&format!("/requisitions/new?lesson={theirs}")).await.status, StatusCode::NOT_FOUND);
        let before = site.rows().await;
        let fields = [("once", "k"), ("lesson", theirs.as_str()), ("free", "Onions"), ("sets", "2"), ("words-0", "Onions")];
        assert!(browser.post("/requisitions", &fields).await.status.is_client_error());
        assert_eq!(site.rows().await, before);
    }

    async fn what_was_asked_stands_in_its_cell_with_its_state(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let id = school.teacher("A. Teacher").await.sends(&asking("Onion cells", &[]), &lesson).await.unwrap().id;
        let browser = site.browser("A. Teacher").await;
        let page = browser.get("/week/2026-01-19").await;
        assert!(page.shows("Onion cells") && page.html().contains(&format!("/requisitions/{id}")));
        school.teacher("A. Teacher").await.withdraws(id).await.unwrap();
        assert!(!browser.get("/week/2026-01-19").await.shows("Onion cells"));
    }

    async fn half_term_says_so(database: &Database) {
        let site = Site::on(database).await;
        let page = site.browser("A. Teacher").await.get("/week/2026-02-16").await;
        assert!(page.shows("No school this week: Half term."), "{}", page.words());
    }
}
