//! Passwords as they are kept and compared: hashed apart, on a thread that may take its time.

use std::sync::Arc;

use super::hashing::{Hashing, NotHashed};
use crate::{ActionError, House};

/// The shortest password, in characters: NIST SP 800-63B asks for at least eight.
const SHORTEST_PASSWORD: usize = 8;
/// The longest password, in bytes, so that hashing stays bounded.
const LONGEST_PASSWORD: usize = 1_000;

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
    work: impl FnOnce(&Hashing) -> Result<T, NotHashed> + Send + 'static,
) -> Result<T, ActionError> {
    let hashing = Arc::clone(&house.hashing);
    let _turn = house.hashing.turns.acquire().await.map_err(inside)?;
    tokio::task::spawn_blocking(move || work(&hashing)).await.map_err(inside)?.map_err(inside)
}

fn inside(error: impl std::fmt::Display) -> ActionError {
    ActionError::Inside(error.to_string())
}
