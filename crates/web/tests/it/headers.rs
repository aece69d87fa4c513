//! What every answer carries, and what no page carries.

use axum::body::Body;
use axum::http::StatusCode;
use testing::TestNetwork;
use web::{Access, RouteEntry};

use crate::addresses::{Sample, Things, sample, stylesheet};
use crate::chat_addresses::{RoomThings, room_sample};
use crate::page::Page;
use crate::site::{HOST, Site, settings};

/// The headers that every answer has, written out.
const STRICT: [(&str, &str); 7] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
         connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
];

fn assert_strict(what: &str, page: &Page) {
    for (name, value) in STRICT {
        assert_eq!(page.header(name), value, "{name} of {what}");
    }
    let is_asset = what.contains("/assets/") && page.status == StatusCode::OK;
    let cached = page.header("cache-control");
    if is_asset {
        assert_eq!(cached, "public, max-age=31536000, immutable", "{what}");
    } else {
        assert!(cached.contains("no-store"), "{what} may be kept by a browser: {cached:?}");
    }
    assert!(!page.headers.contains_key("server") && !page.headers.contains_key("x-powered-by"), "{what}");
    assert!(page.headers.get_all("content-type").iter().count() <= 1, "{what}");
}

/// What the content policy would stop, and what would not work without script.
fn assert_plain(what: &str, page: &Page) {
    let html = page.html();
    for banned in
        ["<style", " style=", "javascript:", " hx-on", "<script>", "hx-vals=\"js:", "http://", "https://"]
    {
        let found = html.replace("http://www.w3.org/2000/svg", "");
        let shown = found.replace("https://trolley.example", "").replace("http://trolley.example", "");
        assert!(!shown.contains(banned), "{what} carries {banned}");
    }
    for part in html.split('<').skip(1) {
        let tag = part.split('>').next().unwrap();
        let has_handler =
            tag.split_whitespace().skip(1).any(|word| word.starts_with("on") && word.contains('='));
        assert!(!has_handler, "{what} carries a handler: {tag}");
        assert!(!tag.starts_with("script") || tag.contains("src=\"/assets/"), "{what}: {tag}");
    }
}

/// A request for a route of a school or of a network.
fn sample_of(things: &Things, rooms: &RoomThings, route: &RouteEntry) -> Sample {
    let found = match route.access {
        Access::InNetwork { .. } => room_sample(rooms, route.method, route.path),
        _ => sample(things, route.method, route.path),
    };
    found.unwrap_or_else(|| panic!("give {} {} an address", route.method, route.path))
}

testing::on_both_databases! {
    async fn every_answer_is_strict_and_every_page_plain(database: &Database) {
        let site = Site::on(database).await;
        let things = Things::of(&site.school).await;
        site.school.add("Everybody", &domain::people::Role::ALL, Some("A. Teacher"), None).await;
        let nobody = site.nobody();
        let network = TestNetwork::on(&site.school).await;
        let rooms = RoomThings::of(&network, &site.school).await;
        let looks_after = network.administrator().await;
        for route in web::route_list(&site.school.house) {
            let sample = sample_of(&things, &rooms, &route);
            // Each with a session of their own, since signing out ends one.
            let browsers = [
                &site.browser("Everybody").await,
                &site.browser("An Administrator").await,
                &site.browser_for(&looks_after).await,
                &nobody,
            ];
            for browser in browsers {
                let page = match route.method {
                    "GET" => browser.get(&sample.address).await,
                    _ => browser.post(&sample.address, &sample.pairs()).await,
                };
                let what = format!("{} {} ({})", route.method, sample.address, page.status);
                assert_strict(&what, &page);
                assert!(!page.status.is_server_error(), "{what}");
                if page.header("content-type").starts_with("text/html") {
                    assert_plain(&what, &page);
                }
            }
        }
    }

    async fn mistakes_are_answered_as_strictly(database: &Database) {
        let site = Site::on(database).await;
        let browser = site.browser("A. Teacher").await;
        let request = |method: &str, address: &str| browser.request(method, address).body(Body::empty()).unwrap();
        for (method, address, status) in [
            ("GET", "/nowhere", StatusCode::NOT_FOUND),
            ("POST", "/nowhere", StatusCode::NOT_FOUND),
            ("GET", "/assets/nothing.css", StatusCode::NOT_FOUND),
            ("GET", "/assets/..%2f..%2fCargo.toml", StatusCode::NOT_FOUND),
            ("POST", "/week", StatusCode::METHOD_NOT_ALLOWED),
            ("DELETE", "/week", StatusCode::METHOD_NOT_ALLOWED),
            ("GET", "/sign-out", StatusCode::METHOD_NOT_ALLOWED),
            ("OPTIONS", "/week", StatusCode::METHOD_NOT_ALLOWED),
            ("GET", "/inbox", StatusCode::FORBIDDEN),
            ("GET", "/requisitions/%ff", StatusCode::NOT_FOUND),
        ] {
            let page = browser.send(request(method, address)).await;
            assert_eq!(page.status, status, "{method} {address}");
            assert_strict(&format!("{method} {address}"), &page);
        }
    }

    async fn a_head_is_the_page_without_its_body(database: &Database) {
        let site = Site::on(database).await;
        let browser = site.browser("A. Teacher").await;
        for address in ["/week", "/healthz", "/sign-in", &stylesheet(), "/nowhere", "/inbox"] {
            let page = browser.get(address).await;
            let head = browser.send(browser.request("HEAD", address).body(Body::empty()).unwrap()).await;
            assert_eq!((head.status, head.bytes.len()), (page.status, 0), "{address}");
            assert_eq!(head.header("content-type"), page.header("content-type"), "{address}");
        }
        let nobody = site.nobody();
        let head = nobody.send(nobody.request("HEAD", "/week").body(Body::empty()).unwrap()).await;
        assert_eq!(head.location(), "/sign-in?next=%2Fweek");
    }

    async fn a_form_from_another_site_changes_nothing(database: &Database) {
        let site = Site::on(database).await;
        let things = Things::of(&site.school).await;
        site.school.add("Everybody", &domain::people::Role::ALL, Some("A. Teacher"), None).await;
        let network = TestNetwork::on(&site.school).await;
        let rooms = RoomThings::of(&network, &site.school).await;
        let kept = database.rows_of_network(network.id).await;
        let browser = site.browser("Everybody").await;
        let before = site.rows().await;
        let foreign: [&[(&str, &str)]; 7] = [
            &[("sec-fetch-site", "cross-site"), ("origin", "https://elsewhere.example")],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://trolley.example")],
            &[("origin", "https://elsewhere.example")],
            &[("origin", "null")],
            &[("origin", "https://trolley.example.elsewhere.example")],
            &[],
        ];
        for route in web::route_list(&site.school.house).iter().filter(|route| route.method == "POST") {
            let sample = sample_of(&things, &rooms, route);
            let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(sample.pairs()).finish();
            for headers in foreign {
                let mut request = browser.request("POST", &sample.address);
                request.headers_mut().unwrap().remove("sec-fetch-site");
                for (name, value) in headers {
                    request = request.header(*name, *value);
                }
                let page = browser.send(request.body(Body::from(body.clone())).unwrap()).await;
                assert_eq!(page.status, StatusCode::FORBIDDEN, "{} with {headers:?}", route.path);
                assert_strict(route.path, &page);
                assert!(!page.headers.contains_key("set-cookie"), "{}", route.path);
            }
        }
        assert_eq!(site.rows().await, before);
        assert_eq!(database.rows_of_network(network.id).await, kept);
        assert_eq!(browser.get("/week").await.status, StatusCode::OK, "the session was ended from elsewhere");
    }

    async fn a_browser_that_says_only_its_origin_may_send_forms(database: &Database) {
        let site = Site::on(database).await;
        let browser = site.browser("A. Teacher").await;
        let lesson = site.school.lesson("A. Teacher", site.school.next_monday(), 1).await.id.to_string();
        let pairs = [("once", "k"), ("lesson", &lesson), ("free", "Onions"), ("sets", "2"), ("words-0", "Onions")];
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let mut request = browser.request("POST", "/requisitions");
        request.headers_mut().unwrap().remove("sec-fetch-site");
        let request = request.header("origin", format!("https://{HOST}"));
        let page = browser.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
    }

    async fn pages_are_compressed_for_whoever_takes_it_and_for_nobody_else(database: &Database) {
        let site = Site::on(database).await;
        let browser = site.browser("A. Teacher").await;
        for address in ["/week", &stylesheet()] {
            let plain = browser.get(address).await;
            assert_eq!(plain.header("content-encoding"), "", "{address}");
            let request = browser.request("GET", address).header("accept-encoding", "gzip, br");
            let packed = browser.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(packed.header("content-encoding"), "gzip", "{address}");
            assert_eq!(packed.bytes[..2], [0x1f, 0x8b], "{address}");
            assert!(packed.bytes.len() < plain.bytes.len(), "{address}");
            assert!(packed.header("vary").contains("accept-encoding"), "{address}");
        }
    }

    async fn a_cookie_is_read_under_its_own_name_only(database: &Database) {
        let site = Site::on(database).await;
        let secure = web::ServeSettings { secure_cookies: true, ..settings() };
        let router = web::router(site.school.house.clone(), secure, site.stop.clone());
        let browser = site.browser("A. Teacher").await.at(&router);
        // The plain name could have been set by another host of the same domain.
        assert_eq!(browser.get("/week").await.location(), "/sign-in?next=%2Fweek");
    }
}
