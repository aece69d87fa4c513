//! Every read, for who may and who may not.

use std::collections::BTreeSet;

use api::{ReadEntry, every_read};
use domain::chat::ChatRole;
use domain::people::Role;
use serde_json::json;
use testing::{TestNetwork, TestSchool};

use crate::asked::{act, of_network, of_school, read, request, somebody_in_network_with, somebody_with};

/// Parameters that every read which needs some can be asked with.
fn parameters(entry: &ReadEntry, ids: &[(&str, &str)]) -> Vec<(String, String)> {
    let required = entry.parameters.iter().filter(|parameter| parameter.required);
    let value = |name: &str| match name {
        "date" => "2026-01-19",
        "q" => "microscope",
        "id" => ids
            .iter()
            .find(|(read, _)| *read == entry.name)
            .map_or_else(|| panic!("no id for {}", entry.name), |(_, id)| id),
        other => panic!("no {other} to read {} with", entry.name),
    };
    required.map(|parameter| (parameter.name.to_owned(), value(parameter.name).to_owned())).collect()
}

#[test]
fn the_names_of_reads_stay() {
    let names: BTreeSet<&str> = every_read().iter().map(|entry| entry.name).collect();
    let kept = [
        "board",
        "changes",
        "chat",
        "history",
        "inbox",
        "item",
        "items",
        "people",
        "practicals",
        "requisition",
        "search",
        "sites",
        "week",
    ];
    assert_eq!(names, BTreeSet::from(kept));
    assert_eq!(names.len(), every_read().len(), "two reads have one name");
}

testing::on_both_databases! {
    async fn every_read_is_for_who_may_and_for_nobody_else(database: &Database) {
        let school = TestSchool::on(database).await;
        let network = TestNetwork::on(&school).await;
        let item = school.counted_item("Microscope", 8).await;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let sent = act(&school, "A. Teacher", "requisition.send", None, &request(&lesson, &[(item, 2)])).await;
        let (requisition, item) = (sent.unwrap()["id"].as_str().unwrap().to_owned(), item.to_string());
        let chat = network.chat.to_string();
        let ids = [("requisition", requisition.as_str()), ("item", item.as_str()), ("chat", chat.as_str())];
        for entry in every_read() {
            let (given, roles) = (parameters(&entry, &ids), entry.roles());
            let askers: Vec<_> = if entry.scope == "school" {
                Role::ALL.map(|role| (role.key(), of_school(&school, somebody_with(role.key())))).into()
            } else {
                ChatRole::ALL
                    .map(|role| (role.key(), of_network(&network, somebody_in_network_with(role.key()))))
                    .into()
            };
            let everybody = entry.scope == "network" && roles.contains(&"member");
            for (role, asker) in askers {
                let code = api::read(&school.house, &asker, entry.name, &given).await.err().map(|problem| problem.code);
                let may = everybody || roles.contains(&role);
                // Somebody without lessons has no week of their own.
                let is_well = code.is_none() || (entry.name == "week" && code == Some("not-found"));
                assert!(if may { is_well } else { code == Some("not-permitted") }, "{role} {}: {code:?}", entry.name);
            }
        }
        let stranger = read(&school, "A. Teacher", "chat", &[("id", &chat)]).await.unwrap_err();
        assert_eq!(stranger.field.as_deref(), Some("network"));
    }

    async fn what_is_read_is_what_was_asked_for(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 8).await;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let tuesday = [("date", "2026-01-20")];
        assert_eq!(read(&school, "A. Technician", "board", &tuesday).await.unwrap()["requisitions"], json!([]));
        assert_eq!(read(&school, "A. Technician", "items", &[("q", "nothing like it")]).await.unwrap(), json!([]));
        let sent = act(&school, "A. Teacher", "requisition.send", None, &request(&lesson, &[(item, 2)])).await;
        let sent = sent.unwrap();
        let id = sent["id"].as_str().unwrap();
        let board = read(&school, "A. Technician", "board", &[("date", "2026-01-19")]).await.unwrap();
        assert_eq!(board["requisitions"][0]["id"], sent["id"]);
        // 09:00 in London is 09:00 UTC in January.
        assert_eq!(board["requisitions"][0]["lesson"]["from"], "2026-01-19T09:00:00Z");
        let week = read(&school, "A. Teacher", "week", &[("date", "2026-01-21")]).await.unwrap();
        assert_eq!(week["requisitions"][0]["id"], sent["id"]);
        assert_eq!(week["lessons"].as_array().unwrap().len(), 20, "four a day");
        let sheet = read(&school, "A. Teacher", "requisition", &[("id", id)]).await.unwrap();
        assert_eq!((&sheet["state"], &sheet["holds"][0]["quantity"]), (&json!("accepted"), &json!(2)));
        let shown = read(&school, "A. Teacher", "item", &[("id", &item.to_string())]).await.unwrap();
        assert_eq!((&shown["counted"], &shown["held_by"][0]["teacher"]), (&json!(8), &json!("A. Teacher")));
        let history = read(&school, "A. Head", "history", &[("id", id)]).await.unwrap();
        assert_eq!(history[0]["kind"], "requisition.send");
        let found = read(&school, "A. Teacher", "search", &[("q", "microscope")]).await.unwrap();
        let items = found["items"].as_array().unwrap();
        assert!(items.iter().any(|found| found["id"] == item.to_string()));
        assert_eq!(found["people"], json!([]), "a teacher sees no list of people");
        let problem = read(&school, "A. Teacher", "week", &[("day", "2026-01-21")]).await.unwrap_err();
        assert_eq!((problem.code, problem.field.as_deref()), ("invalid", Some("day")));
        let near = read(&school, "A. Teacher", "boards", &[]).await.unwrap_err();
        assert!(near.code == "not-found" && near.detail.contains("board"), "{near:?}");
    }

    async fn what_was_said_of_a_count_is_told_whole(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 8).await;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let sent = act(&school, "A. Teacher", "requisition.send", None, &request(&lesson, &[(item, 2)])).await;
        let id = sent.unwrap()["id"].as_str().unwrap().to_owned();
        let item = item.to_string();
        let count = json!({ "back": { item.as_str(): 1 }, "words": { item.as_str(): "they never look" }, "initials": "AT" });
        let at = Some(id.as_str());
        for (deed, given) in [
            ("requisition.query", json!({ "words": "which slides?" })),
            ("requisition.accept", json!({})),
            ("requisition.prepare", json!({ "initials": "AT" })),
            ("requisition.deliver", json!({ "initials": "AT" })),
            ("requisition.collect", json!({ "initials": "AT" })),
            ("requisition.count", count),
        ] {
            act(&school, "A. Technician", deed, at, &given).await.unwrap_or_else(|problem| panic!("{deed}: {problem:?}"));
        }
        for (name, what) in [("A. Teacher", "requisition"), ("A. Technician", "history")] {
            let told = read(&school, name, what, &[("id", &id)]).await.unwrap().to_string();
            assert!(told.contains("Counted back: 1 of 2 Microscope missing (they never look)"), "{told}");
        }
        let sheet = read(&school, "A. Teacher", "requisition", &[("id", &id)]).await.unwrap();
        assert_eq!(sheet["said"][0]["words"], "which slides?");
    }
}
