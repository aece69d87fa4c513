//! The list, publishing, and reading what is published.

use std::fmt::Write as _;

use actions::check::check_network;
use actions::evening::{self, Publish, Withdraw};
use actions::list_item::{self, Add, Change, ListItem, Move, Remove, Seed};
use actions::{ActionError, Once};
use domain::chat::room::Hold;
use domain::chat::{ChatRefusal, REVIEW_HOURS};
use domain::id::AccountId;
use sha2::{Digest, Sha256};
use testing::{QUESTIONS, Talker, TestNetwork, within};
use tokio::task::JoinSet;

use crate::chat_archive::is_sound;

async fn listed(curator: &Talker) -> Vec<ListItem> {
    list_item::list(&curator.house, &curator.may().await, curator.chat).await.unwrap()
}

fn in_short(list: &[ListItem]) -> Vec<(&str, &str)> {
    list.iter().map(|item| (item.heading.as_str(), item.words.as_str())).collect()
}

fn item(heading: &str, words: &str) -> Add {
    Add { heading: heading.to_owned(), words: words.to_owned(), ..Add::default() }
}

async fn adds(curator: &Talker, wanted: Add) -> domain::id::ListItemId {
    curator.house.act(&curator.may().await, curator.chat, wanted, None).await.unwrap()
}

async fn moves(curator: &Talker, words: &str, up: bool) {
    let found = listed(curator).await.into_iter().find(|item| item.words == words).unwrap();
    let may = curator.may().await;
    curator.house.act(&may, curator.chat, Move { item: found.id, up }, None).await.unwrap();
}

/// Closes the evening an hour early and lets the review pass.
async fn has_been_reviewed(network: &TestNetwork) {
    let host = network.host().await;
    host.closes().await.unwrap();
    host.reviews().await.unwrap();
    network.clock.pass_minutes((1 + REVIEW_HOURS) * 60);
}

async fn publishes(person: &Talker, reason: &str) -> Result<u32, ActionError> {
    let reason = reason.to_owned();
    person.house.act(&person.permit().await?, person.chat, Publish { reason, pseudonyms: false }, None).await
}

async fn found(network: &TestNetwork, reader: Option<AccountId>, words: &str) -> Vec<String> {
    let found = evening::search_published(&network.house, reader, words, 50).await.unwrap();
    found.into_iter().map(|found| found.words).collect()
}

fn sha256(text: &str) -> String {
    let mut hexadecimal = String::new();
    for byte in Sha256::digest(text.as_bytes()) {
        write!(hexadecimal, "{byte:02x}").unwrap();
    }
    hexadecimal
}

testing::on_both_databases! {
    async fn the_list_grows_from_stars_and_links_and_takes_the_curators_order(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let (host, member, curator) =
            (network.host().await, network.member().await, network.curator().await);
        host.asks(1).await.unwrap();
        let starred = member.answers(1, "The rust trial, see https://example.org/rust").await.unwrap().message;
        let plain = member.says("Label everything").await.unwrap().message;
        member.says("Two more: https://example.org/a and https://example.org/b.").await.unwrap();
        member.says("Again https://example.org/a").await.unwrap();
        let hidden = member.says("Buy https://example.org/advert").await.unwrap().message;
        host.hides(hidden, "An advert").await.unwrap();
        for message in [plain, starred] {
            host.stars(message).await.unwrap();
        }
        let seed = async || network.house.act(&curator.may().await, network.chat, Seed {}, None).await.unwrap();
        assert_eq!(seed().await, 4);
        let list = listed(&curator).await;
        let first = (QUESTIONS[0], "The rust trial, see https://example.org/rust");
        assert_eq!(in_short(&list), [
            first, ("From the evening", "Label everything"),
            ("Links", "Two more: https://example.org/a and https://example.org/b."), ("Links", "Two more: https://example.org/a and https://example.org/b."),
        ].map(|(heading, words)| (heading, words)));
        let urls: Vec<Option<&str>> = list.iter().map(|item| item.url.as_deref()).collect();
        assert_eq!(urls, [
            Some("https://example.org/rust"), None, Some("https://example.org/a"), Some("https://example.org/b"),
        ]);
        assert_eq!(list[0].credit.as_deref(), Some("a_member"));
        assert_eq!((list[0].number, list[0].message), (Some(1), Some(starred)));
        assert_eq!(seed().await, 0, "what is on the list is not put there again");

        adds(&curator, item("Links", "The school's own page")).await;
        moves(&curator, "The school's own page", true).await;
        // The first of a group takes the group with it.
        moves(&curator, "Label everything", true).await;
        let list = listed(&curator).await;
        assert_eq!(in_short(&list), [
            ("From the evening", "Label everything"), first, ("Links", "Two more: https://example.org/a and https://example.org/b."),
            ("Links", "The school's own page"), ("Links", "Two more: https://example.org/a and https://example.org/b."),
        ]);
        assert_eq!(list.iter().map(|item| item.position).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        let may = curator.may().await;
        let Add { heading, words, url, message } = item("Links", "Labels");
        let other = Change { item: list[0].id, heading, words, url, message, seen: None };
        network.house.act(&may, network.chat, other, None).await.unwrap();
        network.house.act(&may, network.chat, Remove { item: list[2].id }, None).await.unwrap();
        let list = listed(&curator).await;
        assert_eq!(in_short(&list), [
            ("Links", "Labels"), ("Links", "The school's own page"), ("Links", "Two more: https://example.org/a and https://example.org/b."), first,
        ]);
        is_sound(&network).await;
    }

    async fn what_cannot_be_on_a_list_is_refused(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let curator = network.curator().await;
        let may = curator.may().await;
        let add = async |wanted| network.house.act(&may, network.chat, wanted, None).await;
        for (wanted, field) in [
            (item("", "Words"), "heading"),
            (item("Heading", "  "), "words"),
            (item("Heading", &"é".repeat(1_001)), "words"),
            (Add { url: Some("javascript:alert(1)".to_owned()), ..item("Heading", "Words") }, "url"),
            (Add { url: Some("see https://example.org".to_owned()), ..item("Heading", "Words") }, "url"),
        ] {
            let Err(ActionError::Invalid(invalid)) = add(wanted).await else { panic!("{field}") };
            assert_eq!(invalid.field, field);
        }
        // Nobody else's messages and chats.
        let neighbour = network.neighbour().await;
        let elsewhere = neighbour.member().await.says("Elsewhere").await.unwrap().message;
        let wanted = Add { message: Some(elsewhere), ..item("Heading", "Words") };
        assert!(matches!(add(wanted).await, Err(ActionError::NotFound(_))));
        let other = network.house.act(&may, neighbour.chat, item("Heading", "Words"), None).await;
        assert!(matches!(other, Err(ActionError::NotFound(_))), "{other:?}");
        let draft = network.plans("Later", Hold::Nobody).await;
        let administrator = network.administrator().await.at(draft);
        let early = network.house.act(&administrator.may().await, draft, Seed {}, None).await;
        assert!(matches!(early, Err(ActionError::Unmoved(ChatRefusal::Stands(_)))), "{early:?}");
        let once = || Some(Once::new("key", b"words").unwrap());
        let twice = async || {
            network.house.act(&may, network.chat, item("Heading", "Once"), once()).await.unwrap()
        };
        assert_eq!(twice().await, twice().await);
        assert_eq!(listed(&curator).await.len(), 1);
        let member = network.member().await.permit::<domain::chat::chat_permissions::Curate>().await;
        assert!(matches!(member.map(|_| ()), Err(ActionError::NotPermitted(_))));
    }

    async fn an_evening_is_published_after_its_review_and_corrected_by_a_new_revision(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let (host, member, other) =
            (network.host().await, network.member().await, network.other_member().await);
        let curator = network.curator().await;
        host.asks(1).await.unwrap();
        let answer = member.answers(1, "The Crème brûlée of practicals").await.unwrap().message;
        other.replies(answer, "Which burner?").await.unwrap();
        other.quotes(answer, "Worth quoting").await.unwrap();
        let hidden = other.says("A rude remark").await.unwrap().message;
        let withdrawn = member.says("Said in haste").await.unwrap().message;
        host.hides(hidden, "Rude").await.unwrap();
        host.stars(answer).await.unwrap();
        assert!(matches!(publishes(&curator, "").await, Err(ActionError::Unmoved(ChatRefusal::Stands(_)))));
        host.closes().await.unwrap();
        host.reviews().await.unwrap();
        member.takes_back(withdrawn).await.unwrap();
        network.house.act(&curator.may().await, network.chat, Seed {}, None).await.unwrap();
        network.clock.pass_minutes((1 + REVIEW_HOURS) * 60 - 1);
        let early = publishes(&curator, "").await;
        assert!(matches!(early, Err(ActionError::Unmoved(ChatRefusal::StillInReview { .. }))), "{early:?}");
        network.clock.pass_minutes(1);
        assert_eq!(publishes(&curator, "").await.unwrap(), 1);

        let reader = Some(other.account);
        let published = evening::published(&network.house, reader, network.chat).await.unwrap();
        let file = interchange::chat_archive::json(&published.evening).unwrap();
        assert_eq!(published.hash, sha256(&file), "the hash is that of the file people download");
        for gone in ["rude remark", "in haste", "Rude"] {
            assert!(!file.contains(gone), "{gone}");
        }
        let bodies: Vec<(u32, String)> =
            published.evening.messages.iter().map(|said| (said.number, said.body.join("\n"))).collect();
        assert_eq!(bodies, [
            (1, "The Crème brûlée of practicals".to_owned()), (2, "Which burner?".to_owned()),
            (3, "Worth quoting".to_owned()), (4, String::new()), (5, String::new()),
        ]);
        assert_eq!(published.evening.messages[1].reply.as_ref().unwrap().to, Some(1));
        assert_eq!(published.evening.messages[2].quotes[0].body, ["The Crème brûlée of practicals"]);
        assert_eq!(published.evening.list[0].items[0].credit.as_deref(), Some("a_member"));

        assert_eq!(found(&network, reader, "BRULEE creme").await.len(), 2, "the message and the list");
        assert_eq!(found(&network, reader, "@A_Member practicals").await.len(), 2);
        for nothing in ["rude", "haste", "brulee burner", "%", "practical_", "\\", " "] {
            assert_eq!(found(&network, reader, nothing).await, Vec::<String>::new(), "{nothing}");
        }
        let long = "the creme brulee of practicals a member the creme brulee of practicals a_member nowhere";
        assert_eq!(found(&network, reader, long).await, Vec::<String>::new());

        let Err(ActionError::Invalid(invalid)) = publishes(&curator, " ").await else { panic!("a correction") };
        assert_eq!(invalid.field, "reason");
        host.hides(answer, "A wrong figure in it").await.unwrap();
        assert_eq!(found(&network, reader, "brulee").await.len(), 2, "what is published stays until corrected");
        assert_eq!(publishes(&curator, "Hid a wrong figure").await.unwrap(), 2);
        assert_eq!(found(&network, reader, "brulee").await, Vec::<String>::new());
        let corrected = evening::published(&network.house, reader, network.chat).await.unwrap();
        assert!(corrected.evening.list.is_empty() && corrected.evening.messages[2].quotes[0].body.is_empty());
        let revisions = evening::revisions(&network.house, &member.may().await, network.chat).await.unwrap();
        assert_eq!((revisions[1].hash.as_str(), revisions[1].is_newest), (published.hash.as_str(), false));
        assert_eq!((revisions[0].number, revisions[0].reason.as_str()), (2, "Hid a wrong figure"));
        assert_eq!(database.texts("select document from revision").await.len(), 1);
        is_sound(&network).await;
    }

    async fn a_live_evening_is_written_out_as_an_archive_that_can_be_read(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let (member, other) = (network.member().await, network.other_member().await);
        let first = member.says("Two lines\n• the second looks like a header").await.unwrap().message;
        other.replies(first, "In reply to @nobody").await.unwrap();
        other.quotes(first, "This").await.unwrap();
        let archive = evening::archive(&network.house, &member.may().await, network.chat).await.unwrap();
        let text = interchange::chat_archive::text(&archive);
        let read = interchange::chat_archive::read(text.as_bytes()).unwrap();
        let counts = read.counts();
        assert_eq!((counts.messages, counts.quotes, counts.replies, counts.authors), (3, 1, 1, 2));
        assert!(text.contains("In reply to @a_member"), "{text}");
    }

    async fn a_check_finds_what_was_done_behind_everybodys_back(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let neighbour = network.neighbour().await;
        let elsewhere = neighbour.member().await.says("Elsewhere").await.unwrap().message;
        for words in ["One", "Two", "Three"] {
            network.member().await.says(words).await.unwrap();
        }
        let curator = network.curator().await;
        has_been_reviewed(&network).await;
        adds(&curator, item("Heading", "Words")).await;
        publishes(&curator, "").await.unwrap();
        let id = network.id;
        is_sound(&network).await;
        for (sql, words) in [
            (format!("update message set number = 99 where number = 3 and network_id = '{id}'"), "up to 99"),
            (format!("update revision set document = null where network_id = '{id}'"), "0 published documents"),
            (format!("update list_item set message_id = '{elsewhere}'"), "a message of another chat"),
            (format!("update message set reply_to = '{elsewhere}' where number = 2"), "out of its chat"),
            (format!("update message set state = 'held' where number = 1 and network_id = '{id}'"), "waits with one"),
            (format!("delete from network_event where sequence = 5 and network_id = '{id}'"), "history has"),
        ] {
            let before = check_network(&network.house, id).await.unwrap().breaches.len();
            database.run(&sql).await;
            let breaches = check_network(&network.house, id).await.unwrap().breaches;
            assert_eq!(breaches.len(), before + 1, "{sql}: {breaches:?}");
            assert!(breaches.iter().any(|breach| breach.contains(words)), "{words}: {breaches:?}");
        }
    }

    async fn what_is_withdrawn_is_read_by_nobody(database: &Database) {
        let network = TestNetwork::alone(database).await;
        network.member().await.says("Copper sulfate, warm").await.unwrap();
        has_been_reviewed(&network).await;
        let curator = network.curator().await;
        publishes(&curator, "").await.unwrap();
        let reader = Some(curator.account);
        assert_eq!(evening::published_list(&network.house, reader).await.unwrap()[0].messages, 1);
        let once = || Some(Once::new("key", b"").unwrap());
        for _ in 0..2 {
            network.house.act(&curator.may().await, network.chat, Withdraw {}, once()).await.unwrap();
        }
        let gone = evening::published(&network.house, reader, network.chat).await;
        assert!(matches!(gone, Err(ActionError::NotFound(_))));
        assert_eq!(evening::published_list(&network.house, reader).await.unwrap(), []);
        assert_eq!(found(&network, reader, "copper").await, Vec::<String>::new());
        is_sound(&network).await;
        assert_eq!(publishes(&curator, "Asked for again").await.unwrap(), 2);
        assert_eq!(found(&network, reader, "copper").await, ["Copper sulfate, warm"]);
        is_sound(&network).await;
    }

    async fn networks_read_one_another_only_where_they_publish_for_everybody(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let neighbour = network.neighbour().await;
        network.member().await.says("Ours, about glassware").await.unwrap();
        neighbour.member().await.says("Theirs, about glassware").await.unwrap();
        has_been_reviewed(&network).await;
        has_been_reviewed(&neighbour).await;
        publishes(&network.curator().await, "").await.unwrap();
        publishes(&neighbour.curator().await, "").await.unwrap();
        let (own, stranger) = (Some(network.member().await.account), None);
        assert_eq!(found(&network, own, "glassware").await, ["Ours, about glassware"]);
        assert_eq!(found(&network, stranger, "glassware").await, Vec::<String>::new());
        assert_eq!(evening::published_list(&network.house, own).await.unwrap().len(), 1);
        assert_eq!(evening::published_list(&network.house, stranger).await.unwrap(), []);
        assert!(evening::published(&network.house, own, neighbour.chat).await.is_err());
        assert!(evening::published(&network.house, stranger, network.chat).await.is_err());

        // As it would have been begun; nobody can open it to everybody after people have agreed.
        let id = neighbour.id;
        database.run(&format!("update network set readers = 'everybody' where id = '{id}'")).await;
        let both = found(&network, own, "glassware").await;
        assert_eq!(both.len(), 2);
        assert_eq!(found(&network, stranger, "glassware").await, ["Theirs, about glassware"]);
        assert!(evening::published(&network.house, stranger, neighbour.chat).await.is_ok());
        assert!(evening::published(&network.house, stranger, network.chat).await.is_err());
    }

    async fn newest_evenings_are_found_first(database: &Database) {
        let network = TestNetwork::alone(database).await;
        network.member().await.says("Beakers, the first time").await.unwrap();
        has_been_reviewed(&network).await;
        publishes(&network.curator().await, "").await.unwrap();
        let second = TestNetwork { chat: network.opens("What goes right", Hold::Nobody).await, ..network.clone() };
        second.member().await.says("Beakers, the second time").await.unwrap();
        has_been_reviewed(&second).await;
        publishes(&second.curator().await, "").await.unwrap();
        let reader = Some(network.member().await.account);
        assert_eq!(
            found(&network, reader, "beakers").await,
            ["Beakers, the second time", "Beakers, the first time"]
        );
        let list = evening::published_list(&network.house, reader).await.unwrap();
        let subjects: Vec<&str> = list.iter().map(|shown| shown.subject.as_str()).collect();
        assert_eq!(subjects, ["What goes right", "What goes wrong"]);
        assert_eq!(evening::search_published(&network.house, reader, "beakers", 1).await.unwrap().len(), 1);
    }

    async fn two_who_publish_at_once_never_make_one_revision(database: &Database) {
        let network = TestNetwork::alone(database).await;
        network.member().await.says("Something worth reading").await.unwrap();
        has_been_reviewed(&network).await;
        let elsewhere = network.seen_by_another_process(database, 1_000_000).await;
        let mut both = JoinSet::new();
        for curator in [network.curator().await, elsewhere.curator().await] {
            both.spawn(async move { publishes(&curator, "Published").await.unwrap() });
        }
        let mut numbers = within("two revisions", both.join_all()).await;
        numbers.sort_unstable();
        assert_eq!(numbers, [1, 2]);
        is_sound(&network).await;
    }

    async fn pseudonyms_stand_wherever_a_name_stood(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let (member, other) = (network.member().await, network.other_member().await);
        let first = member.says("Ask @c_member or see https://example.org/@a_member/rust").await.unwrap().message;
        other.replies(first, "@a_member thanks").await.unwrap();
        other.quotes(first, "This").await.unwrap();
        network.host().await.stars(first).await.unwrap();
        has_been_reviewed(&network).await;
        let curator = network.curator().await;
        network.house.act(&curator.may().await, network.chat, Seed {}, None).await.unwrap();
        network.house.act(&curator.may().await, network.chat, Publish { pseudonyms: true, ..Publish::default() }, None).await.unwrap();
        let published = evening::published(&network.house, Some(member.account), network.chat).await.unwrap();
        let text = interchange::chat_archive::json(&published.evening).unwrap();
        for handle in ["a_member", "b_member", "c_member"] {
            assert!(!text.contains(handle), "{handle}");
        }
        let said: Vec<(&str, &str)> = published
            .evening
            .messages
            .iter()
            .map(|said| (said.author.as_str(), said.body[0].as_str()))
            .collect();
        assert_eq!(said, [
            ("person1", "Ask @person3 or see https://example.org/@person1/rust"),
            ("person2", "@person1 thanks"), ("person2", "This"),
        ]);
        assert_eq!(published.evening.list[0].items[0].credit.as_deref(), Some("person1"));
        assert_eq!(found(&network, Some(member.account), "a_member").await, Vec::<String>::new());
    }
}
