//! Running other programs and hearing what became of them.

use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::Failure;

/// Runs a program with this one's standard streams; anything but success is a failure.
pub fn plainly(command: &mut Command) -> Result<(), Failure> {
    let status = command.status().map_err(Failure::of(format_args!("start {}", words(command))))?;
    succeeded(command, status)
}

/// Runs a program quietly and gives what it wrote to standard output.
pub fn quietly(command: &mut Command) -> Result<String, Failure> {
    let output = command.output().map_err(Failure::of(format_args!("start {}", words(command))))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Failure::new(format!("{} ended with {}\n{}", words(command), output.status, said.trim_end())))
}

/// Whether a program can be started and ends well.
pub fn works(command: &mut Command) -> bool {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Runs a program quietly for at most this long; whether it ended well in time.
pub fn works_within(command: &mut Command, limit: Duration) -> Result<bool, Failure> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(Failure::of(format_args!("start {}", words(command))))?;
    if let Some(status) = ended_within(&mut child, limit)? {
        return Ok(status.success());
    }
    child.kill().and_then(|()| child.wait()).map_err(Failure::of(format_args!("stop {}", words(command))))?;
    Ok(false)
}

/// Waits for a program for at most this long.
pub fn ended_within(child: &mut Child, limit: Duration) -> Result<Option<ExitStatus>, Failure> {
    let began = Instant::now();
    loop {
        if let Some(status) = child.try_wait().map_err(Failure::of("wait for a program"))? {
            return Ok(Some(status));
        }
        if began.elapsed() > limit {
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// What a program wrote, already shown while it ran, and how it ended.
#[derive(Debug)]
pub struct Heard {
    /// Standard output and standard error, each in its own order, one after the other.
    pub text: String,
    /// Success, or what the program's end means.
    pub outcome: Result<(), Failure>,
}

/// Runs a program, passing on what it writes as it writes it, and keeps a copy.
pub fn listening(command: &mut Command) -> Result<Heard, Failure> {
    if io::stderr().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always").env("FORCE_COLOR", "1");
    }
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(Failure::of(format_args!("start {}", words(command))))?;
    let error = child.stderr.take().map(|stream| thread::spawn(move || pass_on(stream, io::stderr())));
    let mut text = child
        .stdout
        .take()
        .map(|stream| pass_on(stream, io::stdout()))
        .transpose()
        .map_err(Failure::of("read a program's output"))?;
    if let Some(Ok(said)) = error.map(thread::JoinHandle::join) {
        let said = said.map_err(Failure::of("read a program's output"))?;
        text.get_or_insert_default().push_str(&said);
    }
    let status = child.wait().map_err(Failure::of("wait for a program"))?;
    Ok(Heard { text: text.unwrap_or_default(), outcome: succeeded(command, status) })
}

fn pass_on(stream: impl Read, mut onward: impl Write) -> io::Result<String> {
    let mut lines = BufReader::new(stream);
    let mut text = String::new();
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        onward.write_all(&line)?;
        text.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    Ok(text)
}

fn succeeded(command: &Command, status: ExitStatus) -> Result<(), Failure> {
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("{} ended with {status}", words(command))))
    }
}

/// The command line as one would type it, near enough to be recognised.
pub fn words(command: &Command) -> String {
    let name = std::path::Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let mut words = vec![name.to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|argument| argument.to_string_lossy().into_owned()));
    format!("`{}`", words.join(" "))
}
