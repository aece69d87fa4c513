//! `/board`: the day of the prep room, its tablet, and pages that are kept.

use axum::http::StatusCode;
use domain::id::RequisitionId;
use domain::requisition::State;
use testing::{TestSchool, asking};

use crate::page::Page;
use crate::site::{Browser, Site, settings};

const MONDAY: &str = "/board/2026-01-19";

async fn sent(school: &TestSchool, teacher: &str, period: usize) -> RequisitionId {
    let lesson = school.lesson(teacher, school.next_monday(), period).await;
    school.teacher(teacher).await.sends(&asking("Cells", &[]), &lesson).await.unwrap().id
}

/// What a server that has kept nothing shows.
async fn fresh(site: &Site<'_>, browser: &Browser, address: &str) -> Page {
    let router = web::router(site.school.house.clone(), settings(), site.stop.clone());
    browser.at(&router).get(address).await
}

fn in_order(mut ids: [RequisitionId; 2]) -> [RequisitionId; 2] {
    ids.sort_unstable();
    ids
}

fn step_of(page: &Page, id: RequisitionId) -> String {
    let form = page.forms().into_iter().find(|form| form.action.starts_with(&format!("/requisitions/{id}/")));
    form.map(|form| form.action).unwrap_or_default()
}

testing::on_both_databases! {
    async fn a_card_is_walked_to_the_end_from_the_board(database: &Database) {
        let site = Site::on(database).await;
        let id = sent(&site.school, "A. Teacher", 1).await;
        let browser = site.browser("A. Technician").await;
        for (deed, state) in [
            ("prepare", State::Prepared), ("deliver", State::Delivered), ("collect", State::Collected), ("count", State::Closed),
        ] {
            let board = browser.get(MONDAY).await;
            assert!(board.shows("Lab 1 7A"), "{}", board.words());
            let form = board.form(&format!("/requisitions/{id}/{deed}"));
            let sent = browser.sends(&form).await;
            assert!(sent.location().starts_with(&format!("{MONDAY}?did={deed}&")), "{}", sent.location());
            assert!(browser.get(sent.location()).await.shows("Undo"));
            assert_eq!(site.school.requisition(id).await.state, state);
        }
    }

    async fn a_whole_period_moves_what_was_seen_and_nothing_else(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let seen = [sent(school, "A. Teacher", 1).await, sent(school, "B. Teacher", 1).await];
        let later = sent(school, "C. Teacher", 2).await;
        let browser = site.browser("A. Technician").await;
        let form = browser.get(MONDAY).await.form(&format!("{MONDAY}/periods/1/prepare"));
        let unseen = sent(school, "D. Teacher", 1).await;
        for _ in 0..2 {
            // The cards that were moved are named, so that all of them can be put back.
            let [one, other] = in_order(seen);
            let together = format!("{MONDAY}?did=period&together={one}&together={other}&at=4#period-1");
            assert_eq!(browser.sends(&form).await.location(), together);
        }
        for id in seen {
            assert_eq!(school.requisition(id).await.state, State::Prepared);
        }
        assert_eq!(school.requisition(later).await.state, State::Accepted);
        assert_eq!(school.requisition(unseen).await.state, State::Accepted);
    }

    async fn one_card_that_cannot_move_does_not_hold_up_the_others(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let (gone, here) = (sent(school, "A. Teacher", 1).await, sent(school, "B. Teacher", 1).await);
        let browser = site.browser("A. Technician").await;
        let form = browser.get(MONDAY).await.form(&format!("{MONDAY}/periods/1/prepare"));
        school.teacher("A. Teacher").await.withdraws(gone).await.unwrap();
        assert_eq!(browser.sends(&form).await.status, StatusCode::SEE_OTHER);
        assert_eq!(school.requisition(gone).await.state, State::Withdrawn);
        assert_eq!(school.requisition(here).await.state, State::Prepared);
    }

    async fn a_whole_period_is_put_back_in_one_touch(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let seen = [sent(school, "A. Teacher", 1).await, sent(school, "B. Teacher", 1).await];
        let browser = site.browser("A. Technician").await;
        let form = browser.get(MONDAY).await.form(&format!("{MONDAY}/periods/1/prepare"));
        let done = browser.sends_and_follows(&form).await;
        assert!(done.shows("Done for the whole period.") && done.shows("Undo all"), "{}", done.words());
        let undo = done.form("/requisitions/undo");
        // Nobody else may, and nobody else's try changes anything.
        let other = site.browser("B. Technician").await.sends(&undo).await;
        assert_eq!(other.status, StatusCode::CONFLICT);
        assert!(other.shows("Nothing was put back."), "{}", other.words());
        for _ in 0..2 {
            assert_eq!(browser.sends(&undo).await.location(), format!("{MONDAY}?did=undo-all"));
        }
        for id in seen {
            assert_eq!(school.requisition(id).await.state, State::Accepted);
        }
        let undone = database.texts("select kind from event where kind = 'requisition.undo'").await;
        assert_eq!(undone.len(), 2);
        assert!(browser.get(&format!("{MONDAY}?did=undo-all")).await.shows("All of them are put back"));
        school.is_sound().await;
    }

    async fn what_was_moved_on_meanwhile_stays_and_is_told(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let (stays, moves) = (sent(school, "A. Teacher", 1).await, sent(school, "B. Teacher", 1).await);
        let browser = site.browser("A. Technician").await;
        let form = browser.get(MONDAY).await.form(&format!("{MONDAY}/periods/1/prepare"));
        let undo = browser.sends_and_follows(&form).await.form("/requisitions/undo");
        let other = school.member("B. Technician").await;
        other.delivers(moves).await.unwrap();
        let class = school.requisition(moves).await.occasion.class;
        let told = browser.sends(&undo).await;
        assert_eq!(told.status, StatusCode::CONFLICT);
        assert!(told.shows("1 was put back as it was."), "{}", told.words());
        assert!(told.shows(&format!("“Cells” for {class} stays: ")), "{}", told.words());
        assert!(told.html().contains(MONDAY), "{}", told.html());
        assert_eq!(school.requisition(stays).await.state, State::Accepted);
        assert_eq!(school.requisition(moves).await.state, State::Delivered);
        school.is_sound().await;
    }

    async fn the_tablet_asks_whose_hand_it_is_and_then_knows(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let (first, second) = (sent(school, "A. Teacher", 1).await, sent(school, "B. Teacher", 2).await);
        let tablet = site.browser("The prep room").await;
        let board = tablet.get(MONDAY).await;
        let form = board.form(&format!("/requisitions/{first}/prepare"));
        let before = site.rows().await;
        let question = tablet.sends(&form).await;
        assert_eq!(question.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(question.shows("Whose hand is it?"), "{}", question.words());
        assert!(question.shows("AT A. Technician") && question.shows("AS A. Senior"), "{}", question.words());
        assert!(!question.shows("B. Teacher"), "only the prep room ticks");
        assert_eq!(site.rows().await, before);
        let people = question.form(&form.action);
        assert_eq!(people.get("once"), form.get("once"));
        let ticked = tablet.presses(&people, "initials", "AT").await;
        let board = tablet.get(ticked.location()).await;
        assert_eq!(school.requisition(first).await.state, State::Prepared);
        let history = database.texts("select actor from event where kind = 'requisition.prepare'").await;
        assert_eq!(history, ["The prep room (AT)"]);
        // The board it comes back to says who ticks, and ticks without asking again.
        let next = board.form(&format!("/requisitions/{second}/prepare"));
        assert!(next.words.contains("Prepared (AT)"), "{}", next.words);
        assert_eq!(tablet.sends(&next).await.status, StatusCode::SEE_OTHER);
        assert_eq!(school.requisition(second).await.state, State::Prepared);
        // The board opened anew belongs to nobody again.
        let board = tablet.get(MONDAY).await;
        assert!(!board.shows("(AT)"), "{}", board.words());
    }

    async fn initials_are_letters_and_a_technicians_own_session_needs_none(database: &Database) {
        let site = Site::on(database).await;
        let id = sent(&site.school, "A. Teacher", 1).await;
        let tablet = site.browser("The prep room").await;
        let form = tablet.get(MONDAY).await.form(&format!("/requisitions/{id}/prepare"));
        for bad in ["", "  ", "ABCDE", "<b>", "A\"B", "A B"] {
            let page = tablet.sends(&form.clone().with("initials", bad)).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
            assert!(page.shows("Whose hand is it?"), "{bad}");
            assert!(!page.html().contains("<b>AB") && !page.html().contains("A\"B"), "{bad}");
        }
        for by in ["%22%3E%3Cscript%3E", "ABCDE", ""] {
            let board = tablet.get(&format!("{MONDAY}?by={by}")).await;
            assert!(step_of(&board, id).ends_with("?from=2026-01-19"), "{by}: {}", step_of(&board, id));
        }
        let own = site.browser("A. Technician").await;
        let board = own.get(&format!("{MONDAY}?by=XX")).await;
        assert!(!board.shows("(XX)"));
        own.sends(&board.form(&format!("/requisitions/{id}/prepare")).with("initials", "XX")).await;
        let history = database.texts("select actor from event where kind = 'requisition.prepare'").await;
        assert_eq!(history, ["A. Technician"]);
    }

    async fn counting_at_the_tablet_keeps_the_numbers_through_the_question(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let scalpel = school.add_item("Scalpel", |change| {
            change.counted = Some(20);
            change.count_back = true;
        })
        .await;
        let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
        let id =
            school.teacher("A. Teacher").await.sends(&asking("Hearts", &[(scalpel, 9)]), &lesson).await.unwrap().id;
        let tablet = site.browser("The prep room").await;
        let form = tablet.get(&format!("/requisitions/{id}")).await.form(&format!("/requisitions/{id}/count"));
        let question = tablet.sends(&form.with(&format!("back-{scalpel}"), "7")).await;
        let people = question.form(&format!("/requisitions/{id}/count"));
        assert_eq!(tablet.presses(&people, "initials", "AT").await.status, StatusCode::SEE_OTHER);
        assert_eq!(school.item(scalpel).await.pool.missing, 2);
    }

    async fn a_kept_board_is_never_older_than_the_last_change(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let browser = site.browser("A. Technician").await;
        let teacher = site.browser("A. Teacher").await;
        let id = sent(school, "A. Teacher", 1).await;
        let technician = school.technician().await;
        let steps: [&str; 6] = ["prepare", "undo", "deliver", "send", "decide", "nothing"];
        for step in steps {
            browser.get(MONDAY).await;
            teacher.get("/week/2026-01-19").await;
            match step {
                "prepare" => drop(technician.prepares(id).await.unwrap()),
                "undo" => drop(technician.undoes(id).await.unwrap()),
                "deliver" => drop(technician.delivers(id).await.unwrap()),
                "send" => drop(sent(school, "A. Teacher", 2).await),
                "decide" => school.decides(|policy| policy.usual_class = 17).await,
                _ => school.clock.pass_minutes(1),
            }
            for (browser, address) in [(&browser, MONDAY), (&teacher, "/week/2026-01-19")] {
                let shown = browser.get(address).await;
                assert_eq!(shown.html(), fresh(&site, browser, address).await.html(), "{address} after {step}");
                assert_eq!(shown.html(), browser.get(address).await.html(), "{address} kept after {step}");
            }
        }
    }

    async fn a_change_in_another_process_is_shown_too(database: &Database) {
        let site = Site::on(database).await;
        let browser = site.browser("A. Technician").await;
        browser.get(MONDAY).await;
        let elsewhere = site.school.seen_by_another_process(database, 1_000_000).await;
        let id = sent(&elsewhere, "A. Teacher", 1).await;
        assert!(browser.get(MONDAY).await.html().contains(&id.to_string()));
    }

    async fn a_page_kept_for_one_person_is_never_shown_to_another(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let id = sent(school, "A. Teacher", 1).await;
        let neighbour = school.neighbour().await;
        sent(&neighbour, "A. Teacher", 1).await;
        let people = ["A. Technician", "B. Technician", "A. Senior", "A. Head", "The prep room"];
        for _ in 0..2 {
            for name in people {
                let browser = site.browser(name).await;
                let board = browser.get(MONDAY).await;
                assert!(board.html().contains(&format!("<strong>{name}</strong>")), "{name}");
                assert!(board.html().contains(&id.to_string()), "{name}");
                assert_eq!(step_of(&board, id).is_empty(), name == "A. Head", "only technicians tick: {name}");
            }
            let theirs = site.browser_of(&neighbour, "A. Technician").await.get(MONDAY).await;
            assert!(theirs.shows("Next School") && !theirs.html().contains(&id.to_string()));
        }
    }

    async fn a_page_kept_for_one_role_is_not_shown_after_the_role_is_gone(database: &Database) {
        let site = Site::on(database).await;
        let browser = site.browser("A. Technician").await;
        let id = sent(&site.school, "A. Teacher", 1).await;
        assert!(!step_of(&browser.get(MONDAY).await, id).is_empty());
        // Behind everybody's back: no event tells of it.
        let account = site.school.member("A. Technician").await.account();
        database.run(&format!("update membership set roles = 'head-of-science' where account_id = '{account}'")).await;
        assert_eq!(step_of(&browser.get(MONDAY).await, id), "");
    }

    async fn filters_stay_apart(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let (first, second) = (sent(school, "A. Teacher", 1).await, sent(school, "B. Teacher", 1).await);
        let browser = site.browser("A. Technician").await;
        for _ in 0..2 {
            for (query, shows) in [
                ("room=Lab+1", [true, false]), ("room=Lab+2", [false, true]), ("room=Lab&subject=1", [false, false]),
                ("room=Lab+1&subject=", [true, false]), ("state=accepted", [true, true]), ("state=closed", [false, false]),
            ] {
                let board = browser.get(&format!("{MONDAY}?{query}")).await;
                let shown = [first, second].map(|id| board.html().contains(&format!("card-{id}")));
                assert_eq!(shown, shows, "{query}");
            }
        }
    }
}
