//! The school, held still while somebody sets it up.

use domain::id::SchoolId;

use crate::ActionError;
use crate::turn::{Place, Unit};

/// A school under its lock: what is set up in it happens one at a time. Nothing that is done here waits for
/// requisitions or items, which are held in the book.
#[derive(Debug)]
pub struct OneSchool;

impl Place for OneSchool {
    type Scope = SchoolId;
    type Id = ();

    async fn enter(unit: &mut Unit<SchoolId>, (): ()) -> Result<Self, ActionError> {
        unit.lock_school().await?;
        Ok(Self)
    }
}
