//! Signing in and out, passwords, sessions, and accepting an invitation.

mod hashing;

use std::sync::Arc;

use domain::Instant;
use domain::id::{AccountId, SessionId};
use domain::people::Actor;
use storage::door::{Account, Session, Visit, VisitedSchool};

pub(crate) use hashing::Hashing;

use crate::once::hash;
use crate::people::fold_address;
use crate::{ActionError, House};

/// Minutes that a session lasts after it was last seen: a fortnight.
const SESSION_MINUTES: i64 = 14 * 24 * 60;
/// A session's last sighting is noted at most this often, in minutes.
const NOTED_EVERY_MINUTES: i64 = 10;
/// Wrong passwords for one account before waiting begins.
const FREE_TRIES: u32 = 5;
/// Wrong passwords from one address before waiting begins: a whole school may stand behind one.
const FREE_TRIES_OF_AN_ADDRESS: u32 = 60;
/// The longest wait, in seconds.
const LONGEST_WAIT_SECONDS: u32 = 15 * 60;
/// The shortest password, in characters: NIST SP 800-63B asks for at least eight.
const SHORTEST_PASSWORD: usize = 8;
/// The longest password, in bytes, so that hashing stays bounded.
const LONGEST_PASSWORD: usize = 1_000;

/// A session that has just begun. The token is given to the browser once; only its hash is kept.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The token.
    pub token: String,
    /// Whose.
    pub account: AccountId,
}

/// A visitor whose session is good.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The session and the person.
    pub visit: Visit,
    /// The person as somebody who acts in a school; none where they belong to none.
    pub actor: Option<Actor>,
}

impl Visitor {
    /// The school they are in.
    pub fn school(&self) -> Option<&VisitedSchool> {
        self.visit.school.as_ref()
    }
}

/// Signs a person in. Wrong passwords are counted for the account and for the address they come from,
/// and each one beyond the fifth doubles the wait. Whether an account exists is never told.
pub async fn sign_in(
    house: &House,
    email: &str,
    password: &str,
    from: &str,
    browser: &str,
) -> Result<SignedIn, ActionError> {
    let email = fold_address(email);
    let subjects = tries_for(&email, from);
    try_once(house, &subjects).await?;
    let account = house.storage.door().await?.find_account(&email).await?;
    let kept = account.as_ref().and_then(|account| account.password_hash.as_deref());
    if !verify_password(house, password, kept).await? {
        return Err(ActionError::WrongPassword);
    }
    let account = account.ok_or(ActionError::WrongPassword)?;
    let mut unit = house.storage.open_door().await?;
    for (subject, _) in &subjects {
        unit.clear_attempts(subject).await?;
    }
    unit.clear_old(house.now().plus_minutes(-24 * 60)).await?;
    unit.commit().await?;
    begin_session(house, account.id, browser).await
}

/// What tries are counted for, each with how many are free: hashes, so that neither address is kept.
pub(crate) fn tries_for(email: &str, from: &str) -> [(String, u32); 2] {
    [
        (hash(format!("account {email}").as_bytes()), FREE_TRIES),
        (hash(format!("address {from}").as_bytes()), FREE_TRIES_OF_AN_ADDRESS),
    ]
}

/// Counts a try for the account and for the address it comes from, unless one of them has to wait. The try
/// is counted before the password is looked at, so that many at once are many tries; a right password
/// forgets them.
pub(crate) async fn try_once(house: &House, subjects: &[(String, u32)]) -> Result<(), ActionError> {
    let mut unit = house.storage.open_door().await?;
    for (subject, free) in subjects {
        refuse_while_waiting(unit.attempts(subject).await?, *free, house.now())?;
    }
    for (subject, _) in subjects {
        unit.add_attempt(subject, house.now()).await?;
    }
    Ok(unit.commit().await?)
}

fn refuse_while_waiting(
    attempts: storage::door::Attempts,
    free_tries: u32,
    now: Instant,
) -> Result<(), ActionError> {
    let Some(last) = attempts.last_at else { return Ok(()) };
    if attempts.failures < free_tries {
        return Ok(());
    }
    let doublings = (attempts.failures - free_tries).min(10);
    let wait = (1_u32 << doublings).saturating_mul(2).min(LONGEST_WAIT_SECONDS);
    let waited = (now.0 - last.0) / 1_000;
    let left = i64::from(wait) - waited;
    if left > 0 {
        return Err(ActionError::TooManyTries { seconds: u32::try_from(left).unwrap_or(wait) });
    }
    Ok(())
}

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

/// Who a session's token belongs to; none where it has ended or never was.
pub async fn visitor(house: &House, token: &str) -> Result<Option<Visitor>, ActionError> {
    let now = house.now();
    let found = house.storage.door().await?.find_visit(&hash(token.as_bytes()), now).await?;
    let Some(visit) = found else { return Ok(None) };
    if visit.seen_at.plus_minutes(NOTED_EVERY_MINUTES) < now {
        let mut unit = house.storage.open_door().await?;
        unit.see_session(visit.session, now, now.plus_minutes(SESSION_MINUTES)).await?;
        unit.commit().await?;
    }
    let actor = visit.school.as_ref().map(|school| {
        Actor::member(
            school.id,
            visit.account,
            school.staff,
            school.mentor,
            visit.name.clone(),
            school.roles.clone(),
        )
    });
    Ok(Some(Visitor { visit, actor }))
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

/// What an invitation's link shows before it is accepted: the invited person's name and address.
pub async fn invitation(house: &House, token: &str) -> Result<(String, String), ActionError> {
    let found = house.storage.door().await?.find_invitation(&hash(token.as_bytes())).await?;
    let (_, invitation) = found.ok_or(ActionError::DeadLink)?;
    if invitation.used_at.is_some() || invitation.ends_at <= house.now() {
        return Err(ActionError::DeadLink);
    }
    Ok((invitation.name, invitation.email))
}

/// Accepts an invitation: the person gets an account with this password, or proves with it the account
/// they have, and is let into the school.
pub async fn accept_invitation(
    house: &House,
    token: &str,
    name: &str,
    password: &str,
    browser: &str,
) -> Result<SignedIn, ActionError> {
    crate::people::check_name(name)?;
    let token_hash = hash(token.as_bytes());
    let mut door = house.storage.door().await?;
    let (school, invitation) = door.find_invitation(&token_hash).await?.ok_or(ActionError::DeadLink)?;
    if invitation.used_at.is_some() || invitation.ends_at <= house.now() {
        return Err(ActionError::DeadLink);
    }
    let email_folded = fold_address(&invitation.email);
    let known = door.find_account(&email_folded).await?;
    drop(door);
    let account = match &known {
        Some(account) => {
            // Guessing by invitation is as slow as guessing at the door.
            try_once(house, &tries_for(&email_folded, "an invitation")[..1]).await?;
            if !verify_password(house, password, account.password_hash.as_deref()).await? {
                return Err(ActionError::field(
                    "password",
                    "you have an account here already: give its password",
                ));
            }
            account.clone()
        }
        None => Account {
            id: house.next_id(),
            email: invitation.email.clone(),
            name: name.trim().to_owned(),
            password_hash: Some(hash_password(house, password).await?),
        },
    };
    let mut unit = house.storage.open_door().await?;
    if !unit.use_invitation(invitation.id, house.now()).await? {
        return Err(ActionError::DeadLink);
    }
    if known.is_none() {
        unit.add_account(&account, &email_folded, house.now()).await?;
    }
    unit.let_in(school, account.id, &invitation, house.now()).await?;
    unit.commit().await?;
    begin_session(house, account.id, browser).await
}

/// Hashes a password, if it is one that can be taken.
pub(crate) async fn hash_password(house: &House, password: &str) -> Result<String, ActionError> {
    if password.chars().count() < SHORTEST_PASSWORD {
        return Err(ActionError::field("password", "a password has at least eight characters"));
    }
    if password.len() > LONGEST_PASSWORD {
        return Err(ActionError::field("password", "that password is too long"));
    }
    let (password, salt) = (password.to_owned(), house.secret());
    hash_apart(house, move |hashing| hashing.hash(&password, &salt)).await
}

/// Whether a password is the one whose hash is kept. Where nothing is kept it takes as long to say no, so
/// that time tells nobody which accounts exist.
pub(crate) async fn verify_password(
    house: &House,
    password: &str,
    kept: Option<&str>,
) -> Result<bool, ActionError> {
    if password.len() > LONGEST_PASSWORD {
        return Ok(false);
    }
    let (password, kept) = (password.to_owned(), kept.map(str::to_owned));
    hash_apart(house, move |hashing| match kept {
        Some(kept) => hashing.verify(&password, &kept),
        // Hashed all the same, and thrown away.
        None => hashing.hash(&password, "sixteen bytes ok").map(|_| false),
    })
    .await
}

/// Takes a turn, and hashes on a thread that may take its time.
async fn hash_apart<T: Send + 'static>(
    house: &House,
    work: impl FnOnce(&Hashing) -> Result<T, ActionError> + Send + 'static,
) -> Result<T, ActionError> {
    let hashing = Arc::clone(&house.hashing);
    let _turn =
        house.hashing.turns.acquire().await.map_err(|error| ActionError::Inside(error.to_string()))?;
    tokio::task::spawn_blocking(move || work(&hashing))
        .await
        .map_err(|error| ActionError::Inside(error.to_string()))?
}
