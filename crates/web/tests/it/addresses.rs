//! An address and a form for every route, filled with the ids of one school. A route that is missing here
//! fails the walks.

use domain::id::{ItemId, PracticalId, RequisitionId, StaffId};
use domain::lesson::Lesson;
use domain::requisition::LateReason;
use testing::{TestSchool, asking};

/// What a school has that an address can name.
#[derive(Clone, Debug)]
pub struct Things {
    pub item: ItemId,
    pub other_item: ItemId,
    pub practical: PracticalId,
    pub staff: StaffId,
    pub lesson: Lesson,
    /// Accepted.
    pub requisition: RequisitionId,
    /// Late, and waiting.
    pub submitted: RequisitionId,
    /// A trainee's, waiting for their mentor.
    pub to_approve: RequisitionId,
    /// A question was asked.
    pub queried: RequisitionId,
    pub draft: RequisitionId,
}

/// A request.
#[derive(Clone, Debug)]
pub struct Sample {
    pub address: String,
    pub fields: Vec<(&'static str, String)>,
}

impl Things {
    /// A school with one of everything.
    pub async fn of(school: &TestSchool) -> Self {
        let item = school.counted_item("Microscope", 12).await;
        let other_item = school.uncounted_item("Hand lens").await;
        let teacher = school.teacher("A. Teacher").await;
        let technician = school.technician().await;
        let monday = school.next_monday();
        let content = asking("Cells", &[(item, 1)]);
        let lesson = school.lesson("A. Teacher", monday, 1).await;
        let requisition = teacher.sends(&content, &lesson).await.unwrap().id;
        let second = school.lesson("A. Teacher", monday, 2).await;
        let to_approve = school.trainee().await.sends(&content, &second).await.unwrap().id;
        let third = school.lesson("A. Teacher", monday, 3).await;
        let queried = teacher.sends(&content, &third).await.unwrap().id;
        technician.queries(queried, "Which stain?").await.unwrap();
        let late = school.lesson("A. Teacher", school.tomorrow(), 1).await;
        let submitted = teacher.sends_late(&content, &late, LateReason::ALL[0]).await.unwrap().id;
        let draft = teacher.saves(&content, &lesson).await.unwrap().id;
        let mut reading = school.house.storage.read(school.id).await.unwrap();
        let practical = reading.practicals().await.unwrap()[0].id;
        let staff = school.staff("A. Teacher").await;
        Self { item, other_item, practical, staff, lesson, requisition, submitted, to_approve, queried, draft }
    }
}

/// A request for a route; none where this table does not know it.
pub fn sample(things: &Things, method: &str, path: &str) -> Option<Sample> {
    let Things { practical, staff, lesson, requisition, submitted, to_approve, queried, .. } = things;
    let lesson = lesson.id;
    let once = format!("walk {method} {path}");
    let form = |address: String, fields: &[(&'static str, &str)]| {
        let more = fields.iter().map(|(name, value)| (*name, (*value).to_owned()));
        Some(Sample { address, fields: std::iter::once(("once", once.clone())).chain(more).collect() })
    };
    let page = |address: &str| Some(Sample { address: address.to_owned(), fields: Vec::new() });
    match (method, path) {
        ("GET", "/" | "/healthz" | "/live" | "/sign-in" | "/week" | "/board" | "/inbox") => page(path),
        ("GET", "/assets/{name}") => page(&stylesheet()),
        ("POST", "/sign-in") => form(path.to_owned(), &[("email", "nobody@school.example"), ("password", "wrong")]),
        ("POST", "/sign-out") => form(path.to_owned(), &[]),
        ("GET", "/week/{date}") => page("/week/2026-01-19"),
        ("GET", "/week/of/{staff}") => page(&format!("/week/of/{staff}")),
        ("GET", "/week/of/{staff}/{date}") => page(&format!("/week/of/{staff}/2026-01-19")),
        ("GET", "/requisitions/new") => page(&format!("{path}?lesson={lesson}&practical={practical}")),
        ("GET", "/requisitions/practicals") => page(&format!("{path}?lesson={lesson}&q=os")),
        ("POST", "/requisitions") => form(
            path.to_owned(),
            &[("lesson", &lesson.to_string()), ("free", "Onions"), ("sets", "2"), ("words-0", "Onions"), ("do", "send")],
        ),
        ("GET", "/requisitions/{id}") => page(&format!("/requisitions/{requisition}")),
        ("GET", "/requisitions/{id}/change") => page(&format!("/requisitions/{requisition}/change")),
        ("POST", "/requisitions/{id}/change") => form(
            format!("/requisitions/{requisition}/change"),
            &[("version", "1"), ("sets", "1"), ("quantity-0", "1"), ("note", "Two windows, please")],
        ),
        ("POST", "/requisitions/{id}/also") => {
            form(format!("/requisitions/{requisition}/also"), &[("lesson", &lesson.to_string())])
        }
        ("POST", "/requisitions/{id}/answer") => {
            form(format!("/requisitions/{queried}/answer"), &[("words", "Iodine")])
        }
        ("POST", "/requisitions/{id}/not-used" | "/requisitions/{id}/withdraw" | "/requisitions/{id}/undo") => {
            form(path.replace("{id}", &requisition.to_string()), &[("words", "The class was out")])
        }
        ("POST", "/requisitions/{id}/approve") => form(path.replace("{id}", &to_approve.to_string()), &[]),
        ("POST", "/requisitions/{id}/accept" | "/requisitions/{id}/query" | "/requisitions/{id}/decline") => {
            form(path.replace("{id}", &submitted.to_string()), &[("words", "Which one?")])
        }
        (
            "POST",
            "/requisitions/{id}/prepare" | "/requisitions/{id}/deliver" | "/requisitions/{id}/collect"
            | "/requisitions/{id}/count",
        ) => form(path.replace("{id}", &requisition.to_string()), &[("initials", "PT")]),
        ("GET", "/board/{date}") => page("/board/2026-01-19"),
        ("POST", "/board/{date}/periods/{period}/{deed}") => {
            form(format!("/board/2026-01-19/periods/1/prepare?card={requisition}"), &[("initials", "PT")])
        }
        _ => None,
    }
}

/// The address of the style sheet, which every page names.
pub fn stylesheet() -> String {
    web::assets::STYLE.to_owned()
}

impl Sample {
    /// The fields as they are sent.
    pub fn pairs(&self) -> Vec<(&str, &str)> {
        self.fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
    }
}
