//! A network's own page, and what its people do there.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::network::topic::{Propose, Retire, Vote};
use actions::network::{self, Leave, TopicShown};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::chat::Participant;
use domain::chat::chat_permissions::{ManageNetwork, PlanChats, ProposeTopics, SeeNetwork};
use domain::id::{NetworkId, TopicId};
use domain::{Permission, Permit};

use super::evenings::{Listed, shelves, zone};
use super::{key, permit};
use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::fields::Query;
use crate::form::{Form, Sent, nowhere_to_show};
use crate::network::show::page::{NetworkPage, TopicRow};
use crate::participant::InNetwork;
use crate::parts::{FieldState, Section};
use crate::shell::{shell, with_notice};
use crate::visitor::Visitor;
use crate::zoned;
use http::Answer;
use http::typed::Typed;

pub(super) async fn show(
    State(app): State<App>,
    place: InNetwork<SeeNetwork>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let mut shown =
        network_page(&app, &place.visitor, place.participant(), FieldState::default(), None).await?;
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

async fn network_page(
    app: &App,
    visitor: &Visitor,
    participant: &Participant,
    topic: FieldState,
    error: Option<String>,
) -> Result<NetworkPage, Problem> {
    let see = permit::<SeeNetwork>(participant)?;
    let found = network::show(&app.house, &see).await?;
    let zone = zone(&found.network.time_zone);
    let evenings = actions::chat::every(&app.house, &see).await?.into_iter();
    let evenings =
        evenings.map(|chat| Listed { chat, network: String::new(), zone: zone.clone() }).collect::<Vec<_>>();
    let may_plan = participant.may::<PlanChats>();
    let id = found.network.id.to_string();
    let now = app.house.now();
    Ok(NetworkPage {
        shell: shell(visitor, &found.network.name, Section::Chats),
        facts: facts(&found),
        once: key(app),
        error,
        empty: evenings.is_empty().then(|| NetworkPage::nothing_yet(may_plan)),
        shelves: shelves(evenings, now),
        topics: found.topics.iter().map(|topic| topic_row(&id, topic, may_plan)).collect(),
        topic,
        may_plan,
        may_manage: participant.may::<ManageNetwork>(),
        feed_words: match found.feed_made_at {
            Some(at) => format!("You made an address {}. A new one ends it.", zoned::moment(&zone, at, now)),
            None => "The address is yours alone: whoever has it reads when the evenings are.".to_owned(),
        },
        may_leave: found.has_joined,
        name: found.network.name,
        id,
    })
}

fn facts(found: &network::NetworkPage) -> String {
    let people = counted(found.people, "person", "people");
    let schools = match (found.network.of_school, found.schools) {
        (Some(_), _) | (None, 0) => String::new(),
        (None, schools) => format!(", {}", counted(schools, "school", "schools")),
    };
    format!("{people}{schools}. What is published is read by {}.", found.network.readers.words())
}

/// `1 school`, `3 schools`.
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn topic_row(network: &str, topic: &TopicShown, may_plan: bool) -> TopicRow {
    let votes = counted(topic.votes, "vote", "votes");
    let about = match &topic.proposed_by {
        Some(handle) => format!("{votes}; proposed by @{handle}"),
        None => votes,
    };
    TopicRow {
        id: topic.id.to_string(),
        words: topic.words.clone(),
        about,
        has_own_vote: topic.has_own_vote,
        plan: may_plan.then(|| format!("/networks/{network}/chats/new?topic={}", topic.id)),
    }
}

/// The page again, with what is wrong: with a deed on it, or beside the field for a topic.
async fn again<P: Permission<Scope = NetworkId>>(
    sent: &Sent<'_>,
    permit: &Permit<P>,
    topic: FieldState,
    error: Option<String>,
) -> Answer {
    let shown = network_page(sent.app, sent.visitor, permit.participant(), topic, error).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, sent.headers)
}

impl Form for Leave {
    fn read(_: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self {})
    }

    async fn done(_: &Sent<'_>, _: &Permit<SeeNetwork>, (): ()) -> Answer {
        Ok(see("/chats?did=left"))
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<SeeNetwork>, typed: Typed<'_>) -> Answer {
        again(sent, permit, FieldState::default(), typed.first_error().map(str::to_owned)).await
    }
}

impl Form for Propose {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self { words: sent.fields.get("words").to_owned() })
    }

    async fn done(_: &Sent<'_>, permit: &Permit<ProposeTopics>, topic: TopicId) -> Answer {
        Ok(see(&format!("/networks/{}?did=added#topic-{topic}", permit.network())))
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<ProposeTopics>, typed: Typed<'_>) -> Answer {
        again(sent, permit, typed.state("words"), None).await
    }
}

impl Form for Vote {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        let topic = sent.named("topic")?;
        let wanted = match sent.fields.get("wanted") {
            "yes" => true,
            "no" => false,
            _ => {
                let words = "Say whether you vote for the topic or take your vote back.";
                return Err(Problem::unreadable(words));
            }
        };
        Ok(Self { topic, wanted })
    }

    // The forms of the page share a key, so the topic's identifier makes each its own.
    fn part(&self) -> Option<String> {
        Some(format!("{}:{}", self.topic, self.wanted))
    }

    async fn done(sent: &Sent<'_>, permit: &Permit<ProposeTopics>, (): ()) -> Answer {
        let topic: TopicId = sent.named("topic")?;
        Ok(see(&format!("/networks/{}?did=saved#topic-{topic}", permit.network())))
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<ProposeTopics>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}

impl Form for Retire {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self { topic: sent.named("topic")? })
    }

    fn part(&self) -> Option<String> {
        Some(self.topic.to_string())
    }

    async fn done(_: &Sent<'_>, permit: &Permit<PlanChats>, (): ()) -> Answer {
        Ok(see(&format!("/networks/{}?did=saved#topics", permit.network())))
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<PlanChats>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}
