//! Sessions: one browser that somebody is signed in by.

use domain::id::{AccountId, SessionId};
use storage::door::Session;

use crate::once::hash;
use crate::{ActionError, House};

/// Minutes that a session lasts after it was last seen: a fortnight.
pub(super) const SESSION_MINUTES: i64 = 14 * 24 * 60;

/// A session that has just begun. The token is given to the browser once; only its hash is kept.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The token.
    pub token: String,
    /// Whose.
    pub account: AccountId,
}

/// Begins a session of an account, in the first of its schools.
pub(crate) async fn begin_session(
    house: &House,
    account: AccountId,
    browser: &str,
) -> Result<SignedIn, ActionError> {
    let school = house.storage.door().await?.first_school(account).await?;
    let token = house.secret();
    let now = house.now();
    let session = Session {
        id: house.next_id(),
        browser: browser.chars().take(80).collect(),
        created_at: now,
        seen_at: now,
    };
    let mut unit = house.storage.open_door().await?;
    let ends_at = now.plus_minutes(SESSION_MINUTES);
    unit.add_session(&session, account, school, &hash(token.as_bytes()), ends_at).await?;
    unit.commit().await?;
    Ok(SignedIn { token, account })
}

/// Ends the session of a token.
pub async fn sign_out(house: &House, token: &str) -> Result<(), ActionError> {
    let mut unit = house.storage.open_door().await?;
    unit.end_session_of(&hash(token.as_bytes())).await?;
    Ok(unit.commit().await?)
}

/// A person's sessions, last seen first.
pub async fn sessions(house: &House, account: AccountId) -> Result<Vec<Session>, ActionError> {
    Ok(house.storage.door().await?.sessions(account, house.now()).await?)
}

/// Ends one of a person's own sessions. One that has ended already is as ended as it was wanted.
pub async fn end_session(house: &House, account: AccountId, session: SessionId) -> Result<(), ActionError> {
    let mut unit = house.storage.open_door().await?;
    unit.end_session(account, session).await?;
    Ok(unit.commit().await?)
}
