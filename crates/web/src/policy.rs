//! The department's policies: the deadline, who lets requests through, and the time around lessons.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::ActionError;
use actions::almanac::Almanac;
use actions::deed::Deed as _;
use actions::policy::Set;
use actions::sign_in::Visitor;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::people::Actor;
use domain::people::permissions::{SeeSetUp, SetPolicy};
use domain::policy::Policy;
use domain::requisition::deadline::{DeadlinePolicy, DeadlineReason, WeeklyCutOff, WorkingHours};
use domain::{Instant, Permit};
use jiff::civil::{Date, Weekday};

use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::app::Routes;
use crate::fields::{Fields, Query};
use crate::form::{Form, FormRoutes as _, Sent, key};
use crate::parts::{Choice, FieldState, Section};
use crate::policy::page::{HoursRow, PolicyFields, PolicyPage};
use crate::shell::{shell, with_notice};
use crate::visitor::Allowed;
use crate::words;
use http::Answer;
use http::typed::{Typed, read_time, sentence};

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Coming school days for which the page says when a request is due.
const DAYS_AHEAD: usize = 4;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get::<SeeSetUp, _>("/policy", show).form::<Set>("/policy")
}

async fn show(
    State(app): State<App>,
    allowed: Allowed<SeeSetUp>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let almanac = actions::policy::read(&app.house, &allowed.permit).await?;
    let fields = fields_of(almanac.policy());
    let mut shown = policy_page(&app, &allowed.visitor, allowed.actor(), &almanac, &fields);
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

/// The page as the school has decided, with what stands in its text fields.
fn policy_page(
    app: &App,
    visitor: &Visitor,
    actor: &Actor,
    almanac: &Almanac,
    fields: &PolicyFields,
) -> PolicyPage {
    let policy = almanac.policy();
    let hours = hours_rows(&policy.deadline.working_hours);
    PolicyPage {
        shell: shell(visitor, "Deadline and policies", Section::Setup),
        once: key(app),
        seen: serde_json::to_string(&Set::from(policy.clone())).unwrap_or_default(),
        may_change: actor.may::<SetPolicy>(),
        meaning: meaning(almanac, app.house.now()),
        weekdays: weekday_choices(policy.deadline.weekly_cut_off.map(|cut_off| cut_off.weekday)),
        hours,
        accepts_by_itself: policy.accepts_by_itself,
        head_approves: policy.head_approves,
        cut_off_time: fields.time_field(),
        notice_hours: fields.notice_field(),
        numbers: fields.number_fields(),
        error: None,
        hours_error: None,
    }
}

fn hours_rows(hours: &[Option<WorkingHours>; 7]) -> Vec<HoursRow> {
    let usual = hours.iter().flatten().next().copied();
    let from = usual.map_or_else(|| "08:00".to_owned(), |hours| hours.from.to_string());
    let until = usual.map_or_else(|| "16:00".to_owned(), |hours| hours.until.to_string());
    hours
        .iter()
        .zip(WEEKDAYS)
        .enumerate()
        .map(|(number, (hours, name))| HoursRow {
            number,
            name: name.to_owned(),
            works: hours.is_some(),
            from: hours.map_or_else(|| from.clone(), |hours| hours.from.to_string()),
            until: hours.map_or_else(|| until.clone(), |hours| hours.until.to_string()),
        })
        .collect()
}

fn weekday_choices(chosen: Option<Weekday>) -> Vec<Choice> {
    let chosen = chosen.map(Weekday::to_monday_one_offset);
    let none =
        Choice { value: String::new(), words: "No weekly cut-off".to_owned(), chosen: chosen.is_none() };
    let days = (1_i8..).zip(WEEKDAYS).map(|(number, name)| Choice {
        value: number.to_string(),
        words: name.to_owned(),
        chosen: chosen == Some(number),
    });
    std::iter::once(none).chain(days).collect()
}

fn fields_of(policy: &Policy) -> PolicyFields {
    let cut_off = policy.deadline.weekly_cut_off;
    PolicyFields {
        cut_off_time: FieldState::of(
            cut_off.map_or_else(|| "12:30".to_owned(), |cut_off| cut_off.time.to_string()),
        ),
        notice_hours: FieldState::of(policy.deadline.notice_minutes.map_or_else(String::new, hours_words)),
        set_up_minutes: FieldState::of(policy.set_up_minutes.to_string()),
        turn_round_minutes: FieldState::of(policy.turn_round_minutes.to_string()),
        usual_class: FieldState::of(policy.usual_class.to_string()),
    }
}

/// Minutes as hours with at most two decimals: `90` is `1.5`.
fn hours_words(minutes: u32) -> String {
    let hundredths = minutes % 60 * 100 / 60;
    if hundredths == 0 {
        return (minutes / 60).to_string();
    }
    format!("{}.{hundredths:02}", minutes / 60).trim_end_matches('0').to_owned()
}

/// Hours with at most two decimals as minutes.
fn read_hours(text: &str) -> Option<u32> {
    let (whole, part) = text.trim().split_once(['.', ',']).unwrap_or((text.trim(), "0"));
    if part.is_empty() || part.len() > 2 {
        return None;
    }
    let hundredths: u32 = format!("{part:0<2}").parse().ok()?;
    // Half a minute and more is a minute, so that a third of an hour is twenty minutes.
    whole.parse::<u32>().ok()?.checked_mul(60)?.checked_add((hundredths * 60 + 50) / 100)
}

/// What the policies mean for the school days to come.
fn meaning(almanac: &Almanac, now: Instant) -> Vec<String> {
    let calendar = &almanac.calendar;
    let today = calendar.local(now).0;
    let mut days: Vec<Date> = Vec::new();
    let mut day = today;
    while let Some(next) = calendar.school_day_after(day) {
        day = next;
        if almanac.day_on(day).is_some() {
            days.push(day);
        }
        let is_far = (day - today).get_days() > 60;
        if days.len() > DAYS_AHEAD || is_far {
            break;
        }
    }
    // The next day, and the first that comes a few school days later.
    let shown = days.first().into_iter().chain(days.get(DAYS_AHEAD));
    let sentences: Vec<String> = shown.filter_map(|day| meaning_for(almanac, *day, now)).collect();
    if sentences.is_empty() {
        return vec!["Once there is a timetable, it stands here when a request is due.".to_owned()];
    }
    sentences
}

fn meaning_for(almanac: &Almanac, date: Date, now: Instant) -> Option<String> {
    let calendar = &almanac.calendar;
    let (_, day) = almanac.day_on(date)?;
    let start = calendar.instant(date, day.periods.first()?.start);
    let lesson = format!("{}, {}", words::date(date), words::time(calendar, start));
    let Some(deadline) = almanac.deadline_for(start, None) else {
        return Some(format!("Nothing makes a request for {lesson} late."));
    };
    let because = match deadline.because {
        DeadlineReason::WeeklyCutOff => "the weekly cut-off",
        DeadlineReason::Notice => "the notice in working hours",
        DeadlineReason::PracticalNotice => "the practical’s own notice",
    };
    let when = words::moment(calendar, deadline.at, now);
    Some(if deadline.at < now {
        format!(
            "A request for {lesson} was due {when}, by {because}: sent now, it is late and a technician answers it."
        )
    } else {
        format!("A request for {lesson} is due {when}, by {because}.")
    })
}

impl Form for Set {
    fn read(sent: &Sent<'_>, typed: &mut Typed<'_>) -> Result<Self, Problem> {
        let seen = sent.fields.find("seen").and_then(|seen| serde_json::from_str(seen).ok());
        Ok(Self { seen, ..read_policy(typed).map_or_else(Self::example, Self::from) })
    }

    async fn done(_: &Sent<'_>, _: &Permit<SetPolicy>, (): ()) -> Answer {
        Ok(see("/policy?did=saved"))
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<SetPolicy>, typed: Typed<'_>) -> Answer {
        let (actor, fields) = (permit.actor(), sent.fields);
        let see_permit: Permit<SeeSetUp> = actor.permit().map_err(ActionError::from)?;
        let almanac = actions::policy::read(&sent.app.house, &see_permit).await?;
        if typed.error("seen").is_some() {
            let page = overtaken_page(sent, actor, &almanac, typed);
            return page_with(StatusCode::CONFLICT, &page, sent.headers);
        }
        let weekday = fields.get("cut_off_weekday").parse().ok();
        let weekday = weekday.and_then(|day| Weekday::from_monday_one_offset(day).ok());
        let typed_fields = PolicyFields {
            cut_off_time: typed.state("cut_off_time"),
            notice_hours: typed.state("notice_hours"),
            set_up_minutes: typed.state("set_up_minutes"),
            turn_round_minutes: typed.state("turn_round_minutes"),
            usual_class: typed.state("usual_class"),
        };
        let shown = PolicyPage {
            error: Some("Something below needs a look. Nothing was changed.".to_owned()),
            seen: fields.get("seen").to_owned(),
            weekdays: weekday_choices(weekday),
            hours: typed_hours(fields),
            hours_error: typed.error("working_hours"),
            accepts_by_itself: fields.is_ticked("accepts_by_itself"),
            head_approves: fields.is_ticked("head_approves"),
            ..policy_page(sent.app, sent.visitor, actor, &almanac, &typed_fields)
        };
        page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, sent.headers)
    }

    fn refused(typed: &mut Typed<'_>, error: ActionError) -> Result<(), Problem> {
        if matches!(error, ActionError::Stale) {
            typed.fail("seen", &error.to_string());
            return Ok(());
        }
        typed.refused(error)
    }
}

/// The page with what was typed over what somebody else has decided since; what only they changed stands as they left
/// it, and keeping the form again is keeping it over theirs.
fn overtaken_page(sent: &Sent<'_>, actor: &Actor, almanac: &Almanac, mut typed: Typed<'_>) -> PolicyPage {
    let now = Set::from(almanac.policy().clone());
    let to = read_policy(&mut typed).map_or_else(|| now.clone(), Set::from);
    let seen = sent.fields.find("seen").and_then(|seen| serde_json::from_str(seen).ok());
    let merged = to.beside(&seen.unwrap_or_else(|| now.clone()), &now);
    let wanted = Policy::from(merged.whole);
    let theirs = now_words(&merged.disputed, almanac.policy());
    let mut fields = fields_of(&wanted);
    for (name, words) in theirs {
        match name {
            "cut_off_time" => fields.cut_off_time.error = Some(words),
            "notice_hours" => fields.notice_hours.error = Some(words),
            "set_up_minutes" => fields.set_up_minutes.error = Some(words),
            "turn_round_minutes" => fields.turn_round_minutes.error = Some(words),
            "usual_class" => fields.usual_class.error = Some(words),
            _ => {}
        }
    }
    let hours_are_disputed = merged.disputed.contains(&"working_hours");
    PolicyPage {
        error: Some(
            "Somebody else has changed this since you opened it, and nothing of yours was kept yet. What you typed stands below; keep it again to put it over theirs."
                .to_owned(),
        ),
        weekdays: weekday_choices(wanted.deadline.weekly_cut_off.map(|cut_off| cut_off.weekday)),
        hours: hours_rows(&wanted.deadline.working_hours),
        hours_error: hours_are_disputed
            .then(|| "Somebody else has changed the hours of a day that you changed.".to_owned()),
        accepts_by_itself: wanted.accepts_by_itself,
        head_approves: wanted.head_approves,
        ..policy_page(sent.app, sent.visitor, actor, almanac, &fields)
    }
}

/// What is decided now of each disputed field.
fn now_words(disputed: &[&'static str], now: &Policy) -> Vec<(&'static str, String)> {
    let fields = fields_of(now);
    let cut_off = now.deadline.weekly_cut_off.map_or_else(
        || "no weekly cut-off".to_owned(),
        |cut_off| format!("{:?} {}", cut_off.weekday, cut_off.time),
    );
    let value = |name: &str| match name {
        "cut_off_time" => cut_off.clone(),
        "notice_hours" => fields.notice_hours.value.clone(),
        "set_up_minutes" => fields.set_up_minutes.value.clone(),
        "turn_round_minutes" => fields.turn_round_minutes.value.clone(),
        _ => fields.usual_class.value.clone(),
    };
    disputed.iter().map(|name| (*name, format!("It is “{}” now.", value(name)))).collect()
}

fn typed_hours(fields: &Fields) -> Vec<HoursRow> {
    WEEKDAYS
        .into_iter()
        .enumerate()
        .map(|(number, name)| HoursRow {
            number,
            name: name.to_owned(),
            works: fields.is_ticked(&format!("works-{number}")),
            from: fields.get(&format!("from-{number}")).to_owned(),
            until: fields.get(&format!("until-{number}")).to_owned(),
        })
        .collect()
}

/// The policy that the form describes; none where a number that has to be there is not.
fn read_policy(typed: &mut Typed<'_>) -> Option<Policy> {
    let weekday = typed
        .fields
        .get("cut_off_weekday")
        .parse()
        .ok()
        .and_then(|day| Weekday::from_monday_one_offset(day).ok());
    let weekly_cut_off = weekday.and_then(|weekday| {
        let time = typed.time("cut_off_time");
        if time.is_none() {
            typed.fail("cut_off_time", "give the time of day, such as 12:30");
        }
        time.map(|time| WeeklyCutOff { weekday, time })
    });
    let notice = typed.fields.get("notice_hours").trim().to_owned();
    let notice_minutes = if notice.is_empty() { None } else { read_hours(&notice) };
    if !notice.is_empty() && notice_minutes.is_none() {
        typed.fail("notice_hours", "give hours, such as 8 or 1.5, or leave it empty");
    }
    let working_hours = read_working_hours(typed);
    let set_up_minutes = typed.needed_number("set_up_minutes");
    let turn_round_minutes = typed.needed_number("turn_round_minutes");
    let usual_class = typed.needed_number("usual_class");
    Some(Policy {
        deadline: DeadlinePolicy { weekly_cut_off, notice_minutes, working_hours },
        accepts_by_itself: typed.fields.is_ticked("accepts_by_itself"),
        head_approves: typed.fields.is_ticked("head_approves"),
        set_up_minutes: set_up_minutes?,
        turn_round_minutes: turn_round_minutes?,
        usual_class: usual_class?,
    })
}

fn read_working_hours(typed: &mut Typed<'_>) -> [Option<WorkingHours>; 7] {
    let mut hours = [None; 7];
    for (number, (slot, name)) in hours.iter_mut().zip(WEEKDAYS).enumerate() {
        if !typed.fields.is_ticked(&format!("works-{number}")) {
            continue;
        }
        let from = read_time(typed.fields.get(&format!("from-{number}")));
        let until = read_time(typed.fields.get(&format!("until-{number}")));
        match from.zip(until) {
            Some((from, until)) if from < until => *slot = Some(WorkingHours { from, until }),
            Some(_) => typed.fail("working_hours", &sentence(&format!("{name} ends before it begins"))),
            None => typed.fail("working_hours", &format!("{name} needs two times, such as 08:00 and 16:00")),
        }
    }
    hours
}

/// When requests close, in a few words, for the checklist of the first day.
pub(crate) fn cut_off_words(policy: &Policy) -> String {
    match (policy.deadline.weekly_cut_off, policy.deadline.notice_minutes) {
        (Some(cut_off), _) => format!("Now {:?} {} for the week after.", cut_off.weekday, cut_off.time),
        (None, Some(minutes)) => format!("Now {} working hours before the lesson.", hours_words(minutes)),
        (None, None) => "Nothing makes a request late now.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{hours_words, read_hours};

    #[test]
    fn hours_of_notice_are_read_as_they_are_written() {
        for (minutes, words) in [(480, "8"), (90, "1.5"), (15, "0.25"), (0, "0"), (20, "0.33")] {
            assert_eq!(hours_words(minutes), words);
            assert_eq!(read_hours(words), Some(minutes), "{words}");
        }
        for wrong in ["soon", "-1", "1.234", "1.", "99999999999"] {
            assert_eq!(read_hours(wrong), None, "{wrong}");
        }
    }
}
