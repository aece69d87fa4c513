//! A network's own page, and what its people do there.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::ActionError;
use actions::network::{self, TopicShown};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use domain::Permission;
use domain::chat::chat_permissions::{ManageNetwork, PlanChats, ProposeTopics, SeeNetwork};
use domain::id::{NetworkId, TopicId};

use super::evenings::{Listed, shelves, zone};
use super::{key, permit};
use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::fields::{Fields, Query};
use crate::network::show::page::{NetworkPage, TopicRow};
use crate::participant::InNetwork;
use crate::parts::{FieldState, Section};
use crate::routes::Answer;
use crate::routes::typed::{Typed, sentence};
use crate::shell::{shell, with_notice};
use crate::zoned;

pub(super) async fn show(
    State(app): State<App>,
    place: InNetwork<SeeNetwork>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let mut shown = network_page(&app, &place, FieldState::default(), None).await?;
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

async fn network_page<P: Permission<Scope = NetworkId>>(
    app: &App,
    place: &InNetwork<P>,
    topic: FieldState,
    error: Option<String>,
) -> Result<NetworkPage, Problem> {
    let see = permit::<SeeNetwork>(place.participant())?;
    let found = network::show(&app.house, &see).await?;
    let zone = zone(&found.network.time_zone);
    let evenings = actions::chat::every(&app.house, &see).await?.into_iter();
    let evenings =
        evenings.map(|chat| Listed { chat, network: String::new(), zone: zone.clone() }).collect::<Vec<_>>();
    let may_plan = place.participant().may::<PlanChats>();
    let id = found.network.id.to_string();
    let now = app.house.now();
    Ok(NetworkPage {
        shell: shell(&place.visitor, &found.network.name, Section::Chats),
        facts: facts(&found),
        once: key(app),
        error,
        empty: evenings.is_empty().then(|| NetworkPage::nothing_yet(may_plan)),
        shelves: shelves(evenings, now),
        topics: found.topics.iter().map(|topic| topic_row(&id, topic, may_plan)).collect(),
        topic,
        may_plan,
        may_manage: place.participant().may::<ManageNetwork>(),
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

pub(super) async fn leave(
    State(app): State<App>,
    place: InNetwork<SeeNetwork>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let once = fields.once_for("network-leave", place.permit.network())?;
    match network::leave(&app.house, &place.permit, once).await {
        Ok(()) => Ok(see("/chats?did=left")),
        Err(ActionError::Invalid(invalid)) => {
            let error = Some(sentence(&invalid.words));
            let shown = network_page(&app, &place, FieldState::default(), error).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, &headers)
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn propose(
    State(app): State<App>,
    place: InNetwork<ProposeTopics>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let once = fields.once_for("topic-propose", place.permit.network())?;
    match network::propose(&app.house, &place.permit, fields.get("words"), once).await {
        Ok(topic) => Ok(see(&format!("/networks/{}?did=added#topic-{topic}", place.permit.network()))),
        Err(error) => {
            let mut typed = Typed::new(&fields);
            typed.refused(error)?;
            let shown = network_page(&app, &place, typed.state("words"), None).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, &headers)
        }
    }
}

pub(super) async fn vote(
    State(app): State<App>,
    Path((_, topic)): Path<(String, String)>,
    place: InNetwork<ProposeTopics>,
    fields: Fields,
) -> Answer {
    let topic: TopicId = topic.parse().map_err(|_| Problem::not_found())?;
    let wanted = match fields.get("wanted") {
        "yes" => true,
        "no" => false,
        _ => return Err(Problem::unreadable("Say whether you vote for the topic or take your vote back.")),
    };
    // The forms of the page share a key, so the topic's identifier makes each its own.
    let once = fields.once_for("topic-vote", format_args!("{topic}:{wanted}"))?;
    network::vote(&app.house, &place.permit, topic, wanted, once).await?;
    Ok(see(&format!("/networks/{}?did=saved#topic-{topic}", place.permit.network())))
}

pub(super) async fn retire(
    State(app): State<App>,
    Path((_, topic)): Path<(String, String)>,
    place: InNetwork<PlanChats>,
    fields: Fields,
) -> Answer {
    let topic: TopicId = topic.parse().map_err(|_| Problem::not_found())?;
    let once = fields.once_for("topic-retire", topic)?;
    network::retire_topic(&app.house, &place.permit, topic, once).await?;
    Ok(see(&format!("/networks/{}?did=saved#topics", place.permit.network())))
}
