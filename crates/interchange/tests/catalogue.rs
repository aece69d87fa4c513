//! The starting catalogue as it is shipped, and what the reader refuses.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not there")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use domain::catalogue::{ApparatusKind, Catalogue, Practical, PracticalLine, Subject, Wanted};
use domain::quantity::{LessonSize, Measure, Need, QuantityRule, Unit, sets};
use interchange::catalogue::{CatalogueError, LONGEST_FILE, Reason, read};

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, found) } else { found.push(path) }
    }
}

/// Every file under `catalogue/`, as its path from there and its text.
fn shipped_files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let mut found = Vec::new();
    walk(&root, &mut found);
    found
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect()
}

fn shipped() -> Catalogue {
    read(shipped_files()).unwrap_or_else(|error| panic!("{error}"))
}

/// The lines of a practical that ask for solutions, with the solution's key.
fn solutions<'a>(catalogue: &'a Catalogue, practical: &'a Practical) -> Vec<(&'a str, &'a PracticalLine)> {
    let solution = |line: &'a PracticalLine| {
        let Wanted::Item(key) = &line.wanted else { return None };
        let is_solution = catalogue.entry(key).unwrap().kind == ApparatusKind::Solution;
        is_solution.then_some((key.as_str(), line))
    };
    practical.lines.iter().filter_map(solution).collect()
}

#[test]
fn every_shipped_file_is_read() {
    let files = shipped_files();
    let catalogue = shipped();
    let practical_files = files.iter().filter(|(name, _)| name.starts_with("practicals/")).count();
    assert_eq!(catalogue.practicals.len(), practical_files);
    assert!(practical_files >= 40, "{practical_files} practicals");
    // Counted in the text rather than by the reader.
    let keys: usize = files
        .iter()
        .filter(|(name, _)| name.starts_with("apparatus/"))
        .map(|(_, text)| text.matches("{ key = ").count())
        .sum();
    assert_eq!(catalogue.apparatus.len(), keys);
    assert!(keys >= 120, "{keys} entries");
}

#[test]
fn every_practical_has_lines_sources_and_sourced_hazards() {
    for practical in shipped().practicals {
        assert!(!practical.lines.is_empty(), "{}", practical.key);
        assert!(practical.sources.iter().all(|source| source.len() > 10), "{}", practical.key);
        assert!(!practical.sources.is_empty(), "{}", practical.key);
        assert!(!practical.hazards.is_empty() && !practical.precautions.is_empty(), "{}", practical.key);
        assert!(practical.hazards.iter().all(|hazard| hazard.source.len() > 10), "{}", practical.key);
    }
}

#[test]
fn every_solution_has_a_strength_and_a_volume() {
    let catalogue = shipped();
    let mut seen = 0;
    for practical in &catalogue.practicals {
        for (item, line) in solutions(&catalogue, practical) {
            assert!(
                line.concentration.as_deref().is_some_and(|text| !text.is_empty()),
                "{}: {item}",
                practical.key
            );
            let is_volume = matches!(
                line.measure,
                Measure::Amount { unit: Unit::CubicCentimetre | Unit::CubicDecimetre, each } if each.get() > 0
            );
            assert!(is_volume, "{}: {item}", practical.key);
            seen += 1;
        }
    }
    assert!(seen >= 60, "{seen} solutions");
}

#[test]
fn every_line_names_an_entry_and_every_entry_has_its_own_name() {
    let catalogue = shipped();
    for line in catalogue.practicals.iter().flat_map(|practical| &practical.lines) {
        if let Wanted::Item(key) = &line.wanted {
            assert!(catalogue.entry(key).is_some(), "{key}");
        }
    }
    let keys: BTreeSet<&str> = catalogue.apparatus.iter().map(|entry| entry.key.as_str()).collect();
    let names: BTreeSet<&str> = catalogue.apparatus.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!((keys.len(), names.len()), (catalogue.apparatus.len(), catalogue.apparatus.len()));
    let titles: BTreeSet<&str> =
        catalogue.practicals.iter().map(|practical| practical.title.as_str()).collect();
    assert_eq!(titles.len(), catalogue.practicals.len());
}

/// The numbers of required practicals by which AQA describes its three separate sciences: ten, eight and ten.
#[test]
fn the_required_practicals_of_the_separate_sciences_are_all_there() {
    let catalogue = shipped();
    for (specification, subject, count) in [
        ("AQA GCSE Biology 8461, required practical ", Subject::Biology, 10),
        ("AQA GCSE Chemistry 8462, required practical ", Subject::Chemistry, 8),
        ("AQA GCSE Physics 8463, required practical ", Subject::Physics, 10),
    ] {
        let mut numbers: Vec<u8> = Vec::new();
        for practical in &catalogue.practicals {
            for rest in practical.references.iter().filter_map(|text| text.strip_prefix(specification)) {
                assert_eq!(practical.subject, subject, "{}", practical.key);
                numbers.push(rest.split_once(':').unwrap().0.parse().unwrap());
            }
        }
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=count).collect::<Vec<u8>>(), "{specification}");
    }
}

/// Combined Science has 21 of the 28; the other seven belong to one separate science only.
#[test]
fn combined_science_has_twenty_one() {
    let names =
        |practical: &Practical, text: &str| practical.references.iter().any(|name| name.contains(text));
    let catalogue = shipped();
    let separate_only: BTreeSet<&str> = catalogue
        .practicals
        .iter()
        .filter(|practical| names(practical, ", required practical ") && !names(practical, "Trilogy 8464"))
        .map(|practical| practical.key.as_str())
        .collect();
    let expected = [
        "antiseptics",
        "decay-of-milk",
        "identifying-ions",
        "light",
        "plant-responses",
        "thermal-insulation",
        "titration",
    ];
    assert_eq!(separate_only, BTreeSet::from(expected));
}

/// Strengths in mol/dm³ from which a solution carries a statement, by the specific limits of Annex VI of
/// Regulation (EC) 1272/2008 or else by its generic limits, taken as mass by volume.
const STATEMENTS_FROM: &[(&str, f64, &str)] = &[
    ("hydrochloric-acid", 2.74, "H315"),
    ("sulfuric-acid", 0.50, "H315"),
    ("sulfuric-acid", 1.53, "H314"),
    ("nitric-acid", 0.79, "H314"),
    ("sodium-hydroxide", 0.125, "H315"),
    ("sodium-hydroxide", 0.50, "H314"),
    ("sodium-carbonate", 0.94, "H319"),
    ("copper-sulfate", 0.04, "H319"),
    ("copper-sulfate", 0.12, "H318"),
    ("silver-nitrate", 0.06, "H315"),
    ("silver-nitrate", 0.18, "H318"),
    ("zinc-sulfate", 0.035, "H319"),
    ("zinc-sulfate", 0.10, "H318"),
    ("iron-sulfate", 0.36, "H319"),
    ("barium-chloride", 0.20, "H302"),
    ("hydrogen-peroxide", 1.47, "H319"),
    ("hydrogen-peroxide", 2.35, "H318"),
];

#[test]
fn a_solution_above_a_limit_has_its_statement_among_the_hazards() {
    let catalogue = shipped();
    let mut above = 0;
    for practical in &catalogue.practicals {
        for (item, line) in solutions(&catalogue, practical) {
            let concentration = line.concentration.as_deref().unwrap();
            let Some(Ok(strength)) = concentration.strip_suffix(" mol/dm3").map(str::parse::<f64>) else {
                continue;
            };
            let due = STATEMENTS_FROM
                .iter()
                .filter(|(substance, from, _)| *substance == item && strength >= *from)
                .max_by(|a, b| a.1.total_cmp(&b.1));
            if let Some((_, _, statement)) = due {
                above += 1;
                let stated = practical.hazards.iter().any(|hazard| hazard.words.contains(statement));
                assert!(stated, "{}: {item} at {concentration} needs {statement}", practical.key);
            }
        }
    }
    assert!(above >= 6, "only {above} solutions above a limit were looked at");
}

#[test]
fn long_notice_stands_where_things_must_grow_or_settle() {
    let catalogue = shipped();
    let notice = |key: &str| catalogue.practical(key).unwrap().notice_days;
    assert_eq!(notice("plant-responses"), Some(7));
    assert!(notice("antiseptics") >= Some(2));
    assert!(matches!(notice("limewater-breath"), Some(1 | 2)));
    assert!(notice("heart-dissection").is_some());
    assert_eq!(notice("density"), None);
}

#[test]
fn a_class_of_thirty_gets_what_it_needs() {
    let catalogue = shipped();
    let practical = catalogue.practical("making-copper-sulfate").unwrap();
    let size = LessonSize { sets: sets(30, practical.pupils_per_group, false), pupils: 30, rooms: 1 };
    let need = |item: &str| {
        let line = practical.lines.iter().find(|line| line.wanted == Wanted::Item(item.to_owned())).unwrap();
        line.measure.need(line.rule, size)
    };
    assert_eq!(need("sulfuric-acid").to_string(), "300 cm³");
    assert_eq!(need("copper-oxide").to_string(), "15 g");
    assert_eq!(need("beaker-100"), Need::Pieces(16));
    assert_eq!(need("eye-protection"), Need::Pieces(30));
}

const FAMILY: &str = r#"
family = "Glassware"
place = "Shelf 1"
entries = [
    { key = "beaker", name = "Beaker", also = ["cup"], kind = "reusable", turn_round_minutes = 5, alternatives = ["jar"] },
    { key = "jar", name = "Jar", place = "Shelf 2", kind = "reusable", count_back = true },
    { key = "acid", name = "Acid", kind = "solution" },
]
"#;

const PRACTICAL: &str = r#"
title = "Pouring"
subject = "science"
years = [7, 8]
pupils_per_group = 2
minutes = 20
summary = "Pupils pour."
lines = [
    { item = "beaker", per = "3 groups", amount = 2, spares = 1 },
    { item = "acid", per = "group", amount = "2.5 cm3", concentration = "0.1 mol/dm3", note = "Slowly" },
    { words = "Five potatoes", per = "class", amount = 5 },
]
sources = ["Made up for this test"]
"#;

fn read_small(practical: &str, family: &str) -> Result<Catalogue, CatalogueError> {
    read([("catalogue/practicals/pouring.toml", practical), ("catalogue/apparatus/glass.toml", family)])
}

#[test]
fn a_small_catalogue_is_read_as_it_is_written() {
    let catalogue = read_small(PRACTICAL, FAMILY).unwrap();
    let practical = catalogue.practical("pouring").unwrap();
    assert_eq!((practical.years.from(), practical.years.to(), practical.notice_days), (7, 8, None));
    let size = LessonSize { sets: 10, pupils: 20, rooms: 1 };
    let needs: Vec<String> =
        practical.lines.iter().map(|line| line.measure.need(line.rule, size).to_string()).collect();
    assert_eq!(needs, ["8", "25 cm³", "5"]);
    assert_eq!(practical.lines[2].wanted, Wanted::Words("Five potatoes".into()));
    assert_eq!(practical.lines[2].rule, QuantityRule::ForTheClass);
    let (beaker, jar) = (catalogue.entry("beaker").unwrap(), catalogue.entry("jar").unwrap());
    assert_eq!((beaker.place.as_str(), jar.place.as_str()), ("Shelf 1", "Shelf 2"));
    assert_eq!((beaker.turn_round_minutes, jar.turn_round_minutes), (Some(5), None));
    assert!(jar.count_back && !beaker.count_back);
    assert_eq!(beaker.alternatives, ["jar"]);
}

/// A change, and a word that the refusal must contain: what to replace, what with, the word.
type Change = (&'static str, &'static str, &'static str);

const PRACTICAL_CHANGES: &[Change] = &[
    ("minutes = 20", "minuets = 20", "minuets"),
    ("minutes = 20", "", "minutes"),
    ("minutes = 20", "minutes = 0", "minute"),
    ("spares = 1", "spare = 1", "spare"),
    ("\"science\"", "\"sience\"", "sience"),
    ("[7, 8]", "[8, 7]", "years"),
    ("[7, 8]", "[6, 8]", "years"),
    ("pupils_per_group = 2", "pupils_per_group = 0", "pupils_per_group"),
    ("item = \"beaker\"", "item = \"beeker\"", "beeker"),
    ("item = \"beaker\"", "note = \"beaker\"", "line 1"),
    ("item = \"beaker\"", "item = \"beaker\", words = \"beaker\"", "line 1"),
    ("\"3 groups\"", "\"0 groups\"", "0 groups"),
    ("\"3 groups\"", "\"table\"", "table"),
    ("amount = 2,", "amount = 0,", "line 1"),
    ("amount = 2,", "amount = -2,", "amount"),
    ("amount = 2,", "amount = 2.5,", "amount"),
    ("\"2.5 cm3\"", "\"2.5 pints\"", "pints"),
    ("\"2.5 cm3\"", "\"2,5 cm3\"", "2,5"),
    ("\"2.5 cm3\"", "\"2.5 g\"", "cm3"),
    ("\"2.5 cm3\"", "3", "cm3"),
    ("amount = 2, spares = 1", "amount = \"2 g\"", "pieces"),
    ("amount = 2, spares", "amount = \"2 g\", spares", "spares"),
    ("concentration = \"0.1 mol/dm3\", ", "", "concentration"),
    ("title = \"Pouring\"", "title = \" \"", "title"),
    ("[\"Made up for this test\"]", "[]", "sources"),
];

const FAMILY_CHANGES: &[Change] = &[
    ("name = \"Jar\"", "nome = \"Jar\"", "nome"),
    ("kind = \"solution\"", "kind = \"potion\"", "potion"),
    ("key = \"jar\"", "key = \"Jar\"", "Jar"),
    ("key = \"jar\"", "key = \"acid\"", "acid"),
    ("alternatives = [\"jar\"]", "alternatives = [\"jug\"]", "jug"),
    ("alternatives = [\"jar\"]", "alternatives = [\"beaker\"]", "beaker"),
    ("kind = \"solution\"", "kind = \"solution\", count_back = true", "acid"),
];

#[test]
fn a_practical_that_does_not_fit_is_refused_by_name() {
    for (from, to, word) in PRACTICAL_CHANGES {
        assert!(PRACTICAL.contains(from), "{from}");
        let error = read_small(&PRACTICAL.replacen(from, to, 1), FAMILY).expect_err(to);
        assert_eq!(error.file, "catalogue/practicals/pouring.toml", "{to}: {error}");
        assert!(error.to_string().contains(word), "{to}: {error}");
    }
}

#[test]
fn an_entry_that_does_not_fit_is_refused_by_name() {
    for (from, to, word) in FAMILY_CHANGES {
        assert!(FAMILY.contains(from), "{from}");
        let error = read_small(PRACTICAL, &FAMILY.replacen(from, to, 1)).expect_err(to);
        assert_eq!(error.file, "catalogue/apparatus/glass.toml", "{to}: {error}");
        assert!(error.to_string().contains(word), "{to}: {error}");
    }
}

#[test]
fn files_in_the_wrong_place_are_refused_and_a_readme_is_not() {
    let stray = read([("catalogue/beakers.toml", FAMILY)]).unwrap_err();
    assert_eq!((stray.file.as_str(), stray.reason), ("catalogue/beakers.toml", Reason::Misplaced));
    let named = read([("practicals/Not a key.toml", PRACTICAL)]).unwrap_err();
    assert!(named.to_string().contains("Not a key"), "{named}");
    assert_eq!(read([("catalogue/README.md", "# Not TOML")]).unwrap(), Catalogue::default());
}

#[test]
fn a_key_used_twice_names_both_files() {
    let error = read([("apparatus/one.toml", FAMILY), ("apparatus/two.toml", FAMILY)]).unwrap_err();
    assert_eq!(error.file, "apparatus/two.toml");
    assert_eq!(error.reason, Reason::Duplicate { key: "beaker".into(), first: "apparatus/one.toml".into() });
}

#[test]
fn hostile_files_get_an_error() {
    let long = "#".repeat(LONGEST_FILE + 1);
    assert_eq!(read([("apparatus/long.toml", &long)]).unwrap_err().reason, Reason::TooLong);
    let deep = format!("entries = {}", "[".repeat(200_000));
    for text in ["\u{0}", "entries = [", "= =", deep.as_str()] {
        let error = read([("apparatus/odd.toml", text)]).unwrap_err();
        assert!(matches!(error.reason, Reason::Malformed(_)), "{error}");
    }
}
