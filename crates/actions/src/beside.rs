//! Two people change one thing: what each changed stands, unless both changed the same to something else.

use crate::ActionError;

/// What comes of a change beside what others have changed since it was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside<T, D = &'static str> {
    /// Both changes in one; what is disputed is as the later change wants it.
    pub whole: T,
    /// What both changed, each to something else: fields, unless something else is said.
    pub disputed: Vec<D>,
}

impl<T, D> Beside<T, D> {
    /// Both changes in one, where nothing is disputed.
    pub(crate) fn agreed(self) -> Result<T, ActionError> {
        if self.disputed.is_empty() { Ok(self.whole) } else { Err(ActionError::Stale) }
    }
}

/// What a value is to be, if it is wanted to be `to`, was `seen` to be something, and is `now`; none where both changed
/// it, each to something else.
pub(crate) fn agreed<T: PartialEq + Clone>(to: &T, seen: &T, now: &T) -> Option<T> {
    if to == seen {
        return Some(now.clone());
    }
    (now == seen || to == now).then(|| to.clone())
}

/// The fields that turned out to be disputed so far.
#[derive(Debug, Default)]
pub(crate) struct Disputed(pub Vec<&'static str>);

impl Disputed {
    /// What a field is to be, if it is wanted to be `to`, was `seen` to be something, and is `now`.
    pub fn field<T: PartialEq + Clone>(&mut self, name: &'static str, to: T, seen: &T, now: &T) -> T {
        agreed(&to, seen, now).unwrap_or_else(|| {
            self.0.push(name);
            to
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_change_stands_unless_both_changed_the_same_to_something_else() {
        let merged = |to, seen, now| {
            let mut disputed = Disputed::default();
            (disputed.field("counted", to, &seen, &now), disputed.0)
        };
        assert_eq!(merged(15, 15, 15), (15, Vec::new()), "nobody changed it");
        assert_eq!(merged(15, 15, 12), (12, Vec::new()), "only the other did");
        assert_eq!(merged(14, 15, 15), (14, Vec::new()), "only this one did");
        assert_eq!(merged(12, 15, 12), (12, Vec::new()), "both to the same");
        assert_eq!(merged(14, 15, 12), (14, vec!["counted"]), "each to something else");
    }
}
