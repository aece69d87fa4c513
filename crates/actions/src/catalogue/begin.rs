//! The catalogue that a new school starts with: the files of `catalogue/`, which are part of the binary.

use std::collections::BTreeMap;

use domain::apparatus::{Item, Pool};
use domain::catalogue::{
    ApparatusEntry, Catalogue, Practical, PracticalDetails, PracticalLine, SchoolPractical,
    SchoolPracticalLine, Wanted,
};
use domain::fold::folded;
use domain::id::ItemId;
use domain::quantity::Measure;
use include_dir::{Dir, include_dir};
use storage::Writing;

use crate::{ActionError, House};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../catalogue");

/// Reads the catalogue that is part of this program.
pub(crate) fn starting_catalogue() -> Result<Catalogue, ActionError> {
    let mut files = Vec::new();
    gather(&FILES, &mut files);
    interchange::catalogue::read(files).map_err(|error| ActionError::Inside(error.to_string()))
}

fn gather(folder: &Dir<'static>, files: &mut Vec<(String, String)>) {
    for file in folder.files() {
        if let Some(text) = file.contents_utf8() {
            files.push((file.path().to_string_lossy().into_owned(), text.to_owned()));
        }
    }
    for inner in folder.dirs() {
        gather(inner, files);
    }
}

/// Puts a catalogue into a school that has none; everything comes uncounted.
pub(crate) async fn add_to(
    house: &House,
    work: &mut Writing,
    catalogue: &Catalogue,
) -> Result<(), ActionError> {
    let mut items: BTreeMap<&str, ItemId> = BTreeMap::new();
    for entry in &catalogue.apparatus {
        let id: ItemId = house.next_id();
        items.insert(&entry.key, id);
        work.add_item(&item_of(id, entry)).await?;
    }
    for entry in &catalogue.apparatus {
        for alternative in &entry.alternatives {
            if let (Some(item), Some(other)) =
                (items.get(entry.key.as_str()), items.get(alternative.as_str()))
            {
                work.add_alternative(*item, *other).await?;
            }
        }
    }
    for practical in &catalogue.practicals {
        let lines: Vec<_> = practical.lines.iter().map(|line| line_of(line, &items)).collect();
        work.add_practical(&practical_of(house, practical), &lines).await?;
    }
    Ok(())
}

fn item_of(id: ItemId, entry: &ApparatusEntry) -> Item {
    let names = std::iter::once(&entry.name).chain(&entry.also).map(|name| folded(name));
    Item {
        pool: Pool {
            item: id,
            name: entry.name.clone(),
            counted: None,
            out_of_service: 0,
            missing: 0,
            // Which room it lives in is the school's to say; that it lives in one shows as its place.
            lives_in: entry.lives_in_room.then(|| "each laboratory".to_owned()),
            site: None,
            set_up_minutes: entry.set_up_minutes.map(u32::from),
            turn_round_minutes: entry.turn_round_minutes.map(u32::from),
            retired: false,
        },
        key: Some(entry.key.clone()),
        search_name: names.collect::<Vec<_>>().join(" | "),
        family: entry.family.clone(),
        place: entry.place.clone(),
        kind: entry.kind,
        count_back: entry.count_back,
        version: 1,
        retired_at: None,
    }
}

fn practical_of(house: &House, practical: &Practical) -> SchoolPractical {
    let words = std::iter::once(practical.title.as_str())
        .chain(practical.references.iter().map(String::as_str))
        .map(folded);
    SchoolPractical {
        id: house.next_id(),
        key: Some(practical.key.clone()),
        title: practical.title.clone(),
        search_title: words.collect::<Vec<_>>().join(" | "),
        subject: practical.subject,
        years: practical.years,
        pupils_per_group: practical.pupils_per_group.get(),
        notice_days: practical.notice_days,
        minutes: practical.minutes,
        trial: practical.trial,
        details: PracticalDetails {
            references: practical.references.clone(),
            summary: practical.summary.clone(),
            make_up: practical.make_up.clone(),
            hazards: practical.hazards.clone(),
            precautions: practical.precautions.clone(),
            sources: practical.sources.clone(),
        },
        version: 1,
        retired_at: None,
    }
}

fn line_of(line: &PracticalLine, items: &BTreeMap<&str, ItemId>) -> SchoolPracticalLine {
    let (item, name) = match &line.wanted {
        Wanted::Item(key) => (items.get(key.as_str()).copied(), key.clone()),
        Wanted::Words(words) => (None, words.clone()),
    };
    let (amount, spares, unit) = match line.measure {
        Measure::Pieces { each, spares } => (each.get(), u32::from(spares), None),
        Measure::Amount { each, unit } => (each.get(), 0, Some(unit.symbol().to_owned())),
    };
    let detail = [line.concentration.as_deref(), line.note.as_deref()];
    SchoolPracticalLine {
        item,
        name,
        rule: line.rule,
        amount,
        spares,
        unit,
        detail: detail.into_iter().flatten().collect::<Vec<_>>().join("; "),
    }
}
