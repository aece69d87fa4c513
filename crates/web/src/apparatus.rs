//! The apparatus: the list with its quick counting, one item, and the form that changes it.

pub(crate) mod form;
pub(crate) mod list;
pub(crate) mod show;

use actions::apparatus::{Add, ItemChange};
use domain::apparatus::Pool;
use domain::id::SiteId;
use domain::people::permissions::{ChangeApparatus, SeeApparatus};
use domain::site::Sites;

use crate::app::Routes;
use crate::apparatus::form::ItemFields;
use crate::form::{FormRoutes as _, key};
use crate::parts::{Mark, Meaning};
use http::typed::Typed;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get::<SeeApparatus, _>("/apparatus", list::list)
        .form::<Add>("/apparatus")
        .get::<SeeApparatus, _>("/apparatus/{item}", show::show)
        .post::<ChangeApparatus, _>("/apparatus/{item}", show::change)
}

fn place_words(pool: &Pool, place: &str, sites: &Sites) -> String {
    let words = match (&pool.lives_in, place.is_empty()) {
        (Some(room), _) => return format!("Lives in {room}"),
        (None, false) => place.to_owned(),
        (None, true) => "No place given".to_owned(),
    };
    match sites.find(pool.site).filter(|_| sites.are_several()) {
        Some(site) => format!("{words}, {}", site.name),
        None => words,
    }
}

fn item_marks(pool: &Pool, comes_back: bool, is_retired: bool) -> Vec<Mark> {
    let mut marks = Vec::new();
    if is_retired {
        marks.push(Mark::new("Retired", Meaning::Quiet));
    }
    if !comes_back {
        marks.push(Mark::new("Used up", Meaning::Quiet));
    } else if pool.counted.is_none() {
        marks.push(Mark::new("Not counted", Meaning::Quiet));
    }
    if pool.out_of_service > 0 {
        marks.push(Mark::new(format!("{} out of service", pool.out_of_service), Meaning::Attention));
    }
    if pool.missing > 0 {
        marks.push(Mark::new(format!("{} missing", pool.missing), Meaning::Stop));
    }
    marks
}

fn typed_fields(typed: &Typed<'_>, is_new: bool) -> ItemFields {
    ItemFields {
        name: typed.state("name"),
        place: typed.state("place"),
        counted: typed.state("counted"),
        out_of_service: typed.state("out_of_service"),
        missing: typed.state("missing"),
        set_up_minutes: typed.state("set_up_minutes"),
        turn_round_minutes: typed.state("turn_round_minutes"),
        lives_in: typed.state("lives_in"),
        site: typed.state("site"),
        count_back: typed.fields.is_ticked("count_back"),
        retired: (!is_new).then(|| typed.fields.is_ticked("retired")),
    }
}

fn wanted(typed: &mut Typed<'_>) -> ItemChange {
    ItemChange {
        name: typed.fields.get("name").to_owned(),
        place: typed.fields.get("place").to_owned(),
        counted: typed.number("counted"),
        out_of_service: typed.number("out_of_service").unwrap_or(0),
        missing: typed.number("missing").unwrap_or(0),
        set_up_minutes: typed.number("set_up_minutes"),
        turn_round_minutes: typed.number("turn_round_minutes"),
        lives_in: Some(typed.fields.get("lives_in").to_owned()),
        // What is no identifier is no site of the school's either, and is refused as such.
        site: Some(typed.fields.get("site"))
            .filter(|site| !site.is_empty())
            .map(|site| site.parse().unwrap_or(SiteId(uuid::Uuid::nil()))),
        count_back: typed.fields.is_ticked("count_back"),
        retired: typed.fields.is_ticked("retired"),
    }
}
