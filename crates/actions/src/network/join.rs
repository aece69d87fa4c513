//! Coming into a network by a code: somebody with an account, somebody without, and a whole school.

use domain::Permit;
use domain::chat::ChatRole;
use domain::chat::network::{Code, CodeKind};
use domain::id::{AccountId, NetworkId};
use domain::network::NetworkCode;
use domain::people::permissions;
use storage::door::Account;

use super::code::code_hash;
use super::coming::{stranger, turn, without_a_handle};
use super::one::OneNetwork;
use crate::deed::{Entry, Told};
use crate::once::Form;
use crate::people::{check_address, check_name, fold_address};
use crate::sign_in::{
    SignedIn, begin_session, forget_tries, hash_password, tries_for, try_once, verify_password,
};
use crate::unit::{Turn, Unit};
use crate::{ActionError, House, Once};

/// The kinds of history that coming in writes.
const JOIN: &str = "network.join";
const JOIN_SCHOOL: &str = "network.join-school";
/// What history says of somebody who came by a code.
const JOINED: &str = "Joined by a code";

/// Somebody without an account here who comes by a code.
#[derive(Clone, Debug)]
pub struct Newcomer<'a> {
    /// The code, as they typed it.
    pub code: &'a str,
    /// Their address.
    pub email: &'a str,
    /// Their name.
    pub name: &'a str,
    /// The password they choose; or, where they have an account after all, its password.
    pub password: &'a str,
    /// The network address they come from, for counting tries.
    pub from: &'a str,
    /// Their browser in a word or two.
    pub browser: &'a str,
}

/// Somebody who has just come into a network, and is signed in.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// Their session.
    pub signed_in: SignedIn,
    /// Where they are.
    pub network: NetworkId,
}

/// Lets an account into the network of a code. Wrong, used up, over and ended codes are told alike, and
/// tries are counted for the account and for the address `from` which they come, as passwords are.
/// Somebody who is in it already uses nothing up.
pub async fn join(
    house: &House,
    account: AccountId,
    code: &str,
    from: &str,
    once: Option<Once>,
) -> Result<NetworkId, ActionError> {
    let tries = tries_for(&format!("code {account}"), from);
    try_once(house, &tries).await?;
    let (network, code_hash) = network_of(house, code).await?;
    let mut writing = house.storage.write(network).await?;
    let form = Form::of(Some(account), "join", once);
    if let Some(form) = &form
        && let Some(before) = form.answer_before(&mut writing).await?
    {
        return Ok(before);
    }
    let mut turn = turn(house, writing, stranger(network, Some(account)), form).await?;
    if !let_in(&mut turn, account, &code_hash).await? {
        return turn.close(JOIN, Told::nothing(network)).await;
    }
    let answer = turn.close(JOIN, Told::done(network, without_a_handle(JOINED))).await?;
    forget_tries(house, &tries).await?;
    Ok(answer)
}

/// Makes an account for somebody who comes by a code, lets them in and signs them in. Where their address
/// has an account here, its password lets them in.
pub async fn join_as_newcomer(house: &House, newcomer: Newcomer<'_>) -> Result<Arrived, ActionError> {
    check_name(newcomer.name)?;
    check_address(newcomer.email)?;
    let email_folded = fold_address(newcomer.email);
    // Guessing passwords by this door is as slow as at the other, and so is guessing codes.
    let tries = tries_for(&email_folded, newcomer.from);
    try_once(house, &tries).await?;
    let (network, code_hash) = network_of(house, newcomer.code).await?;
    let found = house.storage.read(network).await?.find_code(&code_hash).await?;
    open_code(house, found, CodeKind::Person)?;
    let known = house.storage.door().await?.find_account(&email_folded).await?;
    let account = match &known {
        Some(known) => proved(house, known, newcomer.password).await?,
        None => Account {
            id: house.next_id(),
            email: newcomer.email.trim().to_owned(),
            name: newcomer.name.trim().to_owned(),
            password_hash: Some(hash_password(house, newcomer.password).await?),
        },
    };
    let mut door = house.storage.open_door().await?;
    if known.is_none() {
        let added = door.add_account(&account, &email_folded, house.now()).await;
        if let Err(storage::StorageError::Taken(_)) = added {
            return Err(ActionError::field("email", "somebody has just come in by this address; sign in"));
        }
        added?;
    }
    let writing = door.into_network(network, &house.storage);
    let mut turn = turn(house, writing, stranger(network, Some(account.id)), None).await?;
    let told = if let_in(&mut turn, account.id, &code_hash).await? {
        Told::done((), without_a_handle(JOINED))
    } else {
        Told::nothing(())
    };
    turn.close(JOIN, told).await?;
    forget_tries(house, &tries).await?;
    Ok(Arrived { signed_in: begin_session(house, account.id, newcomer.browser).await?, network })
}

/// Lets a school into the network of a code: everybody in it who teaches or prepares belongs from now on.
pub async fn join_school(
    house: &House,
    permit: &Permit<permissions::JoinNetworks>,
    code: &str,
    from: &str,
    once: Option<Once>,
) -> Result<NetworkId, ActionError> {
    let account = permit.actor().account;
    let who = account.map_or_else(String::new, |account| account.to_string());
    let tries = tries_for(&format!("code {who}"), from);
    try_once(house, &tries).await?;
    let (network, code_hash) = network_of(house, code).await?;
    let mut writing = house.storage.write(network).await?;
    let form = Form::of(account, "join-school", once);
    if let Some(form) = &form
        && let Some(before) = form.answer_before(&mut writing).await?
    {
        return Ok(before);
    }
    let mut turn = turn(house, writing, stranger(network, account), form).await?;
    let Turn { unit, .. } = &mut turn;
    let code = open_code(house, unit.find_code(&code_hash).await?, CodeKind::School)?;
    let schools = unit.network_schools().await?;
    if schools.iter().any(|school| school.id == permit.school()) {
        return turn.close(JOIN_SCHOOL, Told::nothing(network)).await;
    }
    use_up(unit, &code).await?;
    let now = unit.now;
    unit.add_network_school(permit.school(), now).await?;
    let entry = Entry::new("Let a school in by a code").signed("somebody of a school");
    let answer = turn.close(JOIN_SCHOOL, Told::done(network, entry)).await?;
    forget_tries(house, &tries).await?;
    Ok(answer)
}

/// Lets an account in. Returns whether it was not in it yet.
async fn let_in(
    turn: &mut Turn<OneNetwork>,
    account: AccountId,
    code_hash: &str,
) -> Result<bool, ActionError> {
    let Turn { unit, .. } = turn;
    let found = unit.find_code(code_hash).await?;
    let code = open_code(&unit.house, found, CodeKind::Person)?;
    let before = unit.find_network_person(account).await?;
    match before.map(|person| person.ended_at) {
        Some(None) => return Ok(false),
        // A code that many have would otherwise lead whoever was taken out straight in again.
        Some(Some(ended_at)) if code.made_at <= ended_at => {
            let words = "you have left this network since the code was made; ask for a new one";
            return Err(ActionError::field("code", words));
        }
        Some(Some(_)) | None => {}
    }
    use_up(unit, &code).await?;
    let now = unit.now;
    unit.set_network_person(account, ChatRole::Member, now).await?;
    Ok(true)
}

async fn use_up(unit: &mut Unit<NetworkId>, code: &NetworkCode) -> Result<(), ActionError> {
    if unit.use_code(code.id).await? { Ok(()) } else { Err(not_right()) }
}

/// The network to which a code leads or led, and the hash under which it is kept there.
async fn network_of(house: &House, typed: &str) -> Result<(NetworkId, String), ActionError> {
    let code = Code::typed(typed).map_err(|_| not_right())?;
    let code_hash = code_hash(&code);
    let network = house.storage.door().await?.network_of_code(&code_hash).await?;
    Ok((network.ok_or_else(not_right)?, code_hash))
}

fn open_code(house: &House, found: Option<NetworkCode>, kind: CodeKind) -> Result<NetworkCode, ActionError> {
    let open = found.filter(|code| code.standing.lets_in(kind, house.now()));
    open.ok_or_else(not_right)
}

/// Why a code does not work is not said, so that guessing teaches nothing.
fn not_right() -> ActionError {
    let words =
        "that code is not right, or it has been used up or ended; look at it again, or ask for a new one";
    ActionError::field("code", words)
}

async fn proved(house: &House, known: &Account, password: &str) -> Result<Account, ActionError> {
    if verify_password(house, password, known.password_hash.as_deref()).await? {
        return Ok(known.clone());
    }
    Err(ActionError::field("password", "this address has an account here already: give its password"))
}
