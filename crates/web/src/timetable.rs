//! The timetable: a teacher's week, and setting it up.

pub(crate) mod choose;
pub(crate) mod preview;
pub(crate) mod set_up;
pub(crate) mod subjects;
pub(crate) mod week;

use crate::routes::Routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.merge(week::routes).merge(set_up::routes)
}
