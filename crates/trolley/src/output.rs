//! What commands say. A reader who has gone away is no reason to stop.

use std::io::Write as _;

/// Says a line on standard output, for whoever or whatever reads the answer.
pub fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // Whoever closed the pipe has read enough.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Hands a whole file out on standard output, as it is: without a line end of our own.
pub fn hand_out(text: &str) {
    let mut out = std::io::stdout().lock();
    // Whoever closed the pipe has read enough.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Says a line on standard error, for a person.
pub fn tell(line: &str) {
    // With standard error closed there is nobody to tell.
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Says on standard error why the command failed.
pub fn complain(words: &str) {
    tell(&format!("trolley: {words}"));
}
