//! Everywhere that something of a person may stand in a network, and in what schools saved from its chats.
//!
//! Messages, their entries and lists are read and kept by their own nouns; this is the rest.

use domain::chat::handle::Handle;
use domain::id::{AccountId, MessageId};

use crate::NetworkWriting;
use crate::columns::statements;
use crate::connection::{Statement, values};
use crate::error::StorageError;
use crate::source::forget_sources;

/// A column of words that may name somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordsIn {
    /// What was said in a chat, held messages too. Imported messages are kept as their entries say.
    Message,
    /// Why a moderator hid or refused a message.
    MessageReason,
    /// Where something was said that was brought into a chat.
    BroughtFrom,
    /// What a chat is about.
    ChatSubject,
    /// What a host says before a chat begins.
    ChatWelcome,
    /// A prepared question.
    Question,
    /// A proposed topic.
    Topic,
    /// What somebody said about a message they reported.
    Report,
    /// Why somebody was muted.
    MuteReason,
    /// Why a revision was made.
    RevisionReason,
    /// History.
    Event,
    /// Whom a code was made for.
    Code,
    /// An idea that was saved from a chat of the network, in any school.
    Idea,
    /// A trial note that was, in any school.
    PracticalNote,
    /// The title of a practical that was drafted from one, in any school.
    PracticalTitle,
    /// The same title, folded.
    PracticalSearchTitle,
    /// The rest of what such a practical says, as JSON.
    PracticalDetails,
}

impl WordsIn {
    /// Every column.
    pub const ALL: [Self; 17] = [
        Self::Message,
        Self::MessageReason,
        Self::BroughtFrom,
        Self::ChatSubject,
        Self::ChatWelcome,
        Self::Question,
        Self::Topic,
        Self::Report,
        Self::MuteReason,
        Self::RevisionReason,
        Self::Event,
        Self::Code,
        Self::Idea,
        Self::PracticalNote,
        Self::PracticalTitle,
        Self::PracticalSearchTitle,
        Self::PracticalDetails,
    ];

    /// The statement that finds the texts, and the one that keeps another in place of one.
    fn statements(self) -> [Statement; 2] {
        match self {
            Self::Message => [FIND_MESSAGE, SET_MESSAGE],
            Self::MessageReason => [FIND_MESSAGE_REASON, SET_MESSAGE_REASON],
            Self::BroughtFrom => [FIND_BROUGHT_FROM, SET_BROUGHT_FROM],
            Self::ChatSubject => [FIND_CHAT_SUBJECT, SET_CHAT_SUBJECT],
            Self::ChatWelcome => [FIND_CHAT_WELCOME, SET_CHAT_WELCOME],
            Self::Question => [FIND_QUESTION, SET_QUESTION],
            Self::Topic => [FIND_TOPIC, SET_TOPIC],
            Self::Report => [FIND_REPORT, SET_REPORT],
            Self::MuteReason => [FIND_MUTE_REASON, SET_MUTE_REASON],
            Self::RevisionReason => [FIND_REVISION_REASON, SET_REVISION_REASON],
            Self::Event => [FIND_EVENT, SET_EVENT],
            Self::Code => [FIND_CODE, SET_CODE],
            Self::Idea => [FIND_IDEA, SET_IDEA],
            Self::PracticalNote => [FIND_NOTE, SET_NOTE],
            Self::PracticalTitle => [FIND_TITLE, SET_TITLE],
            Self::PracticalSearchTitle => [FIND_SEARCH_TITLE, SET_SEARCH_TITLE],
            Self::PracticalDetails => [FIND_DETAILS, SET_DETAILS],
        }
    }
}

macro_rules! find {
    ($table:literal, $column:literal, $scope:literal) => {
        concat!(
            "select distinct ",
            $column,
            " from ",
            $table,
            " where ",
            $scope,
            " and lower(",
            $column,
            ") like $2"
        )
    };
}

macro_rules! set {
    ($table:literal, $column:literal, $scope:literal) => {
        concat!("update ", $table, " set ", $column, " = $3 where ", $scope, " and ", $column, " = $2")
    };
}

macro_rules! saved_practical {
    () => {
        "exists (select 1 from practical_source s where s.school_id = practical.school_id
         and s.practical_id = practical.id and s.source_network = $1)"
    };
}

macro_rules! find_in_practical {
    ($column:literal) => {
        concat!(
            "select distinct ",
            $column,
            " from practical where ",
            saved_practical!(),
            " and lower(",
            $column,
            ") like $2"
        )
    };
}

macro_rules! set_in_practical {
    ($column:literal) => {
        concat!(
            "update practical set ",
            $column,
            " = $3 where ",
            saved_practical!(),
            " and ",
            $column,
            " = $2"
        )
    };
}

statements! { "erasure";
    FIND_MESSAGE: [Text] = find!("message", "body", "network_id = $1 and entry is null");
    SET_MESSAGE = set!("message", "body", "network_id = $1 and entry is null");
    FIND_MESSAGE_REASON: [Text] = find!("message", "reason", "network_id = $1");
    SET_MESSAGE_REASON = set!("message", "reason", "network_id = $1");
    FIND_BROUGHT_FROM: [Text] = find!("message", "brought_from", "network_id = $1");
    SET_BROUGHT_FROM = set!("message", "brought_from", "network_id = $1");
    FIND_CHAT_SUBJECT: [Text] = find!("chat", "subject", "network_id = $1");
    SET_CHAT_SUBJECT = set!("chat", "subject", "network_id = $1");
    FIND_CHAT_WELCOME: [Text] = find!("chat", "welcome", "network_id = $1");
    SET_CHAT_WELCOME = set!("chat", "welcome", "network_id = $1");
    FIND_QUESTION: [Text] = find!("chat_question", "words", "network_id = $1");
    SET_QUESTION = set!("chat_question", "words", "network_id = $1");
    FIND_TOPIC: [Text] = find!("topic", "words", "network_id = $1");
    SET_TOPIC = set!("topic", "words", "network_id = $1");
    FIND_REPORT: [Text] = find!("report", "words", "network_id = $1");
    SET_REPORT = set!("report", "words", "network_id = $1");
    FIND_MUTE_REASON: [Text] = find!("mute", "reason", "network_id = $1");
    SET_MUTE_REASON = set!("mute", "reason", "network_id = $1");
    FIND_REVISION_REASON: [Text] = find!("revision", "reason", "network_id = $1");
    SET_REVISION_REASON = set!("revision", "reason", "network_id = $1");
    FIND_EVENT: [Text] = find!("network_event", "words", "network_id = $1");
    SET_EVENT = set!("network_event", "words", "network_id = $1");
    FIND_CODE: [Text] = find!("network_code", "words", "network_id = $1");
    SET_CODE = set!("network_code", "words", "network_id = $1");
    FIND_IDEA: [Text] = find!("idea", "words", "source_network = $1");
    SET_IDEA = set!("idea", "words", "source_network = $1");
    FIND_NOTE: [Text] = find!("practical_note", "words", "source_network = $1");
    SET_NOTE = set!("practical_note", "words", "source_network = $1");
    FIND_TITLE: [Text] = find_in_practical!("title");
    SET_TITLE = set_in_practical!("title");
    FIND_SEARCH_TITLE: [Text] = find_in_practical!("search_title");
    SET_SEARCH_TITLE = set_in_practical!("search_title");
    FIND_DETAILS: [Text] = find_in_practical!("details");
    SET_DETAILS = set_in_practical!("details");

    FORGET_ACTOR = "update network_event set actor = 'erased', account_id = null
        where network_id = $1 and lower(actor) = $2";
    FORGET_SETTLER = "update report set settled_by = 'erased' where network_id = $1 and lower(settled_by) = $2";
    FORGET_PUBLISHER = "update revision set published_by = 'erased'
        where network_id = $1 and lower(published_by) = $2";

    FORGET_ACCOUNT_ACTOR = "update network_event set actor = 'erased', account_id = null
        where network_id = $1 and account_id = $2";
    FORGET_ACCOUNT_SUBJECT = "update network_event set subject_id = null where network_id = $1 and subject_id = $2";
    FORGET_REPORTER = "update report set account_id = null where network_id = $1 and account_id = $2";
    FORGET_PROPOSER = "update topic set proposed_by = null where network_id = $1 and proposed_by = $2";
    FORGET_PLANNER = "update chat set created_by = null where network_id = $1 and created_by = $2";
    FORGET_CODE_MAKER = "update network_code set made_by = null where network_id = $1 and made_by = $2";
    DROP_VOTES = "delete from topic_vote where network_id = $1 and account_id = $2";
    DROP_CONSENTS = "delete from chat_consent where network_id = $1 and account_id = $2";
    DROP_ROLES = "delete from chat_role where network_id = $1 and account_id = $2";
    DROP_MUTES = "delete from mute where network_id = $1 and account_id = $2";
    DROP_FEED = "delete from calendar_feed where network_id = $1 and account_id = $2";
    DROP_HANDLE = "delete from network_handle where network_id = $1 and account_id = $2";
    NAMES: [Text, Text] = "select name, email from account where id = $1";
    CHAT_IDS: [Text] = "select id from chat where network_id = $1 order by id";
}

/// What was kept of an account in a network beside its words, each as a count of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ForgottenAccount {
    /// Topics that it proposed; they stay, without who.
    pub topics: u64,
    /// Reports that it made; they stay, without who.
    pub reports: u64,
    /// Rows that are gone: votes, consents, roles, mutes, its calendar feed and its handle.
    pub records: u64,
}

impl NetworkWriting {
    /// Holds every chat of the network still until the unit ends, in the order of their identifiers.
    pub async fn lock_every_chat(&mut self) -> Result<(), StorageError> {
        let network = self.scope;
        let chats = self.connection.all(CHAT_IDS, values![network], |row| row.parsed()).await?;
        for chat in chats {
            self.lock_chat(chat).await?;
        }
        Ok(())
    }

    /// Gives every text of a column that holds `part` (folded to lower case) to `reworded`, and keeps what
    /// that makes of it. Returns how many rows have other words now.
    pub async fn reword(
        &mut self,
        words_in: WordsIn,
        part: &str,
        reworded: &(dyn Fn(&str) -> Option<String> + Sync),
    ) -> Result<u64, StorageError> {
        let network = self.scope;
        let [find, set] = words_in.statements();
        // A wild card in `part` finds too much, and `reworded` then leaves it as it is.
        let pattern = format!("%{}%", part.replace('\\', "_"));
        let texts = self.connection.all(find, values![network, pattern], |row| row.text()).await?;
        let mut touched = 0;
        for text in texts {
            if let Some(other) = reworded(&text) {
                touched += self.connection.run(set, values![network, text, other]).await?;
            }
        }
        Ok(touched)
    }

    /// Takes a handle out of history, reports and revisions, where it says who did something.
    pub async fn forget_actor(&mut self, handle: &Handle) -> Result<(), StorageError> {
        let network = self.scope;
        for statement in [FORGET_ACTOR, FORGET_SETTLER, FORGET_PUBLISHER] {
            self.connection.run(statement, values![network, handle.folded()]).await?;
        }
        Ok(())
    }

    /// Takes an account out of everything in the network but its belonging to it.
    pub async fn forget_account(&mut self, account: AccountId) -> Result<ForgottenAccount, StorageError> {
        let network = self.scope;
        let mut forgotten = ForgottenAccount::default();
        for statement in [FORGET_ACCOUNT_ACTOR, FORGET_ACCOUNT_SUBJECT, FORGET_PLANNER, FORGET_CODE_MAKER] {
            self.connection.run(statement, values![network, account]).await?;
        }
        forgotten.topics = self.connection.run(FORGET_PROPOSER, values![network, account]).await?;
        forgotten.reports = self.connection.run(FORGET_REPORTER, values![network, account]).await?;
        for statement in [DROP_VOTES, DROP_CONSENTS, DROP_ROLES, DROP_MUTES, DROP_FEED, DROP_HANDLE] {
            forgotten.records += self.connection.run(statement, values![network, account]).await?;
        }
        Ok(forgotten)
    }

    /// Forgets, in every school, whose message anything was saved from. Returns how many things were touched.
    pub async fn forget_saved_from(&mut self, message: MessageId) -> Result<u64, StorageError> {
        let network = self.scope;
        forget_sources(&mut self.connection, network, message).await
    }

    /// The name and the address of an account.
    pub async fn names_of_account(
        &mut self,
        account: AccountId,
    ) -> Result<Option<(String, String)>, StorageError> {
        self.connection.one(NAMES, values![account], |row| Ok((row.text()?, row.text()?))).await
    }
}
