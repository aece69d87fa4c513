//! Initials at the shared tablet: asked for before the first tick, and carried by the board from then on.

pub(crate) mod page;
#[cfg(any(test, feature = "samples"))]
mod sample;

use actions::ActionError;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::id::SchoolId;
use domain::people::permissions::Prepare;
use domain::people::{Actor, Role};
use domain::{Permission, Permit};

use crate::answer::{Problem, page_with};
use crate::app::App;
use crate::fields::Fields;
use crate::parts::{FieldState, Section};
use crate::prep::initials::page::{HiddenField, InitialsOf, InitialsPage};
use crate::shell::shell;
use crate::visitor::Allowed;

/// The field of a form that gives initials.
const FIELD: &str = "initials";
/// The same in an address, on a board whose ticks are already signed.
pub(crate) const SIGNED_AS: &str = "by";
/// The longest initials, in letters.
const LONGEST: usize = 4;

/// The initials that a form or its address gives; empty where neither does, and for everybody who signs
/// by being signed in.
pub(crate) fn given(actor: &Actor, fields: &Fields, query: &Fields) -> String {
    if !actor.roles.has(Role::PrepRoom) {
        return String::new();
    }
    let typed = fields.get(FIELD).trim();
    if typed.is_empty() { signed_as(actor, query) } else { typed.to_owned() }
}

/// The initials that the address of a board carries, if they are some.
pub(crate) fn signed_as(actor: &Actor, query: &Fields) -> String {
    let by = query.get(SIGNED_AS);
    if actor.roles.has(Role::PrepRoom) && are_initials(by) { by.to_owned() } else { String::new() }
}

fn are_initials(text: &str) -> bool {
    (1..=LONGEST).contains(&text.chars().count()) && text.chars().all(char::is_alphanumeric)
}

/// What a form is sent with.
pub(crate) struct Sending<'a> {
    pub fields: &'a Fields,
    pub query: &'a Fields,
    /// Where it was sent, with its query.
    pub address: &'a str,
    pub headers: &'a HeaderMap,
}

/// The page that asks whose hand it is, where the tablet does not know yet: with all that the form
/// carried, so that the answer sends it.
pub(crate) async fn question<P: Permission<Scope = SchoolId>>(
    app: &App,
    allowed: &Allowed<P>,
    sending: Sending<'_>,
) -> Result<Option<Response>, Problem> {
    let actor = allowed.actor();
    let initials = given(actor, sending.fields, sending.query);
    if !actor.roles.has(Role::PrepRoom) || are_initials(&initials) {
        return Ok(None);
    }
    // A form without its key would be refused after the question; it is refused before.
    sending.fields.once()?;
    let error = (!initials.is_empty()).then(|| "Give one to four letters.".to_owned());
    let hidden = sending.fields.iter().filter(|(name, _)| *name != FIELD);
    let page = InitialsPage {
        shell: shell(&allowed.visitor, "Whose hand is it?", Section::Board),
        action: sending.address.to_owned(),
        hidden: hidden
            .map(|(name, value)| HiddenField { name: name.to_owned(), value: value.to_owned() })
            .collect(),
        people: people(app, actor).await?,
        field: FieldState { value: initials, error },
        back_url: "/board".to_owned(),
    };
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &page, sending.headers).map(Some)
}

/// The technicians of the school, by name.
async fn people(app: &App, actor: &Actor) -> Result<Vec<InitialsOf>, Problem> {
    let permit: Permit<Prepare> = actor.permit().map_err(ActionError::from)?;
    let names = actions::prep::hands(&app.house, &permit).await?.into_iter();
    let people = names.map(|name| InitialsOf { initials: initials_of(&name), name });
    Ok(people.filter(|person| !person.initials.is_empty()).collect())
}

/// The first letters of a name's words: `TT` of `T. Technician`.
fn initials_of(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric());
    words
        .filter_map(|word| word.chars().next())
        .take(LONGEST)
        .flat_map(char::to_uppercase)
        .take(LONGEST)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_the_first_letters_of_a_name() {
        assert_eq!(initials_of("T. Technician"), "TT");
        assert_eq!(initials_of("Anna-Marie de la Made-Up"), "AMDL");
        assert_eq!(initials_of("…"), "");
    }

    #[test]
    fn initials_are_one_to_four_letters() {
        assert!(are_initials("PT") && are_initials("ÅBCD"));
        for not in ["", "ABCDE", "A B", "<b>", "\"x"] {
            assert!(!are_initials(not), "{not}");
        }
    }
}
