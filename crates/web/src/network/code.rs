//! The codes that let people and schools in: making one, which is shown once, and ending it.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::network::{self, CodeWanted};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use domain::chat::network::CodeKind;
use domain::id::CodeId;

use super::manage::{Mistakes, Place, back, manage_page};
use super::public_address;
use crate::answer::{Problem, page, page_with};
use crate::app::App;
use crate::fields::Fields;
use crate::network::code::page::{CodePage, ShownCode};
use crate::parts::Section;
use crate::routes::Answer;
use crate::routes::typed::Typed;
use crate::shell::shell;
use crate::words;

pub(super) async fn make_code(
    State(app): State<App>,
    place: Place,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let mut typed = Typed::new(&fields);
    let kind: Option<CodeKind> = fields.get("kind").parse().ok();
    if kind.is_none() {
        typed.fail("kind", "choose whom the code lets in");
    }
    let (uses, days) = (typed.needed_number("uses"), typed.needed_number("days"));
    if let (Some(kind), Some(uses), Some(days), true) = (kind, uses, days, typed.is_fine()) {
        let wanted = CodeWanted { kind, words: fields.get("words").to_owned(), uses, days };
        let once = fields.once_for("network-code", place.permit.network())?;
        match network::make_code(&app.house, &place.permit, wanted.clone(), once).await {
            Ok(made) => return code_page(&app, &place, &wanted, made, &headers),
            Err(error) => typed.refused(error)?,
        }
    }
    let shown = manage_page(&app, &place, Mistakes { code: Some(&typed), ..Mistakes::default() }).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown, &headers)
}

fn code_page(
    app: &App,
    place: &Place,
    wanted: &CodeWanted,
    made: network::MadeCode,
    headers: &HeaderMap,
) -> Answer {
    let whom = match wanted.kind {
        CodeKind::Person => words::count(wanted.uses, "person may join by it", "people may join by it"),
        CodeKind::School => words::count(wanted.uses, "school may join by it", "schools may join by it"),
    };
    let days = words::count(wanted.days, "day", "days");
    let code = (!made.code.is_empty()).then(|| ShownCode {
        link: format!("{}/join/{}", public_address(app, headers), made.code),
        about: format!("{whom}, for {days}."),
        code: made.code,
    });
    let shown = CodePage {
        shell: shell(&place.visitor, "A code", Section::Chats),
        back_url: format!("/networks/{}/manage#codes", place.permit.network()),
        words: made.words,
        code,
    };
    page(&shown, headers)
}

pub(super) async fn end_code(
    State(app): State<App>,
    Path((_, code)): Path<(String, String)>,
    place: Place,
    fields: Fields,
) -> Answer {
    let id: CodeId = code.parse().map_err(|_| Problem::not_found())?;
    let once = fields.once_for("network-end-code", id)?;
    network::end_code(&app.house, &place.permit, id, once).await?;
    Ok(back(&place, "code-ended", "#codes"))
}
