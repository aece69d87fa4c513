//! Role × route in networks and chats: who may use what, as `chat-role-by-route.txt` has it, found out by
//! trying; and whoever belongs to another network finds nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use axum::http::StatusCode;
use domain::chat::ChatRole;
use testing::{Talker, TestNetwork};
use web::{Access, RouteEntry};

use crate::addresses::Sample;
use crate::chat_addresses::{RoomThings, room_sample};
use crate::page::Page;
use crate::site::{Browser, Site};

/// The table that is decided: a line for each route, a column for nobody, for a stranger from another
/// network, and for each role.
const DECIDED: &str = include_str!("chat-role-by-route.txt");

/// Whoever has one role in the chat and no other.
const PEOPLE: [(ChatRole, &str); 5] = [
    (ChatRole::Member, "B. Member"),
    (ChatRole::Host, "A. Host"),
    (ChatRole::Moderator, "A. Moderator"),
    (ChatRole::Curator, "A. Curator"),
    (ChatRole::NetworkAdministrator, "An Administrator"),
];

/// Forms after which something is gone that others need, in the order they are sent in.
const TAKES_AWAY: [&str; 8] = [
    "/chats/{chat}/messages/{message}/hide",
    "/chats/{chat}/list/{item}/remove",
    "/chats/{chat}/put-off",
    "/chats/{chat}/messages/{message}/take-back",
    "/chats/{chat}/close",
    "/networks/{network}/people/{person}/end",
    "/networks/{network}/schools/{school}/end",
    "/networks/{network}/leave",
];
/// Their own words are taken back by those who said them; a member votes and can leave.
const BY_A_MEMBER: [&str; 3] = [
    "/chats/{chat}/messages/{message}/take-back",
    "/networks/{network}/topics/{topic}/vote",
    "/networks/{network}/leave",
];
/// The administrator of this network has no school to save anything for.
const NOT_THEIRS: [&str; 1] = ["/chats/{chat}/messages/{message}/save"];
/// Done already, as it stands: nothing is pinned, and nobody has that handle.
const NOTHING_TO_DO: [&str; 2] = ["/chats/{chat}/unpin", "/networks/{network}/erasure"];

fn decided() -> BTreeMap<(String, String), Vec<bool>> {
    let lines = DECIDED.lines().filter(|line| line.starts_with("GET") || line.starts_with("POST"));
    lines
        .map(|line| {
            let mut words = line.split_whitespace();
            let route = (words.next().unwrap().to_owned(), words.next().unwrap().to_owned());
            let may: Vec<bool> = words.map(|word| word == "yes").collect();
            assert_eq!(may.len(), PEOPLE.len(), "{line}");
            (route, may)
        })
        .collect()
}

fn routes(site: &Site<'_>) -> Vec<RouteEntry> {
    let list = web::route_list(&site.school.house).into_iter();
    list.filter(|route| matches!(route.access, Access::InNetwork { .. })).collect()
}

fn samples(site: &Site<'_>, things: &RoomThings) -> Vec<(RouteEntry, Sample)> {
    let list = routes(site);
    let unknown: Vec<String> = list
        .iter()
        .filter(|route| room_sample(things, route.method, route.path).is_none())
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert!(unknown.is_empty(), "give these routes an address in chat_addresses.rs: {unknown:#?}");
    list.into_iter().map(|route| (route, room_sample(things, route.method, route.path).unwrap())).collect()
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

/// Chat roles are given in one chat; the walk needs them in every chat of the network that it opens. Drafts
/// and scheduled chats have their administrator for a host, so the host of those is made one here.
async fn give_everywhere(network: &TestNetwork, things: &RoomThings) {
    let administrator = network.administrator().await;
    for chat in [things.draft, things.scheduled, things.scheduled_too] {
        for (name, role) in [
            ("a_host", ChatRole::Host),
            ("a_moderator", ChatRole::Moderator),
            ("a_curator", ChatRole::Curator),
        ] {
            let handle = name.to_owned();
            administrator.at(chat).does(actions::chat::GiveRole { handle, role }).await.unwrap();
        }
    }
}

async fn browser(site: &Site<'_>, network: &TestNetwork, name: &str) -> Browser {
    site.browser_for(&network.person(name).await).await
}

testing::on_both_databases! {
    async fn every_route_of_a_network_is_decided_and_every_decision_is_a_route(database: &Database) {
        let site = Site::on(database).await;
        let list = routes(&site);
        let routes: BTreeSet<(String, String)> =
            list.iter().map(|route| (route.method.to_owned(), route.path.to_owned())).collect();
        assert_eq!(routes.len(), list.len(), "a route stands twice");
        let decided = decided();
        let known: BTreeSet<(String, String)> = decided.keys().cloned().collect();
        assert_eq!(routes, known, "chat-role-by-route.txt and the routes differ");
        let mut wrong = String::new();
        for route in list {
            let Access::InNetwork { roles, .. } = route.access else { continue };
            let may = &decided[&(route.method.to_owned(), route.path.to_owned())];
            for (place, (role, _)) in PEOPLE.iter().enumerate() {
                // Everybody in a network is a member of it, whatever else they are.
                let has = roles.contains(role) || roles.contains(&ChatRole::Member);
                if has != may[place] {
                    writeln!(wrong, "{} {} for {}: {has}", route.method, route.path, role.words()).unwrap();
                }
            }
        }
        assert_eq!(wrong, "");
    }

    async fn whom_the_table_of_chats_bars_is_refused_and_changes_nothing(database: &Database) {
        let site = Site::on(database).await;
        let network = TestNetwork::on(&site.school).await;
        let things = RoomThings::of(&network, &site.school).await;
        give_everywhere(&network, &things).await;
        let neighbour = network.neighbour().await;
        let strangers = [
            ("a host of another network", site.browser_for(&neighbour.host().await).await),
            ("the administrator of another network", site.browser_for(&neighbour.administrator().await).await),
            ("the tablet of a member school", site.browser("The prep room").await),
            ("an administrator of a member school", site.browser("An Administrator").await),
        ];
        let mut browsers = Vec::new();
        for (role, name) in PEOPLE {
            browsers.push((role, browser(&site, &network, name).await));
        }
        let decided = decided();
        let before = (database.rows_of_network(network.id).await, database.rows_of_network(neighbour.id).await);
        let mut wrong = String::new();
        for (route, sample) in samples(&site, &things) {
            let (method, path) = (route.method, route.path);
            let page = ask(&site.nobody(), method, &sample).await;
            if !sends_away(method, &page) {
                writeln!(wrong, "{method} {path} let nobody in: {}", page.status).unwrap();
            }
            for (who, browser) in &strangers {
                let page = ask(browser, method, &sample).await;
                let tells = page.html().contains("Test Network") || page.html().contains("Ours leaks");
                if page.status != StatusCode::NOT_FOUND || tells {
                    writeln!(wrong, "{method} {path} for {who}: {}", page.status).unwrap();
                }
            }
            let may = &decided[&(method.to_owned(), path.to_owned())];
            for (place, (role, browser)) in browsers.iter().enumerate() {
                if may[place] {
                    continue;
                }
                let page = ask(browser, method, &sample).await;
                if page.status != StatusCode::FORBIDDEN {
                    writeln!(wrong, "{method} {path} for {}: {}", role.words(), page.status).unwrap();
                }
            }
        }
        assert_eq!(wrong, "");
        let after = (database.rows_of_network(network.id).await, database.rows_of_network(neighbour.id).await);
        assert_eq!(after, before);
    }

    async fn whom_the_table_of_chats_lets_in_is_not_refused(database: &Database) {
        let site = Site::on(database).await;
        let network = TestNetwork::on(&site.school).await;
        let things = RoomThings::of(&network, &site.school).await;
        give_everywhere(&network, &things).await;
        let decided = decided();
        let mut browsers = Vec::new();
        for (role, name) in PEOPLE {
            browsers.push((role, browser(&site, &network, name).await));
        }
        let mut wrong = String::new();
        for (route, sample) in samples(&site, &things) {
            let may = &decided[&(route.method.to_owned(), route.path.to_owned())];
            for (place, (role, browser)) in browsers.iter().enumerate() {
                // Whoever leaves is gone: nobody leaves in this walk but whom it would not miss.
                if !may[place] || route.path == "/networks/{network}/leave" {
                    continue;
                }
                let page = ask(browser, route.method, &sample).await;
                let is_refused = matches!(page.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
                if is_refused || page.status.is_server_error() || page.header("location").starts_with("/sign-in?") {
                    writeln!(wrong, "{} {} for {}: {}", route.method, route.path, role.words(), page.status).unwrap();
                }
            }
        }
        assert_eq!(wrong, "");
    }

    async fn the_ids_of_another_network_are_not_found_within_ones_own(database: &Database) {
        let site = Site::on(database).await;
        let network = TestNetwork::on(&site.school).await;
        let own = RoomThings::of(&network, &site.school).await;
        let neighbour = network.neighbour().await;
        let foreign = RoomThings::of(&neighbour, &site.school).await;
        // Their ids below our own chat and network: everything after the first name is theirs.
        let mixed = RoomThings {
            network: own.network,
            draft: own.draft,
            scheduled: own.scheduled,
            scheduled_too: own.scheduled_too,
            closed_too: own.closed_too,
            open: own.open,
            closed: own.closed,
            reviewed: own.reviewed,
            published: own.published,
            holding: own.holding,
            ..foreign.clone()
        };
        let administrator: Talker = network.administrator().await;
        let browser = site.browser_for(&administrator).await;
        let before = (database.rows_of_network(network.id).await, database.rows_of_network(neighbour.id).await);
        let mut wrong = String::new();
        let inner = ["{message}", "{item}", "{report}", "{topic}", "{code}"];
        for (route, sample) in samples(&site, &mixed) {
            if !inner.iter().any(|name| route.path.contains(name)) {
                continue;
            }
            let page = ask(&browser, route.method, &sample).await;
            if page.status != StatusCode::NOT_FOUND {
                writeln!(wrong, "{} {}: {}", route.method, route.path, page.status).unwrap();
            }
        }
        assert_eq!(wrong, "");
        let after = (database.rows_of_network(network.id).await, database.rows_of_network(neighbour.id).await);
        assert_eq!(after, before);
    }

    async fn every_form_of_a_network_sent_twice_has_one_effect(database: &Database) {
        let site = Site::on(database).await;
        let network = TestNetwork::on(&site.school).await;
        let things = RoomThings::of(&network, &site.school).await;
        give_everywhere(&network, &things).await;
        let administrator = site.browser_for(&network.administrator().await).await;
        let member = site.browser_for(&network.member().await).await;
        let mut forms = samples(&site, &things);
        forms.retain(|(route, _)| route.method == "POST");
        // What takes something away comes after everything that needs it.
        forms.sort_by_key(|(route, _)| TAKES_AWAY.iter().position(|path| *path == route.path));
        let events = async || {
            let mut reading = network.storage.read(network.id).await.unwrap();
            reading.event_sequence().await.unwrap()
        };
        let mut wrong = String::new();
        for (route, sample) in forms {
            let browser = if BY_A_MEMBER.contains(&route.path) { &member } else { &administrator };
            let before = events().await;
            let first = ask(browser, "POST", &sample).await;
            let once = events().await;
            let second = ask(browser, "POST", &sample).await;
            let is_done = first.status == StatusCode::SEE_OTHER || first.status == StatusCode::OK;
            if !is_done && !NOT_THEIRS.contains(&route.path) {
                writeln!(wrong, "POST {}: {}", route.path, first.status).unwrap();
            }
            // Whoever has left is a stranger when the form comes again.
            let has_left = route.path == "/networks/{network}/leave";
            if second.status != first.status && !has_left {
                writeln!(wrong, "POST {} twice: {} then {}", route.path, first.status, second.status).unwrap();
            }
            let without: Vec<(&str, &str)> =
                sample.pairs().into_iter().filter(|(name, _)| *name != "once").collect();
            let page = browser.post(&sample.address, &without).await;
            if page.status.is_success() || page.status.is_redirection() {
                writeln!(wrong, "POST {} without a key: {}", route.path, page.status).unwrap();
            }
            let after = events().await;
            if after != once || once > before + 1 {
                writeln!(wrong, "POST {}: events {before}, {once}, {after}", route.path).unwrap();
            }
            if once == before && is_done && !NOTHING_TO_DO.contains(&route.path) {
                writeln!(wrong, "POST {} did nothing", route.path).unwrap();
            }
        }
        assert_eq!(wrong, "");
    }
}
