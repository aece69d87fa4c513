//! Many people in one room at the same instant: one order for all, and nothing lost, doubled or too late.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use actions::chat::{self, GiveRole, TakeRole};
use actions::message::Saying;
use actions::{ActionError, House, Once};
use domain::chat::room::{Hold, SayRefusal};
use domain::chat::{ChatRole, ChatState};
use domain::history::{Kind, RoomEvent};
use domain::id::MessageId;
use testing::{Talker, TestNetwork, within};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

type Outcome = Result<Saying, ActionError>;

/// Lets everybody say their words at the same instant.
async fn all_at_once(wanted: Vec<(Talker, String)>) -> Vec<Outcome> {
    let mut tasks = JoinSet::new();
    let start = Arc::new(Barrier::new(wanted.len()));
    for (talker, words) in wanted {
        let start = start.clone();
        tasks.spawn(async move {
            start.wait().await;
            talker.says(&words).await
        });
    }
    within("everybody's words", tasks.join_all()).await
}

async fn events(network: &TestNetwork) -> Vec<RoomEvent> {
    let mut reading = network.storage.read(network.id).await.unwrap();
    reading.room_events(network.chat, 0, 10_000).await.unwrap()
}

/// Everything that is told of a room after `after`, in the order it is told.
async fn told_after(house: &House, network: &TestNetwork, mut after: i64) -> Vec<(MessageId, u32)> {
    let mut told = Vec::new();
    loop {
        let news = chat::room_news(house, network.id, network.chat, after).await.unwrap();
        told.extend(news.messages.iter().map(|(_, shown)| (shown.message.id, shown.message.number.unwrap())));
        if news.sequence == after {
            return told;
        }
        after = news.sequence;
    }
}

testing::on_both_databases! {
    async fn fifty_messages_of_one_person_in_slow_mode_are_one(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let elsewhere = network.seen_by_another_process(database, 1_000_000).await;
        network.host().await.slows(30).await.unwrap();
        let people = [network.member().await, elsewhere.member().await];
        let wanted = (0..50).map(|at| (people[at % 2].clone(), format!("Words {at}"))).collect();
        let (said, refused): (Vec<_>, Vec<_>) = all_at_once(wanted).await.into_iter().partition(Result::is_ok);
        assert_eq!((said.len(), refused.len()), (1, 49));
        for outcome in refused {
            let Err(ActionError::Unsaid(refusal)) = outcome else { panic!("{outcome:?}") };
            assert_eq!(refusal, SayRefusal::TooSoon { seconds: 30 });
        }
        assert_eq!(network.kept_chat(network.chat).await.numbered, 1);
    }

    async fn fifty_held_messages_of_one_newcomer_in_slow_mode_are_one(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let chat = network.opens("Newcomers wait", Hold::Newcomers).await;
        let network = TestNetwork { chat, ..network };
        network.host().await.slows(30).await.unwrap();
        let member = network.member().await;
        let wanted = (0..50).map(|at| (member.clone(), format!("Words {at}"))).collect();
        let said: Vec<_> = all_at_once(wanted).await.into_iter().filter_map(Result::ok).collect();
        assert_eq!(said.len(), 1);
        assert!(said[0].held);
    }

    async fn two_hundred_messages_of_twenty_people_have_one_order(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let elsewhere = network.seen_by_another_process(database, 1_000_000).await;
        let before = events(&network).await.last().unwrap().sequence;
        let mut wanted = Vec::new();
        for at in 0..20 {
            let talker = network.add(&format!("Talker {at}"), domain::chat::ChatRole::Member).await;
            talker.agrees(&format!("talker_{at}")).await.unwrap();
            let house = if at % 2 == 0 { &network.house } else { &elsewhere.house };
            let talker = Talker { house: house.clone(), ..talker };
            wanted.extend((0..10).map(|number| (talker.clone(), format!("Words {number} of {at}"))));
        }
        // Somebody follows the room from the other process while it fills.
        let follower = {
            let (house, network) = (elsewhere.house.clone(), network.clone());
            tokio::spawn(async move {
                let (mut after, mut told) = (before, Vec::new());
                while told.len() < 200 {
                    let news = chat::room_news(&house, network.id, network.chat, after).await.unwrap();
                    after = news.sequence;
                    told.extend(news.messages.iter().map(|(_, shown)| shown.message.number.unwrap()));
                    tokio::task::yield_now().await;
                }
                told
            })
        };
        let said: BTreeMap<MessageId, u32> = all_at_once(wanted)
            .await
            .into_iter()
            .map(|outcome| outcome.unwrap())
            .map(|saying| (saying.message, saying.number.unwrap()))
            .collect();
        let numbers: BTreeSet<u32> = said.values().copied().collect();
        assert_eq!((said.len(), numbers), (200, (1..=200).collect()));
        // The order of history is the order of the numbers, and whoever followed saw it so.
        let history: Vec<RoomEvent> = events(&network).await;
        let in_history: Vec<u32> = history
            .iter()
            .filter(|event| event.kind == Kind::MessageSay)
            .map(|event| said[&event.message.unwrap()])
            .collect();
        assert_eq!(in_history, (1..=200).collect::<Vec<_>>());
        assert_eq!(within("the follower", follower).await.unwrap(), (1..=200).collect::<Vec<_>>());
        // From any point on, the rest is told, each once and in order.
        for event in history.iter().filter(|event| event.kind == Kind::MessageSay).step_by(11) {
            let told = told_after(&elsewhere.house, &network, event.sequence).await;
            let first = said[&event.message.unwrap()] + 1;
            assert_eq!(told.iter().map(|(_, number)| *number).collect::<Vec<_>>(), (first..=200).collect::<Vec<_>>());
        }
    }

    async fn nothing_is_said_after_the_chat_has_closed(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let elsewhere = network.seen_by_another_process(database, 1_000_000).await;
        let host = elsewhere.host().await;
        let mut tasks = JoinSet::new();
        let start = Arc::new(Barrier::new(61));
        for at in 0..60 {
            let network = if at % 2 == 0 { &network } else { &elsewhere };
            let talker = [network.member().await, network.other_member().await, network.third_member().await][at % 3].clone();
            let start = start.clone();
            tasks.spawn(async move {
                start.wait().await;
                talker.says(&format!("Words {at}")).await.map(|_| ())
            });
        }
        let closing = {
            let (start, host) = (start.clone(), host.clone());
            tokio::spawn(async move {
                start.wait().await;
                host.closes().await
            })
        };
        let outcomes = within("everybody's words", tasks.join_all()).await;
        within("the closing", closing).await.unwrap().unwrap();
        let mut said = 0_u32;
        for outcome in outcomes {
            match outcome {
                Ok(()) => said += 1,
                Err(ActionError::Unsaid(refusal)) => {
                    assert_eq!(refusal, SayRefusal::NotOpen(ChatState::Closed));
                }
                Err(other) => panic!("{other:?}"),
            }
        }
        let history = events(&network).await;
        assert_eq!(history.last().unwrap().kind, Kind::ChatClose);
        assert_eq!(history.iter().filter(|event| event.kind == Kind::MessageSay).count(), said as usize);
        assert_eq!(network.kept_chat(network.chat).await.numbered, said);
    }

    async fn one_form_sent_ten_times_at_once_says_it_once(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let elsewhere = network.seen_by_another_process(database, 1_000_000).await;
        let people = [network.member().await, elsewhere.member().await];
        let mut tasks = JoinSet::new();
        let start = Arc::new(Barrier::new(10));
        for at in 0..10 {
            let (talker, start) = (people[at % 2].clone(), start.clone());
            tasks.spawn(async move {
                let once = Once::new("one key", b"one body").unwrap();
                start.wait().await;
                talker.says_once("Said once", once).await.unwrap()
            });
        }
        let answers = within("ten answers", tasks.join_all()).await;
        assert!(answers.iter().all(|saying| *saying == answers[0]), "{answers:?}");
        assert_eq!(network.kept_chat(network.chat).await.numbered, 1);
    }

    async fn two_people_who_want_one_handle_are_not_both_given_it(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let elsewhere = network.seen_by_another_process(database, 1_000_000).await;
        let one = network.add("One Newcomer", domain::chat::ChatRole::Member).await;
        let other = network.add("Other Newcomer", domain::chat::ChatRole::Member).await;
        let other = Talker { house: elsewhere.house.clone(), ..other };
        let (one, other) = within("two handles", async { tokio::join!(one.agrees("Wanted"), other.agrees("wanted")) }).await;
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        let refused = one.and(other).unwrap_err();
        assert!(matches!(refused, ActionError::Invalid(invalid) if invalid.field == "handle"));
    }

    async fn a_role_given_meanwhile_is_never_missed_by_muting(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let elsewhere = network.seen_by_another_process(database, 1_000_000).await;
        let (administrator, moderator) = (network.administrator().await, elsewhere.moderator().await);
        let author = network.member().await;
        let message = author.says("Too loud").await.unwrap().message;
        let role = ChatRole::Moderator;
        for round in 0..30 {
            let before = events(&network).await.last().unwrap().sequence;
            let start = Arc::new(Barrier::new(2));
            let gives = tokio::spawn({
                let (administrator, start) = (administrator.clone(), start.clone());
                async move {
                    start.wait().await;
                    administrator.does(GiveRole { handle: "a_member".to_owned(), role }).await
                }
            });
            let mutes = tokio::spawn({
                let moderator = moderator.clone();
                async move {
                    start.wait().await;
                    moderator.mutes(message, "too loud").await
                }
            });
            let (given, muted) = within("giving and muting", async { tokio::join!(gives, mutes) }).await;
            given.unwrap().unwrap();
            let news = events(&network).await.into_iter().filter(|event| event.sequence > before);
            let order: Vec<Kind> = news.map(|event| event.kind).collect();
            match muted.unwrap() {
                Ok(()) => {
                    assert_eq!(order, [Kind::MuteSet, Kind::ChatRoleGive], "round {round}");
                    moderator.unmutes(author.account).await.unwrap();
                }
                Err(ActionError::Invalid(invalid)) => {
                    assert_eq!((invalid.field, &order[..]), ("person", &[Kind::ChatRoleGive][..]), "round {round}");
                }
                Err(other) => panic!("round {round}: {other:?}"),
            }
            administrator.does(TakeRole { person: author.account, role }).await.unwrap();
        }
    }
}
