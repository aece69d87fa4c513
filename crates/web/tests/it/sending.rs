//! What a press of *Send* costs: statements, counted from the session's to the commit.

use axum::http::StatusCode;
use domain::id::ItemId;
use domain::requisition::{Content, State};
use testing::{TestSchool, asking};
use tokio_util::sync::CancellationToken;

use crate::site::{Browser, Site, settings};

/// The most statements that a press of *Send* may run.
const MOST_STATEMENTS: u64 = 14;

/// Twelve lines, five of them counted.
async fn twelve_lines(school: &TestSchool) -> Content {
    let mut items: Vec<(ItemId, u32)> = Vec::new();
    for number in 1..=5 {
        items.push((school.counted_item(&format!("Counted thing {number}"), 40).await, 2));
    }
    for number in 1..=7 {
        items.push((school.uncounted_item(&format!("Plain thing {number}")).await, 3));
    }
    asking("Cells", &items)
}

/// Presses *Send* on the form of a lesson that is shown with this content. Returns the statements that it ran.
async fn pressed(
    browser: &Browser,
    storage: &storage::Storage,
    school: &TestSchool,
    period: usize,
    content: &Content,
) -> u64 {
    let lesson = school.lesson("A. Teacher", school.next_monday(), period).await.id;
    let page = browser.get(&format!("/requisitions/new?lesson={lesson}&free=Cells")).await;
    let shown = serde_json::to_string(content).unwrap();
    let form = page.form("/requisitions").with("shown", &shown).with("sets", "1").with("do", "send");
    let before = storage.statements_run();
    let sent = browser.sends(&form).await;
    let statements = storage.statements_run() - before;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
    let id = sent.location().trim_start_matches("/requisitions/").split('?').next().unwrap().parse().unwrap();
    let kept = school.requisition(id).await;
    assert_eq!((kept.state, kept.content.stations[0].lines.len()), (State::Accepted, 12));
    assert_eq!(school.holds(id).await.len(), 5, "what is counted is held");
    statements
}

testing::on_both_databases! {
    async fn sending_twelve_lines_runs_few_statements(database: &Database) {
        let site = Site::on(database).await;
        let (school, storage) = (&site.school, &site.school.storage);
        let content = twelve_lines(school).await;
        let browser = site.browser("A. Teacher").await;
        pressed(&browser, storage, school, 2, &content).await;
        let warm = pressed(&browser, storage, school, 1, &content).await;
        assert!((1..=MOST_STATEMENTS).contains(&warm), "with the almanac in hand: {warm}");
    }

    async fn a_program_that_has_read_no_almanac_yet_sends_in_few_statements(database: &Database) {
        let site = Site::on(database).await;
        let content = twelve_lines(&site.school).await;
        let other = site.school.seen_by_another_process(database, 700_000).await;
        let router = web::router(other.house.clone(), settings(), CancellationToken::new());
        // The form was opened with the one program and is sent to the other.
        let lesson = site.school.lesson("A. Teacher", site.school.next_monday(), 1).await.id;
        let browser = site.browser("A. Teacher").await;
        let page = browser.get(&format!("/requisitions/new?lesson={lesson}&free=Cells")).await;
        let shown = serde_json::to_string(&content).unwrap();
        let form = page.form("/requisitions").with("shown", &shown).with("sets", "1").with("do", "send");
        let before = other.storage.statements_run();
        let sent = browser.at(&router).sends(&form).await;
        let cold = other.storage.statements_run() - before;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        assert!((1..=MOST_STATEMENTS).contains(&cold), "with no almanac yet: {cold}");
    }
}
