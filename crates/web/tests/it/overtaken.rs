//! Two people at one thing, and a session that ends in the middle: nothing that somebody typed is lost, and nothing
//! that somebody else did is undone unknowingly.

use actions::list_item::Add;
use actions::people::PersonWanted;
use axum::http::StatusCode;
use domain::chat::room::Hold;
use domain::people::{Role, Roles};
use domain::requisition::State;
use testing::{TestNetwork, asking};

use crate::page::Page;
use crate::site::Site;

/// What stands in a page's boxes, which its words do not show.
fn holds(page: &Page, words: &str) -> bool {
    page.html().contains(words)
}

testing::on_both_databases! {
    async fn changes_of_an_item_in_different_fields_both_stand(database: &Database) {
        let site = Site::on(database).await;
        let item = site.school.counted_item("Microscope", 15).await;
        let address = format!("/apparatus/{item}");
        let (one, other) = (site.browser("A. Senior").await, site.browser("A. Technician").await);
        let (ones, others) = (one.get(&address).await.form(&address), other.get(&address).await.form(&address));
        one.sends_and_follows(&ones.with("counted", "12").with("out_of_service", "2")).await;
        other.sends_and_follows(&others.with("place", "Shelf 3")).await;
        let kept = site.school.item(item).await;
        assert_eq!((kept.pool.counted, kept.pool.out_of_service, kept.place.as_str()), (Some(12), 2, "Shelf 3"));
    }

    async fn changes_of_one_field_of_an_item_are_shown_to_whoever_comes_second(database: &Database) {
        let site = Site::on(database).await;
        let item = site.school.counted_item("Microscope", 15).await;
        let address = format!("/apparatus/{item}");
        let (one, other) = (site.browser("A. Senior").await, site.browser("A. Technician").await);
        let (ones, others) = (one.get(&address).await.form(&address), other.get(&address).await.form(&address));
        one.sends_and_follows(&ones.with("counted", "12").with("place", "Lab 4")).await;
        let stopped = other.sends(&others.with("counted", "14").with("missing", "1")).await;
        assert_eq!(stopped.status, StatusCode::CONFLICT);
        assert!(stopped.shows("by A. Senior") && stopped.shows("It is “12” now."), "{}", stopped.words());
        assert_eq!(site.school.item(item).await.pool.counted, Some(12));
        // What only the other changed stands already; the rest is kept by sending it again.
        let again = stopped.form(&address);
        assert_eq!((again.get("counted"), again.get("missing"), again.get("place")), ("14", "1", "Lab 4"));
        other.sends_and_follows(&again).await;
        let kept = site.school.item(item).await;
        assert_eq!((kept.pool.counted, kept.pool.missing, kept.place.as_str()), (Some(14), 1, "Lab 4"));
    }

    async fn changes_of_the_policies_stand_beside_each_other_or_stop(database: &Database) {
        let site = Site::on(database).await;
        let (one, other) = (site.browser("A. Head").await, site.browser("A. Senior").await);
        let open = async |browser: &crate::site::Browser| browser.get("/policy").await.form("/policy");
        let (ones, others) = (open(&one).await, open(&other).await);
        let third = open(&other).await.with("turn_round_minutes", "30");
        one.sends_and_follows(&ones.with("turn_round_minutes", "25")).await;
        other.sends_and_follows(&others.with("usual_class", "28")).await;
        let policy = site.school.almanac().await.school.policy;
        assert_eq!((policy.turn_round_minutes, policy.usual_class), (25, 28));
        let stopped = other.sends(&third).await;
        assert_eq!(stopped.status, StatusCode::CONFLICT);
        assert!(stopped.shows("It is “25” now."), "{}", stopped.words());
        let again = stopped.form("/policy");
        assert_eq!((again.get("turn_round_minutes"), again.get("usual_class")), ("30", "28"));
        other.sends_and_follows(&again).await;
        assert_eq!(site.school.almanac().await.school.policy.turn_round_minutes, 30);
    }

    async fn changes_of_the_schools_name_stand_beside_each_other_or_stop(database: &Database) {
        let site = Site::on(database).await;
        let browser = site.browser("An Administrator").await;
        let address = "/set-up/school";
        let (one, other) = (browser.get(address).await.form(address), browser.get(address).await.form(address));
        let third = browser.get(address).await.form(address).with("name", "Third School");
        browser.sends_and_follows(&one.with("name", "First School")).await;
        browser.sends_and_follows(&other.with("time-zone", "Europe/Dublin")).await;
        let almanac = site.school.almanac().await;
        assert_eq!(almanac.school.name, "First School");
        assert_eq!(almanac.calendar.zone.iana_name(), Some("Europe/Dublin"));
        let stopped = browser.sends(&third).await;
        assert_eq!(stopped.status, StatusCode::CONFLICT);
        assert!(stopped.shows("“First School”, Europe/Dublin"), "{}", stopped.words());
        browser.sends_and_follows(&stopped.form(address)).await;
        let almanac = site.school.almanac().await;
        assert_eq!(almanac.school.name, "Third School");
        assert_eq!(almanac.calendar.zone.iana_name(), Some("Europe/Dublin"));
    }

    async fn a_change_of_a_request_that_was_overtaken_stands_beside_the_other(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let item = school.counted_item("Microscope", 20).await;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let teacher = school.teacher("A. Teacher").await;
        let id = teacher.sends(&asking("Cells", &[(item, 4)]), &lesson).await.unwrap().id;
        let address = format!("/requisitions/{id}/change");
        let browser = site.browser("A. Teacher").await;
        let form = browser.get(&address).await.form(&address);
        let mut theirs = asking("Cells", &[(item, 6)]);
        "short".clone_into(&mut theirs.note);
        school.technician().await.changes(id, 1, &theirs).await.unwrap();
        let mine = "a long note that took five minutes";
        let stopped = browser.presses(&form.with("note", mine).with("quantity-0", "5"), "do", "send").await;
        assert_eq!(stopped.status, StatusCode::CONFLICT);
        assert!(stopped.shows("by A. Technician") && stopped.shows("6 Microscope; “short”"), "{}", stopped.words());
        let again = stopped.form(&address);
        assert_eq!((again.get("note"), again.get("quantity-0")), (mine, "5"));
        browser.presses(&again, "do", "send").await.location();
        let kept = school.requisition(id).await;
        assert_eq!((kept.content.note.as_str(), school.held(id, item).await), (mine, 5));
    }

    async fn lines_of_one_and_the_note_of_another_both_stand(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let item = school.counted_item("Microscope", 20).await;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let teacher = school.teacher("A. Teacher").await;
        let id = teacher.sends(&asking("Cells", &[(item, 4)]), &lesson).await.unwrap().id;
        let address = format!("/requisitions/{id}/change");
        let browser = site.browser("A. Teacher").await;
        let (form, late) = (browser.get(&address).await.form(&address), browser.get(&address).await.form(&address));
        let recounted = browser.presses(&form.with("quantity-0", "5"), "do", "recount").await.form(&address);
        let mut noted = asking("Cells", &[(item, 4)]);
        "the good ones".clone_into(&mut noted.note);
        school.technician().await.changes(id, 1, &noted).await.unwrap();
        // The form was shown again meanwhile, and is still a change of what was seen when it was opened.
        let with_line = recounted.with("words-0", "five potatoes").with("words-quantity-0", "5");
        let recounted = browser.presses(&with_line, "do", "recount").await.form(&address);
        browser.presses(&recounted, "do", "send").await.location();
        let kept = school.requisition(id).await;
        assert_eq!((kept.content.note.as_str(), school.held(id, item).await), ("the good ones", 5));
        let lines: Vec<_> = kept.content.stations[0].lines.iter().map(|line| line.name.as_str()).collect();
        assert_eq!(lines, ["Microscope", "five potatoes"]);
        // Where both changed the note and only the other the lines, their lines stay through sending again.
        let stopped = browser.presses(&late.with("note", "mine"), "do", "send").await;
        assert_eq!(stopped.status, StatusCode::CONFLICT);
        let again = stopped.form(&address);
        assert_eq!((again.get("note"), again.get("quantity-0"), again.get("words-0")), ("mine", "5", "five potatoes"));
        assert!(stopped.shows("It is “the good ones” now."), "{}", stopped.words());
        browser.presses(&again, "do", "send").await.location();
        let kept = school.requisition(id).await;
        assert_eq!((kept.content.note.as_str(), school.held(id, item).await), ("mine", 5));
        // A step in between is no change of words: whoever changes it has to see it first.
        let form = browser.get(&address).await.form(&address);
        school.technician().await.prepares(id).await.unwrap();
        let stopped = browser.presses(&form.with("note", "later"), "do", "send").await;
        assert_eq!(stopped.status, StatusCode::CONFLICT, "{}", stopped.words());
    }

    async fn a_tick_on_what_has_changed_since_it_was_seen_says_so(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let item = school.counted_item("Microscope", 20).await;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let teacher = school.teacher("A. Teacher").await;
        let technician = site.browser("A. Technician").await;
        let says = "It was changed after you saw it";
        for is_changed in [false, true] {
            let id = teacher.sends(&asking("Cells", &[(item, 4)]), &lesson).await.unwrap().id;
            let prepare = format!("/requisitions/{id}/prepare");
            let board = technician.get("/board/2026-01-19").await.form(&prepare);
            if is_changed {
                teacher.changes(id, 1, &asking("Cells", &[(item, 6)])).await.unwrap();
            }
            let done = technician.sends_and_follows(&board).await;
            assert_eq!(school.requisition(id).await.state, State::Prepared);
            assert_eq!(done.shows(says), is_changed, "{}", done.words());
            done.form(&format!("/requisitions/{id}/undo"));
            // What was seen before the next tick is news no more.
            let deliver = done.form(&format!("/requisitions/{id}/deliver"));
            assert!(!technician.sends_and_follows(&deliver).await.shows(says));
        }
    }

    async fn ticks_on_a_whole_period_say_how_much_of_it_has_changed_since_it_was_seen(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let item = school.counted_item("Microscope", 20).await;
        let monday = school.next_monday();
        let technician = site.browser("A. Technician").await;
        let board = format!("/board/{monday}");
        let mut ids = Vec::new();
        for name in ["A. Teacher", "B. Teacher", "C. Teacher"] {
            let lesson = school.lesson(name, monday, 1).await;
            let teacher = school.teacher(name).await;
            ids.push((teacher.sends(&asking("Cells", &[(item, 4)]), &lesson).await.unwrap().id, teacher));
        }
        let mut says = Vec::new();
        for (step, changed) in [("prepare", 2), ("deliver", 0)] {
            let form = technician.get(&board).await.form(&format!("{board}/periods/1/{step}"));
            for (id, teacher) in &ids[..changed] {
                teacher.changes(*id, 1, &asking("Cells", &[(item, 6)])).await.unwrap();
            }
            let done = technician.sends_and_follows(&form).await;
            assert!(done.shows("Done for the whole period."), "{}", done.words());
            says.push(done.shows("2 of them were changed after you saw them"));
            done.form("/requisitions/undo");
        }
        assert_eq!(says, [true, false]);
        for (id, _) in ids {
            assert_eq!(school.requisition(id).await.state, State::Delivered);
        }
    }

    async fn a_draft_that_two_devices_save_or_send_loses_neither(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let draft = school.teacher("A. Teacher").await.saves(&asking("Cells", &[]), &lesson).await.unwrap().id;
        let address = format!("/requisitions/{draft}/change");
        let (desk, phone) = (site.browser("A. Teacher").await, site.browser("A. Teacher").await);
        let opened = async |browser: &crate::site::Browser| browser.get(&address).await.form("/requisitions");
        for second in ["save", "send"] {
            let (first, later) = (opened(&desk).await, opened(&phone).await);
            desk.presses(&first.with("note", "written at the desk"), "do", "save").await.location();
            let later = later.with("note", "written on the phone");
            let stopped = phone.presses(&later, "do", second).await;
            assert_eq!(stopped.status, StatusCode::CONFLICT);
            assert!(stopped.shows("It was saved elsewhere") && stopped.shows("“written at the desk”"), "{}", stopped.words());
            let kept = school.requisition(draft).await;
            assert_eq!((kept.state, kept.content.note.as_str()), (State::Draft, "written at the desk"));
            // Counting anew on the way keeps what was seen.
            let again = stopped.form("/requisitions");
            assert_eq!(again.get("note"), "written on the phone");
            let again = phone.presses(&again, "do", "recount").await.form("/requisitions");
            phone.presses(&again, "do", second).await.location();
            assert_eq!(school.requisition(draft).await.content.note, "written on the phone");
        }
        assert_eq!(school.requisition(draft).await.state, State::Accepted);
    }

    async fn changes_of_an_entry_of_the_list_stand_beside_each_other_or_stop(database: &Database) {
        let site = Site::on(database).await;
        let network = TestNetwork::on(&site.school).await;
        let chat = network.opens("Labels that last", Hold::Nobody).await;
        let curator = network.curator().await.at(chat);
        let wanted = Add { heading: "Labels".to_owned(), words: "A pencil".to_owned(), ..Add::default() };
        let item = curator.does(wanted).await.unwrap();
        let (one, other) = (site.browser_for(&curator).await, site.browser_for(&curator).await);
        let (list, address) = (format!("/chats/{chat}/list"), format!("/chats/{chat}/list/{item}"));
        let form_of = |page: &Page| page.forms().into_iter().find(|form| form.action == address).unwrap();
        let opened = async |browser: &crate::site::Browser| form_of(&browser.get(&list).await);
        let kept = async || {
            let permit = curator.may().await;
            let items = actions::list_item::list(&network.house, &permit, chat).await.unwrap();
            (items[0].words.clone(), items[0].heading.clone(), items[0].url.clone())
        };
        // What each changed alone stands.
        let (ones, others) = (opened(&one).await, opened(&other).await);
        one.sends_and_follows(&ones.with("heading", "Labels that last")).await;
        other.sends_and_follows(&others.with("url", "https://example.org/labels")).await;
        let url = Some("https://example.org/labels".to_owned());
        assert_eq!(kept().await, ("A pencil".to_owned(), "Labels that last".to_owned(), url.clone()));
        // What both changed is shown to whoever comes second.
        let (ones, others) = (opened(&one).await, opened(&other).await);
        one.sends_and_follows(&ones.with("words", "A soft pencil")).await;
        let stopped = other.sends(&others.with("words", "A wax pencil").with("heading", "Labels")).await;
        assert_eq!(stopped.status, StatusCode::CONFLICT);
        assert!(stopped.shows("Somebody else has changed this") && stopped.shows("It is “A soft pencil” now."), "{}", stopped.words());
        assert_eq!(kept().await, ("A soft pencil".to_owned(), "Labels that last".to_owned(), url.clone()));
        let again = form_of(&stopped);
        assert_eq!((again.get("words"), again.get("heading")), ("A wax pencil", "Labels"));
        other.sends_and_follows(&again).await;
        assert_eq!(kept().await, ("A wax pencil".to_owned(), "Labels".to_owned(), url));
    }

    async fn words_to_a_request_that_has_moved_on_are_shown_with_the_way_to_it(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let teacher = school.teacher("A. Teacher").await;
        let (technicians, teachers) = (site.browser("A. Technician").await, site.browser("A. Teacher").await);
        for (deed, who) in
            [("query", &technicians), ("decline", &technicians), ("not-used", &teachers), ("change", &teachers)]
        {
            let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
            let id = teacher.sends(&asking("Cells", &[]), &lesson).await.unwrap().id;
            let sheet = format!("/requisitions/{id}");
            let address = format!("{sheet}/{deed}");
            let page = if deed == "change" { &address } else { &sheet };
            let field = if deed == "change" { "note" } else { "words" };
            let Some(form) = who.get(page).await.forms().into_iter().find(|form| form.action.starts_with(&address))
            else {
                continue;
            };
            teacher.withdraws(id).await.unwrap();
            let stopped = who.sends(&form.with(field, "a long sentence about it")).await;
            assert_eq!(stopped.status, StatusCode::CONFLICT, "{deed}");
            assert!(holds(&stopped, "a long sentence about it"), "{deed}: {}", stopped.html());
            assert!(holds(&stopped, &format!("href=\"{sheet}")), "{deed} has no way to the request");
            assert!(stopped.shows("withdrawn"), "{deed}: {}", stopped.words());
            assert!(!stopped.shows("Go to the start"));
        }
    }

    async fn a_form_that_cannot_be_done_says_why_and_keeps_its_words(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let browser = site.browser("A. Teacher").await;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let page = browser.get(&format!("/requisitions/new?lesson={}&free=Density", lesson.id)).await;
        let form = page.form("/requisitions").with("words-0", "a beaker of water");
        let later = page.form("/requisitions").with("once", "later").with("words-0", "a beaker of water");
        let sent = browser.presses(&form, "do", "send").await;
        let id = sent.location().trim_start_matches("/requisitions/")[..36].to_owned();
        // The same key with other words is nobody's quickness.
        let reused = browser.presses(&form.with("note", "other words"), "do", "send").await;
        assert_eq!(reused.status, StatusCode::CONFLICT);
        assert!(reused.shows("This form was sent already") && holds(&reused, "other words"), "{}", reused.words());
        let moved = browser.post(&format!("/requisitions/{id}/move"), &[("once", "move"), ("lesson", "")]).await;
        assert_eq!(moved.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(moved.shows("No lesson was chosen"), "{}", moved.words());
        let close = actions::calendar::Close { first: lesson.date, last: lesson.date, reason: "Snow".to_owned() };
        let permit = school.administrator().await.permit().unwrap();
        school.house.act(&permit, (), close, None).await.unwrap();
        let gone = browser.presses(&later, "do", "send").await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
        assert!(gone.shows("This lesson is not there any more") && gone.shows("Open your week"), "{}", gone.words());
        assert!(holds(&gone, "a beaker of water"));
    }

    async fn what_is_sent_after_the_session_ended_is_sent_by_signing_in(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let password = "a made-up password";
        let wanted = PersonWanted {
            name: "P. Person".to_owned(),
            email: "p.person@school.example".to_owned(),
            roles: Roles::new([Role::Teacher]),
            staff: Some("A. Teacher".to_owned()),
            mentor: None,
            password: password.to_owned(),
        };
        actions::people::add(&school.house, school.id, &wanted).await.unwrap();
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await.id;
        let browser = site.browser("P. Person").await;
        let page = browser.get(&format!("/requisitions/new?lesson={lesson}&free=Density")).await;
        let form = page.form("/requisitions").with("words-0", "balance").with("note", "On the side & bench");
        let nobody = site.nobody();
        let stopped = nobody.presses(&form, "do", "send").await;
        assert_eq!(stopped.status, StatusCode::UNAUTHORIZED);
        assert!(stopped.shows("what you typed is sent, in the name of whoever signs in"), "{}", stopped.words());
        let sign_in = stopped.form("/sign-in").with("email", "p.person@school.example");
        // A wrong password loses nothing.
        let wrong = nobody.sends(&sign_in.clone().with("password", "wrong")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let sign_in = wrong.form("/sign-in").with("email", "p.person@school.example").with("password", password);
        let sent = nobody.sends(&sign_in).await;
        assert!(sent.header("set-cookie").starts_with("trolley="));
        let id = sent.location().trim_start_matches("/requisitions/")[..36].parse().unwrap();
        let kept = school.requisition(id).await;
        assert_eq!((kept.state, kept.content.note.as_str()), (State::Accepted, "On the side & bench"));
        assert_eq!(kept.asked_by_name, "P. Person");
        // Sent once more, it is the same request.
        let again = nobody.sends(&sign_in).await;
        assert!(again.location().contains(&id.to_string()));

        // Whoever signs in and may not do it has what was typed before them still.
        let to = "once=x&reason=A+long+reason+for+all+of+this";
        let refused = nobody.sends(&sign_in.clone().with("carried-to", "/calendar").with("carried", to)).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(holds(&refused, "A long reason for all of this"), "{}", refused.html());

        // It leads to a form of this server and nowhere else, and is judged as whoever signed in.
        for (to, status) in [
            ("/policy", StatusCode::FORBIDDEN),
            ("https://evil.example/requisitions", StatusCode::SEE_OTHER),
            ("//evil.example/requisitions", StatusCode::SEE_OTHER),
            ("/sign-out", StatusCode::SEE_OTHER),
            ("/week", StatusCode::SEE_OTHER),
        ] {
            let led = nobody.sends(&sign_in.clone().with("carried-to", to).with("carried", "once=x")).await;
            assert_eq!(led.status, status, "{to}");
            if status == StatusCode::SEE_OTHER {
                assert_eq!(led.location(), "/", "{to}");
                assert!(led.header("set-cookie").len() > 50, "{to}");
            }
        }
    }
}
