//! The school itself: its name and time zone.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::ActionError;
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
    let mut shown = school_page(&app, &allowed.visitor, calendar, fields);
    shown.shell = with_notice(shown.shell, &query);
    page(&shown, &headers)
}

fn zone_name(calendar: &Calendar) -> &str {
    calendar.zone.iana_name().unwrap_or("UTC")
}

fn school_page(app: &App, visitor: &Visitor, calendar: &Calendar, fields: [FieldState; 2]) -> SchoolPage {
    let time = words::time(calendar, app.house.now());
    SchoolPage {
        shell: shell(visitor, "Name and time zone", Section::Setup),
        once: key(app),
        now: format!("The clocks in {} show {time} now.", zone_name(calendar)),
        fields: SchoolPage::fields(fields),
    }
}

impl Form for Rename {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        let typed = |name| sent.fields.get(name).to_owned();
        Ok(Self { name: typed("name"), time_zone: typed("time-zone") })
    }

    async fn done(_: &Sent<'_>, _: &Permit<SetCalendar>, (): ()) -> Answer {
        Ok(see("/set-up/school?did=saved"))
    }

    async fn came_back(sent: &Sent<'_>, permit: &Permit<SetCalendar>, typed: Typed<'_>) -> Answer {
        let see: Permit<SeeSetUp> = permit.actor().permit().map_err(ActionError::from)?;
        let almanac = actions::policy::read(&sent.app.house, &see).await?;
        let fields = [typed.state("name"), typed.state("time-zone")];
        let shown = school_page(sent.app, sent.visitor, &almanac.calendar, fields);
        page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, sent.headers)
    }
}
