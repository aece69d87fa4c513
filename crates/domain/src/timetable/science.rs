//! A first guess at which lessons are science. A person can change it.

use super::spelling::{Token, folded, tokens};

/// Whether a lesson of this subject in this room is science, as far as their names say.
///
/// A science by name counts, except the sciences that need no prep room (computer, social, political,
/// sports), which count only in a science laboratory; there, a subject with a name unknown here counts too.
pub fn science_guess(subject: &str, room: Option<&str>) -> bool {
    let words = words(subject);
    let folded = folded(subject);
    let in_laboratory = room.is_some_and(is_science_laboratory);
    let named =
        words.iter().any(|word| is_science_word(word)) || SCIENCE_PHRASES.iter().any(|p| folded.contains(p));
    if named {
        return in_laboratory || !is_other_science(&words, &folded);
    }
    in_laboratory && !words.iter().any(|word| is_elsewhere_word(word))
}

/// Whether the room's name is that of a science laboratory: a laboratory that is not one for computers or
/// languages, or a room named for a science.
pub fn is_science_laboratory(room: &str) -> bool {
    let words = words(room);
    let folded = folded(room);
    let laboratory = words.iter().any(|word| {
        ["lab", "labs", "labo", "labor"].contains(&word.as_str())
            || word.starts_with("laborat")
            || word.starts_with("лаборат")
    }) || ["实验", "實驗", "実験", "실험", "理科", "مختبر", "מעבדה"]
        .iter()
        .any(|part| folded.contains(part));
    let science =
        words.iter().any(|word| is_science_word(word)) || SCIENCE_PHRASES.iter().any(|p| folded.contains(p));
    (laboratory || science)
        && !words.iter().any(|word| is_other_laboratory_word(word))
        && !is_other_science(&words, &folded)
}

fn words(text: &str) -> Vec<String> {
    tokens(text)
        .into_iter()
        .filter_map(|token| if let Token::Word(word) = token { Some(word) } else { None })
        .collect()
}

fn is_science_word(word: &str) -> bool {
    SCIENCE_WORDS.contains(&word)
        || (SCIENCE_STEMS.iter().any(|stem| word.starts_with(stem)) && word != "physical")
}

/// Whether words beside a science make it one without a prep room, or physical education.
fn is_other_science(words: &[String], folded: &str) -> bool {
    words.iter().any(|word| {
        OTHER_WORDS.contains(&word.as_str()) || OTHER_STEMS.iter().any(|stem| word.starts_with(stem))
    }) || ["社会", "社會", "电脑", "電腦", "计算机", "政治", "体育", "體育", "사회", "컴퓨터", "体育", "情報"]
        .iter()
        .any(|part| folded.contains(part))
}

fn is_other_laboratory_word(word: &str) -> bool {
    ["it", "ict", "cs", "pc", "mac", "tv", "vr", "stem", "cad", "dt"].contains(&word)
        || [
            "comput", "langu", "sprach", "inform", "media", "multimed", "digit", "math", "design", "music",
            "food", "writ", "read", "learn", "idiom", "lingu", "photo", "cook", "电脑", "電腦",
        ]
        .iter()
        .any(|stem| word.starts_with(stem))
}

fn is_elsewhere_word(word: &str) -> bool {
    ["pe", "pshe", "re", "ict", "it", "art", "arts", "drama", "form", "efl", "esl", "psp", "tok"]
        .contains(&word)
        || ELSEWHERE_STEMS.iter().any(|stem| word.starts_with(stem))
}

const SCIENCE_WORDS: &[&str] = &[
    "bio",
    "chem",
    "phy",
    "phys",
    "sci",
    "svt",
    "nask",
    "fen",
    "natura",
    "ciencia",
    "ciencias",
    "ciencies",
    "scienza",
    "scienze",
    "kemi",
    "kjemi",
    "kemia",
    "kimia",
    "kimya",
    "sains",
    "fisika",
    "fysik",
    "fysikk",
    "fysiikka",
    "biyoloji",
    "علوم",
    "العلوم",
    "فيزياء",
    "الفيزياء",
    "كيمياء",
    "الكيمياء",
    "احياء",
    "الاحياء",
    "מדעים",
    "פיזיקה",
    "כימיה",
    "ביולוגיה",
    "فیزیک",
    "شیمی",
    "विज्ञान",
    "भौतिकी",
    "रसायन",
    "natuurkunde",
    "scheikunde",
    "naturfag",
    "naturkunskap",
    "natur",
    "stiinte",
    "prirodoslovie",
    "przyroda",
    "prirodoslovje",
    "priroda",
];

const SCIENCE_STEMS: &[&str] = &[
    "scienc",
    "biolog",
    "biochem",
    "biotech",
    "biomed",
    "microbiolog",
    "physiolog",
    "anatom",
    "botan",
    "zoolog",
    "astronom",
    "chemi",
    "chimi",
    "chimie",
    "quimi",
    "physics",
    "physik",
    "physiq",
    "fisic",
    "fyzik",
    "fizik",
    "fizyk",
    "naturwissen",
    "naturvetensk",
    "kemij",
    "bioloc",
    "biologi",
    "физик",
    "хими",
    "хімі",
    "фізик",
    "биолог",
    "біолог",
    "природо",
    "естествозн",
    "φυσικ",
    "χημει",
    "βιολογ",
];

const SCIENCE_PHRASES: &[&str] = &[
    "environmental systems",
    "vat ly",
    "hoa hoc",
    "sinh hoc",
    "khoa hoc tu nhien",
    "科学",
    "科學",
    "理科",
    "物理",
    "化学",
    "化學",
    "生物",
    "과학",
    "물리",
    "화학",
    "생물",
    "생명",
];

const OTHER_WORDS: &[&str] = &[
    "education",
    "educacion",
    "educacao",
    "educazione",
    "ed",
    "eps",
    "data",
    "fiction",
    "religieuses",
    "food",
    "home",
    "library",
    "educatie",
    "educatia",
];

const OTHER_STEMS: &[&str] = &[
    "comput",
    "informat",
    "ordinateur",
    "digit",
    "social",
    "sociais",
    "soziales",
    "sozial",
    "politi",
    "econom",
    "sport",
    "deport",
    "esport",
    "motori",
    "umane",
    "human",
    "militar",
    "religi",
    "islam",
    "domestic",
    "commerc",
    "managem",
    "business",
    "exercise",
    "psycholog",
];

const ELSEWHERE_STEMS: &[&str] = &[
    "math",
    "matem",
    "english",
    "englisch",
    "anglais",
    "ingles",
    "langu",
    "literat",
    "histor",
    "geogr",
    "social",
    "comput",
    "music",
    "musik",
    "tutor",
    "regist",
    "assembl",
    "form",
    "homeroom",
    "physical",
    "econom",
    "business",
    "french",
    "spanish",
    "german",
    "arabic",
    "chinese",
    "islam",
    "relig",
    "citizen",
    "design",
    "drama",
    "sport",
    "psycholog",
    "sociolog",
    "philos",
    "politi",
    "account",
    "media",
    "study",
    "meeting",
    "duty",
    "lunch",
    "break",
    "pastoral",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sciences_by_name_and_by_room() {
        for (subject, room) in [
            ("13 HL Biology", None),
            ("07A-D Science 1", None),
            ("Integrated Science", Some("IS.Lab")),
            ("Physique-Chimie", None),
            ("Química", None),
            ("SVT", None),
            ("Naturwissenschaften", None),
            ("Физика", None),
            ("化學", None),
            ("IGCSE Environmental Systems", None),
            ("NT1", Some("Science Lab 01")),
            ("Sports Science", Some("Bio.Lab")),
            ("CH2", Some("Phy.Lab")),
        ] {
            assert!(science_guess(subject, room), "{subject}");
        }
        for (subject, room) in [
            ("Computer Science", None),
            ("Social Sciences", Some("Room 3")),
            ("Political Science", None),
            ("Sports Science", Some("Gym")),
            ("Educación Física", None),
            ("Physical Education", None),
            ("Computing", Some("Computer Lab")),
            ("French", Some("Language Lab")),
            ("Mathematics", Some("Science Lab 02")),
            ("Psychology", None),
            ("Biography", None),
            ("X1", Some("Computer Lab")),
            ("Life and Society", None),
            ("Sciences économiques et sociales", None),
        ] {
            assert!(!science_guess(subject, room), "{subject}");
        }
    }
}
