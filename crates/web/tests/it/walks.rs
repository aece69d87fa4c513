//! Role × route: who may use what, as `role-by-route.txt` has it, found out by trying.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use axum::http::StatusCode;
use domain::people::Role;
use web::{Access, RouteEntry};

use crate::addresses::{Sample, Things, sample};
use crate::page::Page;
use crate::site::{Browser, Site};

/// The table that is decided: a line for each route, a column for nobody and for each role.
const DECIDED: &str = include_str!("role-by-route.txt");

/// Whoever has one role and no other.
const PEOPLE: [(Role, &str); 8] = [
    (Role::Teacher, "A. Teacher"),
    (Role::Trainee, "A. Trainee"),
    (Role::Technician, "A. Technician"),
    (Role::SeniorTechnician, "A. Senior"),
    (Role::HeadOfScience, "A. Head"),
    (Role::SeniorLeader, "A. Leader"),
    (Role::Administrator, "An Administrator"),
    (Role::PrepRoom, "The prep room"),
];

/// The decided table: who may, by route. Columns are nobody, then the roles in their order.
fn decided() -> BTreeMap<(String, String), Vec<bool>> {
    let lines = DECIDED.lines().filter(|line| line.starts_with("GET") || line.starts_with("POST"));
    lines
        .map(|line| {
            let mut words = line.split_whitespace();
            let route = (words.next().unwrap().to_owned(), words.next().unwrap().to_owned());
            let may: Vec<bool> = words.map(|word| word == "yes").collect();
            assert_eq!(may.len(), 1 + PEOPLE.len(), "{line}");
            (route, may)
        })
        .collect()
}

async fn ask(browser: &Browser, method: &str, sample: &Sample) -> Page {
    match method {
        "GET" => browser.get(&sample.address).await,
        _ => browser.post(&sample.address, &sample.pairs()).await,
    }
}

/// Whether an answer lets nobody in: to the sign-in page, or 401 for a form.
fn sends_away(method: &str, page: &Page) -> bool {
    match method {
        "GET" => page.status == StatusCode::SEE_OTHER && page.location().starts_with("/sign-in"),
        _ => page.status == StatusCode::UNAUTHORIZED,
    }
}

/// The routes whose permissions come from roles in a school, or that need none. Those of networks and chats
/// are walked in `chat_walks.rs`.
fn routes_of_a_school(site: &Site<'_>) -> Vec<RouteEntry> {
    let list = web::route_list(&site.school.house).into_iter();
    list.filter(|route| !matches!(route.access, Access::InNetwork { .. })).collect()
}

fn samples(site: &Site<'_>, things: &Things) -> Vec<(RouteEntry, Sample)> {
    let list = routes_of_a_school(site);
    let unknown: Vec<String> = list
        .iter()
        .filter(|route| sample(things, route.method, route.path).is_none())
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert!(unknown.is_empty(), "give these routes an address in addresses.rs: {unknown:#?}");
    list.into_iter().map(|route| (route, sample(things, route.method, route.path).unwrap())).collect()
}

testing::on_both_databases! {
    async fn every_route_is_decided_and_every_decision_is_a_route(database: &Database) {
        let site = Site::on(database).await;
        let list = routes_of_a_school(&site);
        let routes: BTreeSet<(String, String)> =
            list.iter().map(|route| (route.method.to_owned(), route.path.to_owned())).collect();
        assert_eq!(routes.len(), list.len(), "a route stands twice");
        let decided: BTreeSet<(String, String)> = decided().into_keys().collect();
        assert_eq!(routes, decided, "role-by-route.txt and the routes differ");
    }

    async fn the_permissions_of_the_routes_are_the_decided_ones(database: &Database) {
        let site = Site::on(database).await;
        let decided = decided();
        let mut wrong = String::new();
        for route in routes_of_a_school(&site) {
            let may = &decided[&(route.method.to_owned(), route.path.to_owned())];
            for (place, (role, _)) in PEOPLE.iter().enumerate() {
                let has = match route.access {
                    Access::Anybody | Access::SignedIn => true,
                    Access::InNetwork { .. } => unreachable!("routes of networks have a table of their own"),
                    Access::Permitted { roles, .. } => roles.contains(role),
                };
                if has != may[place + 1] {
                    writeln!(wrong, "{} {} for {}: {has}", route.method, route.path, role.words()).unwrap();
                }
            }
            if matches!(route.access, Access::Anybody) != may[0] {
                writeln!(wrong, "{} {} for nobody", route.method, route.path).unwrap();
            }
        }
        assert_eq!(wrong, "");
    }

    async fn whom_the_table_bars_is_refused_and_changes_nothing(database: &Database) {
        let site = Site::on(database).await;
        let things = Things::of(&site.school).await;
        let samples = samples(&site, &things);
        let decided = decided();
        let mut browsers = Vec::new();
        for (role, name) in PEOPLE {
            browsers.push((role, site.browser(name).await));
        }
        let before = site.rows().await;
        let mut wrong = String::new();
        for (route, sample) in &samples {
            let may = &decided[&(route.method.to_owned(), route.path.to_owned())];
            if !may[0] {
                let page = ask(&site.nobody(), route.method, sample).await;
                if !sends_away(route.method, &page) {
                    writeln!(wrong, "{} {} let nobody in: {}", route.method, route.path, page.status).unwrap();
                }
            }
            for (place, (role, browser)) in browsers.iter().enumerate() {
                if may[place + 1] {
                    continue;
                }
                let page = ask(browser, route.method, sample).await;
                if page.status != StatusCode::FORBIDDEN {
                    writeln!(wrong, "{} {} for {}: {}", route.method, route.path, role.words(), page.status).unwrap();
                }
            }
        }
        assert_eq!(wrong, "");
        assert_eq!(site.rows().await, before);
    }

    async fn whom_the_table_lets_in_is_not_refused(database: &Database) {
        let site = Site::on(database).await;
        let things = Things::of(&site.school).await;
        let decided = decided();
        let mut wrong = String::new();
        for (route, sample) in samples(&site, &things) {
            let may = &decided[&(route.method.to_owned(), route.path.to_owned())];
            if may[0] {
                let page = ask(&site.nobody(), route.method, &sample).await;
                if page.status.is_server_error() || page.status == StatusCode::FORBIDDEN {
                    writeln!(wrong, "{} {} for nobody: {}", route.method, route.path, page.status).unwrap();
                }
            }
            for (place, (role, name)) in PEOPLE.into_iter().enumerate() {
                if !may[place + 1] {
                    continue;
                }
                // Each with a session of their own, since signing out ends one.
                let page = ask(&site.browser(name).await, route.method, &sample).await;
                let is_refused = matches!(page.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
                if is_refused || page.status.is_server_error() || page.header("location").starts_with("/sign-in?") {
                    writeln!(wrong, "{} {} for {}: {}", route.method, route.path, role.words(), page.status).unwrap();
                }
            }
        }
        assert_eq!(wrong, "");
    }
}
