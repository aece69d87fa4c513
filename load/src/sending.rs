//! Sending requisitions, as the form does.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use hyper::{StatusCode, header};
use jiff::ToSpan;
use jiff::civil::Date;
use tokio::time::{MissedTickBehavior, interval};

use crate::client::{Answer, Ask, Client};
use crate::failure::Failure;
use crate::form::hidden_fields;
use crate::measure::Visitor;
use crate::people::{Session, read};

/// The practicals that are asked for in turn: each has counted items, so that every sending locks, looks and holds.
/// They share out what is held among several items, as a school's weeks do; on one item alone the holds of weeks
/// would pile up that no school has.
const PRACTICALS: [&str; 8] = [
    "force and extension",
    "plant and animal cells",
    "making an electromagnet",
    "neutralisation by titration",
    "reflection and refraction",
    "waves in a ripple tank",
    "infrared radiation",
    "mass and acceleration",
];
/// Weeks ahead that requisitions are sent for: late for none, and on no page that is measured.
const WEEKS_AHEAD: std::ops::Range<i64> = 3..10;
/// A page of a form's fields has fewer lines than this.
const MOST_LINES: usize = 40;

/// The counted items of them, and how many there are of each from then on: nobody is refused, however fast they send.
const ITEMS: [&str; 9] = [
    "steel spring",
    "light microscope",
    "scalpel",
    "low-voltage power supply",
    "burette",
    "ray box",
    "ripple tank",
    "leslie cube",
    "light gate",
];
const ENOUGH: &str = "99999";

/// A lesson to ask for, by the form that asks.
#[derive(Debug)]
struct Lesson {
    id: String,
    /// What the form sends along unseen.
    hidden: Vec<(String, String)>,
    /// How many amounts it asks for.
    lines: usize,
}

/// Somebody who sends one requisition after another for their lessons, with one of everything.
#[derive(Debug)]
pub struct Sender {
    session: Session,
    lessons: Arc<Vec<Lesson>>,
    /// Shared by all who send, so that no two sendings are the same.
    sent: Arc<AtomicUsize>,
}

impl Sender {
    /// One sender for each session, with the lessons of that person's own weeks after `today`.
    pub async fn each(
        address: SocketAddr,
        sessions: &[Session],
        today: Date,
    ) -> Result<Vec<Arc<Self>>, Failure> {
        let sent = Arc::new(AtomicUsize::new(0));
        let mut known: Vec<(&str, Arc<Vec<Lesson>>)> = Vec::new();
        let mut senders = Vec::new();
        for session in sessions {
            let found =
                known.iter().find(|(role, _)| *role == session.role).map(|(_, lessons)| Arc::clone(lessons));
            let lessons = if let Some(lessons) = found {
                lessons
            } else {
                let lessons = Arc::new(lessons_of(address, session, today).await?);
                known.push((session.role, Arc::clone(&lessons)));
                lessons
            };
            senders.push(Arc::new(Self { session: session.clone(), lessons, sent: Arc::clone(&sent) }));
        }
        Ok(senders)
    }

    /// How many were sent by all.
    pub fn sent(&self) -> usize {
        self.sent.load(Ordering::Relaxed)
    }

    /// Sends one at each tick, until it is dropped; the first that fails ends it.
    pub async fn trickle(&self, address: SocketAddr, every: Duration) -> Result<(), Failure> {
        let mut client = Client::connect(address).await?;
        let mut ticks = interval(every);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        loop {
            ticks.tick().await;
            let answer = client.ask(&self.next(0)?, self.cookie()).await?;
            self.look(&answer)?;
        }
    }
}

impl Visitor for Sender {
    fn next(&self, _: usize) -> Result<Ask, Failure> {
        let number = self.sent.fetch_add(1, Ordering::Relaxed);
        let lesson = self
            .lessons
            .get(number % self.lessons.len().max(1))
            .ok_or_else(|| Failure::new("there is no lesson to ask for"))?;
        let mut form = form_urlencoded::Serializer::new(String::new());
        // Each sending is of a form that was fetched for it, as far as the server can tell: what was asked for the lesson
        // before would stop it, if it said what its page showed then.
        form.append_pair("once", &format!("load-{number}"));
        form.extend_pairs(lesson.hidden.iter().filter(|(name, _)| name != "once" && name != "lesson_seen"));
        form.append_pair("sets", "1").append_pair("note", "").append_pair("do", "send");
        for line in 0..lesson.lines {
            form.append_pair(&format!("quantity-{line}"), "1");
        }
        Ok(Ask { address: "/requisitions".to_owned(), form: Some(form.finish()) })
    }

    fn cookie(&self) -> Option<&str> {
        Some(&self.session.cookie)
    }

    fn status(&self) -> StatusCode {
        StatusCode::SEE_OTHER
    }

    fn look(&self, answer: &Answer) -> Result<(), Failure> {
        let to =
            answer.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if to.starts_with("/requisitions/") && to.contains("did=accepted-at-once") {
            return Ok(());
        }
        Err(Failure::new(format!("a requisition was answered {} and led to “{to}”", answer.status)))
    }
}

/// Counts so many of everything that is asked for that it never runs out, as a technician does in the list of
/// apparatus.
pub async fn count_enough(address: SocketAddr, technician: &Session) -> Result<(), Failure> {
    for item in ITEMS {
        let words: String = form_urlencoded::byte_serialize(item.as_bytes()).collect();
        let list = read(address, technician, &format!("/apparatus?q={words}")).await?;
        let found = values_after(&list, "action=\"/apparatus/").into_iter().filter(|id| !id.is_empty());
        for id in found.collect::<BTreeSet<String>>() {
            count(address, technician, &id).await?;
        }
    }
    Ok(())
}

async fn count(address: SocketAddr, technician: &Session, item: &str) -> Result<(), Failure> {
    let form = form_urlencoded::Serializer::new(String::new())
        .append_pair("once", &format!("enough-{item}"))
        .append_pair("counted", ENOUGH)
        .finish();
    let ask = Ask { address: format!("/apparatus/{item}"), form: Some(form) };
    let answer = Client::connect(address).await?.ask(&ask, Some(&technician.cookie)).await?;
    if answer.status == StatusCode::SEE_OTHER {
        return Ok(());
    }
    Err(Failure::new(format!("counting an item was answered {}", answer.status)))
}

async fn lessons_of(address: SocketAddr, session: &Session, today: Date) -> Result<Vec<Lesson>, Failure> {
    let mut lessons = Vec::new();
    let mut practicals: Vec<String> = Vec::new();
    for weeks in WEEKS_AHEAD {
        let date = today.checked_add(weeks.weeks()).map_err(Failure::of("look ahead"))?;
        let page = read(address, session, &format!("/week/{date}")).await?;
        for id in values_after(&page, "/requisitions/new?lesson=") {
            if practicals.is_empty() {
                for words in PRACTICALS {
                    practicals.push(practical_of(address, session, &id, words).await?);
                }
            }
            let practical = &practicals[lessons.len() % practicals.len()];
            lessons.push(form_of(address, session, id, practical).await?);
        }
    }
    lessons.sort_by(|one, other| one.id.cmp(&other.id));
    lessons.dedup_by(|one, other| one.id == other.id);
    if lessons.is_empty() {
        return Err(Failure::new(format!(
            "the {} has no lesson to ask for in the weeks to come",
            session.role
        )));
    }
    Ok(lessons)
}

/// The address of a form of a practical, for somebody's first lesson that can be asked for.
pub async fn a_form(address: SocketAddr, session: &Session, today: Date) -> Result<String, Failure> {
    let date = today.checked_add(WEEKS_AHEAD.start.weeks()).map_err(Failure::of("look ahead"))?;
    let page = read(address, session, &format!("/week/{date}")).await?;
    let lesson = values_after(&page, "/requisitions/new?lesson=").into_iter().next();
    let lesson = lesson.ok_or_else(|| Failure::new("there is no lesson to ask for"))?;
    let practical = practical_of(address, session, &lesson, PRACTICALS[0]).await?;
    Ok(format!("/requisitions/new?lesson={lesson}&practical={practical}"))
}

/// A practical, found as a teacher finds it.
async fn practical_of(
    address: SocketAddr,
    session: &Session,
    lesson: &str,
    title: &str,
) -> Result<String, Failure> {
    let words: String = form_urlencoded::byte_serialize(title.as_bytes()).collect();
    let found =
        read(address, session, &format!("/requisitions/practicals?lesson={lesson}&q={words}")).await?;
    let first = values_after(&found, "practical=").into_iter().next();
    first.ok_or_else(|| Failure::new(format!("nothing in the catalogue is called “{title}”")))
}

/// The form of a practical for a lesson, as a browser has it before anybody types.
async fn form_of(
    address: SocketAddr,
    session: &Session,
    id: String,
    practical: &str,
) -> Result<Lesson, Failure> {
    let page =
        read(address, session, &format!("/requisitions/new?lesson={id}&practical={practical}")).await?;
    let hidden = hidden_fields(&page, "quantity-0")
        .ok_or_else(|| Failure::new("the form of a practical asks for no amounts"))?;
    let lines =
        (0..MOST_LINES).take_while(|line| page.contains(&format!("name=\"quantity-{line}\""))).count();
    Ok(Lesson { id, hidden, lines })
}

/// The values that follow a piece of an address in a page, up to what cannot be part of them.
fn values_after(page: &str, start: &str) -> Vec<String> {
    page.split(start)
        .skip(1)
        .map(|rest| {
            rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')).collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_out_of_addresses() {
        let page = r#"<a href="/x?lesson=0198-a&amp;practical=77"> <a href="/x?lesson=0198-b">"#;
        assert_eq!(values_after(page, "lesson="), ["0198-a", "0198-b"]);
        assert_eq!(values_after(page, "practical="), ["77"]);
    }
}
