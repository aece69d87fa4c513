//! The board, and what the prep room does on it.

pub(crate) mod board;
pub(crate) mod inbox;
pub(crate) mod initials;

use domain::people::permissions::{Prepare, SeeBoard, SeeInbox};

use crate::app::Routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get::<SeeBoard, _>("/board", board::today)
        .get::<SeeBoard, _>("/board/{date}", board::on)
        .post::<Prepare, _>("/board/{date}/periods/{period}/{deed}", board::whole_period)
        .get::<SeeInbox, _>("/inbox", inbox::show)
}
