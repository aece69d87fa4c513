//! Counting tries, so that guessing a password or a code is slow.

use domain::Instant;
use storage::door::Attempts;

use crate::once::hash;
use crate::{ActionError, House};

/// Wrong passwords for one account before waiting begins.
const FREE_TRIES: u32 = 5;
/// Wrong passwords from one address before waiting begins: a whole school may stand behind one.
const FREE_TRIES_OF_AN_ADDRESS: u32 = 60;
/// The longest wait, in seconds.
const LONGEST_WAIT_SECONDS: u32 = 15 * 60;

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

fn refuse_while_waiting(attempts: Attempts, free_tries: u32, now: Instant) -> Result<(), ActionError> {
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

/// Forgets the tries of somebody who got in.
pub(crate) async fn forget_tries(house: &House, subjects: &[(String, u32)]) -> Result<(), ActionError> {
    let mut unit = house.storage.open_door().await?;
    for (subject, _) in subjects {
        unit.clear_attempts(subject).await?;
    }
    Ok(unit.commit().await?)
}
