//! An address and a form for every route, filled with the ids of one school. A route that is missing here
//! fails the walks.

use actions::people::Invite;
use domain::id::{
    AccountId, IdeaId, InvitationId, ItemId, PracticalId, RequisitionId, StaffId, TimeChangeId,
};
use domain::lesson::Lesson;
use domain::people::{Role, Roles};
use domain::requisition::LateReason;
use testing::{TestSchool, asking};

/// What a school has that an address can name.
#[derive(Clone, Debug)]
pub struct Things {
    pub item: ItemId,
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
    /// Somebody whose access can be ended without anybody missing them.
    pub leaver: AccountId,
    /// Not used yet.
    pub invitation: InvitationId,
    /// Waiting in the box.
    pub idea: IdeaId,
    /// Two rooms swapped on a day for which nothing is asked.
    pub change: TimeChangeId,
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
        let mut reading = school.storage.read(school.id).await.unwrap();
        let practical = reading.practicals().await.unwrap()[0].id;
        drop(reading);
        let staff = school.staff("A. Teacher").await;
        let leaver = school.add("A. Leaver", &[Role::Teacher], None, None).await;
        let invitation = invited(school, "Somebody New").await;
        let idea = suggested(school, "Cress on wet paper").await;
        let far = school.next_monday().saturating_add(jiff::Span::new().days(28));
        let swap =
            actions::exception::SwapRooms { date: far, one: "Lab 5".to_owned(), other: "Lab 6".to_owned() };
        let swaps = school.administrator().await.permit().unwrap();
        let change = school.house.act(&swaps, (), swap, None).await.unwrap().change.unwrap();
        Self {
            item,
            practical,
            staff,
            lesson,
            requisition,
            submitted,
            to_approve,
            queried,
            draft,
            leaver,
            invitation,
            idea,
            change,
        }
    }
}

/// Puts an idea into the box, as A. Teacher.
pub async fn suggested(school: &TestSchool, words: &str) -> IdeaId {
    let permit = school.teacher("A. Teacher").await.permit().unwrap();
    testing::idea::suggest(&school.house, &permit, words, None, None).await.unwrap()
}

/// Invites somebody.
pub async fn invited(school: &TestSchool, name: &str) -> InvitationId {
    let permit = school.administrator().await.permit().unwrap();
    let invite = Invite {
        name: name.to_owned(),
        email: school.email(name),
        roles: Roles::new([Role::Teacher]),
        staff: None,
        mentor: None,
    };
    school.house.act(&permit, (), invite, None).await.unwrap();
    let mut reading = school.storage.read(school.id).await.unwrap();
    let invitations = reading.invitations().await.unwrap();
    invitations.into_iter().find(|invitation| invitation.name == name).unwrap().id
}

#[expect(clippy::too_many_lines, reason = "a table, a line or two for each route")]
/// A request for a route; none where this table does not know it.
pub fn sample(things: &Things, method: &str, path: &str) -> Option<Sample> {
    let Things {
        practical,
        staff,
        lesson,
        requisition,
        submitted,
        to_approve,
        queried,
        item,
        leaver,
        invitation,
        idea,
        ..
    } = things;
    let lesson = lesson.id;
    let once = format!("walk {method} {path}");
    let form = |address: String, fields: &[(&'static str, &str)]| {
        let more = fields.iter().map(|(name, value)| (*name, (*value).to_owned()));
        Some(Sample { address, fields: std::iter::once(("once", once.clone())).chain(more).collect() })
    };
    let page = |address: &str| Some(Sample { address: address.to_owned(), fields: Vec::new() });
    match (method, path) {
        (
            "GET",
            "/"
            | "/healthz"
            | "/live"
            | "/sign-in"
            | "/week"
            | "/week/choose"
            | "/board"
            | "/inbox"
            | "/sessions"
            | "/catalogue"
            | "/catalogue/new"
            | "/ideas"
            | "/chats"
            | "/evenings"
            | "/join"
            | "/networks/new"
            | "/apparatus"
            | "/people"
            | "/set-up"
            | "/set-up/school"
            | "/timetable"
            | "/timetable/subjects"
            | "/calendar"
            | "/set-up/sites"
            | "/policy"
            | "/evidence"
            | "/search",
        ) => page(path),
        ("GET", "/assets/{name}") => page(&stylesheet()),
        ("POST", "/sign-in") => {
            form(path.to_owned(), &[("email", "nobody@school.example"), ("password", "wrong")])
        }
        ("GET", "/week/{date}") => page("/week/2026-01-19"),
        ("GET", "/week/of/{staff}") => page(&format!("/week/of/{staff}")),
        ("GET", "/week/of/{staff}/{date}") => page(&format!("/week/of/{staff}/2026-01-19")),
        ("GET", "/requisitions/new") => page(&format!("{path}?lesson={lesson}&practical={practical}")),
        ("GET", "/requisitions/practicals") => page(&format!("{path}?lesson={lesson}&q=os")),
        ("POST", "/requisitions") => form(
            path.to_owned(),
            &[
                ("lesson", &lesson.to_string()),
                ("free", "Onions"),
                ("sets", "2"),
                ("words-0", "Onions"),
                ("do", "send"),
            ],
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
        ("POST", "/requisitions/undo") => form(path.to_owned(), &[("requisition", &requisition.to_string())]),
        ("POST", "/requisitions/{id}/answer") => {
            form(format!("/requisitions/{queried}/answer"), &[("words", "Iodine")])
        }
        (
            "POST",
            "/requisitions/{id}/not-used"
            | "/requisitions/{id}/withdraw"
            | "/requisitions/{id}/undo"
            | "/requisitions/{id}/keep-hour",
        ) => form(path.replace("{id}", &requisition.to_string()), &[("words", "The class was out")]),
        ("POST", "/requisitions/{id}/move") => {
            form(path.replace("{id}", &requisition.to_string()), &[("lesson", &lesson.to_string())])
        }
        ("POST", "/requisitions/{id}/fewer-sets") => {
            form(path.replace("{id}", &requisition.to_string()), &[("sets", "1")])
        }
        ("POST", "/requisitions/{id}/alternative") => {
            form(path.replace("{id}", &requisition.to_string()), &[("instead", &format!("{item}:{item}"))])
        }
        ("GET", "/day/{date}") => page("/day/2026-02-24"),
        ("POST", "/day/out") => form(path.to_owned(), &[("date", "2026-02-24"), ("teacher", "F. Teacher")]),
        ("POST", "/day/cover") => form(
            path.to_owned(),
            &[("date", "2026-01-19"), ("lesson", &lesson.to_string()), ("teacher", "F. Teacher")],
        ),
        ("POST", "/day/room") => form(
            path.to_owned(),
            &[("date", "2026-01-19"), ("lesson", &lesson.to_string()), ("room", "Hut 1"), ("new", "yes")],
        ),
        ("POST", "/day/swap-rooms") => {
            form(path.to_owned(), &[("date", "2026-02-24"), ("one", "Lab 5"), ("other", "Lab 6")])
        }
        ("POST", "/day/swap") => form(
            path.to_owned(),
            &[("date", "2026-01-19"), ("one", &lesson.to_string()), ("other", &lesson.to_string())],
        ),
        ("POST", "/day/off") => {
            form(path.to_owned(), &[("date", "2026-02-24"), ("reason", "Exams"), ("classes", "9F")])
        }
        ("POST", "/day/bells") => {
            form(path.to_owned(), &[("date", "2026-02-24"), ("periods", "09:00-10:00 09:10 10:00")])
        }
        ("GET", "/calendar/changes/{change}") => page(&format!("/calendar/changes/{}", things.change)),
        ("POST", "/calendar/changes/{change}") => form(format!("/calendar/changes/{}", things.change), &[]),
        ("POST", "/requisitions/{id}/approve") => form(path.replace("{id}", &to_approve.to_string()), &[]),
        ("POST", "/requisitions/{id}/accept" | "/requisitions/{id}/query" | "/requisitions/{id}/decline") => {
            form(path.replace("{id}", &submitted.to_string()), &[("words", "Which one?")])
        }
        (
            "POST",
            "/requisitions/{id}/prepare"
            | "/requisitions/{id}/deliver"
            | "/requisitions/{id}/collect"
            | "/requisitions/{id}/count",
        ) => form(path.replace("{id}", &requisition.to_string()), &[("initials", "PT")]),
        ("GET", "/board/{date}") => page("/board/2026-01-19"),
        ("POST", "/board/{date}/periods/{period}/{deed}") => {
            form(format!("/board/2026-01-19/periods/1/prepare?card={requisition}"), &[("initials", "PT")])
        }
        ("POST", "/sessions/{session}/end") => {
            form("/sessions/00000000-0000-7000-8000-000000000000/end".to_owned(), &[])
        }
        ("GET", "/catalogue/{practical}") => page(&format!("/catalogue/{practical}")),
        ("POST", "/catalogue/{practical}/notes") => {
            form(format!("/catalogue/{practical}/notes"), &[("words", "Warm the water first")])
        }
        ("POST", "/catalogue") => form(
            path.to_owned(),
            &[
                ("title", "Cress and light"),
                ("subject", "biology"),
                ("year_from", "7"),
                ("year_to", "8"),
                ("words", "Pupils grow cress in the dark and by the window."),
            ],
        ),
        ("POST", "/ideas") => form(path.to_owned(), &[("words", "Egg shells in vinegar")]),
        ("POST", "/ideas/{idea}/settle") => form(format!("/ideas/{idea}/settle"), &[("outcome", "taken-up")]),
        ("GET", "/join/{code}") => page("/join/00000-00000"),
        ("GET", "/evenings/{chat}") => page("/evenings/00000000-0000-7000-8000-000000000000"),
        ("GET", "/evenings/{chat}/{file}") => {
            page("/evenings/00000000-0000-7000-8000-000000000000/archive.html")
        }
        ("GET", "/feeds/{secret}") => page("/feeds/no-such-secret"),
        ("POST", "/join" | "/networks/join-school") => form(path.to_owned(), &[("code", "00000-00000")]),
        ("POST", "/join/account") => form(
            path.to_owned(),
            &[
                ("code", "00000-00000"),
                ("name", "N. Comer"),
                ("email", "n.comer@elsewhere.example"),
                ("password", "not a password"),
            ],
        ),
        ("POST", "/networks") => form(
            path.to_owned(),
            &[("name", "Test Network"), ("time-zone", "Europe/London"), ("readers", "members")],
        ),
        ("GET", "/apparatus/{item}") => page(&format!("/apparatus/{item}")),
        ("POST", "/apparatus") => {
            form(path.to_owned(), &[("name", "Tripod"), ("place", "Shelf 2"), ("counted", "15")])
        }
        ("POST", "/apparatus/{item}") => form(format!("/apparatus/{item}"), &[("counted", "13")]),
        ("POST", "/people/invitations") => form(
            path.to_owned(),
            &[("name", "Another"), ("email", "another@school.example"), ("role", "teacher")],
        ),
        ("POST", "/people/invitations/{invitation}/take-back") => {
            form(format!("/people/invitations/{invitation}/take-back"), &[])
        }
        ("GET", "/people/{person}") => page(&format!("/people/{leaver}")),
        ("POST", "/people/{person}") => {
            form(format!("/people/{leaver}"), &[("name", "A. Leaver"), ("role", "teacher")])
        }
        ("POST", "/people/{person}/end") => form(format!("/people/{leaver}/end"), &[]),
        ("GET", "/invitation/{token}") => page("/invitation/no-such-token"),
        ("POST", "/invitation/{token}") => form(
            "/invitation/no-such-token".to_owned(),
            &[("name", "Nobody"), ("password", "a made-up password")],
        ),
        ("POST", "/set-up/school") => {
            form(path.to_owned(), &[("name", "Test School"), ("time-zone", "Europe/London")])
        }
        ("POST", "/timetable/preview") => form(path.to_owned(), &[("from", "2026-02-02")]),
        ("POST", "/timetable/confirm") => {
            form(path.to_owned(), &[("draft", "00000000-0000-7000-8000-000000000000")])
        }
        ("POST", "/timetable/subjects") => {
            form(path.to_owned(), &[("shown", "Biology"), ("science", "Biology")])
        }
        ("POST", "/calendar" | "/set-up/sites" | "/networks/department" | "/policy" | "/sign-out") => {
            form(path.to_owned(), &[])
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
