//! The door: accounts, sessions and invitations by their links, the only things outside every scope.

use domain::Instant;
use domain::id::{AccountId, InvitationId, NetworkId, SchoolId, SessionId, StaffId};
use domain::people::{Invitation, Roles};

use crate::columns::{Kept as _, columns, insert, select, statements};
use crate::connection::{Connection, Fields, values};
use crate::error::StorageError;
use crate::people::ADD_MEMBER;

/// Reads what stands outside every scope.
pub struct Door {
    pub(crate) connection: Connection,
}

/// A unit of work on what stands outside every scope.
pub struct DoorUnit {
    pub(crate) connection: Connection,
}

/// A person, once on this server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Their identifier.
    pub id: AccountId,
    /// Their address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Their password's argon2id hash; none before they have chosen one.
    pub password_hash: Option<String>,
}

/// A signed-in browser, and all that a page needs to know of who looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The session.
    pub session: SessionId,
    /// When it was last seen.
    pub seen_at: Instant,
    /// Who.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// In which school; none before they belong to one.
    pub school: Option<VisitedSchool>,
}

/// The school that a visit is in, with the visitor's place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitedSchool {
    /// The school.
    pub id: SchoolId,
    /// Its name.
    pub name: String,
    /// The newest entry of its history.
    pub sequence: i64,
    /// The number of its almanac.
    pub almanac: i64,
    /// Whether nobody has checked its calendar yet.
    pub provisional: bool,
    /// What the visitor is to it.
    pub roles: Roles,
    /// Who they are in its timetable.
    pub staff: Option<StaffId>,
    /// Their mentor.
    pub mentor: Option<StaffId>,
}

/// A session, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its identifier.
    pub id: SessionId,
    /// The browser, as it called itself, in a word or two.
    pub browser: String,
    /// When it began.
    pub created_at: Instant,
    /// When it was last seen.
    pub seen_at: Instant,
}

/// Failed attempts to sign in, counted for an account or an address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attempts {
    /// How many have failed in a row.
    pub failures: u32,
    /// When the last was.
    pub last_at: Option<Instant>,
}

columns! { "account", Account, |it, row|
    once {
        id: parsed = it.id;
        email: text = &it.email;
        name: text = &it.name;
        password_hash: text_or_none = it.password_hash.as_ref();
    }
    made Account { id, email, name, password_hash }
}

columns! { "session", Session, |it, row|
    once {
        id: parsed = it.id;
        browser: text = &it.browser;
        created_at: instant = it.created_at;
        seen_at: instant = it.seen_at;
    }
    made Session { id, browser, created_at, seen_at }
}

statements! { "door";
    LOOK: [Nothing] = "select 1";
    ACCOUNT_BY_EMAIL: Account = select!(Account, "from account where email_folded = $1");
    ADD_ACCOUNT = insert!(Account in "email_folded, created_at");
    SET_PASSWORD = "update account set password_hash = $2 where id = $1";
    VISIT: [Text, Integer, Text, Text, Text, Text, Integer, Integer, Flag, Text, Text, Text] = "select s.id, s.seen_at, a.id, a.name, c.id, c.name, c.event_sequence, c.almanac_version, c.provisional, m.roles, m.staff_id, m.mentor_id
        from session s join account a on a.id = s.account_id
        left join membership m on m.account_id = a.id and m.school_id = s.school_id and m.ended_at is null
        left join school c on c.id = m.school_id
        where s.token_hash = $1 and s.ends_at > $2";
    ADD_SESSION = insert!(Session in "token_hash, account_id, school_id, ends_at");
    SEEN = "update session set seen_at = $2, ends_at = $3 where id = $1";
    SESSIONS: Session = select!(Session, "from session where account_id = $1 and ends_at > $2
        order by seen_at desc");
    END_SESSION = "delete from session where account_id = $1 and id = $2";
    END_SESSION_BY_TOKEN = "delete from session where token_hash = $1";
    END_SESSIONS = "delete from session where account_id = $1";
    FIRST_SCHOOL: [Text] = "select school_id from membership where account_id = $1 and ended_at is null order by created_at limit 1";
    ATTEMPTS: [Integer, Integer] = "select failures, last_at from sign_in_attempt where subject_hash = $1";
    ADD_ATTEMPT = "insert into sign_in_attempt (subject_hash, failures, last_at) values ($1, 1, $2)
        on conflict (subject_hash) do update set failures = sign_in_attempt.failures + 1, last_at = excluded.last_at";
    CLEAR_ATTEMPTS = "delete from sign_in_attempt where subject_hash = $1";
    CLEAR_OLD_ATTEMPTS = "delete from sign_in_attempt where last_at < $1";
    INVITATION: [Text, Text, Text, Text, Text, Text, Integer, Integer, Text] = select!(Invitation, ", school_id
        from invitation where token_hash = $1");
    USE_INVITATION = "update invitation set used_at = $2 where id = $1 and used_at is null";
        ANSWER: [Text, Text] = "select body_hash, answer from answer_given where account_id = $1 and route = $2 and once = $3";
    ADD_ANSWER = insert!("answer_given", "account_id, route, once, body_hash, answer, given_at");
    CLEAR_OLD_ANSWERS = "delete from answer_given where given_at < $1";
}

impl Door {
    pub(crate) fn new(connection: Connection) -> Self {
        Self { connection }
    }

    /// Whether the database answers at all.
    pub async fn look(&mut self) -> Result<(), StorageError> {
        self.connection.run(LOOK, values![]).await.map(|_| ())
    }

    /// The account of this folded address.
    pub async fn find_account(&mut self, email_folded: &str) -> Result<Option<Account>, StorageError> {
        self.connection.one(ACCOUNT_BY_EMAIL, values![email_folded], Account::read).await
    }

    /// The visit that a session's token opens, if the session has not ended.
    pub async fn find_visit(
        &mut self,
        token_hash: &str,
        now: Instant,
    ) -> Result<Option<Visit>, StorageError> {
        self.connection.one(VISIT, values![token_hash, now], read_visit).await
    }

    /// A person's sessions that have not ended, last seen first.
    pub async fn sessions(&mut self, account: AccountId, now: Instant) -> Result<Vec<Session>, StorageError> {
        self.connection.all(SESSIONS, values![account, now], Session::read).await
    }

    /// The school that a person joined first, to begin a session in.
    pub async fn first_school(&mut self, account: AccountId) -> Result<Option<SchoolId>, StorageError> {
        self.connection.one(FIRST_SCHOOL, values![account], |row| row.parsed()).await
    }

    /// The invitation that a link's token opens, with the school it leads into.
    pub async fn find_invitation(
        &mut self,
        token_hash: &str,
    ) -> Result<Option<(SchoolId, Invitation)>, StorageError> {
        self.connection
            .one(INVITATION, values![token_hash], |row| {
                let invitation = Invitation::read(row)?;
                Ok((row.parsed()?, invitation))
            })
            .await
    }

    /// What was answered to a form sent under this key before: the hash of its body, and the answer.
    pub async fn find_answer(
        &mut self,
        account: AccountId,
        route: &str,
        once: &str,
    ) -> Result<Option<(String, String)>, StorageError> {
        self.connection.one(ANSWER, values![account, route, once], |row| Ok((row.text()?, row.text()?))).await
    }
}

impl DoorUnit {
    pub(crate) fn new(connection: Connection) -> Self {
        Self { connection }
    }

    /// Adds an account. Its address must be new.
    pub async fn add_account(
        &mut self,
        account: &Account,
        email_folded: &str,
        at: Instant,
    ) -> Result<(), StorageError> {
        let row = account.inserted(values![email_folded, at])?;
        match self.connection.run_one(ADD_ACCOUNT, row).await {
            Err(error) if error.is_duplicate() => Err(StorageError::Taken("address")),
            other => other,
        }
    }

    /// Sets a password's hash.
    pub async fn set_password(&mut self, account: AccountId, hash: &str) -> Result<(), StorageError> {
        self.connection.run_one(SET_PASSWORD, values![account, hash]).await
    }

    /// Begins a session, under the hash of its token.
    pub async fn add_session(
        &mut self,
        session: &Session,
        account: AccountId,
        school: Option<SchoolId>,
        token_hash: &str,
        ends_at: Instant,
    ) -> Result<(), StorageError> {
        let row = session.inserted(values![token_hash, account, school, ends_at])?;
        self.connection.run_one(ADD_SESSION, row).await
    }

    /// Notes that a session was seen, and lets it run on.
    pub async fn see_session(
        &mut self,
        session: SessionId,
        now: Instant,
        ends_at: Instant,
    ) -> Result<(), StorageError> {
        self.connection.run(SEEN, values![session, now, ends_at]).await.map(|_| ())
    }

    /// Ends one of a person's sessions. Returns whether it was theirs and had not ended.
    pub async fn end_session(
        &mut self,
        account: AccountId,
        session: SessionId,
    ) -> Result<bool, StorageError> {
        Ok(self.connection.run(END_SESSION, values![account, session]).await? == 1)
    }

    /// Ends the session of a token.
    pub async fn end_session_of(&mut self, token_hash: &str) -> Result<(), StorageError> {
        self.connection.run(END_SESSION_BY_TOKEN, values![token_hash]).await.map(|_| ())
    }

    /// Ends all of a person's sessions.
    pub async fn end_sessions(&mut self, account: AccountId) -> Result<(), StorageError> {
        self.connection.run(END_SESSIONS, values![account]).await.map(|_| ())
    }

    /// The attempts counted for an account or address, before this unit adds to them.
    pub async fn attempts(&mut self, subject_hash: &str) -> Result<Attempts, StorageError> {
        attempts_of(&mut self.connection, subject_hash).await
    }

    /// Counts an attempt.
    pub async fn add_attempt(&mut self, subject_hash: &str, now: Instant) -> Result<(), StorageError> {
        self.connection.run(ADD_ATTEMPT, values![subject_hash, now]).await.map(|_| ())
    }

    /// Forgets the failed attempts of an account or address.
    pub async fn clear_attempts(&mut self, subject_hash: &str) -> Result<(), StorageError> {
        self.connection.run(CLEAR_ATTEMPTS, values![subject_hash]).await.map(|_| ())
    }

    /// Forgets attempts and answers from before `before`.
    pub async fn clear_old(&mut self, before: Instant) -> Result<(), StorageError> {
        self.connection.run(CLEAR_OLD_ATTEMPTS, values![before]).await?;
        self.connection.run(CLEAR_OLD_ANSWERS, values![before]).await?;
        Ok(())
    }

    /// Marks an invitation as used. Returns whether it still could be.
    pub async fn use_invitation(&mut self, id: InvitationId, at: Instant) -> Result<bool, StorageError> {
        Ok(self.connection.run(USE_INVITATION, values![id, at]).await? == 1)
    }

    /// Lets the account of a used invitation into its school.
    pub async fn let_in(
        &mut self,
        school: SchoolId,
        account: AccountId,
        invitation: &Invitation,
        at: Instant,
    ) -> Result<(), StorageError> {
        let Invitation { staff, mentor, ref roles, .. } = *invitation;
        let row = values![school, account, staff, mentor, roles.to_string(), at];
        self.connection.run_one(ADD_MEMBER, row).await
    }

    /// Keeps everything.
    pub async fn commit(self) -> Result<(), StorageError> {
        self.connection.commit().await.map(|_| ())
    }
}

impl<S: crate::Scope> crate::Reading<S> {
    /// What was answered to a form sent under this key before.
    pub async fn find_answer(
        &mut self,
        account: AccountId,
        route: &str,
        once: &str,
    ) -> Result<Option<(String, String)>, StorageError> {
        self.connection.one(ANSWER, values![account, route, once], |row| Ok((row.text()?, row.text()?))).await
    }
}

impl<S: crate::Scope> crate::Writing<S> {
    /// Keeps what is answered to a form, in the same unit as its effect. The unit fails as a duplicate where the
    /// same form is being answered at this very moment.
    pub fn keep_answer(
        &mut self,
        account: AccountId,
        route: &str,
        once: &str,
        body_hash: &str,
        answer: &str,
        at: Instant,
    ) {
        self.connection.later(ADD_ANSWER, values![account, route, once, body_hash, answer, at]);
    }
}

async fn attempts_of(connection: &mut Connection, subject_hash: &str) -> Result<Attempts, StorageError> {
    let found = connection
        .one(ATTEMPTS, values![subject_hash], |row| {
            Ok(Attempts { failures: row.number()?, last_at: row.instant_or_none()? })
        })
        .await?;
    Ok(found.unwrap_or_default())
}

fn read_visit(row: &mut Fields<'_>) -> Result<Visit, StorageError> {
    let session = row.parsed()?;
    let seen_at = row.instant()?;
    let account = row.parsed()?;
    let name = row.text()?;
    let (id, school_name) = (row.parsed_or_none()?, row.text_or_none()?);
    let (sequence, almanac) = (row.integer_or_none()?, row.integer_or_none()?);
    let provisional = row.flag_or_none()?;
    let (roles, staff, mentor) = (row.parsed_or_none()?, row.parsed_or_none()?, row.parsed_or_none()?);
    // All of these are there where the person belongs to a school, and none where they do not.
    let school = match (id, school_name, sequence.zip(almanac), provisional, roles) {
        (Some(id), Some(name), Some((sequence, almanac)), Some(provisional), Some(roles)) => {
            Some(VisitedSchool { id, name, sequence, almanac, provisional, roles, staff, mentor })
        }
        _ => None,
    };
    Ok(Visit { session, seen_at, account, name, school })
}

impl DoorUnit {
    /// Goes on with the same unit inside a school, for the one deed that begins outside and ends inside:
    /// making it.
    pub fn into_school(self, school: SchoolId, storage: &crate::Storage) -> crate::Writing {
        crate::Writing::new(self.connection, school, std::sync::Arc::clone(&storage.changes))
    }

    /// Goes on with the same unit inside a network: making it, and coming into it by a code.
    pub fn into_network(self, network: NetworkId, storage: &crate::Storage) -> crate::NetworkWriting {
        crate::Writing::new(self.connection, network, std::sync::Arc::clone(&storage.changes))
    }
}
