//! Chats: their plan, their people, their questions, and what moderators keep of them.

use domain::Instant;
use domain::chat::handle::Handle;
use domain::chat::{Chat, ChatPerson, ChatQuestion, ChatRole, Mute};
use domain::history::{Event, Kind};
use domain::id::{AccountId, ChatId, MessageId, ReportId};
use domain::report::{Report, ReportSettled};

use crate::columns::{Kept as _, columns, insert, select, statements, update};
use crate::connection::values;
use crate::entry::{event_columns, read_event};
use crate::error::StorageError;
use crate::{NetworkReading, NetworkWriting};

columns! { "chat", Chat, |it, row|
    once {
        id: parsed = it.id;
        version: number = it.version;
        numbered: number = it.numbered;
        created_by: parsed_or_none = it.created_by;
        created_at: instant = it.created_at;
    }
    again {
        state: parsed = it.state.key();
        imported: flag = it.imported;
        tag: text = &it.tag;
        subject: text = &it.subject;
        welcome: text = &it.welcome;
        starts_at: instant = it.starts_at;
        ends_at: instant = it.ends_at;
        topic_id: parsed_or_none = it.topic;
        hold: parsed = it.hold.to_string();
        slow_seconds: number = it.slow_seconds;
        question_now: number = it.question_now;
        pinned_id: parsed_or_none = it.pinned;
        host_seen_at: instant_or_none = it.host_seen_at;
        opened_at: instant_or_none = it.opened_at;
        closed_at: instant_or_none = it.closed_at;
        review_ends_at: instant_or_none = it.review_ends_at;
        published_at: instant_or_none = it.published_at;
        revision: number = it.revision;
        preamble: json_or_none = it.preamble.as_ref().map(serde_json::to_string).transpose()?;
    }
    made Chat {
        id,
        version,
        state,
        imported,
        tag,
        subject,
        welcome,
        starts_at,
        ends_at,
        topic: topic_id,
        hold,
        slow_seconds,
        question_now,
        pinned: pinned_id,
        numbered,
        host_seen_at,
        opened_at,
        closed_at,
        review_ends_at,
        published_at,
        revision,
        preamble,
        created_by,
        created_at,
    }
}

columns! { "chat_question", ChatQuestion, |it, row|
    once {
        number: number = it.number;
        words: text = &it.words;
        asked_at: instant_or_none = it.asked_at;
    }
    made ChatQuestion { number, words, asked_at }
}

columns! { "report", Report, |it, row|
    once {
        id: parsed = it.id;
        chat_id: parsed = it.chat;
        message_id: parsed = it.message;
        account_id: parsed_or_none = it.account;
        kind: parsed = it.kind.key();
        words: text = &it.words;
        reported_at: instant = it.reported_at;
        outcome: parsed_or_none = it.settled.as_ref().map(|settled| settled.outcome.key().to_owned());
        settled_by: text_or_none = it.settled.as_ref().map(|settled| &settled.by);
        settled_at: instant_or_none = it.settled.as_ref().map(|settled| settled.at);
    }
    made Report {
        id,
        chat: chat_id,
        message: message_id,
        account: account_id,
        kind,
        words,
        reported_at,
        settled: match (outcome, settled_by, settled_at) {
            (Some(outcome), Some(by), Some(at)) => Some(ReportSettled { outcome, by, at }),
            _ => None,
        },
    }
}

statements! { "chat";
    ONE: Chat = select!(Chat, "from chat where network_id = $1 and id = $2");
    EVERY: Chat = select!(Chat, "from chat where network_id = $1 order by starts_at desc, id desc");
    ADD = insert!(Chat in "network_id");
    SET = update!(Chat, ", version = version + 1 where network_id = $1 and id = $2 and version = $3");
    NEXT_NUMBER: [Integer] = "update chat set numbered = numbered + 1 where network_id = $1 and id = $2 returning numbered";
    SEE_HOST = "update chat set host_seen_at = $3 where network_id = $1 and id = $2";
    QUESTIONS: ChatQuestion = select!(ChatQuestion, "from chat_question
        where network_id = $1 and chat_id = $2 order by number");
    CLEAR_QUESTIONS = "delete from chat_question where network_id = $1 and chat_id = $2";
    ADD_QUESTION = insert!(ChatQuestion in "network_id, chat_id");
    ASK = "update chat_question set asked_at = coalesce(asked_at, $4)
        where network_id = $1 and chat_id = $2 and number = $3";
    PEOPLE: [Text, Text, Text, Text] = "select r.account_id, h.handle, a.name, r.role from chat_role r
        join account a on a.id = r.account_id
        left join network_handle h on h.network_id = r.network_id and h.account_id = r.account_id
        where r.network_id = $1 and r.chat_id = $2 order by r.given_at, r.account_id, r.role";
    ADD_ROLE = insert!("chat_role", "network_id, chat_id, account_id, role, given_at",
        " on conflict (network_id, chat_id, account_id, role) do nothing");
    ROLES_IN: [Text] = "select role from chat_role where network_id = $1 and chat_id = $2 and account_id = $3";
    ROLES_OF: [Text, Text] = "select chat_id, role from chat_role where network_id = $1 and account_id = $2";
    DEEDS: [Text, Integer, Text, Text, Text, Text, Text] = concat!("select ", event_columns!(), " from network_event
        where network_id = $1 and chat_id = $2 and kind not in ($3, $4, $5)
        order by sequence desc limit $6");
    REMOVE_ROLE = "delete from chat_role where network_id = $1 and chat_id = $2 and account_id = $3 and role = $4";
    CONSENT: [Integer] = "select words_version from chat_consent where network_id = $1 and chat_id = $2 and account_id = $3";
    ADD_CONSENT = insert!("chat_consent", "network_id, chat_id, account_id, words_version, given_at",
        " on conflict (network_id, chat_id, account_id) do update
        set words_version = excluded.words_version, given_at = excluded.given_at");
    HANDLE: [Text] = "select handle from network_handle where network_id = $1 and account_id = $2";
    HANDLE_ACCOUNT: [Text] = "select account_id from network_handle where network_id = $1 and handle_folded = $2";
    ADD_HANDLE = insert!("network_handle", "network_id, account_id, handle, handle_folded, chosen_at");
    HAS_MUTED: [Nothing] = "select 1 from mute where network_id = $1 and chat_id = $2 and account_id = $3 and ended_at is null";
    MUTES: [Text, Text, Text, Integer] = "select m.account_id, h.handle, m.reason, m.muted_at from mute m
        left join network_handle h on h.network_id = m.network_id and h.account_id = m.account_id
        where m.network_id = $1 and m.chat_id = $2 and m.ended_at is null order by m.muted_at, m.account_id";
    MUTE = insert!("mute", "network_id, chat_id, account_id, reason, muted_at",
        " on conflict (network_id, chat_id, account_id) do update
        set reason = excluded.reason, muted_at = excluded.muted_at, ended_at = null");
    UNMUTE = "update mute set ended_at = $4
        where network_id = $1 and chat_id = $2 and account_id = $3 and ended_at is null";
    REPORTS: Report = select!(Report, "from report
        where network_id = $1 and chat_id = $2 order by reported_at, id");
    ADD_REPORT = insert!(Report in "network_id");
    SETTLE_REPORT = "update report set outcome = $3, settled_by = $4, settled_at = $5
        where network_id = $1 and id = $2 and outcome is null";
    SETTLE_REPORTS_OF = "update report set outcome = $3, settled_by = $4, settled_at = $5
        where network_id = $1 and message_id = $2 and outcome is null";
}

impl NetworkReading {
    /// One chat.
    pub async fn find_chat(&mut self, chat: ChatId) -> Result<Option<Chat>, StorageError> {
        let network = self.scope;
        self.connection.one(ONE, values![network, chat], Chat::read).await
    }

    /// Every chat, those that begin last first.
    pub async fn chats(&mut self) -> Result<Vec<Chat>, StorageError> {
        let network = self.scope;
        self.connection.all(EVERY, values![network], Chat::read).await
    }

    /// The questions of a chat, in order.
    pub async fn chat_questions(&mut self, chat: ChatId) -> Result<Vec<ChatQuestion>, StorageError> {
        let network = self.scope;
        self.connection.all(QUESTIONS, values![network, chat], ChatQuestion::read).await
    }

    /// The people with a role in a chat, in the order they were given it.
    pub async fn chat_people(&mut self, chat: ChatId) -> Result<Vec<ChatPerson>, StorageError> {
        let network = self.scope;
        self.connection
            .all(PEOPLE, values![network, chat], |row| {
                Ok(ChatPerson {
                    account: row.parsed()?,
                    handle: row.parsed_or_none()?,
                    name: row.text()?,
                    role: row.parsed()?,
                })
            })
            .await
    }

    /// What somebody was made for a chat.
    pub async fn roles_in(
        &mut self,
        chat: ChatId,
        account: AccountId,
    ) -> Result<Vec<ChatRole>, StorageError> {
        let network = self.scope;
        self.connection.all(ROLES_IN, values![network, chat, account], |row| row.parsed()).await
    }

    /// What somebody was made for chats of the network.
    pub async fn roles_of(&mut self, account: AccountId) -> Result<Vec<(ChatId, ChatRole)>, StorageError> {
        let network = self.scope;
        self.connection
            .all(ROLES_OF, values![network, account], |row| Ok((row.parsed()?, row.parsed()?)))
            .await
    }

    /// The newest `most` entries of a chat's history without what people simply said or reported, newest
    /// first: who reported something is nobody's to read, least of all the author's where they lead.
    pub async fn deeds_of_chat(&mut self, chat: ChatId, most: u32) -> Result<Vec<Event>, StorageError> {
        let network = self.scope;
        let [say, consent, report] = Kind::SIMPLY_SAID;
        let row = values![network, chat, say.key(), consent.key(), report.key(), most];
        self.connection.all(DEEDS, row, read_event).await
    }

    /// The version of the words that somebody agreed to in a chat.
    pub async fn consent(&mut self, chat: ChatId, account: AccountId) -> Result<Option<u32>, StorageError> {
        let network = self.scope;
        self.connection.one(CONSENT, values![network, chat, account], |row| row.number()).await
    }

    /// Whether moderators have muted somebody in a chat.
    pub async fn has_muted(&mut self, chat: ChatId, account: AccountId) -> Result<bool, StorageError> {
        let network = self.scope;
        let found = self.connection.one(HAS_MUTED, values![network, chat, account], |_| Ok(())).await?;
        Ok(found.is_some())
    }

    /// Everybody who is muted in a chat, the longest first.
    pub async fn mutes(&mut self, chat: ChatId) -> Result<Vec<Mute>, StorageError> {
        let network = self.scope;
        self.connection
            .all(MUTES, values![network, chat], |row| {
                Ok(Mute {
                    account: row.parsed()?,
                    handle: row.parsed_or_none()?,
                    reason: row.text()?,
                    muted_at: row.instant()?,
                })
            })
            .await
    }

    /// Every report of a chat, oldest first, settled ones too.
    pub async fn reports(&mut self, chat: ChatId) -> Result<Vec<Report>, StorageError> {
        let network = self.scope;
        self.connection.all(REPORTS, values![network, chat], Report::read).await
    }

    /// The handle of somebody in the network.
    pub async fn handle_of(&mut self, account: AccountId) -> Result<Option<Handle>, StorageError> {
        let network = self.scope;
        self.connection.one(HANDLE, values![network, account], |row| row.parsed()).await
    }

    /// Who has a handle, compared without case: `folded` is [`Handle::folded`].
    pub async fn account_of_handle(&mut self, folded: &str) -> Result<Option<AccountId>, StorageError> {
        let network = self.scope;
        self.connection.one(HANDLE_ACCOUNT, values![network, folded], |row| row.parsed()).await
    }
}

impl NetworkWriting {
    /// Adds a chat.
    pub async fn add_chat(&mut self, chat: &Chat) -> Result<(), StorageError> {
        let row = chat.inserted(values![self.scope])?;
        self.connection.run_one(ADD, row).await
    }

    /// Keeps a chat as it is now, under the next version; fails where its version is not the one that is
    /// kept. How many messages have a number is [`Self::next_number`]'s.
    pub async fn set_chat(&mut self, chat: &Chat) -> Result<(), StorageError> {
        let row = chat.changed(values![self.scope, chat.id, chat.version])?;
        self.connection.run_one(SET, row).await
    }

    /// The next number for a message of a chat, from 1 and without gap.
    pub async fn next_number(&mut self, chat: ChatId) -> Result<u32, StorageError> {
        let network = self.scope;
        let number = self.connection.one(NEXT_NUMBER, values![network, chat], |row| row.number()).await?;
        number.ok_or(StorageError::RowsTouched { table: "chat", touched: 0, expected: 1 })
    }

    /// Keeps when a host was seen in the room; no new version, because nobody planned it.
    pub async fn see_host(&mut self, chat: ChatId, at: Instant) -> Result<(), StorageError> {
        let network = self.scope;
        self.connection.run_one(SEE_HOST, values![network, chat, at]).await
    }

    /// Keeps these questions in place of the chat's.
    pub async fn set_questions(
        &mut self,
        chat: ChatId,
        questions: &[ChatQuestion],
    ) -> Result<(), StorageError> {
        let network = self.scope;
        self.connection.run(CLEAR_QUESTIONS, values![network, chat]).await?;
        for question in questions {
            let row = question.inserted(values![network, chat])?;
            self.connection.run_one(ADD_QUESTION, row).await?;
        }
        Ok(())
    }

    /// Keeps when a question was put to the room, if it was not before.
    pub async fn ask_question(&mut self, chat: ChatId, number: u8, at: Instant) -> Result<(), StorageError> {
        let network = self.scope;
        self.connection.run_one(ASK, values![network, chat, number, at]).await
    }

    /// Gives somebody a role in a chat, if they have it not yet.
    pub async fn add_role(
        &mut self,
        chat: ChatId,
        account: AccountId,
        role: ChatRole,
        at: Instant,
    ) -> Result<(), StorageError> {
        let row = values![self.scope, chat, account, role.key(), at];
        self.connection.run(ADD_ROLE, row).await?;
        Ok(())
    }

    /// Takes a role in a chat from somebody; says whether they had it.
    pub async fn remove_role(
        &mut self,
        chat: ChatId,
        account: AccountId,
        role: ChatRole,
    ) -> Result<bool, StorageError> {
        let row = values![self.scope, chat, account, role.key()];
        Ok(self.connection.run(REMOVE_ROLE, row).await? > 0)
    }

    /// Keeps that somebody agreed to a version of the words in a chat.
    pub async fn add_consent(
        &mut self,
        chat: ChatId,
        account: AccountId,
        words_version: u32,
        at: Instant,
    ) -> Result<(), StorageError> {
        let row = values![self.scope, chat, account, words_version, at];
        self.connection.run_one(ADD_CONSENT, row).await
    }

    /// Keeps the handle that somebody chose in the network; `Taken("handle")` where somebody has it.
    pub async fn choose_handle(
        &mut self,
        account: AccountId,
        handle: &Handle,
        at: Instant,
    ) -> Result<(), StorageError> {
        let row = values![self.scope, account, handle.as_str(), handle.folded(), at];
        match self.connection.run_one(ADD_HANDLE, row).await {
            Err(error) if error.is_duplicate() => Err(StorageError::Taken("handle")),
            kept => kept,
        }
    }

    /// Keeps that somebody may not write in a chat.
    pub async fn mute(
        &mut self,
        chat: ChatId,
        account: AccountId,
        reason: &str,
        at: Instant,
    ) -> Result<(), StorageError> {
        let row = values![self.scope, chat, account, reason, at];
        self.connection.run_one(MUTE, row).await
    }

    /// Keeps that they may again; says whether they could not.
    pub async fn unmute(
        &mut self,
        chat: ChatId,
        account: AccountId,
        at: Instant,
    ) -> Result<bool, StorageError> {
        let row = values![self.scope, chat, account, at];
        Ok(self.connection.run(UNMUTE, row).await? > 0)
    }

    /// Adds a report that waits.
    pub async fn add_report(&mut self, report: &Report) -> Result<(), StorageError> {
        let row = report.inserted(values![self.scope])?;
        self.connection.run_one(ADD_REPORT, row).await
    }

    /// Keeps what was done about a report that waits; says whether it waited.
    pub async fn settle_report(
        &mut self,
        report: ReportId,
        settled: &ReportSettled,
    ) -> Result<bool, StorageError> {
        let row = values![self.scope, report, settled.outcome.key(), &settled.by, settled.at];
        Ok(self.connection.run(SETTLE_REPORT, row).await? > 0)
    }

    /// The same for every report of a message that waits.
    pub async fn settle_reports_of(
        &mut self,
        message: MessageId,
        settled: &ReportSettled,
    ) -> Result<(), StorageError> {
        let row = values![self.scope, message, settled.outcome.key(), &settled.by, settled.at];
        self.connection.run(SETTLE_REPORTS_OF, row).await?;
        Ok(())
    }
}
