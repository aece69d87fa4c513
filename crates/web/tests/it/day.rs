//! The page on which somebody says what is otherwise on a day.

use axum::http::StatusCode;
use testing::{TEACHERS, asking};

use crate::page::{Form, Page};
use crate::site::{Browser, Site};

/// How many exceptions are in force.
async fn in_force(site: &Site<'_>) -> usize {
    site.school.almanac().await.exceptions.len()
}

fn swap_of_lessons(page: &Page) -> Form {
    page.forms().into_iter().find(|form| form.action == "/day/swap").unwrap()
}

testing::on_both_databases! {
    async fn what_cannot_be_read_is_said_beside_its_form_and_takes_nobody_off(database: &Database) {
        let site = Site::on(database).await;
        let technician = site.browser("A. Technician").await;
        let address = format!("/day/{}", site.school.next_monday());
        let form = technician.get(&address).await.form("/day/off").with("reason", "Mock exams");
        for years in ["eleven", "300", "11, 1O", ""] {
            let stopped = technician.sends(&form.clone().with("years", years)).await;
            assert_eq!(stopped.status, StatusCode::UNPROCESSABLE_ENTITY, "{years}");
            let again = stopped.form("/day/off");
            assert_eq!((again.get("years"), again.get("reason")), (years, "Mock exams"));
        }
        for last in ["soon", "12/12/2026"] {
            let stopped = technician.sends(&form.clone().with("years", "10").with("last", last)).await;
            assert_eq!(stopped.status, StatusCode::UNPROCESSABLE_ENTITY, "{last}");
            assert!(stopped.shows("Give a date, such as 2026-09-01."), "{}", stopped.words());
            assert_eq!(stopped.form("/day/off").get("reason"), "Mock exams");
        }
        let bells = technician.get(&address).await.form("/day/bells").with("periods", "09:00-10:00 at nine");
        let stopped = technician.sends(&bells).await;
        assert_eq!(stopped.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(stopped.html().contains("09:00-10:00 at nine</textarea>"));
        assert_eq!(in_force(&site).await, 0);

        let done = technician.sends_and_follows(&form.clone().with("years", "Year 7 and 9-10")).await;
        assert!(done.shows("Off the timetable on Monday 19 January: years 7, 9 and 10, for Mock exams"), "{}", done.words());
        let form = done.form("/day/off").with("reason", "Snow").with("everybody", "yes");
        assert!(technician.sends_and_follows(&form).await.shows("everybody, for Snow"));
    }

    async fn what_it_does_is_shown_with_what_it_is_and_done_once_that_was_seen(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let item = school.counted_item("Microscope", 15).await;
        let monday = school.next_monday();
        let address = format!("/day/{monday}");
        let lesson = school.lesson(TEACHERS[0], monday, 1).await;
        let sent = school.teacher(TEACHERS[0]).await.sends(&asking("Onion cells", &[(item, 5)]), &lesson).await;
        let room = async || school.requisition(sent.as_ref().unwrap().id).await.occasion.room;
        let (one, other) = (site.browser("A. Technician").await, site.browser("A. Senior").await);
        let swap = async |browser: &Browser, first: &str, second: &str| {
            let form = browser.get(&address).await.form("/day/swap-rooms");
            browser.sends(&form.with("one", first).with("other", second)).await
        };
        let (ones, others) = (swap(&one, "Lab 1", "Lab 2").await, swap(&other, "Lab 2", "Lab 1").await);
        assert!(ones.shows("Lab 1 and Lab 2 are swapped on Monday 19 January."), "{}", ones.words());
        one.sends_and_follows(&ones.form("/day/swap-rooms")).await;
        assert_eq!(room().await, "Lab 2");
        let second = other.sends(&others.form("/day/swap-rooms")).await;
        assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", second.words());
        assert_eq!(room().await, "Lab 2", "the second does not undo the first");

        // What was seen is another by now: the room that it leaves, and where it goes.
        let form = other.get(&address).await.form("/day/room").with("lesson", &lesson.id.to_string());
        let seen = other.sends(&form.with("room", "Hut").with("new", "yes")).await;
        swap(&one, "Lab 2", "Lab 3").await;
        let confirmed = one.sends(&swap(&one, "Lab 2", "Lab 3").await.form("/day/swap-rooms")).await;
        assert_eq!(confirmed.status, StatusCode::SEE_OTHER);
        assert_eq!(room().await, "Lab 3");
        let again = other.sends(&seen.form("/day/room")).await;
        assert!(again.shows("has changed since you opened it") && again.shows("Lab 3, A. Teacher; now Hut"), "{}", again.words());
        assert_eq!(room().await, "Lab 3");
        other.sends_and_follows(&again.form("/day/room")).await;
        assert_eq!(room().await, "Hut");
    }

    async fn two_who_swap_the_same_lessons_swap_them_once(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let monday = school.next_monday();
        let address = format!("/day/{monday}");
        let (first, third) = (school.lesson(TEACHERS[0], monday, 1).await, school.lesson(TEACHERS[1], monday, 3).await);
        let (one, other) = (site.browser("A. Technician").await, site.browser("A. Senior").await);
        let swap = async |browser: &Browser| {
            let form = swap_of_lessons(&browser.get(&address).await);
            browser.sends(&form.with("one", &first.id.to_string()).with("other", &third.id.to_string())).await
        };
        let (ones, others) = (swap(&one).await, swap(&other).await);
        assert!(ones.shows(&format!("{} teaches 9A in Lab 1 then.", TEACHERS[0])), "{}", ones.words());
        one.sends_and_follows(&swap_of_lessons(&ones)).await;
        let moved = school.lesson(TEACHERS[0], monday, 3).await;
        let again = other.sends(&swap_of_lessons(&others)).await;
        assert!(again.shows("has changed since you opened it"), "{}", again.words());
        assert_eq!(school.lesson(TEACHERS[0], monday, 3).await, moved);
        assert_eq!(in_force(&site).await, 2);
    }

    async fn the_day_lists_what_was_said_and_by_whom_and_each_is_put_back(database: &Database) {
        let site = Site::on(database).await;
        let monday = site.school.next_monday();
        let address = format!("/day/{monday}");
        let (technician, administrator) = (site.browser("A. Technician").await, site.browser("An Administrator").await);
        let out = technician.get(&address).await.form("/day/out").with("teacher", TEACHERS[1]);
        let wednesday = monday.saturating_add(jiff::Span::new().days(2));
        technician.sends_and_follows(&out.with("last", &wednesday.to_string())).await;
        // Administrators have no board, and come by the calendar.
        let day = administrator.get("/calendar").await.html().contains("href=\"/day/2026-01-13\"");
        assert!(day, "the calendar leads to the day");
        let tuesday = administrator.get(&format!("/day/{}", monday.tomorrow().unwrap())).await;
        let said = format!("{} is out from Monday 19 January to Wednesday 21 January", TEACHERS[1]);
        assert!(tuesday.shows(&said) && tuesday.shows("A. Technician, "), "{}", tuesday.words());
        assert!(!tuesday.html().contains("href=\"/board/"), "{}", tuesday.words());
        let page = technician.get(&address).await;
        let url = page.html().split("href=\"").find(|part| part.starts_with("/calendar/changes/")).unwrap();
        let back = technician.get(url.split(['"', '?']).next().unwrap()).await;
        assert_eq!(technician.sends(&back.form("/calendar/changes/")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(in_force(&site).await, 0);
    }

    async fn lessons_of_two_days_are_swapped_and_one_that_is_gone_loses_no_words(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let (monday, tuesday) = (school.next_monday(), school.next_monday().tomorrow().unwrap());
        let technician = site.browser("A. Technician").await;
        let (here, there) = (school.lesson(TEACHERS[0], monday, 1).await, school.lesson(TEACHERS[1], tuesday, 3).await);
        let page = technician.get(&format!("/day/{monday}?beside={tuesday}")).await;
        let form = swap_of_lessons(&page);
        assert!(form.words.contains("Tuesday 20 January: 9B"), "{}", form.words);
        let shown = technician.sends(&form.with("one", &here.id.to_string()).with("other", &there.id.to_string())).await;
        technician.sends_and_follows(&shown.form("/day/swap")).await;
        assert_eq!(school.almanac().await.date_of(there.id), Some(monday));
        // The day is closed meanwhile.
        let room = technician.get(&format!("/day/{tuesday}")).await.form("/day/room");
        let close = actions::calendar::Close { first: tuesday, last: tuesday, reason: "Snow".to_owned() };
        let permit = school.administrator().await.permit().unwrap();
        school.house.act(&permit, (), close, None).await.unwrap();
        let stopped = technician.sends(&room.with("lesson", &here.id.to_string()).with("room", "The old gym")).await;
        assert_eq!(stopped.status, StatusCode::NOT_FOUND);
        assert!(stopped.shows("not in the timetable any more"), "{}", stopped.words());
        assert_eq!(stopped.form("/day/room").get("room"), "The old gym");
    }
}
