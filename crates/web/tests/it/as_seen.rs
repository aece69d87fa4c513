//! What has become of a lesson or a request while somebody typed.

use axum::http::StatusCode;
use testing::asking;

use crate::page::Page;
use crate::site::Site;

fn stopped(page: &Page) -> String {
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.words());
    page.words()
}

testing::on_both_databases! {
    async fn who_sends_for_a_lesson_hears_what_has_become_of_it_while_they_typed(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let address = format!("/requisitions/new?lesson={}&free=Onions", lesson.id);
        let (teacher, technician) = (site.browser("A. Teacher").await, site.browser("A. Technician").await);
        let theirs = teacher.get(&address).await.form("/requisitions").with("words-0", "Red onions");
        let mine = technician.get(&address).await.form("/requisitions").with("words-0", "White onions");
        teacher.presses(&theirs, "do", "send").await;
        let again = technician.presses(&mine, "do", "send").await;
        let words = stopped(&again);
        assert!(words.contains("A. Teacher has asked for “Onions” for this lesson meanwhile"), "{words}");
        let again = again.form("/requisitions");
        assert_eq!(again.get("words-0"), "White onions", "what was typed is kept");
        // Somebody moves the lesson while they think.
        let permit = school.technician().await.permit().unwrap();
        let moved = actions::exception::MoveRoom { lesson: lesson.id, room: "Lab 3".to_owned(), new_room: true };
        school.house.act(&permit, (), moved, None).await.unwrap();
        let again = technician.presses(&again, "do", "send").await;
        assert!(stopped(&again).contains("in another room by now"));
        assert!(again.shows("in Lab 3"), "{}", again.words());
        let sent = technician.presses(&again.form("/requisitions"), "do", "send").await;
        assert!(sent.location().starts_with("/requisitions/"), "{}", sent.words());
    }

    async fn what_went_out_otherwise_is_not_counted_by_numbers_of_before(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let scalpel = school.add_item("Scalpel", |item| (item.counted, item.count_back) = (Some(30), true)).await;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let teacher = school.teacher("A. Teacher").await;
        let id = teacher.sends(&asking("Cells", &[(scalpel, 5)]), &lesson).await.unwrap().id;
        let technician = site.browser("A. Technician").await;
        let count = technician.get(&format!("/requisitions/{id}")).await.form(&format!("/requisitions/{id}/count"));
        school.technician().await.changes(id, 1, &asking("Cells", &[(scalpel, 9)])).await.unwrap();
        let counted = technician.sends(&count).await;
        assert!(stopped(&counted).contains("9 of “Scalpel” went out by now, and not 5"), "{}", counted.words());
        assert_eq!(school.item(scalpel).await.pool.missing, 0);
        let count = technician.get(&format!("/requisitions/{id}")).await.form(&format!("/requisitions/{id}/count"));
        technician.sends(&count).await;
        assert_eq!(school.item(scalpel).await.pool.missing, 0);
    }
}
