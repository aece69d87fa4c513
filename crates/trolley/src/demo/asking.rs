//! What the teachers of the demonstration ask for.

use std::collections::BTreeMap;

use actions::catalogue::{self, PracticalShown};
use actions::{ActionError, House};
use domain::catalogue::Subject;
use domain::id::ItemId;
use domain::lesson::{Lesson, year_of_class};
use domain::people::{Actor, permissions};
use domain::requisition::{Content, LineWhat};

use super::dice::Dice;

/// The catalogue and the counted shelves, as those who ask see them.
#[derive(Debug)]
pub struct Shelves {
    practicals: Vec<PracticalShown>,
    /// How many there are of each item that is counted.
    pub counted: BTreeMap<ItemId, u32>,
    /// The microscopes.
    pub microscope: ItemId,
    /// Asked lately by each class and subject: the place in the list of what fits.
    asked: BTreeMap<(String, String), usize>,
}

/// The practical that wants a microscope for every pair.
const MICROSCOPY: &str = "microscopy";
/// Pupils in a class whose size is not known.
const USUAL_CLASS: u32 = 28;
/// The year of a class whose name says none.
const USUAL_YEAR: u8 = 9;

impl Shelves {
    /// Reads the catalogue.
    pub async fn read(
        house: &House,
        actor: &Actor,
        counted: BTreeMap<ItemId, u32>,
        microscope: ItemId,
    ) -> Result<Self, ActionError> {
        let permit = actor.permit::<permissions::SeeCatalogue>()?;
        let mut practicals = Vec::new();
        for practical in catalogue::list(house, &permit).await? {
            practicals.push(catalogue::show(house, &permit, practical.id).await?);
        }
        practicals.sort_by(|one, other| one.practical.key.cmp(&other.practical.key));
        Ok(Self { practicals, counted, microscope, asked: BTreeMap::new() })
    }

    /// Something that fits this lesson's year and subject, another each time; without microscopes where
    /// they are spoken for.
    pub fn something_for(
        &mut self,
        lesson: &Lesson,
        without_microscopes: bool,
        dice: &mut Dice,
    ) -> Option<Content> {
        let microscope = self.microscope;
        let fitting: Vec<&PracticalShown> = self
            .practicals
            .iter()
            .filter(|shown| fits(shown, lesson))
            .filter(|shown| {
                !without_microscopes || shown.lines.iter().all(|line| line.item != Some(microscope))
            })
            .collect();
        let key = (lesson.class_words().to_owned(), lesson.subject.clone());
        let first = usize::try_from(dice.below(40)).unwrap_or(0);
        let place = self.asked.entry(key).or_insert(first);
        *place += 1;
        let shown = fitting.get(*place % fitting.len().max(1))?;
        Some(self.within_the_shelves(content_of(shown, lesson)))
    }

    /// Every microscope for one lesson.
    pub fn every_microscope_for(&self, lesson: &Lesson) -> Option<Content> {
        let shown =
            self.practicals.iter().find(|shown| shown.practical.key.as_deref() == Some(MICROSCOPY))?;
        let all = self.counted.get(&self.microscope).copied()?;
        Some(content_of(shown, lesson).with_sets(all))
    }

    /// School days of notice that what is asked for needs.
    pub fn notice_of(&self, content: &Content) -> Option<u16> {
        let asked = content.stations.iter().filter_map(|station| station.practical);
        asked
            .filter_map(|id| self.practicals.iter().find(|shown| shown.practical.id == id))
            .filter_map(|shown| shown.practical.notice_days)
            .max()
    }

    /// With as many sets as the shelves can ever give: teachers know their department.
    fn within_the_shelves(&self, content: Content) -> Content {
        let mut content = content;
        while let Some(sets) = content.stations.first().map(|station| station.sets).filter(|sets| *sets > 1) {
            let is_too_much = content.quantities().iter().any(|(what, quantity)| match what {
                LineWhat::Item(item) => self.counted.get(item).is_some_and(|counted| quantity > counted),
                LineWhat::Words(_) => false,
            });
            if !is_too_much {
                break;
            }
            content = content.with_sets(sets - 1);
        }
        content
    }

    /// The items of a content whose number is asked for when they come back, though nobody keeps count of
    /// the shelf, with how many went out.
    pub fn small_things(&self, content: &Content) -> Option<(ItemId, u32)> {
        content.quantities().into_iter().find_map(|(what, quantity)| match what {
            LineWhat::Item(item)
                if item != self.microscope
                    && self.counted.get(&item).is_some_and(|counted| *counted > 40) =>
            {
                (quantity > 1).then_some((item, quantity))
            }
            _ => None,
        })
    }
}

fn fits(shown: &PracticalShown, lesson: &Lesson) -> bool {
    let practical = &shown.practical;
    let year = year_of_class(lesson.class_words()).unwrap_or(USUAL_YEAR);
    let fits_year = practical.years.contains(year.min(11));
    let fits_subject =
        lesson.subject == Subject::Science.to_string() || lesson.subject == practical.subject.to_string();
    fits_year && fits_subject
}

fn content_of(shown: &PracticalShown, lesson: &Lesson) -> Content {
    catalogue::content_for(&shown.practical, &shown.lines, lesson.pupils.unwrap_or(USUAL_CLASS), None)
}
