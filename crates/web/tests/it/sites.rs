//! `/set-up/sites`, and what several sites show on the form, the sheet, the board, the inbox and the list of apparatus.

use actions::calendar::{SetSite, SetSites, Way};
use axum::http::StatusCode;
use domain::id::RequisitionId;
use domain::site::Sites;
use testing::asking;

use crate::page::Form;
use crate::site::Site;

const PAGE: &str = "/set-up/sites";

/// The form with the field of this name in a row, from 0, filled in.
fn filled(mut form: Form, name: &str, row: usize, value: &str) -> Form {
    let found = form.fields.iter_mut().filter(|(key, _)| key == name).nth(row);
    let (_, field) = found.unwrap_or_else(|| panic!("no {name} in row {row}"));
    value.clone_into(field);
    form
}

/// Lab 2 is at the lower site, 25 minutes away.
async fn two_sites(site: &Site<'_>) {
    let one = |name: &str, rooms: &[&str]| SetSite {
        id: None,
        name: name.to_owned(),
        rooms: rooms.iter().map(|room| (*room).to_owned()).collect(),
    };
    let between = ["Upper Site".to_owned(), "Lower Site".to_owned()];
    let sites = vec![one("Upper Site", &[]), one("Lower Site", &["Lab 2"])];
    let set = SetSites { sites, travel: vec![Way { between, minutes: 25 }], seen: None };
    let permit = site.school.administrator().await.permit().unwrap();
    site.school.house.act(&permit, (), set, None).await.unwrap();
}

testing::on_both_databases! {
    async fn sites_are_named_and_their_travel_is_asked_for(database: &Database) {
        let site = Site::on(database).await;
        let school = &site.school;
        let item = school.counted_item("Microscope", 15).await;
        let lesson = school.lesson("B. Teacher", school.next_monday(), 1).await;
        let id = school.teacher("B. Teacher").await.sends(&asking("Cells", &[(item, 10)]), &lesson).await.unwrap().id;
        let office = site.browser("An Administrator").await;
        assert!(office.get("/set-up").await.html().contains("href=\"/set-up/sites\""));
        let form = office.get(PAGE).await.form(PAGE);
        let form = filled(filled(form, "site_name", 0, "Upper Site"), "site_name", 1, "Lower Site");
        let form = filled(form, "site_rooms", 1, "Lab 2, Lab 3");
        let asked = office.sends(&form).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(asked.shows("Say how many minutes it takes from Upper Site to Lower Site."), "{}", asked.words());
        assert!(asked.shows("Minutes between Upper Site and Lower Site"));
        let form = asked.form(PAGE);
        for (minutes, words) in [
            ("soon", "Give whole minutes, from 0 to 240."),
            ("241", "From Upper Site to Lower Site it takes from 0 to 240 minutes."),
        ] {
            let refused = office.sends(&filled(form.clone(), "way_minutes", 0, minutes)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.shows(words), "{}", refused.words());
            assert_eq!(refused.form(PAGE).get("way_minutes"), minutes);
        }

        // What it does to requests is shown before anything is kept.
        let seen = office.sends(&filled(form, "way_minutes", 0, "25")).await;
        assert_eq!(seen.status, StatusCode::OK);
        assert!(seen.shows("10 of it, kept at Upper Site; ask for its transfer"), "{}", seen.words());
        assert_eq!(school.almanac().await.sites, Sites::default());
        // What somebody has asked for since is shown before anything is kept, too.
        let other = school.lesson("B. Teacher", school.next_monday(), 2).await;
        school.teacher("B. Teacher").await.sends(&asking("Pollen", &[(item, 3)]), &other).await.unwrap();
        let again = office.sends(&seen.form(PAGE)).await;
        assert!(again.shows("no longer what you were shown, so nothing is kept yet"), "{}", again.words());
        assert!(again.shows("3 of it, kept at Upper Site"), "{}", again.words());
        assert_eq!(school.almanac().await.sites, Sites::default());
        let kept = office.sends(&again.form(PAGE)).await;
        assert_eq!(kept.location(), "/set-up/sites?did=saved");
        let sites = school.almanac().await.sites;
        assert_eq!((sites.list.len(), sites.list[1].rooms.len(), sites.travel[0].minutes), (2, 2, 25));
        let shown = office.get(PAGE).await.form(PAGE);
        assert_eq!((shown.get("site_name"), shown.get("way_minutes")), ("Upper Site", "25"));

        // Whoever may not change them sees them; the inbox lists what is short, and a change of the calendar's page puts
        // them back.
        let senior = site.browser("A. Senior").await;
        assert!(senior.get(PAGE).await.shows("An administrator of your school changes these."));
        let inbox = senior.get("/inbox").await;
        assert!(inbox.shows("Transfer not asked for"), "{}", inbox.words());
        assert!(inbox.shows("Microscope, kept at Upper Site, 25 minutes away"));
        assert!(inbox.html().contains(&id.to_string()));
        assert!(office.get("/calendar").await.shows("Set the sites: Upper Site, Lower Site"));

        // A site is taken away by emptying its row.
        let form = filled(filled(shown, "site_name", 1, ""), "site_rooms", 1, "");
        assert_eq!(office.sends(&form).await.location(), "/set-up/sites?did=saved");
        assert_eq!(school.almanac().await.sites.list.len(), 1);
        assert!(!senior.get("/inbox").await.shows("Transfer not asked for"));
    }

    async fn a_line_from_another_site_is_asked_for_by_its_tick_or_its_button(database: &Database) {
        let site = Site::on(database).await;
        two_sites(&site).await;
        let school = &site.school;
        let item = school.counted_item("Microscope", 15).await;
        let (ben, monday) = (school.teacher("B. Teacher").await, school.next_monday());
        let browser = site.browser("B. Teacher").await;
        let content = asking("Cells", &[(item, 10)]);
        for (period, by_tick) in [(1, true), (3, false)] {
            let lesson = school.lesson("B. Teacher", monday, period).await;
            let draft = ben.saves(&content, &lesson).await.unwrap().id;
            let page = browser.get(&format!("/requisitions/{draft}/change")).await;
            assert!(page.shows("Kept at Upper Site, 25 minutes away; ask for its transfer; 15 of 15 free"), "{}", page.words());
            let form = page.form("/requisitions");
            let sent = if by_tick {
                assert!(form.words.contains("Ask for its transfer from Upper Site"));
                browser.presses(&form.with("transfer-0", "yes"), "do", "send").await
            } else {
                let refused = browser.presses(&form, "do", "send").await;
                assert_eq!(refused.status, StatusCode::CONFLICT);
                assert!(refused.shows("25 minutes there, and as many back"), "{}", refused.words());
                let form = refused.form("/requisitions");
                let way = form.button("option", "transfer:");
                browser.presses(&form, "option", &way).await
            };
            let id: RequisitionId = sent.location()["/requisitions/".len()..][..36].parse().unwrap();
            assert_eq!(school.requisition(id).await.state.key(), "accepted");
            assert_eq!(school.holds(id).await[0].interval.from, lesson.interval.from.plus_minutes(-35));
            let sheet = browser.get(&format!("/requisitions/{id}")).await;
            assert!(sheet.shows("Lab 2, Lower Site"), "{}", sheet.words());
            assert!(sheet.shows("Shelf 1, Upper Site (25 minutes)"), "{}", sheet.words());
            let change = browser.get(&format!("/requisitions/{id}/change")).await;
            assert!(change.shows("Comes from Upper Site, 25 minutes away"), "{}", change.words());
            assert_eq!(change.form(&format!("/requisitions/{id}")).get("transfer-0"), "yes");
        }
        let board = site.browser("A. Technician").await.get("/board/2026-01-19").await;
        assert!(board.shows("Lab 2 Lower Site"), "{}", board.words());
        assert!(board.shows("from Upper Site, 25 minutes"), "{}", board.words());
        school.is_sound().await;
    }

    async fn an_item_says_where_it_is_kept_once_there_are_several_sites(database: &Database) {
        let site = Site::on(database).await;
        let item = site.school.counted_item("Microscope", 15).await;
        let address = format!("/apparatus/{item}");
        let technician = site.browser("A. Technician").await;
        let before = technician.get(&address).await;
        assert!(!before.shows("Kept at") && !before.shows("Site"), "{}", before.words());
        let form = before.form(&address);
        two_sites(&site).await;
        // A form of before the sites says nothing of them.
        assert_eq!(technician.sends(&form).await.location(), format!("{address}?did=saved"));
        assert_eq!(site.school.item(item).await.pool.site, None);

        let lower = site.school.almanac().await.sites.list[1].id;
        let form = technician.get(&address).await.form(&address);
        assert_eq!(form.get("site"), "");
        assert_eq!(technician.sends(&form.with("site", &lower.to_string())).await.location(), format!("{address}?did=saved"));
        let after = technician.get(&address).await;
        assert!(after.shows("Shelf 1, Lower Site"), "{}", after.words());
        assert_eq!(after.form(&address).get("site"), lower.to_string());
        assert!(technician.get("/apparatus").await.shows("Shelf 1, Lower Site"));
        let refused = technician.sends(&after.form(&address).with("site", "the moon")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.shows("This school has no such site."), "{}", refused.words());
        let card = site.browser("A. Teacher").await.get(&address).await;
        assert!(!card.shows("Kept at"), "a teacher has no form: {}", card.words());
    }
}
