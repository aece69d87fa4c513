//! Writes the pages around an evening with made-up content into a folder, so that they can be looked at
//! without a server.
//!
//! `cargo run --package web --example gallery_evenings -- FOLDER`

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use askama::DynTemplate;
use web::assets::ALL;
use web::pages::chat_work::{
    erase::ErasePage, list::ListPage, plan::PlanPage, publish::PublishPage, save::SavePage,
};
use web::pages::evening::{list::EveningsPage, show::EveningPage};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("give the folder to write to")?);
    fs::create_dir_all(folder.join("assets"))?;
    for asset in &ALL {
        fs::write(folder.join(asset.path.trim_start_matches('/')), asset.bytes)?;
    }
    let pages: [(&str, &dyn DynTemplate); 16] = [
        ("plan", &PlanPage::sample()),
        ("plan-empty", &PlanPage::empty()),
        ("list", &ListPage::sample()),
        ("list-empty", &ListPage::empty()),
        ("publish", &PublishPage::sample()),
        ("publish-empty", &PublishPage::empty()),
        ("save", &SavePage::sample()),
        ("save-draft", &SavePage::sample_draft()),
        ("save-empty", &SavePage::empty()),
        ("erase", &ErasePage::sample()),
        ("erase-empty", &ErasePage::empty()),
        ("evenings", &EveningsPage::sample()),
        ("evenings-found", &EveningsPage::sample_found()),
        ("evenings-empty", &EveningsPage::empty()),
        ("evening", &EveningPage::sample()),
        ("evening-empty", &EveningPage::empty()),
    ];
    pages.into_iter().try_for_each(|(name, page)| write(&folder, name, page))
}

fn write(folder: &Path, name: &str, page: &dyn DynTemplate) -> Result<(), Box<dyn Error>> {
    Ok(fs::write(folder.join(format!("{name}.html")), page.dyn_render()?)?)
}
