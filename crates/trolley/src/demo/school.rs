//! Making the demonstration school, by the deeds that people use.

use std::collections::BTreeMap;
use std::sync::Arc;

use actions::almanac::Almanac;
use actions::apparatus::{self, ItemChange};
use actions::school::SchoolWanted;
use actions::timetable::Brought;
use actions::{ActionError, House, Storage, SystemIds};
use domain::id::{ItemId, SchoolId};
use domain::people::{Actor, permissions};
use domain::requisition::deadline::WeeklyCutOff;
use domain::school::School;
use domain::{Instant, TimeOfDay};
use jiff::civil::{Date, Weekday};

use super::asking::Shelves;
use super::calendar::{Dates, around};
use super::clock::SetClock;
use super::dice::Dice;
use super::script::Term;
use super::{ZONE, evening, past, people, perform, present, timetable};

/// Its short name.
const SLUG: &str = "demonstration";
/// Its name.
const NAME: &str = "Trolley Lane School (demonstration)";
/// The same school every time, whatever the date.
const SEED: u64 = 1_876;

/// What has been counted: the entry of the catalogue, how many, and how many of those are out of service.
const COUNTED: [(&str, u32, u32); 17] = [
    ("microscope", 15, 0),
    ("power-pack", 12, 0),
    ("ripple-tank", 6, 0),
    ("multimeter", 24, 2),
    ("ammeter", 20, 0),
    ("voltmeter", 20, 0),
    ("ray-box", 15, 1),
    ("signal-generator", 5, 0),
    ("light-gate", 16, 0),
    ("dynamics-trolley", 8, 0),
    ("van-de-graaff", 1, 0),
    ("water-bath", 6, 1),
    ("burette-50", 32, 0),
    ("leslie-cube", 4, 0),
    ("aluminium-block-1-kg", 12, 0),
    ("steel-spring", 120, 0),
    ("scalpel", 90, 0),
];

/// Makes the school as it stands at `now`, with its past.
pub async fn make(storage: &Storage, now: Instant) -> Result<School, ActionError> {
    let zone = domain::zone::named(ZONE).ok_or(ActionError::NotFound("time zone"))?;
    let today = zone.to_datetime(now.timestamp()).date();
    let dates = around(zone, today);
    let clock = Arc::new(SetClock::at(at_nine(&dates, dates.begun)));
    let house =
        House::new(storage.clone(), Arc::clone(&clock) as Arc<dyn actions::Clock>, Arc::new(SystemIds));
    let wanted = SchoolWanted {
        slug: SLUG.to_owned(),
        name: NAME.to_owned(),
        time_zone: ZONE.to_owned(),
        demonstration: true,
    };
    let school = actions::school::create(&house, &wanted).await?;
    let operator = Actor::operator(school);
    set_up(&house, &operator, &dates).await?;
    let counted = count_the_shelves(&house, &operator).await?;
    let cast = people::gather(&house, storage, school).await?;
    let microscope = counted.get(COUNTED[0].0).copied().ok_or(ActionError::NotFound("item"))?;
    let numbers =
        COUNTED.iter().filter_map(|(key, number, broken)| Some((*counted.get(*key)?, number - broken)));
    let mut shelves = Shelves::read(&house, &operator, numbers.collect(), microscope).await?;
    let mut term = term(storage, school, &dates, now).await?;
    let mut dice = Dice::new(SEED);
    // What comes is planned first, so that its lessons are free to choose; it happens in order of time.
    let mut plans = present::plan(&mut term, &mut shelves, &cast, &mut dice);
    plans.extend(past::plan(&mut term, dates.term_begins, &mut shelves, &cast, &mut dice));
    Box::pin(perform::all(&house, &clock, &cast, &shelves, &plans)).await?;
    evening::make(&house, storage, &clock, school, now).await?;
    clock.set(now);
    people::finish(&house, school).await?;
    let school = storage.door().await?.find_school(SLUG).await?;
    school.ok_or(ActionError::NotFound("school"))
}

fn at_nine(dates: &Dates, date: Date) -> Instant {
    let nine = TimeOfDay::at(9, 0).or(TimeOfDay::from_minutes(0));
    nine.map_or(Instant(0), |nine| dates.calendar.instant(date, nine))
}

/// The calendar, the timetable and the deadline.
async fn set_up(house: &House, operator: &Actor, dates: &Dates) -> Result<(), ActionError> {
    let permit = operator.permit::<permissions::SetCalendar>()?;
    house.act(&permit, (), actions::calendar::Set::from(dates.calendar.clone()), None).await?;
    let brought = Brought {
        files: timetable::export(),
        bell_times: Some(("bell-times.csv".to_owned(), timetable::BELL_TIMES.as_bytes().to_vec())),
        days: None,
        from: Some(dates.term_begins),
    };
    let permit = operator.permit::<permissions::ImportTimetable>()?;
    actions::timetable::apply(house, &permit, &brought, &actions::timetable::Said::default()).await?;
    let almanac = actions::policy::read(house, &operator.permit::<permissions::SeeSetUp>()?).await?;
    let mut policy = almanac.policy().clone();
    policy.deadline.weekly_cut_off =
        TimeOfDay::at(12, 30).map(|time| WeeklyCutOff { weekday: Weekday::Thursday, time });
    let decides = operator.permit::<permissions::SetPolicy>()?;
    house.act(&decides, (), actions::policy::Set::from(policy), None).await
}

/// Counts what is counted, and says which item each key is.
async fn count_the_shelves(
    house: &House,
    operator: &Actor,
) -> Result<BTreeMap<&'static str, ItemId>, ActionError> {
    let sees = operator.permit::<permissions::SeeApparatus>()?;
    let counts = operator.permit::<permissions::ChangeApparatus>()?;
    let mut ids = BTreeMap::new();
    for item in apparatus::list(house, &sees, "").await? {
        let Some((key, counted, out_of_service)) =
            COUNTED.iter().find(|(key, ..)| item.key.as_deref() == Some(*key))
        else {
            continue;
        };
        ids.insert(*key, item.pool.item);
        let to = ItemChange {
            counted: Some(*counted),
            out_of_service: *out_of_service,
            missing: 0,
            retired: false,
            ..ItemChange::from(&item)
        };
        house.act(&counts, (), apparatus::Change { item: item.pool.item, to, seen: None }, None).await?;
    }
    Ok(ids)
}

async fn term(storage: &Storage, school: SchoolId, dates: &Dates, now: Instant) -> Result<Term, ActionError> {
    let mut reading = storage.read(school).await?;
    let almanac = Almanac::read(&mut reading).await?;
    let version = almanac.versions.last().ok_or(ActionError::NotFound("timetable"))?.id;
    let meetings = reading.meetings(version).await?;
    Ok(Term::new(almanac, &meetings, (dates.term_begins, dates.board), now))
}

#[cfg(test)]
mod tests;
