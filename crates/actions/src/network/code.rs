//! Codes that let people and schools into a network.

use domain::Permit;
use domain::chat::chat_permissions;
use domain::chat::network::{
    CODE_DAYS, CODE_USES, Code, CodeKind, CodeStanding, NetworkProblem, checked_code_words,
};
use domain::history::Kind;
use domain::id::CodeId;
use domain::network::NetworkCode;
use serde::{Deserialize, Serialize};

use super::entry;
use crate::once::hash;
use crate::{ActionError, Begun, House, Once};

/// What code to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeWanted {
    /// What it lets in.
    pub kind: CodeKind,
    /// Whom it is for, so that whoever looks after the network knows it again.
    pub words: String,
    /// How many people or schools it lets in.
    pub uses: u32,
    /// How many days it works.
    pub days: u32,
}

/// A code that was made. It is given once, to whoever made it, and never kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeCode {
    /// Its identifier.
    pub id: CodeId,
    /// The code, in two halves; empty where the same form was sent again.
    #[serde(skip)]
    pub code: String,
    /// Whom it is for. Not kept with the answer, because it may name somebody who is erased one day.
    #[serde(skip)]
    pub words: String,
}

/// Makes a code.
pub async fn make_code(
    house: &House,
    permit: &Permit<chat_permissions::ManageNetwork>,
    wanted: CodeWanted,
    once: Option<Once>,
) -> Result<MadeCode, ActionError> {
    let words = checked_code_words(&wanted.words)?.to_owned();
    if !CODE_USES.contains(&wanted.uses) {
        return Err(NetworkProblem::Uses.into());
    }
    if !CODE_DAYS.contains(&wanted.days) {
        return Err(NetworkProblem::Days.into());
    }
    let mut work = match house.begin_in_network(permit.network(), permit.account(), once).await? {
        Begun::Answered(made) => return made_before(house, permit, made).await,
        Begun::Anew(work) => work,
    };
    work.lock_network().await?;
    let network = work.network().await?.ok_or(ActionError::NotFound("network"))?;
    if network.of_school.is_some() && wanted.kind == CodeKind::School {
        let words = "this is one school's own department; begin a network for several schools";
        return Err(ActionError::field("kind", words));
    }
    let code = Code::from_random(house.random());
    let now = house.now();
    let ends_at = now.plus_minutes(i64::from(wanted.days) * 24 * 60);
    let standing = CodeStanding { kind: wanted.kind, uses_left: wanted.uses, ends_at, ended_at: None };
    let kept = NetworkCode { id: house.next_id(), words, standing, made_at: now };
    work.add_code(&kept, &code_hash(&code), permit.account()).await?;
    let event = entry(house, permit.participant(), Kind::NetworkCode, "Made a code");
    let made = MadeCode { id: kept.id, code: code.to_string(), words: kept.words };
    work.finish(made, Some(event)).await
}

/// The code that the same form made before, without the code itself.
async fn made_before(
    house: &House,
    permit: &Permit<chat_permissions::ManageNetwork>,
    made: MadeCode,
) -> Result<MadeCode, ActionError> {
    let codes = house.storage.read(permit.network()).await?.codes().await?;
    let kept = codes.into_iter().find(|code| code.id == made.id);
    Ok(MadeCode { words: kept.map_or_else(String::new, |code| code.words), ..made })
}

/// Ends a code. Whoever came in by it stays.
pub async fn end_code(
    house: &House,
    permit: &Permit<chat_permissions::ManageNetwork>,
    code: CodeId,
    once: Option<Once>,
) -> Result<(), ActionError> {
    let mut work = match house.begin_in_network::<()>(permit.network(), permit.account(), once).await? {
        Begun::Answered(()) => return Ok(()),
        Begun::Anew(work) => work,
    };
    work.lock_network().await?;
    if !work.end_code(code, house.now()).await? {
        return Err(ActionError::NotFound("code"));
    }
    let event = entry(house, permit.participant(), Kind::NetworkEndCode, "Ended a code");
    work.finish((), Some(event)).await
}

/// What is kept of a code.
pub(super) fn code_hash(code: &Code) -> String {
    hash(format!("network code {}", code.symbols()).as_bytes())
}
