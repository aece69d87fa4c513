//! `/live`: every change of one's own school, at once, and nothing of anybody else's.

use std::time::Duration;

use axum::body::Body;
use axum::http::StatusCode;
use http_body_util::BodyExt as _;
use testing::{TestSchool, asking};

use crate::site::{Browser, Site};

/// What somebody with an open board may wait at most.
const AT_ONCE: Duration = Duration::from_secs(1);

struct Stream(Body);

async fn open(browser: &Browser, address: &str, last_event: Option<&str>) -> Stream {
    let mut request = browser.request("GET", address);
    if let Some(id) = last_event {
        request = request.header("last-event-id", id);
    }
    let response = browser.open(request.body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    assert_eq!(response.headers()["cache-control"], "no-store");
    Stream(response.into_body())
}

impl Stream {
    /// The next event; none where the stream ended.
    async fn next(&mut self) -> Option<String> {
        let frame = tokio::time::timeout(AT_ONCE, self.0.frame()).await.expect("a word within a second")?;
        Some(String::from_utf8(frame.unwrap().into_data().unwrap().to_vec()).unwrap())
    }
}

fn changed(sequence: i64) -> String {
    format!("event: changed\nid: {sequence}\ndata: {sequence}\n\n")
}

async fn sends(school: &TestSchool, period: usize) {
    let lesson = school.lesson("A. Teacher", school.next_monday(), period).await;
    school.teacher("A. Teacher").await.sends(&asking("Cells", &[]), &lesson).await.unwrap();
}

testing::on_both_databases! {
    async fn a_change_is_told_at_once(database: &Database) {
        let site = Site::on(database).await;
        let technician = site.browser("A. Technician").await;
        let mut stream = open(&technician, "/live", None).await;
        for period in [1, 2] {
            sends(&site.school, period).await;
            let sequence = site.events().await;
            assert_eq!(stream.next().await, Some(changed(sequence)));
        }
    }

    async fn a_change_made_through_the_pages_is_told(database: &Database) {
        let site = Site::on(database).await;
        let mut stream = open(&site.browser("A. Technician").await, "/live", None).await;
        let lesson = site.school.lesson("A. Teacher", site.school.next_monday(), 1).await.id.to_string();
        let fields = [("once", "k"), ("lesson", &lesson), ("free", "Onions"), ("sets", "2"), ("words-0", "Onions")];
        let page = site.browser("A. Teacher").await.post("/requisitions", &fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        assert_eq!(stream.next().await, Some(changed(site.events().await)));
    }

    async fn what_was_missed_is_told_when_a_browser_comes_back(database: &Database) {
        let site = Site::on(database).await;
        let technician = site.browser("A. Technician").await;
        let seen = site.events().await.to_string();
        sends(&site.school, 1).await;
        sends(&site.school, 2).await;
        let now = site.events().await;
        let mut stream = open(&technician, "/live?after=0", Some(&seen)).await;
        assert_eq!(stream.next().await, Some(changed(now)));
        // The page's own number, where the browser has none yet.
        let mut stream = open(&technician, &format!("/live?after={seen}"), None).await;
        assert_eq!(stream.next().await, Some(changed(now)));
        // Once only: the next word is of the next change.
        sends(&site.school, 3).await;
        assert_eq!(stream.next().await, Some(changed(now + 1)));
    }

    async fn a_number_from_elsewhere_does_not_silence_the_stream(database: &Database) {
        let site = Site::on(database).await;
        let technician = site.browser("A. Technician").await;
        for odd in ["9223372036854775807", "999999", "-1", "x", ""] {
            let mut stream = open(&technician, "/live", Some(odd)).await;
            if odd == "-1" {
                assert_eq!(stream.next().await, Some(changed(site.events().await)));
            }
            sends(&site.school, 1).await;
            assert_eq!(stream.next().await, Some(changed(site.events().await)), "after {odd:?}");
        }
    }

    async fn another_schools_changes_are_not_heard(database: &Database) {
        let site = Site::on(database).await;
        let neighbour = site.school.neighbour().await;
        // More has happened next door, so that its numbers would be the larger ones.
        for period in [1, 2, 3] {
            sends(&neighbour, period).await;
        }
        let mut stream = open(&site.browser("A. Technician").await, "/live", None).await;
        sends(&neighbour, 4).await;
        sends(&site.school, 1).await;
        assert_eq!(stream.next().await, Some(changed(site.events().await)));
    }

    async fn streams_end_when_the_server_stops(database: &Database) {
        let site = Site::on(database).await;
        let mut streams = Vec::new();
        for name in ["A. Technician", "A. Teacher", "The prep room"] {
            streams.push(open(&site.browser(name).await, "/live", None).await);
        }
        site.stop.cancel();
        for mut stream in streams {
            assert_eq!(stream.next().await, None);
        }
    }

    async fn more_streams_than_can_be_served_are_told_to_come_back(database: &Database) {
        let site = Site::on(database).await;
        let technician = site.browser("A. Technician").await;
        let mut streams = Vec::new();
        // As many as one process serves.
        for _ in 0..4_000 {
            streams.push(open(&technician, "/live", None).await);
        }
        let page = technician.get("/live").await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(page.header("retry-after").parse::<u32>().unwrap() > 0);
        assert_eq!(technician.get("/board").await.status, StatusCode::OK, "streams take no turns");
        streams.pop();
        open(&technician, "/live", None).await;
    }
}
