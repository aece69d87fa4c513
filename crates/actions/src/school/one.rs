//! The school, held still while somebody sets it up.

use domain::id::SchoolId;
use storage::Writing;

use crate::unit::{Place, Unit, only_one};
use crate::{ActionError, Invalid};

/// A school under its lock: what is set up in it happens one at a time. Nothing that is done here waits for
/// requisitions or items, which are held in the book.
#[derive(Debug)]
pub struct OneSchool;

impl Place for OneSchool {
    type Scope = SchoolId;
    type Id = ();
    const NOUN: Option<&'static str> = None;

    fn named(at: Option<&str>) -> Result<(), Invalid> {
        only_one(at)
    }

    /// Who belongs here and as what is changed under this lock, so that it is read after it.
    async fn hold_still(writing: &mut Writing, (): ()) -> Result<(), ActionError> {
        Ok(writing.lock_school().await?)
    }

    async fn enter(_: &mut Unit<SchoolId>, (): ()) -> Result<Self, ActionError> {
        Ok(Self)
    }
}
