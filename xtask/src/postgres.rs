//! A private `PostgreSQL`: a server of its own on a free port, in a temporary folder, gone when the chore is over.

use std::fs;
use std::io;
use std::net::TcpListener;
use std::os::unix::fs::{DirBuilderExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{self, Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::checkout::Checkout;
use crate::failure::Failure;
use crate::run;

/// Every private server's folder is called this and the number of the process that wants it.
const FOLDER_PREFIX: &str = "trolley-postgres-";

/// How long a server may take until it answers; a second is usual.
const START_LIMIT: Duration = Duration::from_mins(1);

/// How long a server may take to stop; it ends its connections rather than wait for them.
const STOP_LIMIT: Duration = Duration::from_secs(30);

/// Keeps the server for as long as its own standard input is open. That pipe closes when the chore ends in whatever
/// way, a killing included, so that no server and no folder is left behind. `$1` is the programs' folder, `$2` the
/// server's folder, the rest are the server's settings.
const KEEPER: &str = r#"
programs=$1 folder=$2
shift 2
exec 3<&0 </dev/null
"$programs/postgres" -D "$folder/data" "$@" >"$folder/log" 2>&1 3<&- &
server=$!
{ read -r _ <&3; : >"$folder/stopping"; kill -INT "$server" 2>/dev/null; } &
wait "$server"
[ -e "$folder/stopping" ] || { echo "PostgreSQL ended by itself; its log:"; cat "$folder/log"; } >&2
cd /
rm -rf "$folder"
"#;

/// A running server. It is stopped and its folder removed when this is dropped.
#[derive(Debug)]
pub struct Postgres {
    keeper: Child,
    port: u16,
    folder: PathBuf,
}

/// Whom the server runs as where the chore runs as root, whom `PostgreSQL` refuses.
#[derive(Debug, Clone, Copy)]
struct Unprivileged {
    user: u32,
    group: u32,
}

impl Postgres {
    /// Creates a cluster and starts a server on it, listening on 127.0.0.1 and on a socket in its folder.
    pub fn start(checkout: &Checkout) -> Result<Self, Failure> {
        let programs = programs(checkout).ok_or_else(|| Failure::new("PostgreSQL is not installed"))?;
        remove_leftovers();
        let unprivileged = unprivileged()?;
        let folder = std::env::temp_dir().join(format!("{FOLDER_PREFIX}{}", process::id()));
        make_folder(&folder, unprivileged)?;
        let started = create_cluster(&programs, &folder, unprivileged)
            .and_then(|()| free_port())
            .and_then(|port| keep(&programs, &folder, port, unprivileged));
        match started {
            Ok(server) => server.wait_until_ready(),
            Err(failure) => {
                fs::remove_dir_all(&folder)
                    .map_err(Failure::of(format_args!("remove {}", folder.display())))?;
                Err(failure)
            }
        }
    }

    /// The address of the server's first database, with a role that may do anything.
    pub fn url(&self) -> String {
        format!("postgres://trolley@127.0.0.1:{}/postgres", self.port)
    }

    fn wait_until_ready(mut self) -> Result<Self, Failure> {
        let began = Instant::now();
        while !is_ready(&self.folder) {
            if let Some(status) = self.keeper.try_wait().map_err(Failure::of("watch PostgreSQL"))? {
                return Err(Failure::new(format!("PostgreSQL did not start: {status}; its log is above")));
            }
            if began.elapsed() > START_LIMIT {
                return Err(Failure::new(format!(
                    "PostgreSQL did not answer within {} s; its log:\n{}",
                    START_LIMIT.as_secs(),
                    fs::read_to_string(self.folder.join("log")).unwrap_or_else(|error| error.to_string()),
                )));
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(self)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        match run::ended_within(&mut self.keeper, STOP_LIMIT) {
            Ok(Some(_)) => {}
            Ok(None) => eprintln!("The private PostgreSQL in {} is slow to stop.", self.folder.display()),
            Err(failure) => eprintln!("{failure}"),
        }
    }
}

/// The folder of the newest server installed: Debian keeps each version apart and off the `PATH`.
pub fn programs(checkout: &Checkout) -> Option<PathBuf> {
    let version = |folder: &Path| folder.parent()?.file_name()?.to_str()?.parse::<u32>().ok();
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    versions
        .map(|entry| entry.path().join("bin"))
        .filter(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
        .max_by_key(|folder| version(folder))
        .or_else(|| checkout.which("initdb")?.canonicalize().ok()?.parent().map(Path::to_owned))
}

/// The user `postgres`, else `nobody`, where this runs as root; nobody where it does not.
fn unprivileged() -> Result<Option<Unprivileged>, Failure> {
    if !runs_as_root()? {
        return Ok(None);
    }
    let of =
        |user: &str| Some(Unprivileged { user: id(&["-u", user]).ok()?, group: id(&["-g", user]).ok()? });
    of("postgres").or_else(|| of("nobody")).map(Some).ok_or_else(|| {
        Failure::new("PostgreSQL cannot run as root, and there is no user `postgres` or `nobody`")
    })
}

/// Whether this process may do anything.
pub fn runs_as_root() -> Result<bool, Failure> {
    Ok(id(&["-u"])? == 0)
}

fn id(arguments: &[&str]) -> Result<u32, Failure> {
    let said = run::quietly(Command::new("id").args(arguments))?;
    said.trim().parse().map_err(Failure::of(format_args!("read the number in {said:?} from `id`")))
}

fn make_folder(folder: &Path, owner: Option<Unprivileged>) -> Result<(), Failure> {
    let deed = format!("make {}", folder.display());
    fs::DirBuilder::new().mode(0o700).create(folder).map_err(Failure::of(&deed))?;
    match owner {
        Some(owner) => chown(folder, Some(owner.user), Some(owner.group)).map_err(Failure::of(&deed)),
        None => Ok(()),
    }
}

fn create_cluster(programs: &Path, folder: &Path, owner: Option<Unprivileged>) -> Result<(), Failure> {
    let mut command = command(&programs.join("initdb"), folder, owner);
    command.arg("--pgdata").arg(folder.join("data"));
    // Text is compared by bytes, as SQLite does; the pages put names in order themselves.
    command.args(["--username=trolley", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
    run::quietly(&mut command).map(drop)
}

fn keep(programs: &Path, folder: &Path, port: u16, owner: Option<Unprivileged>) -> Result<Postgres, Failure> {
    let mut command = command(Path::new("/bin/sh"), folder, owner);
    command.args(["-c", KEEPER, "keeper"]).arg(programs).arg(folder);
    command
        .args(["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300", "-p"])
        .arg(port.to_string());
    command.arg("-k").arg(folder);
    // A group of its own: Ctrl-C reaches the chore, and the closing pipe then stops the server in good order.
    command.process_group(0).stdin(Stdio::piped());
    let keeper = command.spawn().map_err(Failure::of("start PostgreSQL"))?;
    Ok(Postgres { keeper, port, folder: folder.to_owned() })
}

/// A program that sees nothing of this process's surroundings; `PGPORT` and its like would mislead it.
fn command(program: &Path, folder: &Path, user: Option<Unprivileged>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).env_clear().env("PATH", "/usr/bin:/bin").env("LC_ALL", "C");
    if let Some(user) = user {
        command.uid(user.user).gid(user.group);
    }
    command
}

fn free_port() -> Result<u16, Failure> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(Failure::of("find a free port"))?;
    Ok(listener.local_addr().map_err(Failure::of("find a free port"))?.port())
}

/// The eighth line of `postmaster.pid` says `ready` once connections are taken; `pg_ctl --wait` looks there too.
fn is_ready(folder: &Path) -> bool {
    let state = fs::read_to_string(folder.join("data/postmaster.pid"));
    state.is_ok_and(|state| state.lines().nth(7).is_some_and(|line| line.trim() == "ready"))
}

/// Removes the folders of chores that are no more, left where the machine itself went down.
fn remove_leftovers() {
    for entry in fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        let folder = entry.path();
        if !is_leftover(&folder) {
            continue;
        }
        match fs::remove_dir_all(&folder) {
            Ok(()) => println!("Removed {}, left by an earlier run.", folder.display()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                eprintln!("{} is left by an earlier run and cannot be removed: {error}", folder.display());
            }
        }
    }
}

fn is_leftover(folder: &Path) -> bool {
    let name = folder.file_name().and_then(|name| name.to_str());
    let owner =
        name.and_then(|name| name.strip_prefix(FOLDER_PREFIX)).and_then(|owner| owner.parse::<u32>().ok());
    // A server that is still stopping holds this file.
    let server = folder.join("data/postmaster.pid");
    owner.is_some_and(|owner| !lives(owner))
        && !fs::read_to_string(server)
            .is_ok_and(|state| state.lines().next().and_then(|line| line.parse().ok()).is_some_and(lives))
}

/// Where the system does not list its processes under `/proc`, all are taken to live and nothing is removed.
fn lives(process: u32) -> bool {
    !Path::new("/proc/self").exists() || Path::new("/proc").join(process.to_string()).exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_folder_whose_process_is_gone_is_a_leftover() {
        let of = |process: u32| PathBuf::from(format!("/nowhere/{FOLDER_PREFIX}{process}"));
        assert!(!is_leftover(&of(process::id())));
        // Linux numbers processes up to 4,194,304 at most (proc(5), pid_max).
        assert!(is_leftover(&of(4_200_000)));
        assert!(!is_leftover(Path::new("/nowhere/trolley-postgres-mine")));
        assert!(!is_leftover(Path::new("/nowhere/something-else-4200000")));
    }
}
