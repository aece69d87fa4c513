//! The requisition book: where new requests begin, and where several are worked on at once.

use domain::id::SchoolId;

use crate::unit::{Place, Unit, only_one};
use crate::{ActionError, Invalid};

/// The school's requisition book and its shelves. Nothing is held still yet: a deed holds first the requisitions
/// and then the items that it needs, each in the order of their identifiers, as every deed does.
#[derive(Debug)]
pub struct Book;

impl Place for Book {
    type Scope = SchoolId;
    type Id = ();
    const NOUN: Option<&'static str> = None;
    const KEEPS_TIME: bool = true;

    fn named(at: Option<&str>) -> Result<(), Invalid> {
        only_one(at)
    }

    async fn enter(_: &mut Unit<SchoolId>, (): ()) -> Result<Self, ActionError> {
        Ok(Self)
    }
}
