//! Many programs at once, beside a server with an open page.

use std::fmt::Write as _;
use std::net::SocketAddr;

use actions::check::check;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use sha2::{Digest as _, Sha256};
use storage::door::Session;
use testing::{TEACHERS, TestSchool, within};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;
use web::ServeSettings;

use crate::asked::{act_in, of_school, request};

/// How many programs there are, each with the database opened anew.
const PROGRAMS: usize = 5;
/// How many deeds they do together.
const DEEDS: usize = 50;

/// The stream of an open page of a technician, on a server over the school's house.
async fn open_page(school: &TestSchool, stop: &CancellationToken) -> Body {
    let token = "a-token-of-this-test";
    let hash = Sha256::digest(token.as_bytes()).iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    });
    let (now, account) = (school.house.now(), school.technician().await.account());
    let id = school.house.next_id();
    let session = Session { id, browser: "a test".to_owned(), created_at: now, seen_at: now };
    let mut door = school.storage.open_door().await.unwrap();
    door.add_session(&session, account, Some(school.id), &hash, now.plus_minutes(60)).await.unwrap();
    door.commit().await.unwrap();
    let settings = ServeSettings {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        public_url: None,
        secure_cookies: false,
        most_requests: 16,
    };
    let request = Request::builder()
        .uri("/live")
        .header("host", "trolley.example")
        .header("cookie", format!("trolley={token}"))
        .body(Body::empty())
        .unwrap();
    let router = web::router(school.house.clone(), settings, stop.clone());
    let response = router.oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    response.into_body()
}

/// Listens until the page was told of an entry of history at least as new as `wanted`.
async fn hears(page: &mut Body, wanted: i64) {
    loop {
        let frame = page.frame().await.expect("an open stream").unwrap();
        let text = String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap();
        let told = text.lines().find_map(|line| line.strip_prefix("id: ")?.parse::<i64>().ok());
        if told.is_some_and(|told| told >= wanted) {
            return;
        }
    }
}

testing::on_both_databases! {
    async fn fifty_deeds_at_once_are_all_answered_and_an_open_page_hears_of_them(database: &Database) {
        let school = TestSchool::on(database).await;
        let stop = CancellationToken::new();
        let storage = school.storage.clone();
        let following = tokio::spawn(async move { storage.listen_to_others().await });
        let mut page = open_page(&school, &stop).await;
        let item = school.counted_item("Microscope", 10).await;
        let mut programs = Vec::new();
        for first in 1..=PROGRAMS {
            let counted_from = u64::try_from(first).unwrap() * 1_000_000;
            programs.push(school.seen_by_another_process(database, counted_from).await);
        }
        let mut wanted = Vec::new();
        for day in 0..5 {
            let date = school.next_monday().saturating_add(jiff::Span::new().days(day));
            for period in [1, 3] {
                for teacher in TEACHERS {
                    wanted.push((teacher, school.lesson(teacher, date, period).await));
                }
            }
        }
        wanted.truncate(DEEDS);
        assert_eq!(wanted.len(), DEEDS);
        let mut deeds = JoinSet::new();
        for (number, (teacher, lesson)) in wanted.into_iter().enumerate() {
            let program = programs[number % PROGRAMS].clone();
            deeds.spawn(async move {
                let (asker, deed) = (of_school(&program, teacher), request(&lesson, &[(item, 3)]));
                act_in(&program.house, &asker, "requisition.send", None, None, &deed).await
            });
        }
        let answers = within("fifty deeds", deeds.join_all()).await;
        let kept: Vec<&str> = answers
            .iter()
            .filter_map(|answer| match answer {
                Ok(done) => Some(done["id"].as_str().unwrap()),
                Err(problem) => {
                    assert_eq!(problem.code, "clash", "{problem:?}");
                    None
                }
            })
            .collect();
        // Six teachers want three of ten in the same period: three of them get them. Fifty deeds are eight such
        // periods and two more who both get them.
        assert_eq!(kept.len(), 8 * 3 + 2);
        for id in &kept {
            assert_eq!(school.holds(id.parse().unwrap()).await.len(), 1);
        }
        let findings = check(&school.house, school.id).await.unwrap();
        assert_eq!((findings.breaches, findings.requisitions), (Vec::new(), kept.len()));
        assert!(findings.exposures.is_empty(), "{:?}", findings.exposures);
        let newest = school.storage.read(school.id).await.unwrap().event_sequence().await.unwrap();
        within("the open page", hears(&mut page, newest)).await;
        stop.cancel();
        following.abort();
    }
}
