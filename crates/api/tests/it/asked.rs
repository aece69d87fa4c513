//! Asking as a program would: by address and short name, with JSON.

use actions::House;
use api::{Asker, Problem, Within};
use domain::id::ItemId;
use domain::lesson::Lesson;
use domain::people::Role;
use domain::requisition::LateReason;
use serde_json::{Value, json};
use testing::{TestNetwork, TestSchool, asking};

/// What was answered, or why not.
pub type Answered = Result<Value, Problem>;

/// Somebody of a school.
pub fn of_school(school: &TestSchool, name: &str) -> Asker {
    Asker { within: Within::School(school.slug.clone()), email: school.email(name) }
}

/// Somebody of a network.
pub fn of_network(network: &TestNetwork, name: &str) -> Asker {
    let folded = name.to_lowercase().replace([' ', '.'], "");
    Asker {
        within: Within::Network(network.slug.clone()),
        email: format!("{folded}@{}.example", network.slug),
    }
}

/// Who in a test school has one role and no other.
pub fn somebody_with(role: &str) -> &'static str {
    let role: Role = role.parse().unwrap();
    match role {
        Role::Teacher => "A. Teacher",
        Role::Trainee => "A. Trainee",
        Role::Technician => "A. Technician",
        Role::SeniorTechnician => "A. Senior",
        Role::HeadOfScience => "A. Head",
        Role::SeniorLeader => "A. Leader",
        Role::Administrator => "An Administrator",
        Role::PrepRoom => "The prep room",
    }
}

/// Who in a test network has one role, beside being a member.
pub fn somebody_in_network_with(role: &str) -> &'static str {
    match role {
        "member" => "A. Member",
        "host" => "A. Host",
        "moderator" => "A. Moderator",
        "curator" => "A. Curator",
        "administrator" => "An Administrator",
        other => panic!("nobody is {other}"),
    }
}

/// Does a deed in the school's own house.
pub async fn act(school: &TestSchool, name: &str, key: &str, at: Option<&str>, deed: &Value) -> Answered {
    act_in(&school.house, &of_school(school, name), key, at, None, deed).await
}

/// Does a deed in a house, with a key where there is one.
pub async fn act_in(
    house: &House,
    asker: &Asker,
    key: &str,
    at: Option<&str>,
    once: Option<&str>,
    deed: &Value,
) -> Answered {
    api::act(house, asker, key, at, once, deed.to_string().as_bytes()).await
}

/// Reads something in the school's own house.
pub async fn read(school: &TestSchool, name: &str, read: &str, parameters: &[(&str, &str)]) -> Answered {
    api::read(&school.house, &of_school(school, name), read, &owned(parameters)).await
}

fn owned(parameters: &[(&str, &str)]) -> Vec<(String, String)> {
    parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// A request for a lesson, as JSON.
pub fn request(lesson: &Lesson, items: &[(ItemId, u32)]) -> Value {
    json!({ "lesson": lesson.id, "content": asking("Cells", items) })
}

/// The same after the deadline, with a reason.
pub fn late_request(lesson: &Lesson, items: &[(ItemId, u32)]) -> Value {
    let mut request = request(lesson, items);
    request["late_reason"] = serde_json::to_value(LateReason::ALL[0]).unwrap();
    request
}
