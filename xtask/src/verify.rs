//! `cargo verify`: every check, one after the other, until one fails.

use std::ffi::OsString;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use crate::browser;
use crate::checkout::Checkout;
use crate::deny::{self, Advisories};
use crate::failure::Failure;
use crate::postgres::Postgres;
use crate::run;
use crate::step::Step;
use crate::tally::Tally;
use crate::tools::{self, Tool};

/// Fuzz cases of each test in the slow lane.
const LONG_FUZZ_CASES: &str = "1000000";

/// The tests of the slow lane.
const LONG_TESTS: &str =
    "test(/fuzz/) | binary(/fuzz/) | test(/crash/) | binary(/crash/) | test(/long_/) | test(/follow_model/)";

/// What was asked for on the command line.
#[derive(Debug, PartialEq, Eq)]
enum Request {
    List,
    Run(Vec<Step>),
}

/// Reads the command line and does what it asks for.
pub fn start(arguments: impl Iterator<Item = OsString>) -> Result<ExitCode, Failure> {
    match request(arguments)? {
        Request::List => {
            for step in Step::ALL {
                println!("{:8} {}", step.name(), step.purpose());
            }
            Ok(ExitCode::SUCCESS)
        }
        Request::Run(steps) => verify(&steps),
    }
}

fn request(arguments: impl Iterator<Item = OsString>) -> Result<Request, Failure> {
    let mut only = None;
    let mut long = false;
    let mut list = false;
    for argument in arguments {
        let argument = argument.to_string_lossy();
        match argument.as_ref() {
            "--long" => long = true,
            "--list" => list = true,
            "--only" => only = only.or(Some(Vec::new())),
            name => match (&mut only, Step::named(name)) {
                (Some(steps), Some(step)) => steps.push(step),
                (Some(_), None) => {
                    return Err(Failure::new(format!(
                        "there is no step {name:?}; `cargo verify --list` has them"
                    )));
                }
                (None, _) => {
                    return Err(Failure::new(format!(
                        "`cargo verify` does not know {name:?}; it takes --only STEP…, --long and --list"
                    )));
                }
            },
        }
    }
    if list {
        return Ok(Request::List);
    }
    let mut steps = match only {
        Some(steps) if steps.is_empty() => {
            return Err(Failure::new("--only which step? `cargo verify --list` has them"));
        }
        Some(steps) => Step::ALL.into_iter().filter(|step| steps.contains(step)).collect(),
        None => Step::EVERYDAY.to_vec(),
    };
    if long && !steps.contains(&Step::Long) {
        steps.push(Step::Long);
    }
    Ok(Request::Run(steps))
}

fn verify(steps: &[Step]) -> Result<ExitCode, Failure> {
    let checkout = Checkout::find()?;
    let began = Instant::now();
    let mut verification = Verification {
        checkout: &checkout,
        postgres: None,
        tally: Tally::NONE,
        advisories: Advisories::Clear,
    };
    let mut report = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        println!("\n== {} ({} of {}): {}", step.name(), index + 1, steps.len(), step.purpose());
        let began = Instant::now();
        if let Err(failure) = verification.run(*step, steps) {
            eprintln!("\n{failure}");
            verification.say_what_was_not_checked();
            if verification.tally != Tally::NONE {
                println!("{}", verification.tally);
            }
            let name = step.name();
            return Err(Failure::new(format!(
                "verify FAILED at step {name}; alone: cargo verify --only {name}"
            )));
        }
        println!("== {} passed in {}", step.name(), spoken(began.elapsed()));
        report.push(format!("{} {}", step.name(), spoken(began.elapsed())));
    }
    println!();
    verification.say_what_was_not_checked();
    println!("{}", verification.tally);
    println!("verify passed in {}: {}", spoken(began.elapsed()), report.join(", "));
    Ok(ExitCode::SUCCESS)
}

/// One run of the checks. The private server starts with the first step that needs it and ends with the run.
struct Verification<'checkout> {
    checkout: &'checkout Checkout,
    postgres: Option<Postgres>,
    tally: Tally,
    advisories: Advisories,
}

impl Verification<'_> {
    fn run(&mut self, step: Step, all: &[Step]) -> Result<(), Failure> {
        tools::ensure(self.checkout, step.tools())?;
        match step {
            Step::Tools => self.tools(all),
            Step::Format => run::plainly(&mut self.checkout.cargo(&["fmt", "--all", "--check"])),
            Step::Clippy => self.clippy(),
            Step::Docs => self.docs(),
            Step::Deny => self.deny(),
            Step::Tests => self.tests(),
            Step::Browser => self.browser(),
            Step::Long => self.long(),
        }
    }

    /// Everything that the steps of this run need; all that there is, where the tools alone are asked for.
    fn tools(&self, all: &[Step]) -> Result<(), Failure> {
        let steps = if all == [Step::Tools] { &Step::ALL[..] } else { all };
        let mut wanted: Vec<Tool> = Vec::new();
        for tool in steps.iter().flat_map(|step| step.tools()) {
            if !wanted.contains(tool) {
                wanted.push(*tool);
            }
        }
        tools::ensure(self.checkout, &wanted)
    }

    fn clippy(&self) -> Result<(), Failure> {
        let arguments = ["clippy", "--workspace", "--all-targets", "--locked", "--", "--deny", "warnings"];
        run::plainly(&mut self.checkout.cargo(&arguments))
    }

    fn docs(&self) -> Result<(), Failure> {
        let arguments = ["doc", "--workspace", "--no-deps", "--document-private-items", "--locked"];
        run::plainly(self.checkout.cargo(&arguments).env("RUSTDOCFLAGS", "--deny warnings"))
    }

    fn deny(&mut self) -> Result<(), Failure> {
        self.advisories = deny::check(self.checkout)?;
        self.say_what_was_not_checked();
        Ok(())
    }

    fn say_what_was_not_checked(&self) {
        if self.advisories == Advisories::NotChecked {
            println!("{}", deny::ADVISORIES_NOT_CHECKED);
        }
    }

    /// The tests, and the examples in the documentation, which nextest leaves out.
    fn tests(&mut self) -> Result<(), Failure> {
        let mut nextest = self.checkout.cargo(&["nextest", "run", "--workspace", "--locked"]);
        self.count(&mut nextest, Tally::of_nextest)?;
        let mut examples = self.checkout.cargo(&["test", "--doc", "--workspace", "--locked", "--quiet"]);
        self.count(&mut examples, Tally::of_doc_tests)
    }

    fn browser(&mut self) -> Result<(), Failure> {
        let mut journeys = browser::journeys(self.checkout)?;
        self.count(&mut journeys, Tally::of_node)
    }

    fn long(&mut self) -> Result<(), Failure> {
        let arguments =
            ["nextest", "run", "--workspace", "--locked", "--profile", "long", "--filterset", LONG_TESTS];
        let mut nextest = self.checkout.cargo(&arguments);
        nextest.env("TROLLEY_FUZZ_CASES", LONG_FUZZ_CASES).env("TROLLEY_LONG", "1");
        self.count(&mut nextest, Tally::of_nextest)
    }

    /// Runs tests, which find the private server in `TROLLEY_TEST_POSTGRES` and other schools' timetables, where
    /// there are any, in `TROLLEY_SHARED`, and adds what their runner counted.
    fn count(&mut self, tests: &mut Command, read: fn(&str) -> Option<Tally>) -> Result<(), Failure> {
        tests.env("TROLLEY_TEST_POSTGRES", self.postgres()?);
        if let Some(shared) = self.checkout.shared() {
            tests.env("TROLLEY_SHARED", shared);
        }
        let heard = run::listening(tests)?;
        let tally = read(&heard.text);
        self.tally += tally.unwrap_or(Tally::NONE);
        heard.outcome?;
        match tally {
            Some(Tally { failed: 0, .. }) => Ok(()),
            Some(tally) => Err(Failure::new(format!("{} counted {tally}", run::words(tests)))),
            None => Err(Failure::new(format!("{} did not say how many tests passed", run::words(tests)))),
        }
    }

    fn postgres(&mut self) -> Result<String, Failure> {
        let server = match self.postgres.take() {
            Some(server) => server,
            None => Postgres::start(self.checkout)?,
        };
        let url = server.url();
        self.postgres = Some(server);
        Ok(url)
    }
}

/// A duration as people say it, to the second.
fn spoken(duration: Duration) -> String {
    match duration.as_secs() {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(line: &str) -> Result<Request, Failure> {
        request(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn everything_but_the_slow_lane_runs_unless_asked_otherwise() {
        assert_eq!(asked(""), Ok(Request::Run(Step::EVERYDAY.to_vec())));
        assert_eq!(asked("--long"), Ok(Request::Run(Step::ALL.to_vec())));
        assert_eq!(asked("--only clippy format"), Ok(Request::Run(vec![Step::Format, Step::Clippy])));
        assert_eq!(asked("--only tests --only deny"), Ok(Request::Run(vec![Step::Deny, Step::Tests])));
        assert_eq!(asked("--list"), Ok(Request::List));
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for line in ["--fast", "clippy", "--only", "--only nothing", "--only clippy nothing"] {
            assert!(asked(line).is_err(), "{line}");
        }
    }

    #[test]
    fn every_step_is_found_by_its_name() {
        for step in Step::ALL {
            assert_eq!(Step::named(step.name()), Some(step));
        }
    }
}
