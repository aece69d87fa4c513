//! Making a code that lets people or schools into a network.

use domain::chat::chat_permissions::ManageNetwork;
use domain::chat::network::{
    CODE_DAYS, CODE_USES, Code, CodeKind, CodeStanding, NetworkProblem, checked_code_words,
};
use domain::id::CodeId;
use domain::network::NetworkCode;
use serde::{Deserialize, Serialize};

use super::code::code_hash;
use super::one::OneNetwork;
use crate::ActionError;
use crate::deed::{Deed, Told};
use crate::unit::Turn;

/// Makes a code.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MakeCode {
    /// What it lets in.
    pub kind: CodeKind,
    /// Whom it is for, so that whoever looks after the network knows it again.
    #[serde(default)]
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
}

impl Deed for MakeCode {
    type At = OneNetwork;
    type May = ManageNetwork;
    type Answer = MadeCode;
    const KEY: &'static str = "network.code";
    const FORM: &'static str = "network-code";

    fn example() -> Self {
        Self { kind: CodeKind::Person, words: "The October meeting".to_owned(), uses: 20, days: 14 }
    }

    async fn act(self, turn: &mut Turn<OneNetwork>) -> Result<Told<MadeCode>, ActionError> {
        let Turn { unit, at } = turn;
        let words = checked_code_words(&self.words)?.to_owned();
        if !CODE_USES.contains(&self.uses) {
            return Err(NetworkProblem::Uses.into());
        }
        if !CODE_DAYS.contains(&self.days) {
            return Err(NetworkProblem::Days.into());
        }
        if at.network.of_school.is_some() && self.kind == CodeKind::School {
            let words = "this is one school's own department; begin a network for several schools";
            return Err(ActionError::field("kind", words));
        }
        let code = Code::from_random(unit.house.random());
        let (made_at, by) = (unit.now, unit.actor.account);
        let ends_at = made_at.plus_minutes(i64::from(self.days) * 24 * 60);
        let standing = CodeStanding { kind: self.kind, uses_left: self.uses, ends_at, ended_at: None };
        let kept = NetworkCode { id: unit.next_id(), words, standing, made_at };
        unit.add_code(&kept, &code_hash(&code), by).await?;
        Ok(Told::done(MadeCode { id: kept.id, code: code.to_string() }, "Made a code"))
    }
}
