//! The board of a day.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use std::collections::BTreeMap;

use actions::prep::{Board, BoardStep, MOST_CARDS, Together, WholePeriod};
use actions::requisition::steps_for;
use axum::extract::{OriginalUri, Path, State as Extracted};
use axum::http::{HeaderMap, StatusCode};
use domain::Instant;
use domain::calendar::week_letter_name;
use domain::id::RequisitionId;
use domain::people::Actor;
use domain::people::permissions::{ChangeDay, Prepare, SeeBoard, SeeInbox};
use domain::requisition::{Requisition, State, Step};
use domain::site::Away;
use domain::timetable::Period;
use jiff::civil::Date;

use super::initials::{SIGNED_AS, Sending, given, question, signed_as};
use crate::address::named;
use crate::answer::{Problem, rendered, see, sent};
use crate::app::App;
use crate::fields::{Fields, Query};
use crate::kept::PageKey;
use crate::parts::requisition::{amount, marks, site_words, state_mark};
use crate::parts::{Choice, Section};
use crate::prep::board::page::{BoardCards, BoardPage, BoardPeriod, Card, Filter, StepButton};
use crate::requisition::deeds::has_changed_unseen;
use crate::shell::{UNSEEN, may, shell, together, with_notice_from};
use crate::visitor::Allowed;
use crate::words;
use http::Answer;

/// The field that names a card in the address of a touch for a whole period.
const CARD: &str = "card";

pub(crate) async fn today(
    state: Extracted<App>,
    allowed: Allowed<SeeBoard>,
    query: Query,
    headers: HeaderMap,
) -> Answer {
    let school = allowed.visitor.school().ok_or(Problem::no_school())?;
    let almanac = state.house.almanac_at(school.id, school.almanac).await?;
    let calendar = &almanac.calendar;
    let today = calendar.local(state.house.now()).0;
    let date =
        if calendar.is_school_day(today) { today } else { calendar.school_day_after(today).unwrap_or(today) };
    show(state.0, allowed, query, headers, date).await
}

pub(crate) async fn on(
    Extracted(app): Extracted<App>,
    Path(date): Path<String>,
    allowed: Allowed<SeeBoard>,
    query: Query,
    headers: HeaderMap,
) -> Answer {
    let date = named(&date)?;
    show(app, allowed, query, headers, date).await
}

async fn show(
    app: App,
    allowed: Allowed<SeeBoard>,
    Query(query): Query,
    headers: HeaderMap,
    date: Date,
) -> Answer {
    let now = app.house.now();
    let school = allowed.visitor.school().ok_or(Problem::no_school())?;
    let narrow = Narrow { by: signed_as(allowed.actor(), &query), ..Narrow::read(&query) };
    let key = PageKey {
        school: school.id,
        account: allowed.visitor.visit.account,
        roles: allowed.actor().roles.to_string(),
        address: format!("board {date} {}", narrow.query()),
    };
    let may_keep = query.find("did").is_none();
    if may_keep && let Some(page) = app.kept.find(&key, school.sequence, now) {
        return Ok(sent(&page, &headers, StatusCode::OK));
    }
    let board = actions::prep::board(&app.house, &allowed.permit, date).await?;
    let mut page = board_page(&app, &allowed, &board, &narrow, school.sequence);
    page.shell = with_notice_from(page.shell, &query, &date.to_string());
    let page = rendered(&page)?;
    if may_keep {
        app.kept.keep(key, school.sequence, now, page.clone());
    }
    Ok(sent(&page, &headers, StatusCode::OK))
}

/// What narrows the board, as the address says it.
struct Narrow {
    room: String,
    subject: String,
    state: String,
    /// Not what narrows it, but who ticks on it, at the shared tablet.
    by: String,
}

impl Narrow {
    fn read(query: &Fields) -> Self {
        Self {
            room: query.get("room").to_owned(),
            subject: query.get("subject").to_owned(),
            state: query.get("state").to_owned(),
            by: String::new(),
        }
    }

    fn is_set(&self) -> bool {
        !(self.room.is_empty() && self.subject.is_empty() && self.state.is_empty())
    }

    fn lets(&self, requisition: &Requisition) -> bool {
        (self.room.is_empty() || requisition.occasion.room == self.room)
            && (self.subject.is_empty() || requisition.occasion.subject == self.subject)
            && (self.state.is_empty() || requisition.state.key() == self.state)
    }

    fn query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let pairs =
            [("room", &self.room), ("subject", &self.subject), ("state", &self.state), (SIGNED_AS, &self.by)];
        for (name, value) in pairs {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }
}

fn board_page(
    app: &App,
    allowed: &Allowed<SeeBoard>,
    board: &Board,
    narrow: &Narrow,
    sequence: i64,
) -> BoardPage {
    let now = app.house.now();
    let calendar = &board.almanac.calendar;
    let today = calendar.local(now).0;
    let letter = calendar.week_letter(board.date).map(|letter| format!("week {}", week_letter_name(letter)));
    let day = (board.date == today).then(|| "today".to_owned());
    let label = [day, letter].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let closed = (!calendar.is_school_day(board.date)).then(|| {
        calendar
            .closures
            .iter()
            .find(|closure| closure.first <= board.date && board.date <= closure.last)
            .map_or_else(|| "not a school day".to_owned(), |closure| closure.reason.clone())
    });
    let neighbour = |date: Option<Date>| format!("/board/{}{}", date.unwrap_or(board.date), narrow.query());
    let waiting = (board.waiting > 0 && may::<SeeInbox>(&allowed.visitor)).then(|| {
        if board.waiting == 1 {
            "1 request waits for an answer.".to_owned()
        } else {
            format!("{} requests wait for an answer.", board.waiting)
        }
    });
    BoardPage {
        shell: shell(&allowed.visitor, &format!("Board, {}", words::date(board.date)), Section::Board),
        date: words::date(board.date),
        label: words::capitalised(&label),
        previous_url: neighbour(calendar.school_day_before(board.date)),
        today_url: (board.date != today).then(|| format!("/board{}", narrow.query())),
        next_url: neighbour(calendar.school_day_after(board.date)),
        closed,
        waiting,
        inbox_url: "/inbox".to_owned(),
        filters: filters(board, narrow),
        all_url: narrow.is_set().then(|| format!("/board/{}", board.date)),
        day_url: may::<ChangeDay>(&allowed.visitor).then(|| format!("/day/{}", board.date)),
        live_url: format!("/live?after={sequence}"),
        here_url: format!("/board/{}{}", board.date, narrow.query()),
        cards: cards(app, allowed.actor(), board, narrow, now),
    }
}

fn filters(board: &Board, narrow: &Narrow) -> Vec<Filter> {
    let list = |values: Vec<(String, String)>, chosen: &str, all: &str| {
        let mut values = values;
        values.sort();
        values.dedup();
        let every = Choice { value: String::new(), words: all.to_owned(), chosen: chosen.is_empty() };
        let rest = values.into_iter().filter(|(value, _)| !value.is_empty()).map(|(value, words)| Choice {
            chosen: value == chosen,
            value,
            words,
        });
        std::iter::once(every).chain(rest).collect::<Vec<_>>()
    };
    let of =
        |read: fn(&Requisition) -> (String, String)| board.requisitions.iter().map(read).collect::<Vec<_>>();
    vec![
        Filter {
            name: "room".to_owned(),
            label: "Rooms".to_owned(),
            choices: list(
                of(|one| (one.occasion.room.clone(), one.occasion.room.clone())),
                &narrow.room,
                "All rooms",
            ),
        },
        Filter {
            name: "subject".to_owned(),
            label: "Subjects".to_owned(),
            choices: list(
                of(|one| (one.occasion.subject.clone(), one.occasion.subject.clone())),
                &narrow.subject,
                "All subjects",
            ),
        },
        Filter {
            name: "state".to_owned(),
            label: "States".to_owned(),
            choices: list(
                of(|one| (one.state.key().to_owned(), words::capitalised(one.state.words()))),
                &narrow.state,
                "All states",
            ),
        },
    ]
}

fn cards(app: &App, actor: &Actor, board: &Board, narrow: &Narrow, now: Instant) -> BoardCards {
    let calendar = &board.almanac.calendar;
    let shown: Vec<&Requisition> = board.requisitions.iter().filter(|one| narrow.lets(one)).collect();
    let periods = board.almanac.day_on(board.date).map(|(_, day)| day.periods.clone()).unwrap_or_default();
    let mut columns: Vec<BoardPeriod> = Vec::new();
    let mut placed = 0;
    for (place, period) in periods.iter().enumerate() {
        let spans = calendar.interval(board.date, period.start, period.end);
        let mut here: Vec<&&Requisition> =
            shown.iter().filter(|one| place_of(&periods, board, one) == Some(place)).collect();
        here.sort_by_key(|one| room_order(&one.occasion.room));
        placed += here.len();
        columns.push(BoardPeriod {
            anchor: format!("period-{}", place + 1),
            label: words::capitalised(&words::periods(&period.label)),
            times: format!("{} – {}", period.start, period.end),
            present: spans.holds(now),
            over: spans.until <= now,
            all: whole(app, actor, board, &narrow.by, place, &here),
            cards: here.iter().map(|one| card(app, actor, board, &narrow.by, one, period)).collect(),
        });
    }
    let others: Vec<&&Requisition> =
        shown.iter().filter(|one| place_of(&periods, board, one).is_none()).collect();
    if !others.is_empty() {
        columns.push(BoardPeriod {
            anchor: "other-times".to_owned(),
            label: "Other times".to_owned(),
            times: String::new(),
            present: false,
            over: false,
            all: None,
            cards: others.iter().map(|one| loose_card(app, actor, board, &narrow.by, one)).collect(),
        });
        placed += others.len();
    }
    BoardCards {
        empty: (placed == 0).then(|| empty_words(board, narrow)),
        summary: summary(&shown),
        periods: columns,
    }
}

fn empty_words(board: &Board, narrow: &Narrow) -> String {
    if narrow.is_set() && !board.requisitions.is_empty() {
        return "Nothing on this day is of the kind you chose.".to_owned();
    }
    "Nothing is asked for on this day yet.".to_owned()
}

/// The column a card stands in: the one its lesson begins in.
fn place_of(periods: &[Period], board: &Board, requisition: &Requisition) -> Option<usize> {
    let begins = board.almanac.calendar.local(requisition.occasion.interval.from).1;
    periods.iter().position(|period| period.start <= begins && begins < period.end)
}

/// Rooms in the order people count them: `Lab 2` before `Lab 10`.
fn room_order(room: &str) -> (String, u64, String) {
    let name: String = room.chars().take_while(|c| !c.is_ascii_digit()).collect();
    let digits: String =
        room.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    (name, digits.parse().unwrap_or(0), room.to_owned())
}

fn summary(shown: &[&Requisition]) -> String {
    let count = |state: State| shown.iter().filter(|one| one.state == state).count();
    let parts: Vec<String> = [
        (State::Accepted, "to prepare"),
        (State::Prepared, "to deliver"),
        (State::Delivered, "to collect"),
        (State::Collected, "to count"),
        (State::Closed, "done"),
    ]
    .into_iter()
    .filter(|(state, _)| count(*state) > 0)
    .map(|(state, words)| format!("{} {words}", count(state)))
    .collect();
    if parts.is_empty() { "Nothing to do".to_owned() } else { parts.join(", ") }
}

fn card(
    app: &App,
    actor: &Actor,
    board: &Board,
    by: &str,
    requisition: &Requisition,
    period: &Period,
) -> Card {
    let calendar = &board.almanac.calendar;
    let end = requisition.occasion.interval.until;
    let is_longer = calendar.local(end).1 > period.end;
    let until = if is_longer { format!("until {}", words::time(calendar, end)) } else { String::new() };
    Card { until, ..loose_card(app, actor, board, by, requisition) }
}

fn loose_card(app: &App, actor: &Actor, board: &Board, by: &str, requisition: &Requisition) -> Card {
    Card {
        id: format!("card-{}", requisition.id),
        version: requisition.version.to_string(),
        room: if requisition.occasion.room.is_empty() {
            "No room".to_owned()
        } else {
            requisition.occasion.room.clone()
        },
        site: site_words(&board.almanac.sites, &requisition.occasion.room),
        way: way_words(board, requisition),
        class: requisition.occasion.class.clone(),
        teacher: requisition.occasion.teacher.clone(),
        practical: requisition.content.title(),
        amount: amount(requisition),
        marks: marks(requisition),
        state: state_mark(requisition.state),
        until: words::times(&board.almanac.calendar, requisition.occasion.interval),
        url: format!("/requisitions/{}", requisition.id),
        step: next_step(app, actor, board.date, by, requisition),
    }
}

/// `from Upper Site, 20 minutes`, for each site that something of it comes from.
fn way_words(board: &Board, requisition: &Requisition) -> String {
    let away = board.carried.get(&requisition.id).into_iter().flatten();
    let words = away.map(|Away { site, minutes }| {
        format!("from {site}, {}", words::count(*minutes, "minute", "minutes"))
    });
    words.collect::<Vec<_>>().join("; ")
}

/// The step that comes next, as its button.
fn next_of(state: State) -> Option<(Step, &'static str, &'static str)> {
    match state {
        State::Accepted => Some((Step::Prepare, "Prepared", "p")),
        State::Prepared => Some((Step::Deliver, "Delivered", "d")),
        State::Delivered => Some((Step::Collect, "Collected", "c")),
        State::Collected => Some((Step::Count, "Counted", "c")),
        _ => None,
    }
}

fn next_step(
    app: &App,
    actor: &Actor,
    date: Date,
    by: &str,
    requisition: &Requisition,
) -> Option<StepButton> {
    let (deed, label, letter) = next_of(requisition.state)?;
    if !actor.may::<Prepare>() || !steps_for(&app.house, actor, requisition).contains(&deed) {
        return None;
    }
    Some(StepButton {
        label: signed(label, by),
        letter: letter.to_owned(),
        action: signed_address(&format!("/requisitions/{}/{}?from={date}", requisition.id, deed.key()), by),
        // The same touch on the same card is the same deed, however often it is sent.
        once: format!("{}:{}:{}", deed.key(), requisition.id, requisition.version),
    })
}

/// What a button says where its tick is already signed.
fn signed(label: &str, by: &str) -> String {
    if by.is_empty() { label.to_owned() } else { format!("{label} ({by})") }
}

/// An address that has a query, with the initials that its ticks are signed with.
fn signed_address(address: &str, by: &str) -> String {
    if by.is_empty() {
        return address.to_owned();
    }
    let by: String = form_urlencoded::byte_serialize(by.as_bytes()).collect();
    format!("{address}&{SIGNED_AS}={by}")
}

/// One touch for a whole period, where two cards or more wait for the same step.
fn whole(
    app: &App,
    actor: &Actor,
    board: &Board,
    by: &str,
    place: usize,
    here: &[&&Requisition],
) -> Option<StepButton> {
    for (state, label) in [
        (State::Accepted, "All prepared"),
        (State::Prepared, "All delivered"),
        (State::Delivered, "All collected"),
        (State::Collected, "All counted"),
    ] {
        let waiting: Vec<_> = here
            .iter()
            .filter(|one| one.state == state && next_step(app, actor, board.date, by, one).is_some())
            .collect();
        if waiting.len() < 2 {
            continue;
        }
        let (deed, _, _) = next_of(state)?;
        let versions: u32 = waiting.iter().map(|one| one.version).sum();
        // The cards that were seen are named, each with its version, so that one that came meanwhile is not ticked unseen, and so
        // that the same touch sent twice is one.
        let cards: Vec<String> =
            waiting.iter().map(|one| format!("{CARD}={}.{}", one.id, one.version)).collect();
        let address =
            format!("/board/{}/periods/{}/{}?{}", board.date, place + 1, deed.key(), cards.join("&"));
        return Some(StepButton {
            label: signed(label, by),
            letter: String::new(),
            action: signed_address(&address, by),
            once: format!("{}:{}:{}:{versions}", board.date, place + 1, deed.key()),
        });
    }
    None
}

/// `POST /board/{date}/periods/{period}/{deed}?card=…`: the same step for every card of a period that was
/// seen to wait for it.
pub(crate) async fn whole_period(
    Extracted(app): Extracted<App>,
    Path((date, period, deed)): Path<(String, String, String)>,
    allowed: Allowed<Prepare>,
    Query(query): Query,
    OriginalUri(address): OriginalUri,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let date: Date = named(&date)?;
    let period: usize = period.parse().map_err(|_| Problem::not_found())?;
    let step = Step::from_key(&deed).and_then(BoardStep::of).ok_or(Problem::not_found())?;
    let mut cards: Vec<RequisitionId> = Vec::new();
    let mut seen: BTreeMap<RequisitionId, u32> = BTreeMap::new();
    for card in query.all(CARD).take(MOST_CARDS) {
        // Buttons of before named no version.
        let (id, version) = card.split_once('.').unwrap_or((card, ""));
        let id = id.parse().map_err(|_| Problem::not_found())?;
        cards.push(id);
        seen.extend(version.parse().ok().map(|version| (id, version)));
    }
    let once = fields.once()?;
    let address = address.path_and_query().map_or("", |address| address.as_str());
    let sending = Sending { fields: &fields, query: &query, address, headers: &headers };
    if let Some(question) = question(&app, &allowed, sending).await? {
        return Ok(question);
    }
    let by = given(allowed.actor(), &fields, &query);
    let deed = WholePeriod { step, cards, initials: by.clone() };
    let Together { done, left } = app.house.act(&allowed.permit, (), deed, once).await?;
    let mut unseen = 0_u32;
    for one in &done {
        let version = seen.get(&one.id).copied();
        unseen += u32::from(has_changed_unseen(&app, allowed.actor(), one, version).await?);
    }
    let mut did = if left.is_empty() { "period" } else { "period-some" }.to_owned();
    if unseen > 0 {
        did = format!("{did}&{UNSEEN}={unseen}");
    }
    let address = signed_address(&format!("/board/{date}?did={did}{}", together(&done)), &by);
    Ok(see(&format!("{address}#period-{period}")))
}
