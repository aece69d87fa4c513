//! The commands, as they are run: through the built program, with its exit status and what it prints.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what fails in a test's own helpers fails the test"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use sqlx::{Connection, Executor};
use tempfile::TempDir;

const TROLLEY: &str = env!("CARGO_BIN_EXE_trolley");

/// The program without the settings of whoever runs the tests.
fn trolley(arguments: &[&str]) -> Command {
    let mut command = Command::new(TROLLEY);
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("TROLLEY_")) {
        command.env_remove(name);
    }
    command.args(arguments);
    command
}

fn run(arguments: &[&str]) -> Output {
    trolley(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Runs a command that must succeed, and returns what it printed.
fn succeed(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// Runs a command that must fail with one sentence, and returns that sentence.
fn fail(arguments: &[&str]) -> String {
    failed(&run(arguments))
}

fn failed(output: &Output) -> String {
    let words = text(&output.stderr);
    assert!(!output.status.success(), "it went through: {}", text(&output.stdout));
    assert_eq!(words.lines().count(), 1, "{words}");
    assert!(words.starts_with("trolley: "), "{words}");
    for sign_of_debugging in ["panicked", "Error {", "Some(", "backtrace"] {
        assert!(!words.contains(sign_of_debugging), "{words}");
    }
    words
}

/// A database of one kind, made for one test.
struct Place {
    folder: TempDir,
    url: String,
    server: Option<(String, String)>,
}

impl Place {
    fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = folder.path().join("school.db").to_str().unwrap().to_owned();
        Self { folder, url, server: None }
    }

    /// A new database on the server that `TROLLEY_TEST_POSTGRES` names.
    async fn postgres() -> Self {
        let server = std::env::var("TROLLEY_TEST_POSTGRES").expect(
            "TROLLEY_TEST_POSTGRES is not set; `cargo verify` starts a private PostgreSQL server and sets it",
        );
        let folder = tempfile::tempdir().unwrap();
        let random = folder
            .path()
            .file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .replace(|c: char| !c.is_ascii_alphanumeric(), "");
        let name = format!("command_{}_{}", std::process::id(), random.to_lowercase());
        let mut connection = sqlx::PgConnection::connect(&server).await.unwrap();
        connection.execute(sqlx::AssertSqlSafe(format!("create database {name}"))).await.unwrap();
        connection.close().await.unwrap();
        let (before, _) = server.rsplit_once('/').unwrap();
        Self { folder, url: format!("{before}/{name}"), server: Some((server, name)) }
    }

    async fn remove(self) {
        if let Some((server, name)) = self.server {
            let mut connection = sqlx::PgConnection::connect(&server).await.unwrap();
            connection
                .execute(sqlx::AssertSqlSafe(format!("drop database {name} with (force)")))
                .await
                .unwrap();
            connection.close().await.unwrap();
        }
    }

    fn begin_school(&self) {
        succeed(&["migrate", "--database", &self.url]);
        succeed(&[
            "school",
            "create",
            "--slug",
            "made-up",
            "--name",
            "Made-up School",
            "--time-zone",
            "Europe/London",
            "--database",
            &self.url,
        ]);
    }

    fn import(&self, path: &Path, more: &[&str]) -> Value {
        let mut arguments = vec![
            "import",
            "timetable",
            "--school",
            "made-up",
            "--format",
            "fet",
            "--json",
            "--database",
            &self.url,
        ];
        arguments.extend_from_slice(more);
        arguments.push(path.to_str().unwrap());
        serde_json::from_str(&succeed(&arguments)).unwrap()
    }
}

/// A small export: seven rows, of which one cannot be used.
fn export(folder: &Path) -> PathBuf {
    let path = folder.join("export");
    std::fs::create_dir_all(&path).unwrap();
    let rows = [
        r#""Activity Id","Day","Hour","Students Sets","Subject","Teachers","Activity Tags","Room","Comments""#,
        r#""1","Monday","P1","7A","Science","T. Sample","","Lab 1","""#,
        r#""1","Monday","P2","7A","Science","T. Sample","","Lab 1","""#,
        r#""2","Tuesday","P1","7B","Science","T. Sample+A. Model","","Lab 2","""#,
        r#""3","Wednesday","P1","7A","Music","M. Made","","","""#,
        r#""4","Thursday","P2","7B","Biology","A. Model","","Lab 1","""#,
        r#""5","Friday","P2","","Duty","T. Sample","","","""#,
        r#""6","","","7A","Art","M. Made","","","""#,
    ];
    std::fs::write(path.join("Made_timetable.csv"), rows.join("\n")).unwrap();
    let students = "\"Year\",\"Number of Students per Year\",\"Group\",\"Number of Students per Group\",\"Subgroup\",\"Number of Students per Subgroup\",\"Comments\"\n\"Year 7\",\"40\",\"7A\",\"20\",\"\",\"\",\"\"\n\"Year 7\",\"40\",\"7B\",\"20\",\"\",\"\",\"\"\n";
    std::fs::write(path.join("Made_students.csv"), students).unwrap();
    std::fs::write(folder.join("bells.csv"), "period,start,end\nP1,08:50,09:40\nP2,09:40,10:30\n").unwrap();
    path
}

fn number(answer: &Value, key: &str) -> u64 {
    answer[key].as_u64().unwrap_or_else(|| panic!("{key} in {answer}"))
}

/// A school is begun, its timetable comes in once, and everything that is told of it is so.
fn import_walk(place: &Place) {
    place.begin_school();
    let path = export(place.folder.path());
    let bells = place.folder.path().join("bells.csv");
    let more = ["--bell-times", bells.to_str().unwrap(), "--from", "2026-11-02"];
    let dry = place.import(&path, &[&more[..], &["--dry-run"]].concat());
    assert_eq!((number(&dry, "added"), &dry["dry_run"]), (5, &Value::Bool(true)));
    let first = place.import(&path, &more);
    // Counted by hand in the rows above.
    let expected = [
        ("rows", 7),
        ("cycle_days", 5),
        ("periods", 2),
        ("rooms", 2),
        ("teachers", 3),
        ("classes", 2),
        ("lessons", 5),
    ];
    for (key, value) in expected {
        assert_eq!(number(&first, key), value, "{key}");
    }
    // The dry run had written nothing: everything is still to be added.
    assert_eq!((number(&first, "added"), number(&first, "changed"), number(&first, "gone")), (5, 0, 0));
    assert_eq!(first["refused"].as_array().unwrap().len(), 1);
    assert_eq!(first["refused"][0]["file"], "Made_timetable.csv");
    assert_eq!(number(&first["refused"][0], "line"), 8);
    assert_eq!(first["from"], "2026-11-02");
    let again = place.import(&path, &more);
    assert_eq!((number(&again, "added"), number(&again, "changed"), number(&again, "gone")), (0, 0, 0));
    let by_file = place.import(&path.join("Made_timetable.csv"), &more);
    assert_eq!((number(&by_file, "rows"), number(&by_file, "added")), (7, 0));
    let checked: Value =
        serde_json::from_str(&succeed(&["check", "--json", "--database", &place.url])).unwrap();
    assert_eq!((number(&checked, "breaches"), number(&checked, "exposures")), (0, 0));
    assert_eq!(checked["schools"][0]["school"], "made-up");
}

#[test]
fn a_school_is_begun_and_its_timetable_brought_on_sqlite() {
    import_walk(&Place::sqlite());
}

#[tokio::test]
async fn a_school_is_begun_and_its_timetable_brought_on_postgresql() {
    let place = Place::postgres().await;
    import_walk(&place);
    place.remove().await;
}

#[test]
fn a_person_gets_a_password_shown_once_or_brings_their_own() {
    let place = Place::sqlite();
    place.begin_school();
    let add = |email: &'static str| {
        vec![
            "person",
            "add",
            "--school",
            "made-up",
            "--name",
            "A. Model",
            "--email",
            email,
            "--role",
            "teacher",
            "--role",
            "head-of-science",
            "--staff",
            "A. Model",
            "--database",
            &place.url,
        ]
    };
    let told = succeed(&add("a@made-up.example"));
    let (_, password) = told.split_once("Password, shown only now: ").unwrap();
    assert!(password.trim().len() >= 20);
    assert!(!succeed(&add("a@made-up.example")).contains("Password"), "a known account keeps its password");
    let mut child = trolley(&[&add("b@made-up.example")[..], &["--password-stdin"]].concat())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"a made-up password\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert!(!text(&output.stdout).contains("assword"), "a password that was given is not shown");
    let short = trolley(&[&add("c@made-up.example")[..], &["--password-stdin"]].concat())
        .stdin(Stdio::null())
        .output();
    assert!(failed(&short.unwrap()).contains("standard input"));
}

#[test]
fn what_is_wrong_is_said_in_a_sentence_that_helps() {
    let place = Place::sqlite();
    let folder = place.folder.path().to_str().unwrap().to_owned();
    let nowhere = format!("{folder}/nowhere.db");
    assert!(fail(&["serve", "--database", &nowhere]).contains("trolley migrate"));
    assert!(!Path::new(&nowhere).exists(), "only migrate and demo make a database");
    assert!(fail(&["check", "--database", "school"]).contains("not a database address"));
    assert!(fail(&["check"]).contains("--database"));
    assert!(fail(&["migrate", "--database", &format!("{folder}/no/school.db")]).contains("no folder"));
    place.begin_school();
    let create = |slug: &'static str, zone: &'static str| {
        fail(&[
            "school",
            "create",
            "--slug",
            slug,
            "--name",
            "X",
            "--time-zone",
            zone,
            "--database",
            &place.url,
        ])
    };
    assert!(create("made-up", "Europe/London").contains("already"));
    for zone in ["Europe/Nowhere", "Factory", "localtime", "posixrules"] {
        assert!(create("other", zone).contains("time zone"), "{zone}");
    }
    assert!(create("Not Plain", "Europe/London").contains("lower-case"));
    let import = |school: &str, path: &str| {
        fail(&["import", "timetable", "--school", school, "--format", "fet", "--database", &place.url, path])
    };
    assert!(import("other", &folder).contains("made-up"), "it names the schools there are");
    assert!(import("made-up", &folder).contains("_timetable.csv"));
    assert!(import("made-up", "/nowhere/at/all").contains("/nowhere/at/all"));
    assert!(fail(&["demo", "--database", &place.url]).contains("no demonstration"));
    assert!(fail(&["demo", "--date", "someday"]).contains("not a date"));
    let wrong_role = run(&["person", "add", "--role", "wizard"]);
    assert_eq!(wrong_role.status.code(), Some(2));
    assert!(text(&wrong_role.stderr).contains("senior-technician"));
}

#[test]
fn serve_refuses_a_database_without_a_schema() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty.db");
    std::fs::write(&path, "").unwrap();
    assert!(fail(&["serve", "--database", path.to_str().unwrap()]).contains("trolley migrate"));
}

#[tokio::test]
async fn a_schema_newer_than_the_program_is_refused_by_serve_and_by_migrate() {
    let place = Place::sqlite();
    succeed(&["migrate", "--database", &place.url]);
    let mut connection = sqlx::SqliteConnection::connect(&format!("sqlite:{}", place.url)).await.unwrap();
    connection
        .execute(
            "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
             values (999999, 'from the future', true, x'00', 0)",
        )
        .await
        .unwrap();
    connection.close().await.unwrap();
    for command in ["serve", "migrate"] {
        assert!(fail(&[command, "--database", &place.url]).contains("newer"));
    }
}

#[test]
fn a_settings_file_is_read_and_an_unknown_key_refused() {
    let place = Place::sqlite();
    place.begin_school();
    let path = place.folder.path().join("trolley.toml");
    let settings = path.to_str().unwrap();
    std::fs::write(&path, format!("database = \"{}\"\n", place.url)).unwrap();
    assert!(succeed(&["check", "--settings", settings]).contains("made-up"));
    let by_environment = trolley(&["check"]).env("TROLLEY_SETTINGS", settings).output().unwrap();
    assert!(by_environment.status.success());
    let nowhere = place.folder.path().join("nowhere.db");
    let overruled =
        trolley(&["check", "--settings", settings]).env("TROLLEY_DATABASE", &nowhere).output().unwrap();
    assert!(failed(&overruled).contains("nowhere.db"), "the environment wins over the file");
    std::fs::write(&path, "datebase = \"school.db\"\n").unwrap();
    let words = fail(&["check", "--settings", settings]);
    assert!(words.contains("datebase") && words.contains("trolley.toml"), "{words}");
}

/// The file of a zone whose clocks have always been so many hours ahead of UTC (RFC 9636).
fn zone_file(hours: i32) -> Vec<u8> {
    let header = [&b"TZif2"[..], &[0; 15]].concat();
    let counts = [0_u32, 0, 0, 0, 1, 4].map(u32::to_be_bytes).concat();
    let local_time = [&(hours * 3_600).to_be_bytes()[..], &[0, 0], b"LMT\0"].concat();
    let block = [header, counts, local_time].concat();
    [block.clone(), block, format!("\n<LMT>-{hours}\n").into_bytes()].concat()
}

#[test]
fn newer_rules_of_time_zones_hold_without_a_newer_program() {
    let place = Place::sqlite();
    place.begin_school();
    let rules = place.folder.path().join("zoneinfo");
    std::fs::create_dir_all(rules.join("Europe")).unwrap();
    std::fs::write(rules.join("Europe/London"), zone_file(9)).unwrap();
    std::fs::write(rules.join("tzdata.zi"), "# version 2099a\n# redo\n").unwrap();
    let folder = rules.to_str().unwrap();
    assert!(succeed(&["--version"]).contains(", built in)"));
    assert!(succeed(&["--zone-rules", folder, "--version"]).contains("(zone rules 2099a, brought)"));
    let by_environment = trolley(&["--version"]).env("TROLLEY_ZONE_RULES", folder).output().unwrap();
    assert!(text(&by_environment.stdout).contains("(zone rules 2099a, brought)"));
    let check = ["check", "--database", &place.url, "--json"];
    let checked: Value = serde_json::from_str(&succeed(&check)).unwrap();
    assert!(checked["zone_rules"].as_str().unwrap().ends_with(", built in"), "{checked}");
    let checked = trolley(&check).env("TROLLEY_ZONE_RULES", folder).output().unwrap();
    let checked: Value = serde_json::from_slice(&checked.stdout).unwrap();
    assert_eq!(checked["zone_rules"], "2099a, brought");
    // What cannot be used is said before anything is done.
    let refused = |folder: &str| fail(&["check", "--database", &place.url, "--zone-rules", folder]);
    assert!(refused("/nowhere/at/all").contains("/nowhere/at/all"));
    std::fs::write(rules.join("Europe/London"), b"TZif2 and no more").unwrap();
    assert!(refused(folder).contains("the rules of Europe/London cannot be read"));
    std::fs::remove_dir_all(rules.join("Europe")).unwrap();
    assert!(refused(folder).contains("holds no zone rules"));
}

/// A server that was started, and is stopped at the latest when the test ends.
struct Started {
    child: Child,
    first_line: String,
}

impl Started {
    /// Starts a command and waits for its first line on standard output.
    fn demo(more: &[&str]) -> Self {
        let mut child = trolley(&[&["demo", "--listen", "127.0.0.1:0", "--print-json"], more].concat())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut first_line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first_line).unwrap();
        Self { child, first_line }
    }

    fn stop(mut self) -> std::process::ExitStatus {
        let killed = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(killed.success());
        self.child.wait().unwrap()
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The first line of the answer to a plain request.
fn ask(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.lines().next().unwrap_or_default().to_owned()
}

fn demo_twice(place: &Place) {
    let started = std::time::Instant::now();
    let demo = Started::demo(&["--database", &place.url]);
    let told: Value = serde_json::from_str(&demo.first_line).unwrap();
    let address = told["url"].as_str().unwrap().strip_prefix("http://").unwrap().to_owned();
    assert!(ask(&address, "/healthz").contains("200"));
    println!("demonstration ready after {:?} (not a release build)", started.elapsed());
    for role in [
        "teacher",
        "technician",
        "head-of-science",
        "senior-leader",
        "administrator",
        "trainee",
        "senior-technician",
        "prep-room",
    ] {
        for key in ["name", "email", "password"] {
            assert!(told["people"][role][key].as_str().is_some_and(|text| !text.is_empty()), "{role} {key}");
        }
    }
    assert!(told["school"]["name"].as_str().unwrap().contains("demonstration"));
    assert!(demo.stop().success(), "a graceful stop is a success");
    let check = || -> Value {
        serde_json::from_str(&succeed(&["check", "--json", "--database", &place.url])).unwrap()
    };
    let first = check();
    assert_eq!((number(&first, "breaches"), number(&first, "exposures")), (0, 0), "{first}");
    let again = Started::demo(&["--database", &place.url]);
    let told_again: Value = serde_json::from_str(&again.first_line).unwrap();
    assert_eq!(told_again["people"], told["people"]);
    assert!(again.stop().success());
    assert_eq!(check(), first, "the second start found the school and made nothing");
}

#[test]
fn a_demonstration_is_made_once_and_found_again_on_sqlite() {
    demo_twice(&Place::sqlite());
}

#[tokio::test]
async fn a_demonstration_is_made_once_and_found_again_on_postgresql() {
    let place = Place::postgres().await;
    demo_twice(&place);
    place.remove().await;
}

#[test]
fn a_demonstration_without_a_database_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = trolley(&["demo", "--listen", "127.0.0.1:0", "--print-json"])
        .env("TMPDIR", folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut first_line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first_line).unwrap();
    assert_eq!(folder.path().read_dir().unwrap().count(), 1);
    assert!(Started { child, first_line }.stop().success());
    assert_eq!(folder.path().read_dir().unwrap().count(), 0);
}

#[test]
fn every_command_explains_itself_with_an_example() {
    let commands: [&[&str]; 14] = [
        &[],
        &["demo"],
        &["serve"],
        &["migrate"],
        &["school", "create"],
        &["person", "add"],
        &["import", "timetable"],
        &["network", "create"],
        &["network", "person"],
        &["network", "list"],
        &["chat", "import"],
        &["chat", "export"],
        &["chat", "erase"],
        &["check"],
    ];
    for command in commands {
        let help = succeed(&[command, &["--help"]].concat());
        assert!(help.contains("Example:\n  trolley "), "{command:?}: {help}");
    }
}

/// A made-up archive with every irregularity of real ones.
const TWIN: &str = include_str!("../../interchange/tests/fixtures/chat-archive-twin.txt");

impl Place {
    /// A file beside the database.
    fn write(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// A command on this database.
    fn does<'a>(&'a self, command: &[&'a str]) -> Vec<&'a str> {
        [command, &["--database", &self.url]].concat()
    }

    fn json(&self, command: &[&str]) -> Value {
        serde_json::from_str(&succeed(&self.does(&[command, &["--json"]].concat()))).unwrap()
    }
}

/// An archive comes in, goes out as it was, and forgets somebody.
fn archive_walk(place: &Place) {
    succeed(&place.does(&["migrate"]));
    let file = place.write("prepchat.txt", TWIN);
    let imported = place.json(&["chat", "import", &file]);
    // Counted by hand in the file.
    let counted = [("messages", 27), ("quotes", 7), ("replies", 11), ("authors", 12), ("moderators", 2)];
    for (key, value) in counted {
        assert_eq!(number(&imported, key), value, "{key}");
    }
    let (id, slug) = (imported["id"].as_str().unwrap(), "archive-prepchat-2018-03-05");
    assert_eq!(imported["network_slug"], slug);
    let export = |format: &'static str| succeed(&place.does(&["chat", "export", id, "--format", format]));
    assert_eq!(export("text"), TWIN, "without a line end that is not in the file");
    assert!(export("html").starts_with("<!doctype html>"));
    let json: Value = serde_json::from_str(&export("json")).unwrap();
    assert_eq!(
        (&json["format"], json["messages"].as_array().unwrap().len()),
        (&"trolley-evening".into(), 27)
    );
    let written = place.folder.path().join("evening.txt");
    let output = written.to_str().unwrap();
    succeed(&place.does(&["chat", "export", id, "--format", "text", "--output", output]));
    assert_eq!(std::fs::read_to_string(&written).unwrap(), TWIN);

    let refused = fail(&place.does(&["chat", "import", &file]));
    assert!(refused.contains(id) && refused.contains("--again"), "{refused}");
    let cut = place.write("cut.txt", &TWIN.replacen("3:12 PM EST", "3:12 PM", 1));
    let refused = fail(&place.does(&["chat", "import", &cut]));
    let line = 1 + TWIN.lines().position(|line| line.contains("3:12 PM EST")).unwrap();
    assert!(refused.contains("cut.txt") && refused.contains(&format!("line {line}")), "{refused}");
    let said = succeed(&place.does(&["chat", "import", &file, "--again", "--time-zone", "Europe/London"]));
    assert!(said.contains("27 messages"), "{said}");

    erasure_walk(place, id, slug);
    let checked = place.json(&["check"]);
    assert_eq!(number(&checked, "breaches"), 0, "{checked}");
    assert_eq!(
        (&checked["networks"][0]["network"], number(&checked["networks"][0], "chats")),
        (&slug.into(), 2)
    );
}

fn erasure_walk(place: &Place, id: &str, slug: &str) {
    let erase = ["chat", "erase", "--network", slug, "--handle", "Far_Fay"];
    let preview = place.json(&erase);
    // In each of the two copies: two quotes, and two reply lines of others that name them.
    let found = ["messages", "quotes", "reply_lines", "mentions"].map(|key| number(&preview, key));
    assert_eq!((found, &preview["done"]), ([0, 4, 4, 0], &Value::Bool(false)));
    let said = succeed(&place.does(&erase));
    assert!(said.contains("4 copies of their words") && said.contains("--yes"), "{said}");
    let text = |id: &str| succeed(&place.does(&["chat", "export", id, "--format", "text"]));
    assert_eq!(text(id), TWIN, "nothing happens without --yes");
    let done = place.json(&["chat", "erase", "--everywhere", "--handle", "@far_fay", "--yes"]);
    assert_eq!((number(&done, "quotes"), &done["done"]), (4, &Value::Bool(true)));
    assert_eq!(done["networks"][0]["network"], slug);
    assert!(!text(id).to_lowercase().contains("far_fay"));
    assert_eq!(number(&place.json(&erase), "quotes"), 0);
    let nowhere = fail(&place.does(&["chat", "erase", "--handle", "far_fay"]));
    assert!(nowhere.contains("--network") && nowhere.contains("--everywhere"), "{nowhere}");
    let elsewhere = fail(&place.does(&["chat", "erase", "--network", "nowhere", "--handle", "far_fay"]));
    assert!(elsewhere.contains(slug), "{elsewhere}");
    let nobody = fail(&place.does(&["chat", "erase", "--email", "nobody@made-up.example"]));
    assert!(nobody.contains("nobody@made-up.example"), "{nobody}");
}

#[test]
fn an_archive_comes_in_goes_out_and_forgets_somebody_on_sqlite() {
    archive_walk(&Place::sqlite());
}

#[tokio::test]
async fn an_archive_comes_in_goes_out_and_forgets_somebody_on_postgresql() {
    let place = Place::postgres().await;
    archive_walk(&place);
    place.remove().await;
}

#[test]
fn a_network_is_made_and_somebody_looks_after_it() {
    let place = Place::sqlite();
    place.begin_school();
    assert!(succeed(&place.does(&["network", "list"])).contains("no network"));
    let create = ["network", "create", "--slug", "county", "--name", "County technicians"];
    succeed(&place.does(&[&create[..], &["--time-zone", "Europe/London"]].concat()));
    let twice = fail(&place.does(&[&create[..], &["--time-zone", "Europe/London"]].concat()));
    assert!(twice.contains("--slug"), "{twice}");
    assert!(fail(&place.does(&[&create[..], &["--time-zone", "Here"]].concat())).contains("Europe/London"));
    let person = ["network", "person", "--network", "county", "--email", "a.sample@made-up.example"];
    let unknown = fail(&place.does(&person));
    assert!(unknown.contains("--email"), "{unknown}");
    succeed(&place.does(&[
        "person",
        "add",
        "--school",
        "made-up",
        "--name",
        "A. Sample",
        "--email",
        "a.sample@made-up.example",
        "--role",
        "administrator",
    ]));
    let said = succeed(&place.does(&[&person[..], &["--administrator"]].concat()));
    assert!(said.contains("network administrator"), "{said}");
    let listed = place.json(&["network", "list"]);
    assert_eq!(
        (&listed["networks"][0]["slug"], &listed["networks"][0]["readers"]),
        (&"county".into(), &"members".into())
    );
    let file = place.write("prepchat.txt", TWIN);
    let imported = place.json(&["chat", "import", &file, "--network", "county"]);
    assert_eq!((&imported["network"], number(&imported, "messages")), (&listed["networks"][0]["id"], 27));
    let by_account = place.json(&["chat", "erase", "--email", "A.Sample@made-up.example"]);
    assert_eq!(by_account["networks"], Value::Array(Vec::new()));
    assert_eq!(number(&place.json(&["check"]), "breaches"), 0);
}

/// What a command that answers in JSON said, whatever its exit status.
fn told(output: &Output) -> Value {
    serde_json::from_str(&text(&output.stdout)).unwrap_or_else(|_| panic!("{}", text(&output.stderr)))
}

/// Does a deed that is given on standard input.
fn act(arguments: &[&str], deed: &str) -> Output {
    let mut child = trolley(&[&["act"], arguments].concat())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(deed.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// Somebody reads, and is told in JSON what they may not do.
fn ask_walk(place: &Place) {
    place.begin_school();
    let add = ["person", "add", "--school", "made-up", "--name", "A. Model", "--email", "a@made-up.example"];
    succeed(&[&add[..], &["--role", "technician", "--database", &place.url]].concat());
    let me = ["--school", "made-up", "--as", "a@made-up.example", "--database", &place.url];
    let board = succeed(&[&["read", "board", "date=2026-11-24"], &me[..]].concat());
    let board: Value = serde_json::from_str(&board).unwrap();
    assert_eq!(
        (&board["date"], board["requisitions"].as_array().map(Vec::len)),
        (&"2026-11-24".into(), Some(0))
    );
    let refused = act(&[&["requisition.acept"], &me[..]].concat(), "");
    assert_eq!((refused.status.code(), &told(&refused)["code"]), (Some(1), &"not-found".into()));
    let nothing = "00000000-0000-7000-8000-000000000000";
    let accept = [&["requisition.accept", "--at", nothing], &me[..]].concat();
    let (missing, misspelt) = (act(&accept, ""), act(&accept, r#"{"wrods": ""}"#));
    assert_eq!((missing.status.code(), &told(&missing)["code"]), (Some(1), &"not-found".into()));
    assert_eq!((&told(&misspelt)["code"], &told(&misspelt)["field"]), (&"invalid".into(), &"wrods".into()));
    let elsewhere = ["--network", "made-up", "--as", "a@made-up.example", "--database", &place.url];
    let elsewhere = act(&[&["requisition.accept", "--at", nothing], &elsewhere[..]].concat(), "");
    assert_eq!(told(&elsewhere)["field"], "school");
    let week = run(&[&["read", "evidence"], &me[..]].concat());
    assert_eq!((week.status.code(), &told(&week)["code"]), (Some(1), &"not-found".into()));
}

#[test]
fn a_program_is_answered_in_json_on_sqlite() {
    ask_walk(&Place::sqlite());
}

#[tokio::test]
async fn a_program_is_answered_in_json_on_postgresql() {
    let place = Place::postgres().await;
    ask_walk(&place);
    place.remove().await;
}

#[test]
fn every_deed_and_read_is_listed_without_a_database() {
    for (command, name) in [("act", "key"), ("read", "name")] {
        let listed: Value = serde_json::from_str(&succeed(&[command, "--list"])).unwrap();
        let listed = listed.as_array().unwrap();
        assert!(!listed.is_empty());
        assert!(
            listed.iter().all(|entry| entry[name].is_string() && entry["roles"].is_array()),
            "{listed:?}"
        );
    }
    assert_eq!(run(&["act", "--school", "made-up", "--as", "a@made-up.example"]).status.code(), Some(2));
}
