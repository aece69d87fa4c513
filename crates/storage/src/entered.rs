//! What a deed is judged by as it enters a school or a network, read at once: how far history has come, what
//! the person is by now, and what was answered to the same form before.

use domain::chat::handle::Handle;
use domain::chat::{ChatRole, SchoolTie, Ties};
use domain::id::{AccountId, ChatId, NetworkId, SchoolId};
use domain::people::Member;

use crate::columns::statements;
use crate::connection::{Connection, Fields, values};
use crate::error::StorageError;
use crate::{NetworkReading, Reading};

/// The key of a form: which form, and which of its copies.
pub type FormKey<'form> = (&'form str, &'form str);

/// What a deed in a school is judged by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// The number of the school's almanac.
    pub almanac: i64,
    /// What the person is to the school, or was: their access may have ended.
    pub member: Option<Member>,
    /// What was answered to the same form before: the hash of its body, and the answer.
    pub answer: Option<(String, String)>,
}

/// A network, and what a person has to do with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkTies {
    /// The network.
    pub network: NetworkId,
    /// Its short name.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its zone's name in the IANA database.
    pub time_zone: String,
    /// The school whose department it is, where it is one.
    pub of_school: Option<SchoolId>,
    /// The person's handle in it, once chosen.
    pub handle: Option<Handle>,
    /// What ties them to it.
    pub ties: Ties,
}

/// What a deed in a network is judged by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnteredNetwork {
    /// The newest entry of the network's history; 0 before the first.
    pub sequence: i64,
    /// The network, and what ties the person to it.
    pub ties: NetworkTies,
    /// What they were made for the chat, where there is one.
    pub chat_roles: Vec<ChatRole>,
    /// What was answered to the same form before: the hash of its body, and the answer.
    pub answer: Option<(String, String)>,
}

statements! { "what is entered with";
    SCHOOL: [Integer, Text, Text, Text, Text, Text, Text, Integer, Text, Text] = "select s.almanac_version,
        m.account_id, a.name, a.email, m.roles, m.staff_id, m.mentor_id, m.ended_at, g.body_hash, g.answer
        from school s
        left join membership m on m.school_id = s.id and m.account_id = $2
        left join account a on a.id = m.account_id
        left join answer_given g on g.account_id = $2 and g.route = $3 and g.once = $4
        where s.id = $1";
    NETWORK: [Text, Text, Text, Text, Text, Text, Text, Text, Text, Text] = "select 'network', n.slug, n.name,
        n.time_zone, n.of_school, h.handle, p.role, cast(n.event_sequence as text), g.body_hash, g.answer
        from network n
        left join network_handle h on h.network_id = n.id and h.account_id = $2
        left join network_person p on p.network_id = n.id and p.account_id = $2 and p.ended_at is null
        left join answer_given g on g.account_id = $2 and g.route = $4 and g.once = $5
        where n.id = $1
        union all
        select 'school', m.roles, case when n.of_school = m.school_id then 'own' else 'other' end,
        null, null, null, null, null, null, null
        from network_school s
        join network n on n.id = s.network_id
        join membership m on m.school_id = s.school_id and m.account_id = $2 and m.ended_at is null
        where s.network_id = $1 and s.ended_at is null
        union all
        select 'role', r.role, null, null, null, null, null, null, null, null
        from chat_role r where r.network_id = $1 and r.chat_id = $3 and r.account_id = $2";
}

impl Reading {
    /// What a deed of this account is judged by in the school. Within a unit, read after what is locked.
    pub async fn enter(
        &mut self,
        account: Option<AccountId>,
        form: Option<FormKey<'_>>,
    ) -> Result<Entered, StorageError> {
        let (route, once) = parts(form);
        let row = values![self.scope, account, route, once];
        let found = self.connection.one(SCHOOL, row, read_entered).await?;
        found.ok_or(StorageError::RowsTouched { table: "school", touched: 0, expected: 1 })
    }
}

impl NetworkReading {
    /// What a deed of this account is judged by in the network, and in one of its chats; none where there is
    /// no such network. Within a unit, read after what is locked.
    pub async fn enter(
        &mut self,
        account: Option<AccountId>,
        chat: Option<ChatId>,
        form: Option<FormKey<'_>>,
    ) -> Result<Option<EnteredNetwork>, StorageError> {
        let network = self.scope;
        entered(&mut self.connection, network, account, chat, form).await
    }
}

/// What an account is in a network, and in one of its chats.
pub(crate) async fn entered(
    connection: &mut Connection,
    network: NetworkId,
    account: Option<AccountId>,
    chat: Option<ChatId>,
    form: Option<FormKey<'_>>,
) -> Result<Option<EnteredNetwork>, StorageError> {
    let (route, once) = parts(form);
    let row = values![network, account, chat, route, once];
    let mut entered = None;
    let (mut schools, mut chat_roles) = (Vec::new(), Vec::new());
    for part in connection.all(NETWORK, row, |row| read_part(row, network)).await? {
        match part {
            Part::Network(found) => entered = Some(*found),
            Part::School(tie) => schools.push(tie),
            Part::Role(role) => chat_roles.push(role),
        }
    }
    Ok(entered.map(|mut entered| {
        entered.ties.ties.schools = schools;
        entered.chat_roles = chat_roles;
        entered
    }))
}

/// One row of what a deed in a network is judged by.
enum Part {
    Network(Box<EnteredNetwork>),
    School(SchoolTie),
    Role(ChatRole),
}

fn parts(form: Option<FormKey<'_>>) -> (Option<String>, Option<String>) {
    form.map(|(route, once)| (route.to_owned(), once.to_owned())).unzip()
}

fn read_entered(row: &mut Fields<'_>) -> Result<Entered, StorageError> {
    let almanac = row.integer()?;
    let (account, name, email) = (row.parsed_or_none()?, row.text_or_none()?, row.text_or_none()?);
    let (roles, staff, mentor) = (row.parsed_or_none()?, row.parsed_or_none()?, row.parsed_or_none()?);
    let ended_at = row.instant_or_none()?;
    let member = match (account, name, email, roles) {
        (Some(account), Some(name), Some(email), Some(roles)) => {
            Some(Member { account, name, email, roles, staff, mentor, ended_at })
        }
        _ => None,
    };
    Ok(Entered { almanac, member, answer: read_answer(row)? })
}

fn read_answer(row: &mut Fields<'_>) -> Result<Option<(String, String)>, StorageError> {
    Ok(row.text_or_none()?.zip(row.text_or_none()?))
}

fn read_part(row: &mut Fields<'_>, network: NetworkId) -> Result<Part, StorageError> {
    let what = row.text()?;
    match what.as_str() {
        "network" => {
            let ties = NetworkTies {
                network,
                slug: row.text()?,
                name: row.text()?,
                time_zone: row.text()?,
                of_school: row.parsed_or_none()?,
                handle: row.parsed_or_none()?,
                ties: Ties { joined_as: row.parsed_or_none()?, schools: Vec::new() },
            };
            let (sequence, answer) = (row.parsed()?, read_answer(row)?);
            Ok(Part::Network(Box::new(EnteredNetwork { sequence, ties, chat_roles: Vec::new(), answer })))
        }
        "school" => {
            let tie = SchoolTie { roles: row.parsed()?, is_own_department: row.text()? == "own" };
            row.leave_rest();
            Ok(Part::School(tie))
        }
        "role" => {
            let role = row.parsed()?;
            row.leave_rest();
            Ok(Part::Role(role))
        }
        _ => Err(row.cannot_be(&what)),
    }
}
