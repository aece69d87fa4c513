//! A noun's columns, stated once: what is selected, inserted, changed, bound and read of a row all follows from
//! one list. Statements are put together while compiling.

use crate::connection::{Fields, Reads, Value};
use crate::error::StorageError;

/// The longest statement that is put together here, in bytes.
const LONGEST: usize = 4_096;

/// The columns of a noun's table, without the scope that every row leads with.
pub(crate) struct Columns {
    /// The table.
    pub table: &'static str,
    /// Columns that keep what they were given first.
    pub once: &'static [&'static str],
    /// Columns that a change writes anew.
    pub again: &'static [&'static str],
    /// The same, of columns that are written for searches in the database and never read.
    pub written: &'static [&'static str],
}

/// A noun whose columns are stated with [`columns!`].
pub(crate) trait Kept: Sized {
    /// Its columns.
    const COLUMNS: Columns;
    /// How those that are selected are read.
    const READS: &'static [Reads];

    /// The values that are set once.
    fn once(&self) -> Result<Vec<Value>, StorageError>;

    /// The values that are set at every change.
    fn again(&self) -> Result<Vec<Value>, StorageError> {
        Ok(Vec::new())
    }

    /// The same, of those that are never read.
    fn written(&self) -> Result<Vec<Value>, StorageError> {
        Ok(Vec::new())
    }

    /// Reads a row that begins with the noun's columns.
    fn read(row: &mut Fields<'_>) -> Result<Self, StorageError>;

    /// What is bound to the statement of [`insert!`]: `scope`, and all columns.
    fn inserted(&self, scope: Vec<Value>) -> Result<Vec<Value>, StorageError> {
        let mut row = scope;
        row.extend(self.once()?);
        row.extend(self.again()?);
        row.extend(self.written()?);
        Ok(row)
    }

    /// What is bound to the statement of [`update!`]: `found_by`, and the columns that change.
    fn changed(&self, found_by: Vec<Value>) -> Result<Vec<Value>, StorageError> {
        let mut row = found_by;
        row.extend(self.again()?);
        row.extend(self.written()?);
        Ok(row)
    }
}

/// States the columns of a noun, each with how it is read and what is bound to it: those that are set once,
/// those that a change sets again, those that are only written; and what the noun is made of once all are read.
macro_rules! columns {
    (
        $table:literal, $noun:ident, |$it:ident, $row:ident|
        once { $($once:ident: $once_read:ident $(($once_from:expr))? = $once_value:expr;)* }
        $(again { $($again:ident: $again_read:ident $(($again_from:expr))? = $again_value:expr;)* })?
        $(written { $($written:ident = $written_value:expr;)* })?
        made $made:expr
    ) => {
        impl $crate::columns::Kept for $noun {
            const COLUMNS: $crate::columns::Columns = $crate::columns::Columns {
                table: $table,
                once: &[$(stringify!($once)),*],
                again: &[$($(stringify!($again)),*)?],
                written: &[$($(stringify!($written)),*)?],
            };
            const READS: &'static [$crate::connection::Reads] = &[
                $($crate::columns::kind_read!($once_read),)*
                $($($crate::columns::kind_read!($again_read),)*)?
            ];

            fn once(&self) -> Result<Vec<$crate::connection::Value>, $crate::StorageError> {
                let $it = self;
                let _ = $it;
                Ok($crate::connection::values![$($once_value),*])
            }

            $(fn again(&self) -> Result<Vec<$crate::connection::Value>, $crate::StorageError> {
                let $it = self;
                Ok($crate::connection::values![$($again_value),*])
            })?

            $(fn written(&self) -> Result<Vec<$crate::connection::Value>, $crate::StorageError> {
                let $it = self;
                Ok($crate::connection::values![$($written_value),*])
            })?

            fn read($row: &mut $crate::connection::Fields<'_>) -> Result<Self, $crate::StorageError> {
                $(let $once = $row.$once_read($($once_from)?)?;)*
                $($(let $again = $row.$again_read($($again_from)?)?;)*)?
                Ok($made)
            }
        }
    };
}
pub(crate) use columns;

/// What a way of reading reads.
macro_rules! kind_read {
    (integer) => {
        $crate::connection::Reads::Integer
    };
    (integer_or_none) => {
        $crate::connection::Reads::Integer
    };
    (number) => {
        $crate::connection::Reads::Integer
    };
    (number_or_none) => {
        $crate::connection::Reads::Integer
    };
    (instant) => {
        $crate::connection::Reads::Integer
    };
    (instant_or_none) => {
        $crate::connection::Reads::Integer
    };
    (flag) => {
        $crate::connection::Reads::Flag
    };
    ($text:ident) => {
        $crate::connection::Reads::Text
    };
}
pub(crate) use kind_read;

/// Declares the statements of a noun, and the list of them that the contract suite compares with what the
/// databases understand. What is read of a statement stands before its SQL: the noun whose columns it
/// selects, or each column's kind.
macro_rules! statements {
    ($table:literal; $($(#[$doc:meta])* $name:ident $(: $reads:tt)? = $sql:expr;)*) => {
        $($(#[$doc])* pub(crate) const $name: $crate::connection::Statement = $crate::connection::Statement {
            module: module_path!(),
            name: stringify!($name),
            table: $table,
            sql: $sql,
            parameters: $crate::columns::parameters($sql),
            reads: $crate::columns::reads!($($reads)?),
        };)*

        pub(crate) const STATEMENTS: &[$crate::connection::Statement] = &[$($name),*];
    };
}
pub(crate) use statements;

/// How the columns of a statement are read, as [`statements!`] says it.
macro_rules! reads {
    () => { &[] };
    ([$($kind:ident),* $(,)?]) => { &[$($crate::connection::Reads::$kind),*] };
    ($noun:ident) => { <$noun as $crate::columns::Kept>::READS };
    (($noun:ident, $($beside:ident),+)) => {{
        const EACH: &[&[$crate::connection::Reads]] =
            &[<$noun as $crate::columns::Kept>::READS, $(<$beside as $crate::columns::Kept>::READS),+];
        const ALL: [$crate::connection::Reads; $crate::columns::count(EACH)] = $crate::columns::joined(EACH);
        &ALL
    }};
}
pub(crate) use reads;

/// How many columns several nouns have.
pub(crate) const fn count(each: &[&[Reads]]) -> usize {
    let (mut count, mut noun) = (0, 0);
    while noun < each.len() {
        count += each[noun].len();
        noun += 1;
    }
    count
}

/// How the columns of one noun after another are read.
pub(crate) const fn joined<const LENGTH: usize>(each: &[&[Reads]]) -> [Reads; LENGTH] {
    let (mut all, mut at, mut noun) = ([Reads::Nothing; LENGTH], 0, 0);
    while noun < each.len() {
        let mut column = 0;
        while column < each[noun].len() {
            all[at] = each[noun][column];
            at += 1;
            column += 1;
        }
        noun += 1;
    }
    all
}

/// Selects the columns of a noun, and of those beside it that are named; what follows the list of them is given:
/// `from`, `where`, `order by`.
macro_rules! select {
    ($noun:ident, $rest:expr) => {
        $crate::columns::compiled!(<$noun as $crate::columns::Kept>::COLUMNS.select($rest))
    };
    (($noun:ident, $($beside:ident),+), $rest:expr) => {
        $crate::columns::compiled!(
            <$noun as $crate::columns::Kept>::COLUMNS
                .select_with(&[$(&<$beside as $crate::columns::Kept>::COLUMNS),+], $rest)
        )
    };
}
pub(crate) use select;

/// Inserts a row: of a noun under the columns of its scope, or of a table with a list of columns.
macro_rules! insert {
    ($noun:ident in $scope:literal) => {
        $crate::columns::compiled!(<$noun as $crate::columns::Kept>::COLUMNS.insert($scope))
    };
    ($table:literal, $columns:expr) => {
        $crate::columns::insert!($table, $columns, "")
    };
    ($table:literal, $columns:expr, $rest:literal) => {
        $crate::columns::compiled!($crate::columns::inserting($table, $columns, $rest))
    };
}
pub(crate) use insert;

/// Sets the changing columns of a noun, and what else is said; the values that find the row come first.
macro_rules! update {
    ($noun:ident, $rest:literal) => {
        $crate::columns::compiled!(<$noun as $crate::columns::Kept>::COLUMNS.update($rest))
    };
}
pub(crate) use update;

/// The text that an expression puts together, kept in no more room than it takes.
macro_rules! compiled {
    ($text:expr) => {{
        const TEXT: $crate::columns::Text = $text;
        const BYTES: [u8; TEXT.length()] = TEXT.bytes();
        $crate::columns::as_text(&BYTES)
    }};
}
pub(crate) use compiled;

impl Columns {
    /// `select … {rest}`.
    pub const fn select(&self, rest: &str) -> Text {
        let text =
            Text::new("select ").with_list(self.once, true).with_list(self.again, self.once.is_empty());
        text.with(" ").with(rest)
    }

    /// `select … {rest}`, with the columns of other tables after its own.
    pub const fn select_with(&self, beside: &[&Self], rest: &str) -> Text {
        let mut text =
            Text::new("select ").with_list(self.once, true).with_list(self.again, self.once.is_empty());
        let mut noun = 0;
        while noun < beside.len() {
            text = text.with_list(beside[noun].once, false).with_list(beside[noun].again, false);
            noun += 1;
        }
        text.with(" ").with(rest)
    }

    /// `insert into … ({scope}, …) values ($1, …)`.
    pub const fn insert(&self, scope: &str) -> Text {
        let mut columns = Text::new(scope).with_list(self.once, scope.is_empty());
        columns = columns.with_list(self.again, false).with_list(self.written, false);
        inserting(self.table, columns.as_str(), "")
    }

    /// `update … set …{rest}`, where `rest` has the first places.
    pub const fn update(&self, rest: &str) -> Text {
        let found_by = parameters(rest);
        let text = Text::new("update ").with(self.table).with(" set ");
        let text = text.with_set(self.again, found_by + 1, true);
        text.with_set(self.written, found_by + 1 + self.again.len(), self.again.is_empty()).with(rest)
    }
}

/// `insert into {table} ({columns}) values ($1, …){rest}`.
pub(crate) const fn inserting(table: &str, columns: &str, rest: &str) -> Text {
    let text = Text::new("insert into ").with(table).with(" (").with(columns).with(") values (");
    text.with_places(1 + occurrences(columns, b',')).with(")").with(rest)
}

/// How many values are bound to a statement: the largest of its places.
pub(crate) const fn parameters(sql: &str) -> usize {
    let bytes = sql.as_bytes();
    let (mut largest, mut at) = (0, 0);
    while at < bytes.len() {
        if bytes[at] == b'$' {
            let mut place = 0;
            while at + 1 < bytes.len() && bytes[at + 1].is_ascii_digit() {
                place = place * 10 + (bytes[at + 1] - b'0') as usize;
                at += 1;
            }
            if place > largest {
                largest = place;
            }
        }
        at += 1;
    }
    largest
}

const fn occurrences(text: &str, wanted: u8) -> usize {
    let bytes = text.as_bytes();
    let (mut found, mut at) = (0, 0);
    while at < bytes.len() {
        if bytes[at] == wanted {
            found += 1;
        }
        at += 1;
    }
    found
}

/// A text that is put together while compiling.
pub(crate) struct Text {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Text {
    const fn new(text: &str) -> Self {
        Self { bytes: [0; LONGEST], length: 0 }.with(text)
    }

    const fn with(mut self, text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            self.bytes[self.length] = bytes[at];
            self.length += 1;
            at += 1;
        }
        self
    }

    const fn with_number(self, number: usize) -> Self {
        let text = if number >= 10 { self.with_number(number / 10) } else { self };
        let mut text = text;
        text.bytes[text.length] = b"0123456789"[number % 10];
        text.length += 1;
        text
    }

    const fn with_list(self, columns: &[&str], begins: bool) -> Self {
        let (mut text, mut at) = (self, 0);
        while at < columns.len() {
            if at > 0 || !begins {
                text = text.with(", ");
            }
            text = text.with(columns[at]);
            at += 1;
        }
        text
    }

    const fn with_set(self, columns: &[&str], first_place: usize, begins: bool) -> Self {
        let (mut text, mut at) = (self, 0);
        while at < columns.len() {
            if at > 0 || !begins {
                text = text.with(", ");
            }
            text = text.with(columns[at]).with(" = $").with_number(first_place + at);
            at += 1;
        }
        text
    }

    const fn with_places(self, count: usize) -> Self {
        let (mut text, mut place) = (self, 1);
        while place <= count {
            text = text.with(if place == 1 { "$" } else { ", $" }).with_number(place);
            place += 1;
        }
        text
    }

    /// How many bytes it has.
    pub const fn length(&self) -> usize {
        self.length
    }

    /// Those bytes, `LENGTH` being how many there are.
    pub const fn bytes<const LENGTH: usize>(&self) -> [u8; LENGTH] {
        let (mut bytes, mut at) = ([0; LENGTH], 0);
        while at < LENGTH {
            bytes[at] = self.bytes[at];
            at += 1;
        }
        bytes
    }

    const fn as_str(&self) -> &str {
        as_text(self.bytes.split_at(self.length).0)
    }
}

/// Bytes of a text; they are one, because only whole texts were put together.
pub(crate) const fn as_text(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => panic!("bytes of whole texts"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TROLLEY: Columns =
        Columns { table: "trolley", once: &["id", "made_at"], again: &["name"], written: &["search_name"] };

    #[test]
    fn statements_say_the_columns_in_the_order_in_which_they_are_bound_and_read() {
        assert_eq!(
            TROLLEY.select("from trolley where school_id = $1").as_str(),
            "select id, made_at, name from trolley where school_id = $1"
        );
        assert_eq!(
            TROLLEY.insert("school_id").as_str(),
            "insert into trolley (school_id, id, made_at, name, search_name) values ($1, $2, $3, $4, $5)"
        );
        assert_eq!(
            TROLLEY.insert("").as_str(),
            "insert into trolley (id, made_at, name, search_name) values ($1, $2, $3, $4)"
        );
        assert_eq!(
            TROLLEY.update(", version = version + 1 where school_id = $1 and id = $2").as_str(),
            "update trolley set name = $3, search_name = $4, version = version + 1 where school_id = $1 and id = $2"
        );
    }

    #[test]
    fn places_are_counted_by_the_largest() {
        assert_eq!(parameters("select 1"), 0);
        assert_eq!(parameters("select $2 from a where b = $12 and c = $1"), 12);
        let columns = "a, b, c, d, e, f, g, h, i, j, k";
        let expected = format!(
            "insert into t ({columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing"
        );
        assert_eq!(inserting("t", columns, " on conflict do nothing").as_str(), expected);
    }
}
