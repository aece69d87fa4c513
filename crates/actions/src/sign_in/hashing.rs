//! Hashing passwords, a few at once, in memory that is kept. Argon2 takes 19 MiB for each; asking the
//! allocator for them anew leaves its heaps in pieces, which after 16 sign-ins held 110 MiB for nothing.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use tokio::sync::Semaphore;

/// Passwords that may be hashed at once; each takes 19 MiB while it is.
const AT_ONCE: usize = 2;
/// Bytes of a salt, and of a hash.
const SALT_LENGTH: usize = 16;
const HASH_LENGTH: usize = 32;

/// Hashing failed, or what is kept is no hash: for the log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct NotHashed(String);

/// Whoever hashes takes a turn, and a piece of memory.
pub(crate) struct Hashing {
    pub turns: Semaphore,
    memory: Mutex<Vec<Vec<Block>>>,
}

impl Default for Hashing {
    fn default() -> Self {
        Self { turns: Semaphore::new(AT_ONCE), memory: Mutex::default() }
    }
}

impl fmt::Debug for Hashing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Hashing").field("turns", &self.turns).finish_non_exhaustive()
    }
}

impl Hashing {
    /// The hash to keep, as a PHC string; the salt's first 16 bytes count.
    pub fn hash(&self, password: &str, salt: &str) -> Result<String, NotHashed> {
        let params = params()?;
        let salt = Salt::new(&salt.as_bytes()[..SALT_LENGTH]).map_err(not_hashed)?;
        let hash = PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(&params).map_err(not_hashed)?,
            hash: Some(self.output(Algorithm::Argon2id, Version::V0x13, params, password, &salt)?),
            salt: Some(salt),
        };
        Ok(hash.to_string())
    }

    /// Whether a password is the one of this hash.
    pub fn verify(&self, password: &str, kept: &str) -> Result<bool, NotHashed> {
        let kept = PasswordHash::new(kept).map_err(not_hashed)?;
        let (Some(salt), Some(expected)) = (&kept.salt, &kept.hash) else { return Ok(false) };
        let algorithm = Algorithm::try_from(kept.algorithm.as_str()).map_err(not_hashed)?;
        let version =
            kept.version.map(Version::try_from).transpose().map_err(not_hashed)?.unwrap_or_default();
        let params = Params::try_from(&kept).map_err(not_hashed)?;
        // Outputs are compared in constant time.
        Ok(self.output(algorithm, version, params, password, salt)? == *expected)
    }

    fn output(
        &self,
        algorithm: Algorithm,
        version: Version,
        params: Params,
        password: &str,
        salt: &[u8],
    ) -> Result<Output, NotHashed> {
        let length = params.output_len().unwrap_or(HASH_LENGTH);
        let mut blocks = self.memory().pop().unwrap_or_default();
        blocks.resize(params.block_count().max(blocks.len()), Block::default());
        let argon2 = Argon2::new(algorithm, version, params);
        let mut bytes = vec![0; length];
        let hashed =
            argon2.hash_password_into_with_memory(password.as_bytes(), salt, &mut bytes, &mut blocks);
        self.memory().push(blocks);
        hashed.map_err(not_hashed)?;
        Output::new(&bytes).map_err(not_hashed)
    }

    fn memory(&self) -> std::sync::MutexGuard<'_, Vec<Vec<Block>>> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// argon2id with 19 MiB, two passes and one lane: the OWASP Password Storage Cheat Sheet's second choice.
fn params() -> Result<Params, NotHashed> {
    Params::new(19 * 1024, 2, 1, Some(HASH_LENGTH)).map_err(not_hashed)
}

fn not_hashed(error: impl fmt::Display) -> NotHashed {
    NotHashed(error.to_string())
}

#[cfg(test)]
mod tests {
    use argon2::password_hash::PasswordHasher as _;

    use super::*;

    const SALT: &str = "sixteen bytes ok";

    /// What argon2's own door answers, in memory of its own.
    fn reference(password: &str) -> String {
        let argon2 =
            Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None).unwrap());
        argon2.hash_password_with_salt(password.as_bytes(), SALT.as_bytes()).unwrap().to_string()
    }

    #[test]
    fn memory_that_was_used_before_changes_no_hash() {
        let hashing = Hashing::default();
        for password in ["one password", "another password", "one password"] {
            assert_eq!(hashing.hash(password, SALT).unwrap(), reference(password));
        }
        assert_eq!(hashing.memory().len(), 1);
    }

    #[test]
    fn only_the_password_that_was_hashed_is_right() {
        let hashing = Hashing::default();
        let kept = reference("one password");
        assert!(hashing.verify("one password", &kept).unwrap());
        assert!(!hashing.verify("One password", &kept).unwrap());
        assert!(!hashing.verify("", &kept).unwrap());
        assert!(hashing.verify("one password", "no hash").is_err());
    }

    #[test]
    fn hashes_of_other_sizes_are_verified_in_the_same_memory() {
        let hashing = Hashing::default();
        let small = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(64, 1, 1, None).unwrap());
        let small = small.hash_password_with_salt(b"one password", SALT.as_bytes()).unwrap().to_string();
        for kept in [&small, &reference("one password"), &small] {
            assert!(hashing.verify("one password", kept).unwrap());
            assert!(!hashing.verify("another password", kept).unwrap());
        }
    }
}
