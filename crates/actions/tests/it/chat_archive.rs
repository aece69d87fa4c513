//! Archives of other services: in whole, out as they were, and seen by nobody until somebody decides.

use std::path::{Path, PathBuf};

use actions::ActionError;
use actions::chat::{self, Imported};
use actions::check::check_network;
use actions::evening::{self, Publish};
use actions::list_item;
use domain::Permit;
use domain::chat::{ChatRefusal, Participant, chat_permissions};
use domain::id::{ChatId, MessageId, NetworkId};
use testing::TestNetwork;

/// A made-up archive with every irregularity of real ones.
pub const TWIN: &str = include_str!("../../../interchange/tests/fixtures/chat-archive-twin.txt");

/// A real archive, where there is one beside the checkout.
pub fn real_archive() -> Option<String> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("TROLLEY_SHARED").map_or_else(beside, PathBuf::from);
    std::fs::read_to_string(shared.join("seeds/asechat-2018-03-05.txt")).ok()
}

pub async fn brought(network: &TestNetwork, text: &str) -> Imported {
    let operator = Participant::operator(network.id);
    let permit = operator.permit::<chat_permissions::ManageNetwork>().unwrap();
    chat::import(&network.house, &permit, text.as_bytes(), false).await.unwrap()
}

/// The operator's permit to see what a network keeps.
pub fn may_see(network: NetworkId) -> Permit<chat_permissions::SeeRoom> {
    Participant::operator(network).permit().unwrap()
}

/// The text that an archive is written out as.
pub async fn text_of(network: &TestNetwork, chat: ChatId) -> String {
    let archive = evening::archive(&network.house, &may_see(network.id), chat).await.unwrap();
    interchange::chat_archive::text(&archive)
}

/// What a reader counts with a pencil: messages, quotes, reply lines, authors, moderators.
fn counted_by_lines(text: &str) -> [usize; 5] {
    let (mut messages, mut quotes, mut replies) = (0, 0, 0);
    let (mut authors, mut moderators) = (Vec::new(), Vec::new());
    for line in text.lines().skip(6) {
        let inner = line.trim_start();
        if let Some(header) = inner.strip_prefix("• ") {
            let author = header.split(' ').next().unwrap().to_lowercase();
            if line.len() - inner.len() == 2 {
                messages += 1;
            } else {
                quotes += 1;
            }
            if header.contains(" - Moderator ") {
                moderators.push(author.clone());
            }
            authors.push(author);
        }
        replies += usize::from(inner.starts_with("In reply to @"));
    }
    for people in [&mut authors, &mut moderators] {
        people.sort_unstable();
        people.dedup();
    }
    [messages, quotes, replies, authors.len(), moderators.len()]
}

/// The message of a number, in one of the network's chats.
pub async fn numbered(network: &TestNetwork, chat: ChatId, number: u32) -> MessageId {
    let mut reading = network.storage.read(network.id).await.unwrap();
    let messages = reading.messages_of(chat).await.unwrap();
    messages.into_iter().find(|message| message.number == Some(number)).unwrap().id
}

pub async fn is_sound(network: &TestNetwork) {
    let findings = check_network(&network.house, network.id).await.unwrap();
    assert_eq!(findings.breaches, Vec::<String>::new());
}

testing::on_both_databases! {
    async fn an_archive_comes_in_and_goes_out_byte_for_byte(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let mut archives = vec![TWIN.to_owned(), TWIN.replace('\n', "\r\n"), format!("\u{feff}{TWIN}\n")];
        archives.extend(real_archive());
        for text in archives {
            let (private, imported) =
                chat::import_privately(&network.house, text.as_bytes(), "Europe/London", true).await.unwrap();
            let counts = imported.counts;
            let expected = counted_by_lines(text.trim_start_matches('\u{feff}'));
            let found = [counts.messages, counts.quotes, counts.replies, counts.authors, counts.moderators];
            assert_eq!(found, expected);
            let archive = evening::archive(&network.house, &may_see(private.id), imported.id).await.unwrap();
            assert_eq!(interchange::chat_archive::text(&archive), text);
            let evening = evening::as_it_stands(&network.house, &may_see(private.id), imported.id).await.unwrap();
            assert!(evening.imported);
            assert_eq!(evening.messages.len(), expected[0]);
            let numbers: Vec<u32> = evening.messages.iter().map(|said| said.number).collect();
            assert_eq!(numbers, (1..=u32::try_from(expected[0]).unwrap()).collect::<Vec<_>>());
            let findings = check_network(&network.house, private.id).await.unwrap();
            assert_eq!(findings.breaches, Vec::<String>::new());
        }
    }

    async fn the_real_archive_holds_what_its_readers_counted(database: &Database) {
        let Some(text) = real_archive() else { return };
        let network = TestNetwork::alone(database).await;
        let counts = brought(&network, &text).await.counts;
        let found = [counts.messages, counts.quotes, counts.replies, counts.authors, counts.moderators];
        assert_eq!(found, [64, 15, 31, 22, 2]);
    }

    async fn what_cannot_be_read_leaves_nothing_behind(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let before = database.every_text().await;
        let lines: Vec<&str> = TWIN.lines().collect();
        let cut = lines[..4].join("\n");
        let other_zone = TWIN.replacen("3:12 PM EST", "3:12 PM XYZ", 1);
        let line_of_zone = 1 + other_zone.lines().position(|line| line.contains("XYZ")).unwrap();
        for (text, line) in [(cut, 4), (other_zone, line_of_zone), ("no archive".to_owned(), 1)] {
            let refused = chat::import_privately(&network.house, text.as_bytes(), "UTC", false).await;
            let Err(ActionError::File(words)) = refused else { panic!("{refused:?}") };
            assert!(words.contains(&format!("line {line}:")), "{words}");
        }
        let nowhere = chat::import_privately(&network.house, TWIN.as_bytes(), "Nowhere/At all", false).await;
        assert!(matches!(nowhere, Err(ActionError::Invalid(_))), "{nowhere:?}");
        assert_eq!(database.every_text().await, before);
    }

    async fn an_archive_that_is_there_already_is_refused_unless_it_is_wanted_again(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let first = brought(&network, TWIN).await;
        let permit = Participant::operator(network.id).permit::<chat_permissions::ManageNetwork>().unwrap();
        // The tag in another writing is the same tag.
        let same = TWIN.replacen("#PrepChat Archive", "#prepCHAT Archive", 1);
        let refused = chat::import(&network.house, &permit, same.as_bytes(), false).await;
        let Err(ActionError::File(words)) = refused else { panic!("{refused:?}") };
        assert!(words.contains(&first.id.to_string()), "{words}");
        let next_week = TWIN.replacen("Monday March 5, 2018", "Monday March 12, 2018", 1);
        chat::import(&network.house, &permit, next_week.as_bytes(), false).await.unwrap();
        let again = chat::import(&network.house, &permit, TWIN.as_bytes(), true).await.unwrap();
        assert_ne!(again.id, first.id);
    }

    async fn two_imports_of_one_file_at_once_keep_one(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let other = network.seen_by_another_process(database, 1_000_000).await;
        let permit = Participant::operator(network.id).permit::<chat_permissions::ManageNetwork>().unwrap();
        let import = |network: &TestNetwork| {
            let (house, permit) = (network.house.clone(), permit.clone());
            tokio::spawn(async move { chat::import(&house, &permit, TWIN.as_bytes(), false).await })
        };
        let (one, two) = (import(&network), import(&other));
        let outcomes = [one.await.unwrap(), two.await.unwrap()];
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    }

    async fn only_administrators_see_an_archive_and_only_they_publish_it(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let archive = brought(&network, TWIN).await.id;
        let member = network.member().await;
        let listed = chat::every(&network.house, &member.may().await).await.unwrap();
        assert!(listed.iter().all(|chat| chat.id != archive));
        assert!(matches!(member.at(archive).sees().await, Err(ActionError::NotFound(_))));
        let list = list_item::list(&network.house, &member.at(archive).may().await, archive).await;
        assert!(matches!(list, Err(ActionError::NotFound(_))), "{list:?}");
        assert!(evening::published(&network.house, Some(member.account), archive).await.is_err());

        let administrator = network.administrator().await.at(archive);
        assert_eq!(administrator.sees().await.unwrap().chat.numbered, 27);
        // Whoever curates it is not whoever decides about people that nobody asked.
        let curates = chat::GiveRole { handle: "a_curator".to_owned(), role: domain::chat::ChatRole::Curator };
        administrator.does(curates).await.unwrap();
        let curator = network.curator().await.at(archive);
        let refused = network.house.act(&curator.may().await, archive, Publish { pseudonyms: true, ..Publish::default() }, None).await;
        assert!(
            matches!(refused, Err(ActionError::NotFound(_) | ActionError::Unmoved(ChatRefusal::Imported))),
            "{refused:?}"
        );
        let number = network.house.act(&administrator.may().await, archive, Publish { pseudonyms: true, ..Publish::default() }, None).await;
        assert_eq!(number.unwrap(), 1);
        assert!(evening::published(&network.house, Some(member.account), archive).await.is_ok());
        is_sound(&network).await;
    }

    async fn published_under_pseudonyms_nobodys_handle_is_in_it(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let archive = brought(&network, TWIN).await.id;
        let administrator = network.administrator().await.at(archive);
        network.house.act(&administrator.may().await, archive, Publish { pseudonyms: true, ..Publish::default() }, None).await.unwrap();
        let published = evening::published(&network.house, Some(administrator.account), archive).await.unwrap();
        let authors: Vec<&str> =
            published.evening.messages.iter().take(4).map(|said| said.author.as_str()).collect();
        // The first quotes somebody in their second message, who is the second to appear.
        assert_eq!(authors, ["person1", "person1", "person3", "person4"]);
        let quoted = &published.evening.messages[1].quotes[0];
        assert_eq!(quoted.author, "person2");
        let documents = database.texts("select document from revision where document is not null").await;
        let lines = database.texts("select author || ' ' || words from published_line").await;
        let handles = TWIN.lines().filter_map(|line| line.trim_start().strip_prefix("• "));
        let handles = handles.map(|header| header.split(' ').next().unwrap());
        for handle in handles.chain(["theGuild", "badge_board", "biscuit_bill", "lab_technician1"]) {
            for text in documents.iter().chain(&lines) {
                assert!(!text.to_lowercase().contains(&handle.to_lowercase()), "{handle} in {text}");
            }
        }
        // The archive itself is as it was.
        assert_eq!(text_of(&network, archive).await, TWIN);
    }

    async fn what_is_hidden_goes_with_its_copies_and_comes_back_whole(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let archive = brought(&network, TWIN).await.id;
        let administrator = network.administrator().await.at(archive);
        // Said in line 31 of the file, and copied into two quotes further down, one of them two deep.
        let words = "counting broken beakers";
        assert_eq!(TWIN.matches(words).count(), 3);
        let number = headers_before(TWIN, words);
        let message = numbered(&network, archive, number).await;
        administrator.hides(message, "It belongs elsewhere").await.unwrap();
        let hidden = text_of(&network, archive).await;
        assert_eq!(hidden.matches(words).count(), 0);
        assert_eq!(hidden.matches("[hidden by a moderator]").count(), 3);
        assert_eq!(interchange::chat_archive::read(hidden.as_bytes()).unwrap().entries.len(), 27);
        let evening = evening::as_it_stands(&network.house, &may_see(network.id), archive).await.unwrap();
        assert!(!serde_json::to_string(&evening).unwrap().contains(words));
        administrator.restores(message).await.unwrap();
        assert_eq!(text_of(&network, archive).await, TWIN);
    }
}

/// The number of the message in which `words` stand first.
fn headers_before(text: &str, words: &str) -> u32 {
    let before = text.lines().take_while(|line| !line.contains(words));
    u32::try_from(before.filter(|line| line.starts_with("  • ")).count()).unwrap()
}
