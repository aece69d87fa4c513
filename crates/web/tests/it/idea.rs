//! The ideas box, trial notes and drafts, as people see and use them.

use actions::source::Source;
use axum::http::StatusCode;
use domain::id::{ChatId, MessageId, NetworkId};
use uuid::Uuid;

use crate::addresses::suggested;
use crate::site::Site;

fn source() -> Source {
    Source {
        network: NetworkId(Uuid::from_u128(0xcc01)),
        chat: ChatId(Uuid::from_u128(0xcc02)),
        message: MessageId(Uuid::from_u128(0xcc03)),
        credit: "@made_up".to_owned(),
        link: "/chats/made-up#message-3".to_owned(),
    }
}

testing::on_both_databases! {
    async fn an_idea_goes_from_the_box_into_the_catalogue(database: &Database) {
        let site = Site::on(database).await;
        let (teacher, technician) = (site.browser("A. Teacher").await, site.browser("A. Technician").await);
        let catalogue = teacher.get("/catalogue").await;
        assert!(catalogue.html().contains("href=\"/ideas\"") && !catalogue.html().contains("/catalogue/new"));
        assert!(technician.get("/catalogue").await.html().contains("href=\"/catalogue/new\""));
        let empty = teacher.get("/ideas").await;
        assert!(empty.shows("Nothing is in the box yet.") && empty.shows("Put the first idea in"));
        let sent = teacher.sends(&empty.form("/ideas").with("words", "Gummy bears\nin water")).await;
        assert!(sent.location().starts_with("/ideas?did=added#idea-"));
        let listed = teacher.get("/ideas?did=added").await;
        assert!(listed.shows("Gummy bears in water A. Teacher, today") && listed.shows("1 idea waits"));
        assert!(!listed.html().contains("/settle"), "a teacher does not settle");

        let form = technician.get("/ideas").await.form("/ideas/").with("outcome", "taken-up");
        assert!(technician.sends(&form).await.location().starts_with("/ideas?did=saved"));
        let settled = technician.get("/ideas").await;
        assert!(settled.shows("Taken up A. Technician, today") && settled.shows("No idea waits"));
        let html = settled.html();
        let from = html.find("/catalogue/new?idea=").unwrap();
        let draft = technician.get(html[from..].split('"').next().unwrap()).await.form("/catalogue");
        assert_eq!(draft.get("words"), "Gummy bears\nin water");
        let draft = draft.with("title", "Gummy bears").with("subject", "biology");
        let wrong = technician.sends(&draft.clone().with("year_from", "9").with("year_to", "7")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.shows("Choose the younger year first, from 7 to 13."));
        let again = wrong.form("/catalogue");
        assert_eq!(
            ["title", "subject", "year_from", "year_to", "words"].map(|name| again.get(name).to_owned()),
            ["Gummy bears", "biology", "9", "7", "Gummy bears\nin water"]
        );
        let saved = technician.sends(&again.with("year_to", "10")).await;
        let page = teacher.get(saved.location()).await;
        assert!(page.shows("Biology, years 9 to 10") && page.shows("Draft Try it first"), "{}", page.words());
        assert!(page.shows("Drafted by A. Technician, today") && page.shows("2, until it has been tried"));
        assert!(!page.shows("At the bench") && !page.shows("evening’s chat"));
        assert!(teacher.get("/catalogue?q=gummy").await.shows("Gummy bears Gummy bears in water Years 9 to 10 Draft"));
    }

    async fn thanks_and_the_way_back_are_shown_until_the_author_is_erased(database: &Database) {
        let site = Site::on(database).await;
        let (house, technician) = (&site.school.house, site.school.technician().await);
        let (suggest, note, draft) =
            (technician.permit().unwrap(), technician.permit().unwrap(), technician.permit().unwrap());
        let idea = testing::idea::suggest(house, &suggest, "Egg shells", Some(source()), None).await.unwrap();
        let may = technician.permit().unwrap();
        testing::idea::settle(house, &may, idea, actions::idea::Outcome::TakenUp).await.unwrap();
        let browser = site.browser("A. Technician").await;
        // What is drafted from an idea keeps the thanks that the idea had.
        let form = browser.get(&format!("/catalogue/new?idea={idea}")).await;
        assert!(form.shows("Suggested by @made_up in an evening’s chat"));
        let form = form.form("/catalogue").with("title", "Egg shells").with("subject", "chemistry");
        let saved = browser.sends(&form.with("year_from", "7").with("year_to", "7")).await;
        let from_idea = saved.location().split('?').next().unwrap().to_owned();
        let wanted = actions::catalogue::DraftWanted {
            title: "Vinegar".to_owned(),
            subject: domain::catalogue::Subject::Chemistry,
            years: domain::catalogue::YearRange::new(7, 7).unwrap(),
            words: "Pupils drop vinegar on chalk.".to_owned(),
        };
        let practical = testing::idea::draft(house, &draft, wanted, Some(source()), None).await.unwrap();
        testing::idea::note(house, &note, practical, "Warm it", Some(source()), None).await.unwrap();
        let practical = format!("/catalogue/{practical}");
        let addresses = [("/ideas", 1), ("/catalogue?q=vinegar", 1), (practical.as_str(), 2), (from_idea.as_str(), 1)];
        for (address, times) in addresses {
            let page = browser.get(address).await;
            assert_eq!(page.html().matches("href=\"/chats/made-up#message-3\"").count(), times, "{address}");
            assert_eq!(page.words().matches("by @made_up in an evening’s chat").count(), times, "{address}");
        }
        let mut door = site.school.storage.open_door().await.unwrap();
        assert_eq!(door.forget_sources(source().network, source().message).await.unwrap(), 4);
        door.commit().await.unwrap();
        for (address, times) in addresses {
            let page = browser.get(address).await;
            assert!(!page.html().contains("made_up") && !page.html().contains("made-up"), "{address}");
            assert_eq!(page.words().matches("by somebody whose name has been erased").count(), times, "{address}");
        }
    }

    async fn what_was_typed_survives_a_mistake(database: &Database) {
        let site = Site::on(database).await;
        let browser = site.browser("A. Technician").await;
        let long = "Half the acid does. ".repeat(201);
        let practical = browser.get("/catalogue").await;
        let practical = practical.html().split("href=\"/catalogue/").find(|rest| rest.as_bytes()[8] == b'-').unwrap();
        let practical = format!("/catalogue/{}", practical.split('"').next().unwrap());
        let before = site.rows().await;
        for (page, action) in [("/ideas", "/ideas"), (practical.as_str(), practical.as_str()), ("/catalogue/new", "/catalogue")] {
            let form = browser.get(page).await.form(action).with("words", &long);
            let form = form.with("title", "Acids").with("subject", "chemistry").with("year_from", "7").with("year_to", "9");
            let answer = browser.sends(&form).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}: {}", answer.words());
            assert!(answer.shows("That is longer than 4,000 characters; shorten it."), "{page}");
            assert_eq!(answer.form(action).get("words"), long, "{page}");
        }
        assert_eq!(site.rows().await, before);
    }

    async fn an_idea_is_settled_by_one_of_two_words_only(database: &Database) {
        let site = Site::on(database).await;
        let idea = suggested(&site.school, "Cress on wet paper").await;
        let browser = site.browser("A. Head").await;
        let before = site.rows().await;
        for outcome in ["", "Taken up", "withdrawn"] {
            let fields = [("once", "a key"), ("outcome", outcome)];
            let page = browser.post(&format!("/ideas/{idea}/settle"), &fields).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{outcome}");
        }
        assert_eq!(browser.post("/ideas/nonsense/settle", &[("once", "a key")]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.rows().await, before);
    }

    async fn words_with_markup_are_words(database: &Database) {
        let site = Site::on(database).await;
        let (house, technician) = (&site.school.house, site.school.technician().await);
        let hostile = "<script>alert(1)</script> \"onmouseover=\"alert(1) 'onfocus='alert(1)";
        let from = || Some(Source { credit: hostile.to_owned(), link: format!("/{}", hostile.replace('/', "")), ..source() });
        let idea = testing::idea::suggest(house, &technician.permit().unwrap(), hostile, from(), None).await.unwrap();
        let may = technician.permit().unwrap();
        testing::idea::settle(house, &may, idea, actions::idea::Outcome::TakenUp).await.unwrap();
        let wanted = actions::catalogue::DraftWanted {
            title: hostile.to_owned(),
            subject: domain::catalogue::Subject::Physics,
            years: domain::catalogue::YearRange::new(7, 7).unwrap(),
            words: hostile.to_owned(),
        };
        let practical =
            testing::idea::draft(house, &technician.permit().unwrap(), wanted, from(), None).await.unwrap();
        testing::idea::note(house, &technician.permit().unwrap(), practical, hostile, from(), None).await.unwrap();
        let browser = site.browser("A. Technician").await;
        for address in ["/ideas".to_owned(), "/catalogue".to_owned(), format!("/catalogue/{practical}"), format!("/catalogue/new?idea={idea}")] {
            let page = browser.get(&address).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
            for raw in ["<script>alert", "\"onmouseover=", "'onfocus="] {
                assert!(!page.html().contains(raw), "{address} lets {raw} out");
            }
            assert!(page.html().contains("&#60;script&#62;alert(1)"), "{address}");
        }
    }
}
