//! Writes every page with made-up content into a folder, so that it can be looked at without a server.
//!
//! `cargo run --package web --features samples --example gallery -- FOLDER`

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use web::assets::ALL;
use web::samples::every_page;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("give the folder to write to")?);
    fs::create_dir_all(folder.join("assets"))?;
    for asset in &ALL {
        fs::write(folder.join(asset.path.trim_start_matches('/')), asset.bytes)?;
    }
    let pages = every_page()?;
    for (name, html) in &pages {
        let file = name.replace(", ", "-").replace(' ', "-");
        fs::write(folder.join(format!("{file}.html")), html)?;
    }
    write_beside(&folder, &pages)
}

/// The week with the form in its panel, as htmx leaves it.
fn write_beside(folder: &Path, pages: &[(&str, String)]) -> Result<(), Box<dyn Error>> {
    let page = |wanted: &str| pages.iter().find(|(name, _)| *name == wanted).map(|(_, html)| html);
    let form = page("form in time").ok_or("there is no form")?;
    let week = page("week").ok_or("there is no week")?;
    let start = form.find("<section id=\"requisition-form\"").ok_or("the form page has no form")?;
    let end = form.find("</main>").ok_or("the form page has no end")?;
    let panel = "aria-label=\"Request\">";
    fs::write(folder.join("week-form.html"), week.replace(panel, &format!("{panel}{}", &form[start..end])))?;
    Ok(())
}
