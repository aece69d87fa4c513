//! Networks: their schools, the people who joined them, the codes that let them in, and calendar feeds.

use domain::Instant;
use domain::chat::ChatRole;
use domain::chat::network::{CodeStanding, Readers};
use domain::history::Kind;
use domain::id::{AccountId, ChatId, CodeId, NetworkId, SchoolId};
use domain::network::{Network, NetworkCode, NetworkPerson, NetworkSchool};
use domain::people::Roles;

use crate::columns::{Kept as _, columns, insert, select, statements};
use crate::connection::{Fields, values};
use crate::error::StorageError;
use crate::{Door, NetworkReading, NetworkWriting};

columns! { "network", Network, |it, row|
    once {
        id: parsed = it.id;
        slug: text = &it.slug;
        name: text = &it.name;
        time_zone: text = &it.time_zone;
        of_school: parsed_or_none = it.of_school;
        readers: parsed = it.readers.key();
        demonstration: flag = it.demonstration;
        created_at: instant = it.created_at;
    }
    made Network { id, slug, name, time_zone, of_school, readers, demonstration, created_at }
}

columns! { "network_code", NetworkCode, |it, row|
    once {
        id: parsed = it.id;
        words: text = &it.words;
        kind: parsed = it.standing.kind.key();
        uses_left: number = it.standing.uses_left;
        ends_at: instant = it.standing.ends_at;
        ended_at: instant_or_none = it.standing.ended_at;
        made_at: instant = it.made_at;
    }
    made NetworkCode {
        id,
        words,
        standing: CodeStanding { kind, uses_left, ends_at, ended_at },
        made_at,
    }
}

macro_rules! select_person {
    () => {
        "select p.account_id, a.name, h.handle, p.role, p.joined_at, p.ended_at from network_person p
        join account a on a.id = p.account_id
        left join network_handle h on h.network_id = p.network_id and h.account_id = p.account_id
        where p.network_id = $1"
    };
}

statements! { "network";
    NETWORK: Network = select!(Network, "from network where id = $1");
    EVERY: Network = select!(Network, "from network order by slug");
    BY_SLUG: [Text] = "select id from network where slug = $1";
    DEPARTMENT: [Text] = "select id from network where of_school = $1";
    OF_CODE: [Text] = "select network_id from network_code where code_hash = $1";
    OF_FEED: [Text, Text] = "select network_id, account_id from calendar_feed where token_hash = $1";
    ADD = insert!(Network in "event_sequence");
    SET = "update network set name = $2, time_zone = $3, readers = $4 where id = $1";
    PEOPLE: [Text, Text, Text, Text, Integer, Integer] = concat!(select_person!(), " and p.ended_at is null order by p.joined_at, p.account_id");
    PERSON: [Text, Text, Text, Text, Integer, Integer] = concat!(select_person!(), " and p.account_id = $2");
    SET_PERSON = insert!("network_person", "network_id, account_id, role, joined_at",
        " on conflict (network_id, account_id) do update set role = excluded.role,
        joined_at = case when network_person.ended_at is null then network_person.joined_at else excluded.joined_at end,
        ended_at = null");
    END_PERSON = "update network_person set ended_at = $3
        where network_id = $1 and account_id = $2 and ended_at is null";
    SCHOOLS: [Text, Text, Integer] = "select s.school_id, c.name, s.joined_at from network_school s join school c on c.id = s.school_id
        where s.network_id = $1 and s.ended_at is null order by c.name, s.school_id";
    SCHOOL_PEOPLE: [Text, Text, Text] = "select s.school_id, m.account_id, m.roles from network_school s
        join membership m on m.school_id = s.school_id and m.ended_at is null
        where s.network_id = $1 and s.ended_at is null";
    ADD_SCHOOL = insert!("network_school", "network_id, school_id, joined_at",
        " on conflict (network_id, school_id) do update set joined_at = excluded.joined_at, ended_at = null");
    END_SCHOOL = "update network_school set ended_at = $3
        where network_id = $1 and school_id = $2 and ended_at is null";
    CODES: NetworkCode = select!(NetworkCode, "from network_code where network_id = $1 order by made_at desc, id desc");
    CODE: NetworkCode = select!(NetworkCode, "from network_code where network_id = $1 and code_hash = $2");
    ADD_CODE = insert!(NetworkCode in "network_id, code_hash, made_by");
    USE_CODE = "update network_code set uses_left = uses_left - 1
        where network_id = $1 and id = $2 and uses_left > 0 and ended_at is null";
    END_CODE = "update network_code set ended_at = $3 where network_id = $1 and id = $2 and ended_at is null";
    SET_FEED = insert!("calendar_feed", "network_id, account_id, token_hash, made_at",
        " on conflict (network_id, account_id) do update set token_hash = excluded.token_hash, made_at = excluded.made_at");
    FEED_MADE: [Integer] = "select made_at from calendar_feed where network_id = $1 and account_id = $2";
    CONSENTED: [Nothing] = "select 1 from chat_consent where network_id = $1 limit 1";
    ONCE_SCHEDULED: [Text] = "select distinct chat_id from network_event
        where network_id = $1 and kind = $2 and chat_id is not null";
}

impl Door {
    /// The network of this short name.
    pub async fn find_network_by_slug(&mut self, slug: &str) -> Result<Option<NetworkId>, StorageError> {
        self.connection.one(BY_SLUG, values![slug], |row| row.parsed()).await
    }

    /// The network that is the department of a school, once it has been made.
    pub async fn department_of(&mut self, school: SchoolId) -> Result<Option<NetworkId>, StorageError> {
        self.connection.one(DEPARTMENT, values![school], |row| row.parsed()).await
    }

    /// The network into which the code of this hash leads or led.
    pub async fn network_of_code(&mut self, code_hash: &str) -> Result<Option<NetworkId>, StorageError> {
        self.connection.one(OF_CODE, values![code_hash], |row| row.parsed()).await
    }

    /// The network and the person whose feed has the secret of this hash.
    pub async fn network_of_feed(
        &mut self,
        token_hash: &str,
    ) -> Result<Option<(NetworkId, AccountId)>, StorageError> {
        self.connection.one(OF_FEED, values![token_hash], |row| Ok((row.parsed()?, row.parsed()?))).await
    }

    /// Every network of the server, by short name: for the command of whoever runs it.
    pub async fn every_network(&mut self) -> Result<Vec<Network>, StorageError> {
        self.connection.all(EVERY, values![], Network::read).await
    }
}

impl NetworkReading {
    /// The network itself; none where there is no such network.
    pub async fn network(&mut self) -> Result<Option<Network>, StorageError> {
        let network = self.scope;
        self.connection.one(NETWORK, values![network], Network::read).await
    }

    /// The people who joined by themselves and are still in it, in the order of joining.
    pub async fn network_people(&mut self) -> Result<Vec<NetworkPerson>, StorageError> {
        let network = self.scope;
        self.connection.all(PEOPLE, values![network], read_person).await
    }

    /// Somebody who joined by themselves, and may have left again.
    pub async fn find_network_person(
        &mut self,
        account: AccountId,
    ) -> Result<Option<NetworkPerson>, StorageError> {
        let network = self.scope;
        self.connection.one(PERSON, values![network, account], read_person).await
    }

    /// The schools that belong to it, by name.
    pub async fn network_schools(&mut self) -> Result<Vec<NetworkSchool>, StorageError> {
        let network = self.scope;
        self.connection
            .all(SCHOOLS, values![network], |row| {
                Ok(NetworkSchool { id: row.parsed()?, name: row.text()?, joined_at: row.instant()? })
            })
            .await
    }

    /// Everybody in its schools, with what they are there. Who of them belongs, the rules say.
    pub async fn people_of_schools(&mut self) -> Result<Vec<(SchoolId, AccountId, Roles)>, StorageError> {
        let network = self.scope;
        self.connection
            .all(SCHOOL_PEOPLE, values![network], |row| Ok((row.parsed()?, row.parsed()?, row.parsed()?)))
            .await
    }

    /// Its codes, newest first.
    pub async fn codes(&mut self) -> Result<Vec<NetworkCode>, StorageError> {
        let network = self.scope;
        self.connection.all(CODES, values![network], NetworkCode::read).await
    }

    /// The code of this hash.
    pub async fn find_code(&mut self, code_hash: &str) -> Result<Option<NetworkCode>, StorageError> {
        let network = self.scope;
        self.connection.one(CODE, values![network, code_hash], NetworkCode::read).await
    }

    /// When a person's calendar feed was made; none where they have none.
    pub async fn feed_made_at(&mut self, account: AccountId) -> Result<Option<Instant>, StorageError> {
        let network = self.scope;
        self.connection.one(FEED_MADE, values![network, account], |row| row.instant()).await
    }

    /// Whether anybody has agreed to what becomes of their words in one of its chats.
    pub async fn has_consents(&mut self) -> Result<bool, StorageError> {
        let network = self.scope;
        Ok(self.connection.one(CONSENTED, values![network], |_| Ok(())).await?.is_some())
    }

    /// The chats that have stood in the calendar at some time.
    pub async fn once_scheduled(&mut self) -> Result<Vec<ChatId>, StorageError> {
        let network = self.scope;
        let scheduled = Kind::ChatSchedule;
        self.connection.all(ONCE_SCHEDULED, values![network, scheduled.key()], |row| row.parsed()).await
    }
}

impl NetworkWriting {
    /// Adds the network that this unit is bound to. Fails as taken where its short name is, or where the
    /// school has a department already.
    pub async fn add_network(&mut self, network: &Network) -> Result<(), StorageError> {
        let row = Network { id: self.scope, ..network.clone() }.inserted(values![0_i64])?;
        match self.connection.run_one(ADD, row).await {
            Err(error) if error.is_duplicate() => Err(StorageError::Taken("short name")),
            other => other,
        }
    }

    /// Sets its name, zone and readers.
    pub async fn set_network(
        &mut self,
        name: &str,
        time_zone: &str,
        readers: Readers,
    ) -> Result<(), StorageError> {
        let network = self.scope;
        self.connection.run_one(SET, values![network, name, time_zone, readers.key()]).await
    }

    /// Lets somebody in as `role`, or in again, or gives them that role.
    pub async fn set_network_person(
        &mut self,
        account: AccountId,
        role: ChatRole,
        at: Instant,
    ) -> Result<(), StorageError> {
        let network = self.scope;
        self.connection.run_one(SET_PERSON, values![network, account, role.key(), at]).await
    }

    /// Ends what somebody joined as. Returns whether they were in it.
    pub async fn end_network_person(
        &mut self,
        account: AccountId,
        at: Instant,
    ) -> Result<bool, StorageError> {
        let network = self.scope;
        Ok(self.connection.run(END_PERSON, values![network, account, at]).await? == 1)
    }

    /// Lets a school in, or in again.
    pub async fn add_network_school(&mut self, school: SchoolId, at: Instant) -> Result<(), StorageError> {
        let network = self.scope;
        self.connection.run_one(ADD_SCHOOL, values![network, school, at]).await
    }

    /// Ends a school's belonging. Returns whether it belonged.
    pub async fn end_network_school(&mut self, school: SchoolId, at: Instant) -> Result<bool, StorageError> {
        let network = self.scope;
        Ok(self.connection.run(END_SCHOOL, values![network, school, at]).await? == 1)
    }

    /// Keeps a code under its hash.
    pub async fn add_code(
        &mut self,
        code: &NetworkCode,
        code_hash: &str,
        made_by: Option<AccountId>,
    ) -> Result<(), StorageError> {
        let row = code.inserted(values![self.scope, code_hash, made_by])?;
        self.connection.run_one(ADD_CODE, row).await
    }

    /// Uses a code once. Returns whether there was a use left.
    pub async fn use_code(&mut self, code: CodeId) -> Result<bool, StorageError> {
        let network = self.scope;
        Ok(self.connection.run(USE_CODE, values![network, code]).await? == 1)
    }

    /// Ends a code. Returns whether there was one that had not been ended.
    pub async fn end_code(&mut self, code: CodeId, at: Instant) -> Result<bool, StorageError> {
        let network = self.scope;
        Ok(self.connection.run(END_CODE, values![network, code, at]).await? == 1)
    }

    /// Keeps a person's calendar feed under the hash of its secret; the one before ends.
    pub async fn set_feed(
        &mut self,
        account: AccountId,
        token_hash: &str,
        at: Instant,
    ) -> Result<(), StorageError> {
        let network = self.scope;
        self.connection.run_one(SET_FEED, values![network, account, token_hash, at]).await
    }
}

fn read_person(row: &mut Fields<'_>) -> Result<NetworkPerson, StorageError> {
    Ok(NetworkPerson {
        account: row.parsed()?,
        name: row.text()?,
        handle: row.parsed_or_none()?,
        role: row.parsed()?,
        joined_at: row.instant()?,
        ended_at: row.instant_or_none()?,
    })
}
