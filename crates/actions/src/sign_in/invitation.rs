//! Accepting an invitation into a school.

use storage::door::Account;

use super::password::{hash_password, verify_password};
use super::session::{SignedIn, begin_session};
use super::tries::{tries_for, try_once};
use crate::once::hash;
use crate::people::{check_name, fold_address};
use crate::{ActionError, House};

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
    check_name(name)?;
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
