//! Around an evening: its plan, its list, publishing it, reading it, saving from it, and erasing somebody.

use std::fmt::Write as _;

use actions::message::Say;
use axum::http::StatusCode;
use domain::chat::ChatRole;
use domain::chat::network::Readers;
use domain::chat::room::Hold;
use domain::id::{ChatId, MessageId};
use sha2::{Digest as _, Sha256};
use testing::{QUESTIONS, TestNetwork};

use crate::page::Page;
use crate::site::{Browser, Site};

const HOUR: i64 = 60;

/// What was said on the evening that is published below.
struct Evening {
    network: TestNetwork,
    chat: ChatId,
    answer: MessageId,
    hidden: MessageId,
}

/// A whole evening: two answers to the first question, one of them starred with a link in it, a reply, a
/// quote of a quote, something hidden, something taken back; closed, and its review begun.
async fn evening(site: &Site<'_>) -> Evening {
    let network = TestNetwork::on(&site.school).await;
    let (host, member, other) = (network.host().await, network.member().await, network.other_member().await);
    host.asks(1).await.unwrap();
    let answer =
        member.answers(1, "The van de Graaff, see https://example.org/belt?a=1&b=2.").await.unwrap().message;
    host.stars(answer).await.unwrap();
    let quote = other.quotes(answer, "This one, in winter").await.unwrap().message;
    host.quotes(quote, "Everybody nods").await.unwrap();
    other.replies(answer, "@a_member ours too").await.unwrap();
    let hidden = other.says("Buy my cheap belts").await.unwrap().message;
    network.moderator().await.hides(hidden, "an advert").await.unwrap();
    let gone = member.says("Forget that I wrote this").await.unwrap().message;
    host.closes().await.unwrap();
    host.reviews().await.unwrap();
    member.takes_back(gone).await.unwrap();
    Evening { chat: network.chat, network, answer, hidden }
}

async fn published(site: &Site<'_>, readers: Readers) -> Evening {
    let evening = evening(site).await;
    // As if it had been begun so: once people have agreed, nobody can widen who reads them.
    site.database.run(&format!("update network set readers = '{}'", readers.key())).await;
    evening.network.clock.pass_minutes(49 * HOUR);
    let curator = site.browser_for(&evening.network.curator().await).await;
    let chat = evening.chat;
    let list = curator.get(&format!("/chats/{chat}/list")).await;
    curator.sends(&list.form(&format!("/chats/{chat}/list/seed"))).await.location();
    let page = curator.get(&format!("/chats/{chat}/publish")).await;
    curator.sends(&page.form(&format!("/chats/{chat}/publish"))).await.location();
    evening
}

async fn talker(site: &Site<'_>, network: &TestNetwork, name: &str) -> Browser {
    site.browser_for(&network.person(name).await).await
}

fn is_not_here(page: &Page) -> bool {
    page.status == StatusCode::NOT_FOUND
}

/// An archive of another service: so many messages, each by one of two people.
fn archive(messages: usize) -> Vec<u8> {
    let mut text = "#OldChat Archive\n\nOld Network\n\nTuesday January 6, 2026\n8:00 PM GMT\n".to_owned();
    for number in 0..messages {
        let (author, other) = if number % 2 == 0 { ("prep_ann", "lab_bob") } else { ("lab_bob", "prep_ann") };
        let minute = number * 60 / messages;
        let words = format!(
            "Number {number}: a burette wants its tap greased, @{other}, see https://example.org/{number}."
        );
        write!(text, "\n  • {author} Jan 6 @ 8:{minute:02} PM GMT\n    {words}").unwrap();
    }
    text.into_bytes()
}

testing::on_both_databases! {
    async fn an_imported_archive_is_published_by_an_administrator_under_other_names(database: &Database) {
        let site = Site::on(database).await;
        let network = TestNetwork::on(&site.school).await;
        let manages = network.administrator().await.may().await;
        let imported = actions::chat::import(&network.house, &manages, &archive(40), false).await.unwrap();
        let administrator = talker(&site, &network, "An Administrator").await;
        let address = format!("/chats/{}/publish", imported.id);
        let page = administrator.get(&address).await;
        assert!(page.shows("Only network administrators see it"), "{}", page.words());
        let form = page.form(&address);
        // Nobody in it was asked, so other names are what is proposed.
        assert_eq!(form.get("pseudonyms"), "yes");
        for address in [address.clone(), format!("/chats/{}/calendar.ics", imported.id)] {
            let curator = talker(&site, &network, "A. Curator").await.get(&address).await;
            assert!(matches!(curator.status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN));
        }
        assert!(administrator.sends_and_follows(&form).await.shows("Revision 1"));
        let member = talker(&site, &network, "A. Member").await;
        for place in ["", "?by=time", "/archive.html", "/archive.txt", "/archive.json"] {
            let page = member.get(&format!("/evenings/{}{place}", imported.id)).await;
            assert!(page.html().contains("person1") && page.html().contains("Number 39"), "{place}");
            assert!(!page.html().contains("prep_ann") && !page.html().contains("lab_bob"), "{place}");
        }
    }

    async fn an_evening_in_the_hour_that_comes_twice_says_which_of_the_two(database: &Database) {
        let site = Site::on(database).await;
        let network = TestNetwork::on(&site.school).await;
        let administrator = talker(&site, &network, "An Administrator").await;
        let new = format!("/networks/{}/chats/new", network.id);
        let form = administrator.get(&new).await.form(&format!("/networks/{}/chats", network.id));
        let form = form
            .with("subject", "Owls")
            .with("tag", "#Owls")
            .with("date", "2026-10-25")
            .with("time", "01:30")
            .with("minutes", "60")
            .with("questions", "Who is awake?");
        // The clocks of London go back from 02:00 to 01:00 on 25 October 2026.
        let kept = administrator.sends_and_follows(&form).await;
        let words = "Sunday 25 October 2026, 01:30 (first) to 01:30 (second), 1 hour in all, Europe/London";
        assert!(kept.shows(words), "{}", kept.words());
        let schedule = kept.forms().into_iter().find(|form| form.action.ends_with("/schedule")).unwrap();
        administrator.sends(&schedule).await;
        let listed = administrator.get("/chats").await;
        assert!(listed.shows("01:30 (first) to 01:30 (second), 1 hour in all"), "{}", listed.words());
    }

    async fn a_plan_keeps_what_was_typed_and_becomes_an_evening_in_the_calendar(database: &Database) {
        let site = Site::on(database).await;
        let network = TestNetwork::on(&site.school).await;
        let administrator = talker(&site, &network, "An Administrator").await;
        let new = format!("/networks/{}/chats/new", network.id);
        let form = administrator.get(&new).await.form(&format!("/networks/{}/chats", network.id));
        assert!(form.words.contains("in Europe/London"), "{}", form.words);
        // The clocks of London went forward from 01:00 to 02:00 on 29 March 2026.
        let form = form
            .with("subject", "Labels that last")
            .with("tag", "#LabelChat")
            .with("date", "2026-03-29")
            .with("time", "01:30")
            .with("minutes", "45")
            .with("questions", "What do you label first?\n\n Which pen survives? ");
        let wrong = administrator.sends(&form).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let again = wrong.form(&format!("/networks/{}/chats", network.id));
        assert!(again.words.contains("01:30 does not happen"), "{}", again.words);
        let after_time = wrong.html().split("name=\"time\"").nth(1).unwrap();
        assert!(after_time.split("</label>").next().unwrap().contains("does not happen"));
        assert_eq!((again.get("subject"), again.get("time")), ("Labels that last", "01:30"));
        let kept = administrator.sends_and_follows(&again.with("time", "20:00")).await;
        assert!(kept.shows("Labels that last") && kept.shows("Draft"), "{}", kept.words());
        assert!(kept.shows("Sunday 29 March 2026, 20:00 to 20:45, Europe/London"), "{}", kept.words());
        let schedule = kept.forms().into_iter().find(|form| form.action.ends_with("/schedule")).unwrap();
        let chat = schedule.action.split('/').nth(2).unwrap().to_owned();
        assert_eq!(kept.form(&format!("/chats/{chat}/set-up")).get("questions"), "What do you label first?\nWhich pen survives?");
        // Nobody else sees a draft.
        let member = talker(&site, &network, "A. Member").await;
        assert!(is_not_here(&member.get(&format!("/chats/{chat}/calendar.ics")).await));
        assert_eq!(member.get(&format!("/chats/{chat}/set-up")).await.status, StatusCode::FORBIDDEN);
        let scheduled = administrator.sends_and_follows(&schedule).await;
        assert!(scheduled.shows("Scheduled"), "{}", scheduled.words());
        let file = member.get(&format!("/chats/{chat}/calendar.ics")).await;
        assert!(file.header("content-type").starts_with("text/calendar"));
        assert!(file.header("content-disposition").contains("attachment"));
        // 20:00 in London is 19:00 UTC from that day on.
        assert!(file.html().contains("DTSTART:20260329T190000Z\r\n"), "{}", file.html());
        assert!(file.html().contains("DTEND:20260329T194500Z\r\n"));
        let off = scheduled.forms().into_iter().find(|form| form.action.ends_with("/put-off")).unwrap();
        assert!(administrator.sends_and_follows(&off).await.shows("Draft"));
        assert!(is_not_here(&member.get(&format!("/chats/{chat}/calendar.ics")).await));
    }

    async fn a_form_that_somebody_else_overtook_changes_nothing(database: &Database) {
        let site = Site::on(database).await;
        let network = TestNetwork::on(&site.school).await;
        let chat = network.plans("Waste", Hold::Nobody).await;
        let administrator = talker(&site, &network, "An Administrator").await;
        let address = format!("/chats/{chat}/set-up");
        let first = administrator.get(&address).await.form(&address).with("subject", "Waste, and where it goes");
        let second = first.clone().with("subject", "Something else").with("once", "another-key");
        administrator.sends(&first).await.location();
        let late = administrator.sends(&second).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(administrator.get(&address).await.shows("Waste, and where it goes"));
        // The same form sent twice is one change.
        administrator.sends(&first).await.location();
        assert_eq!(network.kept_chat(chat).await.version, 2);
    }

    async fn while_people_talk_only_what_is_to_come_can_be_changed(database: &Database) {
        let site = Site::on(database).await;
        let network = TestNetwork::on(&site.school).await;
        network.host().await.asks(1).await.unwrap();
        let host = talker(&site, &network, "A. Host").await;
        let address = format!("/chats/{}/set-up", network.chat);
        let form = host.get(&address).await.form(&address);
        assert_eq!((form.get("subject"), form.get("date")), ("", ""));
        let questions = format!("Other words\n{}\nAnd what next?", QUESTIONS[1]);
        let saved = host.sends_and_follows(&form.with("questions", &questions).with("subject", "Taken over")).await;
        let kept = saved.form(&address);
        assert_eq!(kept.get("questions"), format!("{}\n{}\nAnd what next?", QUESTIONS[0], QUESTIONS[1]));
        assert_eq!(network.kept_chat(network.chat).await.subject, "What goes wrong");
    }

    async fn a_closed_chat_has_one_mark_on_every_page(database: &Database) {
        let site = Site::on(database).await;
        let network = TestNetwork::on(&site.school).await;
        let host = site.browser_for(&network.host().await).await;
        network.host().await.says("Sodium under a jar").await.unwrap();
        network.host().await.closes().await.unwrap();
        let curator = site.browser_for(&network.curator().await).await;
        for (browser, place) in [(&host, ""), (&host, "/desk"), (&host, "/set-up"), (&curator, "/list")] {
            let page = browser.get(&format!("/chats/{}{place}", network.chat)).await;
            let mark = page.html().split("<span class=\"mark ").nth(1).unwrap_or_default();
            let mark = mark.split("</span>").next().unwrap_or_default();
            assert!(mark.starts_with("quiet\"") && mark.ends_with("Closed"), "{place}: {mark}");
        }
    }

    async fn roles_are_given_by_name_and_taken_back(database: &Database) {
        let site = Site::on(database).await;
        let network = TestNetwork::on(&site.school).await;
        let host = talker(&site, &network, "A. Host").await;
        let address = format!("/chats/{}/set-up", network.chat);
        let roles = format!("/chats/{}/roles", network.chat);
        let form = host.get(&address).await.form(&roles);
        // The first form of these is the last in the page's list of people.
        let form = crate::page::Form { action: roles.clone(), ..form };
        let wrong = host.sends(&form.clone().with("handle", "nobody_here").with("role", "host")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.html().contains("value=\"nobody_here\""));
        let given = host
            .sends_and_follows(&form.with("handle", "@b_member").with("role", "host").with("once", "give"))
            .await;
        assert!(given.shows("@b_member"), "{}", given.words());
        let guest = talker(&site, &network, "B. Member").await;
        assert_eq!(guest.get(&address).await.status, StatusCode::OK);
        let account = network.other_member().await.account;
        let taken = given.form(&format!("{roles}/{account}/end"));
        assert!(!host.sends_and_follows(&taken).await.shows("@b_member"));
        assert_eq!(guest.get(&address).await.status, StatusCode::FORBIDDEN);
    }

    async fn the_list_is_seeded_ordered_changed_and_seen_beside(database: &Database) {
        let site = Site::on(database).await;
        let evening = evening(&site).await;
        let curator = talker(&site, &evening.network, "A. Curator").await;
        let address = format!("/chats/{}/list", evening.chat);
        let empty = curator.get(&address).await;
        assert!(empty.shows("Nothing is in the list yet"), "{}", empty.words());
        let seeded = curator.sends_and_follows(&empty.form(&format!("{address}/seed"))).await;
        assert!(seeded.shows("The van de Graaff") && seeded.shows("Leads to example.org"), "{}", seeded.words());
        assert!(seeded.shows(QUESTIONS[0]));
        // Seeding again finds nothing more.
        assert!(curator.sends_and_follows(&seeded.form(&format!("{address}/seed"))).await.shows("is in the list already"));
        let add = seeded.forms().into_iter().find(|form| form.action == address).unwrap();
        let refused = curator.sends(&add.clone().with("words", "Ask next door").with("heading", "Later").with("url", "javascript:alert(1)")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!refused.html().contains("href=\"javascript:"));
        let again = refused.forms().into_iter().find(|form| form.action == address).unwrap();
        assert_eq!(again.get("words"), "Ask next door");
        let unknown = curator.sends(&again.clone().with("url", "").with("number", "99")).await;
        assert!(unknown.shows("No message has that number"), "{}", unknown.words());
        let form = again.with("url", "https://example.org/later").with("number", "1").with("once", "added-once");
        let added = curator.sends_and_follows(&form).await;
        // Sent twice, added once.
        curator.sends(&form).await.location();
        let page = curator.get(&address).await;
        assert_eq!(page.html().matches("id=\"item-").count(), added.html().matches("id=\"item-").count());
        let preview = page.html().split("<aside").nth(1).unwrap();
        assert!(preview.find("The van de Graaff").unwrap() < preview.find("Ask next door").unwrap());
        let last = page.forms().into_iter().rfind(|form| form.action.ends_with("/move")).unwrap();
        let mut moved = curator.presses(&last, "way", "up").await;
        for _ in 0..3 {
            let page = curator.get(moved.location()).await;
            let same = page.forms().into_iter().find(|form| form.action == last.action).unwrap();
            if same.buttons.iter().all(|(_, value)| value != "up") {
                break;
            }
            moved = curator.presses(&same, "way", "up").await;
        }
        let page = curator.get(&address).await;
        let preview = page.html().split("<aside").nth(1).unwrap();
        assert!(preview.find("Ask next door").unwrap() < preview.find("The van de Graaff").unwrap());
        let item = last.action.trim_end_matches("/move");
        let change = page.forms().into_iter().find(|form| form.action == item).unwrap();
        let wrong = curator.sends(&change.clone().with("words", " ")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let changed = curator.sends_and_follows(&change.with("words", "Ask the school next door").with("once", "change")).await;
        assert!(changed.shows("Ask the school next door"));
        let removed = curator.sends_and_follows(&changed.form(&format!("{item}/remove"))).await;
        assert!(!removed.shows("Ask the school next door"));
        // It is nobody else's to build.
        let member = talker(&site, &evening.network, "A. Member").await;
        assert_eq!(member.get(&address).await.status, StatusCode::FORBIDDEN);
    }

    async fn nothing_is_published_before_its_review_has_ended(database: &Database) {
        let site = Site::on(database).await;
        let evening = evening(&site).await;
        let curator = talker(&site, &evening.network, "A. Curator").await;
        let address = format!("/chats/{}/publish", evening.chat);
        evening.network.clock.pass_minutes(18 * HOUR);
        let page = curator.get(&address).await;
        assert!(page.shows("in 31 hours"), "{}", page.words());
        assert!(page.shows("1 hidden and 1 withdrawn"), "{}", page.words());
        assert!(page.forms().iter().all(|form| form.action != address));
        assert_eq!(curator.post(&address, &[("once", "early")]).await.status, StatusCode::CONFLICT);
        assert!(is_not_here(&curator.get(&format!("/evenings/{}", evening.chat)).await));
        evening.network.clock.pass_minutes(31 * HOUR);
        let ended = curator.get(&address).await;
        assert!(ended.shows("The members of Test Network will be able to read it."), "{}", ended.words());
        let done = curator.sends_and_follows(&ended.form(&address)).await;
        assert!(done.shows("Revision 1"), "{}", done.words());
    }

    async fn a_published_evening_is_read_by_question_and_by_time_with_the_list_on_top(database: &Database) {
        let site = Site::on(database).await;
        let evening = published(&site, Readers::Members).await;
        let address = format!("/evenings/{}", evening.chat);
        let member = talker(&site, &evening.network, "A. Member").await;
        let page = member.get(&address).await;
        let html = page.html();
        assert_eq!(page.status, StatusCode::OK);
        assert!(html.find("id=\"list\"").unwrap() < html.find("id=\"said\"").unwrap());
        assert!(page.shows("Test Network. Revision 1, published"), "{}", page.words());
        let first = html.split("id=\"q1\"").nth(1).unwrap().split("id=\"q2\"").next().unwrap();
        assert!(first.contains("The van de Graaff") && !first.contains("Everybody nods"));
        assert!(page.shows("The evening did not reach it."), "{}", page.words());
        let in_time = member.get(&format!("{address}?by=time")).await;
        let places: Vec<usize> =
            (1..=6).map(|number| in_time.html().find(&format!("id=\"m{number}\"")).unwrap()).collect();
        assert!(places.is_sorted());
        for shown in [&page, &in_time] {
            assert!(!shown.html().contains("cheap belts") && !shown.html().contains("Forget that"));
            assert!(shown.shows("This message was hidden by a moderator."), "{}", shown.words());
            assert!(shown.shows("This message was withdrawn by its author."));
            assert!(shown.html().matches("<blockquote").count() == 3, "one quote, and a quote of it with its own");
            assert!(shown.shows("In reply to @a_member"));
            assert!(!shown.shows("A. Member") || shown.shows("A. Member A. Member"), "names are not shown");
        }
    }

    async fn the_files_of_an_evening_need_no_server(database: &Database) {
        let site = Site::on(database).await;
        let evening = published(&site, Readers::Everybody).await;
        let address = format!("/evenings/{}", evening.chat);
        let nobody = site.nobody();
        let (html, text, json) = (
            nobody.get(&format!("{address}/archive.html")).await,
            nobody.get(&format!("{address}/archive.txt")).await,
            nobody.get(&format!("{address}/archive.json")).await,
        );
        for (file, kind, ending) in [
            (&html, "text/html; charset=utf-8", ".html\""),
            (&text, "text/plain; charset=utf-8", ".txt\""),
            (&json, "application/json", ".json\""),
        ] {
            assert_eq!(file.status, StatusCode::OK);
            assert_eq!(file.header("content-type"), kind);
            let named = file.header("content-disposition");
            assert!(named.starts_with("attachment; filename=\"TestChat-2026-01-") && named.ends_with(ending), "{named}");
            assert!(file.html().contains("The van de Graaff") && !file.html().contains("cheap belts"));
        }
        for asset in ["<script", "<link", "<img", "<iframe", " src=", "@import", "url(http", "url(//"] {
            assert!(!html.html().contains(asset), "the page to keep loads something: {asset}");
        }
        // The file is the revision, to the byte.
        let hash = Sha256::digest(&json.bytes).iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").unwrap();
            text
        });
        let curator = talker(&site, &evening.network, "A. Curator").await;
        assert!(curator.get(&format!("/chats/{}/publish", evening.chat)).await.shows(&hash));
        assert!(is_not_here(&nobody.get(&format!("{address}/archive.exe")).await));
        assert!(is_not_here(&nobody.get(&format!("{address}/archive")).await));
    }

    async fn a_correction_says_why_and_takes_the_place_of_what_was_there(database: &Database) {
        let site = Site::on(database).await;
        let evening = published(&site, Readers::Everybody).await;
        let curator = talker(&site, &evening.network, "A. Curator").await;
        let address = format!("/chats/{}/publish", evening.chat);
        let moderator = evening.network.moderator().await;
        moderator.hides(evening.answer, "a wrong voltage").await.unwrap();
        assert!(site.nobody().get(&format!("/evenings/{}", evening.chat)).await.shows("The van de Graaff"));
        let form = curator.get(&address).await.form(&address);
        let silent = curator.sends(&form).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        let reasoned = form.with("reason", "A voltage was wrong").with("once", "correct");
        let corrected = curator.sends_and_follows(&reasoned).await;
        assert!(corrected.shows("A voltage was wrong.") && corrected.shows("Revision 2"), "{}", corrected.words());
        curator.sends(&reasoned).await.location();
        assert!(!curator.get(&address).await.shows("Revision 3"));
        let read = site.nobody().get(&format!("/evenings/{}", evening.chat)).await;
        assert!(!read.html().contains("van de Graaff") && read.shows("Revision 2"));
        let withdraw = corrected.form(&format!("/chats/{}/withdraw", evening.chat));
        assert!(curator.sends_and_follows(&withdraw).await.shows("Withdrawn"));
        assert!(is_not_here(&site.nobody().get(&format!("/evenings/{}", evening.chat)).await));
        assert!(!site.nobody().get("/evenings").await.shows("What goes wrong"));
    }

    async fn who_may_not_read_an_evening_does_not_find_it(database: &Database) {
        let site = Site::on(database).await;
        let evening = published(&site, Readers::Members).await;
        let neighbour = evening.network.neighbour().await;
        let (nobody, stranger) = (site.nobody(), talker(&site, &neighbour, "An Administrator").await);
        let address = format!("/evenings/{}", evening.chat);
        for barred in [&nobody, &stranger, &site.browser("A. Technician").await] {
            for file in ["", "?by=time", "/archive.html", "/archive.txt", "/archive.json"] {
                assert!(is_not_here(&barred.get(&format!("{address}{file}")).await), "{file}");
            }
            assert!(!barred.get("/evenings").await.shows("What goes wrong"));
            assert!(!barred.get("/evenings?q=graaff").await.shows("The van de Graaff"));
        }
        for address in ["list", "publish", "set-up", "calendar.ics"] {
            assert!(is_not_here(&stranger.get(&format!("/chats/{}/{address}", evening.chat)).await));
        }
        let save = format!("/chats/{}/messages/{}/save", evening.chat, evening.answer);
        assert!(is_not_here(&stranger.get(&save).await));
        assert!(is_not_here(&stranger.get(&format!("/networks/{}/erasure", evening.network.id)).await));
        // A message of another chat is not found through one's own.
        let crossed = format!("/chats/{}/messages/{}/save", neighbour.chat, evening.answer);
        assert!(is_not_here(&stranger.get(&crossed).await));
        let member = talker(&site, &evening.network, "C. Member").await;
        assert!(member.get("/evenings").await.shows("What goes wrong"));
        let found = member.get("/evenings?q=GRAAFF+van").await;
        assert!(found.shows("@a_member") && found.html().contains(&format!("{address}#m1")), "{}", found.words());
        assert!(member.get("/evenings?q=belts").await.shows("Nobody said"));
    }

    async fn what_is_for_everybody_is_read_without_signing_in(database: &Database) {
        let site = Site::on(database).await;
        let evening = published(&site, Readers::Everybody).await;
        let nobody = site.nobody();
        let list = nobody.get("/evenings").await;
        assert!(list.shows("What goes wrong") && list.shows("Test Network"), "{}", list.words());
        let page = nobody.get(&format!("/evenings/{}", evening.chat)).await;
        assert!(page.shows("The van de Graaff") && !page.html().contains("/save"));
        assert!(nobody.get("/evenings?q=graaff").await.shows("The van de Graaff"));
    }

    async fn a_message_is_saved_with_credit_and_a_way_back(database: &Database) {
        let site = Site::on(database).await;
        let evening = published(&site, Readers::Members).await;
        let house = &site.school.house;
        for name in ["A. Technician", "A. Leader"] {
            let email = site.school.email(name);
            actions::network::add_person(house, evening.network.id, &email, ChatRole::Member).await.unwrap();
        }
        let technician = site.browser("A. Technician").await;
        let read = technician.get(&format!("/evenings/{}", evening.chat)).await;
        // The page of an evening knows messages by number.
        let by_number = format!("/chats/{}/messages/1/save", evening.chat);
        assert!(read.html().contains(&by_number));
        let address = format!("/chats/{}/messages/{}/save", evening.chat, evening.answer);
        let back = format!("/evenings/{}#m1", evening.chat);
        let idea = technician.get(&format!("{by_number}?as=idea")).await.form(&address);
        assert!(idea.get("words").starts_with("The van de Graaff"));
        let ideas = technician.sends_and_follows(&idea).await;
        technician.sends(&idea).await.location();
        assert!(ideas.shows("by @a_member") && ideas.html().contains(&back), "{}", ideas.words());
        assert_eq!(technician.get("/ideas").await.html().matches("The van de Graaff").count(), 1);
        let note = technician.get(&format!("{address}?as=note")).await;
        let form = note.form(&address);
        let unchosen = technician.sends(&form.clone().with("words", "Ours is dry")).await;
        assert_eq!(unchosen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(unchosen.form(&address).get("words"), "Ours is dry");
        let practical = note.html().split("<optgroup").nth(1).unwrap().split("value=\"").nth(1).unwrap();
        let practical = practical.split('"').next().unwrap();
        let noted = technician.sends_and_follows(&form.with("practical", practical).with("once", "note")).await;
        assert!(noted.shows("Said by @a_member") && noted.html().contains(&back), "{}", noted.words());
        let draft = technician.get(&format!("{address}?as=draft")).await.form(&address);
        let untitled = technician.sends(&draft.clone().with("subject", "physics")).await;
        assert_eq!(untitled.status, StatusCode::UNPROCESSABLE_ENTITY);
        let titled = untitled.form(&address).with("title", "Sparks").with("year_from", "9").with("year_to", "10");
        assert_eq!(titled.get("subject"), "physics");
        let drafted = technician.sends_and_follows(&titled.with("once", "draft")).await;
        assert!(drafted.shows("Sparks") && drafted.html().contains(&back), "{}", drafted.words());
        // What is hidden is nobody's to save.
        let hidden = format!("/chats/{}/messages/{}/save", evening.chat, evening.hidden);
        assert!(is_not_here(&technician.get(&hidden).await));
        assert!(is_not_here(&technician.get(&format!("/chats/{}/messages/77/save", evening.chat)).await));
        // Without a school, or with a role that writes nothing, a page says so.
        let member = talker(&site, &evening.network, "B. Member").await;
        let without = member.get(&address).await;
        assert!(without.shows("You do not belong to a school here.") && without.forms().iter().all(|form| form.action != address));
        let sent = member.post(&address, &[("once", "no"), ("as", "idea"), ("words", "x")]).await;
        assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.shows("You do not belong to a school here."));
        let leader = site.browser("A. Leader").await;
        assert!(leader.get(&address).await.shows("Your roles do not let you"));
        assert_eq!(leader.post(&address, &[("once", "no"), ("as", "idea"), ("words", "x")]).await.status, StatusCode::FORBIDDEN);
    }

    async fn a_person_is_erased_after_their_name_was_typed_twice(database: &Database) {
        let site = Site::on(database).await;
        let evening = published(&site, Readers::Members).await;
        let administrator = talker(&site, &evening.network, "An Administrator").await;
        let address = format!("/networks/{}/erasure", evening.network.id);
        let unknown = administrator.get(&format!("{address}?handle=no-name")).await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        let seen = administrator.get(&format!("{address}?handle=@a_member")).await;
        // Two messages of theirs, and copies of the first in two quotes.
        assert!(seen.shows("@a_member in") && seen.shows("Messages 2"), "{}", seen.words());
        let form = seen.form(&address);
        let wrong = administrator.sends(&form.clone().with("again", "b_member")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let read = format!("/evenings/{}", evening.chat);
        assert!(administrator.get(&read).await.shows("@a_member"));
        let done = administrator.sends_and_follows(&form.with("again", "A_Member").with("once", "erase")).await;
        assert!(done.shows("Nothing is left under that name"), "{}", done.words());
        let after = administrator.get(&read).await;
        assert!(!after.html().contains("a_member") && !after.html().contains("van de Graaff"));
        assert!(after.shows("Everybody nods") && after.shows("@erased"), "{}", after.words());
        assert!(administrator.get(&format!("{address}?handle=a_member")).await.shows("nowhere in this network"));
        let curator = talker(&site, &evening.network, "A. Curator").await;
        assert_eq!(curator.get(&address).await.status, StatusCode::FORBIDDEN);
    }

    async fn hostile_words_are_words_on_every_page(database: &Database) {
        let site = Site::on(database).await;
        let network = TestNetwork::on(&site.school).await;
        let hostile = "<script>alert(1)</script> \"onmouseover=\"alert(1) 'onfocus='alert(1) <img src=x onerror=alert(1)>";
        let administrator = talker(&site, &network, "An Administrator").await;
        let address = format!("/networks/{}/chats", network.id);
        let form = administrator.get(&format!("{address}/new")).await.form(&address);
        let form = form.with("subject", hostile).with("date", "2026-06-01").with("time", "20:00").with("questions", hostile).with("welcome", hostile);
        let kept = administrator.sends_and_follows(&form).await;
        let mut shown = vec![kept, administrator.sends(&form.with("date", hostile).with("once", "wrong")).await];
        let (host, member) = (network.host().await, network.member().await);
        let said = member.says_wanted(Say { body: hostile.to_owned(), ..Say::default() }).await.unwrap().message;
        host.stars(said).await.unwrap();
        host.closes().await.unwrap();
        host.reviews().await.unwrap();
        network.clock.pass_minutes(49 * HOUR);
        let curator = talker(&site, &network, "A. Curator").await;
        let list = format!("/chats/{}/list", network.chat);
        let page = curator.get(&list).await;
        shown.push(curator.sends_and_follows(&page.form(&format!("{list}/seed"))).await);
        let add = page.forms().into_iter().find(|form| form.action == list).unwrap();
        shown.push(curator.sends_and_follows(&add.clone().with("words", hostile).with("heading", hostile).with("once", "one")).await);
        shown.push(curator.sends(&add.with("words", hostile).with("heading", hostile).with("url", hostile).with("once", "two")).await);
        let publish = format!("/chats/{}/publish", network.chat);
        shown.push(curator.sends_and_follows(&curator.get(&publish).await.form(&publish)).await);
        let again = curator.get(&publish).await.form(&publish).with("reason", hostile);
        shown.push(curator.sends_and_follows(&again).await);
        let encoded: String = form_urlencoded::byte_serialize(hostile.as_bytes()).collect();
        for address in [
            format!("/evenings/{}", network.chat),
            format!("/evenings/{}?by=time", network.chat),
            format!("/evenings/{}?by={encoded}", network.chat),
            format!("/evenings?q={encoded}"),
            "/evenings?q=script".to_owned(),
            format!("/chats/{}/messages/{said}/save?as={encoded}", network.chat),
        ] {
            shown.push(curator.get(&address).await);
        }
        shown.push(administrator.get(&format!("/networks/{}/erasure?handle={encoded}", network.id)).await);
        for page in &shown {
            assert!(!page.status.is_server_error(), "{}", page.words());
            for raw in ["<script>alert", "\"onmouseover=", "'onfocus=", "<img src=x"] {
                assert!(!page.html().contains(raw), "{raw} in {}", page.words());
            }
        }
        assert!(shown.iter().filter(|page| page.html().contains("&#60;script&#62;alert")).count() >= 10);
    }
}
