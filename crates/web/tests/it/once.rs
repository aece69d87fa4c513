//! Every form sent twice: the same key gives the same answer and one effect; the same key with other
//! words, or no key, is refused and does nothing.

use axum::http::StatusCode;
use domain::id::RequisitionId;
use domain::requisition::LateReason;
use testing::{asking, asking_by_the_group};

use crate::site::Site;

/// Forms that carry no key of their own, and why that is safe.
const WITHOUT_A_KEY: [(&str, &str); 11] = [
    ("/sessions/{session}/end", "a session that has ended is as ended as it was wanted"),
    ("/invitation/{token}", "the link itself works once"),
    ("/timetable/preview", "it only shows what would change; confirming has a key"),
    ("/people/invitations", "its secret is given once, so it is tried on its own below"),
    ("/sign-in", "two sessions, each of which the person sees and can end"),
    ("/sign-out", "a session that has ended is as ended as it was wanted"),
    ("/networks/department", "a department has one network, however often it is opened"),
    ("/join/account", "an address has one account here, and is in a network or not"),
    ("/networks", "its history is the network's, so it is tried in networks.rs"),
    ("/join", "its history is the network's, so it is tried in networks.rs"),
    ("/networks/join-school", "its history is the network's, so it is tried in networks.rs"),
];

/// Forms of which only the words that mean something are compared: an invented field is no other word.
const ONLY_WHAT_MATTERS: [&str; 3] =
    ["/people/invitations/{invitation}/take-back", "/people/{person}/end", "/apparatus/{item}"];

struct Sending {
    path: &'static str,
    who: &'static str,
    address: String,
    fields: Vec<(String, String)>,
}

#[expect(clippy::too_many_lines, reason = "a table, a few lines for each route")]
/// One form for each route, each on a requisition of its own.
async fn sendings(site: &Site<'_>) -> Vec<Sending> {
    let school = &site.school;
    let item = school.counted_item("Microscope", 100).await;
    let content = asking("Cells", &[(item, 2)]);
    let teacher = school.teacher("B. Teacher").await;
    let technician = school.technician().await;
    let mut days = 0_i64;
    let mut fresh = async || -> RequisitionId {
        days += 1;
        let date = school.next_monday().saturating_add(jiff::Span::new().days(days / 4 * 7 + days % 4));
        let lesson = school.lesson("B. Teacher", date, 1).await;
        teacher.sends(&content, &lesson).await.unwrap().id
    };
    let waiting = async |period: usize| {
        let lesson = school.lesson("B. Teacher", school.tomorrow(), period).await;
        teacher.sends_late(&content, &lesson, LateReason::ALL[0]).await.unwrap().id
    };
    let lesson = school.lesson("C. Teacher", school.next_monday(), 1).await.id.to_string();
    let other = school.lesson("B. Teacher", school.next_monday(), 2).await.id.to_string();
    let trainees = school.lesson("A. Teacher", school.next_monday(), 1).await;
    let to_approve = school.trainee().await.sends(&content, &trainees).await.unwrap().id;
    let queried = fresh().await;
    technician.queries(queried, "Which?").await.unwrap();
    let undone = fresh().await;
    technician.prepares(undone).await.unwrap();
    let undone_together = fresh().await;
    technician.prepares(undone_together).await.unwrap();
    let undone_together = undone_together.to_string();
    let on_board = fresh().await;
    let on_board_date = school.requisition(on_board).await.occasion.date;
    let form = |path, who, address: String, fields: &[(&str, &str)]| Sending {
        path,
        who,
        address,
        fields: fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
    };
    let of = |path: &'static str, who, id: RequisitionId, fields: &[(&str, &str)]| {
        form(path, who, path.replace("{id}", &id.to_string()), fields)
    };
    let friday = school.next_monday().saturating_add(jiff::Span::new().days(4));
    let snowed = teacher.sends(&content, &school.lesson("B. Teacher", friday, 1).await).await.unwrap().id;
    let close = actions::calendar::Close { first: friday, last: friday, reason: "Snow".to_owned() };
    let closes = school.administrator().await.permit().unwrap();
    school.house.act(&closes, (), close, None).await.unwrap();
    // A day on which nothing is asked for, so that putting it back is one event.
    let quiet = jiff::civil::date(2026, 3, 4);
    let close = actions::calendar::Close { first: quiet, last: quiet, reason: "Snow".to_owned() };
    let snow = school.house.act(&closes, (), close, None).await.unwrap().change.unwrap();
    let friday_after = friday.saturating_add(jiff::Span::new().days(7));
    let moved_to = school.lesson("B. Teacher", friday_after, 1).await.id.to_string();
    let lens = school.counted_item("Hand lens", 100).await;
    let mut writing = school.storage.write(school.id).await.unwrap();
    writing.add_alternative(item, lens).await.unwrap();
    writing.commit().await.unwrap();
    let instead = format!("{item}:{lens}");
    let two_sets = asking_by_the_group("Cells", 2, &[(item, 1)]);
    let theirs = school.lesson("C. Teacher", friday_after, 1).await;
    let in_sets = school.teacher("C. Teacher").await.sends(&two_sets, &theirs).await.unwrap().id;
    let wednesday = jiff::civil::date(2026, 2, 25);
    let far = (
        school.lesson("D. Teacher", wednesday, 1).await.id.to_string(),
        school.lesson("E. Teacher", wednesday, 2).await.id.to_string(),
    );
    let back = format!("back-{item}");
    let list = [("lesson", lesson.as_str()), ("free", "Onions"), ("sets", "2"), ("words-0", "Onions")];
    let save = [list.as_slice(), &[("do", "save")]].concat();
    let leaver = school.add("A. Leaver", &[domain::people::Role::Teacher], None, None).await;
    let corrected = school.add("A. Person", &[domain::people::Role::Teacher], None, None).await;
    let invitation = crate::addresses::invited(school, "Somebody New").await;
    let idea = crate::addresses::suggested(school, "Cress on wet paper").await;
    let see_catalogue = technician.permit().unwrap();
    let practical = actions::catalogue::list(&school.house, &see_catalogue).await.unwrap()[0].id;
    let mut sendings = vec![
        form("/requisitions", "C. Teacher", "/requisitions".to_owned(), &list),
        form("/requisitions", "C. Teacher", "/requisitions".to_owned(), &save),
        of(
            "/requisitions/{id}/change",
            "B. Teacher",
            fresh().await,
            &[("version", "1"), ("sets", "1"), ("quantity-0", "1")],
        ),
        of("/requisitions/{id}/also", "B. Teacher", fresh().await, &[("lesson", &other)]),
        of("/requisitions/{id}/answer", "B. Teacher", queried, &[("words", "Iodine")]),
        of("/requisitions/{id}/not-used", "B. Teacher", fresh().await, &[("words", "The class was out")]),
        of("/requisitions/{id}/withdraw", "B. Teacher", fresh().await, &[]),
        of("/requisitions/{id}/keep-hour", "B. Teacher", snowed, &[]),
        of("/requisitions/{id}/move", "B. Teacher", fresh().await, &[("lesson", &moved_to)]),
        of("/requisitions/{id}/fewer-sets", "C. Teacher", in_sets, &[("sets", "1")]),
        of("/requisitions/{id}/alternative", "B. Teacher", fresh().await, &[("instead", &instead)]),
        form(
            "/day/out",
            "A. Technician",
            "/day/out".to_owned(),
            &[("date", "2026-02-24"), ("teacher", "F. Teacher")],
        ),
        form(
            "/day/cover",
            "A. Technician",
            "/day/cover".to_owned(),
            &[("date", "2026-02-25"), ("lesson", &far.0), ("teacher", "F. Teacher")],
        ),
        form(
            "/day/room",
            "A. Technician",
            "/day/room".to_owned(),
            &[("date", "2026-02-25"), ("lesson", &far.0), ("room", "Hut 1"), ("new", "yes")],
        ),
        form(
            "/day/swap-rooms",
            "A. Technician",
            "/day/swap-rooms".to_owned(),
            &[("date", "2026-02-24"), ("one", "Lab 5"), ("other", "Lab 6")],
        ),
        form(
            "/day/swap",
            "A. Technician",
            "/day/swap".to_owned(),
            &[("date", "2026-02-25"), ("one", &far.0), ("other", &far.1)],
        ),
        form(
            "/day/off",
            "A. Technician",
            "/day/off".to_owned(),
            &[("date", "2026-02-24"), ("reason", "Exams"), ("classes", "9F")],
        ),
        form(
            "/day/bells",
            "A. Technician",
            "/day/bells".to_owned(),
            &[("date", "2026-02-25"), ("periods", "09:00-10:00 09:10 10:00")],
        ),
        form("/calendar/changes/{change}", "An Administrator", format!("/calendar/changes/{snow}"), &[]),
        of("/requisitions/{id}/approve", "A. Teacher", to_approve, &[]),
        of("/requisitions/{id}/accept", "A. Technician", waiting(1).await, &[]),
        of("/requisitions/{id}/query", "A. Technician", fresh().await, &[("words", "Which?")]),
        of("/requisitions/{id}/decline", "A. Technician", waiting(2).await, &[("words", "No gas")]),
        of("/requisitions/{id}/prepare", "A. Technician", fresh().await, &[]),
        of("/requisitions/{id}/deliver", "A. Technician", fresh().await, &[]),
        of("/requisitions/{id}/collect", "The prep room", fresh().await, &[("initials", "PT")]),
        of("/requisitions/{id}/count", "A. Technician", fresh().await, &[(&back, "1")]),
        of("/requisitions/{id}/undo", "A. Technician", undone, &[]),
        form(
            "/requisitions/undo",
            "A. Technician",
            "/requisitions/undo".to_owned(),
            &[("requisition", &undone_together)],
        ),
        form(
            "/board/{date}/periods/{period}/{deed}",
            "A. Technician",
            format!("/board/{on_board_date}/periods/1/deliver?card={on_board}"),
            &[],
        ),
        form(
            "/apparatus",
            "A. Technician",
            "/apparatus".to_owned(),
            &[("name", "Tripod"), ("place", "Shelf 2"), ("counted", "15")],
        ),
        form(
            "/apparatus/{item}",
            "A. Technician",
            format!("/apparatus/{item}"),
            &[("name", "Microscope"), ("place", "Shelf 2"), ("counted", "101")],
        ),
        form("/apparatus/{item}", "A. Technician", format!("/apparatus/{item}"), &[("counted", "102")]),
        form(
            "/people/invitations/{invitation}/take-back",
            "An Administrator",
            format!("/people/invitations/{invitation}/take-back"),
            &[],
        ),
        form("/people/{person}/end", "An Administrator", format!("/people/{leaver}/end"), &[]),
        form("/ideas", "A. Trainee", "/ideas".to_owned(), &[("words", "Egg shells in vinegar")]),
        form(
            "/ideas/{idea}/settle",
            "A. Technician",
            format!("/ideas/{idea}/settle"),
            &[("outcome", "taken-up")],
        ),
        form(
            "/catalogue/{practical}/notes",
            "A. Teacher",
            format!("/catalogue/{practical}/notes"),
            &[("words", "Warm the water first")],
        ),
        form(
            "/catalogue",
            "A. Technician",
            "/catalogue".to_owned(),
            &[
                ("title", "Cress and light"),
                ("subject", "biology"),
                ("year_from", "7"),
                ("year_to", "8"),
                ("words", "Pupils grow cress in the dark and by the window."),
            ],
        ),
        form(
            "/timetable/subjects",
            "A. Head",
            "/timetable/subjects".to_owned(),
            &[("shown", "Biology"), ("science", "Biology")],
        ),
    ];
    let mut corrected =
        shown_at(site, "/people/{person}", "An Administrator", &format!("/people/{corrected}")).await;
    corrected.fields.push(("role".to_owned(), "technician".to_owned()));
    sendings.push(corrected);
    sendings.push(shown(site, "/policy", "A. Head", "/policy").await);
    let mut calendar = shown(site, "/calendar", "An Administrator", "/calendar").await;
    let term = calendar.fields.iter_mut().find(|(name, _)| name == "term_name");
    "Spring term".clone_into(&mut term.unwrap().1);
    sendings.push(calendar);
    sendings.push(shown(site, "/set-up/sites", "An Administrator", "/set-up/sites").await);
    sendings.push(confirm(site).await);
    let fields = [("name", "Another Name"), ("time-zone", "Europe/London")];
    sendings.push(form("/set-up/school", "An Administrator", "/set-up/school".to_owned(), &fields));
    sendings
}

/// Confirming a timetable that was brought.
async fn confirm(site: &Site<'_>) -> Sending {
    let school = &site.school;
    let timetable = "\"Activity Id\",\"Day\",\"Hour\",\"Students Sets\",\"Subject\",\"Teachers\",\"Activity Tags\",\"Room\",\"Comments\"\n\"1\",\"Monday\",\"09:00-10:00\",\"7Z\",\"Biology\",\"Z. Teacher\",\"\",\"Lab 9\",\"\"\n";
    let brought = actions::timetable::Brought {
        files: vec![("Z_timetable.csv".to_owned(), timetable.as_bytes().to_vec())],
        from: Some(jiff::civil::date(2026, 6, 1)),
        ..actions::timetable::Brought::default()
    };
    let permit = school.administrator().await.permit().unwrap();
    let preview = actions::timetable::bring(&school.house, &permit, &brought).await.unwrap();
    let losing = preview.losing.iter().map(|id| ("losing".to_owned(), id.to_string()));
    let people = preview.seeming.iter().flat_map(|one| {
        [("person".to_owned(), one.staff.to_string()), ("person_becomes".to_owned(), String::new())]
    });
    let draft = site.database.texts("select id from import_draft").await.pop().unwrap();
    Sending {
        path: "/timetable/confirm",
        who: "An Administrator",
        address: "/timetable/confirm".to_owned(),
        fields: std::iter::once(("draft".to_owned(), draft)).chain(losing).chain(people).collect(),
    }
}

/// A form as its page has it, but for its key.
async fn shown(site: &Site<'_>, path: &'static str, who: &'static str, page: &str) -> Sending {
    Sending { path, ..shown_at(site, path, who, page).await }
}

/// The same, of a route whose address names something.
async fn shown_at(site: &Site<'_>, path: &'static str, who: &'static str, page: &str) -> Sending {
    let form = site.browser(who).await.get(page).await.form(page);
    let fields = form.fields.into_iter().filter(|(name, _)| name != "once").collect();
    Sending { path, who, address: form.action, fields }
}

testing::on_both_databases! {
    async fn every_form_is_tried(database: &Database) {
        let site = Site::on(database).await;
        let tried = Box::pin(sendings(&site)).await;
        let list = web::route_list(&site.school.house).into_iter();
        // The forms of networks and chats are sent twice in chat_walks.rs.
        let of_schools = list.filter(|route| !matches!(route.access, web::Access::InNetwork { .. }));
        for route in of_schools.filter(|route| route.method == "POST") {
            let is_known = tried.iter().any(|sending| sending.path == route.path)
                || WITHOUT_A_KEY.iter().any(|(path, _)| *path == route.path);
            assert!(is_known, "send POST {} twice in once.rs", route.path);
        }
    }

    async fn a_form_sent_twice_has_one_effect_and_the_same_answer(database: &Database) {
        let site = Site::on(database).await;
        for (place, sending) in Box::pin(sendings(&site)).await.into_iter().enumerate() {
            let browser = site.browser(sending.who).await;
            let key = format!("key-{place}");
            let mut fields = vec![("once", key.as_str())];
            fields.extend(sending.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            let before = site.events().await;

            let keyless = browser.post(&sending.address, &fields[1..]).await;
            assert_eq!(keyless.status, StatusCode::UNPROCESSABLE_ENTITY, "{} without a key", sending.path);
            assert_eq!(site.events().await, before, "{} without a key", sending.path);

            // What changes a day is done once it was seen what it does.
            let mut to_see = fields.clone();
            to_see[0].1 = "another key";
            let seen = match sending.path.strip_prefix("/day/") {
                Some("cover" | "swap") => {
                    let shown = browser.post(&sending.address, &to_see).await;
                    shown.forms().iter().find(|form| form.action == sending.address).map(|form| form.get("seen").to_owned())
                }
                _ => None,
            };
            fields.extend(seen.iter().map(|seen| ("seen", seen.as_str())));

            let first = browser.post(&sending.address, &fields).await;
            assert_eq!(first.status, StatusCode::SEE_OTHER, "{}: {}", sending.path, first.words());
            assert_eq!(site.events().await, before + 1, "{}", sending.path);

            let again = browser.post(&sending.address, &fields).await;
            assert_eq!(again.status, first.status, "{} again: {}", sending.path, again.words());
            assert_eq!(again.location(), first.location(), "{} again", sending.path);
            assert_eq!(site.events().await, before + 1, "{} again", sending.path);

            let mut other = fields.clone();
            other.push(("more", "other words"));
            let reused = browser.post(&sending.address, &other).await;
            let is_refused = matches!(reused.status, StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY);
            let is_same = ONLY_WHAT_MATTERS.contains(&sending.path) && reused.status == first.status;
            assert!(is_same || is_refused, "{} with other words: {}", sending.path, reused.status);
            assert_eq!(site.events().await, before + 1, "{} with other words", sending.path);
        }
        site.school.is_sound().await;
    }

    async fn an_invitation_sent_twice_is_one_and_its_secret_is_given_once(database: &Database) {
        let site = Site::on(database).await;
        let browser = site.browser("An Administrator").await;
        let fields = [("once", "k"), ("name", "N. New"), ("email", "n.new@school.example"), ("role", "teacher")];
        let before = site.events().await;
        assert_eq!(browser.post("/people/invitations", &fields[1..]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let first = browser.post("/people/invitations", &fields).await;
        assert!(first.html().contains("/invitation/"), "{}", first.words());
        let again = browser.post("/people/invitations", &fields).await;
        assert_eq!(again.status, first.status);
        assert!(!again.html().contains("/invitation/"), "the secret is repeated");
        let mut other = fields.to_vec();
        other.push(("role", "administrator"));
        let reused = browser.post("/people/invitations", &other).await;
        assert!(matches!(reused.status, StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY), "{}", reused.status);
        assert_eq!(site.events().await, before + 1);
        assert_eq!(database.texts("select id from invitation").await.len(), 1);
    }

    async fn the_same_key_of_another_person_is_another_key(database: &Database) {
        let site = Site::on(database).await;
        for (name, title) in [("A. Teacher", "Onions"), ("B. Teacher", "Onions")] {
            let lesson = site.school.lesson(name, site.school.next_monday(), 1).await.id.to_string();
            let fields =
                [("once", "shared"), ("lesson", &lesson), ("free", title), ("sets", "2"), ("words-0", "Onions")];
            let page = site.browser(name).await.post("/requisitions", &fields).await;
            assert!(page.location().contains("did=accepted-at-once"), "{name}");
        }
        assert_eq!(database.texts("select id from requisition").await.len(), 2);
    }

    async fn a_key_longer_than_any_of_ours_is_refused(database: &Database) {
        let site = Site::on(database).await;
        let lesson = site.school.lesson("A. Teacher", site.school.next_monday(), 1).await.id.to_string();
        let long = "k".repeat(5_000);
        let fields = [("once", long.as_str()), ("lesson", &lesson), ("free", "Onions"), ("sets", "2")];
        let page = site.browser("A. Teacher").await.post("/requisitions", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
