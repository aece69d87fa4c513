//! Erasing a person: out of everything, counted before, and everybody else still reads.

use actions::chat::{self, ReportKind};
use actions::erasure::{self, Erase, Touched};
use actions::evening::{self, Publish};
use actions::list_item::{Add, Seed};
use actions::message::Say;
use actions::network::MakeCode;
use actions::network::topic::{Propose, Vote};
use actions::source::Source;
use actions::{ActionError, Once};
use domain::Permit;
use domain::chat::network::CodeKind;
use domain::chat::{Participant, chat_permissions};
use domain::id::NetworkId;
use testing::{Database, Talker, TestNetwork, TestSchool, within};
use tokio::task::JoinSet;

use crate::chat_archive::{TWIN, brought, is_sound, may_see, real_archive, text_of};

fn eraser(network: NetworkId) -> Permit<chat_permissions::ErasePeople> {
    Participant::operator(network).permit().unwrap()
}

fn named(handle: &str) -> Erase {
    Erase { handle: handle.to_owned() }
}

async fn would_touch(network: &TestNetwork, handle: &str) -> Touched {
    erasure::erasure_of(&network.house, &eraser(network.id), handle).await.unwrap()
}

async fn erases(network: &TestNetwork, handle: &str) -> Touched {
    network.house.act(&eraser(network.id), (), named(handle), None).await.unwrap()
}

/// What a reader finds of a handle with a pencil: messages, copies in quotes, other people's reply lines,
/// and other people's texts that mention them.
fn found_by_lines(text: &str, handle: &str) -> [usize; 4] {
    let handle = handle.to_lowercase();
    let mut found = [0; 4];
    let mut authors: Vec<String> = Vec::new();
    let mut mentioned_in_this_text = false;
    for line in text.lines().skip(7) {
        let inner = line.trim_start();
        let indent = line.len() - inner.len();
        if let Some(header) = inner.strip_prefix("• ") {
            authors.truncate((indent - 2) / 2);
            authors.push(header.split(' ').next().unwrap().to_lowercase());
            mentioned_in_this_text = false;
            if authors.last() == Some(&handle) {
                found[usize::from(indent > 2)] += 1;
            }
            continue;
        }
        let owner = &authors[(indent - 4) / 2];
        if *owner == handle {
            continue;
        }
        if let Some(names) = inner.strip_prefix("In reply to ") {
            let is_named = names.split(", ").any(|name| name.to_lowercase() == format!("@{handle}"));
            found[2] += usize::from(is_named);
        } else if mentions(inner, &handle) && !mentioned_in_this_text {
            mentioned_in_this_text = true;
            found[3] += 1;
        }
    }
    found
}

/// Whether a line holds `@handle` as a whole name.
fn mentions(line: &str, handle: &str) -> bool {
    let line = line.to_lowercase();
    let name = format!("@{handle}");
    line.match_indices(&name).any(|(at, _)| {
        let after = line[at + name.len()..].chars().next();
        after.is_none_or(|letter| !letter.is_ascii_alphanumeric() && letter != '_')
    })
}

/// Every name that an archive holds: authors, and whatever stands after “@”.
fn names_in(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for line in text.lines().skip(7) {
        if let Some(header) = line.trim_start().strip_prefix("• ") {
            names.push(header.split(' ').next().unwrap().to_lowercase());
        }
        if line.trim_start().starts_with("• ") {
            continue;
        }
        for part in line.split('@').skip(1) {
            let name: String =
                part.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect();
            names.push(name.to_lowercase());
        }
    }
    names.sort_unstable();
    names.dedup();
    names.retain(|name| !name.is_empty() && name.len() <= 15);
    names
}

fn of_texts(touched: Touched) -> [usize; 4] {
    [touched.messages, touched.quotes, touched.reply_lines, touched.mentions]
}

/// Whether the lines of one text stand in another, in the same order.
fn keeps_lines(lines: &[&str], text: &str) -> bool {
    let mut rest = text.lines();
    lines.iter().all(|line| rest.any(|other| other == *line))
}

async fn nowhere(database: &Database, handle: &str) {
    for (table, column, text) in database.every_text().await {
        assert!(!text.to_lowercase().contains(&handle.to_lowercase()), "{table}.{column}: {text}");
    }
}

/// Counts everybody of an archive by a preview, which changes nothing.
async fn everybody_is_counted_as_by_hand(network: &TestNetwork, text: &str) -> Vec<[usize; 4]> {
    let mut all = Vec::new();
    for name in names_in(text) {
        let touched = would_touch(network, &name).await;
        assert_eq!(of_texts(touched), found_by_lines(text, &name), "{name}");
        assert_eq!(touched.total(), of_texts(touched).iter().sum::<usize>(), "{name}");
        all.push(of_texts(touched));
    }
    all
}

/// An evening in which A. Member has a part in everything there is.
struct Busy {
    school: TestSchool,
    network: TestNetwork,
    member: Talker,
}

async fn busy_evening(database: &Database) -> Busy {
    let school = TestSchool::on(database).await;
    let network = TestNetwork::on(&school).await;
    let (member, other) = (network.member().await, network.other_member().await);
    let (host, third) = (network.host().await, network.third_member().await);
    host.asks(1).await.unwrap();
    let beans = member.says("Soak the beans, see https://example.org/beans").await.unwrap().message;
    let racks = member.answers(1, "Label the racks").await.unwrap().message;
    let question = other.replies(beans, "@A_Member how long?").await.unwrap().message;
    let quote = other.quotes(beans, "This").await.unwrap().message;
    third.quotes(quote, "And this").await.unwrap();
    member.replies(question, "@b_member over night").await.unwrap();
    host.brings("a_member", "the staff room", "Never rinse them twice").await.unwrap();
    let advert = third.says("Beans at half price").await.unwrap().message;
    member.reports(advert, ReportKind::Advert, "An advert").await.unwrap();
    network.moderator().await.hides(advert, "@a_member asked for it").await.unwrap();
    for starred in [beans, racks] {
        host.stars(starred).await.unwrap();
    }
    other.reports(racks, ReportKind::Other, "@a_member always says so").await.unwrap();
    host.asks(2).await.unwrap();
    host.does(chat::Hold { whose: domain::chat::room::Hold::Everybody }).await.unwrap();
    assert!(member.says("Still waiting with my beans").await.unwrap().held);
    topics_and_codes(&network, &member, &other).await;
    publishes(&network).await;
    saves(&school, &network, beans).await;
    Busy { school, network, member }
}

async fn topics_and_codes(network: &TestNetwork, member: &Talker, other: &Talker) {
    let house = &network.house;
    let own = house
        .act(&member.may().await, (), Propose { words: "Pulses in year 8".to_owned() }, None)
        .await
        .unwrap();
    house.act(&other.may().await, (), Propose { words: "More of @a_member".to_owned() }, None).await.unwrap();
    house.act(&member.may().await, (), Vote { topic: own, wanted: true }, None).await.unwrap();
    let wanted = MakeCode {
        kind: CodeKind::Person,
        words: "For A. Member of Test School".to_owned(),
        uses: 1,
        days: 7,
    };
    let administrator = network.administrator().await;
    let once = Once::new("key", b"").unwrap();
    house.act(&administrator.may().await, (), wanted, Some(once)).await.unwrap();
}

async fn publishes(network: &TestNetwork) {
    let (host, curator) = (network.host().await, network.curator().await);
    host.closes().await.unwrap();
    host.reviews().await.unwrap();
    let may = curator.may().await;
    assert_eq!(network.house.act(&may, network.chat, Seed {}, None).await.unwrap(), 2);
    let thanks = Add {
        heading: "Thanks".to_owned(),
        words: "To @a_member and everybody".to_owned(),
        ..Add::default()
    };
    network.house.act(&may, network.chat, thanks, None).await.unwrap();
    network.clock.pass_minutes(49 * 60);
    network
        .house
        .act(&curator.may().await, network.chat, Publish { pseudonyms: false, ..Publish::default() }, None)
        .await
        .unwrap();
}

async fn saves(school: &TestSchool, network: &TestNetwork, message: domain::id::MessageId) {
    let source = Source {
        network: network.id,
        chat: network.chat,
        message,
        credit: "@a_member".to_owned(),
        link: format!("/chats/{}/messages/{message}", network.chat),
    };
    let technician = school.technician().await;
    let words = "Soak beans, as @a_member does";
    testing::idea::suggest(&school.house, &technician.permit().unwrap(), words, Some(source), None)
        .await
        .unwrap();
}

testing::on_both_databases! {
    async fn everybody_of_an_archive_is_counted_before_anything_happens(database: &Database) {
        let network = TestNetwork::alone(database).await;
        brought(&network, TWIN).await;
        let before = database.every_text().await;
        let all = everybody_is_counted_as_by_hand(&network, TWIN).await;
        assert!(all.len() > 15, "{} names", all.len());
        assert!(all.contains(&[0, 0, 1, 1]), "somebody who never took part is named and mentioned once");
        assert_eq!(database.every_text().await, before);
    }

    async fn people_of_the_real_archive_are_found_as_a_reader_finds_them(database: &Database) {
        let Some(text) = real_archive() else { return };
        let network = TestNetwork::alone(database).await;
        brought(&network, &text).await;
        let all = everybody_is_counted_as_by_hand(&network, &text).await;
        // One author with four messages, two copies and two reply lines; one person who only was mentioned.
        assert!(all.contains(&[4, 2, 2, 0]));
        assert!(all.contains(&[0, 0, 1, 1]));
    }

    async fn an_erased_author_is_nowhere_and_everything_around_them_still_reads(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let archive = brought(&network, TWIN).await.id;
        for handle in ["glass_gwen", "theGuild", "biscuit_bill", "lab_bob", "KIT_HOST"] {
            let before = text_of(&network, archive).await;
            let expected = found_by_lines(&before, handle);
            assert!(expected.iter().sum::<usize>() > 0, "{handle}");
            assert_eq!(of_texts(erases(&network, handle).await), expected, "{handle}");
            nowhere(database, handle).await;
            let after = text_of(&network, archive).await;
            let read = interchange::chat_archive::read(after.as_bytes()).unwrap();
            assert_eq!(read.entries.len(), 27);
            let others: Vec<&str> = not_of(&before, handle);
            assert!(others.len() > 20 && keeps_lines(&others, &after), "{handle}:\n{after}");
            assert_eq!(would_touch(&network, handle).await.total(), 0);
        }
        let evening = evening::as_it_stands(&network.house, &may_see(network.id), archive).await.unwrap();
        let erased = evening.messages.iter().filter(|said| said.author == "erased").count();
        // One of them moderated; the mark would tell which places were theirs.
        assert!(!evening.messages.iter().any(|said| said.author == "erased" && said.moderator));
        let by_hand = ["glass_gwen", "lab_bob", "kit_host"];
        assert_eq!(erased, by_hand.iter().map(|handle| found_by_lines(TWIN, handle)[0]).sum::<usize>());
        is_sound(&network).await;
    }

    async fn an_erased_person_is_out_of_everything_that_a_network_and_its_schools_keep(database: &Database) {
        let Busy { school, network, member } = busy_evening(database).await;
        let before = database.every_text().await;
        let preview = would_touch(&network, "@A_MEMBER").await;
        assert_eq!(database.every_text().await, before, "a preview changes nothing");
        let by_account =
            erasure::erasure_of_account(&network.house, &eraser(network.id), member.account).await.unwrap();
        assert_eq!(by_account, preview);
        let by_hand = Touched {
            // Two said, one reply, one brought, one held.
            messages: 5,
            // The quote, and the quote of the quote.
            quotes: 2,
            reply_lines: 1,
            // The question to them, and the reason of a moderator.
            mentions: 2,
            // Two stars, and the thanks.
            list_items: 3,
            revisions: 1,
            topics: 2,
            reports: 2,
            // Whom the idea credits, and whom its words mention.
            saved: 2,
            // Handle, consent, vote, and the code that was made for them.
            records: 4,
        };
        assert_eq!(preview, by_hand);
        let administrator = network.administrator().await;
        let once = || Once::new("key", b"a_member").unwrap();
        for _ in 0..2 {
            let may = administrator.may().await;
            let touched = network.house.act(&may, (), named("a_member"), Some(once())).await.unwrap();
            assert_eq!(touched, by_hand);
        }
        nowhere(database, "a_member").await;
        for words in ["Soak the beans", "Label the racks", "over night", "rinse them twice", "Still waiting"] {
            nowhere(database, words).await;
        }
        for (table, column, text) in database.every_text().await {
            assert!(table == "account" || !text.contains("A. Member"), "{table}.{column}: {text}");
        }
        others_still_read(&network).await;
        is_sound(&network).await;
        school.is_sound().await;
    }

    async fn a_revision_under_pseudonyms_is_made_anew_without_them(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let archive = brought(&network, TWIN).await.id;
        let administrator = network.administrator().await.at(archive);
        network.house.act(&administrator.may().await, archive, Publish { pseudonyms: true, ..Publish::default() }, None).await.unwrap();
        let words = "somebody keeps them up";
        let found = evening::search_published(&network.house, Some(administrator.account), words, 10).await.unwrap();
        assert_eq!(found.len(), 1);
        let touched = erases(&network, "kit_host").await;
        assert_eq!(touched.revisions, 1);
        let found = evening::search_published(&network.house, Some(administrator.account), words, 10).await.unwrap();
        assert_eq!(found, []);
        let documents = database.texts("select document from revision where document is not null").await;
        assert_eq!(documents.len(), 1);
        assert!(!documents[0].contains(words) && documents[0].contains("person1"));
        for handle in ["kit_host", "prep_ann", "lab_bob", "far_fay"] {
            assert!(!documents[0].contains(handle), "{handle}");
        }
        is_sound(&network).await;
    }

    async fn the_same_handle_in_another_network_is_another_person(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let neighbour = network.neighbour().await;
        for member in [network.member().await, neighbour.member().await] {
            member.says("Something of mine").await.unwrap();
        }
        assert_eq!(erases(&network, "a_member").await.messages, 1);
        assert_eq!(would_touch(&neighbour, "a_member").await.messages, 1);
        assert_eq!(would_touch(&network, "a_member").await, Touched::default());
        let room = neighbour.member().await.sees().await.unwrap();
        assert_eq!(room.messages[0].message.body, "Something of mine");
    }

    async fn only_administrators_erase_and_only_somebody_who_can_be_named(database: &Database) {
        let network = TestNetwork::alone(database).await;
        for person in [network.host().await, network.moderator().await, network.member().await] {
            let refused = person.permit::<chat_permissions::ErasePeople>().await.map(|_| ());
            assert!(matches!(refused, Err(ActionError::NotPermitted(_))), "{refused:?}");
        }
        for nobody in ["", "two words", "erased", "sixteen_letters_"] {
            let refused = network.house.act(&eraser(network.id), (), named(nobody), None).await;
            assert!(matches!(refused, Err(ActionError::Invalid(_))), "{nobody}: {refused:?}");
        }
        assert_eq!(erases(&network, "never_heard_of").await, Touched::default());
    }

    async fn whoever_erases_themselves_leaves_no_trace_of_that_either(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let administrator = network.administrator().await;
        let chat = network.opens("What goes right", domain::chat::room::Hold::Nobody).await;
        administrator.at(chat).says("Good evening").await.unwrap();
        network.house.act(&administrator.may().await, (), named("an_admin"), None).await.unwrap();
        nowhere(database, "an_admin").await;
        let account = administrator.account;
        let left = database
            .texts(&format!("select kind from network_event where account_id = '{account}'"))
            .await;
        assert_eq!(left, Vec::<String>::new());
    }

    async fn an_open_room_no_longer_names_an_erased_host_who_said_nothing(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let room = network.member().await.sees().await.unwrap();
        assert_eq!(room.hosts, ["a_host"]);
        erases(&network, "a_host").await;
        let news = chat::room_news(&network.house, network.id, network.chat, room.sequence).await.unwrap();
        assert_eq!(news.head.unwrap().1.hosts, Vec::<String>::new());
    }

    async fn an_open_room_hears_of_it_while_others_go_on_talking(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let (member, other) = (network.member().await, network.other_member().await);
        let said = member.says("Soak the beans").await.unwrap().message;
        let after = other.sees().await.unwrap().sequence;
        let elsewhere = network.seen_by_another_process(database, 1_000_000).await;
        let mut talk = JoinSet::new();
        for number in 0..20 {
            let talker = if number % 2 == 0 { other.clone() } else { elsewhere.third_member().await };
            talk.spawn(async move {
                let body = format!("Number {number}, @a_member");
                talker.says_wanted(Say { body, ..Say::default() }).await.map(|_| ())
            });
        }
        let (house, permit) = (network.house.clone(), eraser(network.id));
        talk.spawn(async move { house.act(&permit, (), named("a_member"), None).await.map(|_| ()) });
        for outcome in within("everybody", talk.join_all()).await {
            outcome.unwrap();
        }
        let news = chat::room_news(&network.house, network.id, network.chat, after).await.unwrap();
        let redrawn = news.messages.iter().find(|(_, shown)| shown.message.id == said);
        assert!(redrawn.unwrap().1.message.body.is_empty());
        // What was said after it mentions them again, and can be erased again.
        erases(&network, "a_member").await;
        nowhere(database, "a_member").await;
        is_sound(&network).await;
    }
}

/// The lines that are neither about somebody nor of their own.
fn not_of<'text>(text: &'text str, handle: &str) -> Vec<&'text str> {
    let handle = handle.to_lowercase();
    let mut authors: Vec<String> = Vec::new();
    let mut kept = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let inner = line.trim_start();
        let indent = line.len() - inner.len();
        if at < 7 {
            kept.push(line);
            continue;
        }
        if let Some(header) = inner.strip_prefix("• ") {
            authors.truncate((indent - 2) / 2);
            authors.push(header.split(' ').next().unwrap().to_lowercase());
        }
        let depth = if inner.starts_with("• ") { authors.len() - 1 } else { (indent - 4) / 2 };
        if authors[depth] != handle && !line.to_lowercase().contains(&format!("@{handle}")) {
            kept.push(line);
        }
    }
    kept
}

/// What the others see of the busy evening afterwards, in the room and published.
async fn others_still_read(network: &TestNetwork) {
    let other = network.other_member().await;
    let room = other.sees().await.unwrap();
    let question =
        room.messages.iter().find(|shown| shown.message.body == "@erased how long?").expect("the question");
    assert_eq!(question.reply.as_ref().unwrap().handle, "erased");
    let quote = room.messages.iter().find(|shown| shown.message.body == "And this").expect("the quote");
    let inner = quote.quote.as_ref().unwrap();
    assert_eq!(inner.body, "This");
    assert_eq!(inner.quote.as_ref().unwrap().body, "");
    let published = evening::published(&network.house, Some(other.account), network.chat).await.unwrap();
    assert_eq!(published.evening.revision, 2);
    let list: Vec<(&str, Option<&str>)> = published
        .evening
        .list
        .iter()
        .flat_map(|group| &group.items)
        .map(|item| (item.words.as_str(), item.url.as_deref()))
        .collect();
    let beans = "https://example.org/beans";
    assert_eq!(list, [(beans, Some(beans)), ("To @erased and everybody", None)]);
    let revisions = evening::revisions(&network.house, &other.may().await, network.chat).await.unwrap();
    let kept: Vec<(u32, bool)> =
        revisions.iter().map(|revision| (revision.number, revision.is_newest)).collect();
    assert_eq!(kept, [(2, true), (1, false)]);
    assert_ne!(revisions[0].hash, revisions[1].hash);
}
