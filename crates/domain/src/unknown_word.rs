//! Words that are kept and addressed by: what says one, and what reads one back.

/// The text is not one of the words that stand for such a thing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not one of the words known here")]
pub struct UnknownWord(pub String);

/// Says and reads a type by the key that is kept of it, which its `key` and its `ALL` tell.
macro_rules! kept_as_its_key {
    ($($kind:ty),*) => {$(
        /// As it is kept.
        impl std::fmt::Display for $kind {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.key())
            }
        }

        impl std::str::FromStr for $kind {
            type Err = $crate::UnknownWord;

            fn from_str(text: &str) -> Result<Self, $crate::UnknownWord> {
                let found = Self::ALL.into_iter().find(|kind| kind.key() == text);
                found.ok_or_else(|| $crate::UnknownWord(text.to_owned()))
            }
        }
    )*};
}
pub(crate) use kept_as_its_key;
