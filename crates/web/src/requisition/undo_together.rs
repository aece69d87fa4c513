//! Taking back what one touch did to several requisitions.

use actions::ActionError;
use actions::prep::{LeftAsItWas, Together, UndoTogether};
use domain::Permit;
use domain::people::permissions::SeeRequisition;

use crate::answer::{Problem, see};
use crate::form::{Form, Sent, nowhere_to_show};
use crate::shell::first_page;
use crate::words::capitalised;
use http::Answer;
use http::typed::Typed;

/// Fields `requisition` name them.
impl Form for UndoTogether {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        let requisitions = sent.fields.all("requisition").map(str::parse).collect::<Result<_, _>>();
        Ok(Self { requisitions: requisitions.map_err(|_| Problem::not_found())? })
    }

    async fn done(sent: &Sent<'_>, permit: &Permit<SeeRequisition>, together: Together) -> Answer {
        let page = page_of(sent, permit);
        if together.left.is_empty() {
            return Ok(see(&format!("{page}?did=undo-all")));
        }
        let mut told = vec![match together.done.len() {
            0 => "Nothing was put back".to_owned(),
            1 => "1 was put back as it was".to_owned(),
            done => format!("{done} were put back as they were"),
        }];
        for left in &together.left {
            told.push(left_words(sent, permit, left).await?);
        }
        Err(Problem::not_all(format!("{}.", told.join(". "))).back_to("Go on", page))
    }

    async fn came_back(_: &Sent<'_>, _: &Permit<SeeRequisition>, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}

/// Where whoever undoes goes on: the day of the board that they came from, or where their day begins.
fn page_of(sent: &Sent<'_>, permit: &Permit<SeeRequisition>) -> String {
    match sent.query.get("from").parse::<jiff::civil::Date>() {
        Ok(date) => format!("/board/{date}"),
        Err(_) => first_page(permit.actor()).to_owned(),
    }
}

/// Which one stays as it is, and why.
async fn left_words(
    sent: &Sent<'_>,
    permit: &Permit<SeeRequisition>,
    left: &LeftAsItWas,
) -> Result<String, Problem> {
    match actions::requisition::find(&sent.app.house, permit, left.id).await {
        Ok(shown) => {
            let (title, class) = (shown.requisition.content.title(), shown.requisition.occasion.class);
            Ok(format!("“{title}” for {class} stays: {}", left.why))
        }
        Err(ActionError::NotFound(_)) => Ok(capitalised(&left.why)),
        Err(error) => Err(error.into()),
    }
}
