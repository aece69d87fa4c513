//! Requisitions: the form, the sheet, and the deeds.

pub(crate) mod deeds;
pub(crate) mod form;
pub(crate) mod sheet;
mod undo_together;

use actions::requisition;
use domain::people::permissions::{AnswerRequests, Approve, Prepare, Request, SeeRequisition};

use self::deeds::step;
use crate::app::Routes;
use crate::form::FormRoutes as _;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get::<Request, _>("/requisitions/new", form::new)
        .get::<Request, _>("/requisitions/practicals", form::practicals)
        .post::<Request, _>("/requisitions", form::send)
        .form::<actions::prep::UndoTogether>("/requisitions/undo")
        .get::<SeeRequisition, _>("/requisitions/{id}", sheet::show)
        .get::<Request, _>("/requisitions/{id}/change", form::change)
        .post::<Request, _>("/requisitions/{id}/change", form::send_change)
        .post::<Request, _>("/requisitions/{id}/also", form::also)
        .post::<Request, _>("/requisitions/{id}/answer", step::<requisition::Answer>)
        .post::<Request, _>("/requisitions/{id}/not-used", step::<requisition::NotUsed>)
        .post::<Request, _>("/requisitions/{id}/keep-hour", step::<requisition::KeepHour>)
        .post::<Request, _>("/requisitions/{id}/move", step::<requisition::MoveLesson>)
        .post::<Request, _>("/requisitions/{id}/fewer-sets", step::<requisition::FewerSets>)
        .post::<Request, _>("/requisitions/{id}/alternative", step::<requisition::Alternative>)
        .post::<Request, _>("/requisitions/{id}/withdraw", step::<requisition::Withdraw>)
        .post::<Approve, _>("/requisitions/{id}/approve", step::<requisition::Approve>)
        .post::<AnswerRequests, _>("/requisitions/{id}/accept", step::<requisition::Accept>)
        .post::<AnswerRequests, _>("/requisitions/{id}/query", step::<requisition::Query>)
        .post::<AnswerRequests, _>("/requisitions/{id}/decline", step::<requisition::Decline>)
        .post::<Prepare, _>("/requisitions/{id}/prepare", step::<requisition::Prepare>)
        .post::<Prepare, _>("/requisitions/{id}/deliver", step::<requisition::Deliver>)
        .post::<Prepare, _>("/requisitions/{id}/collect", step::<requisition::Collect>)
        .post::<Prepare, _>("/requisitions/{id}/count", step::<requisition::Count>)
        .post::<SeeRequisition, _>("/requisitions/{id}/undo", step::<requisition::Undo>)
}
