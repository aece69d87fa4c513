//! A person's own sessions.

use super::Routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
}
