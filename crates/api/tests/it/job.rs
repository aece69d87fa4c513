//! The whole job of a requisition, as a program does it.

use serde_json::{Value, json};
use testing::TestSchool;

use crate::asked::{act, act_in, late_request, of_school, read, request};

testing::on_both_databases! {
    async fn what_a_change_of_time_does_is_told_in_rfc_3339_and_in_times(database: &Database) {
        let school = TestSchool::on(database).await;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let (from, until) = (lesson.interval.from, lesson.interval.until);
        let sent = act(&school, "A. Teacher", "requisition.send", None, &request(&lesson, &[])).await.unwrap();
        let bells = json!({
            "first": lesson.date, "last": lesson.date,
            "periods": [{ "label": testing::PERIODS[0], "start": 545, "end": 580 }],
        });
        let told = act(&school, "A. Technician", "timetable.bells", None, &bells).await.unwrap();
        let moved = &told["effects"]["moved"][0];
        assert_eq!((&moved["was"]["from"], &moved["was"]["until"]), (&json!(from.to_string()), &json!(until.to_string())));
        assert_eq!(moved["now"]["from"], json!(from.plus_minutes(5).to_string()));
        let read = read(&school, "A. Technician", "requisition", &[("id", sent["id"].as_str().unwrap())]).await.unwrap();
        let history = read["history"].to_string();
        assert!(history.contains("now from 09:05 to 09:40 instead of 09:00 to 10:00"), "{history}");
    }

    async fn a_requisition_is_sent_delivered_and_counted_by_name(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 8).await;
        let lesson = school.lesson("A. Teacher", school.tomorrow(), 1).await;
        let sent = act(&school, "A. Teacher", "requisition.send", None, &late_request(&lesson, &[(item, 5)])).await.unwrap();
        // For tomorrow everything is late, so that a technician answers it.
        assert_eq!((&sent["state"], &sent["late"]), (&json!("submitted"), &json!(true)));
        let at = sent["id"].as_str();
        let inbox = read(&school, "A. Technician", "inbox", &[]).await.unwrap();
        assert_eq!(inbox["submitted"][0]["id"], sent["id"]);
        let initials = json!({ "initials": "AT" });
        let steps: [(&str, &str, &Value); 3] = [
            ("requisition.accept", "accepted", &json!({})),
            ("requisition.prepare", "prepared", &initials),
            ("requisition.deliver", "delivered", &initials),
        ];
        for (deed, state, given) in steps {
            assert_eq!(act(&school, "A. Technician", deed, at, given).await.unwrap()["state"], state);
        }
        let refused = act(&school, "A. Technician", "requisition.accept", at, &json!({})).await.unwrap_err();
        assert_eq!((refused.code, refused.status), ("refused", 409));
        let inbox = read(&school, "A. Technician", "inbox", &[]).await.unwrap();
        assert_eq!(inbox["submitted"], json!([]));
    }

    async fn a_clash_says_who_has_it_and_what_would_fit(database: &Database) {
        let school = TestSchool::on(database).await;
        let item = school.counted_item("Microscope", 8).await;
        let (monday, item_id) = (school.next_monday(), item.to_string());
        let first = school.lesson("A. Teacher", monday, 1).await;
        act(&school, "A. Teacher", "requisition.send", None, &request(&first, &[(item, 5)])).await.unwrap();
        let second = school.lesson("B. Teacher", monday, 1).await;
        let wanted = request(&second, &[(item, 4)]);
        let problem = act(&school, "B. Teacher", "requisition.send", None, &wanted).await.unwrap_err();
        let problem = serde_json::to_value(problem).unwrap();
        assert_eq!((&problem["code"], &problem["status"]), (&json!("clash"), &json!(409)));
        let clash = &problem["clashes"][0];
        assert_eq!((&clash["item"], &clash["name"]), (&json!(item_id), &json!("Microscope")));
        assert_eq!((&clash["wanted"], &clash["free"]), (&json!(4), &json!(3)));
        let holder = &clash["held_by"][0];
        assert_eq!((&holder["teacher"], &holder["quantity"]), (&json!("A. Teacher"), &json!(5)));
        for end in ["from", "until"] {
            let instant: jiff::Timestamp = holder[end].as_str().unwrap().parse().unwrap();
            assert!(holder[end].as_str().unwrap().ends_with('Z') && instant.as_second() > 0);
        }
        let options = problem["options"].as_array().unwrap();
        assert!(options.iter().any(|option| option["kind"] == "other-lesson"), "{options:?}");
        let week = read(&school, "B. Teacher", "week", &[("date", "2026-01-19")]).await.unwrap();
        assert_eq!(week["requisitions"], json!([]), "nothing of a clash is kept");
    }

    async fn the_same_key_is_one_deed_and_one_answer(database: &Database) {
        let school = TestSchool::on(database).await;
        let teacher = of_school(&school, "A. Teacher");
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let wanted = request(&lesson, &[]);
        let send = async |deed: &Value| {
            act_in(&school.house, &teacher, "requisition.send", None, Some("one"), deed).await
        };
        let first = send(&wanted).await.unwrap();
        assert_eq!(send(&wanted).await.unwrap(), first);
        let board = read(&school, "A. Technician", "board", &[("date", "2026-01-19")]).await.unwrap();
        assert_eq!(board["requisitions"].as_array().unwrap().len(), 1);
        let mut other = wanted.clone();
        other["late_words"] = json!("other words");
        assert_eq!(send(&other).await.unwrap_err().code, "key-reused");
    }

    async fn a_key_stands_for_what_the_deed_is_done_to(database: &Database) {
        let school = TestSchool::on(database).await;
        let technician = of_school(&school, "A. Technician");
        let mut ids = Vec::new();
        for period in [1, 2] {
            let lesson = school.lesson("A. Teacher", school.tomorrow(), period).await;
            let late = late_request(&lesson, &[]);
            let sent = act(&school, "A. Teacher", "requisition.send", None, &late).await.unwrap();
            ids.push(sent["id"].as_str().unwrap().to_owned());
        }
        let accept = async |id: &str| {
            act_in(&school.house, &technician, "requisition.accept", Some(id), Some("k"), &json!({})).await
        };
        accept(&ids[0]).await.unwrap();
        assert_eq!(accept(&ids[1]).await.unwrap_err().code, "key-reused");
    }
}
