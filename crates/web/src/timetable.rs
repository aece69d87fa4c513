//! The timetable: a teacher's week, and setting it up.

pub(crate) mod choose;
pub(crate) mod preview;
pub(crate) mod set_up;
pub(crate) mod subjects;
pub(crate) mod week;

use actions::timetable::Confirm;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use domain::people::permissions::{ChooseScience, ImportTimetable, SeeSetUp, SeeWeek};

use crate::app::Routes;
use crate::form::{FormRoutes as _, key};

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get::<SeeWeek, _>("/week", week::own)
        .get::<SeeWeek, _>("/week/{date}", week::own_on)
        .get::<SeeWeek, _>("/week/of/{staff}", week::of)
        .get::<SeeWeek, _>("/week/of/{staff}/{date}", week::of_on)
        .get::<SeeSetUp, _>("/timetable", set_up::show)
        .post::<ImportTimetable, _>(
            "/timetable/preview",
            preview::preview.layer(DefaultBodyLimit::max(preview::LIMITS.all)),
        )
        .form::<Confirm>("/timetable/confirm")
        .get::<SeeSetUp, _>("/timetable/subjects", subjects::subjects)
        .post::<ChooseScience, _>("/timetable/subjects", subjects::choose_subjects)
        .get::<SeeWeek, _>("/week/choose", choose::choose)
}
