//! The calendar's page: two people at one calendar, what would be done and what was shown, and what it says was done.

use std::fmt::Write as _;

use actions::ActionError;
use actions::calendar::{Close, Lift, PutBack, Set};
use actions::timetable::Brought;
use axum::http::StatusCode;
use domain::calendar::Closure;
use domain::requisition::Tie;
use jiff::civil::date;
use testing::{TestSchool, asking};

use crate::page::{Form, Page};
use crate::site::{Browser, Site};

const ADMINISTRATOR: &str = "An Administrator";

async fn form(browser: &Browser) -> Form {
    browser.get("/calendar").await.form("/calendar")
}

/// The form with the value of the `at`th field of a name.
fn with_nth(mut form: Form, name: &str, at: usize, value: &str) -> Form {
    let mut named = form.fields.iter_mut().filter(|(key, _)| key == name);
    value.clone_into(&mut named.nth(at).unwrap().1);
    form
}

/// Fills in the first empty row of closures.
fn closing(form: Form, reason: &str, first: &str, last: &str) -> Form {
    let reasons = form.fields.iter().filter(|(key, _)| key == "closure_reason");
    let at = reasons.clone().position(|(_, reason)| reason.is_empty()).unwrap();
    let form = with_nth(form, "closure_reason", at, reason);
    with_nth(with_nth(form, "closure_first", at, first), "closure_last", at, last)
}

/// The form with another letter for a week.
fn lettered(form: Form, week: &str, letter: &str) -> Form {
    let weeks = form.fields.iter().filter(|(key, _)| key == "week");
    let at = weeks.clone().position(|(_, value)| value == week).unwrap();
    with_nth(form, "letter", at, letter)
}

/// What is chosen for a week.
fn chosen<'a>(form: &'a Form, week: &str) -> &'a str {
    let of =
        |name: &'static str| form.fields.iter().filter(move |(key, _)| key == name).map(|(_, value)| value);
    of("week").zip(of("letter")).find(|(value, _)| *value == week).unwrap().1
}

async fn closures(school: &TestSchool) -> Vec<String> {
    let closures = school.almanac().await.calendar.closures.into_iter();
    closures.map(|closure| format!("{} {} {}", closure.first, closure.last, closure.reason)).collect()
}

fn is_disputed(page: &Page, yours: &str, theirs: &str) {
    assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.words());
    let words = format!("Yours: {yours} It is now: {theirs}");
    assert!(page.shows(&words), "not “{words}”: {}", page.words());
}

const HALF_TERM: &str = "2026-02-16 2026-02-20 Half term";

testing::on_both_databases! {
    async fn two_reasons_for_the_same_dates_are_shown_to_whoever_comes_second(database: &Database) {
        let site = Site::on(database).await;
        let browser = site.browser(ADMINISTRATOR).await;
        let (one, other) = (form(&browser).await, form(&browser).await);
        browser.sends_and_follows(&closing(one, "Snow", "2026-03-02", "2026-03-03")).await;
        let stopped = browser.sends(&closing(other, "Boiler", "2026-03-02", "2026-03-03")).await;
        is_disputed(&stopped, "No school from 2026-03-02 to 2026-03-03: Boiler", "No school from 2026-03-02 to 2026-03-03: Snow");
        assert!(stopped.shows("Changed the calendar: no school from 2026-03-02 to 2026-03-03: Snow, by An Administrator"));
        assert_eq!(closures(&site.school).await, [HALF_TERM, "2026-03-02 2026-03-03 Snow"]);
        browser.sends_and_follows(&stopped.form("/calendar")).await;
        assert_eq!(closures(&site.school).await, [HALF_TERM, "2026-03-02 2026-03-03 Boiler"]);
        // The same from both is one.
        let (one, other) = (form(&browser).await, form(&browser).await);
        for form in [one, other] {
            browser.sends_and_follows(&closing(form, "Training", "2026-03-09", "2026-03-09")).await;
        }
        assert_eq!(closures(&site.school).await.last().unwrap(), "2026-03-09 2026-03-09 Training");
        assert_eq!(closures(&site.school).await.len(), 3);
    }

    async fn what_two_change_of_one_row_stands_beside_each_other_or_stops(database: &Database) {
        let site = Site::on(database).await;
        let browser = site.browser(ADMINISTRATOR).await;
        let open = form(&browser).await;
        // Each is a form of its own, opened before anybody changed anything.
        let of_row = |name: &str, value: &str| with_nth(open.clone().with("once", value), name, 0, value);
        browser.sends_and_follows(&of_row("closure_reason", "February half term")).await;
        browser.sends_and_follows(&of_row("closure_last", "2026-02-23")).await;
        assert_eq!(closures(&site.school).await, ["2026-02-16 2026-02-23 February half term"]);
        let now = "No school from 2026-02-16 to 2026-02-23: February half term";
        let stopped = browser.sends(&of_row("closure_reason", "Winter half term")).await;
        is_disputed(&stopped, "No school from 2026-02-16 to 2026-02-20: Winter half term", now);
        let stopped = browser.sends(&of_row("closure_last", "2026-02-24")).await;
        is_disputed(&stopped, "No school from 2026-02-16 to 2026-02-24: Half term", now);
        browser.sends_and_follows(&stopped.form("/calendar")).await;
        assert_eq!(closures(&site.school).await, ["2026-02-16 2026-02-24 February half term"]);
        // One takes the row out, and the other changes it.
        let gone = with_nth(with_nth(of_row("closure_reason", "").with("once", "out"), "closure_first", 0, ""), "closure_last", 0, "");
        let stopped = browser.sends(&gone).await;
        is_disputed(&stopped, "Taken out", "No school from 2026-02-16 to 2026-02-24: February half term");
        browser.sends_and_follows(&of_row("term_last", "2026-03-27")).await;
        let stopped = browser.sends(&of_row("term_last", "2026-03-31")).await;
        is_disputed(&stopped, "“Spring” from 2026-01-05 to 2026-03-31", "“Spring” from 2026-01-05 to 2026-03-27");
        browser.sends_and_follows(&stopped.form("/calendar")).await;
        assert_eq!(site.school.almanac().await.calendar.terms[0].last, date(2026, 3, 31));
        assert_eq!(closures(&site.school).await, ["2026-02-16 2026-02-24 February half term"]);
    }

    async fn the_same_dates_are_closed_once_by_whatever_way(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let permit = school.administrator().await.permit().unwrap();
        let day = date(2026, 3, 2);
        let mut twice = school.almanac().await.calendar;
        for reason in ["Snow", "Boiler"] {
            twice.closures.push(Closure { first: day, last: day, reason: reason.to_owned() });
        }
        let refused = school.house.act(&permit, (), Set::from(twice), None).await;
        let Err(ActionError::Invalid(invalid)) = refused else { panic!("{refused:?}") };
        assert_eq!(invalid.field, "closures");
        let close = |reason: &str| Close { first: day, last: day, reason: reason.to_owned() };
        school.house.act(&permit, (), close("Snow"), None).await.unwrap();
        let lifted = school.house.act(&permit, (), Lift { first: day, last: day }, None).await.unwrap();
        school.house.act(&permit, (), close("Heating"), None).await.unwrap();
        // Whoever has closed it anew has decided; nothing of the lifting is left to put back.
        let permit = school.administrator().await.permit().unwrap();
        let refused = school.house.act(&permit, (), PutBack { change: lifted.change.unwrap() }, None).await;
        let Err(ActionError::Invalid(invalid)) = refused else { panic!("{refused:?}") };
        assert_eq!(invalid.field, "change");
        assert_eq!(closures(school).await, [HALF_TERM, "2026-03-02 2026-03-02 Heating"]);
        // The page says it beside the form, and keeps what was typed.
        let browser = site.browser(ADMINISTRATOR).await;
        let page = browser.sends(&closing(form(&browser).await, "Snow again", "2026-03-02", "2026-03-02")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.shows("closed twice from 2026-03-02 to 2026-03-02: “Heating” and “Snow again”"), "{}", page.words());
        assert!(page.html().contains("Snow again") && !page.shows(".."));
    }

    async fn two_letters_for_one_week_are_shown_to_whoever_comes_second(database: &Database) {
        let site = Site::on(database).await;
        let days = ["Mon A", "Tue A", "Mon B", "Tue B"];
        let mut rows = "Activity Id,Day,Hour,Students Sets,Subject,Teachers,Activity Tags,Room,Comments\n".to_owned();
        for (at, (day, class)) in days.iter().zip('A'..).enumerate() {
            writeln!(rows, "{},{day},09:00 - 09:50,9{class},Biology,A. Teacher,,Lab 1,", at + 1).unwrap();
        }
        let files = vec![("Test_timetable.csv".to_owned(), rows.into_bytes())];
        site.school.bring(&Brought { files, ..Brought::default() }).await;
        let letter = async |week: jiff::civil::Date| site.school.almanac().await.calendar.week_letter(week);
        let (second, third, fourth) = (date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16));
        assert_eq!((letter(second).await, letter(third).await, letter(fourth).await), (Some(1), Some(0), Some(1)));
        let browser = site.browser(ADMINISTRATOR).await;
        let (one, other, third_form) = (form(&browser).await, form(&browser).await, form(&browser).await);
        browser.sends_and_follows(&lettered(one, "2026-03-02", "0")).await;
        let stopped = browser.sends(&lettered(other, "2026-03-02", "1")).await;
        is_disputed(&stopped, "The week of 2026-03-02 is week B", "The week of 2026-03-02 is week A");
        assert_eq!(letter(second).await, Some(0));
        let again = stopped.form("/calendar");
        assert_eq!(chosen(&again, "2026-03-02"), "1");
        browser.sends_and_follows(&again).await;
        assert_eq!(letter(second).await, Some(1));
        // A letter that a week keeps because days before it were closed is nobody's.
        let close = Close { first: second, last: date(2026, 3, 3), reason: "Snow".to_owned() };
        site.school.house.act(&site.school.administrator().await.permit().unwrap(), (), close, None).await.unwrap();
        assert_eq!(letter(third).await, Some(0));
        browser.sends_and_follows(&lettered(third_form, "2026-03-09", "1")).await;
        assert_eq!((letter(third).await, letter(fourth).await), (Some(1), Some(1)), "the others keep theirs");
        // The weeks after go on from it, where that is chosen.
        let onwards = browser.sends_and_follows(&lettered(form(&browser).await, "2026-03-09", "1+")).await;
        assert_eq!((letter(third).await, letter(fourth).await), (Some(1), Some(0)));
        assert_eq!(letter(date(2026, 3, 23)).await, Some(1));
        let words = "Changed the calendar: the week of 2026-03-09 is week B, and those after it go on from it";
        assert!(onwards.shows(words), "{}", onwards.words());
    }

    async fn what_would_be_done_is_shown_again_where_it_is_no_longer_what_was_seen(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let item = school.counted_item("Microscope", 20).await;
        let teacher = school.teacher("A. Teacher").await;
        let monday = school.next_monday();
        let asks = async |period| {
            let lesson = school.lesson("A. Teacher", monday, period).await;
            teacher.sends(&asking("Cells", &[(item, 4)]), &lesson).await.unwrap().id
        };
        let first = asks(1).await;
        let browser = site.browser(ADMINISTRATOR).await;
        let day = monday.to_string();
        let shown = browser.sends(&closing(form(&browser).await, "Snow", &day, &day)).await;
        assert!(shown.shows("Nothing is kept yet: look at what becomes of requests first"), "{}", shown.words());
        let second = asks(2).await;
        let again = browser.sends(&shown.form("/calendar")).await;
        assert_eq!(again.status, StatusCode::OK);
        assert!(again.shows("no longer what you were shown, so nothing is kept yet"), "{}", again.words());
        assert!(again.html().contains(&format!("/requisitions/{second}")));
        assert_eq!(school.requisition(first).await.occasion.tie, Tie::Follows);
        let kept = browser.sends_and_follows(&again.form("/calendar")).await;
        assert_eq!(school.requisition(second).await.occasion.tie, Tie::Gone);
        assert!(kept.shows(&format!("Changed the calendar: no school on {day}: Snow")), "{}", kept.words());

        // Putting it back is tied to what was shown of it likewise.
        let address = kept.html().split("href=\"/calendar/changes/").nth(1).unwrap();
        let address = format!("/calendar/changes/{}", &address[..36]);
        let shown = browser.get(&address).await.form(&address);
        teacher.withdraws(first).await.unwrap();
        let again = browser.sends(&shown).await;
        assert_eq!(again.status, StatusCode::OK);
        assert!(again.shows("no longer what you were shown, so nothing was put back yet"), "{}", again.words());
        assert_eq!(school.requisition(second).await.occasion.tie, Tie::Gone);
        let sure = again.form(&address);
        browser.sends_and_follows(&sure).await;
        assert_eq!(school.requisition(second).await.occasion.tie, Tie::Follows);
        assert_eq!(browser.sends(&sure).await.status, StatusCode::SEE_OTHER, "pressed twice, it is done once");
    }
}
