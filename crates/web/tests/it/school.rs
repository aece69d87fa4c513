//! The school’s name and time zone, through their page.

use axum::http::StatusCode;

use crate::site::Site;

const PAGE: &str = "/set-up/school";

testing::on_both_databases! {
    async fn a_school_is_renamed_and_moved_on_its_page(database: &Database) {
        let site = Site::on(database).await;
        let office = site.browser("An Administrator").await;
        assert!(office.get("/set-up").await.html().contains("href=\"/set-up/school\""));
        let shown = office.get(PAGE).await;
        assert!(shown.shows("The clocks in Europe/London show 09:00 now."), "{}", shown.words());
        let form = shown.form(PAGE);
        assert_eq!((form.get("name"), form.get("time-zone")), ("Test School", "Europe/London"));
        let before = site.events().await;
        let wrong = office.sends(&form.with("name", "<b>Ours</b>").with("time-zone", "Europe/<i>Atlantis")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!wrong.html().contains("<b>Ours") && !wrong.html().contains("<i>Atlantis"), "it is escaped");
        let again = wrong.form(PAGE);
        assert_eq!((again.get("name"), again.get("time-zone")), ("<b>Ours</b>", "Europe/<i>Atlantis"));
        assert_eq!(site.events().await, before);
        let done = office.sends(&again.with("time-zone", "Asia/Hong_Kong")).await;
        assert_eq!(done.location(), "/set-up/school?did=saved");
        assert_eq!(site.events().await, before + 1);
        let shown = office.get(PAGE).await;
        assert!(shown.shows("The clocks in Asia/Hong_Kong show 17:00 now."), "{}", shown.words());
        assert!(!shown.html().contains("<b>Ours"), "it is escaped");
        // Everybody’s frame has the new name, and their week the same times.
        let week = site.browser("A. Teacher").await.get("/week/2026-01-19").await;
        assert!(week.html().contains("&#60;b&#62;Ours"), "{}", week.words());
        assert!(week.shows("09:00"), "{}", week.words());
        site.school.is_sound().await;
    }

    async fn whoever_may_not_change_it_is_shown_no_way_there(database: &Database) {
        let site = Site::on(database).await;
        let head = site.browser("A. Head").await;
        let set_up = head.get("/set-up").await;
        assert!(set_up.shows("Test School, Europe/London."), "{}", set_up.words());
        assert!(!set_up.html().contains("/set-up/school"));
        assert_eq!(head.get(PAGE).await.status, StatusCode::FORBIDDEN);
    }
}
