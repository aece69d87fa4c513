//! The school itself: its name and time zone.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::ActionError;
use actions::almanac::Almanac;
use actions::calendar::{Effects, Seen, change_as_seen};
use actions::school::Rename;
use actions::sign_in::Visitor;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::Permit;
use domain::calendar::Calendar;
use domain::people::permissions::{SeeSetUp, SetCalendar};

use crate::answer::{page, page_with, see};
use crate::app::App;
use crate::app::Routes;
use crate::fields::{Fields, Query};
use crate::form::key;
use crate::parts::{EffectsShown, FieldState, Section};
use crate::school::page::SchoolPage;
use crate::shell::{shell, with_notice};
use crate::visitor::Allowed;
use crate::words;
use http::Answer;
use http::typed::Typed;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get::<SetCalendar, _>("/set-up/school", show).post::<SetCalendar, _>("/set-up/school", change)
}

async fn show(
    State(app): State<App>,
    allowed: Allowed<SetCalendar>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let almanac = almanac(&app, &allowed).await?;
    let calendar = &almanac.calendar;
    let fields = [FieldState::of(&almanac.school.name), FieldState::of(zone_name(calendar))];
    let mut shown = school_page(&app, &allowed.visitor, &almanac, fields);
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

fn zone_name(calendar: &Calendar) -> &str {
    calendar.zone.iana_name().unwrap_or("UTC")
}

fn named_now(almanac: &Almanac) -> Rename {
    let time_zone = zone_name(&almanac.calendar).to_owned();
    Rename { name: almanac.school.name.clone(), time_zone, seen: None }
}

fn school_page(app: &App, visitor: &Visitor, almanac: &Almanac, fields: [FieldState; 2]) -> SchoolPage {
    let calendar = &almanac.calendar;
    let time = words::time(calendar, app.house.now());
    SchoolPage {
        shell: shell(visitor, "Name and time zone", Section::Setup),
        once: key(app),
        seen: serde_json::to_string(&named_now(almanac)).unwrap_or_default(),
        overtaken: None,
        effects: EffectsShown::default(),
        zone: String::new(),
        effects_seen: String::new(),
        now: format!("The clocks in {} show {time} now.", zone_name(calendar)),
        fields: SchoolPage::fields(fields),
    }
}

/// `POST /set-up/school`: does what was typed; where requests go along, says first what becomes of them.
async fn change(
    State(app): State<App>,
    allowed: Allowed<SetCalendar>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let mut typed = Typed::new(&fields);
    let seen = fields.find("seen").and_then(|seen| serde_json::from_str(seen).ok());
    let text = |name| fields.get(name).to_owned();
    let rename = Rename { name: text("name"), time_zone: text("time-zone"), seen };
    let (was_shown, once) = (fields.get("shown"), fields.once()?);
    let is_seen = |effects: &Effects| effects.were_seen(was_shown);
    match change_as_seen(&app.house, &allowed.permit, rename.clone(), once, is_seen).await {
        Ok(Seen::Done(_)) => Ok(see("/set-up/school?did=saved")),
        Ok(Seen::ToSee(effects)) => {
            let mut shown = again(&app, &allowed, &typed).await?;
            shown.effects = EffectsShown::of(&effects, &almanac(&app, &allowed).await?.calendar);
            shown.effects_seen = effects.mark();
            page(&shown, &headers)
        }
        Err(error @ ActionError::Stale) => {
            typed.fail("seen", &error.to_string());
            let mut shown = again(&app, &allowed, &typed).await?;
            let now = named_now(&almanac(&app, &allowed).await?);
            let merged = Rename { seen: None, ..rename.clone() };
            let merged = merged.beside(rename.seen.as_deref().unwrap_or(&now), &now).whole;
            shown.fields =
                SchoolPage::fields([FieldState::of(&merged.name), FieldState::of(&merged.time_zone)]);
            shown.seen = serde_json::to_string(&now).unwrap_or_default();
            shown.overtaken = Some(format!("“{}”, {}", now.name, now.time_zone));
            page_with(StatusCode::CONFLICT, &shown, &headers)
        }
        Err(error) => {
            typed.refused(error)?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &again(&app, &allowed, &typed).await?, &headers)
        }
    }
}

async fn almanac(app: &App, allowed: &Allowed<SetCalendar>) -> Result<Almanac, ActionError> {
    let see: Permit<SeeSetUp> = allowed.actor().permit()?;
    actions::policy::read(&app.house, &see).await
}

/// The page with what was typed, over what was seen when the form was first shown.
async fn again(
    app: &App,
    allowed: &Allowed<SetCalendar>,
    typed: &Typed<'_>,
) -> Result<SchoolPage, ActionError> {
    let fields = [typed.state("name"), typed.state("time-zone")];
    let mut shown = school_page(app, &allowed.visitor, &almanac(app, allowed).await?, fields);
    typed.fields.get("seen").clone_into(&mut shown.seen);
    typed.fields.get("time-zone").trim().clone_into(&mut shown.zone);
    Ok(shown)
}
