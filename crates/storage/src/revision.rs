//! What was published: the document of the newest revision, the hashes of all, and the words for search.

use domain::Instant;
use domain::id::{ChatId, NetworkId};

use crate::columns::{insert, statements};
use crate::connection::{Fields, values};
use crate::error::StorageError;
use crate::{Door, NetworkReading, NetworkWriting};

/// A revision of what was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// From 1.
    pub number: u32,
    /// The SHA-256 of its document, in hexadecimal.
    pub hash: String,
    /// Why it was made.
    pub reason: String,
    /// Who published it, as history names them; none once they are erased.
    pub published_by: Option<String>,
    /// When.
    pub published_at: Instant,
    /// Whether its document is kept; only the newest one's is.
    pub has_document: bool,
}

/// A line that is found by search: the words of one message, question or item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedLine {
    /// The message's number; none for what is no message.
    pub number: Option<u32>,
    /// Whose words they are, as published; empty where nobody's.
    pub author: String,
    /// The words.
    pub words: String,
    /// What search looks at, folded.
    pub folded: String,
}

/// A published evening, for lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedChat {
    /// The evening.
    pub chat: ChatId,
    /// What it was about.
    pub subject: String,
    /// The tag it met under.
    pub tag: String,
    /// The network it belongs to.
    pub network: NetworkId,
    /// That network's name.
    pub network_name: String,
    /// That network's zone, by its IANA name.
    pub time_zone: String,
    /// When it began.
    pub starts_at: Instant,
    /// How many of its messages have words that can be found.
    pub messages: u32,
}

/// A line that a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundLine {
    /// The evening.
    pub chat: ChatId,
    /// What it was about.
    pub subject: String,
    /// The network it belongs to.
    pub network: NetworkId,
    /// That network's name.
    pub network_name: String,
    /// That network's zone, by its IANA name.
    pub time_zone: String,
    /// When it began.
    pub starts_at: Instant,
    /// The line.
    pub line: PublishedLine,
}

/// A published document, and what decides who may read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedDocument {
    /// The network it belongs to.
    pub network: NetworkId,
    /// Who may read it: `members` or `everybody`.
    pub readers: String,
    /// Its SHA-256, in hexadecimal.
    pub hash: String,
    /// The JSON of the evening.
    pub document: String,
}

/// Words of one search that the database looks at.
pub const MOST_SEARCHED_WORDS: usize = 8;

macro_rules! may_read {
    () => {
        "c.state = 'published' and (n.readers = 'everybody' or $1 like '%' || n.id || '%')"
    };
}

statements! { "revision";
    OF_CHAT: [Integer, Text, Text, Text, Integer, Flag] = "select number, hash, reason, published_by, published_at, document is not null from revision
        where network_id = $1 and chat_id = $2 order by number desc";
    DOCUMENT: [Text] = "select document from revision
        where network_id = $1 and chat_id = $2 and document is not null";
    FORGET_DOCUMENTS = "update revision set document = null where network_id = $1 and chat_id = $2";
    ADD = insert!("revision", "network_id, chat_id, number, document, hash, reason, published_by, published_at");
    FORGET_LINES = "delete from published_line where network_id = $1 and chat_id = $2";
    ADD_LINE = insert!("published_line", "network_id, chat_id, place, number, author, words, folded");
    PUBLISHED_DOCUMENT: [Text, Text, Text, Text] = "select c.network_id, n.readers, r.hash, r.document from chat c
        join network n on n.id = c.network_id
        join revision r on r.network_id = c.network_id and r.chat_id = c.id and r.document is not null
        where c.id = $1 and c.state = 'published'";
    PUBLISHED: [Text, Text, Text, Text, Text, Text, Integer, Integer] = concat!("select c.id, c.subject, c.tag, c.network_id, n.name, n.time_zone, c.starts_at,
        (select count(*) from published_line l where l.network_id = c.network_id and l.chat_id = c.id
         and l.number is not null)
        from chat c join network n on n.id = c.network_id
        where ", may_read!(), " order by c.starts_at desc, c.id desc");
    SEARCH: [Text, Text, Text, Text, Text, Integer, Integer, Text, Text, Text] = concat!("select c.id, c.subject, c.network_id, n.name, n.time_zone, c.starts_at,
        l.number, l.author, l.words, l.folded
        from published_line l
        join chat c on c.network_id = l.network_id and c.id = l.chat_id
        join network n on n.id = c.network_id
        where ", may_read!(), "
        and l.folded like $2 escape '\\'
        and l.folded like $3 escape '\\'
        and l.folded like $4 escape '\\'
        and l.folded like $5 escape '\\'
        and l.folded like $6 escape '\\'
        and l.folded like $7 escape '\\'
        and l.folded like $8 escape '\\'
        and l.folded like $9 escape '\\'
        order by c.starts_at desc, c.id desc, l.place limit $10");
}

impl NetworkReading {
    /// The revisions of a chat, newest first.
    pub async fn revisions(&mut self, chat: ChatId) -> Result<Vec<Revision>, StorageError> {
        let network = self.scope;
        self.connection
            .all(OF_CHAT, values![network, chat], |row| {
                Ok(Revision {
                    number: row.number()?,
                    hash: row.text()?,
                    reason: row.text()?,
                    published_by: row.text_or_none()?,
                    published_at: row.instant()?,
                    has_document: row.flag()?,
                })
            })
            .await
    }

    /// The document of a chat's newest revision, while it is published.
    pub async fn revision_document(&mut self, chat: ChatId) -> Result<Option<String>, StorageError> {
        let network = self.scope;
        self.connection.one(DOCUMENT, values![network, chat], |row| row.text()).await
    }
}

impl NetworkWriting {
    /// Adds a revision with its document. The older ones keep their hashes and lose theirs.
    pub async fn add_revision(
        &mut self,
        chat: ChatId,
        revision: &Revision,
        document: &str,
    ) -> Result<(), StorageError> {
        let network = self.scope;
        self.connection.run(FORGET_DOCUMENTS, values![network, chat]).await?;
        let row = values![
            network,
            chat,
            revision.number,
            document,
            &revision.hash,
            &revision.reason,
            revision.published_by.clone(),
            revision.published_at
        ];
        self.connection.run_one(ADD, row).await
    }

    /// Takes what was published of a chat away: the document and the words for search. Hashes stay.
    pub async fn forget_published(&mut self, chat: ChatId) -> Result<(), StorageError> {
        let network = self.scope;
        self.connection.run(FORGET_DOCUMENTS, values![network, chat]).await?;
        self.connection.run(FORGET_LINES, values![network, chat]).await.map(|_| ())
    }

    /// Keeps these lines, and no others, for search.
    pub async fn set_published_lines(
        &mut self,
        chat: ChatId,
        lines: &[PublishedLine],
    ) -> Result<(), StorageError> {
        let network = self.scope;
        self.connection.run(FORGET_LINES, values![network, chat]).await?;
        for (place, line) in lines.iter().enumerate() {
            let row = values![network, chat, place, line.number, &line.author, &line.words, &line.folded];
            self.connection.run_one(ADD_LINE, row).await?;
        }
        Ok(())
    }
}

impl Door {
    /// What is published of a chat, whoever asks; `readers` says who may have it.
    pub async fn find_published(&mut self, chat: ChatId) -> Result<Option<PublishedDocument>, StorageError> {
        self.connection
            .one(PUBLISHED_DOCUMENT, values![chat], |row| {
                Ok(PublishedDocument {
                    network: row.parsed()?,
                    readers: row.text()?,
                    hash: row.text()?,
                    document: row.text()?,
                })
            })
            .await
    }

    /// Every evening that is published for everybody, or in one of these networks; newest first.
    pub async fn list_published(&mut self, within: &[NetworkId]) -> Result<Vec<PublishedChat>, StorageError> {
        self.connection
            .all(PUBLISHED, values![listed(within)], |row| {
                Ok(PublishedChat {
                    chat: row.parsed()?,
                    subject: row.text()?,
                    tag: row.text()?,
                    network: row.parsed()?,
                    network_name: row.text()?,
                    time_zone: row.text()?,
                    starts_at: row.instant()?,
                    messages: row.number()?,
                })
            })
            .await
    }

    /// Lines of the same evenings that hold each of these folded words, newest evening first, `most` at
    /// most. Only the first [`MOST_SEARCHED_WORDS`] words are looked at.
    pub async fn search_published(
        &mut self,
        within: &[NetworkId],
        folded: &[&str],
        most: u32,
    ) -> Result<Vec<FoundLine>, StorageError> {
        let mut row = values![listed(within)];
        // A word that is not there is found in every line.
        let words = folded.iter().copied().chain(std::iter::repeat(""));
        row.extend(words.take(MOST_SEARCHED_WORDS).map(|word| pattern_of(word).into()));
        row.push(most.into());
        self.connection.all(SEARCH, row, read_found).await
    }
}

/// A pattern for `like … escape '\'` that finds `folded` anywhere. Handles hold the database's own wild card
/// “_”, so it is taken as it is written.
fn pattern_of(folded: &str) -> String {
    let mut pattern = "%".to_owned();
    for letter in folded.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

/// Identifiers in one text, which a statement looks for each of its own rows in.
fn listed(networks: &[NetworkId]) -> String {
    networks.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn read_found(row: &mut Fields<'_>) -> Result<FoundLine, StorageError> {
    Ok(FoundLine {
        chat: row.parsed()?,
        subject: row.text()?,
        network: row.parsed()?,
        network_name: row.text()?,
        time_zone: row.text()?,
        starts_at: row.instant()?,
        line: PublishedLine {
            number: row.number_or_none()?,
            author: row.text()?,
            words: row.text()?,
            folded: row.text()?,
        },
    })
}
