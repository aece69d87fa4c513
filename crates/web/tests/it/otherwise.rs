//! A day that is otherwise, and the way back from it, for whoever may change a day.

use axum::http::StatusCode;

use crate::site::Site;

testing::on_both_databases! {
    async fn whoever_may_put_a_change_back_is_led_where_they_may_go(database: &Database) {
        let site = Site::on(database).await;
        let monday = site.school.next_monday();
        let day = format!("/day/{monday}");
        for (name, place) in [("A. Technician", "/board"), ("An Administrator", "/calendar")] {
            let browser = site.browser(name).await;
            let out = browser.get(&day).await.form("/day/out").with("teacher", "A. Teacher");
            let done = browser.sends_and_follows(&out).await;
            let change = done.form("/calendar/changes/").action;
            for (from, back) in [("", place), (&*format!("?day={monday}"), &*day)] {
                let page = browser.get(&format!("{change}{from}")).await;
                assert!(page.html().contains(&format!("href=\"{back}\">Leave it")), "{name}: {}", page.html());
                assert_eq!(browser.get(back).await.status, StatusCode::OK, "{name} may see {back}");
                assert_eq!(page.form(&change).get("day").is_empty(), from.is_empty());
            }
            let asked = browser.get(&change).await.form(&change);
            assert_eq!(browser.sends(&asked).await.location(), format!("{place}?did=put-back"));
        }
    }
}
