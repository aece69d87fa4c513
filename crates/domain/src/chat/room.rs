//! The rules of the room: who may write when, and who may take an empty chair.

use std::fmt;
use std::str::FromStr;

use super::permission::Participant;
use super::role::ChatRole;
use super::state::{ChatRefusal, ChatState};
use crate::Instant;

/// The longest slow mode, in seconds: as long as people wait for one another in a hosted chat elsewhere.
pub const MOST_SLOW_SECONDS: u32 = 120;
/// The longest message, in characters.
pub const LONGEST_MESSAGE: usize = 1_000;
/// Minutes without a word of the host after which any member may take the chair.
pub const EMPTY_CHAIR_MINUTES: i64 = 5;
/// The version of the words that a person agrees to before their first message. It grows when they change.
pub const CONSENT_VERSION: u32 = 1;

/// Whose messages wait for a moderator before others see them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hold {
    /// Nobody's.
    Nobody,
    /// Those of people of whom the network has shown nothing yet.
    Newcomers,
    /// Everybody's but hosts' and moderators'.
    Everybody,
}

impl Hold {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Nobody, Self::Newcomers, Self::Everybody];

    /// The name that is kept.
    pub fn key(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Newcomers => "newcomers",
            Self::Everybody => "everybody",
        }
    }
}

impl fmt::Display for Hold {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.key())
    }
}

/// The text names nobody whose messages could wait.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not one of nobody, newcomers and everybody")]
pub struct UnknownHold(pub String);

impl FromStr for Hold {
    type Err = UnknownHold;

    fn from_str(text: &str) -> Result<Self, UnknownHold> {
        Self::ALL.into_iter().find(|hold| hold.key() == text).ok_or_else(|| UnknownHold(text.to_owned()))
    }
}

/// What becomes of a message when it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// Everybody sees it at once.
    Shown,
    /// It waits for a moderator.
    Held,
}

/// Why a message is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SayRefusal {
    /// The room is not open.
    #[error("nobody can write here now: the chat is {}", .0.words())]
    NotOpen(ChatState),
    /// The person has not agreed to what becomes of their words.
    #[error("first choose your name and agree to what becomes of what you write")]
    NoConsent,
    /// A moderator has muted them for this chat.
    #[error("a moderator has muted you for this chat; you can go on reading")]
    Muted,
    /// Slow mode: the last message was too short a time ago.
    #[error("the chat is in slow mode; you can send this in {seconds} seconds")]
    TooSoon {
        /// Seconds to wait, from 1.
        seconds: u32,
    },
    /// There is nothing in it.
    #[error("write something first")]
    Empty,
    /// It is too long.
    #[error("a message has at most {LONGEST_MESSAGE} characters; this one has {0}")]
    TooLong(usize),
}

/// What is known of a person and the room at the instant they send something.
#[derive(Clone, Copy, Debug)]
pub struct Sending<'a> {
    /// Who.
    pub participant: &'a Participant,
    /// Where the chat stands.
    pub state: ChatState,
    /// Whether they have agreed to the present words.
    pub has_agreed: bool,
    /// Whether they are muted.
    pub is_muted: bool,
    /// Seconds between two messages of one person; 0 where the room is not slow.
    pub slow_seconds: u32,
    /// Their last message in this chat.
    pub last_at: Option<Instant>,
    /// Whose messages wait.
    pub hold: Hold,
    /// Whether the network has shown a message of theirs before.
    pub is_known: bool,
}

/// Judges a message. Hosts, moderators and network administrators are not slowed and not held.
pub fn judge(sending: &Sending<'_>, body: &str, now: Instant) -> Result<Admission, SayRefusal> {
    if sending.state != ChatState::Open {
        return Err(SayRefusal::NotOpen(sending.state));
    }
    if !sending.has_agreed {
        return Err(SayRefusal::NoConsent);
    }
    if sending.is_muted {
        return Err(SayRefusal::Muted);
    }
    check_body(body)?;
    let leads = leads(sending.participant);
    if !leads && let Some(seconds) = wait(sending.slow_seconds, sending.last_at, now) {
        return Err(SayRefusal::TooSoon { seconds });
    }
    let waits = match sending.hold {
        Hold::Nobody => false,
        Hold::Newcomers => !sending.is_known,
        Hold::Everybody => true,
    };
    Ok(if waits && !leads { Admission::Held } else { Admission::Shown })
}

/// Whether somebody leads the room, so that slow mode and waiting are not for them.
pub fn leads(participant: &Participant) -> bool {
    [ChatRole::Host, ChatRole::Moderator, ChatRole::NetworkAdministrator]
        .into_iter()
        .any(|role| participant.is(role))
}

/// Whether a body can be a message.
pub fn check_body(body: &str) -> Result<(), SayRefusal> {
    if body.trim().is_empty() {
        return Err(SayRefusal::Empty);
    }
    let length = body.chars().count();
    if length > LONGEST_MESSAGE { Err(SayRefusal::TooLong(length)) } else { Ok(()) }
}

/// Seconds, rounded up, that somebody has to wait who wrote last at `last_at`; none where they need not.
pub fn wait(slow_seconds: u32, last_at: Option<Instant>, now: Instant) -> Option<u32> {
    let free_at = last_at?.0.saturating_add(i64::from(slow_seconds) * 1_000);
    let left = free_at.saturating_sub(now.0);
    // A clock that was set back does not lengthen the wait beyond what slow mode asks.
    u32::try_from((left + 999) / 1_000).ok().filter(|seconds| *seconds > 0).map(|left| left.min(slow_seconds))
}

/// Whether somebody may take the chair: moderators, curators and network administrators at once, other
/// members when the chat should have begun, or goes on, without a word of its host for five minutes.
pub fn may_take_chair(
    participant: &Participant,
    state: ChatState,
    starts_at: Instant,
    host_seen_at: Option<Instant>,
    now: Instant,
) -> Result<(), ChatRefusal> {
    if !matches!(state, ChatState::Scheduled | ChatState::Open) {
        return Err(ChatRefusal::Stands(state));
    }
    let trusted = [ChatRole::Moderator, ChatRole::Curator, ChatRole::NetworkAdministrator];
    if trusted.into_iter().any(|role| participant.is(role)) {
        return Ok(());
    }
    let last = host_seen_at.unwrap_or(starts_at).max(starts_at);
    if now < last.plus_minutes(EMPTY_CHAIR_MINUTES) {
        return Err(ChatRefusal::ChairIsTaken);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::id::{AccountId, NetworkId};

    fn somebody(roles: &[ChatRole]) -> Participant {
        let (network, account) = (NetworkId(uuid::Uuid::nil()), AccountId(uuid::Uuid::nil()));
        Participant::member(network, account, String::new(), None, ChatRole::Member, roles.to_vec())
    }

    fn sending(participant: &Participant) -> Sending<'_> {
        Sending {
            participant,
            state: ChatState::Open,
            has_agreed: true,
            is_muted: false,
            slow_seconds: 0,
            last_at: None,
            hold: Hold::Nobody,
            is_known: true,
        }
    }

    #[test]
    fn an_ordinary_message_is_shown() {
        let member = somebody(&[]);
        assert_eq!(judge(&sending(&member), "Hello", Instant(0)), Ok(Admission::Shown));
    }

    #[test]
    fn what_bars_a_message_is_said() {
        let member = somebody(&[]);
        let usual = sending(&member);
        let said = |sending: Sending<'_>| judge(&sending, "Hello", Instant(10_000)).unwrap_err();
        assert_eq!(
            said(Sending { state: ChatState::Closed, ..usual }),
            SayRefusal::NotOpen(ChatState::Closed)
        );
        assert_eq!(said(Sending { has_agreed: false, ..usual }), SayRefusal::NoConsent);
        assert_eq!(said(Sending { is_muted: true, ..usual }), SayRefusal::Muted);
        let slow = Sending { slow_seconds: 30, last_at: Some(Instant(9_999)), ..usual };
        assert_eq!(said(slow), SayRefusal::TooSoon { seconds: 30 });
        assert_eq!(judge(&usual, "  \n", Instant(0)), Err(SayRefusal::Empty));
        assert_eq!(judge(&usual, &"é".repeat(1_001), Instant(0)), Err(SayRefusal::TooLong(1_001)));
        assert_eq!(judge(&usual, &"é".repeat(1_000), Instant(0)), Ok(Admission::Shown));
    }

    #[test]
    fn newcomers_wait_and_hosts_do_not() {
        let (member, host) = (somebody(&[]), somebody(&[ChatRole::Host]));
        let newcomer = Sending { hold: Hold::Newcomers, is_known: false, ..sending(&member) };
        assert_eq!(judge(&newcomer, "Hello", Instant(0)), Ok(Admission::Held));
        let known = Sending { is_known: true, ..newcomer };
        assert_eq!(judge(&known, "Hello", Instant(0)), Ok(Admission::Shown));
        let leader = Sending { participant: &host, hold: Hold::Everybody, ..newcomer };
        assert_eq!(judge(&leader, "Hello", Instant(0)), Ok(Admission::Shown));
    }

    #[test]
    fn anybody_takes_a_chair_that_stayed_empty_for_five_minutes() {
        let (member, moderator) = (somebody(&[]), somebody(&[ChatRole::Moderator]));
        let start = Instant(0);
        let may = |who: &Participant, seen, minutes| {
            may_take_chair(who, ChatState::Open, start, seen, start.plus_minutes(minutes))
        };
        assert_eq!(may(&member, None, 4), Err(ChatRefusal::ChairIsTaken));
        assert_eq!(may(&member, None, 5), Ok(()));
        assert_eq!(may(&member, Some(start.plus_minutes(3)), 5), Err(ChatRefusal::ChairIsTaken));
        assert_eq!(may(&moderator, None, 0), Ok(()));
        let closed = may_take_chair(&moderator, ChatState::Closed, start, None, start);
        assert_eq!(closed, Err(ChatRefusal::Stands(ChatState::Closed)));
    }

    proptest! {
        #[test]
        fn whoever_waits_as_told_may_send(slow in 0_u32..=MOST_SLOW_SECONDS, ago in 0_i64..200_000) {
            let now = Instant(1_000_000);
            let last = Some(Instant(now.0 - ago));
            match wait(slow, last, now) {
                None => prop_assert!(ago >= i64::from(slow) * 1_000),
                Some(seconds) => {
                    prop_assert!(seconds <= slow);
                    let later = Instant(now.0 + i64::from(seconds) * 1_000);
                    prop_assert_eq!(wait(slow, last, later), None);
                }
            }
        }
    }
}
