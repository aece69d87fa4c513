//! A school to test with: made-up people who do what people do, in either database, by a clock that
//! stands still.
//!
//! ```ignore
//! testing::on_both_databases! {
//!     async fn what_is_on_time_and_free_is_accepted(database: &Database) {
//!         let school = TestSchool::on(database).await;
//!         let microscope = school.counted_item("Microscope", 10).await;
//!         let lesson = school.lesson("A. Teacher", school.next_monday(), 1).await;
//!         let done = school.teacher("A. Teacher").sends(&asking("Cells", &[(microscope, 4)]), &lesson).await;
//!         assert_eq!(done.unwrap().state, "accepted");
//!     }
//! }
//! ```

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(clippy::missing_panics_doc, reason = "everything here panics where a test cannot go on")]

mod asking;
mod clock;
mod database;
pub mod idea;
mod ids;
mod network;
mod person;
mod rows;
mod school;
mod shared;

pub use asking::{asking, asking_by_the_group, line};
pub use clock::StandingClock;
pub use database::{Database, Kind, on, within};
pub use ids::CountingIds;
pub use network::{QUESTIONS, Talker, TestNetwork, handle};
pub use person::Person;
pub use school::{Closure, PERIODS, TEACHERS, TestSchool, timetable_files};
pub use shared::shared_timetables;

/// Makes of each function two tests, `sqlite::name` and `postgres::name`, each with a database of its
/// own.
#[macro_export]
macro_rules! on_both_databases {
    ($($(#[$attribute:meta])* async fn $name:ident($database:ident: &Database) $body:block)*) => {
        $(async fn $name($database: &$crate::Database) $body)*

        mod sqlite {
            $($(#[$attribute])* #[test] fn $name() { $crate::on($crate::Kind::Sqlite, super::$name); })*
        }

        mod postgres {
            $($(#[$attribute])* #[test] fn $name() { $crate::on($crate::Kind::Postgres, super::$name); })*
        }
    };
}
