//! Writes every page with made-up content into a folder, so that it can be looked at without a server.
//!
//! `cargo run --package web --example gallery -- FOLDER`

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use askama::Template;
use web::assets::ALL;
use web::pages::{people, prep, problem, requisition, timetable};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("give the folder to write to")?);
    fs::create_dir_all(folder.join("assets"))?;
    for asset in &ALL {
        fs::write(folder.join(asset.path.trim_start_matches('/')), asset.bytes)?;
    }
    write(&folder, "sign-in", &people::sign_in::SignInPage::sample())?;
    write(&folder, "sign-in-empty", &people::sign_in::SignInPage::empty())?;
    write(&folder, "problem", &problem::ProblemPage::sample())?;
    write(&folder, "week", &timetable::week::WeekPage::sample())?;
    write(&folder, "week-empty", &timetable::week::WeekPage::empty())?;
    write(&folder, "form-clash", &requisition::form::FormPage::sample())?;
    write(&folder, "form-free", &requisition::form::FormPage::sample_free())?;
    write(&folder, "form-finding", &requisition::form::FormPage::sample_finding())?;
    write(&folder, "form-empty", &requisition::form::FormPage::empty())?;
    write(&folder, "sheet", &requisition::sheet::SheetPage::sample())?;
    write(&folder, "sheet-sent", &requisition::sheet::SheetPage::sample_sent())?;
    write(&folder, "sheet-empty", &requisition::sheet::SheetPage::empty())?;
    write(&folder, "board", &prep::board::BoardPage::sample())?;
    write(&folder, "board-empty", &prep::board::BoardPage::empty())?;
    write(&folder, "inbox", &requisition::inbox::InboxPage::sample())?;
    write(&folder, "inbox-empty", &requisition::inbox::InboxPage::empty())?;
    write_beside(&folder)
}

fn write(folder: &Path, name: &str, page: &impl Template) -> Result<(), Box<dyn Error>> {
    fs::write(folder.join(format!("{name}.html")), page.render()?)?;
    Ok(())
}

/// The week with the form in its panel, as htmx leaves it.
fn write_beside(folder: &Path) -> Result<(), Box<dyn Error>> {
    let form = requisition::form::FormPage::sample_free().render()?;
    let start = form.find("<section id=\"requisition-form\"").ok_or("the form page has no form")?;
    let end = form.find("</main>").ok_or("the form page has no end")?;
    let week = timetable::week::WeekPage::sample().render()?;
    let panel = "aria-label=\"Request\">";
    fs::write(folder.join("week-form.html"), week.replace(panel, &format!("{panel}{}", &form[start..end])))?;
    Ok(())
}
