//! The school’s name and time zone, through their page.

use actions::exception::SwapLessons;
use axum::http::StatusCode;
use jiff::ToSpan;
use jiff::civil::date;
use testing::asking;

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

    async fn another_zone_says_first_what_becomes_of_requests(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let item = school.counted_item("Microscope", 15).await;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let content = asking("Onion cells", &[(item, 5)]);
        let id = school.teacher("A. Teacher").await.sends(&content, &lesson).await.unwrap().id;
        let office = site.browser("An Administrator").await;
        let form = office.get(PAGE).await.form(PAGE);
        let before = site.events().await;
        let shown = office.sends(&form.clone().with("time-zone", " Europe/Paris")).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.shows("Nothing is kept yet") && shown.shows("Onion cells"), "{}", shown.words());
        assert!(shown.shows("now 08:00 – 09:00"), "{}", shown.words());
        // What was seen was of that zone, and not of another that is typed since.
        let again = office.sends(&shown.form(PAGE).with("time-zone", "Asia/Hong_Kong")).await;
        assert!(again.shows("requests in Asia/Hong_Kong first"), "{}", again.words());
        assert_eq!(site.events().await, before);
        // Nor of what somebody has asked for since.
        let other = school.lesson("A. Teacher", school.next_monday(), 2).await;
        school.teacher("A. Teacher").await.sends(&asking("Pollen", &[(item, 5)]), &other).await.unwrap();
        let again = office.sends(&shown.form(PAGE)).await;
        assert!(again.shows("requests in Europe/Paris first") && again.shows("Pollen"), "{}", again.words());
        let keep = again.form(PAGE);
        let done = office.sends(&keep).await;
        assert_eq!(done.location(), "/set-up/school?did=saved");
        assert_eq!(school.requisition(id).await.occasion.interval.from, lesson.interval.from.plus_minutes(-60));
        let after = site.events().await;
        assert_eq!(office.sends(&keep).await.location(), "/set-up/school?did=saved", "a press twice is one");
        assert_eq!(site.events().await, after);

        // It stands among the changes that can be put back.
        let calendar = office.get("/calendar").await;
        assert!(calendar.shows("in the time zone Europe/Paris (was Europe/London)"), "{}", calendar.words());
        let html = calendar.html().to_owned();
        let start = html.find("/calendar/changes/").unwrap();
        let address: String = html[start..].chars().take_while(|letter| *letter != '"').collect();
        let back = office.get(&address).await;
        office.sends_and_follows(&back.form(&address)).await;
        assert_eq!(school.requisition(id).await.occasion.interval, lesson.interval);
        school.is_sound().await;
    }

    async fn a_deadline_after_the_lesson_is_that_of_its_old_hour(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let item = school.counted_item("Microscope", 15).await;
        let later = school.next_monday().saturating_add(7.days());
        let lesson = school.lesson("A. Teacher", later, 1).await;
        let content = asking("Onion cells", &[(item, 5)]);
        let id = school.teacher("A. Teacher").await.sends(&content, &lesson).await.unwrap().id;
        let technician = site.browser("A. Technician").await;
        let sheet = technician.get(&format!("/requisitions/{id}")).await;
        assert!(sheet.shows("Due by") && !sheet.shows("Was due by"), "{}", sheet.words());
        // The lesson goes to this week’s Friday, before the Thursday by which it was due.
        let sooner = school.lesson("B. Teacher", date(2026, 1, 16), 1).await;
        let swap = SwapLessons { one: lesson.id, other: sooner.id };
        school.house.act(&school.technician().await.permit().unwrap(), (), swap, None).await.unwrap();
        let sheet = technician.get(&format!("/requisitions/{id}")).await;
        assert!(sheet.shows("Was due by") && sheet.shows("before its lesson moved"), "{}", sheet.words());
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
