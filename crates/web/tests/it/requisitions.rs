//! `/requisitions`: asking by the form as a browser sends it, and what becomes of it.

use axum::http::StatusCode;
use domain::id::RequisitionId;
use domain::people::Role;
use domain::requisition::{LateReason, State};
use testing::asking;

use crate::page::{Form, Page};
use crate::site::{Browser, Site};

/// The form for a list of one's own, filled with what a test needs.
async fn free_form(browser: &Browser, lesson: &str, title: &str) -> Form {
    let page = browser.get(&format!("/requisitions/new?lesson={lesson}&free={title}")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    page.form("/requisitions")
}

fn id_of(page: &Page) -> String {
    let location = page.location();
    location.trim_start_matches("/requisitions/").split('?').next().unwrap().to_owned()
}

testing::on_both_databases! {
    async fn days_until_a_deadline_are_nights(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        // Sixteen hours of work before a Wednesday at nine is the Monday at nine.
        school
            .decides(|policy| {
                policy.deadline.weekly_cut_off = None;
                policy.deadline.notice_minutes = Some(16 * 60);
            })
            .await;
        school.clock.set_to("2026-01-16T12:00:00Z");
        let browser = site.browser("A. Teacher").await;
        let wednesday = school.next_monday().saturating_add(jiff::Span::new().days(2));
        let lesson = school.lesson("A. Teacher", wednesday, 1).await.id;
        let form = browser.get(&format!("/requisitions/new?lesson={lesson}&free=Onions")).await;
        assert!(form.shows("In time until Monday 09:00, in 3 days."), "{}", form.words());
    }

    async fn a_practical_is_found_filled_in_and_sent(database: &Database) {
        let site = Site::on(database).await;
        let browser = site.browser("A. Teacher").await;
        let lesson = site.school.lesson("A. Teacher", site.school.next_monday(), 1).await;
        let week = browser.get("/week/2026-01-19").await;
        let ask = format!("/requisitions/new?lesson={}", lesson.id);
        assert!(week.html().contains(&ask), "the week has no way to ask");
        let found = browser.get(&format!("/requisitions/practicals?lesson={}&q=acc", lesson.id)).await;
        assert!(found.shows("Force, mass and acceleration"), "{}", found.words());
        let practical = found.html().split("practical=").nth(1).unwrap()[..36].to_owned();
        let page = browser.get(&format!("{ask}&practical={practical}")).await;
        assert!(page.shows("7A in Lab 1") && page.shows("Monday 19 January"), "{}", page.words());
        assert!(page.shows("In time until Thursday 12:30"), "{}", page.words());
        let form = page.form("/requisitions");
        // 30 pupils in groups of four, rounded up.
        assert_eq!(form.get("sets"), "8");
        // Two light gates for each group.
        assert!(form.fields.iter().any(|(name, value)| name.starts_with("quantity-") && value == "16"));
        let sent = browser.presses(&form, "do", "send").await;
        let sheet = browser.get(sent.location()).await;
        assert!(sheet.shows("Sent, and accepted: everything is free and kept for you."), "{}", sheet.words());
        assert!(sheet.shows("8 sets"), "{}", sheet.words());
        let kept = site.school.requisition(id_of(&sent).parse().unwrap()).await;
        assert_eq!((kept.state, kept.occasion.lesson), (State::Accepted, lesson.id));
        assert!(browser.get("/week/2026-01-19").await.shows("Force, mass and acceleration"));
    }

    async fn a_quantity_nobody_touched_follows_the_sets(database: &Database) {
        let site = Site::on(database).await;
        let browser = site.browser("A. Teacher").await;
        let lesson = site.school.lesson("A. Teacher", site.school.next_monday(), 1).await.id;
        let found = browser.get(&format!("/requisitions/practicals?lesson={lesson}&q=acc")).await;
        let practical = found.html().split("practical=").nth(1).unwrap()[..36].to_owned();
        let page = browser.get(&format!("/requisitions/new?lesson={lesson}&practical={practical}")).await;
        let form = page.form("/requisitions");
        let gates = form.fields.iter().find(|(name, value)| name.starts_with("quantity-") && value == "16").unwrap().0.clone();
        let trolleys = form.fields.iter().find(|(name, value)| name.starts_with("quantity-") && value == "8").unwrap().0.clone();
        let typed = form.with("sets", "5").with(&trolleys, "3");
        let page = browser.presses(&typed, "do", "recount").await;
        assert_eq!(page.status, StatusCode::OK);
        let form = page.form("/requisitions");
        assert_eq!((form.get("sets"), form.get(&gates), form.get(&trolleys)), ("5", "10", "3"));
        assert_eq!(database.texts("select id from requisition").await.len(), 0, "working out is not sending");
        let sent = browser.presses(&form, "do", "send").await;
        let kept = site.school.requisition(id_of(&sent).parse().unwrap()).await;
        let quantities: Vec<u32> = kept.content.stations[0].lines.iter().map(|line| line.quantity).collect();
        // One of each for a group and two light gates, as catalogue/practicals/acceleration.toml has them;
        // five times 1.5 m of string is 8 m.
        assert_eq!(quantities, [3, 5, 5, 8, 5, 10, 5, 5, 5]);
    }

    async fn a_clash_says_who_has_it_and_every_way_out_works(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let microscope = school.counted_item("Microscope", 8).await;
        let monday = school.next_monday();
        let theirs = school.lesson("B. Teacher", monday, 1).await;
        school.teacher("B. Teacher").await.sends(&asking("Cells", &[(microscope, 5)]), &theirs).await.unwrap();
        let browser = site.browser("A. Teacher").await;
        let mine = school.lesson("A. Teacher", monday, 2).await;
        let own = school.teacher("A. Teacher").await;
        // Another period is free; in this one five are with 7B.
        let asked = testing::asking_by_the_group("Onion cells", 4, &[(microscope, 1)]);
        let done = own.sends(&asked, &school.lesson("A. Teacher", monday, 1).await).await;
        assert!(done.is_err(), "four of eight, while five are out");
        let fits = testing::asking_by_the_group("Onion cells", 3, &[(microscope, 1)]);
        let id = own.sends(&fits, &school.lesson("A. Teacher", monday, 1).await).await.unwrap().id;
        let page = browser.get(&format!("/requisitions/{id}/change")).await;
        assert!(page.shows("3 of 8 free; 5 with 7B in Lab 2"), "{}", page.words());
        let form = page.form(&format!("/requisitions/{id}/change"));
        let wanting = form.with("sets", "6").with("note", "Both slides, please");
        let before = site.rows().await;
        let clash = browser.presses(&wanting, "do", "send").await;
        assert_eq!(clash.status, StatusCode::CONFLICT);
        assert_eq!(site.rows().await, before, "a clash changes nothing");
        assert!(clash.shows("You asked for 6; 3 are free."), "{}", clash.words());
        assert!(clash.shows("5 with 7B, B. Teacher, in Lab 2"), "{}", clash.words());
        let again = clash.form(&format!("/requisitions/{id}/change"));
        assert_eq!((again.get("sets"), again.get("note")), ("6", "Both slides, please"), "what was typed is kept");
        let fewer = again.button("option", "sets:");
        assert_eq!(fewer, "sets:3");
        let taken = browser.presses(&again, "option", &fewer).await;
        assert!(taken.location().contains("did=change"), "{}", taken.words());
        assert_eq!(school.held(id, microscope).await, 3);
        assert_eq!(school.requisition(id).await.content.note, "Both slides, please");
        drop(mine);
        school.is_sound().await;
    }

    async fn a_new_request_that_clashes_can_go_to_another_lesson_or_another_item(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let practical_items = {
            let mut reading = school.storage.read(school.id).await.unwrap();
            reading.items().await.unwrap()
        };
        let trolley = practical_items.iter().find(|item| item.pool.name.contains("rolley")).unwrap().pool.item;
        school.change_item(trolley, |change| change.counted = Some(8)).await;
        let monday = school.next_monday();
        let theirs = school.lesson("B. Teacher", monday, 1).await;
        school.teacher("B. Teacher").await.sends(&asking("Cells", &[(trolley, 8)]), &theirs).await.unwrap();
        let browser = site.browser("A. Teacher").await;
        let lesson = school.lesson("A. Teacher", monday, 1).await.id;
        let found = browser.get(&format!("/requisitions/practicals?lesson={lesson}&q=acc")).await;
        let practical = found.html().split("practical=").nth(1).unwrap()[..36].to_owned();
        let page = browser.get(&format!("/requisitions/new?lesson={lesson}&practical={practical}")).await;
        let clash = browser.presses(&page.form("/requisitions"), "do", "send").await;
        assert_eq!(clash.status, StatusCode::CONFLICT, "{}", clash.words());
        assert!(clash.shows("8 with 7B, B. Teacher, in Lab 2"), "{}", clash.words());
        let form = clash.form("/requisitions");
        let elsewhere = form.button("option", "lesson:");
        let taken = browser.presses(&form, "option", &elsewhere).await;
        let kept = school.requisition(id_of(&taken).parse().unwrap()).await;
        assert_eq!(kept.state, State::Accepted);
        assert_eq!(format!("lesson:{}", kept.occasion.lesson), elsewhere);
        assert_eq!(kept.occasion.class, "7A", "the same class");
        school.is_sound().await;
    }

    async fn a_late_request_asks_why_and_keeps_what_was_typed(database: &Database) {
        let site = Site::on(database).await;
        let browser = site.browser("A. Teacher").await;
        let lesson = site.school.lesson("A. Teacher", site.school.tomorrow(), 1).await.id.to_string();
        let form = free_form(&browser, &lesson, "Onions").await;
        let form = form.with("words-0", "Red onions").with("words-quantity-0", "12").with("note", "Not the white ones");
        let asked = browser.presses(&form, "do", "send").await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(asked.shows("this comes after the deadline") || asked.shows("This comes after the deadline"), "{}", asked.words());
        let again = asked.form("/requisitions");
        assert_eq!(again.get("words-0"), "Red onions");
        assert_eq!(again.get("words-quantity-0"), "12");
        assert_eq!(again.get("note"), "Not the white ones");
        assert_eq!(database.texts("select id from requisition").await.len(), 0);
        let reason = LateReason::ALL[0].key();
        let sent = browser.presses(&again.with("late_reason", reason), "do", "send").await;
        assert!(sent.location().contains("did=waits-late"), "{}", sent.location());
        let kept = site.school.requisition(id_of(&sent).parse().unwrap()).await;
        assert_eq!((kept.state, kept.lateness.late), (State::Submitted, true));
        let inbox = site.browser("A. Technician").await.get("/inbox").await;
        assert!(inbox.shows("After the deadline") && inbox.shows("Onions for 7A"), "{}", inbox.words());
    }

    async fn a_draft_is_its_teachers_until_it_is_sent_and_then_one_request(database: &Database) {
        let site = Site::on(database).await;
        let browser = site.browser("A. Teacher").await;
        let lesson = site.school.lesson("A. Teacher", site.school.next_monday(), 1).await.id.to_string();
        let form = free_form(&browser, &lesson, "Onions").await.with("words-0", "Onions");
        let saved = browser.presses(&form, "do", "save").await;
        let id = id_of(&saved);
        let kept = site.school.requisition(id.parse().unwrap()).await;
        assert_eq!(kept.state, State::Draft);
        assert!(!site.browser("A. Technician").await.get("/board/2026-01-19").await.html().contains(&id));
        let page = browser.get(&format!("/requisitions/{id}/change")).await;
        let form = page.form("/requisitions");
        // The amounts are worked out anew on the way; it is still the same draft.
        let recounted = browser.presses(&form.with("words-0", "Red onions"), "do", "recount").await;
        let form = recounted.form("/requisitions");
        assert_eq!(form.get("draft"), id);
        let sent = browser.presses(&form, "do", "send").await;
        assert_eq!(id_of(&sent), id);
        assert_eq!(site.school.requisition(id.parse().unwrap()).await.state, State::Accepted);
        assert_eq!(database.texts("select id from requisition").await.len(), 1);
    }

    async fn a_change_over_somebody_elses_change_is_refused(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let item = school.counted_item("Microscope", 20).await;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let teacher = school.teacher("A. Teacher").await;
        let id = teacher.sends(&asking("Cells", &[(item, 4)]), &lesson).await.unwrap().id;
        let browser = site.browser("A. Teacher").await;
        let form = browser.get(&format!("/requisitions/{id}/change")).await.form(&format!("/requisitions/{id}/change"));
        let technician = school.technician().await;
        technician.changes(id, 1, &asking("Cells", &[(item, 6)])).await.unwrap();
        let stale = browser.presses(&form.with("quantity-0", "5"), "do", "send").await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.shows("changed by somebody else"), "{}", stale.words());
        assert_eq!(school.held(id, item).await, 6);
    }

    async fn the_same_for_other_lessons_is_one_touch(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let item = school.counted_item("Microscope", 20).await;
        let content = asking("Cells", &[(item, 4)]);
        let teacher = school.teacher("A. Teacher").await;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let id = teacher.sends(&content, &lesson).await.unwrap().id;
        let browser = site.browser("A. Teacher").await;
        let (second, third) = (
            school.lesson("A. Teacher", school.next_monday(), 2).await.id.to_string(),
            school.lesson("A. Teacher", school.next_monday(), 3).await.id.to_string(),
        );
        let fields = [("once", "k"), ("lesson", second.as_str()), ("lesson", third.as_str())];
        let address = format!("/requisitions/{id}/also");
        let mut answers = Vec::new();
        for _ in 0..2 {
            answers.push(browser.post(&address, &fields).await.location().to_owned());
        }
        assert!(answers[0].starts_with("/week?did=send&together="), "{answers:?}");
        assert_eq!(answers[0], answers[1]);
        assert_eq!(database.texts("select id from requisition").await.len(), 3);
        school.is_sound().await;
    }

    async fn the_same_for_other_lessons_is_taken_back_in_one_touch(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let item = school.counted_item("Microscope", 20).await;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let teacher = school.teacher("A. Teacher").await;
        let first = teacher.sends(&asking("Cells", &[(item, 4)]), &lesson).await.unwrap().id;
        let browser = site.browser("A. Teacher").await;
        let mut lessons = Vec::new();
        for period in [2, 3] {
            lessons.push(school.lesson("A. Teacher", school.next_monday(), period).await.id.to_string());
        }
        let fields = [("once", "k"), ("lesson", lessons[0].as_str()), ("lesson", lessons[1].as_str())];
        let sent = browser.post(&format!("/requisitions/{first}/also"), &fields).await;
        let week = browser.get(sent.location()).await;
        assert!(week.shows("Undo all"), "{}", week.words());
        let undo = week.form("/requisitions/undo");
        let ids = undo.fields.iter().filter(|(name, _)| name == "requisition");
        let ids: Vec<RequisitionId> = ids.map(|(_, id)| id.parse().unwrap()).collect();
        assert_eq!(ids.len(), 2);
        // One is on its trolley meanwhile: it stays, and the other is taken back.
        school.technician().await.prepares(ids[0]).await.unwrap();
        let told = browser.sends(&undo).await;
        assert_eq!(told.status, StatusCode::CONFLICT);
        assert!(told.shows("1 was put back as it was. “Cells” for "), "{}", told.words());
        let states = [school.requisition(ids[0]).await.state, school.requisition(ids[1]).await.state];
        assert_eq!(states, [State::Prepared, State::Draft]);
        assert_eq!((school.held(ids[0], item).await, school.held(ids[1], item).await), (4, 0));
        school.is_sound().await;
    }

    async fn what_comes_back_is_counted_item_by_item(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let scalpel = school.add_item("Scalpel", |change| {
            change.counted = Some(20);
            change.count_back = true;
        })
        .await;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let teacher = school.teacher("A. Teacher").await;
        let id = teacher.sends(&asking("Hearts", &[(scalpel, 15)]), &lesson).await.unwrap().id;
        school.technician().await.delivers(id).await.unwrap();
        let browser = site.browser("A. Technician").await;
        let sheet = browser.get(&format!("/requisitions/{id}")).await;
        let form = sheet.form(&format!("/requisitions/{id}/count"));
        let field = format!("back-{scalpel}");
        assert_eq!(form.get(&field), "15");
        let page = browser.sends_and_follows(&form.with(&field, "14")).await;
        assert!(page.shows("1 of 15 Scalpel missing") || page.shows("Counted back"), "{}", page.words());
        assert_eq!(school.item(scalpel).await.pool.missing, 1);
        let undone = browser.sends_and_follows(&page.form(&format!("/requisitions/{id}/undo"))).await;
        assert!(undone.shows("Put back as it was."), "{}", undone.words());
        assert_eq!(school.item(scalpel).await.pool.missing, 0);
        assert_eq!(school.requisition(id).await.state, State::Delivered);
    }

    async fn what_happened_is_told_whole_and_once(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let scalpel = school.add_item("Scalpel", |change| {
            change.counted = Some(20);
            change.count_back = true;
        })
        .await;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let teacher = school.teacher("A. Teacher").await;
        let id = teacher.sends(&asking("Hearts", &[(scalpel, 4)]), &lesson).await.unwrap().id;
        let technician = school.technician().await;
        technician.queries(id, "Which hearts: lamb or pig?").await.unwrap();
        teacher.answers(id, "Lamb: the smaller").await.unwrap();
        technician.accepts(id).await.unwrap();
        technician.delivers(id).await.unwrap();
        let browser = site.browser("A. Technician").await;
        let form = browser.get(&format!("/requisitions/{id}")).await.form(&format!("/requisitions/{id}/count"));
        let form = form.with(&format!("back-{scalpel}"), "3").with(&format!("words-{scalpel}"), "sink: left side");
        browser.sends_and_follows(&form).await;
        let words = browser.get(&format!("/requisitions/{id}")).await.words();
        for once in ["1 of 4 Scalpel missing (sink: left side)", "Which hearts: lamb or pig?", "Lamb: the smaller"] {
            assert_eq!(words.matches(once).count(), 1, "{once} in {words}");
        }
        for happened in ["Counted back by A. Technician: 1 of 4", "Asked by A. Technician", "Answered by A. Teacher"] {
            assert!(words.contains(happened), "{happened} in {words}");
        }
    }

    async fn a_name_that_turns_the_line_turns_nothing_beside_it(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let name = "T. \u{202e}Turner";
        school.add(name, &[Role::Technician], None, None).await;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let id = school.teacher("A. Teacher").await.sends(&asking("Cells", &[]), &lesson).await.unwrap().id;
        school.member(name).await.prepares(id).await.unwrap();
        let sheet = site.browser("A. Teacher").await.get(&format!("/requisitions/{id}")).await;
        assert!(sheet.html().contains("Prepared by \u{2068}T. \u{202e}Turner\u{202c}\u{2069} "), "{}", sheet.words());
        // Beside other elements, the style sheet keeps it within its own.
        let style = site.nobody().get(&crate::addresses::stylesheet()).await;
        assert!(style.html().contains("unicode-bidi:isolate"));
    }

    async fn undoing_is_for_whoever_did_it_and_for_ten_minutes(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let id = school.teacher("A. Teacher").await.sends(&asking("Cells", &[]), &lesson).await.unwrap().id;
        let browser = site.browser("A. Technician").await;
        let board = browser.get("/board/2026-01-19").await;
        let done = browser.sends_and_follows(&board.form(&format!("/requisitions/{id}/prepare"))).await;
        let undo = done.form(&format!("/requisitions/{id}/undo"));
        let other = site.browser("B. Technician").await.sends(&undo).await;
        assert_eq!(other.status, StatusCode::CONFLICT);
        school.clock.pass_minutes(11);
        assert_eq!(browser.sends(&undo).await.status, StatusCode::CONFLICT);
        assert_eq!(school.requisition(id).await.state, State::Prepared);
    }

    async fn a_question_is_asked_and_answered(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let id = school.teacher("A. Teacher").await.sends(&asking("Cells", &[]), &lesson).await.unwrap().id;
        let (technician, teacher) = (site.browser("A. Technician").await, site.browser("A. Teacher").await);
        let sheet = technician.get(&format!("/requisitions/{id}")).await;
        let asked = sheet.form(&format!("/requisitions/{id}/query")).with("words", "Which stain?");
        technician.sends_and_follows(&asked).await;
        let sheet = teacher.get(&format!("/requisitions/{id}")).await;
        assert!(sheet.shows("Which stain?"), "{}", sheet.words());
        let answer = sheet.form(&format!("/requisitions/{id}/answer")).with("words", "Methylene blue");
        teacher.sends_and_follows(&answer).await;
        let sheet = technician.get(&format!("/requisitions/{id}")).await;
        assert!(sheet.shows("Methylene blue"), "{}", sheet.words());
        // It waits for the technician who asked.
        assert_eq!(school.requisition(id).await.state, State::Submitted);
        technician.sends_and_follows(&sheet.form(&format!("/requisitions/{id}/accept"))).await;
        assert_eq!(school.requisition(id).await.state, State::Accepted);
    }
}
