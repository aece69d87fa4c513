//! The page that shows what a new timetable would change: who goes by another name, and which lesson is which.

use axum::http::StatusCode;
use testing::{asking, timetable_files};

use crate::characters::uploads;
use crate::page::Page;
use crate::site::{Browser, Site};

/// The school's timetable with something else in some of its rows, as the administrator brings it for a Monday.
async fn brought(site: &Site<'_>, browser: &Browser, change: impl Fn(&str) -> String) -> Page {
    let (file, bytes) = timetable_files().swap_remove(0);
    let rows = String::from_utf8(bytes).unwrap();
    let changed: String = rows.lines().map(|row| change(row) + "\n").collect();
    uploads(browser, &file, &changed, &site.school.next_monday().to_string()).await
}

testing::on_both_databases! {
    async fn whoever_goes_by_another_name_keeps_their_week(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let id = school.teacher("A. Teacher").await.sends(&asking("Cells", &[]), &lesson).await.unwrap().id;
        let administrator = site.browser("An Administrator").await;
        let page = brought(&site, &administrator, |row| row.replace("A. Teacher", "Mrs A. Meadow")).await;
        assert!(page.shows("One person goes by another name."), "{}", page.words());
        assert!(page.shows("A. Teacher is not in it"), "{}", page.words());
        let done = administrator.sends(&page.form("/timetable/confirm")).await;
        assert_eq!(done.location(), "/timetable?did=imported");
        assert_eq!(school.requisition(id).await.occasion.teacher, "Mrs A. Meadow");
        let week = site.browser("A. Teacher").await.get(&format!("/week/{}", lesson.date)).await;
        assert!(week.shows("Cells"), "{}", week.words());
    }

    async fn a_plain_pair_is_corrected_and_what_that_does_is_seen_before_it_is_done(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let monday = school.next_monday();
        let lesson = school.lesson("A. Teacher", monday, 1).await;
        let id = school.teacher("A. Teacher").await.sends(&asking("Cells", &[]), &lesson).await.unwrap().id;
        let administrator = site.browser("An Administrator").await;
        let page = brought(&site, &administrator, |row| row.replace("\"Lab 1\"", "\"Hut 1\"")).await;
        let form = page.form("/timetable/confirm");
        let asked = administrator.presses(&form, "correct", &form.button("correct", "")).await;
        assert_eq!(asked.status, StatusCode::OK, "{}", asked.words());
        let form = asked.form("/timetable/confirm");
        let (_, tuesday) = asked.html().split_once("value=\"10 @ Tuesday").unwrap();
        let key = format!("10 @ Tuesday{}", tuesday.split('"').next().unwrap());
        let form = form.with("lesson_becomes", &key);

        let unseen = administrator.sends(&form).await;
        assert_eq!(unseen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unseen.shows("You chose otherwise than was shown"), "{}", unseen.words());
        let seen = administrator.presses(&form, "do", "look").await;
        assert!(seen.shows("Tuesday"), "{}", seen.words());
        let form = seen.form("/timetable/confirm");
        assert_eq!(form.get("lesson_becomes"), key, "what was chosen stays chosen");
        assert_eq!(school.requisition(id).await.occasion.date, monday, "nothing is done yet");
        let done = administrator.sends(&form).await;
        assert_eq!(done.location(), "/timetable?did=imported", "{}", done.words());
        assert_eq!(school.requisition(id).await.occasion.date, monday.tomorrow().unwrap());
        school.is_sound().await;
    }
}
