//! School × school: every address and every field that takes an id, tried with the ids of another school
//! by somebody who has every role in theirs.

use axum::http::StatusCode;
use domain::people::Role;

use crate::addresses::Things;
use crate::site::Site;

/// The whole prep room but its tablet, in one person.
const EVERY_ROLE: [Role; 7] = [
    Role::Teacher,
    Role::Trainee,
    Role::Technician,
    Role::SeniorTechnician,
    Role::HeadOfScience,
    Role::SeniorLeader,
    Role::Administrator,
];

/// Ids that belong to the person who is signed in, and to no school.
const NOT_A_SCHOOLS: [&str; 6] = [
    "/sessions/{session}/end",
    "/invitation/{token}",
    "/join/{code}",
    "/feeds/{secret}",
    "/evenings/{chat}",
    "/evenings/{chat}/{file}",
];

struct Attempt {
    method: &'static str,
    /// The route it is meant for.
    path: &'static str,
    address: String,
    fields: Vec<(String, String)>,
}

#[expect(clippy::too_many_lines, reason = "a table, a few lines for each route")]
fn attempts(own: &Things, foreign: &Things) -> Vec<Attempt> {
    let get =
        |path: &'static str, address: String| Attempt { method: "GET", path, address, fields: Vec::new() };
    let post = |path: &'static str, address: String, fields: &[(&str, String)]| Attempt {
        method: "POST",
        path,
        address,
        fields: fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
    };
    let text = |words: &str| words.to_owned();
    let (lesson, practical) = (own.lesson.id, own.practical);
    let (their_lesson, their_item) = (foreign.lesson.id, foreign.item);
    let sets = || ("sets", text("1"));
    let free = || ("free", text("Onions"));
    let mut list = vec![
        get("/week/of/{staff}", format!("/week/of/{}", foreign.staff)),
        get("/week/of/{staff}/{date}", format!("/week/of/{}/2026-01-19", foreign.staff)),
        get("/requisitions/new", format!("/requisitions/new?lesson={their_lesson}")),
        get("/requisitions/new", format!("/requisitions/new?lesson={their_lesson}&practical={practical}")),
        get(
            "/requisitions/new",
            format!("/requisitions/new?lesson={lesson}&practical={}", foreign.practical),
        ),
        get(
            "/requisitions/new",
            format!("/requisitions/new?lesson={lesson}&practical={practical}&swap={}:{their_item}", own.item),
        ),
        get("/requisitions/practicals", format!("/requisitions/practicals?lesson={their_lesson}&q=a")),
        post("/requisitions", text("/requisitions"), &[("lesson", their_lesson.to_string()), free(), sets()]),
        post(
            "/requisitions",
            text("/requisitions"),
            &[("lesson", lesson.to_string()), ("practical", foreign.practical.to_string()), sets()],
        ),
        post(
            "/requisitions",
            text("/requisitions"),
            &[("lesson", lesson.to_string()), ("draft", foreign.draft.to_string()), free(), sets()],
        ),
        post(
            "/requisitions",
            text("/requisitions"),
            &[
                ("lesson", lesson.to_string()),
                ("draft", foreign.draft.to_string()),
                ("do", text("save")),
                free(),
                sets(),
            ],
        ),
        post(
            "/requisitions",
            text("/requisitions"),
            &[("lesson", lesson.to_string()), free(), sets(), ("swap", format!("{}:{their_item}", own.item))],
        ),
        post(
            "/requisitions",
            text("/requisitions"),
            &[
                ("lesson", lesson.to_string()),
                free(),
                sets(),
                ("option", format!("item:{}:{their_item}", own.item)),
            ],
        ),
        post(
            "/requisitions",
            text("/requisitions"),
            &[("lesson", lesson.to_string()), free(), sets(), ("option", format!("lesson:{their_lesson}"))],
        ),
        post(
            "/requisitions/{id}/change",
            format!("/requisitions/{}/change", own.requisition),
            &[("version", text("1")), sets(), ("option", format!("item:{}:{their_item}", own.item))],
        ),
        post(
            "/requisitions/{id}/also",
            format!("/requisitions/{}/also", own.requisition),
            &[("lesson", their_lesson.to_string())],
        ),
        post(
            "/requisitions/{id}/count",
            format!("/requisitions/{}/count", own.requisition),
            &[(&format!("back-{their_item}"), text("0"))],
        ),
        post(
            "/board/{date}/periods/{period}/{deed}",
            format!("/board/2026-01-19/periods/1/count?card={}", foreign.requisition),
            &[],
        ),
        get("/requisitions/{id}", format!("/requisitions/{}", foreign.requisition)),
        get("/requisitions/{id}/change", format!("/requisitions/{}/change", foreign.requisition)),
        post(
            "/requisitions/{id}/change",
            format!("/requisitions/{}/change", foreign.requisition),
            &[("version", text("1")), sets()],
        ),
    ];
    list.extend([
        get("/catalogue/{practical}", format!("/catalogue/{}", foreign.practical)),
        get("/catalogue/new", format!("/catalogue/new?idea={}", foreign.idea)),
        post(
            "/catalogue",
            text("/catalogue"),
            &[
                ("idea", foreign.idea.to_string()),
                ("title", text("Ours")),
                ("subject", text("biology")),
                ("year_from", text("7")),
                ("year_to", text("8")),
                ("words", text("Ours now")),
            ],
        ),
        post(
            "/catalogue/{practical}/notes",
            format!("/catalogue/{}/notes", foreign.practical),
            &[("words", text("Ours now"))],
        ),
        post(
            "/ideas/{idea}/settle",
            format!("/ideas/{}/settle", foreign.idea),
            &[("outcome", text("put-by"))],
        ),
        get("/apparatus/{item}", format!("/apparatus/{their_item}")),
        post("/apparatus/{item}", format!("/apparatus/{their_item}"), &[("counted", text("1"))]),
        post(
            "/apparatus/{item}",
            format!("/apparatus/{their_item}"),
            &[("name", text("Ours")), ("place", text("Here")), ("counted", text("1"))],
        ),
        post(
            "/people/invitations/{invitation}/take-back",
            format!("/people/invitations/{}/take-back", foreign.invitation),
            &[],
        ),
        get("/calendar/changes/{change}", format!("/calendar/changes/{}", foreign.change)),
        post("/calendar/changes/{change}", format!("/calendar/changes/{}", foreign.change), &[]),
        post("/people/{person}/end", format!("/people/{}/end", foreign.leaver), &[]),
        get("/people/{person}", format!("/people/{}", foreign.leaver)),
        post(
            "/people/{person}",
            format!("/people/{}", foreign.leaver),
            &[("name", text("Somebody Else")), ("role", text("teacher")), ("seen", text(""))],
        ),
    ]);
    for (path, id) in [
        ("/requisitions/{id}/also", foreign.requisition),
        ("/requisitions/{id}/answer", foreign.queried),
        ("/requisitions/{id}/not-used", foreign.requisition),
        ("/requisitions/{id}/withdraw", foreign.requisition),
        ("/requisitions/{id}/keep-hour", foreign.requisition),
        ("/requisitions/{id}/move", foreign.requisition),
        ("/requisitions/{id}/fewer-sets", foreign.requisition),
        ("/requisitions/{id}/alternative", foreign.requisition),
        ("/requisitions/{id}/approve", foreign.to_approve),
        ("/requisitions/{id}/accept", foreign.submitted),
        ("/requisitions/{id}/query", foreign.requisition),
        ("/requisitions/{id}/decline", foreign.submitted),
        ("/requisitions/{id}/prepare", foreign.requisition),
        ("/requisitions/{id}/deliver", foreign.requisition),
        ("/requisitions/{id}/collect", foreign.requisition),
        ("/requisitions/{id}/count", foreign.requisition),
        ("/requisitions/{id}/undo", foreign.requisition),
    ] {
        list.push(post(path, path.replace("{id}", &id.to_string()), &[("words", text("Which?"))]));
    }
    list
}

testing::on_both_databases! {
    async fn the_ids_of_another_school_are_not_found_and_change_nothing(database: &Database) {
        let site = Site::on(database).await;
        let neighbour = site.school.neighbour().await;
        let (own, foreign) = (Things::of(&site.school).await, Things::of(&neighbour).await);
        site.school.add("Everybody", &EVERY_ROLE, Some("A. Teacher"), None).await;
        let browser = site.browser("Everybody").await;
        let before = database.rows_of(neighbour.id).await;
        let own_before = site.rows().await;
        let mut wrong = Vec::new();
        for (place, attempt) in attempts(&own, &foreign).into_iter().enumerate() {
            let once = format!("foreign-{place}");
            let mut fields = vec![("once", once.as_str())];
            fields.extend(attempt.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            let page = match attempt.method {
                "GET" => browser.get(&attempt.address).await,
                _ => browser.post(&attempt.address, &fields).await,
            };
            let is_refused = matches!(page.status, StatusCode::NOT_FOUND | StatusCode::UNPROCESSABLE_ENTITY);
            if !is_refused || page.html().contains("Next School") {
                wrong.push(format!("{} {} {:?}: {}", attempt.method, attempt.address, attempt.fields, page.status));
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
        assert_eq!(database.rows_of(neighbour.id).await, before);
        assert_eq!(site.rows().await, own_before);
    }

    async fn every_route_with_an_id_is_tried_from_another_school(database: &Database) {
        let site = Site::on(database).await;
        let things = Things::of(&site.school).await;
        let tried = attempts(&things, &things);
        let routes = web::route_list(&site.school.house).into_iter();
        // Networks and chats are tried from another network in chat_walks.rs.
        let of_schools = routes.filter(|route| !matches!(route.access, web::Access::InNetwork { .. }));
        for route in of_schools {
            let has_id = route.path.contains('{')
                && !matches!(route.path, "/assets/{name}" | "/week/{date}" | "/board/{date}" | "/day/{date}")
                && !NOT_A_SCHOOLS.contains(&route.path);
            let is_tried = tried.iter().any(|one| one.method == route.method && one.path == route.path);
            assert!(!has_id || is_tried, "try {} {} in schools.rs", route.method, route.path);
        }
    }

    async fn a_timetable_brought_next_door_is_not_confirmed_here(database: &Database) {
        let site = Site::on(database).await;
        let neighbour = site.school.neighbour().await;
        let timetable = "\"Activity Id\",\"Day\",\"Hour\",\"Students Sets\",\"Subject\",\"Teachers\",\"Activity Tags\",\"Room\",\"Comments\"\n\"1\",\"Monday\",\"09:00-10:00\",\"7Z\",\"Biology\",\"Z. Teacher\",\"\",\"Lab 9\",\"\"\n";
        let brought = actions::timetable::Brought {
            files: vec![("Z_timetable.csv".to_owned(), timetable.as_bytes().to_vec())],
            ..actions::timetable::Brought::default()
        };
        let permit = neighbour.administrator().await.permit().unwrap();
        actions::timetable::bring(&neighbour.house, &permit, &brought).await.unwrap();
        let drafts = format!("select id from import_draft where school_id = '{}'", neighbour.id);
        let draft = database.texts(&drafts).await.pop().unwrap();
        let browser = site.browser("An Administrator").await;
        let before = (site.rows().await, database.rows_of(neighbour.id).await);
        let page = browser.post("/timetable/confirm", &[("once", "k"), ("draft", &draft)]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{}", page.words());
        assert_eq!((site.rows().await, database.rows_of(neighbour.id).await), before);
    }

    async fn a_colleagues_draft_is_not_found(database: &Database) {
        let site = Site::on(database).await;
        let things = Things::of(&site.school).await;
        let browser = site.browser("B. Teacher").await;
        let page = browser.get(&format!("/requisitions/{}", things.draft)).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        let lesson = site.school.lesson("B. Teacher", site.school.next_monday(), 1).await.id.to_string();
        let draft = things.draft.to_string();
        let before = site.rows().await;
        for deed in ["save", "send"] {
            let fields = [("once", deed), ("lesson", &lesson), ("draft", &draft), ("free", "Mine"), ("sets", "1"), ("do", deed)];
            let page = browser.post("/requisitions", &fields).await;
            assert!(page.status.is_client_error(), "{deed}: {}", page.status);
        }
        assert_eq!(site.rows().await, before);
    }
}
