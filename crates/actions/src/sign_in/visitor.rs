//! Whose a session is, and who they are in the school it is in.

use domain::people::Actor;
use storage::door::{Visit, VisitedSchool};

use super::session::SESSION_MINUTES;
use crate::once::hash;
use crate::{ActionError, House};

/// A session's last sighting is noted at most this often, in minutes.
const NOTED_EVERY_MINUTES: i64 = 10;

/// A visitor whose session is good.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The session and the person.
    pub visit: Visit,
    /// The person as somebody who acts in a school; none where they belong to none.
    pub actor: Option<Actor>,
}

impl Visitor {
    /// The school they are in.
    pub fn school(&self) -> Option<&VisitedSchool> {
        self.visit.school.as_ref()
    }
}

/// Who a session's token belongs to; none where it has ended or never was.
pub async fn visitor(house: &House, token: &str) -> Result<Option<Visitor>, ActionError> {
    let now = house.now();
    let found = house.storage.door().await?.find_visit(&hash(token.as_bytes()), now).await?;
    let Some(visit) = found else { return Ok(None) };
    if visit.seen_at.plus_minutes(NOTED_EVERY_MINUTES) < now {
        let mut unit = house.storage.open_door().await?;
        unit.see_session(visit.session, now, now.plus_minutes(SESSION_MINUTES)).await?;
        unit.commit().await?;
    }
    let actor = visit.school.as_ref().map(|school| {
        Actor::member(
            school.id,
            visit.account,
            school.staff,
            school.mentor,
            visit.name.clone(),
            school.roles.clone(),
        )
    });
    Ok(Some(Visitor { visit, actor }))
}
