//! Writes the pages of lists and settings with made-up content into a folder, so that they can be looked at
//! without a server.
//!
//! `cargo run --package web --example gallery_lists -- FOLDER`

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use askama::Template;
use web::assets::ALL;
use web::pages::{
    apparatus, calendar::CalendarPage, catalogue, evidence::EvidencePage, first_day::FirstDayPage,
    idea::list::IdeasPage, people, policy::PolicyPage, search::SearchPage, timetable,
};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("give the folder to write to")?);
    fs::create_dir_all(folder.join("assets"))?;
    for asset in &ALL {
        fs::write(folder.join(asset.path.trim_start_matches('/')), asset.bytes)?;
    }
    both(
        &folder,
        "catalogue",
        &catalogue::list::CataloguePage::sample(),
        &catalogue::list::CataloguePage::empty(),
    )?;
    both(
        &folder,
        "practical",
        &catalogue::show::PracticalPage::sample(),
        &catalogue::show::PracticalPage::empty(),
    )?;
    both(&folder, "draft", &catalogue::draft::DraftPage::sample(), &catalogue::draft::DraftPage::empty())?;
    both(&folder, "ideas", &IdeasPage::sample(), &IdeasPage::empty())?;
    both(
        &folder,
        "apparatus",
        &apparatus::list::ApparatusPage::sample(),
        &apparatus::list::ApparatusPage::empty(),
    )?;
    both(&folder, "item", &apparatus::show::ItemPage::sample(), &apparatus::show::ItemPage::empty())?;
    both(&folder, "people", &people::list::PeoplePage::sample(), &people::list::PeoplePage::empty())?;
    both(
        &folder,
        "invited",
        &people::invited::InvitedPage::sample(),
        &people::invited::InvitedPage::empty(),
    )?;
    both(
        &folder,
        "invitation",
        &people::invitation::InvitationPage::sample(),
        &people::invitation::InvitationPage::empty(),
    )?;
    both(
        &folder,
        "sessions",
        &people::sessions::SessionsPage::sample(),
        &people::sessions::SessionsPage::empty(),
    )?;
    both(&folder, "first-day", &FirstDayPage::sample(), &FirstDayPage::empty())?;
    both(
        &folder,
        "timetable",
        &timetable::show::TimetablePage::sample(),
        &timetable::show::TimetablePage::empty(),
    )?;
    both(
        &folder,
        "preview",
        &timetable::preview::PreviewPage::sample(),
        &timetable::preview::PreviewPage::empty(),
    )?;
    both(
        &folder,
        "subjects",
        &timetable::subjects::SubjectsPage::sample(),
        &timetable::subjects::SubjectsPage::empty(),
    )?;
    both(
        &folder,
        "choose",
        &timetable::choose::ChoosePage::sample(),
        &timetable::choose::ChoosePage::empty(),
    )?;
    both(&folder, "calendar", &CalendarPage::sample(), &CalendarPage::empty())?;
    both(&folder, "policy", &PolicyPage::sample(), &PolicyPage::empty())?;
    both(&folder, "evidence", &EvidencePage::sample(), &EvidencePage::empty())?;
    both(&folder, "search", &SearchPage::sample(), &SearchPage::empty())
}

fn both(
    folder: &Path,
    name: &str,
    sample: &impl Template,
    empty: &impl Template,
) -> Result<(), Box<dyn Error>> {
    fs::write(folder.join(format!("{name}.html")), sample.render()?)?;
    fs::write(folder.join(format!("{name}-empty.html")), empty.render()?)?;
    Ok(())
}
