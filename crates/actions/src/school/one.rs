//! The school, held still while somebody sets it up.

use domain::id::SchoolId;

use crate::ActionError;
use crate::turn::{Ground as _, Place, Unit};

/// A school under its lock: what is set up in it happens one at a time. Nothing that is done here waits for
/// requisitions or items, which are held in the book.
#[derive(Debug)]
pub struct OneSchool;

impl Place for OneSchool {
    type Scope = SchoolId;
    type Id = ();

    async fn enter(unit: &mut Unit<SchoolId>, (): ()) -> Result<Self, ActionError> {
        unit.lock_school().await?;
        // Who belongs here and as what is changed under this lock, so that it is read after it.
        unit.actor = SchoolId::as_now(&mut unit.writing, &unit.actor).await?;
        Ok(Self)
    }
}
