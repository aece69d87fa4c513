//! `/chats/{chat}`: the room, its stream, its messages and its desk.

use std::collections::VecDeque;

use actions::chat::ReportKind;
use actions::message::Say;
use axum::Router;
use axum::body::Body;
use axum::http::StatusCode;
use domain::chat::ChatRole;
use domain::chat::room::Hold;
use domain::id::MessageId;
use http_body_util::BodyExt as _;
use testing::{TestNetwork, handle, within};

use crate::page::Page;
use crate::site::{Browser, Site, settings};

/// An evening with people at their browsers.
struct Evening<'a> {
    site: Site<'a>,
    network: TestNetwork,
}

impl<'a> Evening<'a> {
    async fn on(database: &'a testing::Database) -> Self {
        let site = Site::on(database).await;
        let network = TestNetwork::on(&site.school).await;
        Self { site, network }
    }

    async fn browser(&self, name: &str) -> Browser {
        self.site.browser_for(&self.network.person(name).await).await
    }

    fn path(&self, rest: &str) -> String {
        format!("/chats/{}{rest}", self.network.chat)
    }

    fn message(&self, id: MessageId, rest: &str) -> String {
        self.path(&format!("/messages/{id}{rest}"))
    }

    /// What the room shows to a member.
    async fn room(&self) -> Page {
        self.browser("C. Member").await.get(&self.path("")).await
    }
}

/// An event of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Event {
    name: String,
    id: Option<i64>,
    data: String,
}

struct Stream {
    body: Body,
    text: String,
    heard: VecDeque<Event>,
}

impl Stream {
    async fn open(browser: &Browser, address: &str, last: Option<i64>) -> Self {
        let mut request = browser.request("GET", address);
        if let Some(id) = last {
            request = request.header("last-event-id", id);
        }
        let response = browser.open(request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["cache-control"], "no-store");
        Self { body: response.into_body(), text: String::new(), heard: VecDeque::new() }
    }

    /// The next event; none where the stream ended.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.heard.pop_front() {
                return Some(event);
            }
            let frame = within("an event", self.body.frame()).await?;
            self.text.push_str(std::str::from_utf8(&frame.unwrap().into_data().unwrap()).unwrap());
            while let Some(end) = self.text.find("\n\n") {
                self.heard.extend(read(&self.text[..end]));
                self.text.drain(..end + 2);
            }
        }
    }

    /// The next so many events.
    async fn take(&mut self, many: usize) -> Vec<Event> {
        let mut events = Vec::new();
        for _ in 0..many {
            events.push(self.next().await.expect("the stream goes on"));
        }
        events
    }

    /// Everything up to the first event whose data holds these words.
    async fn until(&mut self, words: &str) -> Vec<Event> {
        let mut events = Vec::new();
        loop {
            let event = self.next().await.expect("the stream goes on");
            let is_last = event.data.contains(words);
            events.push(event);
            if is_last {
                return events;
            }
        }
    }
}

/// A block of lines as the standard of server-sent events reads it; none where it is no event.
fn read(block: &str) -> Option<Event> {
    let values = |name: &str| {
        let lines = block.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(key, _)| *key == name).map(|(_, value)| value.to_owned()).collect::<Vec<_>>()
    };
    let name = values("event").pop()?;
    Some(Event {
        name,
        id: values("id").pop().map(|id| id.parse().unwrap()),
        data: values("data").join("\n"),
    })
}

/// The numbers of the messages that events show, in order.
fn numbers(events: &[Event]) -> Vec<u32> {
    let said = events.iter().filter(|event| event.name == "said");
    said.map(|event| {
        event.data.split_once("data-number=\"").unwrap().1.split('"').next().unwrap().parse().unwrap()
    })
    .collect()
}

fn scripted(page: &Page) -> serde_json::Value {
    assert!(page.header("content-type").starts_with("application/json"), "{}", page.words());
    serde_json::from_slice(&page.bytes).unwrap()
}

/// Sends a message as the room's script does.
async fn sends(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> Page {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = browser
        .request("POST", path)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("accept", "application/json");
    browser.send(request.body(Body::from(body)).unwrap()).await
}

/// Another server on the same database, which hears of what the first one commits.
async fn second_server(evening: &Evening<'_>) -> (Router, TestNetwork, tokio::task::JoinHandle<()>) {
    let network = evening.network.seen_by_another_process(evening.site.database, 1 << 40).await;
    let storage = network.storage.clone();
    let following = tokio::spawn(async move { storage.listen_to_others().await });
    (web::router(network.house.clone(), settings(), evening.site.stop.clone()), network, following)
}

testing::on_both_databases! {
    async fn before_the_first_word_the_room_says_what_becomes_of_it(database: &Database) {
        let evening = Evening::on(database).await;
        evening.network.add("N. Newcomer", ChatRole::Member).await;
        let newcomer = evening.browser("N. Newcomer").await;
        let page = newcomer.get(&evening.path("")).await;
        assert_eq!(page.status, StatusCode::OK);
        // The chat ends at ten; two days later the review does.
        for words in [
            "What goes wrong", "#TestChat", "Tuesday 13 January 2026, 09:00 to 10:00 (Europe/London), hosted by @a_host",
            "will be published", &format!("/evenings/{}", evening.network.chat), "for the people of this network",
            "under the name you choose here", "not before Thursday 15 January 2026, 10:00",
        ] {
            assert!(page.shows(words), "“{words}” is not in: {}", page.words());
        }
        assert!(!page.forms().iter().any(|form| form.action.ends_with("/messages")), "no word before the agreement");
        let refused = newcomer.post(&evening.path("/messages"), &[("once", "1"), ("body", "Hello")]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);

        let form = page.form(&evening.path("/agree"));
        for (typed, says) in [("a name", "1 to 15 letters"), ("A_Member", "choose another"), ("here", "meaning of its own")] {
            let again = newcomer.sends(&form.clone().with("handle", typed)).await;
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(again.shows(says), "{}", again.words());
            assert_eq!(again.form(&evening.path("/agree")).get("handle"), typed);
        }
        let page = newcomer.sends_and_follows(&form.with("handle", "newcomer_1")).await;
        assert!(page.shows("Write as @newcomer_1"), "{}", page.words());
        assert!(page.shows("under the name @newcomer_1"));
    }

    async fn a_message_is_sent_by_form_or_by_script_and_once(database: &Database) {
        let evening = Evening::on(database).await;
        let (member, path) = (evening.browser("A. Member").await, evening.path("/messages"));
        let form = evening.browser("A. Member").await.get(&evening.path("")).await.form(&path).with("body", "By form");
        for _ in 0..2 {
            assert_eq!(member.sends(&form).await.location(), evening.path("#say"));
        }
        let fields = [("once", "script-1"), ("body", "By script\r\non two lines"), ("reply_to", ""), ("question", "")];
        let mut answers = Vec::new();
        for _ in 0..2 {
            let sent = sends(&member, &path, &fields).await;
            assert_eq!(sent.status, StatusCode::CREATED);
            answers.push(scripted(&sent));
        }
        assert_eq!((&answers[0]["number"], &answers[0]["held"]), (&2.into(), &false.into()));
        assert_eq!(answers[0]["message"], answers[1]["message"]);
        assert_ne!(answers[0]["once"], "script-1", "the next message has a key of its own");
        let room = evening.room().await;
        assert_eq!(room.html().matches("<li class=\"said").count(), 2);
        assert!(room.html().contains("By script\non two lines"));
        assert!(room.shows("@a_member"));
    }

    async fn what_is_refused_stands_in_the_form_again(database: &Database) {
        let evening = Evening::on(database).await;
        let (network, path) = (&evening.network, evening.path("/messages"));
        let member = evening.browser("A. Member").await;
        let form = member.get(&evening.path("")).await.form(&path);
        let too_long = "é".repeat(1_001);
        for (words, status, says) in [
            (" ", StatusCode::UNPROCESSABLE_ENTITY, "Write something first."),
            (too_long.as_str(), StatusCode::UNPROCESSABLE_ENTITY, "this one has 1001"),
        ] {
            let page = member.sends(&form.clone().with("body", words)).await;
            assert_eq!(page.status, status);
            assert!(page.shows(says), "{}", page.words());
            assert_eq!(page.form(&path).get("body"), words);
        }
        network.host().await.slows(30).await.unwrap();
        assert!(member.get(&evening.path("")).await.shows("30 seconds between two messages"));
        assert_eq!(member.sends(&form.clone().with("body", "First")).await.status, StatusCode::SEE_OTHER);
        network.clock.pass_seconds(18);
        let page = member.sends(&member.get(&evening.path("")).await.form(&path).with("body", "Second")).await;
        assert_eq!((page.status, page.header("retry-after")), (StatusCode::CONFLICT, "12"));
        assert!(page.shows("you can send this in 12 seconds"));
        assert_eq!(page.form(&path).get("body"), "Second");
        let refused = sends(&member, &path, &[("once", "slow"), ("body", "Second")]).await;
        assert_eq!((refused.status, refused.header("retry-after")), (StatusCode::CONFLICT, "12"));
        let said = scripted(&refused);
        assert_eq!(said["seconds"], 12);
        assert_eq!(said["error"], "The chat is in slow mode; you can send this in 12 seconds.");
        network.clock.pass_seconds(12);
        let once = said["once"].as_str().unwrap();
        assert_eq!(sends(&member, &path, &[("once", once), ("body", "Second")]).await.status, StatusCode::CREATED);
        network.host().await.closes().await.unwrap();
        let closed = sends(&member, &path, &[("once", "late"), ("body", "Third")]).await;
        assert_eq!(closed.status, StatusCode::CONFLICT);
        assert!(scripted(&closed)["error"].as_str().unwrap().contains("closed"));
        assert_eq!(evening.room().await.html().matches("<li class=\"said").count(), 2);
    }

    async fn replies_quotes_and_answers_are_written_without_script(database: &Database) {
        let evening = Evening::on(database).await;
        let network = &evening.network;
        network.host().await.asks(1).await.unwrap();
        let first = network.member().await.answers(1, "Sodium under a jar").await.unwrap();
        let browser = evening.browser("B. Member").await;
        let reply = browser.get(&evening.path(&format!("?reply={}", first.message))).await;
        assert!(reply.shows("Replying to @a_member : Sodium under a jar"), "{}", reply.words());
        let form = reply.form(&evening.path("/messages"));
        assert_eq!((form.get("reply_to"), form.get("question")), (first.message.to_string().as_str(), "1"));
        assert_eq!(browser.sends(&form.with("body", "Which jar?")).await.status, StatusCode::SEE_OTHER);
        let second = network.other_member().await.quotes(first.message, "This").await.unwrap();
        let form = browser.get(&evening.path(&format!("?quote={}", second.message))).await.form(&evening.path("/messages"));
        assert_eq!(form.get("quotes"), second.message.to_string());
        assert_eq!(browser.sends(&form.with("body", "And this").with("question", "")).await.status, StatusCode::SEE_OTHER);
        let room = evening.room().await;
        assert!(room.shows("In reply to @a_member"), "{}", room.words());
        let last = room.html().rsplit("<li class=\"said").next().unwrap();
        assert_eq!(last.matches("<blockquote").count(), 2, "a quote of a quote: {last}");
        assert!(last.contains("Sodium under a jar"));
        assert!(!last.contains("of-question"));
    }

    async fn every_reader_hears_the_same_in_the_same_order(database: &Database) {
        let evening = Evening::on(database).await;
        let network = &evening.network;
        let mut streams = Vec::new();
        for name in ["A. Member", "B. Member", "A. Host"] {
            let browser = evening.browser(name).await;
            let page = browser.get(&evening.path("")).await;
            let live = page.html().split_once("data-live=\"").unwrap().1.split('"').next().unwrap().to_owned();
            streams.push(Stream::open(&browser, &live, None).await);
        }
        network.member().await.says("One").await.unwrap();
        network.host().await.asks(1).await.unwrap();
        network.other_member().await.says("Two").await.unwrap();
        network.host().await.slows(10).await.unwrap();
        network.third_member().await.says("Three").await.unwrap();
        let mut heard = Vec::new();
        for stream in &mut streams {
            heard.push(stream.until("Three").await);
        }
        assert_eq!(numbers(&heard[0]), [1, 2, 3]);
        assert!(heard[0].iter().rfind(|event| event.name == "head").unwrap().data.contains(testing::QUESTIONS[0]));
        assert!(heard[0].windows(2).all(|pair| pair[0].id < pair[1].id || pair[1].id.is_none()));
        // A head that was overtaken by a newer one need not be told any more; messages are told to everybody.
        let of = |events: &[Event], name: &str| events.iter().filter(|event| event.name == name).cloned().collect::<Vec<_>>();
        for other in &heard {
            assert_eq!(of(other, "said"), of(&heard[0], "said"));
            assert_eq!(of(other, "head").pop(), of(&heard[0], "head").pop());
        }
    }

    async fn a_lost_connection_misses_nothing_and_hears_nothing_twice(database: &Database) {
        let evening = Evening::on(database).await;
        let member = evening.network.member().await;
        let browser = evening.browser("B. Member").await;
        let path = evening.path("/live");
        for words in ["One", "Two", "Three", "Four", "Five", "Six"] {
            member.says(words).await.unwrap();
        }
        let all = Stream::open(&browser, &path, Some(0)).await.until(">Six<").await;
        let said: Vec<&Event> = all.iter().filter(|event| event.name == "said").collect();
        assert_eq!(numbers(&all), [1, 2, 3, 4, 5, 6]);
        // A shelf that holds everything, one that holds three frames, and one of another process.
        let small = web::router_keeping(evening.network.house.clone(), settings(), evening.site.stop.clone(), 3);
        let (second, _, following) = second_server(&evening).await;
        for router in [&evening.site.router, &small, &second] {
            let browser = browser.at(router);
            for (at, event) in said.iter().enumerate() {
                let mut stream = Stream::open(&browser, &path, event.id).await;
                let missed = stream.take(said.len() - at - 1).await;
                assert_eq!(missed, said[at + 1..].iter().map(|one| (*one).clone()).collect::<Vec<_>>());
            }
        }
        // And goes on from there: the next is the next.
        let mut streams = Vec::new();
        for router in [&evening.site.router, &small, &second] {
            streams.push(Stream::open(&browser.at(router), &path, said[1].id).await);
        }
        member.says("Seven").await.unwrap();
        for stream in &mut streams {
            assert_eq!(numbers(&stream.until(">Seven<").await), [3, 4, 5, 6, 7]);
        }
        following.abort();
    }

    async fn two_servers_serve_one_room(database: &Database) {
        let evening = Evening::on(database).await;
        let (second, elsewhere, following) = second_server(&evening).await;
        let browser = evening.browser("C. Member").await;
        let path = evening.path("/live");
        let mut here = Stream::open(&browser, &path, None).await;
        let mut there = Stream::open(&browser.at(&second), &path, None).await;
        let storage = evening.network.storage.clone();
        let also = tokio::spawn(async move { storage.listen_to_others().await });
        for (at, words) in ["One", "Two", "Three", "Four"].into_iter().enumerate() {
            let network = if at % 2 == 0 { &evening.network } else { &elsewhere };
            network.member().await.says(words).await.unwrap();
        }
        let (heard, also_heard) = (here.take(4).await, there.take(4).await);
        assert_eq!(numbers(&heard), [1, 2, 3, 4]);
        assert_eq!(heard, also_heard);
        following.abort();
        also.abort();
    }

    async fn hidden_words_are_nowhere_any_more(database: &Database) {
        let evening = Evening::on(database).await;
        let network = &evening.network;
        let secret = "Wombat-in-the-fume-cupboard";
        let hidden = network.member().await.says(secret).await.unwrap();
        let quote = network.other_member().await.quotes(hidden.message, "Really?").await.unwrap();
        network.third_member().await.quotes(quote.message, "Truly?").await.unwrap();
        network.host().await.pins(Some(hidden.message)).await.unwrap();
        let browser = evening.browser("C. Member").await;
        let mut stream = Stream::open(&browser, &evening.path("/live"), Some(0)).await;
        assert!(stream.until("Truly?").await.iter().any(|event| event.data.contains(secret)));
        network.moderator().await.hides(hidden.message, "it names somebody").await.unwrap();
        network.member().await.says("Later").await.unwrap();
        let after = stream.until(">Later<").await;
        let redrawn: Vec<&Event> = after.iter().filter(|event| event.data.contains("hidden this message")).collect();
        assert!(redrawn[0].data.contains("id=\"m-1\"") && redrawn[0].data.contains("said gone"), "{after:#?}");
        assert_eq!(redrawn.len(), 3, "the message and both quotes of it: {after:#?}");
        let fresh = Stream::open(&browser, &evening.path("/live"), Some(0)).await.until(">Later<").await;
        assert!(!fresh.iter().chain(after.iter().filter(|event| event.name == "said")).any(|event| event.data.contains(secret)), "{fresh:#?}");
        for name in ["C. Member", "A. Curator"] {
            let browser = evening.browser(name).await;
            for rest in [String::new(), format!("/messages/{}", hidden.message), format!("/messages/{}", quote.message)] {
                let page = browser.get(&evening.path(&rest)).await;
                assert_eq!(page.status, StatusCode::OK);
                assert!(!page.html().contains(secret), "{name} sees it at {rest}");
            }
            let quoting = browser.get(&evening.path(&format!("?quote={}", hidden.message))).await;
            assert!(!quoting.html().contains(secret));
        }
        // Moderators see what they hid, and why, and can restore it.
        let moderator = evening.browser("A. Moderator").await;
        let desk = moderator.get(&evening.path("/desk")).await;
        assert!(desk.shows("it names somebody") && desk.shows(secret));
        let page = moderator.get(&evening.message(hidden.message, "")).await;
        let restored = moderator.sends(&page.form(&evening.message(hidden.message, "/restore"))).await;
        assert_eq!(restored.status, StatusCode::SEE_OTHER);
        assert!(evening.room().await.shows(secret));
    }

    async fn hostile_words_are_words(database: &Database) {
        let evening = Evening::on(database).await;
        let network = &evening.network;
        let hostile = "</li></article><script>alert(1)</script>\"onmouseover=\"alert(1) 'onfocus='alert(1) \
            <img src=x onerror=alert(1)>\r\revent: head\ndata: x\n\nid: 9 https://example.org/\"onclick=\"alert(1) javascript:alert(1)";
        let said = network.member().await.says(hostile).await.unwrap();
        network.host().await.brings("e_elsewhere", "<b>the</b> \"hatch\"", hostile).await.unwrap();
        network.other_member().await.quotes(said.message, "<i>Q</i>").await.unwrap();
        network.third_member().await.reports(said.message, ReportKind::Other, "<u>why</u>").await.unwrap();
        network.moderator().await.mutes(said.message, "<s>enough</s>").await.unwrap();
        let host = evening.browser("A. Host").await;
        let mut pages = Vec::new();
        for rest in [String::new(), "/desk".to_owned(), format!("/messages/{}", said.message), format!("?reply={}", said.message)] {
            pages.push(host.get(&evening.path(&rest)).await.html().to_owned());
        }
        let events = Stream::open(&host, &evening.path("/live"), Some(0)).await.until("id=\"m-3\"").await;
        assert_eq!(numbers(&events), [1, 2, 3], "nothing in the words is an event of its own");
        pages.extend(events.into_iter().map(|event| event.data));
        for page in pages {
            for raw in ["<script>alert", "\"onmouseover=", "'onfocus=", "<img src=x", "<b>the", "<i>Q", "<u>why", "<s>enough", "\"onclick=", "href=\"javascript"] {
                assert!(!page.contains(raw), "{raw} is let out: {page}");
            }
        }
        assert!(evening.room().await.html().contains("rel=\"nofollow noreferrer noopener\""));
    }

    async fn the_desk_leads_an_evening_without_script(database: &Database) {
        let evening = Evening::on(database).await;
        let network = &evening.network;
        let host = evening.browser("A. Host").await;
        let desk = || async { host.get(&evening.path("/desk")).await };
        let ask = desk().await.form(&evening.path("/ask"));
        assert_eq!(ask.get("number"), "1");
        assert!(host.sends_and_follows(&ask).await.shows("Asked."));
        assert!(evening.room().await.shows(testing::QUESTIONS[0]));
        let slow = desk().await.form(&evening.path("/slow"));
        for (seconds, says) in [("121", "0 to 120 seconds"), ("soon", "whole number"), ("", "whole number")] {
            let page = host.sends(&slow.clone().with("seconds", seconds)).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.shows(says), "{}", page.words());
        }
        assert!(host.sends_and_follows(&slow.with("seconds", "45")).await.shows("45 seconds between"));
        let hold = desk().await.form(&evening.path("/hold")).with("hold", "everybody");
        assert_eq!(host.sends(&hold).await.status, StatusCode::SEE_OTHER);

        let held = network.member().await.says("May I come in?").await.unwrap();
        assert!(held.held);
        assert!(!evening.room().await.shows("May I come in?"));
        assert!(evening.browser("A. Member").await.get(&evening.path("")).await.shows("Only you see this yet"));
        assert!(desk().await.shows("1 message to read before others do."));
        let approved = host.post(&evening.message(held.message, "/approve?from=desk"), &[("once", "a")]).await;
        assert_eq!(approved.location(), evening.path("/desk?did=message-approved"));
        assert!(evening.room().await.shows("May I come in?"));

        let other = network.other_member().await.says("Buy my jars").await.unwrap();
        let path = evening.message(other.message, "/refuse?from=desk");
        let wordless = host.post(&path, &[("once", "r"), ("reason", " ")]).await;
        assert_eq!(wordless.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wordless.shows("Say why, in a few words."), "{}", wordless.words());
        assert_eq!(host.post(&path, &[("once", "r2"), ("reason", "an advert")]).await.status, StatusCode::SEE_OTHER);
        assert!(!evening.room().await.shows("Buy my jars"));

        let bring = desk().await.form(&evening.path("/bring")).with("author", "@outside_1").with("body", "From outside");
        let placeless = host.sends(&bring).await;
        assert_eq!(placeless.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(placeless.form(&evening.path("/bring")).get("body"), "From outside");
        assert_eq!(host.sends(&bring.with("from", "the hatch")).await.status, StatusCode::SEE_OTHER);
        assert!(evening.room().await.shows("Brought into the chat by @a_host, said at the hatch"));

        let said = Say { body: "Loud".to_owned(), ..Say::default() };
        let loud = network.moderator().await.says_wanted(said).await.unwrap();
        network.third_member().await.reports(held.message, ReportKind::Unkind, "").await.unwrap();
        let settle = desk().await.form(&evening.path("/reports/"));
        assert!(settle.words.contains("Keep it"));
        let settled = host.sends(&settle.with("outcome", "hidden").with("reason", "unkind")).await;
        assert_eq!(settled.location(), evening.path("/desk?did=report-settled"));
        assert!(!evening.room().await.shows("May I come in?"));
        let muted = host.post(&evening.message(held.message, "/mute?from=desk"), &[("once", "m"), ("reason", "loud")]).await;
        assert_eq!(muted.status, StatusCode::SEE_OTHER);
        let member = evening.browser("A. Member").await;
        assert!(member.get(&evening.path("")).await.shows("A moderator has muted you for this chat"));
        assert_eq!(host.sends(&desk().await.form(&evening.path("/people/"))).await.status, StatusCode::SEE_OTHER);
        assert!(member.get(&evening.path("")).await.shows("Write as @a_member"));

        for (deed, did) in [("star", "starred"), ("star?off=1", "unstarred"), ("pin", "pinned")] {
            let done = host.post(&evening.message(loud.message, &format!("/{deed}")), &[("once", did)]).await;
            assert_eq!(done.location(), evening.message(loud.message, &format!("?did={did}")));
        }
        assert!(evening.room().await.shows("Pinned @a_moderator : Loud"));
        assert_eq!(host.post(&evening.path("/unpin"), &[("once", "u")]).await.status, StatusCode::SEE_OTHER);
        for (deed, state) in [("close", "Closed"), ("reopen", "Open"), ("close", "Closed"), ("review", "In review")] {
            let form = desk().await.form(&evening.path(&format!("/{deed}")));
            assert!(host.sends_and_follows(&form).await.shows(state), "{deed}");
        }
        assert!(evening.room().await.shows("in review until Thursday 15 January 2026, 10:00"));
    }

    async fn authors_take_their_words_back_and_others_report_them(database: &Database) {
        let evening = Evening::on(database).await;
        let said = evening.network.member().await.says("I was wrong").await.unwrap();
        let (author, reader) = (evening.browser("A. Member").await, evening.browser("B. Member").await);
        let page = reader.get(&evening.message(said.message, "")).await;
        assert!(!page.forms().iter().any(|form| form.action.ends_with("/take-back")));
        let form = page.form(&evening.message(said.message, "/report"));
        let kindless = reader.sends(&form.clone().with("words", "look")).await;
        assert_eq!(kindless.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(kindless.shows("Choose what is wrong with it."));
        assert_eq!(kindless.form(&form.action).get("words"), "look");
        assert!(reader.sends(&form.clone().with("kind", "other")).await.shows("Say what is wrong with the message."));
        assert!(reader.sends_and_follows(&form.with("kind", "unsafe")).await.shows("A moderator will look at it."));
        assert!(evening.browser("A. Moderator").await.get(&evening.path("/desk")).await.shows("What it advises is not safe"));

        let stolen = reader.post(&evening.message(said.message, "/take-back"), &[("once", "x")]).await;
        assert_eq!(stolen.status, StatusCode::NOT_FOUND);
        let page = author.get(&evening.message(said.message, "")).await;
        let back = author.sends_and_follows(&page.form(&evening.message(said.message, "/take-back"))).await;
        assert!(back.shows("Its author has taken this message back."), "{}", back.words());
        assert!(!evening.room().await.html().contains("I was wrong"));
    }

    async fn a_draft_and_another_networks_room_are_not_there(database: &Database) {
        let evening = Evening::on(database).await;
        let draft = evening.network.plans("Not yet", Hold::Nobody).await;
        let neighbour = evening.network.neighbour().await;
        let member = evening.browser("A. Member").await;
        let stranger = evening.site.browser_for(&neighbour.member().await).await;
        for rest in ["", "/live", "/desk"] {
            let found = member.get(&format!("/chats/{draft}{rest}")).await.status;
            assert!(matches!(found, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN), "{rest}: {found}");
            assert_eq!(stranger.get(&evening.path(rest)).await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(member.get(&format!("/chats/{draft}/live")).await.status, StatusCode::NOT_FOUND);
        let said = evening.network.member().await.says("Ours").await.unwrap();
        // A message of another chat is not in this one, for its own members either.
        let other = evening.network.opens("Another", Hold::Nobody).await;
        let crossed = format!("/chats/{other}/messages/{}", said.message);
        assert_eq!(member.get(&crossed).await.status, StatusCode::NOT_FOUND);
        assert_eq!(member.get(&evening.path("/messages/none")).await.status, StatusCode::NOT_FOUND);
    }

    async fn another_chats_words_are_not_heard(database: &Database) {
        let evening = Evening::on(database).await;
        let other = evening.network.opens("Another", Hold::Nobody).await;
        let mut stream = Stream::open(&evening.browser("B. Member").await, &evening.path("/live"), None).await;
        let member = evening.network.member().await;
        member.at(other).says("Elsewhere").await.unwrap();
        member.says("Here").await.unwrap();
        let heard = stream.take(1).await;
        assert!(heard[0].data.contains("Here"), "{heard:#?}");
    }

    async fn a_desk_is_told_that_something_moved(database: &Database) {
        let evening = Evening::on(database).await;
        let host = evening.browser("A. Host").await;
        let desk = host.get(&evening.path("/desk")).await;
        let live = desk.html().split_once("data-live=\"").unwrap().1.split('"').next().unwrap();
        let mut stream = Stream::open(&host, &live.replace("&amp;", "&").replace("&#38;", "&"), None).await;
        let said = evening.network.member().await.says("Report me").await.unwrap();
        assert_eq!(stream.take(1).await[0].name, "moved");
        evening.network.third_member().await.reports(said.message, ReportKind::Unkind, "").await.unwrap();
        assert_eq!(stream.take(1).await[0].name, "moved");
    }

    async fn a_number_from_elsewhere_does_not_silence_a_room(database: &Database) {
        let evening = Evening::on(database).await;
        let browser = evening.browser("B. Member").await;
        for odd in ["9223372036854775807", "x", ""] {
            let mut stream = Stream::open(&browser, &evening.path(&format!("/live?after={odd}")), None).await;
            evening.network.member().await.says(&format!("Now {odd}.")).await.unwrap();
            assert!(stream.take(1).await[0].data.contains(&format!("Now {odd}.<")));
        }
    }

    async fn a_rooms_streams_end_when_the_server_stops(database: &Database) {
        let evening = Evening::on(database).await;
        let mut streams = Vec::new();
        for name in ["A. Member", "A. Host"] {
            streams.push(Stream::open(&evening.browser(name).await, &evening.path("/live"), None).await);
        }
        evening.site.stop.cancel();
        for stream in &mut streams {
            assert_eq!(stream.next().await, None);
        }
    }

    async fn an_empty_chair_is_taken_from_the_room(database: &Database) {
        let evening = Evening::on(database).await;
        let browser = evening.browser("B. Member").await;
        let has_chair = |page: &Page| page.forms().iter().any(|form| form.action.ends_with("/chair"));
        assert!(!has_chair(&browser.get(&evening.path("")).await));
        evening.network.clock.pass_minutes(6);
        let page = browser.get(&evening.path("")).await;
        let taken = browser.sends(&page.form(&evening.path("/chair"))).await;
        assert_eq!(taken.location(), evening.path("/desk?did=chair"));
        let desk = browser.get(taken.location()).await;
        assert!(desk.shows("The chair is yours.") && desk.shows(&format!("@{}, host", handle("B. Member"))));
    }

    async fn a_long_evening_is_read_a_hundred_messages_at_a_time(database: &Database) {
        let evening = Evening::on(database).await;
        let member = evening.network.member().await;
        for number in 1..=103 {
            member.says(&format!("Number {number}, https://example.org/{number}")).await.unwrap();
        }
        let reader = evening.browser("B. Member").await;
        let page = reader.get(&evening.path("")).await;
        assert_eq!(page.html().matches("<li class=\"said").count(), 100);
        assert!(page.shows("Links posted ( 103 )"), "{}", page.words());
        assert!(page.html().contains(&evening.path("?before=4")));
        let earlier = reader.get(&evening.path("?before=4")).await;
        assert_eq!(earlier.html().matches("<li class=\"said").count(), 3);
        assert!(!earlier.html().contains("data-live"), "an earlier stretch does not grow");
        assert!(!earlier.html().contains("Earlier messages"));
    }
}
