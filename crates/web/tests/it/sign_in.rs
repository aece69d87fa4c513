//! Signing in and out, and where it leads.

use actions::people::{EndAccess, PersonWanted};
use axum::http::StatusCode;
use domain::people::{Role, Roles};

use crate::page::Page;
use crate::site::{Site, settings};

const EMAIL: &str = "p.person@school.example";
const PASSWORD: &str = "a made-up password";

async fn add_person(site: &Site<'_>) {
    let wanted = PersonWanted {
        name: "P. Person".to_owned(),
        email: EMAIL.to_owned(),
        roles: Roles::new([Role::Technician]),
        staff: None,
        mentor: None,
        password: PASSWORD.to_owned(),
    };
    actions::people::add(&site.school.house, site.school.id, &wanted).await.unwrap();
}

async fn sign_in(site: &Site<'_>, password: &str, next: &str) -> Page {
    site.nobody().post("/sign-in", &[("email", EMAIL), ("password", password), ("next", next)]).await
}

testing::on_both_databases! {
    async fn a_session_begins_with_a_cookie_no_script_reads(database: &Database) {
        let site = Site::on(database).await;
        add_person(&site).await;
        let page = sign_in(&site, PASSWORD, "").await;
        assert_eq!(page.location(), "/");
        let cookie = page.header("set-cookie").to_owned();
        let parts: Vec<&str> = cookie.split("; ").collect();
        assert!(parts[0].starts_with("trolley=") && parts[0].len() > 8 + 43, "{cookie}");
        assert_eq!(parts[1..], ["Path=/", "Max-Age=1209600", "HttpOnly", "SameSite=Lax"]);
        let token = parts[0].split_once('=').unwrap().1;
        let kept = database.every_text().await;
        assert!(kept.iter().all(|(_, _, text)| !text.contains(token)), "the token itself is kept");
        assert!(kept.iter().all(|(_, _, text)| !text.contains(PASSWORD)), "the password itself is kept");
    }

    async fn behind_https_the_cookie_is_bound_to_this_host(database: &Database) {
        let site = Site::on(database).await;
        add_person(&site).await;
        let secure = web::ServeSettings { secure_cookies: true, ..settings() };
        let router = web::router(site.school.house.clone(), secure, site.stop.clone());
        let browser = site.nobody().at(&router);
        let page = browser.post("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
        let cookie = page.header("set-cookie");
        assert!(cookie.starts_with("__Host-trolley="), "{cookie}");
        assert!(cookie.ends_with("; Path=/; Max-Age=1209600; HttpOnly; SameSite=Lax; Secure"), "{cookie}");
        assert!(!cookie.contains("Domain"), "{cookie}");
    }

    async fn signing_in_leads_nowhere_else(database: &Database) {
        let site = Site::on(database).await;
        add_person(&site).await;
        assert_eq!(sign_in(&site, PASSWORD, "/board/2026-01-19?room=Lab+1").await.location(), "/board/2026-01-19?room=Lab+1");
        for elsewhere in [
            "https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "\\\\elsewhere.example",
            "/\t/elsewhere.example", "/\n/elsewhere.example", "/\r\nset-cookie: a=b", "javascript:alert(1)",
            "elsewhere.example", " //elsewhere.example", "/é", "/\u{202e}", "///elsewhere.example",
        ] {
            let page = sign_in(&site, PASSWORD, elsewhere).await;
            assert_eq!(page.location(), "/", "{elsewhere:?}");
            let next: String = form_urlencoded::byte_serialize(elsewhere.as_bytes()).collect();
            let shown = site.nobody().get(&format!("/sign-in?next={next}")).await;
            if elsewhere.contains(char::is_control) {
                // Such an address names no page at all.
                assert_eq!(shown.status, StatusCode::NOT_FOUND, "{elsewhere:?}");
                continue;
            }
            assert_eq!(shown.form("/sign-in").get("next"), "", "{elsewhere:?}");
        }
    }

    async fn a_wrong_password_says_nothing_of_the_account(database: &Database) {
        let site = Site::on(database).await;
        add_person(&site).await;
        let wrong = sign_in(&site, "wrong", "/week").await;
        let unknown = site
            .nobody()
            .post("/sign-in", &[("email", "q.person@school.example"), ("password", "wrong"), ("next", "/week")])
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(unknown.status, wrong.status);
        assert_eq!(unknown.html().replace("q.person", "p.person"), wrong.html());
        assert_eq!(wrong.form("/sign-in").get("next"), "/week");
        assert!(!wrong.html().contains("wrong\""), "the password is shown again");
        assert!(!wrong.headers.contains_key("set-cookie"));
    }

    async fn guessing_is_slowed(database: &Database) {
        let site = Site::on(database).await;
        add_person(&site).await;
        for _ in 0..5 {
            assert_eq!(sign_in(&site, "wrong", "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(sign_in(&site, PASSWORD, "").await.status, StatusCode::TOO_MANY_REQUESTS);
        site.school.clock.pass_seconds(2);
        assert_eq!(sign_in(&site, PASSWORD, "").await.status, StatusCode::SEE_OTHER);
    }

    async fn whoever_signs_out_is_out(database: &Database) {
        let site = Site::on(database).await;
        let browser = site.browser("A. Technician").await;
        let other = site.browser("A. Technician").await;
        let page = browser.get("/board").await;
        let out = browser.sends(&page.form("/sign-out")).await;
        assert_eq!(out.location(), "/sign-in");
        assert_eq!(out.header("set-cookie"), "trolley=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
        assert_eq!(browser.get("/board").await.location(), "/sign-in?next=%2Fboard");
        assert_eq!(other.get("/board").await.status, StatusCode::OK);
    }

    async fn a_kept_page_is_not_shown_to_whoever_signed_out(database: &Database) {
        let site = Site::on(database).await;
        let browser = site.browser("A. Teacher").await;
        assert_eq!(browser.get("/week").await.status, StatusCode::OK);
        browser.post("/sign-out", &[]).await;
        assert_eq!(browser.get("/week").await.status, StatusCode::SEE_OTHER);
    }

    async fn access_that_ended_ends_at_once(database: &Database) {
        let site = Site::on(database).await;
        let browser = site.browser("B. Teacher").await;
        assert_eq!(browser.get("/week").await.status, StatusCode::OK);
        let account = site.school.member("B. Teacher").await.account();
        let permit = site.school.administrator().await.permit().unwrap();
        let end = EndAccess { person: account };
        site.school.house.act(&permit, (), end, None).await.unwrap();
        let page = browser.get("/week").await;
        assert!(matches!(page.status, StatusCode::FORBIDDEN | StatusCode::SEE_OTHER), "{}", page.status);
    }

    async fn a_fragment_sends_the_whole_browser_to_the_door(database: &Database) {
        let site = Site::on(database).await;
        let nobody = site.nobody();
        let request = nobody.request("GET", "/requisitions/practicals?q=a").header("hx-request", "true");
        let page = nobody.send(request.body(axum::body::Body::empty()).unwrap()).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
        assert_eq!(page.header("hx-redirect"), "/sign-in?next=%2Frequisitions%2Fpracticals%3Fq%3Da");
    }

    async fn everybody_starts_where_their_day_begins(database: &Database) {
        let site = Site::on(database).await;
        for (name, address) in [
            ("A. Teacher", "/week"), ("A. Trainee", "/week"), ("A. Head", "/week"), ("A. Technician", "/board"),
            ("The prep room", "/board"), ("An Administrator", "/set-up"), ("A. Leader", "/evidence"),
        ] {
            assert_eq!(site.browser(name).await.get("/").await.location(), address, "{name}");
        }
        assert_eq!(site.nobody().get("/").await.location(), "/sign-in");
    }
}
