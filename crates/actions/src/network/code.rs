//! Codes that let people and schools into a network, as they are kept.

use domain::Permit;
use domain::chat::chat_permissions::ManageNetwork;
use domain::chat::network::Code;
use domain::id::CodeId;
use domain::network::NetworkCode;

use crate::once::hash;
use crate::{ActionError, House};

/// What is known of one code; the code itself is given once and never kept.
pub async fn code(
    house: &House,
    permit: &Permit<ManageNetwork>,
    code: CodeId,
) -> Result<NetworkCode, ActionError> {
    let codes = house.storage.read(permit.network()).await?.codes().await?;
    codes.into_iter().find(|kept| kept.id == code).ok_or(ActionError::NotFound("code"))
}

/// What is kept of a code.
pub(super) fn code_hash(code: &Code) -> String {
    hash(format!("network code {}", code.symbols()).as_bytes())
}
