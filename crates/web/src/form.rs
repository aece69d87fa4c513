//! A deed that is a single form: one handler does any of them, and shows the form again where it cannot.

use actions::calendar::SchoolTime;
use actions::chat::OneChat;
use actions::deed::{Deed, Place};
use actions::erasure::WholeNetwork;
use actions::network::OneNetwork;
use actions::requisition::{Book, OneRequisition};
use actions::school::OneSchool;
use actions::{ActionError, Invalid};
use axum::extract::{RawPathParams, State};
use axum::http::HeaderMap;
use domain::Permission;
use domain::id::{ChatId, NetworkId};
use domain::permission::Permit;
use http::entered::{Entered, named};
use http::visitor::{Allowed, Visitor};

use crate::answer::Problem;
use crate::app::App;
use crate::app::Routes;
use crate::fields::{Fields, Query};
use http::Answer;
use http::typed::Typed;

/// A new key for the forms of a page: what is sent twice with one key is done once.
pub(crate) fn key(app: &App) -> String {
    app.house.next_id::<uuid::Uuid>().to_string()
}

/// A form as it was sent, and who sent it.
pub(crate) struct Sent<'a> {
    pub app: &'a App,
    pub visitor: &'a Visitor,
    names: &'a RawPathParams,
    pub fields: &'a Fields,
    pub query: &'a Fields,
    pub headers: &'a HeaderMap,
}

impl Sent<'_> {
    /// What the address names; there is no such page where it is no identifier.
    pub fn named<T: std::str::FromStr>(&self, name: &str) -> Result<T, Problem> {
        named(self.names, name)?.ok_or_else(Problem::not_found)
    }
}

/// A place that an address names.
pub(crate) trait Named: Place {
    /// What names it in this address.
    fn named(sent: &Sent<'_>) -> Result<Self::Id, Problem>;

    /// What tells its forms from those of other places, where pages of several share a key.
    fn part(_scope: Self::Scope, _id: Self::Id) -> Option<String> {
        None
    }
}

impl Named for OneRequisition {
    fn named(sent: &Sent<'_>) -> Result<Self::Id, Problem> {
        sent.named("id")
    }
}

impl Named for OneChat {
    fn named(sent: &Sent<'_>) -> Result<Self::Id, Problem> {
        sent.named("chat")
    }

    fn part(_: NetworkId, chat: ChatId) -> Option<String> {
        Some(chat.to_string())
    }
}

impl Named for OneNetwork {
    fn named(_: &Sent<'_>) -> Result<(), Problem> {
        Ok(())
    }

    fn part(network: NetworkId, (): ()) -> Option<String> {
        Some(network.to_string())
    }
}

impl Named for WholeNetwork {
    fn named(_: &Sent<'_>) -> Result<(), Problem> {
        Ok(())
    }

    fn part(network: NetworkId, (): ()) -> Option<String> {
        Some(network.to_string())
    }
}

impl Named for OneSchool {
    fn named(_: &Sent<'_>) -> Result<(), Problem> {
        Ok(())
    }
}

impl Named for SchoolTime {
    fn named(_: &Sent<'_>) -> Result<(), Problem> {
        Ok(())
    }
}

impl Named for Book {
    fn named(_: &Sent<'_>) -> Result<(), Problem> {
        Ok(())
    }
}

/// A deed that a page asks for by one form.
pub(crate) trait Form: Deed<At: Named> {
    /// The deed that the form asks for. What cannot be read is noted beside its field; then nothing is done, and
    /// what is given back here does not matter.
    fn read(sent: &Sent<'_>, typed: &mut Typed<'_>) -> Result<Self, Problem>;

    /// What tells this form from others on a page that share its key, where that is not its place.
    fn part(&self) -> Option<String> {
        None
    }

    /// The same, where it takes what the address names as well.
    fn part_here(&self, _: &Sent<'_>) -> Option<String> {
        self.part()
    }

    /// Where it leads when it is done.
    fn done(
        sent: &Sent<'_>,
        permit: &Permit<Self::May>,
        answer: Self::Answer,
    ) -> impl Future<Output = Answer> + Send;

    /// The page that the form stood on, with what was typed and what is wrong with it.
    fn came_back(
        sent: &Sent<'_>,
        permit: &Permit<Self::May>,
        typed: Typed<'_>,
    ) -> impl Future<Output = Answer> + Send;

    /// Notes what the deed found wrong beside its field; other errors are a page of their own.
    fn refused(typed: &mut Typed<'_>, error: ActionError) -> Result<(), Problem> {
        typed.refused(error)
    }
}

/// A problem for a page that has nowhere to show what is wrong with a form.
pub(crate) fn nowhere_to_show(typed: &Typed<'_>) -> Problem {
    let words = typed.first_error().unwrap_or_default();
    ActionError::from(Invalid::new("form", words.trim_end_matches('.'))).into()
}

/// Reads a form, does what it asks for, and leads on; or shows it again.
async fn form<D>(
    State(app): State<App>,
    allowed: Allowed<D::May>,
    names: RawPathParams,
    Query(query): Query,
    headers: HeaderMap,
    fields: Fields,
) -> Answer
where
    D: Form,
    <D::May as Permission>::Scope: Entered,
{
    let Allowed { permit, visitor } = allowed;
    let (app, visitor, names) = (&app, &visitor, &names);
    let sent = Sent { app, visitor, names, fields: &fields, query: &query, headers: &headers };
    let at = <D::At as Named>::named(&sent)?;
    let mut typed = Typed::new(&fields);
    let deed = D::read(&sent, &mut typed)?;
    if !typed.is_fine() {
        return D::came_back(&sent, &permit, typed).await;
    }
    let part = deed.part_here(&sent).or_else(|| D::At::part(permit.scope(), at));
    let once = match part {
        Some(part) => fields.once_for(part)?,
        None => fields.once()?,
    };
    match app.house.act(&permit, at, deed, once).await {
        Ok(answer) => D::done(&sent, &permit, answer).await,
        Err(error) => {
            D::refused(&mut typed, error)?;
            D::came_back(&sent, &permit, typed).await
        }
    }
}

/// Adds the route of a deed that is a form.
pub(crate) trait FormRoutes {
    /// The form of `D`, for those who may do it.
    fn form<D>(self, path: &'static str) -> Self
    where
        D: Form,
        <D::May as Permission>::Scope: Entered;
}

impl FormRoutes for Routes {
    fn form<D>(self, path: &'static str) -> Self
    where
        D: Form,
        <D::May as Permission>::Scope: Entered,
    {
        self.post::<D::May, _>(path, form::<D>)
    }
}
