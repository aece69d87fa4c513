//! What is said on the demonstration's evenings. Everybody and everything in it is made up.

/// Whoever talks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voice {
    /// The senior technician, who hosts.
    Sam,
    /// The technician, who moderates and curates.
    Pat,
    /// The teacher.
    Example,
    /// The head of science.
    Sample,
}

impl Voice {
    /// The handle under which others see them.
    pub fn handle(self) -> &'static str {
        match self {
            Self::Sam => "sam_spatula",
            Self::Pat => "pat_tray",
            Self::Example => "ms_example",
            Self::Sample => "dr_sample",
        }
    }
}

/// What a line answers.
#[derive(Clone, Copy, Debug)]
pub enum On {
    /// Nothing in particular.
    Nothing,
    /// The line of this place, from 0.
    Reply(usize),
    /// The line of this place, which it quotes.
    Quote(usize),
}

/// One message.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// Who says it.
    pub voice: Voice,
    /// Minutes after the beginning.
    pub minute: i64,
    /// Which question it belongs to.
    pub question: Option<u8>,
    /// Whether that question is asked with it.
    pub asks: bool,
    /// What it answers.
    pub on: On,
    /// What is said.
    pub body: &'static str,
}

/// An evening.
#[derive(Clone, Copy, Debug)]
pub struct Talk {
    /// What it is about.
    pub subject: &'static str,
    /// What the room says at the top.
    pub welcome: &'static str,
    /// Its questions.
    pub questions: &'static [&'static str],
    /// What is said.
    pub lines: &'static [Line],
    /// The places of lines that are starred.
    pub starred: &'static [usize],
    /// Its list: heading, words, and the place of the line that it came from.
    pub list: &'static [(&'static str, &'static str, usize)],
}

const fn line(voice: Voice, minute: i64, question: u8, on: On, body: &'static str) -> Line {
    let question = if question == 0 { None } else { Some(question) };
    Line { voice, minute, question, asks: false, on, body }
}

const fn asked(minute: i64, question: u8, body: &'static str) -> Line {
    Line { voice: Voice::Sam, minute, question: Some(question), asks: true, on: On::Nothing, body }
}

/// The evening of last week.
pub const PAST: Talk = Talk {
    subject: "Doing more with a small budget",
    welcome: "An hour on what to make, mend and share before buying anything.",
    questions: &["What do you make that others buy?", "What do you share with other schools?"],
    lines: &[
        line(Voice::Sam, 0, 0, On::Nothing, "Good evening, everybody. Kettles on, labels off. #ExampleTechs"),
        asked(3, 1, "Here is the first: what do you make that others buy? #ExampleTechs"),
        line(
            Voice::Pat,
            5,
            1,
            On::Nothing,
            "Test-tube racks from offcuts of shelving. A 20 mm wood bit and an afternoon make forty.",
        ),
        line(
            Voice::Sample,
            6,
            1,
            On::Reply(2),
            "@pat_tray Do they survive the dishwasher, or do you wash around them?",
        ),
        line(Voice::Pat, 7, 1, On::Reply(3), "@dr_sample Two coats of yacht varnish, and six years so far."),
        line(
            Voice::Example,
            9,
            1,
            On::Quote(2),
            "We did the same with old worktop, and the year 8s do not knock them over.",
        ),
        asked(20, 2, "And the second: what do you share with other schools? #exampletechs"),
        line(
            Voice::Sample,
            24,
            2,
            On::Nothing,
            "The ripple tanks go round three schools. A shared calendar and one box with foam decide who has them.",
        ),
        line(
            Voice::Sam,
            27,
            2,
            On::Quote(5),
            "Would you lend a set for a term? Ours would like to try before they saw.",
        ),
        line(Voice::Example, 29, 2, On::Reply(8), "@sam_spatula Gladly. The box is by the door."),
        line(
            Voice::Sam,
            58,
            0,
            On::Nothing,
            "Thank you all. The list will be up in a few days. #ExampleTechs",
        ),
    ],
    starred: &[2, 4, 7],
    list: &[
        (
            "Made, not bought",
            "Test-tube racks from shelving offcuts: 20 mm wood bit, two coats of yacht varnish",
            2,
        ),
        ("Shared", "Ripple tanks that go round three schools in one foam-lined box", 7),
    ],
};

/// The evening that goes on now.
pub const NOW: Talk = Talk {
    subject: "What is left over after the practical",
    welcome: "Residues, spare solutions, last week’s agar. Say how you do it, and where you read that it is right.",
    questions: &[
        "How do you collect residues from a class of thirty?",
        "What do you keep and use again?",
        "What would you tell somebody in their first month?",
    ],
    lines: &[
        line(Voice::Sam, 0, 0, On::Nothing, "Welcome to the prep room of prep rooms. #ExampleTechs"),
        asked(2, 1, "To begin with: how do you collect residues from a class of thirty? #ExampleTechs"),
        line(
            Voice::Pat,
            4,
            1,
            On::Nothing,
            "A bucket per bench with the name of the practical on it, not of the chemical. Nobody pours into the wrong one.",
        ),
        line(
            Voice::Example,
            6,
            1,
            On::Quote(2),
            "As the one who stands in front of the thirty: the buckets work. The sink does not.",
        ),
        line(Voice::Sample, 8, 1, On::Reply(2), "@pat_tray Who empties them, and when?"),
        line(
            Voice::Pat,
            9,
            1,
            On::Reply(4),
            "@dr_sample We do, at the end of the day, so that no bucket meets another lesson.",
        ),
        asked(12, 2, "Next: what do you keep and use again? #ExampleTechs"),
        line(
            Voice::Sample,
            15,
            2,
            On::Nothing,
            "Copper sulfate crystals. Next year’s class starts from this year’s.",
        ),
        line(Voice::Example, 18, 2, On::Quote(3), "And the buckets, of course."),
    ],
    starred: &[2],
    list: &[],
};

/// The evening to come.
pub const NEXT: Talk = Talk {
    subject: "Labels that survive",
    welcome: "Bring a photograph of your worst label, described in words.",
    questions: &["What do you write with?", "What do you write on?", "What must be on every label?"],
    lines: &[],
    starred: &[],
    list: &[],
};
