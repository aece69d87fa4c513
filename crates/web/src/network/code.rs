//! The codes that let people and schools in: making one, which is shown once, and ending it.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::network::{self, EndCode, MadeCode, MakeCode};
use domain::chat::network::CodeKind;

use super::manage::{CameBack, May, again, back};
use super::public_address;
use crate::answer::{Problem, page};
use crate::form::{Form, Sent, nowhere_to_show};
use crate::network::code::page::{CodePage, ShownCode};
use crate::parts::Section;
use crate::shell::shell;
use crate::words;
use http::Answer;
use http::typed::Typed;

impl Form for MakeCode {
    fn read(sent: &Sent<'_>, typed: &mut Typed<'_>) -> Result<Self, Problem> {
        let kind: Option<CodeKind> = sent.fields.get("kind").parse().ok();
        if kind.is_none() {
            typed.fail("kind", "choose whom the code lets in");
        }
        let (uses, days) = (typed.needed_number("uses"), typed.needed_number("days"));
        Ok(Self {
            kind: kind.unwrap_or(CodeKind::Person),
            words: sent.fields.get("words").to_owned(),
            uses: uses.unwrap_or_default(),
            days: days.unwrap_or_default(),
        })
    }

    async fn done(sent: &Sent<'_>, permit: &May, made: MadeCode) -> Answer {
        // Read again: what a code is for is not kept with the answer to a form.
        let kept = network::code(&sent.app.house, permit, made.id).await?;
        let code = if made.code.is_empty() { None } else { Some(shown_code(sent, made.code)?) };
        let shown = CodePage {
            shell: shell(sent.visitor, "A code", Section::Chats),
            back_url: format!("/networks/{}/manage#codes", permit.network()),
            words: kept.words,
            code,
        };
        page(&shown, sent.headers)
    }

    async fn came_back(sent: &Sent<'_>, permit: &May, typed: Typed<'_>) -> Answer {
        again(sent, permit, CameBack::Code(&typed)).await
    }
}

/// A code as it is shown once, to whoever has just asked for it.
fn shown_code(sent: &Sent<'_>, code: String) -> Result<ShownCode, Problem> {
    let asked = MakeCode::read(sent, &mut Typed::new(sent.fields))?;
    let whom = match asked.kind {
        CodeKind::Person => words::count(asked.uses, "person may join by it", "people may join by it"),
        CodeKind::School => words::count(asked.uses, "school may join by it", "schools may join by it"),
    };
    let days = words::count(asked.days, "day", "days");
    Ok(ShownCode {
        link: format!("{}/join/{code}", public_address(sent.app, sent.headers)),
        about: format!("{whom}, for {days}."),
        code,
    })
}

impl Form for EndCode {
    fn read(sent: &Sent<'_>, _: &mut Typed<'_>) -> Result<Self, Problem> {
        Ok(Self { code: sent.named("code")? })
    }

    fn part(&self) -> Option<String> {
        Some(self.code.to_string())
    }

    async fn done(_: &Sent<'_>, permit: &May, (): ()) -> Answer {
        back(permit, "code-ended", "#codes")
    }

    async fn came_back(_: &Sent<'_>, _: &May, typed: Typed<'_>) -> Answer {
        Err(nowhere_to_show(&typed))
    }
}
