//! A timetable that was brought ahead of its time: what it alone has stands on the dates that it holds for.

use std::fmt::Write as _;

use actions::timetable::Brought;
use jiff::civil::{Date, date};

use crate::site::{Browser, Site};

/// The Monday from which the timetable to come holds, five weeks after the standing clock.
const FROM: Date = date(2026, 2, 23);

/// A timetable of one lesson of “A. Teacher” on each of these days, of the classes 9A, 9B and so on.
fn timetable(days: &[&str]) -> Brought {
    let mut rows =
        "Activity Id,Day,Hour,Students Sets,Subject,Teachers,Activity Tags,Room,Comments\n".to_owned();
    for (at, (day, class)) in days.iter().zip('A'..).enumerate() {
        writeln!(rows, "{},{day},09:00 - 09:50,9{class},Biology,A. Teacher,,Lab 1,", at + 1).unwrap();
    }
    Brought { files: vec![("Test_timetable.csv".to_owned(), rows.into_bytes())], ..Brought::default() }
}

/// A site with one timetable from today, and another from [`FROM`].
async fn site<'a>(database: &'a testing::Database, now: &[&str], to_come: &[&str]) -> Site<'a> {
    let site = Site::on(database).await;
    site.school.bring(&timetable(now)).await;
    site.school.bring(&Brought { from: Some(FROM), ..timetable(to_come) }).await;
    site
}

async fn is_school_day(technician: &Browser, day: &str) -> bool {
    !technician.get(&format!("/board/{day}")).await.shows("No school")
}

testing::on_both_databases! {
    async fn a_weekday_that_only_the_timetable_to_come_has_is_a_school_day(database: &Database) {
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri"];
        let site = site(database, &days[..4], &days).await;
        for seen_at in ["2026-01-13T10:00:00Z", "2026-03-03T10:00:00Z"] {
            site.school.clock.set_to(seen_at);
            let (teacher, technician) = (site.browser("A. Teacher").await, site.browser("A. Technician").await);
            assert!(!teacher.get("/week/2026-01-19").await.shows("9E"), "{seen_at}");
            let week = teacher.get("/week/2026-03-02").await;
            assert!(week.shows("Friday") && week.shows("9E"), "{seen_at}: {}", week.words());
            assert!(!is_school_day(&technician, "2026-01-23").await, "{seen_at}");
            assert!(is_school_day(&technician, "2026-03-06").await, "{seen_at}");
            let thursday = technician.get("/board/2026-03-05").await;
            assert!(thursday.html().contains("/board/2026-03-06"), "{seen_at}: the next school day");
        }
    }

    async fn a_weekday_that_the_timetable_to_come_has_not_is_none(database: &Database) {
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri"];
        let site = site(database, &days, &days[..4]).await;
        let (teacher, technician) = (site.browser("A. Teacher").await, site.browser("A. Technician").await);
        assert!(teacher.get("/week/2026-01-19").await.shows("9E"));
        assert!(!teacher.get("/week/2026-03-02").await.shows("9E"));
        assert!(is_school_day(&technician, "2026-01-23").await);
        assert!(!is_school_day(&technician, "2026-03-06").await);
    }

    async fn weeks_have_letters_from_the_timetable_on_that_has_two_of_them(database: &Database) {
        let two = ["Mon A", "Tue A", "Wed A", "Mon B", "Tue B", "Wed B"];
        let site = site(database, &["Mon", "Tue", "Wed"], &two).await;
        let (teacher, administrator) =
            (site.browser("A. Teacher").await, site.browser("An Administrator").await);
        // From 5 January, but for half term, weeks alternate: the seventh and eighth with school.
        let weeks = [("2026-02-23", "Week A, "), ("2026-03-02", "Week B, "), ("2026-03-09", "Week A, ")];
        for (week, words) in weeks {
            let page = teacher.get(&format!("/week/{week}")).await;
            assert!(page.shows(words), "{week}: {}", page.words());
        }
        assert!(!teacher.get("/week/2026-01-19").await.shows("Week A, "));
        let form = administrator.get("/calendar").await.form("/calendar");
        let listed: Vec<&str> =
            form.fields.iter().filter(|(name, _)| name == "week").map(|(_, week)| week.as_str()).collect();
        assert_eq!(listed.first(), Some(&"2026-02-23"));
        assert!(!listed.contains(&"2026-01-19"));
        // A snow week later: the school gives the second week the letter of the first.
        let second = listed.iter().position(|week| *week == "2026-03-02").unwrap();
        let mut chosen = form.clone();
        let letters = chosen.fields.iter_mut().filter(|(name, _)| name == "letter");
        letters.skip(second).take(1).for_each(|(_, letter)| "0".clone_into(letter));
        let sent = administrator.sends(&chosen).await;
        assert_eq!(sent.location(), "/calendar?did=saved", "{}", sent.words());
        let page = teacher.get("/week/2026-03-02").await;
        assert!(page.shows("Week A, ") && page.shows("9A"), "{}", page.words());
        assert!(teacher.get("/week/2026-03-09").await.shows("Week A, "), "the others keep theirs");
    }
}
