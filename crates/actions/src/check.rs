//! Checking a school or a network: every invariant that can be recomputed from the tables is.

use std::collections::BTreeMap;

use domain::Instant;
use domain::apparatus::{Hold, Pool, exposures};
use domain::chat::ChatState;
use domain::id::{ItemId, NetworkId, RequisitionId, SchoolId};
use domain::requisition::{Occasion, Requisition, State, Tie, followed};
use storage::Reading;
use storage::count::ChatCount;

use crate::almanac::Almanac;
use crate::calendar::Meetings;
use crate::{ActionError, House};

/// What a check found in one school.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Requisitions looked at.
    pub requisitions: usize,
    /// Holds looked at.
    pub holds: usize,
    /// Entries of history looked at.
    pub events: i64,
    /// Broken invariants; each a sentence. There should be none.
    pub breaches: Vec<String>,
    /// Promises that a later event has left short: no breach, and in the inbox too.
    pub exposures: Vec<String>,
}

/// Recomputes the invariants of a school from its tables.
pub async fn check(house: &House, school: SchoolId) -> Result<Findings, ActionError> {
    let mut reading = house.storage.read(school).await?;
    let requisitions = reading.every_requisition().await?;
    let holds = reading.all_holds(Instant(i64::MIN)).await?;
    let mut findings = Findings {
        requisitions: requisitions.len(),
        holds: holds.len(),
        events: reading.event_sequence().await?,
        ..Findings::default()
    };
    let by_id: BTreeMap<RequisitionId, &Requisition> =
        requisitions.iter().map(|requisition| (requisition.id, requisition)).collect();
    for requisition in &requisitions {
        check_requisition(requisition, &mut findings);
    }
    let (almanac, now) = (Almanac::read(&mut reading).await?, house.now());
    check_lessons(&mut reading, &almanac, &requisitions, now, &mut findings).await?;
    for hold in &holds {
        check_hold(hold, &by_id, &mut findings);
    }
    check_promises(&mut reading, (&almanac, now), &holds, &by_id, &mut findings).await?;
    let (counted, newest) = reading.history_size().await?;
    if counted != findings.events || newest != findings.events {
        findings.breaches.push(format!(
            "history has {counted} entries and its newest is {newest}, but the school says {}",
            findings.events
        ));
    }
    Ok(findings)
}

fn check_requisition(requisition: &Requisition, findings: &mut Findings) {
    let id = requisition.id;
    if requisition.occasion.interval.from >= requisition.occasion.interval.until {
        findings.breaches.push(format!("requisition {id} is for a lesson that ends before it begins"));
    }
    if let Err(problem) = requisition.content.check() {
        findings.breaches.push(format!("requisition {id} asks for what cannot be: {problem}"));
    }
    let was_sent = requisition.state != State::Draft && requisition.state != State::Withdrawn;
    if was_sent && requisition.lateness.received_at.is_none() {
        findings.breaches.push(format!("requisition {id} was sent and has no receipt"));
    }
    if requisition.lateness.late && requisition.lateness.reason.is_none() {
        findings.breaches.push(format!("requisition {id} is late and gives no reason"));
    }
}

/// Every open request that is not over is where its lesson is, or is listed as one whose lesson is gone, or stays at
/// its hour because somebody has decided so.
async fn check_lessons(
    reading: &mut Reading,
    almanac: &Almanac,
    requisitions: &[Requisition],
    now: Instant,
    findings: &mut Findings,
) -> Result<(), ActionError> {
    let mut meetings = Meetings::default();
    for requisition in requisitions {
        let Requisition { id, occasion, .. } = requisition;
        if !requisition.state.is_open() || occasion.interval.until < now {
            continue;
        }
        let lesson = meetings.lesson_of(reading, almanac, occasion, now).await?;
        let is = followed(occasion, lesson.as_ref(), &almanac.staff);
        // What a program before this one kept is brought to its lesson when this one next begins.
        let place = |one: &Occasion| (one.interval, one.room.clone(), one.class.clone());
        let is_landed = occasion.tie == Tie::Landed && place(&is) == place(occasion);
        if is == *occasion || is_landed {
            match occasion.tie {
                // What becomes of a draft is for whoever writes it.
                _ if requisition.state == State::Draft => {}
                Tie::Gone => {
                    findings.exposures.push(format!("requisition {id} is for a lesson that is gone"));
                }
                Tie::Apart => {
                    findings
                        .exposures
                        .push(format!("requisition {id} keeps its hour, and its lesson is at another"));
                }
                Tie::TeacherOut => {
                    findings.exposures.push(format!("requisition {id} is for a lesson whose teacher is out"));
                }
                _ => {}
            }
            continue;
        }
        findings.breaches.push(match is.tie {
            Tie::Gone => format!("requisition {id} is for a lesson that is gone, and nobody is told"),
            _ => format!(
                "requisition {id} is kept for {} in {}, and its lesson is on {} in {}",
                occasion.date, occasion.room, is.date, is.room
            ),
        });
    }
    Ok(())
}

fn check_hold(hold: &Hold, by_id: &BTreeMap<RequisitionId, &Requisition>, findings: &mut Findings) {
    let Some(requisition) = by_id.get(&hold.requisition) else {
        findings.breaches.push(format!("a hold of {} belongs to no requisition", hold.item));
        return;
    };
    let id = requisition.id;
    if matches!(requisition.state, State::Draft | State::Declined | State::Withdrawn) {
        findings
            .breaches
            .push(format!("requisition {id} is {} and still holds something", requisition.state));
    }
    if hold.interval.from >= hold.interval.until {
        findings.breaches.push(format!("requisition {id} holds {} for no time at all", hold.item));
    }
    let covers_lesson = hold.interval.from <= requisition.occasion.interval.from
        && requisition.occasion.interval.until <= hold.interval.until;
    if requisition.state.may_hold() && !covers_lesson {
        findings.breaches.push(format!("requisition {id} holds {} for less than its lesson", hold.item));
    }
}

/// No pool is promised beyond what it has, unless something made it smaller after the promise.
async fn check_promises(
    reading: &mut Reading,
    (almanac, now): (&Almanac, Instant),
    holds: &[Hold],
    by_id: &BTreeMap<RequisitionId, &Requisition>,
    findings: &mut Findings,
) -> Result<(), ActionError> {
    let mut by_item: BTreeMap<ItemId, Vec<Hold>> = BTreeMap::new();
    for hold in holds {
        by_item.entry(hold.item).or_default().push(hold.clone());
    }
    for (item, holds) in by_item {
        let Some(found) = reading.find_item(item).await? else {
            findings.breaches.push(format!("something is held of {item}, which is no item of this school"));
            continue;
        };
        for hold in &holds {
            let requisition = by_id.get(&hold.requisition);
            if let Some(requisition) = requisition.filter(|one| one.occasion.interval.until >= now) {
                check_way(hold, &found.pool, requisition, almanac, findings);
            }
        }
        let short = exposures(&found.pool, &holds);
        if short.is_empty() {
            continue;
        }
        let last_change = reading.history_of(&item.to_string()).await?.last().map(|event| event.at);
        for (hold, count) in short {
            // What is done to it later (a tick, a reduction) makes no new promise.
            let promised = by_id
                .get(&hold.requisition)
                .map(|requisition| requisition.lateness.received_at.unwrap_or(requisition.created_at));
            let sentence = format!(
                "requisition {} holds {} of {}, which is {count} short",
                hold.requisition, hold.quantity, found.pool.name
            );
            if hold.moved_at.is_some() || found.pool.missing > 0 || last_change >= promised {
                findings.exposures.push(sentence);
            } else {
                findings.breaches.push(sentence);
            }
        }
    }
    Ok(())
}

/// What is held of something that is kept at another site is asked for from there, and held for the way too, unless its
/// lesson has come to be at another site since.
fn check_way(
    hold: &Hold,
    pool: &Pool,
    requisition: &Requisition,
    almanac: &Almanac,
    findings: &mut Findings,
) {
    let Requisition { id, occasion, content, .. } = requisition;
    let needed = almanac.needed(occasion);
    let Some(away) = pool.away(needed.room, needed.sites) else { return };
    if !pool.can_clash() || !requisition.state.may_hold() {
        return;
    }
    let way = i64::from(away.minutes);
    let (from, until) =
        (occasion.interval.from.plus_minutes(-way), occasion.interval.until.plus_minutes(way));
    if hold.interval.from > from || hold.interval.until < until {
        let words = format!(
            "requisition {id} holds {} for less than its lesson and the way from {}",
            pool.name, away.site
        );
        findings.breaches.push(words);
    }
    if content.unasked(pool, &needed).is_none() {
        return;
    }
    let sentence = format!(
        "requisition {id} holds {} of {}, kept at {}, and its transfer is not asked for",
        hold.quantity, pool.name, away.site
    );
    let list = if hold.moved_at.is_some() { &mut findings.exposures } else { &mut findings.breaches };
    list.push(sentence);
}

/// What a check found in one network.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NetworkFindings {
    /// Chats looked at.
    pub chats: usize,
    /// Messages with a number looked at.
    pub messages: i64,
    /// Entries of history looked at.
    pub events: i64,
    /// Broken invariants; each a sentence. There should be none.
    pub breaches: Vec<String>,
}

/// Recomputes the invariants of a network from its tables.
pub async fn check_network(house: &House, network: NetworkId) -> Result<NetworkFindings, ActionError> {
    let mut reading = house.storage.read(network).await?;
    let history = reading.network_history().await?;
    let (events, counted, newest) = history.ok_or(ActionError::NotFound("network"))?;
    let mut breaches = Vec::new();
    if counted != events || newest != events {
        breaches.push(format!(
            "history has {counted} entries and its newest is {newest}, but the network says {events}"
        ));
    }
    let counts = reading.chat_counts().await?;
    for counted in &counts {
        check_chat(counted, &mut breaches);
    }
    for message in reading.stray_messages().await? {
        breaches.push(format!("message {message} points out of its chat"));
    }
    for message in reading.misnumbered_messages().await? {
        breaches.push(format!("message {message} is shown without a number, or waits with one"));
    }
    for item in reading.stray_list_items().await? {
        breaches.push(format!("item {item} of a list points at a message of another chat"));
    }
    let messages = counts.iter().map(|counted| counted.numbers).sum();
    Ok(NetworkFindings { chats: counts.len(), messages, events, breaches })
}

fn check_chat(counted: &ChatCount, breaches: &mut Vec<String>) {
    let ChatCount { chat, state, numbered, numbers, largest, revision, .. } = counted;
    if numbers != numbered || largest != numbered {
        breaches.push(format!(
            "chat {chat} has {numbers} numbered messages up to {largest}, but says {numbered}"
        ));
    }
    if counted.revisions != *revision {
        breaches.push(format!("chat {chat} has {} revisions, but says {revision}", counted.revisions));
    }
    let is_published = *state == ChatState::Published;
    if counted.documents != i64::from(is_published) {
        breaches.push(format!("chat {chat} is {state} and keeps {} published documents", counted.documents));
    } else if is_published && counted.document_of != *revision {
        breaches.push(format!(
            "chat {chat} keeps the document of revision {}, and its newest is {revision}",
            counted.document_of
        ));
    }
    if !is_published && counted.lines > 0 {
        breaches.push(format!("chat {chat} is {state}, and a search still finds {} lines", counted.lines));
    }
}
