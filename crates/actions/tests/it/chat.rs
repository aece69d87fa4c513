//! An evening in a chat: who says what when, who sees what of it, and what moderators do.

use std::collections::BTreeSet;

use actions::chat::{
    self, Agree, Ask, Close, GiveRole, MessageState, Mute, OneChat, Open, Pin, Plan, PutOff, QuoteShown,
    Reopen, ReportKind, Review, RoomMessage, Schedule, SetUp, SettledAs, Slow, TakeChair, TakeRole, Unmute,
    Unpin,
};
use actions::deed::Deed;
use actions::list_item::{self, Seed};
use actions::message::{Approve, Bring, Hide, Refuse, Restore, Say, Star, TakeBack};
use actions::report::{Make, Settle};
use actions::{ActionError, Clock as _, House, Once};
use domain::chat::evening::Gone;
use domain::chat::network::Readers;
use domain::chat::reply::Certainty;
use domain::chat::room::{Hold, SayRefusal};
use domain::chat::{
    ALL_CHAT_PERMISSIONS, ChatRefusal, ChatRole, ChatState, Participant, chat_permissions as may,
};
use domain::id::{AccountId, ChatId, MessageId, ReportId};
use domain::{Instant, Permission as _};
use testing::{QUESTIONS, Talker, TestNetwork};

fn bodies(messages: &[RoomMessage]) -> Vec<&str> {
    messages.iter().map(|shown| shown.message.body.as_str()).collect()
}

fn field_of<T: std::fmt::Debug>(outcome: Result<T, ActionError>) -> &'static str {
    match outcome {
        Err(ActionError::Invalid(invalid)) => invalid.field,
        other => panic!("{other:?}"),
    }
}

fn refusal_of<T: std::fmt::Debug>(outcome: Result<T, ActionError>) -> SayRefusal {
    match outcome {
        Err(ActionError::Unsaid(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn stands<T: std::fmt::Debug>(outcome: Result<T, ActionError>) -> ChatState {
    match outcome {
        Err(ActionError::Unmoved(ChatRefusal::Stands(state))) => state,
        other => panic!("{other:?}"),
    }
}

fn is_not_found<T: std::fmt::Debug>(outcome: &Result<T, ActionError>) -> bool {
    matches!(outcome, Err(ActionError::NotFound(_)))
}

fn once(key: &str) -> Once {
    Once::new(key, key.as_bytes()).unwrap()
}

async fn whole_room(network: &TestNetwork) -> Vec<RoomMessage> {
    network.member().await.sees().await.unwrap().messages
}

async fn desk(network: &TestNetwork) -> chat::Desk {
    let permit = network.moderator().await.may().await;
    chat::desk(&network.house, &permit, network.chat).await.unwrap()
}

async fn newest_sequence(network: &TestNetwork) -> i64 {
    network.storage.read(network.id).await.unwrap().event_sequence().await.unwrap()
}

async fn news(network: &TestNetwork, after: i64) -> chat::News {
    chat::room_news(&network.house, network.id, network.chat, after).await.unwrap()
}

/// What somebody might do deeds to.
struct There {
    chat: ChatId,
    shown: MessageId,
    held: MessageId,
    report: ReportId,
    muted: AccountId,
    curator: AccountId,
}

impl There {
    async fn made(network: &TestNetwork) -> Self {
        let (host, member) = (network.host().await, network.member().await);
        let shown = member.says("To be looked at").await.unwrap().message;
        let report = host.reports(shown, ReportKind::OffTopic, "").await.unwrap();
        let other = network.third_member().await;
        let muted = other.says("Too loud").await.unwrap().message;
        host.mutes(muted, "too loud").await.unwrap();
        host.does(chat::Hold { whose: Hold::Everybody }).await.unwrap();
        let held = network.other_member().await.says("To be approved").await.unwrap().message;
        let curator = network.curator().await.account;
        Self { chat: network.chat, shown, held, report, muted: other.account, curator }
    }
}

type Tried = Vec<(&'static str, Result<(), ActionError>)>;

/// Tries a deed with the permit that somebody has, if they have one.
async fn tried<D: Deed<At = OneChat>>(
    house: &House,
    who: &Participant,
    there: &There,
    deed: D,
) -> (&'static str, Result<(), ActionError>) {
    let outcome = match who.permit::<D::May>() {
        Ok(permit) => house.act(&permit, there.chat, deed, None).await.map(drop),
        Err(refused) => Err(refused.into()),
    };
    (D::May::NAME, outcome)
}

/// Tries every deed of the room with whatever permits somebody has, each with the name of its permission.
async fn every_deed(house: &House, who: &Participant, there: &There, plan: &Plan) -> Tried {
    macro_rules! looked {
        ($($permission:ident: $read:ident($($argument:expr),*);)*) => {
            vec![$((stringify!($permission), match who.permit::<may::$permission>() {
                Ok(permit) => {
                    Box::pin(chat::$read(house, &permit, there.chat $(, $argument)*)).await.map(drop)
                }
                Err(refused) => Err(refused.into()),
            }),)*]
        };
    }
    macro_rules! tried {
        ($($deed:expr;)*) => { vec![$(Box::pin(tried(house, who, there, $deed)).await,)*] };
    }
    let (message, held, reason) = (there.shown, there.held, "not for here".to_owned());
    let (handle, role) = ("a_curator".to_owned(), ChatRole::Moderator);
    let bring = Bring {
        author: "somebody".to_owned(),
        from: "a letter".to_owned(),
        body: "A word from elsewhere".to_owned(),
        question: None,
    };
    let mut every: Tried = looked![
        SeeRoom: room(None, 100);
        SeeRoom: message(there.shown);
        SeeDesk: desk();
    ];
    every.extend(tried![
        Agree { handle: "a_handle".to_owned(), readers: Readers::Members };
        Say { body: "A word".to_owned(), ..Say::default() };
        TakeBack { message };
        Make { message, kind: ReportKind::Unkind, words: String::new() };
        Star { message, starred: true };
        Pin { message };
        Unpin {};
        Ask { number: 2 };
        Slow { seconds: 10 };
        chat::Hold { whose: Hold::Nobody };
        bring;
        Approve { message: held };
        Hide { message: held, reason: reason.clone() };
        Restore { message: held };
        Refuse { message: held, reason: reason.clone() };
        Mute { message: held, reason: "too loud".to_owned() };
        Unmute { person: there.muted };
        Settle { report: there.report, outcome: SettledAs::Hidden, reason };
        GiveRole { handle, role };
        TakeRole { person: there.curator, role };
        TakeRole { person: there.muted, role };
        SetUp { version: 1, plan: plan.clone() };
        Schedule {};
        PutOff {};
        Open {};
        TakeChair {};
        Close {};
        Reopen {};
        Review {};
    ]);
    every
}

testing::on_both_databases! {
    async fn an_evening_walks_from_draft_to_review(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let (host, member, other) =
            (network.host().await, network.member().await, network.other_member().await);
        host.asks(1).await.unwrap();
        let first = member.answers(1, "The fermentation lock dries out").await.unwrap();
        assert_eq!((first.number, first.held), (Some(1), false));
        network.clock.pass_seconds(20);
        let second = other.replies(first.message, "Ours too, see https://lab.example/locks.").await.unwrap();
        let third = host.quotes(second.message, "Look at this").await.unwrap();
        let brought = host.brings("@passer_by", "a letter", "It happens in Wales too").await.unwrap();
        host.pins(Some(first.message)).await.unwrap();
        host.stars(second.message).await.unwrap();

        let room = member.sees().await.unwrap();
        assert_eq!(room.chat.state, ChatState::Open);
        assert_eq!((room.chat.subject.as_str(), room.chat.tag.as_str()), ("What goes wrong", "TestChat"));
        assert_eq!((room.network.name.as_str(), room.network.slug.as_str()), ("Test Network", "test-network"));
        assert_eq!(room.network.zone.iana_name(), Some("Europe/London"));
        assert_eq!((room.hosts.as_slice(), room.chat.question_now), (["a_host".to_owned()].as_slice(), 1));
        assert_eq!(room.questions.iter().map(|asked| asked.words.as_str()).collect::<Vec<_>>(), QUESTIONS);
        assert!(room.has_agreed && !room.is_muted && !room.has_earlier && room.own_held.is_empty());
        let numbers: Vec<_> = room.messages.iter().map(|shown| shown.message.number.unwrap()).collect();
        assert_eq!(numbers, [1, 2, 3, 4]);
        let [said, replied, quoted, told] = room.messages.as_slice() else { panic!("{:?}", room.messages) };
        assert_eq!((said.message.question, said.is_pinned), (Some(1), true));
        assert_eq!(said.message.handle.as_str(), "a_member");
        let reply = replied.reply.clone().unwrap();
        assert_eq!((reply.number, reply.handle.as_str(), reply.certainty), (Some(1), "a_member", Certainty::Said));
        assert!(replied.message.starred && !said.message.starred);
        assert_eq!(replied.message.at, Instant(said.message.at.0 + 20_000));
        let quote = quoted.quote.clone().unwrap();
        assert_eq!((quote.message, quote.number), (Some(second.message), Some(2)));
        assert_eq!((quote.handle.as_str(), quote.body.as_str()), ("b_member", "Ours too, see https://lab.example/locks."));
        assert_eq!((third.number, brought.number), (Some(3), Some(4)));
        assert_eq!(told.message.handle.as_str(), "passer_by");
        assert_eq!(told.message.brought_by.as_ref().map(domain::chat::handle::Handle::as_str), Some("a_host"));
        assert_eq!((told.message.brought_from.as_str(), told.message.account), ("a letter", None));
        let [link] = room.links.as_slice() else { panic!("{:?}", room.links) };
        assert_eq!((link.url.as_str(), link.handle.as_str(), link.number), ("https://lab.example/locks", "b_member", 2));
        assert_eq!(room.pinned.unwrap().message.id, first.message);

        host.closes().await.unwrap();
        assert_eq!(refusal_of(member.says("One more thing").await), SayRefusal::NotOpen(ChatState::Closed));
        assert_eq!(stands(host.asks(2).await), ChatState::Closed);
        host.reopens().await.unwrap();
        assert_eq!(member.says("One more thing").await.unwrap().number, Some(5));
        host.closes().await.unwrap();
        host.reviews().await.unwrap();
        let kept = network.kept_chat(network.chat).await;
        assert_eq!(kept.state, ChatState::InReview);
        // As people agreed: not before two days after the planned end, though it was closed earlier.
        assert!(network.clock.now() < kept.ends_at);
        assert_eq!(kept.review_ends_at, Some(kept.ends_at.plus_minutes(48 * 60)));
        assert_eq!(stands(host.reopens().await), ChatState::InReview);
        assert_eq!(stands(host.brings("late", "a letter", "Too late").await), ChatState::InReview);
    }

    async fn a_plan_is_checked_and_changes_only_where_nobody_relies_on_it(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let administrator = network.administrator().await;
        let plan_with = async |how: &dyn Fn(&mut Plan)| {
            let mut wanted = network.plan_wanted("Plans", Hold::Nobody);
            how(&mut wanted);
            network.house.act(&administrator.may().await, (), wanted, None).await
        };
        assert_eq!(field_of(plan_with(&|plan| plan.subject = " \n".into()).await), "subject");
        assert_eq!(field_of(plan_with(&|plan| plan.subject = "x".repeat(201)).await), "subject");
        assert_eq!(field_of(plan_with(&|plan| plan.tag = "two words".into()).await), "tag");
        assert_eq!(field_of(plan_with(&|plan| plan.minutes = 4).await), "minutes");
        assert_eq!(field_of(plan_with(&|plan| plan.minutes = 721).await), "minutes");
        assert_eq!(field_of(plan_with(&|plan| plan.welcome = "x".repeat(4_001)).await), "welcome");
        assert_eq!(field_of(plan_with(&|plan| plan.questions = vec!["Q".to_owned(); 21]).await), "questions");
        // The clocks go forward in Britain on 29 March 2026 at 01:00.
        let skipped = plan_with(&|plan| {
            plan.date = jiff::civil::date(2026, 3, 29);
            plan.time = domain::TimeOfDay::at(1, 30).unwrap();
        });
        assert_eq!(field_of(skipped.await), "time");
        let foreign = network.house.next_id();
        assert!(is_not_found(&plan_with(&|plan| plan.topic = Some(foreign)).await));

        let summer = plan_with(&|plan| {
            plan.date = jiff::civil::date(2026, 7, 6);
            plan.time = domain::TimeOfDay::at(20, 0).unwrap();
            plan.tag = String::new();
            plan.questions = vec![" First\n ".to_owned(), "  ".to_owned(), "Second".to_owned()];
        });
        let draft = summer.await.unwrap();
        let kept = network.kept_chat(draft).await;
        assert_eq!((kept.state, kept.tag.as_str()), (ChatState::Draft, ""));
        assert_eq!(kept.starts_at.to_string(), "2026-07-06T19:00:00Z");
        assert_eq!(kept.ends_at, kept.starts_at.plus_minutes(60));
        // A draft is there for those who have a part in it.
        let member = network.member().await.at(draft);
        assert!(is_not_found(&member.sees().await) && is_not_found(&member.says("Hello").await));
        let seen_by = async |name: &str| {
            let permit = network.person(name).await.may().await;
            let chats = chat::every(&network.house, &permit).await.unwrap();
            chats.iter().any(|chat| chat.id == draft)
        };
        assert!(seen_by("An Administrator").await && !seen_by("A. Member").await);
        let planner = administrator.at(draft);
        planner.does(GiveRole { handle: "@A_Host".to_owned(), role: ChatRole::Host }).await.unwrap();
        assert!(seen_by("A. Host").await);
        let host = network.host().await.at(draft);
        let questions = host.sees().await.unwrap().questions;
        let questions: Vec<_> = questions.iter().map(|asked| (asked.number, asked.words.as_str())).collect();
        assert_eq!(questions, [(1, "First"), (2, "Second")]);

        let set_up = async |version: u32, how: &dyn Fn(&mut Plan)| {
            let mut wanted = network.plan_wanted("Plans, later", Hold::Newcomers);
            how(&mut wanted);
            host.does(SetUp { version, plan: wanted }).await
        };
        assert!(matches!(set_up(kept.version + 1, &|_| {}).await, Err(ActionError::Stale)));
        set_up(kept.version, &|_| {}).await.unwrap();
        assert!(matches!(set_up(kept.version, &|_| {}).await, Err(ActionError::Stale)));
        assert_eq!(network.kept_chat(draft).await.subject, "Plans, later");
        host.does(Schedule {}).await.unwrap();
        assert!(seen_by("A. Member").await);
        assert_eq!(refusal_of(member.says("Hello").await), SayRefusal::NotOpen(ChatState::Scheduled));
        host.does(PutOff {}).await.unwrap();
        host.does(Schedule {}).await.unwrap();
        host.opens().await.unwrap();
        host.asks(2).await.unwrap();
        // Open: the subject stays, and the question that was asked keeps its number and words.
        let version = network.kept_chat(draft).await.version;
        set_up(version, &|plan| {
            plan.subject = "Another".into();
            plan.welcome = "Come in".into();
            plan.hold = Hold::Everybody;
            plan.questions = vec!["New first".to_owned(), "New second".to_owned(), String::new(), "Fourth".to_owned()];
        })
        .await
        .unwrap();
        let room = host.sees().await.unwrap();
        assert_eq!((room.chat.subject.as_str(), room.chat.welcome.as_str()), ("Plans, later", "Come in"));
        assert_eq!(room.chat.hold, Hold::Everybody);
        let questions: Vec<_> = room.questions.iter().map(|asked| (asked.number, asked.words.as_str())).collect();
        assert_eq!(questions, [(1, "New first"), (2, QUESTIONS[1]), (4, "Fourth")]);
        // The form shows all three in three lines: nothing of it is doubled, and nothing typed after it lost.
        host.asks(4).await.unwrap();
        let version = network.kept_chat(draft).await.version;
        set_up(version, &|plan| {
            plan.questions = ["New first", QUESTIONS[1], "Fourth", "Fifth"].map(str::to_owned).to_vec();
        })
        .await
        .unwrap();
        let questions = host.sees().await.unwrap().questions;
        let questions: Vec<_> = questions.iter().map(|asked| (asked.number, asked.words.as_str())).collect();
        assert_eq!(questions, [(1, "New first"), (2, QUESTIONS[1]), (4, "Fourth"), (5, "Fifth")]);
        host.closes().await.unwrap();
        let version = network.kept_chat(draft).await.version;
        assert_eq!(stands(set_up(version, &|_| {}).await), ChatState::Closed);
    }

    async fn nobody_writes_before_they_agree_under_a_name_of_their_own(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let (ann, bob) =
            (network.add("N. Newcomer", ChatRole::Member).await, network.add("O. Newcomer", ChatRole::Member).await);
        assert_eq!(refusal_of(ann.says("Hello").await), SayRefusal::NoConsent);
        assert!(!ann.sees().await.unwrap().has_agreed);
        for handle in ["", "two words", "a_name_that_is_too_long", "erased", "Everybody", "héllo"] {
            assert_eq!(field_of(ann.agrees(handle).await), "handle");
        }
        assert_eq!(field_of(ann.agrees("A_MEMBER").await), "handle");
        ann.agrees("@Ann_01").await.unwrap();
        assert_eq!(field_of(bob.agrees("ann_01").await), "handle");
        bob.agrees("bob").await.unwrap();
        assert!(ann.sees().await.unwrap().has_agreed);
        assert_eq!(ann.says("Hello").await.unwrap().number, Some(1));
        assert_eq!(whole_room(&network).await[0].message.handle.as_str(), "Ann_01");
        // The next evening asks again, and the name stays.
        let next = network.opens("The next evening", Hold::Nobody).await;
        let ann = ann.at(next);
        assert_eq!(refusal_of(ann.says("Hello again").await), SayRefusal::NoConsent);
        ann.agrees("another").await.unwrap();
        ann.says("Hello again").await.unwrap();
        assert_eq!(ann.participant().await.unwrap().handle.unwrap().as_str(), "Ann_01");
        network.host().await.at(next).closes().await.unwrap();
        assert_eq!(stands(bob.at(next).agrees("bob").await), ChatState::Closed);
        // Others see handles: no name of an account stands in what the room is drawn from.
        let seen = format!("{:?}", network.member().await.sees().await.unwrap());
        assert!(!seen.contains("Newcomer") && !seen.contains("A. Host"), "{seen}");
    }

    async fn what_is_said_is_said_about_things_that_are_there(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let (host, member) = (network.host().await, network.member().await);
        assert_eq!(field_of(member.answers(1, "Too early").await), "question");
        host.asks(1).await.unwrap();
        network.clock.pass_minutes(1);
        host.asks(3).await.unwrap();
        member.answers(1, "An answer to what was asked before").await.unwrap();
        assert_eq!(field_of(member.answers(2, "Never asked").await), "question");
        assert_eq!(field_of(member.answers(4, "No such question").await), "question");
        assert!(is_not_found(&host.asks(4).await) && is_not_found(&host.asks(0).await));
        let asked_first = network.member().await.sees().await.unwrap().questions[0].asked_at;
        host.asks(1).await.unwrap();
        let room = member.sees().await.unwrap();
        assert_eq!((room.chat.question_now, room.questions[0].asked_at), (1, asked_first));
        assert!(room.questions[1].asked_at.is_none() && room.questions[2].asked_at.is_some());

        let next = network.opens("Another evening", Hold::Nobody).await;
        let elsewhere = member.at(next).says("Said in another evening").await.unwrap().message;
        assert!(is_not_found(&member.replies(elsewhere, "?").await));
        assert!(is_not_found(&member.quotes(elsewhere, "?").await));
        assert!(is_not_found(&host.pins(Some(elsewhere)).await));
        let hidden = network.other_member().await.says("Not for here").await.unwrap().message;
        host.hides(hidden, "off topic").await.unwrap();
        assert!(is_not_found(&member.replies(hidden, "?").await));
        assert!(is_not_found(&member.quotes(hidden, "?").await));
        assert!(is_not_found(&host.pins(Some(hidden)).await) && is_not_found(&host.stars(hidden).await));

        assert_eq!(refusal_of(member.says(" \r\n\t ").await), SayRefusal::Empty);
        assert_eq!(refusal_of(member.says(&"é".repeat(1_001)).await), SayRefusal::TooLong(1_001));
        let odd = member.says("  Two\r\nlines\u{0}\u{7}, <b>bold</b> & 'quoted' -- ; drop  ").await.unwrap();
        let kept = network.kept_message(odd.message).await;
        assert_eq!(kept.body, "Two\nlines, <b>bold</b> & 'quoted' -- ; drop");
    }

    async fn what_is_hidden_is_hidden_in_every_quote_of_it_and_comes_back(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let (host, member, moderator) =
            (network.host().await, network.member().await, network.moderator().await);
        let first = member.says("The words at the bottom").await.unwrap().message;
        let second = network.other_member().await.quotes(first, "Second").await.unwrap().message;
        let third = network.third_member().await.quotes(second, "Third").await.unwrap().message;
        let fourth = host.quotes(third, "Fourth").await.unwrap().message;
        let fifth = host.quotes(fourth, "Fifth").await.unwrap().message;
        let reply = host.replies(first, "Quite").await.unwrap().message;
        host.stars(first).await.unwrap();
        host.pins(Some(first)).await.unwrap();
        network.house.act(&network.curator().await.may().await, network.chat, Seed {}, None).await.unwrap();
        let depth_first = |shown: &RoomMessage| {
            let mut found = Vec::new();
            let mut next: Option<&QuoteShown> = shown.quote.as_deref();
            while let Some(quote) = next {
                found.push((quote.body.clone(), quote.gone));
                next = quote.quote.as_deref();
            }
            found
        };
        let room = whole_room(&network).await;
        let open = |words: &str| (words.to_owned(), None);
        assert_eq!(depth_first(&room[3]), [open("Third"), open("Second"), open("The words at the bottom")]);
        // No deeper than three.
        assert_eq!(depth_first(&room[4]), [open("Fourth"), open("Third"), open("Second")]);

        let before = newest_sequence(&network).await;
        assert_eq!(field_of(moderator.hides(first, " ").await), "reason");
        moderator.hides(first, "names somebody").await.unwrap();
        let room = member.sees().await.unwrap();
        assert_eq!((room.messages[0].gone(), room.messages[0].message.number), (Some(Gone::Hidden), Some(1)));
        assert!(room.pinned.is_none() && room.chat.pinned.is_none() && !room.messages[0].message.starred);
        let gone = (String::new(), Some(Gone::Hidden));
        assert_eq!(depth_first(&room.messages[3]), [open("Third"), open("Second"), gone.clone()]);
        assert_eq!(depth_first(&room.messages[1]), [gone]);
        assert_eq!(room.messages[5].reply.as_ref().unwrap().number, Some(1));
        let seen = format!("{room:?}");
        assert!(!seen.contains("The words at the bottom") && !seen.contains("names somebody"), "{seen}");

        // Rooms draw anew whatever shows it: the message, the quotes of it to the third depth, the answer.
        let told = news(&network, before).await;
        let redrawn: BTreeSet<MessageId> = told.messages.iter().map(|(_, shown)| shown.message.id).collect();
        assert_eq!(redrawn, BTreeSet::from([first, second, third, fourth, reply]));
        assert!(!redrawn.contains(&fifth));
        assert!(!format!("{told:?}").contains("The words at the bottom"));
        assert!(told.head.unwrap().1.pinned.is_none());

        // Moderators see it at the desk, and its author sees it and why.
        assert_eq!(desk(&network).await.room.messages[0].message.body, "The words at the bottom");
        let own = chat::message(&network.house, &member.may().await, network.chat, first).await.unwrap();
        assert!(own.is_own);
        assert_eq!(own.shown.message.reason, "names somebody");
        let other = network.other_member().await.may().await;
        let theirs = chat::message(&network.house, &other, network.chat, first).await.unwrap();
        assert!(!theirs.is_own && theirs.shown.message.body.is_empty() && theirs.shown.message.reason.is_empty());
        let listed = list_item::list(&network.house, &member.may().await, network.chat).await.unwrap();
        assert!(listed.is_empty(), "{listed:?}");
        // Hidden twice changes nothing.
        let sequence = newest_sequence(&network).await;
        host.hides(first, "again").await.unwrap();
        assert_eq!(newest_sequence(&network).await, sequence);

        moderator.restores(first).await.unwrap();
        moderator.restores(first).await.unwrap();
        let room = whole_room(&network).await;
        assert_eq!(room[0].message.body, "The words at the bottom");
        assert_eq!(depth_first(&room[1]), [open("The words at the bottom")]);
        assert!(room[0].message.reason.is_empty() && !room[0].is_pinned);
    }

    async fn whoever_is_muted_reads_on_and_hosts_cannot_be(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let (host, member, moderator) =
            (network.host().await, network.member().await, network.moderator().await);
        let loud = member.says("Too loud").await.unwrap().message;
        assert_eq!(field_of(moderator.mutes(loud, "").await), "reason");
        moderator.mutes(loud, "shouting").await.unwrap();
        moderator.mutes(loud, "shouting on").await.unwrap();
        assert_eq!(refusal_of(member.says("Still here").await), SayRefusal::Muted);
        let room = member.sees().await.unwrap();
        assert!(room.is_muted && bodies(&room.messages) == ["Too loud"]);
        let muted = desk(&network).await.muted;
        assert_eq!((muted.len(), muted[0].handle.as_str(), muted[0].reason.as_str()), (1, "a_member", "shouting on"));
        // For this chat.
        let next = network.opens("Another evening", Hold::Nobody).await;
        member.at(next).says("Heard here").await.unwrap();
        for leader in [&host, &moderator, &network.administrator().await] {
            let said = leader.says("A leader's words").await.unwrap().message;
            assert_eq!(field_of(host.mutes(said, "no").await), "person");
        }
        let brought = host.brings("somebody", "a letter", "From elsewhere").await.unwrap().message;
        assert_eq!(field_of(host.mutes(brought, "no").await), "person");
        assert!(is_not_found(&host.unmutes(host.account).await));
        host.unmutes(member.account).await.unwrap();
        member.says("Heard again").await.unwrap();
        assert!(desk(&network).await.muted.is_empty());
    }

    async fn slow_mode_is_kept_here_and_not_for_those_who_lead(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let (host, member) = (network.host().await, network.member().await);
        assert_eq!(field_of(host.slows(121).await), "seconds");
        host.slows(30).await.unwrap();
        member.says("First").await.unwrap();
        network.clock.pass_seconds(12);
        assert_eq!(refusal_of(member.says("Second").await), SayRefusal::TooSoon { seconds: 18 });
        network.other_member().await.says("Somebody else's first").await.unwrap();
        for leader in [&host, &network.moderator().await, &network.administrator().await] {
            leader.says("One").await.unwrap();
            leader.says("Two").await.unwrap();
        }
        network.clock.pass_seconds(18);
        member.says("Second").await.unwrap();
        // Taking it back does not make the next one sooner.
        let said = network.third_member().await.says("Oh").await.unwrap().message;
        network.third_member().await.takes_back(said).await.unwrap();
        assert_eq!(refusal_of(network.third_member().await.says("No").await), SayRefusal::TooSoon { seconds: 30 });
        host.slows(0).await.unwrap();
        member.says("Third").await.unwrap();
    }

    async fn newcomers_wait_until_somebody_lets_them_through(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let chat = network.opens("Newcomers wait", Hold::Newcomers).await;
        let network = TestNetwork { chat, ..network };
        let (host, moderator, member) =
            (network.host().await, network.moderator().await, network.member().await);
        let waits = member.says("My first word").await.unwrap();
        assert_eq!((waits.held, waits.number), (true, None));
        let second = member.says("My second word").await.unwrap();
        assert!(second.held);
        host.says("Hosts do not wait").await.unwrap();
        let others = network.other_member().await;
        assert_eq!(bodies(&others.sees().await.unwrap().messages), ["Hosts do not wait"]);
        assert!(others.sees().await.unwrap().own_held.is_empty());
        let seen = chat::message(&network.house, &others.may().await, chat, waits.message).await;
        assert!(is_not_found(&seen));
        assert!(is_not_found(&others.replies(waits.message, "?").await));
        let own = member.sees().await.unwrap().own_held;
        assert_eq!(bodies(&own), ["My first word", "My second word"]);
        assert_eq!(bodies(&desk(&network).await.held), ["My first word", "My second word"]);

        let before = newest_sequence(&network).await;
        moderator.approves(waits.message).await.unwrap();
        moderator.approves(waits.message).await.unwrap();
        let told = news(&network, before).await;
        assert_eq!(told.messages.len(), 1);
        assert_eq!((told.messages[0].1.message.id, told.messages[0].1.message.number), (waits.message, Some(2)));
        // Known now: the next one does not wait, and the one that did still does.
        assert_eq!(member.says("My third word").await.unwrap().number, Some(3));
        assert_eq!(field_of(moderator.refuses(second.message, "").await), "reason");
        moderator.refuses(second.message, "said twice").await.unwrap();
        assert!(desk(&network).await.held.is_empty() && member.sees().await.unwrap().own_held.is_empty());
        let own = chat::message(&network.house, &member.may().await, chat, second.message).await.unwrap();
        assert_eq!((own.shown.message.state, own.shown.message.reason.as_str()), (MessageState::Refused, "said twice"));
        assert_eq!(field_of(moderator.refuses(waits.message, "too late").await), "message");
        assert!(is_not_found(&moderator.hides(second.message, "it has no place").await));
        // Held words count for slow mode.
        host.slows(60).await.unwrap();
        let newcomer = network.add("N. Newcomer", ChatRole::Member).await;
        newcomer.agrees("newcomer").await.unwrap();
        assert!(newcomer.says("Hello").await.unwrap().held);
        assert_eq!(refusal_of(newcomer.says("Hello?").await), SayRefusal::TooSoon { seconds: 60 });
        let numbers: Vec<_> = whole_room(&network).await.iter().map(|shown| shown.message.number.unwrap()).collect();
        assert_eq!(numbers, [1, 2, 3]);
    }

    async fn reports_wait_at_the_desk_until_they_are_settled(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let (moderator, member, other) =
            (network.moderator().await, network.member().await, network.other_member().await);
        let advert = member.says("Buy my goggles").await.unwrap().message;
        let fine = member.says("Fine words").await.unwrap().message;
        assert_eq!(field_of(other.reports(advert, ReportKind::Other, " ").await), "words");
        assert_eq!(field_of(other.reports(advert, ReportKind::Other, &"x".repeat(1_001)).await), "words");
        let first = other.reports(advert, ReportKind::Advert, "sells goggles").await.unwrap();
        assert_eq!(other.reports(advert, ReportKind::Unkind, "still there").await.unwrap(), first);
        let second = network.third_member().await.reports(advert, ReportKind::OffTopic, "").await.unwrap();
        let third = other.reports(fine, ReportKind::Unsafe, "").await.unwrap();
        let waiting = desk(&network).await.reports;
        let waiting: Vec<_> =
            waiting.iter().map(|waits| (waits.report.id, waits.message.message.body.as_str())).collect();
        assert_eq!(waiting.len(), 3);
        assert!(waiting.contains(&(first, "Buy my goggles")) && waiting.contains(&(third, "Fine words")));
        assert_eq!(bodies(&whole_room(&network).await), ["Buy my goggles", "Fine words"]);

        let settle = async |report: ReportId, outcome: SettledAs, reason: &str| {
            moderator.does(Settle { report, outcome, reason: reason.to_owned() }).await
        };
        settle(third, SettledAs::Kept, "").await.unwrap();
        assert!(matches!(settle(third, SettledAs::Kept, "").await, Err(ActionError::Stale)));
        let before = newest_sequence(&network).await;
        assert_eq!(field_of(settle(first, SettledAs::Hidden, " ").await), "reason");
        settle(first, SettledAs::Hidden, "an advertisement").await.unwrap();
        // Hiding it answers everybody who reported it, and the room draws it anew.
        assert!(desk(&network).await.reports.is_empty());
        assert!(matches!(settle(second, SettledAs::Kept, "").await, Err(ActionError::Stale)));
        assert_eq!(news(&network, before).await.messages[0].1.gone(), Some(Gone::Hidden));
        assert!(is_not_found(&other.reports(advert, ReportKind::Advert, "").await));
        assert!(is_not_found(&settle(network.house.next_id(), SettledAs::Kept, "").await));
        let texts = database.texts("select coalesce(outcome, 'waits') from report order by 1").await;
        assert_eq!(texts, ["hidden", "hidden", "kept"]);
    }

    async fn authors_take_their_own_words_back_and_the_words_are_gone(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let (host, member, other) =
            (network.host().await, network.member().await, network.other_member().await);
        let said = member.says("Words to be taken back").await.unwrap().message;
        other.quotes(said, "Well said").await.unwrap();
        other.replies(said, "Yes").await.unwrap();
        host.stars(said).await.unwrap();
        host.pins(Some(said)).await.unwrap();
        other.reports(said, ReportKind::Unkind, "").await.unwrap();
        let curator = network.curator().await;
        network.house.act(&curator.may().await, network.chat, Seed {}, None).await.unwrap();
        let listed = async || {
            list_item::list(&network.house, &member.may().await, network.chat).await.unwrap().len()
        };
        assert_eq!(listed().await, 1);
        assert!(is_not_found(&other.takes_back(said).await) && is_not_found(&host.takes_back(said).await));
        member.takes_back(said).await.unwrap();
        member.takes_back(said).await.unwrap();
        let room = member.sees().await.unwrap();
        assert_eq!((room.messages[0].gone(), room.messages[0].message.number), (Some(Gone::Withdrawn), Some(1)));
        assert!(!room.messages[0].message.starred && room.pinned.is_none());
        assert_eq!(room.messages[1].quote.as_ref().unwrap().gone, Some(Gone::Withdrawn));
        assert_eq!(room.messages[2].reply.as_ref().unwrap().number, Some(1));
        assert!(desk(&network).await.reports.is_empty());
        assert_eq!(listed().await, 0);
        let everything = database.every_text().await;
        assert!(everything.iter().all(|(_, _, text)| !text.contains("to be taken back")), "{everything:?}");
        assert_eq!(field_of(host.restores(said).await), "message");
        assert_eq!(field_of(host.hides(said, "gone").await), "message");
        let later = member.says("Said before the end").await.unwrap().message;
        let last = member.says("Said at the end").await.unwrap().message;
        host.closes().await.unwrap();
        member.takes_back(later).await.unwrap();
        host.reviews().await.unwrap();
        member.takes_back(last).await.unwrap();
        let brought = database.texts("select id from message where account_id is null").await;
        assert!(brought.is_empty());
    }

    async fn an_empty_chair_is_taken_and_a_host_who_comes_back_is_one_still(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let (host, member) = (network.host().await, network.member().await);
        let taken = |outcome: Result<(), ActionError>| {
            matches!(outcome, Err(ActionError::Unmoved(ChatRefusal::ChairIsTaken)))
        };
        network.clock.pass_minutes(4);
        assert!(taken(member.takes_chair().await));
        host.says("I am here").await.unwrap();
        network.clock.pass_minutes(4);
        assert!(taken(member.takes_chair().await));
        network.clock.pass_minutes(1);
        assert!(member.asks(1).await.is_err());
        // Whoever is muted would let themselves write again from the chair.
        let third = network.person("C. Member").await;
        let loud = third.says("Loud").await.unwrap().message;
        network.moderator().await.mutes(loud, "shouting").await.unwrap();
        assert_eq!(refusal_of(third.takes_chair().await), SayRefusal::Muted);
        member.takes_chair().await.unwrap();
        member.takes_chair().await.unwrap();
        member.asks(1).await.unwrap();
        assert!(taken(network.other_member().await.takes_chair().await));
        host.asks(2).await.unwrap();
        assert_eq!(member.sees().await.unwrap().hosts, ["a_host", "a_member"]);
        network.moderator().await.takes_chair().await.unwrap();
        // Whoever runs the network gives and takes the roles.
        let administrator = network.administrator().await;
        let chair = TakeRole { person: member.account, role: ChatRole::Host };
        administrator.does(chair.clone()).await.unwrap();
        assert!(matches!(member.asks(3).await, Err(ActionError::NotPermitted(_))));
        let again = administrator.does(chair).await;
        assert!(is_not_found(&again));
        let give = async |handle: &str, role| {
            administrator.does(GiveRole { handle: handle.to_owned(), role }).await
        };
        assert_eq!(field_of(give("nobody_here", ChatRole::Host).await), "handle");
        assert_eq!(field_of(give("not a handle", ChatRole::Host).await), "handle");
        assert_eq!(field_of(give("a_member", ChatRole::NetworkAdministrator).await), "role");
        host.closes().await.unwrap();
        assert_eq!(stands(network.curator().await.takes_chair().await), ChatState::Closed);
    }

    async fn a_form_sent_twice_says_it_once_even_when_the_chat_has_closed(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let (host, member) = (network.host().await, network.member().await);
        host.slows(60).await.unwrap();
        let first = member.says_once("Once", once("a key")).await.unwrap();
        // Neither slow mode nor closing changes what was answered.
        assert_eq!(member.says_once("Once", once("a key")).await.unwrap(), first);
        host.closes().await.unwrap();
        assert_eq!(member.says_once("Once", once("a key")).await.unwrap(), first);
        assert_eq!(whole_room(&network).await.len(), 1);
        let other_words = Once::new("a key", b"other words").unwrap();
        let refused = member.says_once("Twice", other_words).await;
        assert!(matches!(refused, Err(ActionError::OnceReused)), "{refused:?}");
        let permit = host.may().await;
        let sequence = newest_sequence(&network).await;
        for _ in 0..2 {
            network.house.act(&permit, network.chat, Reopen {}, Some(once("reopen"))).await.unwrap();
        }
        assert_eq!(newest_sequence(&network).await, sequence + 1);
        // A refusal is no answer: the same form is judged anew.
        assert!(member.says_once("Later", once("later")).await.is_err());
        network.clock.pass_seconds(60);
        assert_eq!(member.says_once("Later", once("later")).await.unwrap().number, Some(2));
    }

    async fn a_long_room_is_read_page_by_page(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let member = network.member().await;
        for number in 1..=45 {
            member.says(&format!("Message {number}")).await.unwrap();
        }
        let first = network.kept_message(whole_room(&network).await[0].message.id).await.id;
        for number in 46..=90 {
            member.replies(first, &format!("Message {number}")).await.unwrap();
        }
        let permit = member.may().await;
        let mut before = None;
        let mut read = Vec::new();
        loop {
            let room = chat::room(&network.house, &permit, network.chat, before, 40).await.unwrap();
            // What is answered is known, though it is on another page.
            for shown in room.messages.iter().filter(|shown| shown.message.number > Some(45)) {
                assert_eq!(shown.reply.as_ref().unwrap().number, Some(1));
            }
            let page: Vec<u32> = room.messages.iter().map(|shown| shown.message.number.unwrap()).collect();
            before = page.first().copied();
            read.splice(0..0, page);
            if !room.has_earlier {
                break;
            }
        }
        assert_eq!(read, (1..=90).collect::<Vec<_>>());
    }

    async fn each_role_does_what_the_table_says_and_no_more(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let people = [
            ("A. Member", ChatRole::Member),
            ("A. Curator", ChatRole::Curator),
            ("A. Moderator", ChatRole::Moderator),
            ("A. Host", ChatRole::Host),
            ("An Administrator", ChatRole::NetworkAdministrator),
        ];
        let mut walked = BTreeSet::new();
        for (name, role) in people {
            // Everybody has an evening of their own to do it in.
            let chat = network.opens(&format!("An evening for {name}"), Hold::Nobody).await;
            let network = TestNetwork { chat, ..network.clone() };
            let there = There::made(&network).await;
            let who = network.person(name).await.participant().await.unwrap();
            let plan = network.plan_wanted("Plans", Hold::Nobody);
            for (permission, outcome) in every_deed(&network.house, &who, &there, &plan).await {
                let row = ALL_CHAT_PERMISSIONS.iter().find(|row| row.name == permission).unwrap();
                let allowed = row.roles.contains(&role) || row.roles.contains(&ChatRole::Member);
                let refused = matches!(outcome, Err(ActionError::NotPermitted(_)));
                assert_eq!(allowed, !refused, "{name}: {permission}: {outcome:?}");
                assert!(!is_not_found(&outcome) || permission != "SeeRoom", "{name}: {outcome:?}");
                walked.insert(permission);
            }
        }
        assert_eq!(walked.len(), 9);
    }

    async fn roles_of_one_chat_open_nothing_in_another(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let there = There::made(&network).await;
        // Somebody who hosts, moderates and curates the next evening.
        let next = network.opens("The next evening", Hold::Nobody).await;
        let stranger = network.add("S. Stranger", ChatRole::Member).await;
        stranger.at(next).agrees("stranger").await.unwrap();
        let administrator = network.administrator().await.at(next);
        for role in ChatRole::OF_A_CHAT {
            administrator.does(GiveRole { handle: "stranger".to_owned(), role }).await.unwrap();
        }
        let who = stranger.at(next).participant().await.unwrap();
        assert!(who.may::<may::Lead>() && who.may::<may::Moderate>() && who.may::<may::Star>());
        let plan = network.plan_wanted("Plans", Hold::Nobody);
        for (permission, outcome) in every_deed(&network.house, &who, &there, &plan).await {
            let row = ALL_CHAT_PERMISSIONS.iter().find(|row| row.name == permission).unwrap();
            let refused = matches!(outcome, Err(ActionError::NotPermitted(_)));
            assert_eq!(!row.roles.contains(&ChatRole::Member), refused, "{permission}: {outcome:?}");
        }
        // And a role that was taken away meanwhile is gone, whatever permit is left of it.
        let host = network.host().await;
        let kept = host.may::<may::Lead>().await;
        let taken = TakeRole { person: host.account, role: ChatRole::Host };
        network.administrator().await.does(taken).await.unwrap();
        let outcome = network.house.act(&kept, network.chat, Ask { number: 1 }, None).await;
        assert!(matches!(outcome, Err(ActionError::NotPermitted(_))), "{outcome:?}");
    }

    async fn whoever_the_network_let_go_may_do_nothing_any_more(database: &Database) {
        let network = TestNetwork::alone(database).await;
        let (administrator, host, member) =
            (network.administrator().await, network.host().await, network.member().await);
        let (says, leads) = (member.may::<may::Say>().await, host.may::<may::Lead>().await);
        let plans = administrator.may_in_network::<may::PlanChats>().await;
        let words = member.says("Before").await.unwrap().message;
        let mut unit = network.storage.write(network.id).await.unwrap();
        for gone in [&host, &member] {
            assert!(unit.end_network_person(gone.account, network.clock.now()).await.unwrap());
        }
        unit.commit().await.unwrap();
        let before = newest_sequence(&network).await;
        let refused = |outcome: Result<(), ActionError>| matches!(outcome, Err(ActionError::NotPermitted(_)));
        // What they held before the network let them go opens nothing.
        let say = Say { body: "After".to_owned(), ..Say::default() };
        assert!(refused(network.house.act(&says, network.chat, say, None).await.map(drop)));
        assert!(refused(network.house.act(&says, network.chat, TakeBack { message: words }, None).await));
        assert!(refused(network.house.act(&leads, network.chat, Ask { number: 1 }, None).await));
        // Nobody is made anything who no longer belongs here.
        let role = GiveRole { handle: "a_member".to_owned(), role: ChatRole::Curator };
        assert_eq!(field_of(administrator.does(role).await), "handle");
        // And whoever administered the network is what they are by now.
        let mut unit = network.storage.write(network.id).await.unwrap();
        unit.set_network_person(administrator.account, ChatRole::Member, network.clock.now()).await.unwrap();
        unit.commit().await.unwrap();
        let plan = network.plan_wanted("Plans", Hold::Nobody);
        assert!(refused(network.house.act(&plans, (), plan, None).await.map(drop)));
        assert_eq!(newest_sequence(&network).await, before);
    }

    async fn nothing_of_one_network_is_there_for_another(database: &Database) {
        let home = TestNetwork::alone(database).await;
        let there = There::made(&home).await;
        let neighbour = home.neighbour().await;
        let plan = neighbour.plan_wanted("Plans", Hold::Nobody);
        let before = database.every_text().await;
        for name in ["A. Member", "A. Curator", "A. Moderator", "A. Host", "An Administrator"] {
            let stranger: Talker = neighbour.person(name).await;
            // By the door nobody even becomes a participant.
            assert!(stranger.at(home.chat).participant().await.is_none());
            let who = stranger.participant().await.unwrap();
            for (permission, outcome) in every_deed(&home.house, &who, &there, &plan).await {
                let refused = matches!(outcome, Err(ActionError::NotPermitted(_)));
                assert!(refused || is_not_found(&outcome), "{permission}: {outcome:?}");
            }
            // Our messages in their own chat.
            for outcome in [
                stranger.replies(there.shown, "?").await.map(drop),
                stranger.quotes(there.shown, "?").await.map(drop),
                stranger.reports(there.shown, ReportKind::Unkind, "").await.map(drop),
                stranger.takes_back(there.shown).await,
            ] {
                assert!(is_not_found(&outcome), "{outcome:?}");
            }
            if who.may::<may::Lead>() {
                for outcome in [
                    stranger.pins(Some(there.shown)).await,
                    stranger.stars(there.shown).await,
                    stranger.hides(there.shown, "words").await,
                    stranger.restores(there.shown).await,
                    stranger.approves(there.held).await,
                    stranger.refuses(there.held, "words").await,
                    stranger.mutes(there.shown, "words").await,
                    stranger.unmutes(there.muted).await,
                ] {
                    assert!(is_not_found(&outcome), "{outcome:?}");
                }
            }
        }
        assert_eq!(database.every_text().await, before);
        let permit = neighbour.member().await.may().await;
        let chats = chat::every(&home.house, &permit).await.unwrap();
        assert_eq!(chats.iter().map(|chat| chat.id).collect::<Vec<_>>(), [neighbour.chat]);
        let told = chat::room_news(&home.house, neighbour.id, home.chat, 0).await.unwrap();
        assert_eq!((told.sequence, told.messages.len(), told.head), (0, 0, None));
    }
}
