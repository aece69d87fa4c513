//! Memory of processes, as Linux tells it.

use std::fs;
use std::path::Path;

use serde::Serialize;

/// Memory of one process or several, in KiB.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Memory {
    /// Resident set size: pages it has in memory, shared ones too.
    pub rss: u64,
    /// Proportional set size: shared pages counted by share.
    pub pss: u64,
}

impl Memory {
    fn and(self, other: Self) -> Self {
        Self { rss: self.rss + other.rss, pss: self.pss + other.pss }
    }
}

/// Memory of one process; none where the system does not say.
pub fn of(process: u32) -> Option<Memory> {
    let text = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    Some(Memory { rss: kibibytes(&text, "Rss:")?, pss: kibibytes(&text, "Pss:")? })
}

/// The largest resident set that a process has had, in KiB.
pub fn peak(process: u32) -> Option<u64> {
    kibibytes(&fs::read_to_string(format!("/proc/{process}/status")).ok()?, "VmHWM:")
}

/// Forgets the largest resident set so far, so that [`peak`] is that from now on: "5" says so (proc(5)).
pub fn forget_peak(process: u32) -> std::io::Result<()> {
    fs::write(format!("/proc/{process}/clear_refs"), "5")
}

/// Memory of the `PostgreSQL` server that listens on this port, all its processes together.
pub fn of_postgres(port: &str) -> Option<Memory> {
    let all: Vec<u32> = fs::read_dir("/proc")
        .ok()?
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .collect();
    let server = *all.iter().find(|process| is_server(**process, port))?;
    let family = all.iter().filter(|process| **process == server || parent(**process) == Some(server));
    family.map(|process| of(*process)).try_fold(Memory::default(), |sum, one| Some(sum.and(one?)))
}

fn is_server(process: u32, port: &str) -> bool {
    let Ok(line) = fs::read(format!("/proc/{process}/cmdline")) else { return false };
    let line = String::from_utf8_lossy(&line);
    let words: Vec<&str> = line.split('\0').collect();
    let is_postgres = Path::new(words[0]).file_name().is_some_and(|name| name == "postgres");
    is_postgres && words.windows(2).any(|pair| pair == ["-p", port])
}

fn parent(process: u32) -> Option<u32> {
    let text = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    text.lines().find_map(|line| line.strip_prefix("PPid:")?.trim().parse().ok())
}

fn kibibytes(text: &str, name: &str) -> Option<u64> {
    text.lines().find_map(|line| line.strip_prefix(name)?.trim().strip_suffix(" kB")?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_has_memory_and_a_peak_no_smaller() {
        let here = of(std::process::id()).unwrap();
        assert!(here.rss >= here.pss && here.pss > 0);
        assert!(peak(std::process::id()).unwrap() > 0);
        assert!(of_postgres("no port").is_none());
    }
}
