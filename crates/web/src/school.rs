//! The school itself: its name and time zone.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::ActionError;
use actions::almanac::Almanac;
use actions::school::Rename;
use actions::sign_in::Visitor;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::Permit;
use domain::calendar::Calendar;
use domain::people::permissions::{SeeSetUp, SetCalendar};

use crate::answer::{Problem, page, page_with, see};
use crate::app::App;
use crate::app::Routes;
use crate::fields::Query;
use crate::form::{Form, FormRoutes as _, Sent, key};
use crate::parts::{FieldState, Section};
use crate::school::page::SchoolPage;
use crate::shell::{shell, with_notice};
use crate::visitor::Allowed;
use crate::words;
use http::Answer;
use http::typed::Typed;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get::<SetCalendar, _>("/set-up/school", show).form::<Rename>("/set-up/school")
}

async fn show(
    State(app): State<App>,
    allowed: Allowed<SetCalendar>,
    Query(query): Query,
    headers: HeaderMap,
) -> Answer {
    let see: Permit<SeeSetUp> = allowed.actor().permit().map_err(ActionError::from)?;
    let almanac = actions::policy::read(&app.house, &see).await?;
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
        now: format!("The clocks in {} show {time} now.", zone_name(calendar)),
        fields: SchoolPage::fields(fields),
    }
}

impl Form for Rename {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        let typed = |name| sent.fields.get(name).to_owned();
        let seen = sent.fields.find("seen").and_then(|seen| serde_json::from_str(seen).ok());
        Ok(Self { name: typed("name"), time_zone: typed("time-zone"), seen })
    }

    async fn done(_: &Sent<'_>, _: &Permit<SetCalendar>, (): ()) -> Answer {
        Ok(see("/set-up/school?did=saved"))
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<SetCalendar>, typed: Typed<'_>) -> Answer {
        let see: Permit<SeeSetUp> = permit.actor().permit().map_err(ActionError::from)?;
        let almanac = actions::policy::read(&sent.app.house, &see).await?;
        let fields = [typed.state("name"), typed.state("time-zone")];
        let mut shown = school_page(sent.app, sent.visitor, &almanac, fields);
        if typed.error("seen").is_some() {
            let now = named_now(&almanac);
            let seen: Option<Rename> = serde_json::from_str(sent.fields.get("seen")).ok();
            let to = Rename {
                name: typed.state("name").value,
                time_zone: typed.state("time-zone").value,
                seen: None,
            };
            let merged = to.beside(seen.as_ref().unwrap_or(&now), &now).whole;
            shown.fields =
                SchoolPage::fields([FieldState::of(&merged.name), FieldState::of(&merged.time_zone)]);
            shown.overtaken = Some(format!("“{}”, {}", now.name, now.time_zone));
            return page_with(StatusCode::CONFLICT, &shown, sent.headers);
        }
        sent.fields.get("seen").clone_into(&mut shown.seen);
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
