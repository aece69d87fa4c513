//! How SQLite looks things up in the tables that grow with every year: by an index that finds little, and not by reading
//! all that a school has. It keeps no statistics, so its choice is the same in a database of any size. PostgreSQL chooses
//! by size, and its choice in a test's small database says nothing.

use std::collections::BTreeSet;

use testing::Kind;

/// The tables that grow with every year.
const GROWING: [&str; 6] = ["requisition", "occasion", "occasion_staff", "hold", "event", "network_event"];

/// Statements that read all of a scope's on purpose, and why.
const ALL_ON_PURPOSE: [(&str, &str); 8] = [
    ("storage::requisition::EVERY", "a check"),
    ("storage::event::SIZE", "a check"),
    ("storage::event::NEWEST", "the newest entries stand last in the key"),
    ("storage::erasure::FIND_EVENT", "whoever is erased is looked for everywhere"),
    ("storage::erasure::SET_EVENT", "the same"),
    ("storage::erasure::FORGET_ACTOR", "the same"),
    ("storage::erasure::FORGET_ACCOUNT_ACTOR", "the same"),
    ("storage::erasure::FORGET_ACCOUNT_SUBJECT", "the same"),
];

/// Whether a step of a plan reads all that a school has in a table that grows.
fn reads_all(step: &str) -> bool {
    let mut words = step.split(' ');
    let (Some(how), Some(table)) = (words.next(), words.next()) else { return false };
    let is_narrow = step.contains(" AND ")
        || !(how == "SCAN" || step.ends_with("(school_id=?)") || step.ends_with("(network_id=?)"));
    GROWING.contains(&table) && !is_narrow
}

#[test]
fn what_grows_is_looked_up_by_an_index() {
    testing::on(Kind::Sqlite, async |database| {
        let plans = database.storage().await.plans().await.unwrap();
        assert!(plans.len() > 200, "{}", plans.len());
        let found: BTreeSet<String> = plans
            .into_iter()
            .filter(|(_, steps)| steps.iter().any(|step| reads_all(step)))
            .map(|(name, _)| name)
            .collect();
        let expected: BTreeSet<String> = ALL_ON_PURPOSE.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(found, expected);
    });
}

#[test]
fn a_step_that_reads_all_is_known() {
    assert!(reads_all("SCAN event"));
    assert!(reads_all("SEARCH event USING INDEX sqlite_autoindex_event_1 (school_id=?)"));
    assert!(!reads_all("SEARCH event USING INDEX event_of_subject (subject_id=?)"));
    assert!(!reads_all(
        "SEARCH requisition USING INDEX sqlite_autoindex_requisition_1 (school_id=? AND id=?)"
    ));
    assert!(!reads_all("SEARCH item USING INDEX sqlite_autoindex_item_1 (school_id=?)"));
}
