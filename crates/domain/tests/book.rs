//! The tables of the user's book are the program's own: this writes them and compares.

#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::fmt::Write as _;
use std::path::PathBuf;

use domain::chat::{ALL_CHAT_PERMISSIONS, ChatStep};
use domain::people::{ALL_PERMISSIONS, Role};
use domain::requisition::{HoldEffect, LeadsTo, STEPS, State, StepRule, Who};

fn page(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name)
}

/// The page with what stands between two marks replaced.
fn with_table(page: &str, mark: &str, table: &str) -> String {
    let (begin, end) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->"));
    let (before, rest) = page.split_once(&begin).expect("the page has the mark");
    let (_, after) = rest.split_once(&end).expect("the page has the closing mark");
    format!("{before}{begin}{table}{end}{after}")
}

fn permissions() -> String {
    let mut table = "| may | who |\n| --- | --- |\n".to_owned();
    for entry in ALL_PERMISSIONS {
        let roles: Vec<&str> = entry.roles.iter().map(|role| role.words()).collect();
        let roles = if roles.len() == Role::ALL.len() { "everybody".to_owned() } else { roles.join(", ") };
        writeln!(table, "| {} | {roles} |", entry.words).expect("text grows");
    }
    table
}

fn deeds() -> String {
    let mut table =
        "| deed | from | leads to | who | what is held |\n| --- | --- | --- | --- | --- |\n".to_owned();
    for rule in STEPS {
        writeln!(
            table,
            "| {} | {} | {} | {} | {} |",
            rule.step.key(),
            from(rule),
            to(rule),
            who(rule),
            held(rule)
        )
        .expect("text grows");
    }
    table
}

fn from(rule: &StepRule) -> String {
    if rule.from.len() == State::ALL.len() {
        return "any, within ten minutes".to_owned();
    }
    rule.from.iter().map(|state| state.words()).collect::<Vec<_>>().join(", ")
}

fn to(rule: &StepRule) -> &'static str {
    match rule.leads_to {
        LeadsTo::State(state) => state.words(),
        LeadsTo::Judged => "judged: accepted or submitted",
        LeadsTo::Before => "what it was before the last deed",
    }
}

fn who(rule: &StepRule) -> String {
    let words = |who: &Who| match who {
        Who::Asker => "the teacher, and those who act for them",
        Who::Mentor => "the mentor",
        Who::Head => "a head of science",
        Who::Technician => "a technician",
        Who::SamePerson => "whoever did it",
    };
    rule.who.iter().map(words).collect::<Vec<_>>().join("; ")
}

fn held(rule: &StepRule) -> &'static str {
    match rule.hold {
        HoldEffect::None => "nothing",
        HoldEffect::Taken => "taken, if on time and free",
        HoldEffect::Kept => "as it was",
        HoldEffect::Rechecked => "checked anew, as one",
        HoldEffect::Released => "given up",
        HoldEffect::EndsNow => "ends now",
    }
}

fn chat_permissions() -> String {
    let mut table = "| may | who |\n| --- | --- |\n".to_owned();
    for entry in ALL_CHAT_PERMISSIONS {
        let roles: Vec<&str> = entry.roles.iter().map(|role| role.words()).collect();
        writeln!(table, "| {} | {} |", entry.words, roles.join(", ")).expect("text grows");
    }
    table
}

fn chat_deeds() -> String {
    let mut table = "| deed | from | leads to |\n| --- | --- | --- |\n".to_owned();
    for step in ChatStep::ALL {
        let from: Vec<&str> = step.from().iter().map(|state| state.words()).collect();
        let name = step.key().replace('-', " ");
        writeln!(table, "| {name} | {} | {} |", from.join(", "), step.to().words()).expect("text grows");
    }
    table
}

/// Holds a page of the book to its tables. Run with `TROLLEY_WRITE_BOOK=1` to write them.
fn holds(name: &str, tables: &[(&str, String)]) {
    let kept = std::fs::read_to_string(page(name)).expect("the page is there");
    let fresh = tables.iter().fold(kept, |page, (mark, table)| with_table(&page, mark, table));
    if std::env::var_os("TROLLEY_WRITE_BOOK").is_some() {
        std::fs::write(page(name), &fresh).expect("the page can be written");
    }
    let now = std::fs::read_to_string(page(name)).expect("the page is there");
    assert_eq!(now, fresh, "docs/{name} is stale: TROLLEY_WRITE_BOOK=1 cargo test -p domain --test book");
}

#[test]
fn the_book_of_requisitions_has_the_programs_own_tables() {
    holds("rules.md", &[("permissions", permissions()), ("deeds", deeds())]);
}

#[test]
fn the_book_of_chats_has_the_programs_own_tables() {
    holds("chats.md", &[("chat-permissions", chat_permissions()), ("chat-deeds", chat_deeds())]);
}
