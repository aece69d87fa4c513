//! What is mistyped, too much or broken: never a 500, never an inner word.

use std::convert::Infallible;

use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use futures_util::{StreamExt as _, stream};
use testing::within;

use crate::addresses::Things;
use crate::site::{Site, settings};

/// Words of the machinery, which no page says.
const INNER: [&str; 10] =
    ["sqlx", "sqlite", "postgres", "pool", "panicked", "thread", "src/", "error returned", "select ", "uuid"];

fn assert_says_nothing_inner(what: &str, html: &str) {
    let html = html.to_lowercase();
    for word in INNER {
        assert!(!html.contains(word), "{what} says {word}");
    }
}

testing::on_both_databases! {
    async fn addresses_that_name_nothing_are_not_found(database: &Database) {
        let site = Site::on(database).await;
        site.school.add("Everybody", &domain::people::Role::ALL[..7], Some("A. Teacher"), None).await;
        let browser = site.browser("Everybody").await;
        let nothing = "00000000-0000-7000-8000-000000000000";
        let mut wrong = Vec::new();
        for bad in [nothing, "x", "-1", "%00", "%ff%fe", "..%2f..", "%F0%9F%94%A5", "'%20or%201=1--", &"9".repeat(3_000)] {
            for address in [
                format!("/week/of/{bad}"),
                format!("/week/of/{bad}/2026-01-19"),
                format!("/requisitions/{bad}"),
                format!("/requisitions/{bad}/change"),
                format!("/requisitions/new?lesson={bad}"),
                format!("/requisitions/practicals?lesson={bad}"),
                format!("/assets/{bad}"),
            ] {
                let page = browser.get(&address).await;
                if page.status != StatusCode::NOT_FOUND {
                    wrong.push(format!("{address}: {}", page.status));
                }
                assert_says_nothing_inner(&address, page.html());
            }
            for deed in ["accept", "query", "prepare", "count", "withdraw", "undo", "change", "also"] {
                let address = format!("/requisitions/{bad}/{deed}");
                let page = browser.post(&address, &[("once", "k"), ("words", "w"), ("version", "1")]).await;
                if page.status != StatusCode::NOT_FOUND {
                    wrong.push(format!("POST {address}: {}", page.status));
                }
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }

    async fn dates_that_are_none_or_far_away_never_break_a_page(database: &Database) {
        let site = Site::on(database).await;
        site.school.add("Everybody", &domain::people::Role::ALL[..7], Some("A. Teacher"), None).await;
        let browser = site.browser("Everybody").await;
        let mut wrong = Vec::new();
        for bad in ["2026-02-30", "tomorrow", "2026-1-1", "20260119T", "0", "-1", "2026-01-19'", "10000-01-01", "%00"] {
            for address in [format!("/week/{bad}"), format!("/board/{bad}")] {
                let page = browser.get(&address).await;
                if page.status != StatusCode::NOT_FOUND {
                    wrong.push(format!("{address}: {}", page.status));
                }
            }
        }
        for far in ["9999-12-31", "9999-12-26", "0000-01-01", "-009999-01-01", "1969-12-31", "2026-12-31", "2024-02-29"] {
            for address in [format!("/week/{far}"), format!("/board/{far}")] {
                let page = browser.get(&address).await;
                if !matches!(page.status, StatusCode::OK | StatusCode::NOT_FOUND) {
                    wrong.push(format!("{address}: {}", page.status));
                }
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }

    async fn what_is_typed_wrong_is_refused_and_changes_nothing(database: &Database) {
        let site = Site::on(database).await;
        let things = Things::of(&site.school).await;
        site.school.add("Everybody", &domain::people::Role::ALL[..7], Some("A. Teacher"), None).await;
        let browser = site.browser("Everybody").await;
        let before = site.rows().await;
        let (lesson, id, item) = (things.lesson.id.to_string(), things.requisition, things.item);
        let long = "w".repeat(30_000);
        let list = |more: &[(&str, &str)]| {
            let base = [("once", "typed"), ("lesson", &lesson), ("free", "Onions"), ("sets", "2"), ("words-0", "Onions")];
            let kept = base.into_iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
            kept.chain(more.iter().copied()).map(|(name, value)| (name.to_owned(), value.to_owned())).collect::<Vec<_>>()
        };
        let change = format!("/requisitions/{id}/change");
        let mut tries = Vec::new();
        for sets in ["-1", "0", "201", "1.5", "", "many", "4294967296", "1e3", "99999999999999999999", "٣"] {
            tries.push(("/requisitions".to_owned(), list(&[("sets", sets)])));
            tries.push((change.clone(), list(&[("sets", sets), ("version", "1")])));
        }
        for quantity in ["-1", "100001", "2.5", "x", "4294967296"] {
            tries.push(("/requisitions".to_owned(), list(&[("words-quantity-0", quantity)])));
            tries.push((change.clone(), list(&[("quantity-0", quantity), ("version", "1")])));
        }
        for version in ["-1", "", "x", "4294967296"] {
            tries.push((change.clone(), list(&[("version", version)])));
        }
        for option in ["sets:0", "sets:-1", "sets:x", "sets:4294967295", "item:x:y", "item:", "lesson:", "nonsense", ""] {
            tries.push(("/requisitions".to_owned(), list(&[("option", option)])));
        }
        tries.push(("/requisitions".to_owned(), list(&[("note", &long)])));
        tries.push(("/requisitions".to_owned(), list(&[("words-0", &long)])));
        tries.push(("/requisitions".to_owned(), list(&[("title", &long)])));
        tries.push(("/requisitions".to_owned(), list(&[("practical", "x")])));
        tries.push(("/requisitions".to_owned(), list(&[("draft", "x")])));
        tries.push(("/requisitions".to_owned(), list(&[("lesson", "")])));
        for back in ["-1", "2", "x", "", "4294967296"] {
            tries.push((
                format!("/requisitions/{id}/count"),
                vec![("once".to_owned(), "typed".to_owned()), (format!("back-{item}"), back.to_owned())],
            ));
        }
        for (path, words) in [("query", ""), ("query", "   "), ("decline", ""), ("not-used", "")] {
            tries.push((
                format!("/requisitions/{}/{path}", if path == "decline" { things.submitted } else { id }),
                vec![("once".to_owned(), "typed".to_owned()), ("words".to_owned(), words.to_owned())],
            ));
        }
        for address in ["/board/2026-01-19/periods/-1/prepare", "/board/2026-01-19/periods/x/prepare", "/board/x/periods/1/prepare"] {
            tries.push((address.to_owned(), vec![("once".to_owned(), "typed".to_owned())]));
        }
        for deed in ["send", "withdraw", "nonsense"] {
            tries.push((
                format!("/board/2026-01-19/periods/1/{deed}?card={id}"),
                vec![("once".to_owned(), "typed".to_owned())],
            ));
        }
        let mut wrong = Vec::new();
        for (address, fields) in tries {
            let pairs: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let page = browser.post(&address, &pairs).await;
            if !matches!(page.status, StatusCode::NOT_FOUND | StatusCode::UNPROCESSABLE_ENTITY) {
                let told: String = format!("{fields:?}").chars().take(200).collect();
                wrong.push(format!("{address} {told}: {}", page.status));
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
        assert_eq!(site.rows().await, before);
    }

    async fn a_form_larger_than_any_of_ours_is_413(database: &Database) {
        let site = Site::on(database).await;
        let browser = site.browser("A. Teacher").await;
        let huge = "n".repeat(600 * 1024);
        let page = browser.post("/requisitions", &[("once", "k"), ("note", &huge)]).await;
        assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(page.shows("too much at once"));
        // One that does not say how large it is.
        let chunk = Bytes::from("n".repeat(64 * 1024));
        let body = Body::from_stream(stream::repeat(chunk).take(10).map(Ok::<_, Infallible>));
        let page = browser.send(browser.request("POST", "/requisitions").body(body).unwrap()).await;
        assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    }

    async fn more_than_can_be_answered_are_told_to_come_back(database: &Database) {
        let site = Site::on(database).await;
        let none = web::ServeSettings { most_requests: 0, ..settings() };
        let router = web::router(site.school.house.clone(), none, site.stop.clone());
        for address in ["/", "/week", "/healthz"] {
            let page = site.nobody().at(&router).get(address).await;
            assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{address}");
            assert!(page.header("retry-after").parse::<u32>().unwrap() > 0, "{address}");
            assert_eq!(page.header("x-frame-options"), "DENY", "{address}");
        }
    }

    async fn one_that_is_held_up_lets_nobody_in_until_it_is_done(database: &Database) {
        let site = Site::on(database).await;
        let one = web::ServeSettings { most_requests: 1, ..settings() };
        let router = web::router(site.school.house.clone(), one, site.stop.clone());
        let browser = site.browser("A. Teacher").await.at(&router);
        let (sender, receiver) = tokio::sync::mpsc::channel::<Bytes>(1);
        let (asked, mut was_asked) = tokio::sync::mpsc::channel::<()>(1);
        let body = stream::unfold((receiver, asked), |(mut receiver, asked)| async move {
            // Asking for the body says that the request has its turn.
            let _ = asked.try_send(());
            let bytes = receiver.recv().await?;
            Some((Ok::<_, Infallible>(bytes), (receiver, asked)))
        });
        let held = browser.request("POST", "/requisitions").body(Body::from_stream(body)).unwrap();
        let slow = tokio::spawn({
            let browser = browser.clone();
            async move { browser.send(held).await }
        });
        within("the slow request", was_asked.recv()).await.unwrap();
        let page = browser.get("/healthz").await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(page.header("retry-after"), "2");
        drop(sender);
        assert!(within("its answer", slow).await.unwrap().status.is_client_error());
        assert_eq!(browser.get("/healthz").await.status, StatusCode::OK);
    }

    async fn a_database_that_is_gone_is_said_in_plain_words(database: &Database) {
        let site = Site::on(database).await;
        let things = Things::of(&site.school).await;
        let browser = site.browser("A. Teacher").await;
        assert_eq!(browser.get("/healthz").await.status, StatusCode::OK);
        site.school.storage.close().await;
        for address in ["/", "/week", &format!("/requisitions/{}", things.requisition), "/live"] {
            let page = browser.get(address).await;
            let is_broken =
                matches!(page.status, StatusCode::INTERNAL_SERVER_ERROR | StatusCode::SERVICE_UNAVAILABLE);
            assert!(is_broken, "{address}: {}", page.status);
            assert_says_nothing_inner(address, page.html());
            assert!(page.html().contains("<h1>"), "{address}");
        }
        let lesson = things.lesson.id.to_string();
        let fields = [("once", "k"), ("lesson", &lesson), ("free", "Onions"), ("sets", "2")];
        let page = browser.post("/requisitions", &fields).await;
        assert!(page.status.is_server_error());
        assert_says_nothing_inner("a form", page.html());
        let page = browser.get("/healthz").await;
        assert_eq!((page.status, page.html()), (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"));
        let page = site.nobody().get("/sign-in").await;
        assert_eq!(page.status, StatusCode::OK, "the sign-in page needs no database");
    }
}
