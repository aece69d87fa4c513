//! What no text may hold: refused in one place, before anything is asked of either database.

use axum::body::Body;
use axum::http::StatusCode;
use domain::people::Role;
use testing::TestNetwork;
use web::{Access, RouteEntry};

use crate::addresses::{Sample, Things, sample};
use crate::chat_addresses::{RoomThings, room_sample};
use crate::page::Page;
use crate::site::{Browser, Site};

/// Control characters that no field holds, beside NUL, which every field is tried with.
const CONTROLS: [char; 6] = ['\u{1}', '\u{8}', '\u{b}', '\u{1b}', '\u{7f}', '\u{9f}'];
/// The same and those that part lines, as an address has them.
const IN_ADDRESSES: [&str; 8] = ["%00", "%01", "%09", "%0A", "%0D", "%1b", "%7F", "%C2%85"];
/// Forms whose handler reads no field.
const READS_NO_FIELD: [&str; 3] = ["/sign-out", "/sessions/{session}/end", "/networks/department"];
/// Read in parts; tried below.
const UPLOAD: &str = "/timetable/preview";

struct Walk {
    everybody: Browser,
    looks_after: Browser,
    nobody: Browser,
    requests: Vec<(RouteEntry, Sample)>,
}

impl Walk {
    /// Every route, and people who may use all of them.
    async fn over(site: &Site<'_>) -> Self {
        let things = Things::of(&site.school).await;
        site.school.add("Everybody", &Role::ALL, Some("A. Teacher"), None).await;
        let network = TestNetwork::on(&site.school).await;
        let rooms = RoomThings::of(&network, &site.school).await;
        let requests = web::route_list(&site.school.house).into_iter().map(|route| {
            let sample = match route.access {
                Access::InNetwork { .. } => room_sample(&rooms, route.method, route.path),
                _ => sample(&things, route.method, route.path),
            };
            (route, sample.unwrap_or_else(|| panic!("give {} {} an address", route.method, route.path)))
        });
        Self {
            requests: requests.collect(),
            everybody: site.browser("Everybody").await,
            looks_after: site.browser_for(&network.administrator().await).await,
            nobody: site.nobody(),
        }
    }

    /// Somebody who may use the route.
    fn may(&self, route: &RouteEntry) -> &Browser {
        if matches!(route.access, Access::InNetwork { .. }) { &self.looks_after } else { &self.everybody }
    }
}

async fn ask(browser: &Browser, method: &str, address: &str, fields: &[(&str, &str)]) -> Page {
    if method == "GET" { browser.get(address).await } else { browser.post(address, fields).await }
}

/// The address with something at the end of its path, and of its query, as a name and as a value.
fn spoilt(address: &str, with: &str) -> [String; 3] {
    let (path, query) = address.split_once('?').unwrap_or((address, "x=y"));
    [format!("{path}{with}?{query}"), format!("{path}?{query}{with}"), format!("{path}?{query}&a{with}=b")]
}

/// An upload of one file and one field.
pub async fn uploads(browser: &Browser, file: &str, content: &str, from: &str) -> Page {
    let body = format!(
        "--part\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{file}\"\r\n\r\n{content}\r\n\
         --part\r\ncontent-disposition: form-data; name=\"from\"\r\n\r\n{from}\r\n--part--\r\n"
    );
    let request =
        browser.request("POST", UPLOAD).header("content-type", "multipart/form-data; boundary=part");
    browser.send(request.body(Body::from(body)).unwrap()).await
}

testing::on_both_databases! {
    async fn an_address_with_a_control_character_names_nothing(database: &Database) {
        let site = Site::on(database).await;
        let walk = Walk::over(&site).await;
        let before = database.every_text().await;
        let mut wrong = Vec::new();
        for (route, sample) in &walk.requests {
            for (browser, controls) in [(walk.may(route), &IN_ADDRESSES[..]), (&walk.nobody, &IN_ADDRESSES[..1])] {
                for address in controls.iter().flat_map(|control| spoilt(&sample.address, control)) {
                    let page = ask(browser, route.method, &address, &sample.pairs()).await;
                    if page.status != StatusCode::NOT_FOUND || !page.shows("This page is not here") {
                        wrong.push(format!("{} {address}: {}", route.method, page.status));
                    }
                }
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
        assert!(database.every_text().await == before, "something was changed");
    }

    async fn a_field_with_a_control_character_is_refused_by_its_name(database: &Database) {
        let site = Site::on(database).await;
        let walk = Walk::over(&site).await;
        let before = database.every_text().await;
        let mut wrong = Vec::new();
        let forms = walk.requests.iter().filter(|(route, _)| route.method == "POST");
        for (route, sample) in forms.filter(|(route, _)| !READS_NO_FIELD.contains(&route.path) && route.path != UPLOAD) {
            let pairs = sample.pairs();
            let last = pairs.last().map_or("", |(name, _)| name);
            let nul = pairs.iter().map(|(name, _)| (*name, '\0'));
            for (name, control) in nul.chain(CONTROLS.iter().map(|control| (last, *control))) {
                let spoil = |(key, value): &(&str, &str)| {
                    let value = if *key == name { format!("{value}{control}") } else { (*value).to_owned() };
                    ((*key).to_owned(), value)
                };
                let spoilt: Vec<(String, String)> = if pairs.is_empty() {
                    vec![(name.to_owned(), control.to_string())]
                } else {
                    pairs.iter().map(spoil).collect()
                };
                let fields: Vec<(&str, &str)> =
                    spoilt.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                let page = walk.may(route).post(&sample.address, &fields).await;
                if page.status != StatusCode::UNPROCESSABLE_ENTITY || !page.shows(&format!("The field “{name}” holds")) {
                    wrong.push(format!("{} {name} {control:?}: {} {}", route.path, page.status, page.words()));
                }
                let page = walk.nobody.post(&sample.address, &fields).await;
                let is_refused =
                    matches!(page.status, StatusCode::UNAUTHORIZED | StatusCode::UNPROCESSABLE_ENTITY);
                if !is_refused {
                    wrong.push(format!("{} {name} {control:?} by nobody: {}", route.path, page.status));
                }
            }
            let mut fields = pairs.clone();
            fields.push(("a\0b", "c"));
            let page = walk.may(route).post(&sample.address, &fields).await;
            if page.status != StatusCode::UNPROCESSABLE_ENTITY || !page.shows("The name of a field holds") {
                wrong.push(format!("{} by a name: {}", route.path, page.status));
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
        assert!(database.every_text().await == before, "something was changed");
    }

    async fn a_form_that_reads_no_field_is_not_stopped_by_one(database: &Database) {
        let site = Site::on(database).await;
        let things = Things::of(&site.school).await;
        for path in READS_NO_FIELD {
            let sample = sample(&things, "POST", path).unwrap();
            let browser = site.browser("A. Head").await;
            let page = browser.post(&sample.address, &[("words", "\0")]).await;
            assert!(!page.status.is_server_error(), "{path}: {}", page.status);
            assert_ne!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} reads a field");
        }
    }

    async fn an_upload_is_stopped_by_its_words_and_names_and_not_by_what_is_in_a_file(database: &Database) {
        let site = Site::on(database).await;
        let browser = site.browser("An Administrator").await;
        let before = database.every_text().await;
        for (file, from, told) in [
            ("times.csv", "2026-02-02\0", "The field “from” holds"),
            ("times.csv", "2026-02-02\u{85}", "The field “from” holds"),
            ("ti\u{85}mes.csv", "2026-02-02", "The name of a file holds"),
            ("ti\u{9f}mes.csv", "2026-02-02", "The name of a file holds"),
            // No upload at all: a name stands in the head of its part, which has no such character.
            ("ti\0mes.csv", "2026-02-02", "The upload broke off"),
            ("ti\u{1b}mes.csv", "2026-02-02", "The upload broke off"),
        ] {
            let page = uploads(&browser, file, "a,b", from).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
            assert!(page.shows(told), "{told}: {}", page.words());
        }
        // It is no timetable, and that is what is said.
        let page = uploads(&browser, "times.csv", "a\0b\u{85}", "2026-02-02").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!page.shows("cannot be seen or kept"), "{}", page.words());
        assert!(database.every_text().await == before, "something was changed");
    }

    async fn lines_and_columns_are_kept_and_turned_writing_is_set_apart(database: &Database) {
        let site = Site::on(database).await;
        let browser = site.browser("A. Technician").await;
        let name = "Tri\u{202e}pod \u{2066}x\u{2069}";
        let fields = [("once", "k"), ("name", name), ("place", "Shelf 2"), ("counted", "15")];
        let added = browser.post("/apparatus", &fields).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.words());
        let page = browser.post("/ideas", &[("once", "l"), ("words", "One\r\nTwo\tThree")]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.words());
        let kept = database.every_text().await;
        let apart = "\u{2068}Tri\u{202e}pod \u{2066}x\u{2069}\u{202c}\u{2069}";
        assert!(kept.iter().any(|(_, _, text)| text == apart));
        assert!(kept.iter().any(|(_, _, text)| text.contains("Two\tThree")));
        let turned: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
        let search = format!("/search?q={turned}");
        for address in [search.as_str(), "/apparatus", added.location()] {
            let page = browser.get(address).await;
            assert_eq!(page.status, StatusCode::OK);
            let html = page.html();
            assert!(html.contains('\u{202e}'), "{address}");
            assert_eq!(html.matches('\u{202e}').count(), html.matches(apart).count(), "{address}");
        }
    }
}
