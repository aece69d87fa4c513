//! Signing in by an address and its password.

use super::password::verify_password;
use super::session::{SignedIn, begin_session};
use super::tries::{tries_for, try_once};
use crate::people::fold_address;
use crate::{ActionError, House};

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
