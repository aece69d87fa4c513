//! Every deed of the list, whatever it is.

use std::collections::BTreeSet;

use api::{Asker, DeedEntry, Within, every_deed};
use domain::chat::ChatRole;
use domain::history::Kind;
use domain::people::Role;
use serde_json::{Value, json};
use testing::{TestNetwork, TestSchool};

use crate::asked::{act, act_in, of_network, of_school, request, somebody_in_network_with, somebody_with};

/// The names that other programs and kept answers go by. A line is added with a deed, and none is changed.
const KEPT: &str = include_str!("deeds.txt");

#[test]
fn every_deed_says_again_what_it_was_made_of() {
    for entry in every_deed() {
        let example = entry.example().unwrap();
        let meant = entry.meant(example.to_string().as_bytes()).unwrap();
        assert_eq!(meant, example, "{}", entry.key);
        assert_eq!(entry.meant(meant.to_string().as_bytes()).unwrap(), meant, "{}", entry.key);
    }
}

#[test]
fn no_deed_takes_a_field_that_it_does_not_have() {
    for entry in every_deed() {
        let mut example = entry.example().unwrap();
        example.as_object_mut().expect("a deed is an object").insert("surprise".to_owned(), Value::Null);
        let problem = entry.meant(example.to_string().as_bytes()).unwrap_err();
        assert_eq!((problem.code, problem.field.as_deref()), ("invalid", Some("surprise")), "{}", entry.key);
    }
}

#[test]
fn every_deed_writes_history_of_a_known_kind() {
    for entry in every_deed() {
        assert!(
            !matches!(Kind::from_key(entry.history), Kind::Other(_)),
            "{} writes no known kind",
            entry.key
        );
    }
}

#[test]
fn the_names_of_deeds_stay() {
    let keys: BTreeSet<&str> = every_deed().iter().map(|entry| entry.key).collect();
    assert_eq!(keys.len(), every_deed().len(), "two deeds have one name");
    let mut rows: Vec<String> = every_deed()
        .iter()
        .map(|entry| {
            format!("{:<28} {:<16} {:<24} {}\n", entry.key, entry.form, entry.history, entry.permission)
        })
        .collect();
    rows.sort();
    let rows = rows.concat();
    assert_eq!(rows, KEPT, "deeds.txt should be:\n{rows}");
}

#[test]
fn an_unknown_deed_is_told_with_those_near_it() {
    let problem = api::find_deed("requisition.acept").unwrap_err();
    assert_eq!((problem.code, problem.status), ("not-found", 404));
    assert!(problem.detail.contains("requisition.accept") && problem.detail.contains("--list"));
}

/// Every role of the deed's scope, with somebody who has it.
fn askers(entry: &DeedEntry, school: &TestSchool, network: &TestNetwork) -> Vec<(&'static str, Asker)> {
    if entry.scope == "school" {
        return Role::ALL.map(|role| (role.key(), of_school(school, somebody_with(role.key())))).into();
    }
    ChatRole::ALL.map(|role| (role.key(), of_network(network, somebody_in_network_with(role.key())))).into()
}

/// Whether somebody with this role may; everybody in a network is a member of it, too.
fn may(entry: &DeedEntry, role: &str) -> bool {
    let roles = entry.roles();
    roles.contains(&role) || (entry.scope == "network" && roles.contains(&"member"))
}

testing::on_both_databases! {
    async fn who_may_not_do_a_deed_changes_nothing_and_who_may_is_let_in(database: &Database) {
        let school = TestSchool::on(database).await;
        let network = TestNetwork::on(&school).await;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let sent = act(&school, "A. Teacher", "requisition.send", None, &request(&lesson, &[])).await.unwrap();
        let requisition = sent["id"].as_str().unwrap().to_owned();
        let chat = network.chat.to_string();
        let at = |entry: &DeedEntry| match entry.at {
            Some("requisition") => Some(requisition.as_str()),
            Some("chat") => Some(chat.as_str()),
            Some(other) => panic!("no {other} to do {} at", entry.key),
            None => None,
        };
        let rows = async || {
            (database.rows_of(school.id).await, database.rows_of_network(network.id).await)
        };
        let before = rows().await;
        for (entry, allowed) in every_deed().iter().flat_map(|entry| [(*entry, false), (*entry, true)]) {
            for (role, asker) in askers(&entry, &school, &network) {
                if may(&entry, role) || allowed {
                    continue;
                }
                let example = entry.example().unwrap();
                let answer = act_in(&school.house, &asker, entry.key, at(&entry), None, &example).await;
                assert_eq!(answer.unwrap_err().code, "not-permitted", "{role} {}", entry.key);
            }
        }
        assert_eq!(rows().await, before, "a deed that is not permitted wrote something");
        for entry in every_deed() {
            for (role, asker) in askers(&entry, &school, &network) {
                if !may(&entry, role) {
                    continue;
                }
                let example = entry.example().unwrap();
                let answer = act_in(&school.house, &asker, entry.key, at(&entry), None, &example).await;
                let code = answer.err().map(|problem| problem.code);
                assert!(code != Some("not-permitted") && code != Some("inside"), "{role} {}: {code:?}", entry.key);
            }
        }
    }

    async fn who_is_not_there_is_told_no_more_than_that(database: &Database) {
        let school = TestSchool::on(database).await;
        let neighbour = school.neighbour().await;
        let accept = async |asker: Asker| {
            let nothing = json!({});
            let answer = act_in(&school.house, &asker, "requisition.undo", None, None, &nothing).await;
            answer.unwrap_err()
        };
        let email = school.email("A. Technician");
        let strangers = [
            Asker { within: Within::School("nowhere".to_owned()), email: email.clone() },
            Asker { within: Within::School(school.slug.clone()), email: "nobody@nowhere.example".to_owned() },
            Asker { within: Within::School(neighbour.slug.clone()), email },
        ];
        let mut told = Vec::new();
        for stranger in strangers {
            told.push(accept(stranger).await);
        }
        assert_eq!(told[0].code, "not-found");
        assert!(told.iter().all(|problem| *problem == told[0]), "{told:?}");
        let technician = school.member("A. Technician").await.account();
        database.run(&format!("update membership set ended_at = 1 where account_id = '{technician}'")).await;
        assert_eq!(accept(of_school(&school, "A. Technician")).await, told[0], "whose access has ended");
    }

    async fn a_deed_is_done_where_it_belongs_and_to_what_it_is_done_to(database: &Database) {
        let school = TestSchool::on(database).await;
        let network = TestNetwork::on(&school).await;
        let nothing = json!({});
        let field = async |asker: &Asker, key: &str, at: Option<&str>| {
            let problem = act_in(&school.house, asker, key, at, None, &nothing).await.unwrap_err();
            (problem.code, problem.field.unwrap_or_default())
        };
        let technician = of_school(&school, "A. Technician");
        let member = of_network(&network, "A. Member");
        assert_eq!(field(&member, "requisition.accept", None).await, ("invalid", "school".to_owned()));
        assert_eq!(field(&technician, "message.hide", None).await, ("invalid", "network".to_owned()));
        assert_eq!(field(&technician, "requisition.accept", None).await, ("invalid", "at".to_owned()));
        assert_eq!(field(&technician, "requisition.accept", Some("x")).await, ("invalid", "at".to_owned()));
        assert_eq!(field(&technician, "requisition.send", Some("x")).await, ("invalid", "at".to_owned()));
    }
}
