//! Processor time of processes, as Linux tells it.

use std::fs;
use std::time::Duration;

/// Linux counts processor time in hundredths of a second for whoever asks.
const TICK: Duration = Duration::from_millis(10);
/// After the name in brackets, user time is the twelfth word and system time the thirteenth (proc(5)).
const USER_WORD: usize = 11;

/// The processor time that a process has used so far; none where the system does not say.
pub fn time(process: u32) -> Option<Duration> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, rest) = text.rsplit_once(')')?;
    let mut words = rest.split_whitespace().skip(USER_WORD);
    let user: u32 = words.next()?.parse().ok()?;
    let system: u32 = words.next()?.parse().ok()?;
    Some(TICK * (user + system))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_takes_processor_time() {
        let before = time(std::process::id()).unwrap();
        let mut sum = 0_u64;
        while time(std::process::id()).unwrap() < before + TICK {
            sum = std::hint::black_box(sum.wrapping_add(1));
        }
        assert!(time(std::process::id()).unwrap() > before);
        assert_eq!(time(u32::MAX), None);
    }
}
