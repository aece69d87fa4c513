//! An address and a form for every route in a network or a chat, filled with the ids of one network. A route
//! that is missing here fails the walks.

use actions::chat::{self, ReportKind, Schedule};
use actions::evening::Publish;
use actions::list_item::Add;
use actions::network::topic::Propose;
use actions::network::{self, MakeCode};
use domain::chat::network::CodeKind;
use domain::chat::room::Hold;
use domain::id::{AccountId, ChatId, CodeId, ListItemId, MessageId, NetworkId, ReportId, TopicId};
use testing::{Talker, TestNetwork, TestSchool};

use crate::addresses::Sample;

/// What a network has that an address can name.
#[derive(Clone, Debug)]
pub struct RoomThings {
    pub network: NetworkId,
    /// Chats, each in another state.
    pub draft: ChatId,
    pub scheduled: ChatId,
    pub open: ChatId,
    pub closed: ChatId,
    pub closed_too: ChatId,
    pub scheduled_too: ChatId,
    /// In review, and its 48 hours have passed.
    pub reviewed: ChatId,
    pub published: ChatId,
    /// A member's, shown in the open chat.
    pub message: MessageId,
    /// Another member's, hidden.
    pub hidden: MessageId,
    /// Said in a chat where everybody's messages wait.
    pub held: MessageId,
    /// Another beside it.
    pub held_too: MessageId,
    /// The chat they wait in.
    pub holding: ChatId,
    pub report: ReportId,
    pub item: ListItemId,
    pub topic: TopicId,
    pub code: CodeId,
    /// Muted in the open chat.
    pub muted: AccountId,
    /// The curator of the open chat.
    pub curator: AccountId,
    /// A member whom nobody misses.
    pub leaver: AccountId,
    /// A school of the network.
    pub school: domain::id::SchoolId,
}

impl RoomThings {
    /// A network with one of everything.
    pub async fn of(network: &TestNetwork, school: &TestSchool) -> Self {
        let house = &network.house;
        let reviewed = network.opens("Reviewed", Hold::Nobody).await;
        let published = network.opens("Published", Hold::Nobody).await;
        let host = network.host().await;
        for chat in [reviewed, published] {
            host.at(chat).says("Good evening").await.unwrap();
            host.at(chat).closes().await.unwrap();
            host.at(chat).reviews().await.unwrap();
        }
        network.clock.pass_minutes(49 * 60);
        let publishes = host.at(published).may().await;
        house.act(&publishes, published, Publish::default(), None).await.unwrap();
        let administrator = network.administrator().await;
        let draft = network.plans("Draft", Hold::Nobody).await;
        let scheduled = network.plans("Scheduled", Hold::Nobody).await;
        administrator.at(scheduled).does(Schedule {}).await.unwrap();
        let closed = network.opens("Closed", Hold::Nobody).await;
        host.at(closed).closes().await.unwrap();
        let holding = network.opens("Waiting", Hold::Everybody).await;
        let held = network.member().await.at(holding).says("May I?").await.unwrap().message;
        let held_too = network.other_member().await.at(holding).says("And I?").await.unwrap().message;
        let closed_too = network.opens("Closed too", Hold::Nobody).await;
        host.at(closed_too).closes().await.unwrap();
        let scheduled_too = network.plans("Scheduled too", Hold::Nobody).await;
        administrator.at(scheduled_too).does(Schedule {}).await.unwrap();
        let open = network.chat;
        host.asks(1).await.unwrap();
        let message = network.member().await.says("Ours leaks").await.unwrap().message;
        let other = network.other_member().await;
        let hidden = other.says("Buy my book").await.unwrap().message;
        let report = other.reports(message, ReportKind::OffTopic, "").await.unwrap();
        let moderator = network.moderator().await;
        moderator.hides(hidden, "An advert").await.unwrap();
        let third = network.third_member().await;
        let theirs = third.says("Me too").await.unwrap().message;
        moderator.mutes(theirs, "A rest").await.unwrap();
        let wanted = Add {
            heading: "Leaks".to_owned(),
            words: "Vaseline on the tap".to_owned(),
            url: None,
            message: Some(message),
        };
        let item = house.act(&host.may().await, open, wanted, None).await.unwrap();
        let in_network = network_permit(&administrator).await;
        let topic = house
            .act(&in_network.permit().unwrap(), (), Propose { words: "Labels".to_owned() }, None)
            .await
            .unwrap();
        let wanted = MakeCode { kind: CodeKind::Person, words: "Visitors".to_owned(), uses: 5, days: 7 };
        let code = house.act(&in_network.permit().unwrap(), (), wanted, None).await.unwrap().id;
        let leaver = network.add("A. Leaver", domain::chat::ChatRole::Member).await.account;
        network::add_school(house, network.id, school.id).await.unwrap();
        Self {
            network: network.id,
            draft,
            scheduled,
            open,
            closed,
            reviewed,
            published,
            message,
            hidden,
            held,
            held_too,
            closed_too,
            scheduled_too,
            holding,
            report,
            item,
            topic,
            code,
            muted: third.account,
            curator: network.curator().await.account,
            leaver,
            school: school.id,
        }
    }
}

/// Who somebody is in their network, whatever the chat.
async fn network_permit(talker: &Talker) -> domain::chat::Participant {
    let found = chat::ties::in_network(&talker.house, talker.account, &talker.name, talker.network).await;
    found.unwrap().expect("somebody of the network")
}

/// A request for a route in a network or a chat; none where this table does not know it.
#[expect(clippy::too_many_lines, reason = "a table, a line or two for each route")]
pub fn room_sample(things: &RoomThings, method: &str, path: &str) -> Option<Sample> {
    let RoomThings { network, open, message, .. } = things;
    let once = format!("walk {method} {path}");
    let of_network = path.replace("{network}", &network.to_string());
    let of = |chat: ChatId| path.replace("{chat}", &chat.to_string());
    let on = |chat: ChatId, message: MessageId| of(chat).replace("{message}", &message.to_string());
    let form = |address: String, fields: &[(&'static str, &str)]| {
        let more = fields.iter().map(|(name, value)| (*name, (*value).to_owned()));
        Some(Sample { address, fields: std::iter::once(("once", once.clone())).chain(more).collect() })
    };
    let page = |address: String| Some(Sample { address, fields: Vec::new() });
    let plan: [(&'static str, &str); 7] = [
        ("subject", "Another evening"),
        ("tag", "TestChat"),
        ("welcome", "Say who you are."),
        ("date", "2026-03-02"),
        ("time", "20:00"),
        ("minutes", "60"),
        ("hold", "nobody"),
    ];
    let again = [plan.as_slice(), &[("version", "1"), ("questions", "One?\nTwo?")]].concat();
    match (method, path) {
        (
            "GET",
            "/networks/{network}"
            | "/networks/{network}/manage"
            | "/networks/{network}/erasure"
            | "/networks/{network}/chats/new",
        ) => page(of_network),
        ("POST", "/networks/{network}/topics") => form(of_network, &[("words", "Fume cupboards")]),
        ("POST", "/networks/{network}/topics/{topic}/vote" | "/networks/{network}/topics/{topic}/retire") => {
            form(of_network.replace("{topic}", &things.topic.to_string()), &[("wanted", "yes")])
        }
        ("POST", "/networks/{network}/feed" | "/networks/{network}/leave") => form(of_network, &[]),
        ("POST", "/networks/{network}/settings") => form(
            of_network,
            &[("name", "Test Network"), ("time-zone", "Europe/Dublin"), ("readers", "members")],
        ),
        ("POST", "/networks/{network}/codes") => {
            form(of_network, &[("kind", "person"), ("words", "Visitors"), ("uses", "5"), ("days", "7")])
        }
        ("POST", "/networks/{network}/codes/{code}/end") => {
            form(of_network.replace("{code}", &things.code.to_string()), &[])
        }
        (
            "POST",
            "/networks/{network}/people/{person}/end" | "/networks/{network}/people/{person}/administrator",
        ) => form(of_network.replace("{person}", &things.leaver.to_string()), &[("wanted", "yes")]),
        ("POST", "/networks/{network}/schools/{school}/end") => {
            form(of_network.replace("{school}", &things.school.to_string()), &[])
        }
        ("POST", "/networks/{network}/chats") => form(of_network, &plan),
        ("POST", "/networks/{network}/erasure") => {
            form(of_network, &[("handle", "nobody_here"), ("again", "nobody_here")])
        }
        (
            "GET",
            "/chats/{chat}"
            | "/chats/{chat}/live"
            | "/chats/{chat}/desk"
            | "/chats/{chat}/list"
            | "/chats/{chat}/calendar.ics",
        ) => page(of(*open)),
        ("GET", "/chats/{chat}/set-up") => page(of(things.draft)),
        ("GET", "/chats/{chat}/publish") => page(of(things.reviewed)),
        ("GET", "/chats/{chat}/messages/{message}" | "/chats/{chat}/messages/{message}/save") => {
            page(on(*open, *message))
        }
        ("POST", "/chats/{chat}/agree") => form(of(*open), &[("handle", "a_walker"), ("agree", "yes")]),
        ("POST", "/chats/{chat}/messages") => form(of(*open), &[("body", "So do ours")]),
        ("POST", "/chats/{chat}/messages/{message}/take-back") => form(on(*open, *message), &[]),
        ("POST", "/chats/{chat}/messages/{message}/report") => {
            form(on(*open, *message), &[("kind", "advert"), ("words", "")])
        }
        ("POST", "/chats/{chat}/messages/{message}/save") => {
            form(on(*open, *message), &[("as", "idea"), ("words", "Ours leaks")])
        }
        ("POST", "/chats/{chat}/messages/{message}/star" | "/chats/{chat}/messages/{message}/pin") => {
            form(on(*open, *message), &[])
        }
        ("POST", "/chats/{chat}/messages/{message}/hide" | "/chats/{chat}/messages/{message}/mute") => {
            form(on(*open, *message), &[("reason", "Beside the point")])
        }
        ("POST", "/chats/{chat}/messages/{message}/restore") => form(on(*open, things.hidden), &[]),
        ("POST", "/chats/{chat}/messages/{message}/approve") => form(on(things.holding, things.held), &[]),
        ("POST", "/chats/{chat}/messages/{message}/refuse") => {
            form(on(things.holding, things.held_too), &[("reason", "Beside the point")])
        }
        ("POST", "/chats/{chat}/open") => form(of(things.scheduled), &[]),
        ("POST", "/chats/{chat}/put-off") => form(of(things.scheduled_too), &[]),
        ("POST", "/chats/{chat}/schedule") => form(of(things.draft), &[]),
        (
            "POST",
            "/chats/{chat}/chair" | "/chats/{chat}/close" | "/chats/{chat}/list/seed" | "/chats/{chat}/unpin",
        ) => form(of(*open), &[]),
        ("POST", "/chats/{chat}/reopen") => form(of(things.closed), &[]),
        ("POST", "/chats/{chat}/review") => form(of(things.closed_too), &[]),
        ("POST", "/chats/{chat}/ask") => form(of(*open), &[("number", "2")]),
        ("POST", "/chats/{chat}/slow") => form(of(*open), &[("seconds", "30")]),
        ("POST", "/chats/{chat}/hold") => form(of(*open), &[("hold", "newcomers")]),
        ("POST", "/chats/{chat}/bring") => form(
            of(*open),
            &[("author", "elsewhere"), ("from", "the corridor"), ("body", "Ours too"), ("question", "")],
        ),
        ("POST", "/chats/{chat}/people/{person}/unmute") => {
            form(of(*open).replace("{person}", &things.muted.to_string()), &[])
        }
        ("POST", "/chats/{chat}/reports/{report}/settle") => {
            form(of(*open).replace("{report}", &things.report.to_string()), &[("outcome", "kept")])
        }
        ("POST", "/chats/{chat}/set-up") => form(of(things.draft), &again),
        ("POST", "/chats/{chat}/roles") => form(of(*open), &[("handle", "c_member"), ("role", "moderator")]),
        ("POST", "/chats/{chat}/roles/{person}/end") => {
            form(of(*open).replace("{person}", &things.curator.to_string()), &[("role", "curator")])
        }
        ("POST", "/chats/{chat}/list") => {
            form(of(*open), &[("heading", "Leaks"), ("words", "A new washer"), ("url", ""), ("number", "")])
        }
        (
            "POST",
            "/chats/{chat}/list/{item}"
            | "/chats/{chat}/list/{item}/move"
            | "/chats/{chat}/list/{item}/remove",
        ) => form(
            of(*open).replace("{item}", &things.item.to_string()),
            &[("heading", "Leaks"), ("words", "Grease on the tap"), ("url", ""), ("way", "up")],
        ),
        ("POST", "/chats/{chat}/publish") => form(of(things.reviewed), &[("reason", "")]),
        ("POST", "/chats/{chat}/withdraw") => form(of(things.published), &[]),
        _ => None,
    }
}
